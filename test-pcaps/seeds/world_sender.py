#!/usr/bin/env python3
"""Sends one greeting to a group: the shortest sender there is.

From: the fourth text, its Python sender.
Missing: the group; 224.0.0.123 is the one that the same text's Rust receiver joins.
Changed: only that the place can be given.
"""
import socket

from place import aim, place

where = place("224.0.0.123", 7777)

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_UDP)
aim(sock, where)
sock.sendto(b"Hello, World!", (where.group, where.port))
