package io.mcshark.decoder;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What TCP streams still owe to the protocols in them: of each direction the sequence number expected next and the beginning of
 * a message that was not whole ({@link Frame#pending}). RFC 9293, 3.4: sequence numbers count bytes, modulo 2^32.
 *
 * <p>Segments count in the order they were captured. One that repeats what was seen is not walked again, as in tshark; behind
 * a gap the message that was begun is given up. Bounded: a fixed number of directions, the one least recently used goes; a
 * message of at most {@link #MESSAGE_BYTES}; {@link Settings#segmentBytes} in all.
 */
public final class Segments {
    /** From {@link #take}: all of the segment was seen before. */
    public static final int REPEATED = -1;

    /** The longest message put together: DNS has 65535 bytes and two of length. */
    private static final int MESSAGE_BYTES = 1 << 17;

    private static final int BITS = 10;

    /** One direction of a connection. */
    private static final class Stream {
        int expected;
        byte[] begun = {};
        int length;
    }

    private final Settings settings;
    private final Recent places = new Recent(BITS);
    private final Stream[] streams = new Stream[Recent.most(BITS)];
    private long heldBytes;
    private long abandoned;
    private boolean used;
    private Stream current;
    private int end;

    Segments(Settings settings) {
        this.settings = settings;
    }

    /** Begins a frame. */
    void begin() {
        current = null;
    }

    /** Begins another pass or file: what was held counts no more. */
    void restart() {
        places.clear();
        if (heldBytes > 0) {
            for (Stream s : streams) {
                if (s != null) {
                    s.length = 0;
                }
            }
            heldBytes = 0;
        }
    }

    /** Where the direction is named that the next segment is of. */
    public Recent places() {
        return places;
    }

    /**
     * Takes a segment's payload, all of it captured, of the direction named in {@link #places}.
     *
     * @param sequence number of its first byte
     * @return where the stream's bytes are to be walked: {@code at}, or where they stand behind the message's beginning among
     *     the frame's appended bytes up to {@link Frame#extent}, or {@link #REPEATED}
     */
    public int take(Frame f, int sequence, int at, int end) {
        used = true;
        int place = places.find();
        boolean known = place >= 0;
        Stream s = stream(known ? place : places.take());
        int length = end - at;
        int ahead = sequence - s.expected;
        if (known && ahead < 0 && ahead + length <= 0) {
            return REPEATED;
        }
        if (!known || ahead != 0) {
            drop(s);
        }
        s.expected = sequence + length;
        current = s;
        this.end = end;
        if (s.length == 0) {
            return at;
        }
        int from = f.append(s.length + length);
        MemorySegment segment = f.segment();
        MemorySegment.copy(s.begun, 0, segment, ValueLayout.JAVA_BYTE, f.base() + from, s.length);
        MemorySegment.copy(segment, f.base() + at, segment, f.base() + from + s.length, length);
        this.end = from + s.length + length;
        heldBytes -= s.length;
        s.length = 0;
        return from;
    }

    /** Keeps the message that begins at {@code at} until its stream goes on; false where this frame has no stream to go on. */
    boolean keep(Frame f, int at) {
        Stream s = current;
        int length = end - at;
        if (s == null) {
            return false;
        }
        if (length > MESSAGE_BYTES || heldBytes + length > settings.segmentBytes) {
            abandoned++;
            return true;
        }
        if (s.begun.length < length) {
            s.begun = new byte[Math.max(length, 2 * s.begun.length)];
        }
        MemorySegment.copy(f.segment(), ValueLayout.JAVA_BYTE, f.base() + at, s.begun, 0, length);
        s.length = length;
        heldBytes += length;
        return true;
    }

    private Stream stream(int place) {
        if (streams[place] == null) {
            streams[place] = new Stream();
        }
        return streams[place];
    }

    private void drop(Stream s) {
        if (s.length > 0) {
            heldBytes -= s.length;
            abandoned++;
        }
        s.length = 0;
    }

    /** Whether there was a segment of a stream that a protocol reads. */
    boolean used() {
        return used;
    }

    // ---- limits

    /** Messages begun and given up so far: their streams had gaps, or they were too long. */
    public long abandoned() {
        return abandoned;
    }

    /** Bytes of messages that are not whole yet. */
    public long heldBytes() {
        return heldBytes;
    }
}
