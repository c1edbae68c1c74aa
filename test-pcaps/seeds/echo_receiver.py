#!/usr/bin/env python3
"""Joins a group and answers every message with "ack".

From: the second and the fifth text, which carry the same program.
Missing: in the second text the group and the `bind`; the fifth has them.
Changed: Python 2 to 3 (print, bytes); the membership is packed as 8 bytes, where "4sL" gives 16 on a 64-bit machine; the port is
shared (SO_REUSEADDR), so that a second receiver of the host can listen too.
"""
import socket
import sys

from place import membership, place

where = place("224.3.29.71", 10000)

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
sock.bind(("", where.port))
sock.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership(where))

while True:
    print("\nwaiting to receive message", file=sys.stderr)
    data, address = sock.recvfrom(1024)

    print(f"received {len(data)} bytes from {address}", file=sys.stderr)
    print(data.decode(errors="replace"), file=sys.stderr)

    print("sending acknowledgement to", address, file=sys.stderr)
    sock.sendto(b"ack", address)
