package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * mcshark's own test traffic, so that a receiver can tell loss, order, delay, hops and corruption: {@code docs/probe.md}.
 *
 * <pre>
 * magic 4, version 1, header length 1, flags 2, run 4, sender 4, sequence 8, time 8, length 4, TTL 1, traffic class 1,
 * reserved 2, CRC 4: 44 bytes; what a longer header has behind them is skipped
 * payload, up to length
 * </pre>
 *
 * {@link ProbeWriter} writes it.
 */
public final class Probe extends Protocol {
    public static final int HEADER = 44;

    static final int VERSION_1 = 1, CRC_AT = 40;

    /** No text, not RTP (version bits 10), no transport stream (0x47), not STUN (bits 00). */
    public static final int MAGIC_VALUE = 0xca6d6370;

    public static final Header H = header("probe", "mcshark Probe");
    public static final Field MAGIC = H.u32("magic", "Magic").hex().called("mcast.probe.magic"),
            VERSION = H.u8("version", "Version").called("mcast.probe.version"),
            HEADER_LENGTH = H.u8("header_length", "Header Length").in("bytes").called("mcast.probe.header_length");

    static final Header FIRST = H.then("Version 1", (f, at, end) -> isReadable(f, at));
    public static final Field FLAGS = FIRST.u16("flags", "Flags").hex().called("mcast.probe.flags"),
            SYNCHRONIZED =
                    FIRST.split(FLAGS)
                            .skip(12)
                            .bit("flags.synchronized", "Sender's clock is synchronized")
                            .called("mcast.probe.flags.synchronized"),
            ANSWER = FIRST.bit("flags.answer", "Answer wanted").called("mcast.probe.flags.answer"),
            REPLY = FIRST.bit("flags.reply", "Reply").called("mcast.probe.flags.reply"),
            LAST = FIRST.bit("flags.last", "Last of the run").called("mcast.probe.flags.last"),
            RUN = FIRST.u32("run", "Run").hex().called("mcast.probe.run"),
            SENDER = FIRST.u32("sender", "Sender").hex().called("mcast.probe.sender"),
            SEQUENCE = FIRST.u64("sequence", "Sequence").called("mcast.probe.sequence"),
            TIME =
                    FIRST.u64("time", "Send Time")
                            .as(Type.ABSOLUTE_TIME)
                            .in("seconds")
                            .called("mcast.probe.time"),
            DELAY =
                    FIRST.derived(
                                    "delay",
                                    "From sending to capture",
                                    Type.RELATIVE_TIME,
                                    (f, at, end) -> f.nanos() - TIME.get(f, at))
                            .in("seconds")
                            .called("mcast.probe.delay"),
            LENGTH = FIRST.u32("length", "Length").in("bytes").called("mcast.probe.length"),
            TTL = FIRST.u8("ttl", "TTL when sent").called("mcast.probe.ttl"),
            HOPS = FIRST.derived("hops", "Hops", Type.UINT, Probe::hops).called("mcast.probe.hops"),
            TRAFFIC_CLASS =
                    FIRST.u8("traffic_class", "Traffic Class when sent").hex().called("mcast.probe.traffic_class"),
            CRC = FIRST.skip(16).u32("crc", "CRC-32C").hex().called("mcast.probe.crc"),
            STATUS =
                    FIRST.derived("crc.status", "CRC-32C Status", Type.UINT, Probe::status)
                            .names(Checksum.STATUS)
                            .called("mcast.probe.crc.status"),
            PAYLOAD =
                    FIRST.span("payload", "Payload", Type.BYTES, Probe::payload).called("mcast.probe.payload");

    static {
        H.length(6);
        FIRST.length(HEADER - 6);
    }

    public Probe() {
        super(H);
        guessed(Udp.DSTPORT);
    }

    /** The magic, a version, and lengths that a probe can have. */
    @Override
    public boolean looksLike(Frame f, int at, int end) {
        return at + HEADER <= end
                && f.i32(at) == MAGIC_VALUE
                && VERSION.get(f, at) >= VERSION_1
                && HEADER_LENGTH.get(f, at) >= HEADER
                && at + HEADER_LENGTH.get(f, at) <= Math.max(end, f.declared());
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + H.bytes() > end) {
            f.broken(at, end);
            return;
        }
        int body = at + (int) HEADER_LENGTH.get(f, at);
        boolean whole = !isReadable(f, at) || at + HEADER <= end;
        f.push(this, at, Math.min(body, end), end);
        if (!whole || body > end || isReadable(f, at) && at + LENGTH.get(f, at) > end) {
            f.broken(end, end);
        }
    }

    /** {@code probe 1a2b3c4d/1 #17, 1.204 ms, 2 hops}. */
    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        out.put("probe");
        if (!isReadable(f, at) || at + HEADER > end) {
            out.put(" version ").dec(VERSION.get(f, at));
            return;
        }
        out.put(' ').hex(RUN.get(f, at), 8).put('/').unsigned(SENDER.get(f, at));
        out.put(" #").unsigned(SEQUENCE.get(f, at)).put(REPLY.get(f, at) == 1 ? " reply" : "");
        out.put(LAST.get(f, at) == 1 ? " last" : "").put(ANSWER.get(f, at) == 1 ? " answer wanted" : "");
        long micros = Math.abs(DELAY.value(f, at, end) / 1_000);
        out.put(DELAY.value(f, at, end) < 0 ? ", -" : ", ")
                .dec(micros / 1_000)
                .put('.')
                .dec(micros % 1_000, 3);
        out.put(" ms");
        long hops = HOPS.value(f, at, end);
        if (hops != Field.ABSENT) {
            out.put(", ").dec(hops).put(hops == 1 ? " hop" : " hops");
        }
        out.put(status(f, at, end) == Checksum.BAD ? " [bad crc]" : "");
    }

    /** Whether the header is one of version 1, or longer. */
    private static boolean isReadable(Frame f, int at) {
        return VERSION.get(f, at) == VERSION_1 && HEADER_LENGTH.get(f, at) >= HEADER;
    }

    /** How many routers lowered the TTL that the sender says it began with; none where it does not say. */
    private static long hops(Frame f, int at, int end) {
        int sent = (int) TTL.get(f, at);
        int left = Network.hopLimit(f, f.layer(H.protocol(), at));
        return sent == 0 || left < 0 || left > sent ? Field.ABSENT : sent - left;
    }

    /** The CRC covers header and payload; not verified where some of them is missing. */
    private static long status(Frame f, int at, int end) {
        long length = LENGTH.get(f, at);
        if (length < HEADER || at + length > end) {
            return Checksum.UNVERIFIED;
        }
        int crc = ProbeWriter.crc(f.segment(), f.base() + at, (int) length);
        return crc == (int) CRC.get(f, at) ? Checksum.GOOD : Checksum.BAD;
    }

    private static long payload(Frame f, int at, int end) {
        int from = at + (int) HEADER_LENGTH.get(f, at);
        long to = Math.min(end, at + LENGTH.get(f, at));
        return from < to ? Field.span(from, (int) to - from) : Field.ABSENT;
    }
}
