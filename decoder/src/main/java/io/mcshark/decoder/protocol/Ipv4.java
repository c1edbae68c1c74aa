package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/** Internet Protocol version 4: RFC 791, 2474 (DS field), 3168 (ECN), 6864 (identification). */
public final class Ipv4 extends Protocol {
    static final Header H = header("ip", "Internet Protocol Version 4");
    static final Field VERSION = H.bits(4, "version", "Version"),
            HDR_LEN = H.bits(4, "hdr_len", "Header Length"),
            DSFIELD = H.u8("dsfield", "Differentiated Services Field").hex(),
            DSCP = H.split(DSFIELD).bits(6, "dsfield.dscp", "Differentiated Services Codepoint"),
            ECN = H.bits(2, "dsfield.ecn", "Explicit Congestion Notification"),
            LEN = H.u16("len", "Total Length"),
            ID = H.u16("id", "Identification").hex(),
            FLAGS = H.bits(3, "flags", "Flags").hex(),
            RB = H.split(FLAGS).bit("flags.rb", "Reserved bit"),
            DF = H.bit("flags.df", "Don't fragment"),
            MF = H.bit("flags.mf", "More fragments"),
            FRAG_OFFSET = H.bits(13, "frag_offset", "Fragment Offset"),
            TTL = H.u8("ttl", "Time to Live"),
            PROTOCOL = H.u8("proto", "Protocol").names(IpProtocols.NAMES).parent(),
            CHECKSUM = H.u16("checksum", "Header Checksum").hex(),
            STATUS =
                    H.derived("checksum.status", "Header checksum status", Type.UINT, Ipv4::status)
                            .names(Checksum.STATUS);
    public static final Field SRC = H.ipv4("src", "Source Address"),
            DST = H.ipv4("dst", "Destination Address").group();

    static {
        H.length(20);
        H.either("addr", "Source or Destination Address", SRC, DST);
    }

    public Ipv4() {
        super(H);
        on(Ethernet.TYPE, 0x0800);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + 20 > end) {
            f.broken(at, end);
            return;
        }
        int header = (f.u8(at) & 15) * 4;
        int body = at + header;
        if (header < 20 || body > end) {
            f.broken(at, end);
            return;
        }
        int total = f.u16(at + 2);
        f.push(this, at, body, end);
        f.next(PROTOCOL.table(), f.u8(at + 9), body, total < header ? f.declared() : at + total);
    }

    @Override
    public Level level() {
        return Level.NETWORK;
    }

    @Override
    public void source(Frame f, int layer, Out out) {
        out.ipv4((int) SRC.get(f, f.at(layer)));
    }

    @Override
    public void destination(Frame f, int layer, Out out) {
        out.ipv4((int) DST.get(f, f.at(layer)));
    }

    private static long status(Frame f, int at, int end) {
        return f.settings().checksums ? Checksum.status(f, at, at + (f.u8(at) & 15) * 4) : Checksum.UNVERIFIED;
    }
}
