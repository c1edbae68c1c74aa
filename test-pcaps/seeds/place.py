"""Where the restored programs send and listen: each one's own group and port, unless the command line says otherwise.

Not part of any of the texts. It lets the programs run between namespaces and against mcshark without being edited.
"""
import argparse
import socket


def place(group, port, ttl=None):
    """The arguments of a program: group, port, interface (the address of one, 0.0.0.0 for the kernel's choice) and ttl.

    The ttl is the program's own, or None where it leaves the kernel's default of 1; receivers have no use for it.
    """
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--group", default=group)
    arguments.add_argument("--port", type=int, default=port)
    arguments.add_argument("--interface", default="0.0.0.0", metavar="ADDRESS", help="address of the interface to use")
    arguments.add_argument("--ttl", type=int, default=ttl)
    return arguments.parse_args()


def aim(sock, where):
    """Make a sending socket obey what the command line asked for; without options it is left as it is."""
    if where.interface != "0.0.0.0":
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(where.interface))
    if where.ttl is not None:
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, where.ttl)


def membership(where):
    """The struct ip_mreq of the group on the interface: 8 bytes."""
    return socket.inet_aton(where.group) + socket.inet_aton(where.interface)
