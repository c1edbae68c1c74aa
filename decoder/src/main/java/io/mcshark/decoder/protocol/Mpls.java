package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;

/**
 * Multiprotocol Label Switching, the stack of labels: RFC 3032, 2.1; RFC 5462 (traffic class); over IP RFC 4023, over UDP RFC
 * 7510.
 *
 * <pre>
 * label 20 bits, traffic class 3, bottom of stack 1, time to live 8: 4 bytes, until bottom of stack is 1
 * </pre>
 *
 * Nothing says what follows. As RFC 4928 and RFC 4385 advise, its first four bits are looked at: 4 and 6 begin an IP packet
 * (unless its length does not fit and a frame would), 1 an associated channel, 0 a pseudowire's control word or a MAC address.
 */
public final class Mpls extends Protocol {
    private static final int WORD = 4;

    /** The most that a frame of Ethernet is padded by. */
    private static final int PADDING = 46;

    /** The label of the generic associated channel (RFC 5586), whose table entry the first four bits 1 lead to as well. */
    static final int CHANNEL = 13;

    /** The key, no label, of a pseudowire that carries Ethernet in the table of {@link #LABEL}. */
    static final int PSEUDOWIRE = -1;

    private static final Names RESERVED = Names.lines("""
            0 IPv4 Explicit NULL
            1 Router Alert
            2 IPv6 Explicit NULL
            3 Implicit NULL
            7 Entropy Label Indicator
            13 Generic Associated Channel
            14 OAM Alert
            15 Extension
            """);

    static final Header H = header("mpls", "MultiProtocol Label Switching Header");
    static final Header ENTRY = H.parts("Label", Mpls::entry, (f, at, end) -> WORD);
    public static final Field LABEL =
            ENTRY.bits(20, "label", "MPLS Label").names(RESERVED).parent();
    static final Field CLASS = ENTRY.bits(3, "exp", "MPLS Experimental Bits"),
            BOTTOM = ENTRY.bits(1, "bottom", "MPLS Bottom Of Label Stack"),
            TTL = ENTRY.u8("ttl", "MPLS TTL"),
            INVALID =
                    ENTRY.note(
                            "invalid_label",
                            "The label of the associated channel above the bottom",
                            (f, at, end) -> LABEL.get(f, at) == CHANNEL && BOTTOM.get(f, at) == 0);

    static {
        ENTRY.length(WORD);
    }

    public Mpls() {
        super(H);
        on(Ethernet.TYPE, 0x8847, 0x8848);
        on(Ipv4.PROTOCOL, 137);
        on(Udp.DSTPORT, 6635);
        on(Ppp.PROTOCOL, 0x0281, 0x0283);
        on(Vxlan.NEXT, 5);
        on(Nsh.NEXT, 5);
    }

    private static int entry(Frame f, int at, int end, int previous, int index) {
        return previous < 0 ? at : BOTTOM.get(f, previous) == 1 ? -1 : previous + WORD;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int last = at;
        while (last + WORD <= end && BOTTOM.get(f, last) == 0) {
            last += WORD;
        }
        if (last + WORD > end) {
            if (last == at) {
                f.broken(at, end);
            } else {
                f.push(this, at, end, end);
                f.broken(end, end);
            }
            return;
        }
        int body = last + WORD;
        f.push(this, at, body, end);
        if (body >= end) {
            return;
        }
        int nibble = f.u8(body) >> 4;
        if (LABEL.get(f, last) == CHANNEL || nibble == 1) {
            f.next(LABEL.table(), CHANNEL, body, f.declared());
        } else if (nibble == 4 && isPacket(f, body, 2, 0) || nibble == 6 && isPacket(f, body, 4, 40)) {
            f.next(Ipv4.VERSION.table(), nibble, body, f.declared());
        } else if (nibble == 0 || nibble == 4 || nibble == 6) {
            f.next(LABEL.table(), PSEUDOWIRE, body, f.declared());
        } else {
            f.nextData(body, f.declared());
        }
    }

    /** Whether a supposed IP packet has the length of what is there, up to the padding of a short frame, or is no frame anyway. */
    private static boolean isPacket(Frame f, int at, int from, int more) {
        int end = f.end(f.depth() - 1);
        if (at + from + 2 > end) {
            return true;
        }
        int there = f.declared() - at;
        int length = f.u16(at + from) + more;
        return length <= there && length + PADDING > there || !Pseudowire.isFrame(f, at, end);
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        out.put("mpls");
        for (int i = f.at(layer); i + WORD <= f.body(layer); i += WORD) {
            out.put(i == f.at(layer) ? ' ' : '/').unsigned(LABEL.get(f, i));
        }
    }
}
