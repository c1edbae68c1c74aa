package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * GPRS Tunnelling Protocol: version 1, user plane 3GPP TS 29.281, 5; control plane TS 29.060, 6; version 0 TS 09.60, 6. Of
 * control messages no more than the header is decoded.
 *
 * <pre>
 * version 1  version 3 bits, PT 1, reserved 1, E 1, S 1, PN 1, message 8, length 16 (behind byte 8), TEID 32
 *            if E, S or PN is set: sequence number 16, N-PDU number 8, next extension header 8
 *            extension header: length 8 (in 4 bytes), contents, next extension header 8
 * version 0  flags 8, message 8, length 16, sequence number 16, flow label 16, N-PDU number 8, spare 24, TID 64
 * message    255: a packet of the user follows
 * </pre>
 */
public final class Gtp extends Protocol {
    private static final int FIXED_1 = 8, OPTIONAL_1 = 4, FIXED_0 = 20;
    private static final int E = 4, S = 2, PN = 1;
    private static final int T_PDU = 255;
    private static final int PDU_SESSION = 0x85;

    private static final Names MESSAGES = Names.lines("""
            1 Echo request
            2 Echo response
            3 Version not supported
            16 Create PDP context request
            17 Create PDP context response
            18 Update PDP context request
            19 Update PDP context response
            20 Delete PDP context request
            21 Delete PDP context response
            26 Error indication
            31 Supported extension headers notification
            254 End marker
            255 T-PDU
            """);

    private static final Names EXTENSIONS = Names.lines("""
            0x00 No more extension headers
            0x20 Service Class Indicator
            0x40 UDP Port
            0x81 RAN Container
            0x82 Long PDCP PDU Number
            0x83 Xw RAN Container
            0x84 NR RAN Container
            0x85 PDU Session container
            0xc0 PDCP PDU Number
            """);

    static final Header H = header("gtp", "GPRS Tunneling Protocol");
    static final Field FLAGS = H.u8("flags", "Flags").hex(),
            VERSION = H.split(FLAGS).bits(3, "flags.version", "Version"),
            PT = H.bits(1, "flags.payload", "Protocol type").names(Names.of(0, "GTP'", 1, "GTP"));

    static {
        H.skip(4);
    }

    static final Header FLAGS_1 = H.then("Flags of version 1", (f, at, end) -> version(f, at) == 1);
    static final Field RESERVED = FLAGS_1.split(FLAGS).skip(4).bits(1, "flags.reserved", "Reserved"),
            HAS_E = FLAGS_1.bit("flags.e", "Is Next Extension Header present?"),
            HAS_S = FLAGS_1.bit("flags.s", "Is Sequence Number present?"),
            HAS_PN = FLAGS_1.bit("flags.pn", "Is N-PDU number present?");
    static final Header FLAGS_0 = H.then("Flags of version 0", (f, at, end) -> version(f, at) == 0);
    static final Field RESERVED_0 = FLAGS_0.split(FLAGS).skip(4).bits(3, "flags.reserved", "Reserved"),
            SNN = FLAGS_0.bit("flags.snn", "Is SNDCP N-PDU included?");
    static final Field MESSAGE = H.u8("message", "Message Type").hex().names(MESSAGES),
            LENGTH = H.u16("length", "Length");
    static final Header FIRST = H.then("Version 1", (f, at, end) -> version(f, at) == 1);
    static final Field TEID = FIRST.u32("teid", "TEID").hex();
    static final Header OPTIONAL = FIRST.then("Options", (f, at, end) -> (f.u8(at) & (E | S | PN)) != 0);
    static final Header SEQUENCED = OPTIONAL.then("Sequence number", (f, at, end) -> (f.u8(at) & S) != 0);
    static final Field SEQUENCE = SEQUENCED.u16("seq_number", "Sequence number").hex();
    static final Header PDU = OPTIONAL.then("N-PDU number", (f, at, end) -> (f.u8(at) & PN) != 0);
    static final Field N_PDU = PDU.skip(16).u8("npdu_number", "N-PDU Number").hex();
    static final Header CHAIN = OPTIONAL.then("Next", (f, at, end) -> (f.u8(at) & E) != 0);
    static final Field NEXT = CHAIN.skip(24)
            .u8("ext_hdr.next", "Next extension header type")
            .hex()
            .names(EXTENSIONS);
    static final Header EXTENSION =
            FIRST.parts("Extension header", Gtp::extension, (f, at, end) -> Math.max(f.u8(at) * 4, 4));
    static final Field EXTENSION_LENGTH = EXTENSION.u8("ext_hdr.length", "Extension Header Length");
    static final Header SESSION = EXTENSION.then("PDU Session container", (f, at, end) -> f.u8(at - 1) == PDU_SESSION);
    static final Field PDU_TYPE = SESSION.bits(4, "ext_hdr.pdu_ses_con.pdu_type", "PDU Type"),
            PPP = SESSION.skip(4).bit("ext_hdr.pdu_ses_cont.ppp", "Paging Policy Presence (PPP)"),
            RQI = SESSION.bit("ext_hdr.pdu_ses_cont.rqi", "Reflective QoS Indicator (RQI)"),
            QFI = SESSION.bits(6, "ext_hdr.pdu_ses_con.qos_flow_id", "QoS Flow Identifier (QFI)");
    static final Field EXTENSION_NEXT = EXTENSION
            .derived(
                    "ext_hdr.next",
                    "Next extension header type",
                    Type.UINT,
                    (f, at, end) -> f.u8(at) > 0 && end == at + f.u8(at) * 4 ? f.u8(end - 1) : Field.ABSENT)
            .plain()
            .hex(2)
            .names(EXTENSIONS);
    static final Header ZEROTH = H.then("Version 0", (f, at, end) -> version(f, at) == 0);
    static final Field SEQUENCE_0 = ZEROTH.u16("seq_number", "Sequence number").hex(),
            FLOW = ZEROTH.u16("flow_label", "Flow label").hex(),
            N_PDU_0 = ZEROTH.u8("npdu_number", "N-PDU Number").hex();

    static {
        H.length(4);
        FIRST.length(4);
        ZEROTH.skip(24 + 64).length(FIXED_0 - 4);
    }

    public Gtp() {
        super(H);
        on(Udp.DSTPORT, 2123, 2152);
    }

    private static int version(Frame f, int at) {
        return f.u8(at) >> 5;
    }

    private static boolean isTunnelled(Frame f, int at) {
        return f.u8(at + 1) == T_PDU;
    }

    private static int extension(Frame f, int at, int end, int previous, int index) {
        if (previous < 0) {
            int first = at + FIXED_1 + OPTIONAL_1;
            return (f.u8(at) & E) != 0 && first <= end && f.u8(first - 1) != 0 ? first : -1;
        }
        int next = previous + f.u8(previous) * 4;
        return next > previous && next <= end && f.u8(next - 1) != 0 ? next : -1;
    }

    /** One past the header; beyond {@code end} when it does not fit. */
    private static int body(Frame f, int at, int end) {
        if (version(f, at) == 0) {
            return at + FIXED_0;
        }
        int body = at + FIXED_1;
        if ((f.u8(at) & (E | S | PN)) == 0) {
            return body;
        }
        body += OPTIONAL_1;
        boolean more = (f.u8(at) & E) != 0;
        while (more && body < end && f.u8(body - 1) != 0) {
            int length = f.u8(body) * 4;
            if (length == 0) {
                return end + 1;
            }
            body += length;
        }
        return body;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + FIXED_1 > end || version(f, at) == 0 && at + FIXED_0 > end) {
            f.broken(at, end);
            return;
        }
        if (version(f, at) > 1) {
            f.nextData(at, f.declared());
            return;
        }
        int declared = Math.min(f.declared(), at + f.u16(at + 2) + (version(f, at) == 0 ? FIXED_0 : FIXED_1));
        int stop = Math.min(end, declared);
        int body = body(f, at, stop);
        f.push(this, at, isTunnelled(f, at) ? Math.min(body, stop) : stop, stop);
        if (body > stop) {
            f.broken(stop, stop);
        } else if (isTunnelled(f, at) && body < stop) {
            // 3GPP TS 29.281, 4.2: the packet is IP's, which is told by its version, or PPP's.
            int nibble = f.u8(body) >> 4;
            boolean ip = nibble == 4 || nibble == 6;
            f.next(
                    ip ? Ipv4.VERSION.table() : Ethernet.TYPE.table(),
                    ip ? nibble : f.u8(body) == 0xff ? Ppp.ETHER_TYPE : 0,
                    body,
                    declared);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        String name = MESSAGES.get(f.u8(at + 1));
        out.put("gtp ");
        if (name == null) {
            out.put("message ").dec(f.u8(at + 1));
        } else {
            out.put(name);
        }
        if (version(f, at) == 1) {
            out.put(", teid ").unsigned(TEID.get(f, at));
        }
    }
}
