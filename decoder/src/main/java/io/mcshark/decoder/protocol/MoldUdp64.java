package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * MoldUDP64, Nasdaq's transport of market data, version 1.00.
 *
 * <pre>
 * session 10 (letters and digits, padded with spaces), sequence 8, count 2: 20 bytes
 * messages, count of them: length 2, data
 *
 * count            packet
 * 0                heartbeat; the sequence is that of the next message
 * 65535            end of session
 * n, no messages   request for n messages from the sequence on, to a re-request server
 * n                n messages, numbered from the sequence on
 * </pre>
 *
 * The data (ITCH, mostly) is opaque. No port is its own: recognised by content, or told by the user.
 */
public final class MoldUdp64 extends Protocol {
    public static final int HEADER = 20, SESSION_LENGTH = 10;

    private static final int LENGTH = 2;

    /** The count that ends a session. */
    public static final int END = 0xffff;

    /** No session numbers this many messages: tells a sequence from text. */
    private static final long MANY = 1L << 48;

    public static final Header H = header("moldudp64", "MoldUDP64");
    public static final Field
            SESSION = H.bytes(SESSION_LENGTH, "session", "Session").as(Type.STRING),
            SEQUENCE = H.u64("sequence", "Sequence"),
            COUNT = H.u16("count", "Count"),
            REQUEST = H.note("request", "Number of Requested Messages", MoldUdp64::isRequest),
            END_OF_SESSION =
                    H.note("end", "End of session", (f, at, end) -> COUNT.get(f, at) == END)
                            .called("mcast.moldudp64_end_of_session"),
            EXTRA =
                    H.note(
                            "end_of_session_extra",
                            "End Of Session packet with extra data.",
                            (f, at, end) -> COUNT.get(f, at) == END && at + HEADER < end),
            COUNT_INVALID =
                    H.note(
                            "count.invalid",
                            "Invalid Message Count",
                            (f, at, end) -> at + HEADER < end && COUNT.get(f, at) != END && !isCounted(f, at, end));
    static final Header MESSAGE = H.list("Message Block", null, (f, at, end) -> LENGTH + f.u16(at));
    static final Field
            BLOCK =
                    MESSAGE.note("msgblock", "Message Block", (f, at, end) -> true)
                            .plain()
                            .hidden(),
            MSGSEQ = MESSAGE.derived("msgseq", "Sequence", Type.UINT, (f, at, end) -> number(f, at)),
            MSGLEN = MESSAGE.u16("msglen", "Length"),
            MSGLEN_INVALID = MESSAGE.note("msglen.invalid", "Invalid Message Length", MoldUdp64::isTooLong),
            MSGDATA = MESSAGE.span("msgdata", "Payload", Type.BYTES, MoldUdp64::data);

    static {
        H.length(HEADER);
        MESSAGE.length(LENGTH);
    }

    public MoldUdp64() {
        super(H);
        guessed(Udp.DSTPORT);
    }

    /** A session of letters and digits, a sequence that is not beyond reason, and messages that add up to the byte. */
    @Override
    public boolean looksLike(Frame f, int at, int end) {
        if (at + HEADER > end || Long.compareUnsigned(SEQUENCE.get(f, at), MANY) >= 0 || !isSession(f, at)) {
            return false;
        }
        int next = at + HEADER;
        if (COUNT.get(f, at) == END || next == end) {
            return next == end;
        }
        int count = 0;
        while (next + LENGTH <= end) {
            next += LENGTH + f.u16(next);
            count++;
        }
        return next == end && count == COUNT.get(f, at);
    }

    private static boolean isSession(Frame f, int at) {
        boolean some = false;
        for (int i = at; i < at + SESSION_LENGTH; i++) {
            int c = f.u8(i);
            boolean word = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            if (!word && c != ' ') {
                return false;
            }
            some |= word;
        }
        return some;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEADER > f.declared()) {
            f.nextData(at, end);
            return;
        }
        if (at + HEADER > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, end, end);
        if (f.declared() > end) {
            f.broken(end, end);
        }
    }

    /** {@code moldudp64 SESSION1 17-18}. */
    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        long from = SEQUENCE.get(f, at);
        long count = COUNT.get(f, at);
        session(f, at, out.put("moldudp64 "));
        if (count == 0) {
            out.put(" heartbeat, next ").unsigned(from);
            return;
        }
        if (count == END) {
            out.put(" end of session at ").unsigned(from);
            return;
        }
        out.put(isRequest(f, at, end) ? " request " : " ").unsigned(from);
        if (count > 1) {
            out.put('-').unsigned(from + count - 1);
        }
        out.put(COUNT_INVALID.value(f, at, end) != Field.ABSENT ? " [count is not that of the messages]" : "");
    }

    /** The session without what pads it. */
    static void session(Frame f, int at, Out out) {
        int length = SESSION_LENGTH;
        while (length > 0 && f.u8(at + length - 1) == ' ') {
            length--;
        }
        out.safe(f.segment(), f.base() + at, length);
    }

    private static boolean isRequest(Frame f, int at, int end) {
        long count = COUNT.get(f, at);
        return count > 0 && count < END && f.declared(f.layer(H.protocol(), at)) == at + HEADER;
    }

    /** Whether the message at {@code at} says it is longer than its packet. */
    private static boolean isTooLong(Frame f, int at, int end) {
        return at + LENGTH + f.u16(at) > f.declared(f.inside(H.protocol(), at));
    }

    /** A message's data; none where some of it was not captured. */
    private static long data(Frame f, int at, int end) {
        boolean cut = at + LENGTH + f.u16(at) > end && !isTooLong(f, at, end);
        return cut || end == at + LENGTH ? Field.ABSENT : Field.span(at + LENGTH, end - at - LENGTH);
    }

    private static boolean isCounted(Frame f, int at, int end) {
        int next = at + HEADER;
        int count = 0;
        while (next + LENGTH <= end) {
            next += LENGTH + f.u16(next);
            count++;
        }
        // Of a packet that was cut the rest is not known.
        return count == COUNT.get(f, at) || f.declared(f.layer(H.protocol(), at)) > end;
    }

    /** The number of the message at {@code at}: the packet's, and one more for each before it. */
    private static long number(Frame f, int at) {
        int packet = f.at(f.inside(H.protocol(), at));
        long number = SEQUENCE.get(f, packet);
        for (int next = packet + HEADER; next < at; next += LENGTH + f.u16(next)) {
            number++;
        }
        return number;
    }
}
