package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Segments;
import io.mcshark.decoder.Type;

/**
 * Transmission Control Protocol: RFC 9293; flags of RFC 3168 (ECE, CWR) and of Accurate ECN.
 *
 * <pre>
 * source port 2, destination port 2, sequence number 4, acknowledgment number 4, header length in words and flags 2,
 * window 2, checksum 2, urgent pointer 2: 20 bytes; then options ({@link TcpOptions}) to the header's length
 * </pre>
 *
 * Messages that go on over segments are put together ({@link Segments}). What else takes the memory of a conversation
 * (relative numbers, retransmissions) is not told.
 */
public final class Tcp extends Protocol {
    private static final int NUMBER = 6, HEADER = 20;
    private static final String LETTERS = "FSRPAUECA";

    static final Header H = header("tcp", "Transmission Control Protocol");
    public static final Field SRCPORT = H.u16("srcport", "Source Port"),
            DSTPORT = H.u16("dstport", "Destination Port").parent();
    static final Field LEN = H.derived("len", "TCP Segment Len", Type.UINT, Tcp::payloadBytes);

    // An error message may quote no more than these eight bytes (RFC 792).
    static final Header SEQUENCE = H.then("Sequence Number", (f, at, end) -> true);
    static final Field SEQ_RAW = SEQUENCE.u32("seq_raw", "Sequence Number (raw)");

    static final Header CONTROL = SEQUENCE.then("Control", (f, at, end) -> true);
    static final Field ACK_RAW = CONTROL.u32("ack_raw", "Acknowledgment number (raw)"),
            HDR_LEN =
                    CONTROL.bits(4, "hdr_len", "Header Length")
                            .code(words -> words * 4)
                            .in("bytes"),
            FLAGS = CONTROL.bits(12, "flags", "Flags").hex(),
            RES = CONTROL.split(FLAGS).bits(3, "flags.res", "Reserved").as(Type.BOOL),
            AE = CONTROL.bit("flags.ae", "Accurate ECN"),
            CWR = CONTROL.bit("flags.cwr", "Congestion Window Reduced"),
            ECE = CONTROL.bit("flags.ece", "ECN-Echo"),
            URG = CONTROL.bit("flags.urg", "Urgent"),
            ACK = CONTROL.bit("flags.ack", "Acknowledgment"),
            PSH = CONTROL.bit("flags.push", "Push"),
            RST = CONTROL.bit("flags.reset", "Reset"),
            SYN = CONTROL.bit("flags.syn", "Syn"),
            FIN = CONTROL.bit("flags.fin", "Fin"),
            STR = CONTROL.text("flags.str", "TCP Flags", Tcp::letters),
            WINDOW = CONTROL.u16("window_size_value", "Window"),
            BOGUS =
                    CONTROL.note(
                            "bogus_header_length",
                            "Bogus TCP Header length",
                            (f, at, end) -> HDR_LEN.get(f, at) < HEADER || at + HDR_LEN.get(f, at) > declared(f, at));

    static final Header SUMMED = CONTROL.then("Checksum", (f, at, end) -> true);
    static final Field CHECKSUM = SUMMED.u16("checksum", "Checksum").hex(),
            STATUS =
                    SUMMED.derived("checksum.status", "Checksum Status", Type.UINT, Tcp::status)
                            .names(Checksum.STATUS),
            CHECKSUM_BAD =
                    SUMMED.note(
                            "checksum_bad.expert", "Bad checksum", (f, at, end) -> status(f, at, end) == Checksum.BAD);

    static final Header REST = SUMMED.then("Urgent Pointer", (f, at, end) -> true);
    static final Field URGENT_POINTER = REST.u16("urgent_pointer", "Urgent Pointer");

    static {
        H.length(4);
        SEQUENCE.length(4);
        CONTROL.length(8);
        SUMMED.length(2);
        REST.length(2);
        H.either("port", "Source or Destination Port", SRCPORT, DSTPORT);
        TcpOptions.declare();
    }

    static final Field PAYLOAD = REST.span("payload", "TCP payload", Type.BYTES, (f, at, end) -> {
        int body = f.body(layer(f, at));
        return body < end ? Field.span(body, end - body) : Field.ABSENT;
    });

    public Tcp() {
        super(H);
        on(Ipv4.PROTOCOL, NUMBER);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + 4 > end) {
            f.broken(at, end);
            return;
        }
        int bytes = at + HEADER > end ? HEADER : (int) HDR_LEN.get(f, at);
        if (bytes < HEADER || at + bytes > end) {
            f.push(this, at, end, end);
            if (bytes < HEADER) {
                f.malformed(at + HEADER, end);
            } else {
                f.broken(end, end);
            }
            return;
        }
        f.push(this, at, at + bytes, end);
        if (f.declared() > at + bytes) {
            follow(f, at, at + bytes, end);
        }
    }

    /** Goes on with what the stream carries: a message may have begun in earlier segments. */
    private static void follow(Frame f, int at, int body, int end) {
        Protocol child = Network.child(f, DSTPORT.table(), f.u16(at), f.u16(at + 2), body, end);
        if (child == null) {
            f.nextData(body, f.declared());
            return;
        }
        int layer = f.depth() - 1;
        boolean whole = f.declared() == end && !f.isQuoted(layer) && !Network.isFragment(f, layer);
        if (!whole || !Network.flow(f, layer, f.segments().places(), 0)) {
            f.next(child, body, f.declared());
            return;
        }
        int from = f.segments().take(f, f.i32(at + 4), body, end);
        if (from == body) {
            f.next(child, body, end);
        } else if (from != Segments.REPEATED) {
            f.nextAppended(child, from, f.extent());
        }
    }

    @Override
    public Level level() {
        return Level.TRANSPORT;
    }

    @Override
    public void source(Frame f, int layer, Out out) {
        out.unsigned(SRCPORT.get(f, f.at(layer)));
    }

    @Override
    public void destination(Frame f, int layer, Out out) {
        out.unsigned(DSTPORT.get(f, f.at(layer)));
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        out.put("tcp");
        if (at + 16 > end) {
            return;
        }
        out.put(" [");
        int flags = (int) FLAGS.get(f, at);
        for (int i = 0; i < LETTERS.length(); i++) {
            if ((flags >> i & 1) == 1) {
                // As tcpdump: a point for ACK, W for CWR, e for Accurate ECN.
                out.put(i == 4 ? '.' : i == 7 ? 'W' : i == 8 ? 'e' : LETTERS.charAt(i));
            }
        }
        out.put("], seq ").unsigned(SEQ_RAW.get(f, at));
        if (ACK.get(f, at) == 1) {
            out.put(", ack ").unsigned(ACK_RAW.get(f, at));
        }
        out.put(", win ").unsigned(WINDOW.get(f, at));
        long payload = payloadBytes(f, at, end);
        if (payload != Field.ABSENT) {
            out.put(", length ").dec(payload);
        }
        if (at + 18 <= end && status(f, at, end) == Checksum.BAD) {
            out.put(" [bad checksum]");
        }
    }

    private static int layer(Frame f, int at) {
        return f.layer(H.protocol(), at);
    }

    private static int declared(Frame f, int at) {
        return f.declared(layer(f, at));
    }

    /** Bytes behind the header on the wire. Of a quoted segment that is not known. */
    private static long payloadBytes(Frame f, int at, int end) {
        if (at + 16 > end || f.isQuoted(layer(f, at))) {
            return Field.ABSENT;
        }
        long bytes = declared(f, at) - at - HDR_LEN.get(f, at);
        return bytes < 0 ? Field.ABSENT : bytes;
    }

    /** Twelve places, a point for each flag that is not set. */
    private static void letters(Frame f, int at, int end, Out out) {
        int flags = (int) FLAGS.get(f, at);
        for (int i = 11; i >= 0; i--) {
            boolean set = (flags >> i & 1) == 1;
            out.put(!set ? '\u00b7' : i > 8 ? 'R' : LETTERS.charAt(i));
        }
    }

    private static long status(Frame f, int at, int end) {
        int layer = layer(f, at);
        long pseudo = f.settings().checksums && !Network.isCut(f, layer)
                ? Network.pseudoHeader(f, layer, NUMBER, f.declared(layer) - at)
                : -1;
        return pseudo < 0 ? Checksum.UNVERIFIED : Checksum.ofLayer(f, layer, pseudo);
    }
}
