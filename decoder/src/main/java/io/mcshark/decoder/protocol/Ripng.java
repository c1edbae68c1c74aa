package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;

/**
 * RIP for IPv6, to ff02::9: RFC 2080, section 2.1.
 *
 * <pre>
 * command 1, version 1, zero 2; entries: prefix 16, route tag 2, prefix length 1, metric 1 (ff: the prefix is the next hop)
 * </pre>
 */
public final class Ripng extends Protocol {
    private static final int PORT = 521, HEADER = 4, ENTRY = 20, INFINITY = 16, NEXT_HOP = 0xff, REQUEST = 1, SHOWN = 4;

    static final Header H = header("ripng", "RIPng");
    static final Field COMMAND = H.u8("cmd", "Command").names(Names.of(REQUEST, "Request", 2, "Response")),
            VERSION = H.then("Version", (f, at, end) -> true).u8("version", "Version");
    static final Field RESERVED =
            H.then("Reserved", (f, at, end) -> true).skip(8).bytes(2, "reserved", "Reserved");
    static final Header RTE = H.parts(
            "Route Table Entry",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? at + HEADER : previous + ENTRY;
                return next < end ? next : -1;
            },
            (f, at, end) -> ENTRY);
    static final Header ADDRESS = RTE.then("Prefix", (f, at, end) -> true);
    static final Field IPV6_PREFIX = ADDRESS.ipv6("rte.ipv6_prefix", "IPv6 Prefix");
    static final Header REST = ADDRESS.then("Metric", (f, at, end) -> true);
    static final Field ROUTE_TAG = REST.u16("rte.route_tag", "Route Tag").hex(),
            PREFIX_LENGTH = REST.u8("rte.prefix_length", "Prefix Length"),
            METRIC = REST.u8("rte.metric", "Metric");

    static {
        H.length(1);
        REST.length(4);
    }

    public Ripng() {
        super(H);
        on(Udp.DSTPORT, PORT);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at == end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, end, end);
        if (at + HEADER > end || (end - at - HEADER) % ENTRY != 0) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer);
        String name = COMMAND.names().get(COMMAND.get(f, at));
        out.put("ripng ").words(name == null ? "command " : name);
        if (name == null) {
            out.dec(COMMAND.get(f, at));
        }
        int entry = -1;
        for (int i = 0; (entry = RTE.next(f, at, end, entry, i)) >= 0 && entry + ENTRY <= end; i++) {
            if (i == SHOWN) {
                out.put(" …");
                return;
            }
            long metric = METRIC.get(f, entry);
            if (COMMAND.get(f, at) == REQUEST && metric == INFINITY && PREFIX_LENGTH.get(f, entry) == 0) {
                out.put(i == 0 ? "  all" : ", all");
                continue;
            }
            out.put(i == 0 ? "  " : ", ").put(metric == NEXT_HOP ? "via " : "");
            out.ipv6(f.u64(entry), f.u64(entry + 8));
            if (metric == NEXT_HOP) {
                continue;
            }
            out.put('/').dec(PREFIX_LENGTH.get(f, entry)).put(metric == INFINITY ? " unreachable" : " metric ");
            if (metric != INFINITY) {
                out.dec(metric);
            }
        }
    }
}
