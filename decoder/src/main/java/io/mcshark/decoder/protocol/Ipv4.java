package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Internet Protocol version 4: RFC 791, 2474 (DS field), 3168 (ECN), 6864 (identification). The options are in {@link
 * Ipv4Options}.
 *
 * <pre>
 * 20 bytes, then options up to the header length (at most 60 bytes), then total length minus header length bytes of payload
 * total length 0: the network adapter was to fill it in (segmentation offload), the packet goes on to the end of the frame
 * </pre>
 */
public final class Ipv4 extends Protocol {
    private static final int FIXED = 20;
    private static final int MORE = 0x2000, OFFSET = 0x1fff;

    /** IANA dscp-registry. */
    static final Names DSCPS = Names.lines("""
            0 CS0
            1 LE
            8 CS1
            10 AF11
            12 AF12
            14 AF13
            16 CS2
            18 AF21
            20 AF22
            22 AF23
            24 CS3
            26 AF31
            28 AF32
            30 AF33
            32 CS4
            34 AF41
            36 AF42
            38 AF43
            40 CS5
            44 VOICE-ADMIT
            46 EF
            48 CS6
            56 CS7
            """);

    /** RFC 3168, 5. */
    static final Names ECNS = Names.of(0, "Not-ECT", 1, "ECT(1)", 2, "ECT(0)", 3, "CE");

    public static final Header H = header("ip", "Internet Protocol Version 4");
    public static final Field VERSION = H.bits(4, "version", "Version").parent(),
            HDR_LEN =
                    H.bits(4, "hdr_len", "Header Length")
                            .code(words -> words * 4)
                            .in("bytes"),
            DSFIELD = H.u8("dsfield", "Differentiated Services Field").hex(),
            DSCP =
                    H.split(DSFIELD)
                            .bits(6, "dsfield.dscp", "Differentiated Services Codepoint")
                            .names(DSCPS),
            ECN = H.bits(2, "dsfield.ecn", "Explicit Congestion Notification").names(ECNS),
            LEN = H.u16("len", "Total Length"),
            ID = H.u16("id", "Identification").hex(),
            FLAGS = H.bits(3, "flags", "Flags").hex(),
            RB = H.split(FLAGS).bit("flags.rb", "Reserved bit"),
            DF = H.bit("flags.df", "Don't fragment"),
            MF = H.bit("flags.mf", "More fragments"),
            FRAG_OFFSET = H.bits(13, "frag_offset", "Fragment Offset").in("x 8 bytes"),
            TTL = H.u8("ttl", "Time to Live"),
            PROTOCOL = H.u8("proto", "Protocol").names(IpProtocols.NAMES).parent(),
            CHECKSUM = H.u16("checksum", "Header Checksum").hex();
    static final Field
            CALCULATED =
                    H.derived(
                                    "checksum_calculated",
                                    "Calculated Checksum",
                                    Type.UINT,
                                    (f, at, end) -> f.settings().checksums ? calculated(f, at) : Field.ABSENT)
                            .hex(),
            STATUS =
                    H.derived("checksum.status", "Header checksum status", Type.UINT, Ipv4::status)
                            .names(Checksum.STATUS);
    public static final Field SRC = H.ipv4("src", "Source Address");

    /** In a packet whose source route is not yet at its end the header has the next stop; its destination is in the option. */
    static final Header DIRECT = H.then("Destination", (f, at, end) -> Ipv4Options.route(f, at) < 0);

    public static final Field DST = DIRECT.ipv4("dst", "Destination Address").group();
    static final Header ROUTED = H.then("Next stop", (f, at, end) -> Ipv4Options.route(f, at) >= 0);
    static final Field CURRENT = ROUTED.ipv4("cur_rt", "Current Route");

    static {
        H.skip(32).length(FIXED);
        H.note("bogus_ip_length", "Total length does not fit the packet", Ipv4::isBogusLength);
        Field routed = Ipv4Options.declare(H);
        Reassembled.declare(H, "ip", "IPv4");
        H.either("addr", "Source or Destination Address", SRC, DST, routed);
    }

    public Ipv4() {
        super(H);
        on(FrameInfo.LINK_TYPE, 228);
        on(Ethernet.TYPE, 0x0800);
        on(Null.FAMILY, 2);
        on(Llc.DSAP, 0x06);
        on(VERSION, 4);
        on(PROTOCOL, 4);
        on(Gre.PROTO, Gre.WCCP);
        on(Erspan.FT, 2);
        on(Vxlan.NEXT, 1);
        on(Nsh.NEXT, 1);
        on(Ppp.PROTOCOL, 0x0021);
        on(FrameRelay.NLPID, 0xcc);
        on(Arcnet.PROTOCOL, 212, 240);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at < end && f.u8(at) >>> 4 == 6) {
            // Whatever said that this is version 4 was wrong; the packet itself knows.
            f.next(VERSION.table(), 6, at, f.declared());
            return;
        }
        int body = at + FIXED;
        if (body > end || f.u8(at) >>> 4 != 4 || (body = at + headerLength(f, at)) > end || body < at + FIXED) {
            f.broken(at, end);
            return;
        }
        int total = f.u16(at + 2);
        int declared = total < body - at ? f.declared() : at + total;
        int stop = Math.min(declared, end);
        f.push(this, at, body, stop);
        int protocol = f.u8(at + 9);
        int fragment = f.u16(at + 6) & (MORE | OFFSET);
        if (fragment == 0) {
            f.next(PROTOCOL.table(), protocol, body, declared);
            return;
        }
        fragment(f, at, body, stop, declared, protocol, fragment);
    }

    /** A fragment waits for the others if all of it was captured here; else the first one is shown for what it is. */
    private void fragment(Frame f, int at, int body, int stop, int declared, int protocol, int fragment) {
        // What an error message quotes is no fragment under way.
        boolean waits = f.settings().defragment && !f.isQuoted(f.depth() - 1);
        if (waits && body < stop && stop == declared) {
            long id = f.u16(at + 4) | (long) protocol << 16 | Vlan.innermost(f) << 24;
            f.fragments().of(0, f.u32(at + 12), 0, f.u32(at + 16), id);
            boolean more = (fragment & MORE) != 0;
            int done = f.fragments().add(f, at, body, stop, (fragment & OFFSET) * 8, more, protocol);
            if (done >= 0) {
                int start = f.fragments().start(done);
                f.nextAppended(
                        PROTOCOL.table(), protocol, start, start + f.fragments().length(done));
            } else {
                f.nextData(body, declared);
            }
        } else if ((fragment & OFFSET) == 0) {
            f.next(PROTOCOL.table(), protocol, body, declared);
        } else {
            f.nextData(body, declared);
        }
    }

    static int headerLength(Frame f, int at) {
        return (f.u8(at) & 15) * 4;
    }

    private static boolean isBogusLength(Frame f, int at, int end) {
        int total = f.u16(at + 2);
        int layer = f.layer(H.protocol(), at);
        return total != 0 && (total < headerLength(f, at) || at + total > f.declared(layer));
    }

    private static long status(Frame f, int at, int end) {
        return f.settings().checksums ? Checksum.status(f, at, at + headerLength(f, at)) : Checksum.UNVERIFIED;
    }

    /** What the checksum should be: that of the header with the field taken as zero. */
    private static long calculated(Frame f, int at) {
        long sum = Checksum.sum(f, at, at + headerLength(f, at), 0) - f.u16(at + 10);
        return ~Checksum.fold(sum) & 0xffff;
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int fragment = f.u16(at + 6);
        if ((fragment & (MORE | OFFSET)) != 0) {
            int offset = (fragment & OFFSET) * 8;
            Reassembled.row(f, at, offset, f.end(layer) - f.body(layer), (fragment & MORE) != 0, f.u16(at + 4), out);
        }
    }

    @Override
    public Level level() {
        return Level.NETWORK;
    }

    @Override
    public void remark(Frame f, int layer, Out out) {
        Mcast.remark4(f, layer, out);
    }

    @Override
    public void source(Frame f, int layer, Out out) {
        out.ipv4(f.i32(f.at(layer) + 12));
    }

    @Override
    public void destination(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int route = Ipv4Options.route(f, at);
        out.ipv4(f.i32(route < 0 ? at + 16 : route));
    }
}
