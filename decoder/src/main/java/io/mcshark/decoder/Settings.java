package io.mcshark.decoder;

import java.util.Arrays;
import java.util.Set;

/** What a person may choose about decoding. Set before the first packet. */
public final class Settings {
    /** Whether IP, UDP and TCP checksums are verified; IGMP's and ICMP's always are, as in tshark. */
    public boolean checksums;

    /** Whether IP fragments are put together. */
    public boolean defragment = true;

    /** The protocols recognised by content where no port says what it is; by default those that tshark recognises. */
    public Set<String> guess = Set.of("artnet", "mp2t", "rtcp", "rtps");

    /** The most bytes of incomplete datagrams kept, and for how long, in nanoseconds of capture time (RFC 791: 15 s minimum; RFC 8200: 60 s). */
    public int fragmentBytes = 4 << 20;

    public long fragmentNanos = 30_000_000_000L;

    /** The most bytes of messages kept that go on over TCP segments. */
    public int segmentBytes = 8 << 20;

    private record Told(Table table, int first, int last, Protocol child) {}

    private Told[] told = {};

    /** Has {@code child} decode what {@code table} is asked about for the values from {@code first} to {@code last}; what was told later counts. */
    public void decodeAs(Table table, int first, int last, Protocol child) {
        told = Arrays.copyOf(told, told.length + 1);
        told[told.length - 1] = new Told(table, first, last, child);
    }

    /** Whether {@link #decodeAs} was told anything. */
    public boolean isTold() {
        return told.length > 0;
    }

    /** What {@link #decodeAs} was told; null for nothing. */
    Protocol told(Table table, int key) {
        for (int i = told.length - 1; i >= 0; i--) {
            Told one = told[i];
            if (one.table == table && key >= one.first && key <= one.last) {
                return one.child;
            }
        }
        return null;
    }
}
