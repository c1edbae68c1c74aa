package io.mcshark.decoder;

import java.util.Set;

/** What a person may choose about decoding. Set before the first packet. */
public final class Settings {
    /** Whether IP, UDP and TCP checksums are verified; IGMP's and ICMP's always are, as in tshark. */
    public boolean checksums;

    /** Whether IP fragments are put together. */
    public boolean defragment = true;

    /** The protocols recognised by content where no port says what it is; by default those that tshark recognises. */
    public Set<String> guess = Set.of("mp2t");

    /** The most bytes of incomplete datagrams kept, and for how long, in nanoseconds of capture time (RFC 791: 15 s minimum; RFC 8200: 60 s). */
    public int fragmentBytes = 4 << 20;

    public long fragmentNanos = 30_000_000_000L;

    /** The most bytes of messages kept that go on over TCP segments. */
    public int segmentBytes = 8 << 20;
}
