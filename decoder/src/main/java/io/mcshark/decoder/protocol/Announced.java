package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Conversations;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/** Media that a session description or a set-up announced for an address and port: what is spoken there, and who said so. */
final class Announced {
    /** Tells these entries from others in {@link Conversations}. */
    private static final long KIND = 1L << 32;

    /** What IPv4 addresses have before them in 128 bits (RFC 4291, 2.5.5.2). */
    private static final long MAPPED = 0xffffL << 32;

    /** RFC 3551, 6: payload types below this one are static. */
    private static final int STATIC = 35;

    private Announced() {}

    /** Declares the fields of a layer that was announced. */
    static void declare(Header h) {
        h.derived("setup-frame", "Setup frame", Type.UINT, (f, at, end) -> {
            Conversations.Entry e = f.conversations().of(at);
            return e == null || e.method == null ? Field.ABSENT : e.number;
        });
        h.text("setup-method", "Setup Method", (f, at, end, out) -> {
            Conversations.Entry e = f.conversations().of(at);
            if (e != null && e.method != null) {
                out.put(e.method);
            }
        });
    }

    static long low(int ipv4) {
        return MAPPED | ipv4 & 0xffffffffL;
    }

    /**
     * Notes that {@code protocol} is spoken to or from an address and port from now on.
     *
     * @param method what kind of message said so: SDP, RTSP
     */
    static Conversations.Entry enter(Frame f, long high, long low, int port, Protocol protocol, String method) {
        f.conversations().places().of(high, low, 0, 0, KIND | port);
        Conversations.Entry e = f.conversations().enter();
        if (e.protocol != protocol) {
            e.state = 0;
        }
        e.protocol = protocol;
        e.method = method;
        e.number = f.number();
        return e;
    }

    /** What was announced for the destination of a datagram in {@code layer}, or for its source; null for nothing. */
    static Protocol child(Frame f, int layer, int source, int destination, int at) {
        Conversations all = f.conversations();
        int ip = all.isEmpty() ? -1 : Network.outside(f, layer);
        if (ip < 0) {
            return null;
        }
        int from = f.at(ip);
        Conversations.Entry e;
        if (f.u8(from) >> 4 == 4) {
            e = find(all, 0, low(f.i32(from + 16)), destination);
            e = e == null ? find(all, 0, low(f.i32(from + 12)), source) : e;
        } else {
            e = find(all, f.u64(from + 24), f.u64(from + 32), destination);
            e = e == null ? find(all, f.u64(from + 8), f.u64(from + 16), source) : e;
        }
        if (e == null) {
            return null;
        }
        all.note(at, e, 0);
        return e.protocol;
    }

    private static Conversations.Entry find(Conversations all, long high, long low, int port) {
        all.places().of(high, low, 0, 0, KIND | port);
        return all.find();
    }

    // ---- RTP's part

    /** Counts a packet of a flow that is known: its sequence number goes on from the last one's, beyond 16 bits. */
    static void count(Frame f, int at, int sequence) {
        Conversations.Entry e = f.conversations().of(at);
        if (e == null || f.isQuoted(f.depth() - 1)) {
            return;
        }
        // As tshark: a flow begins in the second round, so that packets may come late.
        int last = e.state == 0 ? 1 << 16 : e.last;
        e.state = 1;
        e.last = last + (short) (sequence - last);
        f.conversations().note(at, e, e.last);
    }

    static long extended(Frame f, int at, int end) {
        Conversations.Entry e = f.conversations().of(at);
        return e == null || e.state == 0 ? Field.ABSENT : f.conversations().value(at, Field.ABSENT);
    }

    /** The protocol of a payload type: a dynamic one stands for the static one whose name it was announced to have. */
    static Protocol payload(Frame f, int at, int type) {
        Conversations.Entry e = f.conversations().of(at);
        if (e != null && e.nameLength(type) > 0) {
            for (int known = 0; known < STATIC; known++) {
                if (isCalled(Rtp.P_TYPE.names().get(known), e, type)) {
                    return f.child(Rtp.P_TYPE.table(), known);
                }
            }
        }
        return f.child(Rtp.P_TYPE.table(), type);
    }

    private static boolean isCalled(String name, Conversations.Entry e, int type) {
        if (name == null || name.length() != e.nameLength(type)) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.toUpperCase(name.charAt(i)) != Character.toUpperCase(e.letter(type, i))) {
                return false;
            }
        }
        return true;
    }

    /** The clock rate that a payload type was announced to have; 0 for none. */
    static int rate(Frame f, int at, int type) {
        Conversations.Entry e = f.conversations().of(at);
        return e == null ? 0 : e.rate(type);
    }

    /** Appends what a payload type was announced to be called; false for nothing. */
    static boolean name(Frame f, int at, int type, Out out) {
        Conversations.Entry e = f.conversations().of(at);
        if (e == null || e.nameLength(type) == 0) {
            return false;
        }
        for (int i = 0; i < e.nameLength(type); i++) {
            char letter = e.letter(type, i);
            out.put(letter > ' ' && letter < 0x7f ? letter : '?');
        }
        return true;
    }
}
