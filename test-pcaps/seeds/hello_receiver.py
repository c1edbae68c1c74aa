#!/usr/bin/env python3
"""Joins a group and prints what arrives; does not answer.

From: the third text.
Missing: `import struct` and the indentation of the loop.
Changed: the membership is packed as 8 bytes without struct ("4sL" gives 16 on a 64-bit machine); output is not held back in a pipe.
"""
import socket

from place import membership, place

where = place("239.0.0.1", 12345)

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
sock.bind(("0.0.0.0", where.port))
sock.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership(where))
print(f"Listening on multicast group {where.group} on port {where.port}", flush=True)
while True:
    data, addr = sock.recvfrom(1024)
    print(f"Received message: {data.decode(errors='replace')} from {addr}", flush=True)
