#!/usr/bin/env python3
"""Joins a group and prints length, sender and text of what arrives; does not answer.

From: the fourth text, its Rust receiver, said in Python.
Missing: the address to bind (any, port 7777), the head of the call that joins, the arguments of the line that prints.
Changed: the language; output is not held back in a pipe.
"""
import socket

from place import membership, place

where = place("224.0.0.123", 7777)

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("0.0.0.0", where.port))
sock.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership(where))
while True:
    data, (address, port) = sock.recvfrom(2048)
    print(f"Got {len(data)} bytes from {address}:{port}: {data.decode(errors='replace')}", flush=True)
