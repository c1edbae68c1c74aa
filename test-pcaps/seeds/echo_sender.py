#!/usr/bin/env python3
"""Sends one message to a group and lists everyone who acknowledges it, until nobody has for 0.2 seconds.

From: the second and the fifth text, which carry the same program.
Missing: in the second text the group, the timeout, both `try` and the `break`; the fifth has them.
Changed: Python 2 to 3 (print, bytes); the time to live is an integer, since a packed signed byte ends at 127.
"""
import socket
import sys

from place import aim, place

message = b"very important data"
where = place("224.3.29.71", 10000, ttl=1)  # a ttl of 1 does not leave the local network segment

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.settimeout(0.2)
aim(sock, where)

try:
    print(f'sending "{message.decode()}"', file=sys.stderr)
    sock.sendto(message, (where.group, where.port))
    while True:
        print("waiting to receive", file=sys.stderr)
        try:
            data, server = sock.recvfrom(16)
        except socket.timeout:
            print("timed out, no more responses", file=sys.stderr)
            break
        else:
            print(f'received "{data.decode()}" from {server}', file=sys.stderr)
finally:
    print("closing socket", file=sys.stderr)
    sock.close()
