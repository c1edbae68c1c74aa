package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Slow protocols, to 01:80:c2:00:00:02: IEEE 802.3, annex 57A. Of them link aggregation and its markers are decoded (IEEE 802.1AX, 6.4 and 6.5).
 *
 * <pre>
 * subtype 1: 1 LACP, 2 marker; version 1; parts: type 1, length 1 (of all of it), and
 * LACP    1 actor, 2 partner   system's priority 2, system 6, key 2, port's priority 2, port 2, state 1, reserved 3
 *         3 collector          maximum delay 2, reserved 12
 *         0 end                length 0; then zeros
 * marker  1 question, 2 answer port 2, system 6, transaction 4, padding 2
 * </pre>
 */
public final class Slow extends Protocol {
    static final int LACP = 1, MARKER = 2;

    static final Header H = header("slow", "Slow Protocols");
    public static final Field SUBTYPE = H.u8("subtype", "Slow Protocols subtype")
            .hex()
            .names(Names.lines("""
            0x01 LACP
            0x02 Marker Protocol
            0x03 OAM
            0x0a Organization Specific Slow Protocol
            """))
            .parent();

    public Slow() {
        super(H);
        on(Ethernet.TYPE, 0x8809);
    }

    @Override
    public Level level() {
        return Level.LINK;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + 1 > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, at + 1, end);
        f.next(SUBTYPE.table(), f.u8(at), at + 1, f.declared());
    }

    /** Where the parts of a message begin and end; the last has no length. */
    private static int next(Frame f, int at, int end, int previous) {
        int next = previous < 0 ? at + 1 : previous + f.u8(previous + 1);
        return previous >= 0 && f.u8(previous + 1) < 2 || next + 2 > end ? -1 : next;
    }

    private static int bytes(Frame f, int at, int end) {
        return Math.max(2, f.u8(at + 1));
    }

    /** Link Aggregation Control Protocol. */
    public static final class Lacp extends Protocol {
        private static final int ACTOR = 1, PARTNER = 2, COLLECTOR = 3;
        private static final String STATES = "EFDCSGSA";

        static final Header H = header("lacp", "Link Aggregation Control Protocol");
        static final Field VERSION = H.u8("version", "LACP Version").hex();
        static final Header TLV =
                H.parts("TLV", (f, at, end, previous, index) -> next(f, at, end, previous), Slow::bytes);
        static final Field TLV_TYPE = TLV.u8("tlv_type", "TLV Type").hex().names(Names.lines("""
            0x00 Terminator
            0x01 Actor Information
            0x02 Partner Information
            0x03 Collector Information
            """)),
                TLV_LENGTH = TLV.u8("tlv_length", "TLV Length").hex();

        static {
            side(ACTOR, "actor", "Actor");
            side(PARTNER, "partner", "Partner");
        }

        static final Header COLLECTS = TLV.then("Collector", (f, at, end) -> f.u8(at) == COLLECTOR);
        static final Field MAX_DELAY = COLLECTS.u16("collector.max_delay", "Collector Max Delay"),
                COLLECTOR_RESERVED = COLLECTS.bytes(12, "coll_reserved", "Reserved"),
                PAD =
                        H.span("pad", "Pad", Type.BYTES, (f, at, end) -> {
                            int last = -1, tlv = -1;
                            for (int i = 0; (tlv = TLV.next(f, at, end, tlv, i)) >= 0; i++) {
                                last = tlv;
                            }
                            int from = last + 2, bytes = Math.min(end, at + 109) - from;
                            return last < 0 || f.u8(last) != 0 || bytes <= 0 ? Field.ABSENT : Field.span(from, bytes);
                        });

        public Lacp() {
            super(H);
            on(SUBTYPE, LACP);
        }

        private static void side(int type, String name, String label) {
            Header h = TLV.then(label, (f, at, end) -> f.u8(at) == type);
            h.u16(name + ".sys_priority", label + " System Priority");
            h.mac(name + ".sysid", label + " System ID");
            h.u16(name + ".key", label + " Key");
            h.u16(name + ".port_priority", label + " Port Priority");
            h.u16(name + ".port", label + " Port");
            Field state = h.u8(name + ".state", label + " State").hex();
            h.split(state).bit(name + ".state.expired", "Expired");
            h.bit(name + ".state.defaulted", "Defaulted");
            h.bit(name + ".state.distributing", "Distributing");
            h.bit(name + ".state.collecting", "Collecting");
            h.bit(name + ".state.synchronization", "Synchronization");
            h.bit(name + ".state.aggregation", "Aggregation");
            h.bit(name + ".state.timeout", "LACP Timeout");
            h.bit(name + ".state.activity", "LACP Activity");
            h.text(name + ".state_str", label + " State Flags", (f, at, end, out) -> states(f.u8(at + 16), out));
            h.bytes(3, name + ".reserved", "Reserved");
            h.length(18);
        }

        private static void states(int bits, Out out) {
            for (int i = 0; i < 8; i++) {
                out.put((bits << i & 0x80) != 0 ? STATES.charAt(i) : '*');
            }
        }

        @Override
        public void walk(Frame f, int at, int end) {
            if (at + 1 > end) {
                f.broken(at, end);
                return;
            }
            f.push(this, at, end, end);
        }

        @Override
        public void row(Frame f, int layer, Out out) {
            int at = f.at(layer), end = f.end(layer), tlv = -1;
            out.put("lacp");
            for (int i = 0; (tlv = TLV.next(f, at, end, tlv, i)) >= 0; i++) {
                boolean actor = f.u8(tlv) == ACTOR;
                if ((actor || f.u8(tlv) == PARTNER) && tlv + 20 <= end) {
                    out.put(actor ? " actor " : ", partner ").mac(f.u48(tlv + 4));
                    out.put(" key ")
                            .dec(f.u16(tlv + 10))
                            .put(" port ")
                            .dec(f.u16(tlv + 14))
                            .put(' ');
                    states(f.u8(tlv + 16), out);
                }
            }
        }
    }

    /** Marker protocol: what is in flight on a link before conversations move to another one. */
    public static final class Marker extends Protocol {
        private static final int QUESTION = 1, ANSWER = 2;

        static final Header H = header("marker", "Link Aggregation Marker Protocol");
        static final Field VERSION = H.u8("version", "Version Number").hex();
        static final Header TLV =
                H.parts("TLV", (f, at, end, previous, index) -> next(f, at, end, previous), Slow::bytes);
        static final Field
                TLV_TYPE =
                        TLV.u8("tlvType", "TLV Type")
                                .hex()
                                .names(Names.of(
                                        0,
                                        "Terminator",
                                        QUESTION,
                                        "Marker Information",
                                        ANSWER,
                                        "Marker Response Information")),
                TLV_LENGTH = TLV.u8("tlvLen", "TLV Length").hex();
        static final Header REQUESTER =
                TLV.then("Requester", (f, at, end) -> f.u8(at) == QUESTION || f.u8(at) == ANSWER);
        static final Field PORT = REQUESTER.u16("requesterPort", "Requester Port"),
                SYSTEM = REQUESTER.mac("requesterSystem", "Requester System"),
                TRANSACTION = REQUESTER.u32("requesterTransId", "Requester Transaction ID"),
                PAD = REQUESTER.u16("requesterPad", "Requester Pad");

        static {
            REQUESTER.length(14);
        }

        public Marker() {
            super(H);
            on(SUBTYPE, MARKER);
        }

        @Override
        public void walk(Frame f, int at, int end) {
            if (at + 1 > end) {
                f.broken(at, end);
                return;
            }
            f.push(this, at, end, end);
        }

        @Override
        public void row(Frame f, int layer, Out out) {
            int at = f.at(layer), tlv = TLV.next(f, at, f.end(layer), -1, 0);
            out.put("marker");
            if (tlv >= 0 && tlv + 16 <= f.end(layer)) {
                out.put(f.u8(tlv) == ANSWER ? " response of " : " of ").mac(f.u48(tlv + 4));
                out.put(" port ").dec(f.u16(tlv + 2)).put(", transaction ").dec(f.u32(tlv + 10));
            }
        }
    }
}
