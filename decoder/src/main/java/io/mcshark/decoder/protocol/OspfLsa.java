package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Type;

/**
 * What the link state advertisements of {@link Ospf} say in updates, behind their headers: RFC 2328, A.4; RFC 3101, 2.4; RFC 5340,
 * A.4. Opaque ones (RFC 5250) are not taken apart.
 *
 * <pre>
 * version 2   1 router      flags 1, zero 1, links 2; each: ID 4, data 4, type 1, other metrics 1, metric 2, and those 4 each
 *             2 network     mask 4, routers 4 each
 *             3, 4 summary  mask 4; metrics: service 1, metric 3, each
 *             5, 7 external mask 4; metrics: type 1 bit, service 7 bits, metric 3, forwarding address 4, tag 4, each
 * version 3   1 router      flags 1, options 3; links: type 1, zero 1, metric 2, interface 4, neighbor's 4, neighbor 4, each
 *             2 network     zero 1, options 3, routers 4 each
 *             3 prefix      zero 1, metric 3, prefix
 *             4 router      zero 1, options 3, zero 1, metric 3, router 4
 *             5, 7 external flags 1, metric 3, prefix (its third field a referenced type), by flags address 16, tag 4; referenced ID 4
 *             8 link        priority 1, options 3, address 16, count 4, prefixes
 *             9 prefixes    count 2, referenced type 2, ID 4, router 4; prefixes (their third field a metric)
 * prefix      length 1, options 1, 2 octets, address in as many times 4 as its length needs
 * </pre>
 */
final class OspfLsa {
    static final int NSSA = 7;
    private static final int ROUTER = 1,
            NETWORK = 2,
            SUMMARY = 3,
            SUMMARY_ROUTER = 4,
            EXTERNAL = 5,
            LINK = 8,
            PREFIXES = 9;
    private static final int HEADER = 20, LINK_2 = 12, LINK_3 = 16, SERVICE = 4, EXTERNAL_METRIC = 12, PREFIX = 4;
    private static final int FORWARDS = 2, TAGS = 1, IPV6 = 16;

    private static final String[] KINDS = {
        "Router LSA",
        "Network LSA",
        "Summary LSA (IP Network)",
        "Summary LSA (ASBR)",
        "AS-External LSA (ASBR)",
        "Group Membership LSA",
        "NSSA AS-External LSA",
        "External Attributes LSA",
        "Opaque LSA"
    };
    private static final String[] KINDS_3 = {
        "Router-LSA",
        "Network-LSA",
        "Inter-Area-Prefix-LSA",
        "Inter-Area-Router-LSA",
        "AS-External-LSA",
        "Group-Membership-LSA",
        "NSSA-LSA",
        "Link-LSA",
        "Intra-Area-Prefix-LSA"
    };

    private OspfLsa() {}

    /** Enters what follows the headers of {@code lsa}. */
    static void declare(Header lsa) {
        kinds(lsa);
        router(lsa);
        network(lsa);
        summary(lsa);
        external(lsa);
        router3(lsa);
        network3(lsa);
        between3(lsa);
        external3(lsa);
        link3(lsa);
        prefixes3(lsa);
    }

    /** What filters ask for: whether there is an LSA of a kind. */
    private static void kinds(Header lsa) {
        String[] names = "router network summary asbr asext member nssa attr opaque opaque opaque".split(" ");
        String[] names3 = "router network interprefix interrouter asext member nssa link intraprefix".split(" ");
        for (int i = 0; i < names.length; i++) {
            int type = i + 1;
            lsa.derived(
                            "lsa." + names[i],
                            KINDS[Math.min(i, KINDS.length - 1)],
                            Type.BOOL,
                            (f, at, end) -> Ospf.isOf(f, at, 2, type) ? 1 : Field.ABSENT)
                    .hidden();
        }
        for (int i = 0; i < names3.length; i++) {
            int type = i + 1;
            lsa.derived(
                            "v3.lsa." + names3[i],
                            KINDS_3[i],
                            Type.BOOL,
                            (f, at, end) -> Ospf.isOf(f, at, 3, type) ? 1 : Field.ABSENT)
                    .hidden();
        }
    }

    private static Header body(Header lsa, String label, int version, int... types) {
        return lsa.then(label, (f, at, end) -> says(f, at, version, types)).skip(8 * HEADER);
    }

    private static boolean says(Frame f, int at, int version, int... types) {
        for (int type : types) {
            if (Ospf.says(f, at, version, type)) {
                return true;
            }
        }
        return false;
    }

    /** Parts of one length behind {@code from} bytes of an LSA. */
    private static Header each(Header body, String label, int from, int bytes) {
        return body.parts(
                label,
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? at + from : previous + bytes;
                    return next + bytes <= end ? next : -1;
                },
                (f, at, end) -> bytes);
    }

    private static void router(Header lsa) {
        Header h = body(lsa, "Router", 2, ROUTER);
        Field flags = h.u8("v2.router.lsa.flags", "Flags").hex();
        h.split(flags).bit("v2.router.lsa.flags.h", "(H) flag");
        h.skip(2).bit("v2.router.lsa.flags.n", "(N) flag");
        h.bit("v2.router.lsa.flags.w", "(W) Wild-card multicast receiver");
        h.bit("v2.router.lsa.flags.v", "(V) Virtual link endpoint");
        h.bit("v2.router.lsa.flags.e", "(E) AS boundary router");
        h.bit("v2.router.lsa.flags.b", "(B) Area border router");
        Field count = h.skip(8).u16("lsa.number_of_links", "Number of Links");
        h.length(HEADER + 4);
        Header link = h.parts(
                "Link",
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? at + HEADER + 4 : previous + linkBytes(f, previous);
                    return index < count.get(f, at) && next + LINK_2 <= end ? next : -1;
                },
                (f, at, end) -> linkBytes(f, at));
        link.ipv4("lsa.router.linkid", "Link ID");
        link.ipv4("lsa.router.linkdata", "Link Data");
        link.u8("lsa.router.linktype", "Link Type").names(Names.lines("""
            1 Point-to-point connection to another router
            2 Connection to a transit network
            3 Connection to a stub network
            4 Virtual link
            """));
        link.u8("lsa.router.nummetrics", "Number of Metrics");
        link.u16("lsa.router.metric0", "0 Metric");
        link.length(LINK_2);
        Header metric = each(link, "Metric", LINK_2, SERVICE).untitled();
        metric.skip(16).u16("ls.metric", "Metric");
    }

    private static int linkBytes(Frame f, int at) {
        return LINK_2 + SERVICE * f.u8(at + 9);
    }

    private static void network(Header lsa) {
        Header h = body(lsa, "Network", 2, NETWORK);
        h.ipv4("lsa.network.netmask", "Netmask");
        each(h, "Router", HEADER + 4, 4).untitled().ipv4("lsa.network.attchrtr", "Attached Router");
    }

    private static void summary(Header lsa) {
        Header h = body(lsa, "Summary", 2, SUMMARY, SUMMARY_ROUTER);
        h.ipv4("lsa.asbr.netmask", "Netmask");
        Header metric = each(h, "Metric", HEADER + 4, SERVICE).untitled();
        metric.u8("lsa.tos", "TOS");
        metric.u24("metric", "Metric");
    }

    private static void external(Header lsa) {
        Header h = body(lsa, "External", 2, EXTERNAL, NSSA);
        h.ipv4("lsa.asext.netmask", "Netmask");
        Header metric = each(h, "Metric", HEADER + 4, EXTERNAL_METRIC).untitled();
        metric.bit("lsa.asext.type", "External Type");
        metric.bits(7, "lsa.tos", "TOS");
        metric.u24("metric", "Metric");
        metric.ipv4("lsa.asext.fwdaddr", "Forwarding Address");
        metric.u32("lsa.asext.extrttag", "External Route Tag");
        metric.length(EXTERNAL_METRIC);
    }

    private static void router3(Header lsa) {
        Header h = body(lsa, "Router", 3, ROUTER);
        Field flags = h.u8("v3.router.lsa.flags", "Flags").hex();
        h.split(flags).skip(4).bit("v3.router.lsa.flags.w", "(W) Wild-card multicast receiver");
        h.bit("v3.router.lsa.flags.v", "(V) Virtual link endpoint");
        h.bit("v3.router.lsa.flags.e", "(E) AS boundary router");
        h.bit("v3.router.lsa.flags.b", "(B) Area border router");
        Ospf.options3(h);
        h.length(HEADER + 4);
        Header link = each(h, "Link", HEADER + 4, LINK_3);
        link.u8("v3.lsa.type", "Type").names(Names.lines("""
            1 Point-to-point connection to another router
            2 Connection to a transit network
            3 Reserved
            4 Virtual link
            """));
        link.bytes(1, "reserved", "Reserved");
        link.u16("metric", "Metric");
        link.u32("v3.lsa.interface_id", "Interface ID");
        link.u32("v3.lsa.neighbor_interface_id", "Neighbor Interface ID");
        link.ipv4("v3.lsa.neighbor_router_id", "Neighbor Router ID");
        link.length(LINK_3);
    }

    private static void network3(Header lsa) {
        Header h = body(lsa, "Network", 3, NETWORK);
        h.bytes(1, "reserved", "Reserved");
        Ospf.options3(h);
        each(h, "Router", HEADER + 4, 4).untitled().ipv4("v3.lsa.attached_router", "Attached Router");
    }

    private static void between3(Header lsa) {
        Header prefix = body(lsa, "Inter-Area Prefix", 3, SUMMARY);
        prefix.bytes(1, "reserved", "Reserved");
        prefix.u24("metric", "Metric");
        prefixes(prefix, HEADER + 4, (f, at) -> 1).bytes(2, "reserved", "Reserved");
        Header router = body(lsa, "Inter-Area Router", 3, SUMMARY_ROUTER);
        router.bytes(1, "reserved", "Reserved");
        Ospf.options3(router);
        Header to = router.then("Destination", (f, at, end) -> true);
        to.bytes(1, "reserved", "Reserved");
        to.u24("metric", "Metric");
        to.ipv4("v3.lsa.destination_router_id", "Destination Router ID");
    }

    private static void external3(Header lsa) {
        Header h = body(lsa, "External", 3, EXTERNAL, NSSA);
        Field flags = h.u8("v3.as.external.flags", "Flags").hex();
        h.split(flags).skip(5).bit("v3.as.external.flags.e", "(E) External Metric");
        h.bit("v3.as.external.flags.f", "(F) Forwarding Address");
        h.bit("v3.as.external.flags.t", "(T) External Route Tag");
        h.u24("metric", "Metric");
        referenced(prefixes(h, HEADER + 4, (f, at) -> 1));
        h.span("v3.lsa.forwarding_address.ipv6", "Forwarding Address", Type.IPV6, (f, at, end) -> {
            int from = (f.u8(at + HEADER) & FORWARDS) == 0 ? -1 : behindPrefix(f, at, end);
            return from < 0 || from + IPV6 > end ? Field.ABSENT : Field.span(from, IPV6);
        });
        h.behind("Tag", (f, at, end) -> (f.u8(at + HEADER) & TAGS) == 0 ? -1 : tag(f, at, end))
                .u32("v3.lsa.external_route_tag", "External Route Tag");
        h.behind("Referenced ID", OspfLsa::referencedId)
                .ipv4("v3.lsa.referenced_link_state_id", "Referenced Link State ID");
    }

    private static int behindPrefix(Frame f, int at, int end) {
        int prefix = at + HEADER + 4;
        return prefix + PREFIX > end ? -1 : prefix + prefixBytes(f, prefix);
    }

    private static int tag(Frame f, int at, int end) {
        int next = behindPrefix(f, at, end);
        return next < 0 || (f.u8(at + HEADER) & FORWARDS) == 0 ? next : next + IPV6;
    }

    /** There where the prefix refers to a type (RFC 5340, A.4.7). */
    private static int referencedId(Frame f, int at, int end) {
        int next = tag(f, at, end);
        if (next < 0 || f.u16(at + HEADER + 6) == 0) {
            return -1;
        }
        return (f.u8(at + HEADER) & TAGS) == 0 ? next : next + 4;
    }

    private static void link3(Header lsa) {
        Header h = body(lsa, "Link", 3, LINK);
        h.u8("v3.lsa.router_priority", "Router Priority");
        Ospf.options3(h);
        h.ipv6("v3.lsa.link_local_interface_address.ipv6", "Link-local Interface Address");
        Field count = h.u32("v3.lsa.num_prefixes", "# prefixes");
        h.length(HEADER + 24);
        prefixes(h, HEADER + 24, count::get).bytes(2, "reserved", "Reserved");
    }

    private static void prefixes3(Header lsa) {
        Header h = body(lsa, "Intra-Area Prefix", 3, PREFIXES);
        Field count = h.u16("v3.lsa.num_prefixes", "# prefixes");
        referenced(h);
        h.ipv4("v3.lsa.referenced_link_state_id", "Referenced Link State ID");
        h.ipv4("v3.lsa.referenced_advertising_router", "Referenced Advertising Router");
        h.length(HEADER + 12);
        prefixes(h, HEADER + 12, count::get).u16("metric", "Metric");
    }

    private static void referenced(Header h) {
        h.u16("v3.lsa.referenced_ls_type", "Referenced LS type").hex();
    }

    /** How many prefixes the LSA at a place has. */
    private interface Count {
        long of(Frame f, int at);
    }

    /** Address prefixes (RFC 5340, A.4.1); what their third field means is declared by the caller. */
    private static Header prefixes(Header body, int from, Count count) {
        Header prefix = body.parts(
                "Prefix",
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? at + from : previous + prefixBytes(f, previous);
                    return index < count.of(f, at) && next + PREFIX <= end ? next : -1;
                },
                (f, at, end) -> prefixBytes(f, at));
        prefix.u8("prefix_length", "PrefixLength");
        Field options = prefix.u8("v3.prefix.options", "PrefixOptions").hex();
        prefix.split(options).skip(4).bit("v3.prefix.options.p", "(P) Propagate");
        prefix.bit("v3.prefix.options.mc", "(MC) Multicast");
        prefix.bit("v3.prefix.options.la", "(LA) Local Address");
        prefix.bit("v3.prefix.options.nu", "(NU) No Unicast");
        prefix.span("v3.address_prefix.ipv6", "Address Prefix", Type.IPV6, (f, at, end) -> {
            int bytes = prefixBytes(f, at) - PREFIX;
            return bytes > IPV6 || at + PREFIX + bytes > end ? Field.ABSENT : Field.span(at + PREFIX, bytes);
        });
        return prefix;
    }

    private static int prefixBytes(Frame f, int at) {
        return PREFIX + (f.u8(at) + 31) / 32 * 4;
    }
}
