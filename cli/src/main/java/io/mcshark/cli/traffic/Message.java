package io.mcshark.cli.traffic;

import java.net.InetSocketAddress;

/**
 * A datagram that came.
 *
 * @param nanos when, since the epoch
 * @param target the group and port it was sent to, as asked for
 * @param nic the interface that was asked for, {@link Nic#ANY} where none was
 * @param ttl TTL or hop limit on arrival, -1 when the system does not tell
 * @param trafficClass TOS or traffic class on arrival, -1 when the system does not tell
 */
record Message(
        long nanos, InetSocketAddress source, Target target, Nic nic, int ttl, int trafficClass, byte[] payload) {}
