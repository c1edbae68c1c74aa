package io.mcshark.decoder.protocol;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Writes the probes of one run of one sender, through the fields that {@link Probe} declares. Allocates nothing per probe.
 *
 * <p>One thread at a time.
 */
public final class ProbeWriter {
    /** The bytes that stand before the payload. */
    public static final int HEADER = Probe.HEADER;

    /** The flags, as they are given to {@link #flags}. */
    public static final int LAST = 1, REPLY = 2, ANSWER = 4, SYNCHRONIZED = 8;

    private static final int[] CASTAGNOLI = table(0x82f63b78);

    private final int run;
    private final int sender;
    private int flags;
    private int ttl;
    private int trafficClass;

    /**
     * @param run any number that no other run has, {@code sender} one that no other sender of the run has
     */
    public ProbeWriter(int run, int sender) {
        this.run = run;
        this.sender = sender;
    }

    /** The flags of the probes to come. */
    public ProbeWriter flags(int flags) {
        this.flags = flags;
        return this;
    }

    /** The TTL or hop limit, and the traffic class, that the probes to come are sent with; 0 for a TTL that is not known. */
    public ProbeWriter sentWith(int ttl, int trafficClass) {
        this.ttl = ttl;
        this.trafficClass = trafficClass;
        return this;
    }

    /**
     * Writes the header of a probe whose payload stands behind it already, and the CRC over both.
     *
     * @param at where the header begins in {@code to}
     * @param sequence from 0, one more for each probe to a group and port
     * @param nanos when it is sent, since 1970
     * @param payload bytes of the payload
     * @return bytes of header and payload
     */
    public int write(MemorySegment to, long at, long sequence, long nanos, int payload) {
        int length = HEADER + payload;
        for (int i = 0; i < HEADER; i++) {
            to.set(ValueLayout.JAVA_BYTE, at + i, (byte) 0);
        }
        Probe.MAGIC.set(to, at, Probe.MAGIC_VALUE);
        Probe.VERSION.set(to, at, Probe.VERSION_1);
        Probe.HEADER_LENGTH.set(to, at, HEADER);
        Probe.FLAGS.set(to, at, flags);
        Probe.RUN.set(to, at, run);
        Probe.SENDER.set(to, at, sender);
        Probe.SEQUENCE.set(to, at, sequence);
        Probe.TIME.set(to, at, nanos);
        Probe.LENGTH.set(to, at, length);
        Probe.TTL.set(to, at, ttl);
        Probe.TRAFFIC_CLASS.set(to, at, trafficClass);
        Probe.CRC.set(to, at, crc(to, at, length));
        return length;
    }

    /** CRC-32C (RFC 9260, appendix A) of a probe of {@code length} bytes, its own four bytes taken as zero. */
    static int crc(MemorySegment probe, long at, int length) {
        int crc = -1;
        for (int i = 0; i < length; i++) {
            int octet = i >= Probe.CRC_AT && i < Probe.CRC_AT + 4 ? 0 : probe.get(ValueLayout.JAVA_BYTE, at + i);
            crc = crc >>> 8 ^ CASTAGNOLI[(crc ^ octet) & 0xff];
        }
        return ~crc;
    }

    private static int[] table(int polynomial) {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc >>> 1 ^ ((crc & 1) == 0 ? 0 : polynomial);
            }
            table[i] = crc;
        }
        return table;
    }
}
