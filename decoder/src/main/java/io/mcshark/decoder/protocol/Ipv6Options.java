package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Type;

/**
 * The options in hop-by-hop and destination options headers: RFC 8200, 4.2. The two highest bits of a type say what a node does
 * that does not know it, the next whether it may change on the way.
 *
 * <pre>
 * 00 Pad1                  RFC 8200   1, without a length     63 RPL                 RFC 6553   6
 * 01 PadN                  RFC 8200   2 + n                   6d MPL                 RFC 7731   4 + seed
 * 04 tunnel limit          RFC 2473   3                       8b ILNP nonce          RFC 6744   2 + n
 * 05 router alert          RFC 2711   4                       8c line identification RFC 6788   3 + n
 * 07 CALIPSO               RFC 5570   10 + n                  c2 jumbo payload       RFC 2675   6
 * 08 SMF_DPD               RFC 6621   2 + n                   c9 home address        RFC 6275   18
 * 0f PDM                   RFC 8250   12                      ee DFF                 RFC 6971   5
 * 26 quick start           RFC 4782   8                       30 path MTU            RFC 9268   6
 * </pre>
 */
final class Ipv6Options {
    static final int PAD1 = 0, PADN = 1, ROUTER_ALERT = 5, JUMBO = 0xc2;
    private static final int CALIPSO = 7, SMF_DPD = 8, MPL = 0x6d, LINE = 0x8c, NONCE = 0x8b;

    /** IANA ipv6-parameters. */
    private static final Names TYPES = Names.lines("""
            0x00 Pad1
            0x01 PadN
            0x04 Tunnel Encapsulation Limit
            0x05 Router Alert
            0x07 CALIPSO
            0x08 SMF_DPD
            0x0f Performance and Diagnostic Metrics
            0x11 IOAM
            0x12 AltMark
            0x1e RFC 3692 experiment
            0x23 RPL
            0x26 Quick-Start
            0x30 Minimum Path MTU
            0x31 IOAM
            0x32 AltMark
            0x3e RFC 3692 experiment
            0x41 Tunnel Payload Forwarding
            0x4d MPL (deprecated)
            0x5e RFC 3692 experiment
            0x63 RPL (deprecated)
            0x6d MPL
            0x7e RFC 3692 experiment
            0x8a Endpoint Identification (deprecated)
            0x8b ILNP Nonce
            0x8c Line-Identification
            0x9e RFC 3692 experiment
            0xbe RFC 3692 experiment
            0xc2 Jumbo Payload
            0xc9 Home Address
            0xde RFC 3692 experiment
            0xee IP_DFF
            0xfe RFC 3692 experiment
            """);

    /** IANA ipv6-routeralert-values, the first of them. */
    private static final Names ALERTS = Names.lines("""
            0 MLD
            1 RSVP
            2 Active Networks
            36 NSIS NATFW NSLP
            37 MPLS OAM
            """);

    private static final Names ACTIONS = Names.of(
            0, "Skip and continue", 1, "Discard", 2, "Discard with ICMP", 3, "Discard with ICMP unless multicast");

    private Ipv6Options() {}

    /** Declares the options of the extension header {@code h}. */
    static void declare(Header h) {
        Header option = h.parts(
                "ipv6",
                "Option",
                Ipv6Options::next,
                (f, at, end) -> Math.min(length(f, at), f.body(f.inside(h.protocol(), at)) - at));
        Field type = option.u8("opt.type", "Type").hex().names(TYPES);
        Header telling = option.then("Type", (f, at, end) -> f.u8(at) != PAD1);
        telling.split(type).bits(2, "opt.type.action", "Action").names(ACTIONS);
        telling.bit("opt.type.change", "May Change");
        telling.bits(5, "opt.type.rest", "Low-Order Bits").hex();
        option.note("opt.pad1", "Pad1", (f, at, end) -> f.u8(at) == PAD1);
        Header sized = option.then("Length", (f, at, end) -> f.u8(at) != PAD1);
        sized.u8("opt.length", "Length").in("bytes");
        sized.note("opt.invalid_len", "Not the length that this option has", Ipv6Options::isOddLength);

        rest(sized, "opt.padn", "PadN", 0, PADN);
        of(sized, 0x04, "Tunnel Encapsulation Limit").u8("opt.tel", "Tunnel Encapsulation Limit");
        of(sized, ROUTER_ALERT, "Router Alert")
                .u16("opt.router_alert", "Router Alert")
                .names(ALERTS);
        of(sized, JUMBO, "Jumbo Payload").u32("opt.jumbo", "Payload Length").in("bytes");
        of(sized, 0xc9, "Home Address").ipv6("opt.mipv6.home_address", "MIPv6 Home Address");
        QuickStart.declare(of(sized, 0x26, "Quick-Start"), Ipv6Options::hopLimit);
        calipso(of(sized, CALIPSO, "CALIPSO"));
        duplicates(of(sized, SMF_DPD, "SMF_DPD"));
        metrics(of(sized, 0x0f, "Performance and Diagnostic Metrics"));
        Header mtu = of(sized, 0x30, "Minimum Path MTU");
        mtu.u16("opt.pmtu.min", "Minimum Reported PMTU");
        // Its lowest bit is taken for a flag (RFC 9268, 5).
        mtu.bits(15, "opt.pmtu.rtn", "Return Minimum PMTU").code(bits -> bits * 2);
        mtu.bit("opt.pmtu.r_flag", "Return Flag");
        of(sized, 0x41, "Tunnel Payload Forwarding")
                .u32("opt.tpf_information", "TPF Information")
                .hex();
        lowPower(sized);
        rest(sized, "opt.ilnp_nonce", "ILNP Nonce", 0, NONCE);
        of(sized, LINE, "Line-Identification").u8("opt.lio.length", "LineIDLen");
        sized.span("opt.lio.line_id", "Line ID", Type.STRING, (f, at, end) -> {
            int length = f.u8(at) == LINE && at + 3 <= end ? Math.min(f.u8(at + 2), end - at - 3) : -1;
            return Field.span(at + 3, length);
        });
        rest(sized, "opt.experimental", "Experimental Option", 0, 0x1e, 0x3e, 0x5e, 0x7e, 0x9e, 0xbe, 0xde, 0xfe);
        sized.span(
                "opt.unknown",
                "Unknown Option Payload",
                Type.BYTES,
                (f, at, end) -> Field.span(at + 2, !isKnown(f.u8(at)) && end > at + 2 ? end - at - 2 : -1));
    }

    private static Header of(Header sized, int type, String label) {
        return sized.then(label, (f, at, end) -> f.u8(at) == type);
    }

    /** Declares the bytes of an option from {@code skip} behind its length on. */
    private static void rest(Header sized, String name, String label, int skip, int... types) {
        sized.span(name, label, Type.BYTES, (f, at, end) -> {
            for (int type : types) {
                if (f.u8(at) == type) {
                    return Field.span(at + 2 + skip, end > at + 2 + skip ? end - at - 2 - skip : -1);
                }
            }
            return Field.ABSENT;
        });
    }

    private static void calipso(Header h) {
        h.u32("opt.calipso.doi", "CALIPSO Domain of Interpretation");
        Field words = h.u8("opt.calipso.cmpt.length", "Compartment Length").in("x 4 bytes");
        h.u8("opt.calipso.sens_level", "Sensitivity Level");
        h.u16("opt.calipso.checksum", "Checksum").hex();
        h.span("opt.calipso.cmpt_bitmap", "Compartment Bitmap", Type.BYTES, (f, at, end) -> {
            int bytes = Math.min((int) words.get(f, at) * 4, end - at - 10);
            return Field.span(at + 10, bytes <= 0 ? -1 : bytes);
        });
    }

    /** Duplicate packet detection: a hash assist value, or an identifier with or without that of the tagger. */
    private static void duplicates(Header h) {
        Header hash = h.then("Hash", (f, at, end) -> f.u8(at + 2) >>> 7 == 1);
        hash.bit("opt.smf_dpd.hash_bit", "H-bit");
        Header sequence = h.then("Sequence", (f, at, end) -> f.u8(at + 2) >>> 7 == 0);
        sequence.bit("opt.smf_dpd.hash_bit", "H-bit");
        sequence.bits(3, "opt.smf_dpd.tid_type", "TaggerID Type");
        sequence.bits(4, "opt.smf_dpd.tid_len", "TaggerID Length");
        hash.span("opt.smf_dpd.hav", "Hash Assist Value", Type.BYTES, (f, at, end) -> Field.span(at + 2, end - at - 2));
        sequence.span("opt.smf_dpd.tagger_id", "TaggerID", Type.BYTES, (f, at, end) -> {
            int bytes = Math.min(tagger(f, at), end - at - 3);
            return Field.span(at + 3, bytes <= 0 ? -1 : bytes);
        });
        sequence.span("opt.smf_dpd.ident", "Identifier", Type.BYTES, (f, at, end) -> {
            int from = at + 3 + tagger(f, at);
            return Field.span(from, end > from ? end - from : -1);
        });
    }

    /** The length field is one less than the bytes there are, unless there is no tagger (RFC 6621, 6.1.1). */
    private static int tagger(Frame f, int at) {
        int first = f.u8(at + 2);
        return (first & 0x70) == 0 ? 0 : (first & 15) + 1;
    }

    private static void metrics(Header h) {
        h.u8("opt.pdm.scale_dtlr", "Scale DTLR");
        h.u8("opt.pdm.scale_dtls", "Scale DTLS");
        h.u16("opt.pdm.psn_this_pkt", "PSN This Packet");
        h.u16("opt.pdm.psn_last_recv", "PSN Last Received");
        h.u16("opt.pdm.delta_last_recv", "Delta Time Last Received");
        h.u16("opt.pdm.delta_last_sent", "Delta Time Last Sent");
    }

    /** What the routing protocols of low-power networks add to every packet: RPL, MPL (its multicast), DFF. */
    private static void lowPower(Header sized) {
        Header rpl = sized.then("RPL", (f, at, end) -> f.u8(at) == 0x63 || f.u8(at) == 0x23);
        Field flags = rpl.u8("opt.rpl.flag", "Flag").hex();
        rpl.split(flags).bit("opt.rpl.flag.o", "Down");
        rpl.bit("opt.rpl.flag.r", "Rank Error");
        rpl.bit("opt.rpl.flag.f", "Forwarding Error");
        rpl.bits(5, "opt.rpl.flag.rsv", "Reserved").hex();
        rpl.u8("opt.rpl.instance_id", "RPLInstanceID").hex();
        rpl.u16("opt.rpl.sender_rank", "Sender Rank").hex();

        Header mpl = of(sized, MPL, "MPL");
        Field mplFlags = mpl.u8("opt.mpl.flag", "Flag").hex();
        mpl.split(mplFlags).bits(2, "opt.mpl.flag.s", "Seed ID Length");
        mpl.bit("opt.mpl.flag.m", "Largest Sequence");
        mpl.bit("opt.mpl.flag.v", "Version");
        mpl.bits(4, "opt.mpl.flag.rsv", "Reserved").hex();
        mpl.u8("opt.mpl.sequence", "Sequence").hex();
        mpl.span(
                "opt.mpl.seed_id",
                "Seed ID",
                Type.BYTES,
                (f, at, end) -> Field.span(at + 4, end > at + 4 ? end - at - 4 : -1));

        Header dff = of(sized, 0xee, "DFF");
        Field dffFlags = dff.u8("opt.dff.flags", "Flags").hex();
        dff.split(dffFlags).bits(2, "opt.dff.flag.ver", "Version");
        dff.bit("opt.dff.flag.dup", "Duplicate");
        dff.bit("opt.dff.flag.ret", "Return");
        dff.bits(4, "opt.dff.flag.rsv", "Reserved").hex();
        dff.u16("opt.dff.sequence_number", "Sequence Number");
    }

    private static boolean isKnown(int type) {
        return switch (type) {
            case PAD1, PADN, 4, ROUTER_ALERT, CALIPSO, SMF_DPD, 0x0f, 0x26, 0x30, 0x41, 0x23, 0x63, MPL, NONCE, LINE ->
                true;
            case JUMBO, 0xc9, 0xee -> true;
            default -> (type & 0x1f) == 0x1e;
        };
    }

    private static long hopLimit(Frame f, int at, int end) {
        for (int i = f.depth() - 1; i > 0; i--) {
            if (f.protocol(i).header() == Ipv6.H && f.at(i) < at) {
                return Ipv6.HLIM.get(f, f.at(i));
            }
        }
        return 0;
    }

    private static boolean isOddLength(Frame f, int at, int end) {
        int length = f.u8(at + 1);
        return switch (f.u8(at)) {
            case 0x04 -> length != 1;
            case ROUTER_ALERT -> length != 2;
            case JUMBO, 0x30 -> length != 4;
            case 0x26 -> length != 6;
            case 0x0f -> length != 10;
            case 0xc9 -> length != 16;
            default -> false;
        };
    }

    private static int length(Frame f, int at) {
        return f.u8(at) == PAD1 ? 1 : 2 + f.u8(at + 1);
    }

    /** Where the option behind {@code previous} begins in the extension header at {@code at}; -1 behind the last. */
    static int next(Frame f, int at, int end, int previous, int index) {
        int limit = Math.min(at + Ipv6Extension.bytes(f, at), end);
        int next = previous < 0 ? at + 2 : previous + length(f, previous);
        return next >= limit || f.u8(next) != PAD1 && next + 2 > limit ? -1 : next;
    }
}
