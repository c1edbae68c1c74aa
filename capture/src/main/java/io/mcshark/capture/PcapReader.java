package io.mcshark.capture;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Reads pcap (draft-ietf-opsawg-pcap) in either byte order: a file header of 24 bytes, then records of a header and the packet.
 * What is not in the draft is as libpcap and Wireshark know it:
 *
 * <pre>
 * magic       times         record header
 * a1b2c3d4    microseconds  16   the usual; nanoseconds in AIX's version 2.2
 * a1b23c4d    nanoseconds   16
 * a12b3c4d    nanoseconds   16   Navtel
 * 1c0001ac    microseconds  16   IXIA, hardware; 1c0001ab software; 4 bytes more in the file header
 * a1b2cd34    microseconds  24   Kuznetzov's: interface, protocol and packet type follow; 28 in a later patch
 * a1b2c3d4    microseconds  24   the same with the usual magic; 20 in Nokia's: only the look of the records tells
 * </pre>
 *
 * Up to version 2.3 the two lengths came in either order.
 */
public final class PcapReader extends PacketReader {
    private static final int MICRO = 0xa1b2c3d4,
            NANO = 0xa1b23c4d,
            NAVTEL = 0xa12b3c4d,
            MODIFIED = 0xa1b2cd34,
            IXIA_HARDWARE = 0x1c0001ac,
            IXIA_SOFTWARE = 0x1c0001ab;
    private static final int FILE_HEADER = 24, RECORD_HEADER = 16;
    /** Records looked at to find out which variant it is. */
    private static final int PROBES = 4;

    private static final int NEAR_SECONDS = 100_000_000;

    private final boolean swapped;
    private final long fraction;
    private final int header;
    private final int most;
    private final boolean lengthsInAnyOrder;
    private final InterfaceDescription about;
    private final String variant;

    PcapReader(String name, Window window, boolean bigEndian) throws IOException {
        super(name, window);
        swapped = bigEndian;
        need(FILE_HEADER);
        segment = window.memory;
        int magic = u32(0);
        int versions = u32(4);
        int major = bigEndian ? versions >>> 16 : versions & 0xffff,
                minor = bigEndian ? versions & 0xffff : versions >>> 16;
        if (major < 2) {
            throw new SavefileException(name + ": pcap version " + major + "." + minor + ", known is 2.4");
        }
        int network = u32(20);
        int aix = magic == MICRO && major == 2 && minor == 2 ? aix(network) : -1;
        boolean ixia = magic == IXIA_HARDWARE || magic == IXIA_SOFTWARE;
        linkType = aix >= 0 ? aix : network & 0xffff;
        fraction = magic == NANO || magic == NAVTEL || aix >= 0 ? 1 : 1000;
        int fcs = (network & 0x0400_0000) != 0 ? (network >>> 28) * 2 : -1;
        most = LinkLimits.most(linkType);
        lengthsInAnyOrder = (major == 2 && minor <= 3) || major == 543; // 543: DG/UX
        about = new InterfaceDescription(
                linkType, u32(16), null, null, null, null, null, fraction == 1 ? 9 : 6, 0, fcs, List.of());
        next = ixia ? FILE_HEADER + 4 : FILE_HEADER;
        need(next);
        header = header(magic);
        variant = (magic == NAVTEL ? "Navtel " : ixia ? "IXIA " : aix >= 0 ? "AIX " : "")
                + (header == 20 ? "Nokia " : header > RECORD_HEADER ? "modified " : "")
                + (fraction == 1 ? "nanosecond" : "microsecond") + " pcap, " + (swapped ? "big" : "little") + "-endian";
    }

    private void need(int bytes) throws IOException {
        if (window.fill(0, bytes) < 0) {
            throw new SavefileException(
                    name + ": cut short in the file header (needed " + bytes + " bytes, had " + window.have + ")");
        }
    }

    /** Whether {@code magic}, read as little-endian, begins a pcap file of either byte order. */
    static boolean recognises(int magic) {
        return known(magic) || known(Integer.reverseBytes(magic));
    }

    static boolean known(int magic) {
        return magic == MICRO
                || magic == NANO
                || magic == NAVTEL
                || magic == MODIFIED
                || magic == IXIA_HARDWARE
                || magic == IXIA_SOFTWARE;
    }

    /** AIX writes interface types of RFC 1573; -1 for what is none. */
    private static int aix(int type) {
        return switch (type) {
            case 6 -> 1;
            case 9 -> 6;
            case 15 -> 10;
            case 24 -> 0;
            default -> -1;
        };
    }

    /** Length of a record's header: the usual one, unless the first records make sense only with another. */
    private int header(int magic) {
        int usual = magic == MODIFIED ? 24 : RECORD_HEADER;
        if (!sensible(usual, false)) {
            int[] others = magic == MODIFIED ? new int[] {28} : magic == MICRO ? new int[] {24, 20} : new int[0];
            for (int other : others) {
                if (sensible(other, true)) {
                    return other;
                }
            }
        }
        return usual;
    }

    /**
     * Whether the first records in the window look like records with a header of {@code size} bytes.
     *
     * @param strictly also their lengths agree and their times lie close together
     */
    private boolean sensible(int size, boolean strictly) {
        int at = next;
        for (int i = 0; i < PROBES && at + size <= window.have; i++) {
            int captured = u32(at + 8);
            if (captured < 0 || captured > most || Integer.compareUnsigned(u32(at + 4), 1_000_000_000) >= 0) {
                return false;
            }
            boolean near = Math.abs(u32(at) - u32(next)) < NEAR_SECONDS;
            if (strictly && (!near || Integer.compareUnsigned(captured, u32(at + 12)) > 0)) {
                return false;
            }
            at += size + captured;
        }
        return true;
    }

    @Override
    public boolean next() throws IOException {
        int from = next;
        if (window.have - from < header && (from = window.fill(from, header)) < 0) {
            return ended(header, "packet " + (number + 1));
        }
        int size = u32(from + 8), wire = u32(from + 12);
        if (lengthsInAnyOrder && Integer.compareUnsigned(size, wire) > 0) {
            int other = size;
            size = wire;
            wire = other;
        }
        if (size < 0 || size > most) {
            return damaged("packet " + (number + 1) + " at byte " + (window.start + from) + " claims "
                    + Integer.toUnsignedString(size) + " bytes, more than the " + most + " a packet may have");
        }
        int whole = header + size;
        if (window.have - from < whole) {
            if ((from = window.fill(from, whole)) < 0) {
                return ended(whole, "packet " + (number + 1));
            }
        }
        number++;
        moveTo(from, size, wire);
        return true;
    }

    /** Puts the cursor on the record that lies in the window from {@code from} on. */
    private void moveTo(int from, int size, int wire) {
        segment = window.memory;
        recordAt = from;
        recordLength = header + size;
        at = from + header;
        captured = size;
        length = wire < 0 ? Integer.MAX_VALUE : wire;
        nanos = (u32(from) & 0xffff_ffffL) * 1_000_000_000L + (u32(from + 4) & 0xffff_ffffL) * fraction;
        offset = window.start + from;
        next = from + recordLength;
    }

    @Override
    public int passOver(Idle idle, int limit) {
        MemorySegment memory = window.memory;
        int end = window.have;
        int from = next, last = next, count = 0;
        while (count < limit && end - from >= header) {
            int size = u32(from + 8);
            int body = from + header;
            // What is odd about a record, next() tells.
            if (size < 0
                    || size > Math.min(most, end - body)
                    || lengthsInAnyOrder
                    || !idle.isIdle(memory, body, size, linkType)) {
                break;
            }
            last = from;
            from = body + size;
            count++;
        }
        if (count > 0) {
            number += count;
            moveTo(last, u32(last + 8), u32(last + 12));
        }
        return count;
    }

    @Override
    long last(long size, int count) throws IOException {
        long found = FromEnd.of(window.source(), size, FromEnd.FEW, swapped).chain(count, this::record);
        return found >= 0
                ? found
                : FromEnd.of(window.source(), size, FromEnd.MOST, swapped).chain(count, this::record);
    }

    /** The length of what would be a record; 0 for what is none. */
    private int record(FromEnd end, int at) {
        if (at + header > end.size() || lengthsInAnyOrder) {
            return 0;
        }
        int kept = end.u32(at + 8);
        boolean fits = kept > 0 && kept <= most && Integer.compareUnsigned(kept, end.u32(at + 12)) <= 0;
        return fits && Integer.compareUnsigned(end.u32(at + 4), 1_000_000_000) < 0 ? header + kept : 0;
    }

    private int u32(int at) {
        int value = window.bytes.getInt(at);
        return swapped ? Integer.reverseBytes(value) : value;
    }

    @Override
    public List<InterfaceDescription> interfaces() {
        return List.of(about);
    }

    @Override
    public SectionHeader section() {
        return SectionHeader.NONE;
    }

    @Override
    public String format() {
        return variant;
    }

    @Override
    Object state() {
        return null;
    }

    @Override
    void restore(Object state) {}
}
