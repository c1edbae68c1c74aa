package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Header.Length;
import io.mcshark.decoder.Type;

/**
 * What link states of {@link Isis} say can be reached: ISO 10589, 9.8; RFC 1195, 5; wide metrics RFC 5305; IPv6 RFC 5308; topologies RFC 5120;
 * capabilities RFC 7981.
 *
 * <pre>
 * 2         virtual 1; metric, delay, expense, error 1 each, neighbor 7
 * 22, 222   (222: topology 2) neighbor 7, metric 3, length 1, parts
 * 128, 130  metric, delay, expense, error 1 each, address 4, mask 4
 * 135, 235  (235: topology 2) metric 4, down 1 bit, parts 1 bit, length 6 bits, prefix; length 1, parts
 * 236, 237  (237: topology 2) metric 4, down, external, parts 1 bit each, reserved 5 bits, length 1, prefix; length 1, parts
 * </pre>
 */
final class IsisReach {
    private static final int HEAD = 2, NEIGHBORS = 2, NARROW = 11, NARROW_IP = 12, WIDE = 11;
    private static final int WIDE_IS = 22, IP_INTERNAL = 128, IP_EXTERNAL = 130, WIDE_IP = 135, WIDE_IPV6 = 236;
    private static final int TOPOLOGY_IS = 222, TOPOLOGY_IP = 235, TOPOLOGY_IPV6 = 237;

    private IsisReach() {}

    /** Enters the parts of link states, in the order of their types. */
    static void declare(Header tlv) {
        Isis.authentication(tlv, "authentication");
        of(tlv, 14, "Buffer").u16("originating_lsp_buffer_size", "Neighbor originating buffer size");
        topology(tlv);
        neighbors(tlv);
        wideNeighbors(tlv);
        narrow(tlv);
        of(tlv, 134, "Router ID").ipv4("clv_te_router_id", "Traffic Engineering Router ID");
        wide(tlv);
        of(tlv, 140, "IPv6 Router ID").ipv6("clv_ipv6_te_router_id", "IPv6 Traffic Engineering Router ID");
        Isis.each(tlv, "Topology", 229, 2).u16("clv_mt", "MT-ID").hex();
        wideIpv6(tlv);
        Header capable = of(tlv, 242, "Router Capability");
        capable.u32("rt_capable.router_id", "Router ID").hex();
        capable.skip(6).bit("rt_capable.flag_d", "D bit");
        capable.bit("rt_capable.flag_s", "S bit");
    }

    private static Header of(Header tlv, int type, String label) {
        return tlv.then(label, (f, at, end) -> f.u8(at) == type);
    }

    private static boolean isOfTopology(int type) {
        return type == TOPOLOGY_IS || type == TOPOLOGY_IP || type == TOPOLOGY_IPV6;
    }

    private static void topology(Header tlv) {
        Header h = tlv.then("Topology", (f, at, end) -> isOfTopology(f.u8(at)));
        h.bits(4, "reserved", "Reserved").hex(4);
        h.bits(12, "mtid", "Topology ID");
    }

    /** Entries of a type, and of that with a topology, as long as they are whole. */
    private static Header entries(Header tlv, int type, int ofTopology, int least, String label, Length length) {
        return tlv.parts(
                label,
                (f, at, end, previous, index) -> {
                    int kind = f.u8(at), from = at + HEAD + (isOfTopology(kind) ? 2 : 0);
                    int next = previous < 0 ? from : previous + length.bytes(f, previous, end);
                    return (kind == type || kind == ofTopology) && next + least <= end ? next : -1;
                },
                length);
    }

    /** A metric in six bits; the highest says that it is not supported, the next that it is external. */
    private static void metric(Header h, String name, String supported, String external, String label) {
        h.bit(supported, label + " not supported");
        h.bit(external, label + " internal or external");
        h.bits(6, name, label);
    }

    private static void neighbors(Header tlv) {
        of(tlv, NEIGHBORS, "Neighbors")
                .u8("eis_neighbors_clv_inner.reserved", "Virtual")
                .hex();
        Header h = tlv.parts(
                "Neighbor",
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? at + HEAD + 1 : previous + NARROW;
                    return f.u8(at) == NEIGHBORS && next + NARROW <= end ? next : -1;
                },
                (f, at, end) -> NARROW);
        h.skip(1).bit("eis_neighbors.default_metric_ie", "Default Metric internal or external");
        h.bits(6, "eis_neighbors.default_metric", "Default Metric");
        metric(
                h,
                "eis_neighbors.delay_metric",
                "eis_neighbors_delay_metric.supported",
                "eis_neighbors.delay_metric_ie",
                "Delay Metric");
        metric(
                h,
                "eis_neighbors.expense_metric",
                "eis_neighbors.expense_metric_supported",
                "eis_neighbors.expense_metric_ie",
                "Expense Metric");
        metric(
                h,
                "eis_neighbors.error_metric",
                "eis_neighbors.error_metric_supported",
                "eis_neighbors.error_metric_ie",
                "Error Metric");
        Isis.systemId(h, 4, 7, "eis_neighbors.is_neighbor", "IS Neighbor");
        h.length(NARROW);
    }

    private static void wideNeighbors(Header tlv) {
        Header h = entries(tlv, WIDE_IS, TOPOLOGY_IS, WIDE, "Neighbor", (f, at, end) -> WIDE + f.u8(at + 10));
        Isis.systemId(h, 0, 7, "ext_is_reachability.is_neighbor_id", "IS neighbor ID");
        h.u24("ext_is_reachability.metric", "Metric");
        h.u8("ext_is_reachability.subclvs_length", "SubCLV Length");
        h.length(WIDE);
        Header sub = h.parts(
                "SubCLV",
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? at + WIDE : previous + HEAD + f.u8(previous + 1);
                    return next + HEAD <= end ? next : -1;
                },
                (f, at, end) -> HEAD + f.u8(at + 1));
        sub.u8("ext_is_reachability.code", "Code");
        sub.u8("ext_is_reachability.length", "Length");
        sub.then("Interface", (f, at, end) -> f.u8(at) == 6)
                .ipv4("ext_is_reachability.ipv4_interface_address", "IPv4 interface address");
        sub.then("Neighbor", (f, at, end) -> f.u8(at) == 8)
                .ipv4("ext_is_reachability.ipv4_neighbor_address", "IPv4 neighbor address");
    }

    private static void narrow(Header tlv) {
        Header h = entries(tlv, IP_INTERNAL, IP_EXTERNAL, NARROW_IP, "IPv4 reachability", (f, at, end) -> NARROW_IP);
        h.bit("ip_reachability.distribution", "Distribution");
        h.bit("ip_reachability.default_metric_ie", "Default Metric internal or external");
        h.bits(6, "ip_reachability.default_metric", "Default Metric");
        for (String kind : new String[] {"delay", "expense", "error"}) {
            String name = "ip_reachability." + kind + "_metric";
            metric(h, name, name + "_support", name + "_ie", kind + " metric");
        }
        h.ipv4("ip_reachability.ipv4_prefix", "IPv4 prefix").group();
        h.skip(32).length(NARROW_IP);
    }

    private static int wideBytes(Frame f, int at, int end) {
        int sub = at + 5 + ((f.u8(at + 4) & 63) + 7) / 8;
        return (f.u8(at + 4) & 0x40) == 0 ? sub - at : sub < end ? sub + 1 + f.u8(sub) - at : end + 1 - at;
    }

    private static void wide(Header tlv) {
        Header h = entries(tlv, WIDE_IP, TOPOLOGY_IP, 5, "IPv4 reachability", IsisReach::wideBytes);
        h.u32("ext_ip_reachability.metric", "Metric");
        h.bit("ext_ip_reachability.distribution", "Distribution");
        h.bit("ext_ip_reachability.subtlv", "Sub-TLV");
        h.bits(6, "ext_ip_reachability.prefix_length", "Prefix Length");
        h.length(5);
        h.derived("ext_ip_reachability.ipv4_prefix", "IPv4 prefix", Type.IPV4, (f, at, end) -> {
                    int bytes = ((f.u8(at + 4) & 63) + 7) / 8;
                    return bytes > 4 || at + 5 + bytes > end
                            ? Field.ABSENT
                            : bytes == 0 ? 0 : f.number(at + 5, bytes) << 32 - 8 * bytes;
                })
                .plain();
        parts(h, "ext_ip_reachability.subclvs_length", 4, 0x40, (f, at, end) -> at + 5 + ((f.u8(at + 4) & 63) + 7) / 8);
    }

    private static int prefixBytes(Frame f, int at) {
        return (f.u8(at + 5) + 7) / 8;
    }

    private static int wideIpv6Bytes(Frame f, int at, int end) {
        int sub = at + 6 + prefixBytes(f, at);
        return (f.u8(at + 4) & 0x20) == 0 ? sub - at : sub < end ? sub + 1 + f.u8(sub) - at : end + 1 - at;
    }

    private static void wideIpv6(Header tlv) {
        Header h = entries(tlv, WIDE_IPV6, TOPOLOGY_IPV6, 6, "IPv6 reachability", IsisReach::wideIpv6Bytes);
        h.u32("ipv6_reachability.metric", "Metric");
        h.bit("ipv6_reachability.distribution", "Distribution");
        h.bit("ipv6_reachability.distribution_internal", "Distribution");
        h.bit("ipv6_reachability.subtlv", "Sub-TLV");
        h.skip(5).u8("ipv6_reachability.prefix_length", "Prefix Length");
        h.length(6);
        h.text("ipv6_reachability.ipv6_prefix", "IPv6 prefix", (f, at, end, out) -> {
                    int bytes = prefixBytes(f, at);
                    if (bytes <= 16 && at + 6 + bytes <= end) {
                        out.ipv6(half(f, at + 6, Math.min(8, bytes)), half(f, at + 14, bytes - 8));
                    }
                })
                .plain();
        parts(h, "ipv6_reachability.subclvs_length", 4, 0x20, (f, at, end) -> at + 6 + prefixBytes(f, at));
    }

    private static long half(Frame f, int at, int bytes) {
        return bytes <= 0 ? 0 : f.number(at, bytes) << 64 - 8 * bytes;
    }

    /** The length and the parts that stand behind a prefix where a bit says so; the name of none is that of IPv4's. */
    private static void parts(Header h, String length, int flagsAt, int bit, Header.Place place) {
        h.derived(length, "SubCLV Length", Type.UINT, (f, at, end) -> {
                    int sub = place.of(f, at, end);
                    return (f.u8(at + flagsAt) & bit) != 0 && sub < end ? f.u8(sub) : Field.ABSENT;
                })
                .plain();
        h.derived(
                        "ext_ip_reachability.subclvs_length",
                        "SubCLV Length",
                        Type.UINT,
                        (f, at, end) -> (f.u8(at + flagsAt) & bit) == 0 ? 0 : Field.ABSENT)
                .plain()
                .hidden();
        Header sub = h.parts(
                "SubCLV",
                (f, at, end, previous, index) -> {
                    boolean has = (f.u8(at + flagsAt) & bit) != 0;
                    int next = previous < 0 ? place.of(f, at, end) + 1 : previous + HEAD + f.u8(previous + 1);
                    return has && next + HEAD <= end ? next : -1;
                },
                (f, at, end) -> HEAD + f.u8(at + 1));
        sub.u8("ext_ip_reachability.code", "Code");
        sub.u8("ext_ip_reachability.length", "Length");
    }
}
