#!/usr/bin/env python3
"""Sends one greeting to a group and does not care who hears it.

From: the third text.
Missing: nothing.
Changed: only that the place can be given.
"""
import socket
import time

from place import aim, place

where = place("239.0.0.1", 12345, ttl=1)  # a ttl of 1 stays on the local segment, more may cross routers

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
aim(sock, where)
message = b"Hello, multicast world!"
print(f"Sending message '{message.decode()}' to {where.group}:{where.port}")
sock.sendto(message, (where.group, where.port))
time.sleep(1)  # where a real program would go on sending
