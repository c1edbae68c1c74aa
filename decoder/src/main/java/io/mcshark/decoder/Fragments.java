package io.mcshark.decoder;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Datagrams of which not all fragments have been seen (RFC 791, 3.2; RFC 8200, 4.5), and those that the present frame completed.
 *
 * <p>An analyser shows what it was given: fragments that overlap, contradict each other or go on behind the last one are put
 * together all the same and marked. Where two say different things the one with the lower offset counts, and of those with
 * the same offset the earlier one, as in tshark. Memory and time are bounded ({@link Settings#fragmentBytes}, {@link
 * Settings#fragmentNanos}): the oldest incomplete datagrams are given up, and {@link #abandoned} counts them.
 *
 * <p>{@link #datagram} and what takes its result speak of the present frame only.
 */
public final class Fragments {
    /** What is remarked on a fragment: its bytes were there already, they differ, a second last one, one behind the last. */
    public static final int OVERLAP = 1, CONFLICT = 2, SECOND_TAIL = 4, TOO_LONG = 8;

    /** What one fragment takes beside its bytes, about; so that many tiny ones count, too. */
    private static final int OVERHEAD_BYTES = 128;

    /** The most fragments of one datagram: 65536 bytes in pieces of 8. */
    private static final int MAX_PIECES = 8192;

    /** One fragment, held until its datagram is whole. {@code number} is its frame's. */
    private record Piece(int offset, byte[] bytes, long number, int flags) {
        int end() {
            return offset + bytes.length;
        }
    }

    /** Whose fragments belong together. Ordered, so that keys made to collide still cost a map only a logarithm. */
    private static final class Key implements Comparable<Key> {
        final long[] parts;

        Key(long[] parts) {
            this.parts = parts;
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(parts);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(parts, key.parts);
        }

        @Override
        public int compareTo(Key other) {
            return Arrays.compare(parts, other.parts);
        }
    }

    private static final class Datagram {
        final List<Piece> pieces = new ArrayList<>();
        final long sinceNanos;
        /** Known from the fragment that says it is the last one; -1 before. */
        int length = -1;

        /** The protocol inside, as the fragment at offset 0 has it. */
        int protocol = -1;

        int held;
        int bytes;

        Datagram(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }

    private final Settings settings;
    private final Map<Key, Datagram> incomplete = new LinkedHashMap<>();
    private final long[] sought = new long[5];
    private final Key probe = new Key(sought);
    private long heldBytes;
    private long abandoned;
    private boolean used;

    // What the present frame completed: a column per property, most often empty.
    private int datagrams;
    private int[] layers = new int[4];
    private int[] starts = new int[4];
    private int[] lengths = new int[4];
    private int[] protocols = new int[4];
    private int[] firsts = new int[4];
    private int[] counts = new int[4];
    private int entries;
    private long[] numbers = new long[16];
    private int[] entryFlags = new int[16];

    Fragments(Settings settings) {
        this.settings = settings;
    }

    /** Begins a frame. */
    void begin() {
        datagrams = 0;
        entries = 0;
    }

    /** Begins another pass or file: what was held is dropped. */
    void restart() {
        incomplete.clear();
        heldBytes = 0;
    }

    /**
     * Names the datagram that the next fragment is of.
     *
     * @param id what tells datagrams between the same addresses apart: identification, protocol, VLAN
     */
    public void of(long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, long id) {
        sought[0] = sourceHigh;
        sought[1] = sourceLow;
        sought[2] = destinationHigh;
        sought[3] = destinationLow;
        sought[4] = id;
    }

    /**
     * Takes a fragment of the datagram named with {@link #of}.
     *
     * @param layerAt where the layer begins that has it; {@link #datagram} finds what it completed by that
     * @param at its first byte, {@code end} one past its last; captured all of them
     * @param offset of its first byte in the datagram
     * @param more whether it is not the last one
     * @param protocol what it says the datagram contains
     * @return the datagram it completed, whose bytes are now in the frame; -1 when some are still missing
     */
    public int add(Frame f, int layerAt, int at, int end, int offset, boolean more, int protocol) {
        used = true;
        expire(f.nanos());
        Datagram d = incomplete.get(probe);
        if (d == null) {
            d = new Datagram(f.nanos());
            incomplete.put(new Key(sought.clone()), d);
        }
        byte[] bytes = new byte[end - at];
        MemorySegment.copy(f.segment(), ValueLayout.JAVA_BYTE, f.base() + at, bytes, 0, bytes.length);
        int flags = 0;
        if (!more) {
            flags = d.length >= 0 && d.length != offset + bytes.length ? SECOND_TAIL : 0;
            d.length = d.length < 0 ? offset + bytes.length : d.length;
        }
        if (offset == 0 && d.protocol < 0) {
            d.protocol = protocol;
        }
        insert(d, new Piece(offset, bytes, f.number(), flags));
        d.held += bytes.length + OVERHEAD_BYTES;
        d.bytes += bytes.length;
        heldBytes += bytes.length + OVERHEAD_BYTES;
        if (d.length >= 0 && d.bytes >= d.length && whole(d)) {
            incomplete.remove(probe);
            heldBytes -= d.held;
            return complete(f, layerAt, d, protocol);
        }
        if (d.pieces.size() >= MAX_PIECES) {
            incomplete.remove(probe);
            heldBytes -= d.held;
            abandoned++;
        }
        while (heldBytes > settings.fragmentBytes) {
            abandonOldest();
        }
        return -1;
    }

    private static void insert(Datagram d, Piece piece) {
        int low = 0;
        int high = d.pieces.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (d.pieces.get(middle).offset <= piece.offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        d.pieces.add(low, piece);
    }

    private static boolean whole(Datagram d) {
        int covered = 0;
        for (Piece piece : d.pieces) {
            if (piece.offset > covered) {
                return false;
            }
            covered = Math.max(covered, piece.end());
            if (covered >= d.length) {
                return true;
            }
        }
        return covered >= d.length;
    }

    private void expire(long nanos) {
        while (!incomplete.isEmpty()) {
            Datagram oldest = incomplete.values().iterator().next();
            if (nanos - oldest.sinceNanos <= settings.fragmentNanos) {
                return;
            }
            abandonOldest();
        }
    }

    private void abandonOldest() {
        Iterator<Datagram> all = incomplete.values().iterator();
        heldBytes -= all.next().held;
        all.remove();
        abandoned++;
    }

    private int complete(Frame f, int layerAt, Datagram d, int protocol) {
        int start = f.append(d.length);
        MemorySegment segment = f.segment();
        long to = f.base() + start;
        int i = datagrams++;
        if (i == layers.length) {
            layers = Arrays.copyOf(layers, 2 * i);
            starts = Arrays.copyOf(starts, 2 * i);
            lengths = Arrays.copyOf(lengths, 2 * i);
            protocols = Arrays.copyOf(protocols, 2 * i);
            firsts = Arrays.copyOf(firsts, 2 * i);
            counts = Arrays.copyOf(counts, 2 * i);
        }
        layers[i] = layerAt;
        starts[i] = start;
        lengths[i] = d.length;
        protocols[i] = d.protocol < 0 ? protocol : d.protocol;
        firsts[i] = entries;
        counts[i] = d.pieces.size();
        int covered = 0;
        for (Piece piece : d.pieces) {
            int flags = piece.flags;
            int end = Math.min(piece.end(), d.length);
            flags |= piece.end() > d.length ? TOO_LONG : 0;
            MemorySegment bytes = MemorySegment.ofArray(piece.bytes);
            int known = Math.min(covered, end) - piece.offset;
            if (known > 0) {
                boolean same =
                        MemorySegment.mismatch(bytes, 0, known, segment, to + piece.offset, to + piece.offset + known)
                                < 0;
                flags |= same ? OVERLAP : OVERLAP | CONFLICT;
            }
            int skip = Math.max(known, 0);
            if (piece.offset + skip < end) {
                MemorySegment.copy(bytes, skip, segment, to + piece.offset + skip, end - piece.offset - skip);
                covered = end;
            }
            enter(piece.number, flags);
        }
        return i;
    }

    private void enter(long number, int flags) {
        if (entries == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * entries);
            entryFlags = Arrays.copyOf(entryFlags, 2 * entries);
        }
        numbers[entries] = number;
        entryFlags[entries++] = flags;
    }

    // ---- what the present frame completed

    /** The datagram completed by the layer that begins at {@code layerAt}; -1 for none. */
    public int datagram(int layerAt) {
        for (int i = 0; i < datagrams; i++) {
            if (layers[i] == layerAt) {
                return i;
            }
        }
        return -1;
    }

    /** Where its first byte is in the frame. */
    public int start(int datagram) {
        return starts[datagram];
    }

    /** How many bytes it has. */
    public int length(int datagram) {
        return lengths[datagram];
    }

    /** The protocol inside: what its first fragment says. */
    public int protocol(int datagram) {
        return protocols[datagram];
    }

    /** How many fragments it was put together from. */
    public int count(int datagram) {
        return counts[datagram];
    }

    /** Its first fragment; the others are the numbers that follow. */
    public int first(int datagram) {
        return firsts[datagram];
    }

    /** The number of the frame that had a fragment. */
    public long number(int fragment) {
        return numbers[fragment];
    }

    /** What is to be remarked on a fragment: {@link #OVERLAP} and others. */
    public int flags(int fragment) {
        return entryFlags[fragment];
    }

    /** Whether there was a fragment. */
    boolean used() {
        return used;
    }

    // ---- limits

    /** Incomplete datagrams given up so far, for their age or for room. */
    public long abandoned() {
        return abandoned;
    }

    /** Bytes that incomplete datagrams take, about. */
    public long heldBytes() {
        return heldBytes;
    }
}
