package io.mcshark.decoder;

import java.util.Arrays;

/**
 * What earlier packets of a capture say about later ones: that an address and port was announced to have some protocol, what a
 * flow has looked like so far.
 *
 * <p>Bounded: a fixed number of entries ({@link #MOST}); where the place for one is taken, the entry least recently used goes
 * and {@link #forgotten} counts it. Nothing is allocated for what is known.
 */
public final class Conversations {
    private static final int SETS = 4096, WAYS = 4;

    /** Payload types have 7 bits. */
    private static final int TYPES = 128;

    private static final int LONGEST_NAME = 64;

    /** The most entries there can be. */
    public static final int MOST = SETS * WAYS;

    /** One thing known. What its numbers mean is up to who entered it. */
    public static final class Entry {
        private final long[] key = new long[5];
        private int pass;
        private long used;

        /** What is spoken there; null where that is not settled. */
        public Protocol protocol;

        /** The number of the frame that said so, and what kind of message it was. */
        public long number;

        public String method;

        /** For {@code protocol}: what it has seen last. */
        public int state;

        public int last;
        public int lastSource;

        // What the numbers of payload types are called, as announced. Kept when the entry is taken for something else.
        private byte[][] names;
        private int[] lengths;
        private int[] rates;

        private void reset() {
            protocol = null;
            method = null;
            number = 0;
            state = 0;
            last = 0;
            lastSource = 0;
            if (names != null) {
                Arrays.fill(lengths, 0);
                Arrays.fill(rates, 0);
            }
        }

        /** Notes that a payload type is called what stands from {@code at} to {@code end}. */
        public void name(int type, Frame f, int at, int end) {
            if (names == null) {
                names = new byte[TYPES][];
                lengths = new int[TYPES];
                rates = new int[TYPES];
            }
            int length = Math.min(end - at, LONGEST_NAME);
            if (names[type] == null || names[type].length < length) {
                names[type] = new byte[length];
            }
            lengths[type] = length;
            for (int i = 0; i < length; i++) {
                names[type][i] = (byte) f.u8(at + i);
            }
        }

        /** Notes the clock rate of a payload type that has a name. */
        public void rate(int type, int hertz) {
            rates[type] = hertz;
        }

        /** The clock rate that a payload type was announced to have; 0 for none. */
        public int rate(int type) {
            return names == null ? 0 : rates[type];
        }

        /** How long the name is that a payload type was announced to have; 0 for none. */
        public int nameLength(int type) {
            return names == null ? 0 : lengths[type];
        }

        /** A letter of that name. */
        public char letter(int type, int index) {
            return (char) (names[type][index] & 0xff);
        }
    }

    private final Entry[] entries = new Entry[MOST];
    private final long[] sought = new long[5];
    private long lastNumber;
    private int pass = 1;
    private int size;
    private long forgotten;

    // What the layers of the present frame belong to.
    private int[] layers = new int[4];
    private Entry[] owners = new Entry[4];
    private int[] values = new int[4];
    private int notes;

    Conversations() {}

    /** Begins a frame. One that is not later than the one before begins another pass or file: what was known counts no more. */
    void begin(long number) {
        notes = 0;
        if (number <= lastNumber && size > 0) {
            pass++;
            size = 0;
        }
        lastNumber = number;
    }

    /** Whether nothing is known. */
    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * Names what is sought or entered next.
     *
     * @param id what tells apart what is known of one pair of addresses: ports, and what kind of entry it is
     */
    public Conversations of(long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, long id) {
        sought[0] = sourceHigh;
        sought[1] = sourceLow;
        sought[2] = destinationHigh;
        sought[3] = destinationLow;
        sought[4] = id;
        return this;
    }

    /** What is known of that; null for nothing. */
    public Entry find() {
        int set = set();
        for (int i = set; i < set + WAYS; i++) {
            Entry e = entries[i];
            if (e != null && e.pass == pass && Arrays.equals(e.key, sought)) {
                e.used = lastNumber;
                return e;
            }
        }
        return null;
    }

    /** What is known of that, or an empty entry for it. */
    public Entry enter() {
        Entry known = find();
        if (known != null) {
            return known;
        }
        int set = set();
        int place = set;
        for (int i = set; i < set + WAYS; i++) {
            if (entries[i] == null || entries[i].pass != pass) {
                place = i;
                break;
            }
            if (entries[i].used < entries[place].used) {
                place = i;
            }
        }
        if (entries[place] == null) {
            entries[place] = new Entry();
        } else if (entries[place].pass == pass) {
            forgotten++;
            size--;
        }
        Entry e = entries[place];
        e.reset();
        System.arraycopy(sought, 0, e.key, 0, sought.length);
        e.pass = pass;
        e.used = lastNumber;
        size++;
        return e;
    }

    private int set() {
        long hash = 0;
        for (long part : sought) {
            hash = (hash ^ part) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 32;
        }
        return (int) (hash * 0x9e3779b97f4a7c15L >>> 52) * WAYS; // 12 bits: one of SETS
    }

    /** Notes that the present frame's layer at {@code layerAt} belongs to an entry, and a number about it. */
    public void note(int layerAt, Entry entry, int value) {
        if (notes == layers.length) {
            layers = Arrays.copyOf(layers, 2 * notes);
            owners = Arrays.copyOf(owners, 2 * notes);
            values = Arrays.copyOf(values, 2 * notes);
        }
        layers[notes] = layerAt;
        owners[notes] = entry;
        values[notes++] = value;
    }

    /** The entry that the layer at {@code layerAt} belongs to; null for none. */
    public Entry of(int layerAt) {
        int i = noted(layerAt);
        return i < 0 ? null : owners[i];
    }

    /** The number noted about the layer at {@code layerAt}; {@code none} where none was. */
    public long value(int layerAt, long none) {
        int i = noted(layerAt);
        return i < 0 ? none : values[i] & 0xffffffffL;
    }

    private int noted(int layerAt) {
        for (int i = notes - 1; i >= 0; i--) {
            if (layers[i] == layerAt) {
                return i;
            }
        }
        return -1;
    }

    /** Entries given up so far for want of room. */
    public long forgotten() {
        return forgotten;
    }
}
