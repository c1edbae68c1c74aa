package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Table;

/**
 * Mirrored frames over GRE, Encapsulated Remote Switch Port Analyzer: draft-foschiano-erspan-03.
 *
 * <pre>
 * type I    no header, and GRE without a sequence number                                                    (2.1)
 * type II   version 4 bits, VLAN 12, CoS 3, encapsulation 2, truncated 1, session 10, reserved 12, index 20 (4.2)
 * type III  as II, then timestamp 4 bytes, security group 2, and flags 2; with O, 8 bytes of the platform   (4.3)
 * </pre>
 */
public final class Erspan extends Protocol {
    private static final int II = 1, III = 2;
    private static final int SHORTEST = 8, LENGTH_3 = 12, PLATFORM_LENGTH = 8;

    static final Header H = header("erspan", "Encapsulated Remote Switch Port Analyzer");
    static final Field VERSION = H.bits(4, "version", "Version").names(Names.of(II, "Type II", III, "Type III")),
            VLAN = H.bits(12, "vlan", "Vlan"),
            COS = H.bits(3, "cos", "COS");
    static final Header SECOND = H.then("Type II", (f, at, end) -> version(f, at) == II);
    static final Field
            ENCAP =
                    SECOND.skip(3)
                            .bits(2, "encap", "Encap")
                            .names(Names.of(
                                    0,
                                    "Originally without VLAN tag",
                                    1,
                                    "Originally ISL encapsulated",
                                    2,
                                    "Originally 802.1Q encapsulated",
                                    3,
                                    "VLAN tag preserved in frame")),
            TRUNCATED = SECOND.bits(1, "truncated", "Truncated"),
            SPANID = SECOND.bits(10, "spanid", "SpanID"),
            RESERVED = SECOND.bits(12, "reserved", "Reserved"),
            INDEX = SECOND.bits(20, "index", "Index");
    static final Header THIRD = H.then("Type III", (f, at, end) -> version(f, at) == III);
    static final Field
            BSO =
                    THIRD.skip(3)
                            .bits(2, "bso", "Bad/Short/Oversized")
                            .names(Names.of(
                                    0,
                                    "Good frame or unknown integrity",
                                    1,
                                    "Short frame",
                                    2,
                                    "Oversized frame",
                                    3,
                                    "Bad frame")),
            TRUNCATED_3 = THIRD.bits(1, "truncated", "Truncated"),
            SPANID_3 = THIRD.bits(10, "spanid", "SpanID"),
            TIMESTAMP = THIRD.u32("timestamp", "Timestamp"),
            SGT = THIRD.u16("sgt", "Security Group Tag"),
            P = THIRD.bits(1, "p", "Has Ethernet PDU"),
            FT =
                    THIRD.bits(5, "ft", "Frame Type")
                            .names(Names.of(0, "Ethernet", 2, "IP"))
                            .parent(),
            HW = THIRD.bits(6, "hw", "Hardware ID"),
            DIRECTION = THIRD.bit("direction", "Direction").names(Names.of(0, "Ingress", 1, "Egress")),
            GRANULARITY =
                    THIRD.bits(2, "gra", "Timestamp granularity")
                            .names(Names.of(
                                    0, "100 microseconds", 1, "100 nanoseconds", 2, "IEEE 1588", 3, "User defined")),
            O = THIRD.bits(1, "o", "Optional Sub headers");
    static final Header PLATFORM = THIRD.then("Platform", (f, at, end) -> O.get(f, at) == 1);
    static final Field PLATFORM_ID = PLATFORM.bits(6, "platid", "Platform ID");

    static {
        SECOND.length(SHORTEST - 2);
        THIRD.length(LENGTH_3 - 2);
        PLATFORM.skip(58).length(PLATFORM_LENGTH);
    }

    public Erspan() {
        super(H);
        on(Gre.PROTO, 0x88be, 0x22eb);
    }

    private static int version(Frame f, int at) {
        return f.u8(at) >> 4;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        Table types = FT.table();
        int gre = f.depth() - 1;
        if (Gre.HAS_SEQUENCE.get(f, f.at(gre)) == 0) {
            f.next(types, 0, at, f.declared());
            return;
        }
        if (at + 4 > end) {
            f.broken(at, end);
            return;
        }
        int version = version(f, at);
        int body = at + (version == III ? LENGTH_3 : SHORTEST);
        if (version == III && body <= end && O.get(f, at) == 1) {
            body += PLATFORM_LENGTH;
        }
        f.push(this, at, Math.min(body, end), end);
        if (body > end) {
            f.broken(end, end);
        } else if (version == II) {
            f.next(types, 0, body, f.declared());
        } else if (version == III) {
            f.next(types, (int) FT.get(f, at), body, f.declared());
        } else {
            f.nextData(at + 4, f.declared());
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        out.put("erspan session ").dec(f.u16(f.at(layer) + 2) & 0x3ff);
    }
}
