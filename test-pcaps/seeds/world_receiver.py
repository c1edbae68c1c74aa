#!/usr/bin/env python3
"""Joins a group and prints what arrives; bound to the group, so that nothing else sent to the port comes in.

From: the fourth text, its Python receiver.
Missing: group and port (as in world_sender.py), the head of the `setsockopt` that joins, the interface address, the line that prints.
Changed: the text's variant in a comment, an asterisk for every ten bytes, runs with ASTERISKS=10 in the environment; output is not
held back in a pipe.
"""
import os
import socket

from place import membership, place

where = place("224.0.0.123", 7777)
chunk_size = int(os.environ.get("ASTERISKS", 0))
bytes_received = 0

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_UDP)
# Allows binding even if the address is already in use.
sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
sock.bind((where.group, where.port))
sock.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership(where))

while True:
    data = sock.recv(1024)
    if not chunk_size:
        print(data, flush=True)
        continue
    bytes_received += len(data)
    while bytes_received > chunk_size:
        print("*", end="", flush=True)
        bytes_received -= chunk_size
