package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;

/**
 * Cisco Group Management Protocol: a router tells switches which hosts are in which groups. Never an RFC.
 *
 * <pre>
 * version 4 bits, type 4 bits, reserved 2, count 1; each pair: group address 6, host address 6
 *
 * join   0, R   the router R is at this port             leave  G, H   the host H has left G
 * join   G, H   the host H is in the group G             leave  G, 0   the group G is gone       leave  0, 0   all are
 * </pre>
 */
public final class Cgmp extends Protocol {
    private static final int HEADER = 4, PAIR_BYTES = 12, SHOWN = 4;

    static final Header H = header("cgmp", "Cisco Group Management Protocol");
    static final Field VERSION = H.bits(4, "version", "Version"),
            TYPE = H.bits(4, "type", "Type").names(Names.of(0, "Join", 1, "Leave")),
            RESERVED = H.u16("reserved", "Reserved").hex(2),
            COUNT = H.u8("count", "Count");
    static final Header PAIR = H.list("Pair", COUNT, (f, at, end) -> PAIR_BYTES);
    static final Field GDA = PAIR.mac("gda", "Group Destination Address"),
            USA = PAIR.mac("usa", "Unicast Source Address");

    static {
        H.length(HEADER);
        PAIR.length(PAIR_BYTES);
    }

    public Cgmp() {
        super(H);
        on(Llc.CISCO_PID, 0x2001);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEADER > end) {
            f.broken(at, end);
            return;
        }
        int needed = at + HEADER + PAIR_BYTES * f.u8(at + 3);
        f.push(this, at, Math.min(needed, end), end);
        if (needed > end) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        String name = TYPE.names().get(TYPE.get(f, at));
        out.put("cgmp ").words(name == null ? "type " : name);
        if (name == null) {
            out.dec(TYPE.get(f, at));
        }
        int pair = -1;
        for (int i = 0; (pair = PAIR.next(f, at, f.end(layer), pair, i)) >= 0; i++) {
            if (i == SHOWN) {
                out.put(" and ").dec(COUNT.get(f, at) - SHOWN).put(" more");
                return;
            }
            long group = GDA.get(f, pair);
            long host = USA.get(f, pair);
            out.put(i == 0 ? "  " : ", ");
            if (group == 0) {
                out.put(host == 0 ? "all groups" : "router ");
            } else {
                out.mac(group).put(host == 0 ? "" : " for ");
            }
            if (host != 0) {
                out.mac(host);
            }
        }
    }
}
