#!/usr/bin/env python3
"""Sends a greeting to a group every second, from port 1234, until it is stopped.

From: the fourth text, its Rust sender, said in Python.
Missing: the address to bind (any), the group (224.0.0.123, as in the same text's Rust receiver) and the call that connects to it, the
pause (a second: the text imports Duration and has lost its use).
Changed: the language.
"""
import socket
import time

from place import aim, place

where = place("224.0.0.123", 7777)

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("0.0.0.0", 1234))
aim(sock, where)
sock.connect((where.group, where.port))
while True:
    sock.send(b"Hello, World!")
    time.sleep(1)
