package io.mcshark.cli.traffic;

import java.net.InetAddress;
import java.util.List;

/**
 * A group as it is joined.
 *
 * @param nic the interface, {@link Nic#ANY} for the kernel's choice
 * @param excluded senders that are not wanted (filter mode EXCLUDE of RFC 3376), where the target names no source
 */
record Joined(Target target, Nic nic, List<InetAddress> excluded) {}
