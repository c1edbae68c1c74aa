package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Protocol;

/** The hop-by-hop options header of IPv6: RFC 8200, 4.3. It stands right behind the IPv6 header or is not followed. */
public final class HopByHop extends Protocol {
    static final Header H = header("ipv6.hopopts", "IPv6 Hop-by-Hop Options");

    static {
        Ipv6Extension.declare(H);
        H.note("not_first", "Not right behind the IPv6 header", (f, at, end) -> !isFirst(f, at));
        Ipv6Options.declare(H);
    }

    public HopByHop() {
        super(H);
        on(Ipv4.PROTOCOL, 0);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        Ipv6Extension.walk(this, f, at, end, 2);
        int layer = f.depth() - 1;
        if (f.protocol(layer) == this && f.at(layer) == at && !isFirst(f, at)) {
            // RFC 8200, 4.1: an unrecognized next header; what follows cannot be trusted.
            f.nextData(f.body(layer), f.declared());
        }
    }

    private static boolean isFirst(Frame f, int at) {
        int layer = f.layer(H.protocol(), at);
        return layer > 0 && f.protocol(layer - 1).level() == Level.NETWORK;
    }

    /** Whether the header in a layer tells routers that the packet holds MLD (RFC 2711, 2.1). */
    static boolean hasMldAlert(Frame f, int layer) {
        int at = f.at(layer);
        int end = f.body(layer);
        int option = -1;
        while ((option = Ipv6Options.next(f, at, end, option, 0)) >= 0) {
            if (f.u8(option) == Ipv6Options.ROUTER_ALERT && option + 4 <= end && f.u16(option + 2) == 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * The payload length of a jumbogram (RFC 2675, 2), when the hop-by-hop header at {@code at} has it; else only that
     * header's own, for it to be shown.
     */
    static long jumbo(Frame f, int at, int end) {
        if (at + 2 > end) {
            return end - at;
        }
        int stop = Math.min(at + Ipv6Extension.bytes(f, at), end);
        int option = -1;
        while ((option = Ipv6Options.next(f, at, stop, option, 0)) >= 0) {
            if (f.u8(option) == Ipv6Options.JUMBO && f.u8(option + 1) == 4 && option + 6 <= stop) {
                return f.u32(option + 2);
            }
        }
        return stop - at;
    }
}
