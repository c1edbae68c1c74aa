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
    private static final int BITS = 12;

    /** Payload types have 7 bits. */
    private static final int TYPES = 128;

    private static final int LONGEST_NAME = 64;

    /** The most entries there can be. */
    public static final int MOST = Recent.most(BITS);

    /** One thing known. What its numbers mean is up to who entered it. */
    public static final class Entry {
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

    private final Recent places = new Recent(BITS);
    private final Entry[] entries = new Entry[MOST];

    // What the layers of the present frame belong to.
    private int[] layers = new int[4];
    private Entry[] owners = new Entry[4];
    private int[] values = new int[4];
    private int notes;

    Conversations() {}

    /** Begins a frame. */
    void begin() {
        notes = 0;
    }

    /** Begins another pass or file: what was known counts no more. */
    void restart() {
        places.clear();
    }

    /** Whether nothing is known. */
    public boolean isEmpty() {
        return places.size() == 0;
    }

    /** Where what is sought or entered next is named; the last number also says what kind of entry it is. */
    public Recent places() {
        return places;
    }

    /** What is known of that; null for nothing. */
    public Entry find() {
        int place = places.find();
        return place < 0 ? null : entries[place];
    }

    /** What is known of that, or an empty entry for it. */
    public Entry enter() {
        int place = places.find();
        if (place >= 0) {
            return entries[place];
        }
        place = places.take();
        if (entries[place] == null) {
            entries[place] = new Entry();
        }
        entries[place].reset();
        return entries[place];
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
        return places.forgotten();
    }
}
