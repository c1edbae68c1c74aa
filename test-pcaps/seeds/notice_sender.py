#!/usr/bin/env python3
"""Sends a sentence twice to a group, and says so: a message to look at in a packet analyser.

From: the first text, about groups being addresses of a class of their own.
Missing: the group (239.255.5.55 is ours, of the local scope, since the text names none) and the indentation of the loop.
Changed: typographic quotation marks; the report is printed for each message.
"""
import socket

from place import aim, place

where = place("239.255.5.55", 5555)
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_UDP)
sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
aim(sock, where)
for i in range(1, 3):
    sock.sendto(b"This is a multicast messages to all who listen", (where.group, where.port))
    print("Multicast msg sent")
