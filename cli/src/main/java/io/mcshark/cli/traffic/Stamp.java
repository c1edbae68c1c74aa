package io.mcshark.cli.traffic;

import io.mcshark.decoder.protocol.ProbeWriter;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** What is written into a datagram right before it is sent: its number, its time. */
interface Stamp {
    /** The same bytes each time. */
    Stamp NONE = new Stamp() {
        @Override
        public void put(byte[] datagram, long number, boolean last, int ttl) {}

        @Override
        public int room() {
            return 0;
        }
    };

    /**
     * Writes it.
     *
     * @param number from 0, of the datagram to each group
     * @param last whether no other comes
     * @param ttl that it is sent with
     */
    void put(byte[] datagram, long number, boolean last, int ttl);

    /** Bytes before the payload that it needs. */
    int room();

    /** A probe's header: {@code docs/probe.md}. */
    final class Probe implements Stamp {
        private final ProbeWriter writer;
        private final int flags;
        private final int trafficClass;
        private byte[] latest;
        private MemorySegment segment;

        /** @param run of this start of a sender, {@code sender} of the sender */
        Probe(int run, int sender, int trafficClass) {
            this.writer = new ProbeWriter(run, sender);
            this.flags = Libc.available() && Libc.clockIsSynchronized() ? ProbeWriter.SYNCHRONIZED : 0;
            this.trafficClass = trafficClass;
        }

        @Override
        public void put(byte[] datagram, long number, boolean last, int ttl) {
            if (datagram != latest) {
                latest = datagram;
                segment = MemorySegment.ofArray(datagram);
            }
            writer.flags(last ? flags | ProbeWriter.LAST : flags).sentWith(ttl, trafficClass);
            writer.write(segment, 0, number, Replies.now(), datagram.length - ProbeWriter.HEADER);
        }

        @Override
        public int room() {
            return ProbeWriter.HEADER;
        }
    }

    /** RTP's header; the timestamp is that of sending. */
    final class RtpHeader implements Stamp {
        private final int type;
        private final int first;
        private final int ssrc;
        private final long startTick = System.nanoTime();

        /** @param type the payload type, {@code random} where sequence numbers begin and the source (RFC 3550, 5.1) */
        RtpHeader(int type, long random) {
            this.type = type;
            this.first = (int) random & 0xffff;
            this.ssrc = (int) (random >>> 32);
        }

        @Override
        public void put(byte[] datagram, long number, boolean last, int ttl) {
            double ticks = (System.nanoTime() - startTick) * (Rtp.clock(type) / 1e9);
            Rtp.put(datagram, type, first + (int) number, (int) (long) ticks, ssrc);
        }

        @Override
        public int room() {
            return Rtp.HEADER;
        }
    }

    /**
     * Packets of an MPEG transport stream (ISO/IEC 13818-1, 2.4.3.2) that hold stuffing, of one PID, with its continuity counter;
     * null packets proper have none.
     *
     * @param outer what stands before them
     */
    record Transport(Stamp outer) implements Stamp {
        static final int PACKET = 188, USUAL_COUNT = 7;
        private static final int SYNC = 0x47, PID = 0x100, PAYLOAD_ONLY = 0x10;

        /** A datagram of such packets. */
        static byte[] packets(int room, int count) {
            byte[] datagram = new byte[room + count * PACKET];
            Arrays.fill(datagram, room, datagram.length, (byte) 0xff);
            return datagram;
        }

        @Override
        public void put(byte[] datagram, long number, boolean last, int ttl) {
            int count = (datagram.length - outer.room()) / PACKET;
            for (int i = 0; i < count; i++) {
                int at = outer.room() + i * PACKET;
                datagram[at] = SYNC;
                datagram[at + 1] = PID >> 8;
                datagram[at + 2] = (byte) PID;
                datagram[at + 3] = (byte) (PAYLOAD_ONLY | (int) (number * count + i) & 0xf);
            }
            outer.put(datagram, number, last, ttl);
        }

        @Override
        public int room() {
            return outer.room();
        }
    }
}
