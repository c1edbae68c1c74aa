package io.mcshark.cli.traffic;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;

/** What a receiver has got so far. */
final class Tally {
    /** Senders told apart; with more, {@link #senders} stays there. */
    private static final int MAX_SENDERS = 100_000;

    private final Set<InetAddress> senders = new HashSet<>();
    private final Set<Target> groups = new HashSet<>();
    private long packets;
    private long bytes;

    void add(Message message) {
        packets++;
        bytes += message.payload().length;
        if (senders.size() < MAX_SENDERS) {
            senders.add(message.source().getAddress());
        }
        groups.add(message.target());
    }

    long packets() {
        return packets;
    }

    /** Payload bytes. */
    long bytes() {
        return bytes;
    }

    /** Addresses that sent something. */
    long senders() {
        return senders.size();
    }

    /** Groups, with port, on which something came. */
    long groups() {
        return groups.size();
    }
}
