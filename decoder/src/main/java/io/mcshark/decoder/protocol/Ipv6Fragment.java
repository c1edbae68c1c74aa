package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;

/**
 * The fragment header of IPv6: RFC 8200, 4.5; with offset 0 and nothing to follow it is an atomic fragment, RFC 6946.
 *
 * <pre>
 * next header 1, reserved 1, offset 13 bits in 8 bytes, reserved 2 bits, more 1 bit, identification 4: 8 bytes
 * </pre>
 */
public final class Ipv6Fragment extends Protocol {
    private static final int LENGTH = 8;

    /** Sets the numbers of IPv6 datagrams apart from those of IPv4. */
    private static final long VERSION_6 = 1L << 62;

    public static final Header H = header("ipv6.fraghdr", "IPv6 Fragment Header");
    static final Field NXT = H.u8("nxt", "Next header").names(IpProtocols.NAMES),
            RESERVED = H.u8("reserved_octet", "Reserved octet").hex(),
            OFFSET = H.bits(13, "offset", "Offset").in("x 8 bytes"),
            RESERVED_BITS = H.bits(2, "reserved_bits", "Reserved bits"),
            MORE = H.bit("more", "More Fragments"),
            IDENT = H.u32("ident", "Identification").hex();

    static {
        H.length(LENGTH);
        Reassembled.declare(H, "ipv6", "IPv6");
    }

    public Ipv6Fragment() {
        super(H);
        on(Ipv4.PROTOCOL, 44);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int body = at + LENGTH;
        if (body > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, body, end);
        int offset = f.u16(at + 2) & 0xfff8;
        boolean more = (f.u8(at + 3) & 1) != 0;
        int declared = f.declared();
        boolean waits = f.settings().defragment && !f.isQuoted(f.depth() - 1);
        int outer = f.outside(Ipv6.H.protocol(), f.depth() - 1);
        if (offset == 0 && !more) {
            f.next(Ipv4.PROTOCOL.table(), f.u8(at), body, declared);
        } else if (waits && outer >= 0 && body < end && end == declared) {
            reassemble(f, at, body, end, offset, more, f.at(outer));
        } else if (offset == 0) {
            f.next(Ipv4.PROTOCOL.table(), f.u8(at), body, declared);
        } else {
            f.nextData(body, declared);
        }
    }

    /** Whether the header in a layer is of a part; it may stand before all there is (RFC 6946). */
    public static boolean isPart(Frame f, int layer) {
        return (f.u16(f.at(layer) + 2) & 0xfff9) != 0;
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int offset = f.u16(at + 2) & 0xfff8;
        boolean more = (f.u8(at + 3) & 1) != 0;
        if (offset > 0 || more) {
            Reassembled.row(f, at, offset, f.end(layer) - f.body(layer), more, f.u32(at + 4), out);
        }
    }

    private static void reassemble(Frame f, int at, int body, int end, int offset, boolean more, int ip) {
        long id = f.u32(at + 4) | Vlan.innermost(f) << 40 | VERSION_6;
        f.fragments().of(f.u64(ip + 8), f.u64(ip + 16), f.u64(ip + 24), f.u64(ip + 32), id);
        int done = f.fragments().add(f, at, body, end, offset, more, f.u8(at));
        if (done < 0) {
            f.nextData(body, end);
            return;
        }
        int start = f.fragments().start(done);
        int protocol = f.fragments().protocol(done);
        f.nextAppended(
                Ipv4.PROTOCOL.table(), protocol, start, start + f.fragments().length(done));
    }
}
