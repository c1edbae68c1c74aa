package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * MoldUDP, what {@link MoldUdp64} was before; numbers least significant byte first.
 *
 * <pre>
 * session 10, sequence 4, count 2 (0: heartbeat): 16 bytes
 * messages, count of them: length 2, data
 * </pre>
 *
 * Only where the user says so.
 */
public final class MoldUdp extends Protocol {
    private static final int HEADER = 16, SESSION_LENGTH = 10, LENGTH = 2;

    static final Header H = header("moldudp", "MoldUDP");
    static final Field SESSION = H.bytes(SESSION_LENGTH, "session", "Session").as(Type.STRING),
            SEQUENCE = H.u32("sequence", "Sequence").little(),
            COUNT = H.u16("count", "Count").little(),
            COUNT_INVALID =
                    H.note(
                            "count.invalid",
                            "Invalid Count",
                            (f, at, end) -> at + HEADER < end && !isCounted(f, at, end));
    static final Header MESSAGE = H.list("Message Block", null, (f, at, end) -> bytes(f, at));
    static final Field
            BLOCK =
                    MESSAGE.note("msgblock", "Message Block", (f, at, end) -> true)
                            .plain()
                            .hidden(),
            MSGSEQ = MESSAGE.derived("msgseq", "Sequence", Type.UINT, (f, at, end) -> number(f, at)),
            MSGLEN = MESSAGE.u16("msglen", "Length").little(),
            MSGLEN_INVALID = MESSAGE.note("msglen.invalid", "Invalid Message Length", MoldUdp::isTooLong),
            MSGDATA = MESSAGE.span("msgdata", "Payload", Type.BYTES, MoldUdp::data);

    static {
        H.length(HEADER);
        MESSAGE.length(LENGTH);
    }

    public MoldUdp() {
        super(H);
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

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        long from = SEQUENCE.get(f, at);
        long count = COUNT.get(f, at);
        MoldUdp64.session(f, at, out.put("moldudp "));
        out.put(count == 0 ? " heartbeat, next " : " ").dec(from);
        if (count > 1) {
            out.put('-').dec(from + count - 1);
        }
    }

    private static int bytes(Frame f, int at) {
        return LENGTH + (int) MSGLEN.get(f, at);
    }

    /** Whether the message at {@code at} says it is longer than its packet. */
    private static boolean isTooLong(Frame f, int at, int end) {
        return at + bytes(f, at) > f.declared(f.inside(H.protocol(), at));
    }

    /** A message's data; none where some of it was not captured. */
    private static long data(Frame f, int at, int end) {
        boolean cut = at + bytes(f, at) > end && !isTooLong(f, at, end);
        return cut || end == at + LENGTH ? Field.ABSENT : Field.span(at + LENGTH, end - at - LENGTH);
    }

    private static boolean isCounted(Frame f, int at, int end) {
        int next = at + HEADER;
        int count = 0;
        while (next + LENGTH <= end) {
            next += bytes(f, next);
            count++;
        }
        return count == COUNT.get(f, at) || f.declared(f.layer(H.protocol(), at)) > end;
    }

    private static long number(Frame f, int at) {
        int packet = f.at(f.inside(H.protocol(), at));
        long number = SEQUENCE.get(f, packet);
        for (int next = packet + HEADER; next < at; next += bytes(f, next)) {
            number++;
        }
        return number;
    }
}
