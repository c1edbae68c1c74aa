package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Frame relay: the address ITU-T Q.922, 3.3; what follows RFC 2427, 3 and 4, or Cisco's encapsulation.
 *
 * <pre>
 * address  upper DLCI 6 bits, C/R 1, EA 1;  DLCI 4, FECN 1, BECN 1, DE 1, EA 1;  3 and 4 bytes: DLCI 7, EA 1;  last one:
 *          DLCI or DL-CORE control 6, D/C 1, EA 1.  EA is 1 in the last byte
 * RFC 2427 control 03, padding 0 maybe, NLPID 1; 80: organization 3, protocol of that organization 2
 * Cisco    EtherType 2
 * </pre>
 */
public final class FrameRelay extends Protocol {
    private static final int UI = 3;
    private static final int SNAP = 0x80;
    private static final int IEEE = 0x0080c2;

    static final Header H = header("fr", "Frame Relay");
    static final Field FIRST = H.u8("first_addr_octet", "First address octet").hex(),
            UPPER = H.split(FIRST).bits(6, "upper_dlci", "Upper DLCI").hex(),
            CR = H.bit("cr", "CR"),
            EA_1 = H.bit("ea", "EA");
    static final Header TWO = H.then("Second octet", (f, at, end) -> (f.u8(at) & 1) == 0);
    static final Field
            SECOND = TWO.u8("second_addr_octet", "Second address octet").hex(),
            MIDDLE = TWO.split(SECOND).bits(4, "second_dlci", "Second DLCI").hex(),
            FECN = TWO.bit("fecn", "FECN"),
            BECN = TWO.bit("becn", "BECN"),
            DE = TWO.bit("de", "DE"),
            EA_2 = TWO.bit("ea", "EA");
    static final Header FOUR =
            TWO.then("Third octet of four", (f, at, end) -> (f.u16(at) & 0x101) == 0 && isLong(f, at, end));
    static final Field
            THIRD = FOUR.u8("third_addr_octet", "Third address octet").hex(),
            LOW = FOUR.split(THIRD).bits(7, "third_dlci", "Third DLCI").hex(),
            EA_3 = FOUR.bit("ea", "EA");
    static final Header LAST = H.parts(
            "Last octet",
            (f, at, end, previous, index) -> index == 0 && address(f, at, end) > 2 ? at + address(f, at, end) - 1 : -1,
            (f, at, end) -> 1);
    static final Header LOWER = LAST.then("DLCI", (f, at, end) -> (f.u8(at) & 2) == 0);
    static final Field LOWER_DLCI = LOWER.bits(6, "lower_dlci", "Lower DLCI").hex();
    static final Header CORE = LAST.then("DL-CORE", (f, at, end) -> (f.u8(at) & 2) != 0);
    static final Field DL_CORE =
            CORE.bits(6, "dlcore_control", "DL-CORE Control").hex();
    static final Field DC = LAST.skip(6).bit("dc", "DC"), EA_4 = LAST.bit("ea", "EA");
    static final Field DLCI =
            H.derived("dlci", "DLCI", Type.UINT, FrameRelay::dlci).plain();

    static final Header CISCO =
            H.parts("Cisco", (f, at, end, previous, index) -> index == 0 ? cisco(f, at, end) : -1, null);
    static final Field CISCO_TYPE = CISCO.u16("chdlctype", "Type").hex().names(EtherTypes.NAMES);
    static final Header UNNUMBERED =
            H.parts("Control", (f, at, end, previous, index) -> index == 0 ? control(f, at, end) : -1, null);
    static final Field CONTROL = UNNUMBERED.u8("control", "Control Field").hex(),
            MODIFIER =
                    UNNUMBERED
                            .derived(
                                    "control.u_modifier_cmd",
                                    "Command",
                                    Type.UINT,
                                    (f, at, end) -> (f.u8(at) & 0xec) >> 2)
                            .plain()
                            .hex(2),
            FTYPE =
                    UNNUMBERED
                            .derived("control.ftype", "Frame type", Type.UINT, (f, at, end) -> f.u8(at) & 3)
                            .plain()
                            .hex(2);
    static final Header NETWORK =
            H.parts("NLPID", (f, at, end, previous, index) -> index == 0 ? nlpid(f, at, end) : -1, null);

    /** ISO/IEC TR 9577. */
    public static final Field NLPID =
            NETWORK.u8("nlpid", "NLPID").hex().names(Names.lines("""
            0x08 Q.933
            0x09 LMI
            0x80 SNAP
            0x81 CLNP
            0x82 ES-IS
            0x83 IS-IS
            0x8e IPv6
            0xb0 FRF.9
            0xb1 FRF.12
            0xcc IPv4
            0xcf PPP
            """)).parent();

    static final Header SNAPPED = NETWORK.then("SNAP", (f, at, end) -> f.u8(at) == SNAP);
    static final Field OUI = SNAPPED.u24("snap.oui", "Organization Code");
    static final Header TYPED = SNAPPED.then("Type", (f, at, end) -> f.u24(at + 1) == 0);
    static final Field SNAP_TYPE = TYPED.u16("snaptype", "Type").hex().names(EtherTypes.NAMES);
    static final Header OTHER = SNAPPED.then("Protocol", (f, at, end) -> f.u24(at + 1) != 0);
    static final Field PID = OTHER.u16("snap.pid", "Protocol ID").hex();

    public FrameRelay() {
        super(H);
        on(FrameInfo.LINK_TYPE, 107);
        on(Gre.PROTO, 0x6559);
        on(Ethernet.TYPE, 0x6559);
    }

    private static boolean isLong(Frame f, int at, int end) {
        return at + 3 < end && (f.u8(at + 2) & 1) == 0;
    }

    /** Bytes of the address, 2 to 4; 0 when it does not end or not fit. */
    private static int address(Frame f, int at, int end) {
        for (int i = 1; i < 4 && at + i < end; i++) {
            if ((f.u8(at + i) & 1) == 1) {
                return (f.u8(at) & 1) == 1 ? 0 : i + 1;
            }
        }
        return 0;
    }

    private static long dlci(Frame f, int at, int end) {
        int bytes = address(f, at, end);
        if (bytes == 0) {
            return Field.ABSENT;
        }
        long dlci = (long) (f.u8(at) >> 2) << 4 | f.u8(at + 1) >> 4;
        if (bytes == 4) {
            dlci = dlci << 7 | f.u8(at + 2) >> 1;
        }
        boolean low = bytes > 2 && (f.u8(at + bytes - 1) & 2) == 0;
        return low ? dlci << 6 | f.u8(at + bytes - 1) >> 2 : dlci;
    }

    private static int cisco(Frame f, int at, int end) {
        int from = at + address(f, at, end);
        return from > at && from < end && f.u8(from) != UI ? from : -1;
    }

    private static int control(Frame f, int at, int end) {
        int from = at + address(f, at, end);
        return from > at && from < end && f.u8(from) == UI ? from : -1;
    }

    private static int nlpid(Frame f, int at, int end) {
        int from = control(f, at, end) + 1;
        if (from > 0 && from < end && f.u8(from) == 0) {
            from++;
        }
        return from > 0 && from < end ? from : -1;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at >= end) {
            f.broken(at, end);
            return;
        }
        int from = at + address(f, at, end);
        if (from == at) {
            f.push(this, at, end, end);
            f.broken(end, end);
            return;
        }
        int cisco = cisco(f, at, end);
        if (cisco >= 0) {
            f.push(this, at, Math.min(cisco + 2, end), end);
            if (cisco + 2 > end) {
                f.broken(end, end);
            } else {
                CiscoHdlc.next(f, f.u16(cisco), cisco + 2, f.declared());
            }
            return;
        }
        int nlpid = nlpid(f, at, end);
        int body = nlpid < 0 ? end + 1 : nlpid + 1 + (f.u8(nlpid) == SNAP ? 5 : 0);
        f.push(this, at, Math.min(body, end), end);
        if (body > end) {
            f.broken(end, end);
        } else if (f.u8(nlpid) != SNAP) {
            f.next(NLPID.table(), f.u8(nlpid), body, f.declared());
        } else if (f.u24(nlpid + 1) == 0) {
            f.next(Ethernet.TYPE.table(), f.u16(nlpid + 4), body, f.declared());
        } else if (f.u24(nlpid + 1) == IEEE) {
            f.next(Llc.IEEE_PID.table(), f.u16(nlpid + 4), body, f.declared());
        } else {
            f.nextData(body, f.declared());
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        long dlci = dlci(f, f.at(layer), f.end(layer));
        if (dlci != Field.ABSENT) {
            out.put("frame relay ").dec(dlci);
        }
    }
}
