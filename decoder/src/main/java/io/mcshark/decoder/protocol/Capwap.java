package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Control and Provisioning of Wireless Access Points, RFC 5415: between access points and their controller, UDP port 5246
 * (control, discovery also to 224.0.1.140) and 5247 (data: what stations send and receive, to the access points of a
 * controller by a group).
 *
 * <pre>
 * version 4 bits, type 4 bits: 1 DTLS    reserved 3, encrypted
 *                              0         length 5 bits (in 4 bytes), radio 5, binding 5, T F L W M K, reserved 3;
 *                                        fragment 2, offset 13 bits, reserved 3
 *   M radio's address: length 1, address;  W wireless information: length 1, data; each padded to 4 bytes
 * control  message 4, sequence 1, length 2 (of what follows, the flags with it), flags 1; elements: type 2, length 2
 * data     a frame, of IEEE 802.3 or, where T is set, of the binding
 * </pre>
 */
public final class Capwap extends Protocol {
    static final int IEEE_802_3 = 0, IEEE_802_11 = 1;
    private static final int CONTROL_PORT = 5246, DATA_PORT = 5247, PREAMBLE = 1, DTLS_BYTES = 4, HEADER = 8;
    private static final int MESSAGE = 8, ELEMENT = 4, KEEPS_ALIVE = 8;

    /** The key of what is encrypted in the table of {@link #PREAMBLE_TYPE}. */
    static final int ENCRYPTED = 1;

    static final Header H = header("capwap", "Control And Provisioning of Wireless Access Points - Control");

    static final Field PREAMBLE_TYPE = preamble(H).parent();

    static {
        clear(H);
    }

    static final Header CONTROL = H.behind("Control Header", Capwap::message);
    static final Field
            MESSAGE_TYPE =
                    CONTROL.u32("control.header.message_type", "Message Type").names(Names.lines("""
            1 Discovery Request
            2 Discovery Response
            3 Join Request
            4 Join Response
            5 Configuration Status Request
            6 Configuration Status Response
            7 Configuration Update Request
            8 Configuration Update Response
            9 WTP Event Request
            10 WTP Event Response
            11 Change State Event Request
            12 Change State Event Response
            13 Echo Request
            14 Echo Response
            15 Image Data Request
            16 Image Data Response
            17 Reset Request
            18 Reset Response
            19 Primary Discovery Request
            20 Primary Discovery Response
            21 Data Transfer Request
            22 Data Transfer Response
            23 Clear Configuration Request
            24 Clear Configuration Response
            25 Station Configuration Request
            26 Station Configuration Response
            """)),
            SEQUENCE = CONTROL.u8("control.header.sequence_number", "Sequence Number"),
            ELEMENTS_LENGTH = CONTROL.u16("control.header.message_element_length", "Message Element Length"),
            FLAGS = CONTROL.u8("control.header.flags", "Flags");
    static final Header ELEMENT_PART = CONTROL.parts(
            "Message Element",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? at + MESSAGE : previous + ELEMENT + f.u16(previous + 2);
                return next + ELEMENT <= end ? next : -1;
            },
            (f, at, end) -> ELEMENT + f.u16(at + 2));
    static final Field
            ELEMENT_TYPE = ELEMENT_PART.u16("message_element.type", "Type").names(Names.lines("""
            1 AC Descriptor
            2 AC IPv4 List
            3 AC IPv6 List
            4 AC Name
            5 AC Name with Priority
            6 AC Timestamp
            7 Add MAC ACL Entry
            8 Add Station
            10 CAPWAP Control IPv4 Address
            11 CAPWAP Control IPv6 Address
            12 CAPWAP Timers
            13 Data Transfer Data
            14 Data Transfer Mode
            15 Decryption Error Report
            16 Decryption Error Report Period
            17 Delete MAC ACL Entry
            18 Delete Station
            20 Discovery Type
            21 Duplicate IPv4 Address
            22 Duplicate IPv6 Address
            23 Idle Timeout
            24 Image Data
            25 Image Identifier
            26 Image Information
            27 Initiate Download
            28 Location Data
            29 Maximum Message Length
            30 CAPWAP Local IPv4 Address
            31 Radio Administrative State
            32 Radio Operational State
            33 Result Code
            34 Returned Message Element
            35 Session ID
            36 Statistics Timer
            37 Vendor Specific Payload
            38 WTP Board Data
            39 WTP Descriptor
            40 WTP Fallback
            41 WTP Frame Tunnel Mode
            44 WTP MAC Type
            45 WTP Name
            47 WTP Radio Statistics
            48 WTP Reboot Statistics
            49 WTP Static IP Address Information
            50 CAPWAP Local IPv6 Address
            51 CAPWAP Transport Protocol
            52 MTU Discovery Padding
            53 ECN Support
            """)),
            ELEMENT_LENGTH = ELEMENT_PART.u16("message_element.length", "Length"),
            ELEMENT_VALUE =
                    ELEMENT_PART.span(
                            "message_element.value",
                            "Value",
                            Type.BYTES,
                            (f, at, end) ->
                                    at + ELEMENT < end ? Field.span(at + ELEMENT, end - at - ELEMENT) : Field.ABSENT);

    static {
        CONTROL.length(MESSAGE);
    }

    public Capwap() {
        super(H);
        on(Udp.DSTPORT, CONTROL_PORT);
    }

    /** What both kinds begin with. */
    private static Field preamble(Header h) {
        h.bits(4, "preamble.version", "Version").called("capwap.preamble.version");
        return h.bits(4, "preamble.type", "Type")
                .names(Names.of(0, "CAPWAP Header", ENCRYPTED, "CAPWAP DTLS Header"))
                .called("capwap.preamble.type");
    }

    /** The header of what is not encrypted; its binding, whose frames follow. */
    private static Field clear(Header h) {
        Header clear = h.then("Header", (f, at, end) -> (f.u8(at) & 15) != ENCRYPTED);
        clear.bits(5, "header.length", "Header Length").in("x 4 bytes").called("capwap.header.length");
        clear.bits(5, "header.rid", "Radio ID").called("capwap.header.rid");
        Field binding = clear.bits(5, "header.wbid", "Wireless Binding ID")
                .names(Names.of(1, "IEEE 802.11", 3, "EPCGlobal"))
                .called("capwap.header.wbid");
        clear.bit("header.flags.t", "Payload Type").called("capwap.header.flags.t");
        clear.bit("header.flags.f", "Fragment").called("capwap.header.flags.f");
        clear.bit("header.flags.l", "Last Fragment").called("capwap.header.flags.l");
        clear.bit("header.flags.w", "Wireless header").called("capwap.header.flags.w");
        clear.bit("header.flags.m", "Radio MAC header").called("capwap.header.flags.m");
        clear.bit("header.flags.k", "Keep-Alive").called("capwap.header.flags.k");
        clear.skip(3);
        clear.u16("header.fragment.id", "Fragment ID").called("capwap.header.fragment.id");
        clear.bits(13, "header.fragment.offset", "Fragment Offset").called("capwap.header.fragment.offset");
        clear.skip(3).length(HEADER - PREAMBLE);
        return binding;
    }

    /** One past the header at {@code at}; beyond {@code end} when it is not whole. */
    private static int headerEnd(Frame f, int at, int end) {
        if (at + PREAMBLE > end || at + (isEncrypted(f, at) ? DTLS_BYTES : HEADER) > end) {
            return end + 1;
        }
        return isEncrypted(f, at) ? at + DTLS_BYTES : at + Math.max(HEADER, (f.u8(at + 1) >> 3) * 4);
    }

    private static boolean isEncrypted(Frame f, int at) {
        return (f.u8(at) & 15) == ENCRYPTED;
    }

    private static boolean isFragment(Frame f, int at) {
        return (f.u8(at + 3) & 0x80) != 0;
    }

    /** Where a whole control message begins; -1 for none. */
    private static int message(Frame f, int at, int end) {
        int next = headerEnd(f, at, end);
        return isEncrypted(f, at) || isFragment(f, at) || next > end ? -1 : next;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int body = headerEnd(f, at, end);
        if (body > end) {
            f.broken(at, end);
            return;
        }
        boolean clear = !isEncrypted(f, at) && !isFragment(f, at);
        f.push(this, at, clear ? end : body, end);
        if (!clear) {
            f.next(PREAMBLE_TYPE.table(), isEncrypted(f, at) ? ENCRYPTED : 0, body, f.declared());
        } else if (body + MESSAGE > end || body + 5 + f.u16(body + 5) > end) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), message = message(f, at, f.end(layer));
        out.put("capwap");
        if (message < 0 || message + MESSAGE > f.end(layer)) {
            out.put(isEncrypted(f, at) ? "" : " fragment");
            return;
        }
        out.put(' ');
        String name = MESSAGE_TYPE.names().get(f.u32(message));
        out.put(name == null ? "message " : name);
        if (name == null) {
            out.dec(f.u32(message));
        }
        out.put(", sequence ").dec(f.u8(message + 4));
    }

    /** CAPWAP's data channel. */
    public static final class Tunnel extends Protocol {
        static final Header H = header("capwap.data", "Control And Provisioning of Wireless Access Points - Data");
        static final Field BINDING;

        static {
            preamble(H);
            BINDING = clear(H).parent();
        }

        public Tunnel() {
            super(H);
            on(Udp.DSTPORT, DATA_PORT);
        }

        @Override
        public void walk(Frame f, int at, int end) {
            int body = headerEnd(f, at, end);
            if (body > end) {
                f.broken(at, end);
                return;
            }
            boolean keepsAlive = !isEncrypted(f, at) && (f.u8(at + 3) & KEEPS_ALIVE) != 0;
            f.push(this, at, keepsAlive ? end : body, end);
            if (isEncrypted(f, at)) {
                f.next(PREAMBLE_TYPE.table(), ENCRYPTED, body, f.declared());
            } else if (isFragment(f, at) || keepsAlive) {
                f.nextData(keepsAlive ? end : body, f.declared());
            } else if ((f.u8(at + 2) & 1) == 0) {
                f.next(BINDING.table(), IEEE_802_3, body, f.declared());
            } else {
                f.next(BINDING.table(), (f.u8(at + 2) >> 1) & 31, body, f.declared());
            }
        }

        @Override
        public void row(Frame f, int layer, Out out) {
            out.put("capwap data");
        }
    }
}
