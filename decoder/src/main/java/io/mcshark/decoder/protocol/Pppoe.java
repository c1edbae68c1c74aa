package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * PPP over Ethernet: RFC 2516, 4 and 5; tags also RFC 4638 (PPP-Max-Payload), 5578 (credits), TR-101 (vendor-specific).
 *
 * <pre>
 * version 4 bits, type 4, code 8, session 16, length 16: 6 bytes
 * code 00  session: PPP follows, without address and control
 *      09 PADI, 07 PADO, 19 PADR, 65 PADS, a7 PADT, d3 PADM, d4 PADN, 0a PADG, 0b PADC, 0c PADQ: tags follow
 * tag      type 2, length 2, value
 * </pre>
 */
public final class Pppoe extends Protocol {
    private static final int FIXED = 6, TAG = 4;
    private static final int END_OF_LIST = 0x0000;

    private static final Names CODES = Names.lines("""
            0x00 Session Data
            0x07 Active Discovery Offer (PADO)
            0x09 Active Discovery Initiation (PADI)
            0x0a Active Discovery Session-Grant (PADG)
            0x0b Active Discovery Session-Credit Response (PADC)
            0x0c Active Discovery Quality (PADQ)
            0x19 Active Discovery Request (PADR)
            0x65 Active Discovery Session-confirmation (PADS)
            0xa7 Active Discovery Terminate (PADT)
            0xd3 Active Discovery Message (PADM)
            0xd4 Active Discovery Network (PADN)
            """);

    private static final Names SHORT_CODES = Names.of(
            0x07, "PADO", 0x09, "PADI", 0x0a, "PADG", 0x0b, "PADC", 0x0c, "PADQ", 0x19, "PADR", 0x65, "PADS", 0xa7,
            "PADT", 0xd3, "PADM", 0xd4, "PADN");

    private static final Names TAGS = Names.lines("""
            0x0000 End-Of-List
            0x0101 Service-Name
            0x0102 AC-Name
            0x0103 Host-Uniq
            0x0104 AC-Cookie
            0x0105 Vendor-Specific
            0x0106 Credits
            0x0107 Metrics
            0x0108 Sequence Number
            0x0109 Credit Scale Factor
            0x0110 Relay-Session-Id
            0x0111 HURL
            0x0112 MOTM
            0x0120 PPP-Max-Payload
            0x0121 IP Route Add
            0x0201 Service-Name-Error
            0x0202 AC-System-Error
            0x0203 Generic-Error
            """);

    static final Header H = header("pppoed", "PPP-over-Ethernet Discovery");

    static {
        declare(H);
    }

    static final Header PART = H.parts("Tag", Pppoe::tag, (f, at, end) -> TAG + f.u16(at + 2));
    static final Field TYPE = PART.u16("tag", "Tag").hex().names(TAGS), LENGTH = PART.u16("tag_length", "Tag Length");

    static {
        PART.length(TAG);
        value(0x0101, Type.STRING, "service_name", "Service-Name");
        value(0x0102, Type.STRING, "ac_name", "AC-Name");
        value(0x0103, Type.BYTES, "host_uniq", "Host-Uniq");
        value(0x0104, Type.BYTES, "ac_cookie", "AC-Cookie");
        number(0x0105, 4, "vendor_id", "Vendor id");
        value(0x0106, Type.BYTES, "credits", "Credits");
        value(0x0107, Type.BYTES, "metrics", "Metrics");
        number(0x0108, 2, "seq_num", "Sequence Number").hex(4);
        number(0x0109, 2, "credit_scale", "Credit Scale Factor");
        value(0x0110, Type.BYTES, "relay_session_id", "Relay-Session-Id");
        value(0x0111, Type.BYTES, "hurl", "HURL");
        value(0x0112, Type.BYTES, "motm", "MOTM");
        value(0x0120, Type.BYTES, "max_payload", "PPP-Max-Payload");
        value(0x0121, Type.BYTES, "ip_route_add", "IP Route Add");
        value(0x0201, Type.STRING, "service_name_error", "Service-Name-Error");
        value(0x0202, Type.STRING, "ac_system_error", "AC-System-Error");
        value(0x0203, Type.STRING, "generic_error", "Generic-Error");
    }

    public Pppoe() {
        super(H);
        on(Ethernet.TYPE, 0x8863);
    }

    private static void declare(Header h) {
        h.bits(4, "version", "Version").called("pppoe.version");
        h.bits(4, "type", "Type").called("pppoe.type");
        h.u8("code", "Code").hex().names(CODES).called("pppoe.code");
        h.u16("session_id", "Session ID").hex().called("pppoe.session_id");
        h.u16("payload_length", "Payload Length").called("pppoe.payload_length");
        h.length(FIXED);
        h.note("payload_length.bad", "Payload length goes past the end of the frame", (f, at, end) -> {
                    int layer = f.layer(h.protocol(), at);
                    return at + FIXED + f.u16(at + 4) > f.declared(layer);
                })
                .called("pppoe.payload_length.bad");
    }

    private static void value(int tag, Type type, String name, String label) {
        PART.span(
                "tags." + name,
                label,
                type,
                (f, at, end) -> Field.span(at + TAG, f.u16(at) == tag && end > at + TAG ? end - at - TAG : -1));
    }

    private static Field number(int tag, int bytes, String name, String label) {
        return PART.derived(
                        "tags." + name,
                        label,
                        Type.UINT,
                        (f, at, end) ->
                                f.u16(at) == tag && end >= at + TAG + bytes ? f.number(at + TAG, bytes) : Field.ABSENT)
                .plain();
    }

    private static int tag(Frame f, int at, int end, int previous, int index) {
        if (previous >= 0 && f.u16(previous) == END_OF_LIST) {
            return -1;
        }
        return previous < 0 ? at + FIXED : previous + TAG + f.u16(previous + 2);
    }

    /** Enters the header, ends it where its length says, and returns that end; -1 when it does not fit. */
    private static int enter(Protocol p, Frame f, int at, int end, boolean all) {
        int body = at + FIXED;
        if (body > end) {
            f.broken(at, end);
            return -1;
        }
        int declared = Math.min(body + f.u16(at + 4), f.declared());
        int stop = Math.min(end, declared);
        f.push(p, at, all ? stop : body, stop);
        return declared;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int stop = enter(this, f, at, end, true);
        if (stop > end) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int code = f.u8(f.at(layer) + 1);
        String name = SHORT_CODES.get(code);
        out.put("pppoe ").put(name == null ? "?" : name).put(", session ").dec(f.u16(f.at(layer) + 2));
    }

    /** The session stage: PPP follows. */
    public static final class Session extends Protocol {
        static final Header H = header("pppoes", "PPP-over-Ethernet Session");

        static {
            declare(H);
        }

        public Session() {
            super(H);
            on(Ethernet.TYPE, 0x8864);
            on(FrameInfo.LINK_TYPE, 51);
        }

        @Override
        public void walk(Frame f, int at, int end) {
            int stop = enter(this, f, at, end, false);
            if (stop >= 0) {
                f.next(Ethernet.TYPE.table(), Ppp.ETHER_TYPE, at + FIXED, stop);
            }
        }

        @Override
        public void row(Frame f, int layer, Out out) {
            out.put("pppoe session ").dec(f.u16(f.at(layer) + 2));
        }
    }
}
