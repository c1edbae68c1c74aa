package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import java.lang.foreign.MemorySegment;

/**
 * Reads probes from datagrams that a program received, through the fields that {@link Probe} declares; for packets of a capture
 * there are the fields themselves.
 *
 * <p>One thread at a time.
 */
public final class ProbeReader {
    /** LINKTYPE_USER0: nothing is decoded. */
    private static final int OPAQUE = 147;

    private final Frame frame = new Frame();
    private boolean intact;

    /**
     * Aims at a datagram.
     *
     * @return whether it is a probe of a version that is known; only then the rest can be asked
     */
    public boolean read(byte[] datagram) {
        if (datagram.length < Probe.HEADER || !begins(datagram)) {
            return false;
        }
        MemorySegment segment = MemorySegment.ofArray(datagram);
        frame.wrap(segment, 0, datagram.length, datagram.length, 0, 1, OPAQUE);
        if (get(Probe.VERSION) != Probe.VERSION_1 || get(Probe.HEADER_LENGTH) < Probe.HEADER) {
            return false;
        }
        long length = get(Probe.LENGTH);
        intact = length >= Probe.HEADER
                && length <= datagram.length
                && ProbeWriter.crc(segment, 0, (int) length) == (int) get(Probe.CRC);
        return true;
    }

    /** Whether all of it came as it was sent; else no number can be trusted. */
    public boolean isIntact() {
        return intact;
    }

    /** Which start of a sender, and which sender, as one number. */
    public long stream() {
        return get(Probe.RUN) << 32 | get(Probe.SENDER);
    }

    /** From 0. */
    public long sequence() {
        return get(Probe.SEQUENCE);
    }

    /** When it was sent by the sender's clock, nanoseconds since 1970. */
    public long nanos() {
        return get(Probe.TIME);
    }

    /** TTL or hop limit when it was sent; 0 for not known. */
    public int ttl() {
        return (int) get(Probe.TTL);
    }

    /** Traffic class, or TOS, when it was sent. */
    public int trafficClass() {
        return (int) get(Probe.TRAFFIC_CLASS);
    }

    /** Whether the sender says that no other comes. */
    public boolean isLast() {
        return get(Probe.LAST) == 1;
    }

    /** Whether the sender says that its clock is synchronized. */
    public boolean isSynchronized() {
        return get(Probe.SYNCHRONIZED) == 1;
    }

    private long get(Field field) {
        return field.get(frame, 0);
    }

    private static boolean begins(byte[] datagram) {
        for (int i = 0; i < Integer.BYTES; i++) {
            if (datagram[i] != (byte) (Probe.MAGIC_VALUE >>> 24 - 8 * i)) {
                return false;
            }
        }
        return true;
    }
}
