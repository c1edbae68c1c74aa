package io.mcshark.cli.traffic;

import java.net.InetSocketAddress;

/**
 * A datagram that came.
 *
 * @param nanos when, since the epoch
 * @param target the group and port it was sent to, as asked for
 * @param ttl TTL or hop limit on arrival, -1 when the system does not tell
 */
record Message(long nanos, InetSocketAddress source, Target target, int ttl, byte[] payload) {}
