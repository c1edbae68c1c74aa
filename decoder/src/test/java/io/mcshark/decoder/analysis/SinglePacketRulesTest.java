package io.mcshark.decoder.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.mcshark.decoder.Settings;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule about addresses, TTLs, messages and datagrams: traffic that raises it, and traffic just short of it. */
class SinglePacketRulesTest {
    private static final List<Rule> OURS = Stream.of(
                    AddressRules.RULES,
                    OnLinkRules.RULES,
                    GroupRules.RULES,
                    ForwardingRules.RULES,
                    ReachRules.RULES,
                    GroupMessageRules.RULES,
                    GroupMessageRates.RULES,
                    DatagramRules.RULES)
            .flatMap(Arrays::stream)
            .toList();

    private static final byte[] DATA = {1, 2, 3, 4};

    /** IGMP: a general query of version 3 with so many tenths to answer, robustness and interval; of version 2. */
    private static String query3(int tenths, int robustness, int interval) {
        return "11%02x0000 00000000 0%x%02x0000".formatted(tenths, robustness, interval);
    }

    private static final String QUERY_3 = query3(100, 2, 125),
            QUERY_2 = "11640000 00000000",
            REPORT_2 = "16000000 ef010101",
            REPORT_3 = "22000000 00000001 04000000 ef010101";
    private static final String MLD_QUERY = "82000000 27100000 00000000000000000000000000000000 027d0000",
            MLD_REPORT = "8f000000 00000001 04000000 ff150000000000000000000000001234";

    /**
     * @param id the rule that is raised, and no other of ours
     * @param said what is said of it: about, and text
     * @param raises traffic that raises it
     * @param spares traffic just short of it
     */
    private record Case(String id, String said, Consumer<Traffic> raises, Consumer<Traffic> spares) {}

    private static Case of(String id, String said, Consumer<Traffic> raises, Consumer<Traffic> spares) {
        return new Case(id, said, raises, spares);
    }

    private static final List<Case> CASES = List.of(
            // ---- addresses
            of(
                    "mac-group-mismatch",
                    "10.0.0.1 > 239.1.1.1:5004: Ethernet destination 01:00:5e:01:01:02 instead of 01:00:5e:01:01:01",
                    t -> t.mac("01005e010102").udp(1, 5004, DATA),
                    t -> t.mac("01005e010101").udp(1, 5004, DATA)),
            of(
                    "mac-group-mismatch",
                    "2001:db8::1 > [ff15::1234]:5004: Ethernet destination ff:ff:ff:ff:ff:ff instead of 33:33:00:00:12:34",
                    t -> six(t).mac("ffffffffffff").udp(1, 5004, DATA),
                    t -> six(t).mac("333300001234").udp(1, 5004, DATA)),
            of(
                    "group-ip-unicast-mac",
                    "10.0.0.1 > 239.1.1.1:5004: sent to the Ethernet address of one host, 02:00:00:00:00:09",
                    t -> t.mac("020000000009").udp(1, 5004, DATA),
                    t -> t.udp(1, 5004, DATA)),
            of(
                    "unicast-ip-group-mac",
                    "10.0.0.1 > 10.0.0.2:5004 on VLAN 7: to one host, but Ethernet destination 01:00:5e:00:00:01",
                    t -> t.vlan(7).to("10.0.0.2").mac("01005e000001").udp(1, 5004, DATA),
                    t -> t.to("10.0.0.2").mac("020000000009").udp(1, 5004, DATA)),
            of(
                    "unicast-ip-group-mac",
                    "10.0.0.1 > 10.0.0.2:5004: to one host, but Ethernet destination 33:33:00:00:00:01",
                    t -> t.to("10.0.0.2").mac("333300000001").udp(1, 5004, DATA),
                    t -> t.to("255.255.255.255").mac("01005e7fffff").udp(1, 5004, DATA)),
            of(
                    "multicast-as-source",
                    "239.9.9.9 > 239.1.1.1:5004: a group as source, from Ethernet address 02:00:00:00:00:01",
                    t -> t.from("239.9.9.9").udp(1, 5004, DATA),
                    t -> t.from("223.255.255.255").udp(1, 5004, DATA)),
            of(
                    "multicast-as-source",
                    "ff02::1 > 2001:db8::2: a group as source, from Ethernet address 02:00:00:00:00:01",
                    t -> t.from("ff02::1").to("2001:db8::2").mac("020000000009").ip(59, DATA),
                    t -> t.from("fe80::1").to("2001:db8::2").mac("020000000009").ip(59, DATA)),
            of(
                    "zero-or-broadcast-source",
                    "0.0.0.0 > 239.1.1.1:5004: the source is no host's address; the Ethernet address is 02:00:00:00:00:01",
                    t -> t.from("0.0.0.0").udp(1, 5004, DATA),
                    t -> t.from("0.0.0.0").to("224.0.0.5").ttl(1).ip(89, DATA)),
            of(
                    "zero-or-broadcast-source",
                    ":: > [ff15::1234]:5004: the source is no host's address; the Ethernet address is 02:00:00:00:00:01",
                    t -> six(t).from("::").udp(1, 5004, DATA),
                    t -> six(t).from("::1").udp(1, 5004, DATA)),
            of(
                    "source-not-on-link",
                    "2001:db8:9::1: hop limit 64, but not in 2001:db8::/64",
                    t -> six(advertised(t, "c0")).from("2001:db8:9::1").ttl(64).udp(1, 5004, DATA),
                    t -> {
                        six(advertised(t, "c0")).ttl(64).udp(1, 5004, DATA); // of the prefix
                        t.from("2001:db8:9::1").ttl(63).udp(1, 5004, DATA); // came from elsewhere
                        t.to("ff02::1:3").ttl(255).udp(5355, 5355, DATA); // asks neighbours
                    }),
            of(
                    "source-not-on-link",
                    "2001:db8:9::1: hop limit 255, but not in 2001:db8::/64",
                    t -> six(advertised(t, "c0")).from("2001:db8:9::1").ttl(255).udp(1, 5004, DATA),
                    t -> six(advertised(t, "40")).from("2001:db8:9::1").ttl(255).udp(1, 5004, DATA)), // not on the link

            // ---- groups
            of(
                    "reserved-block-used",
                    "10.0.0.1 > 225.1.2.3:5004: in the reserved block 225.0.0.0-231.255.255.255",
                    t -> t.to("225.1.2.3").udp(1, 5004, DATA),
                    t -> t.to("232.1.2.3").udp(1, 5004, DATA)),
            of(
                    "reserved-block-used",
                    "10.0.0.1 > 228.8.8.8:5004: in the reserved block 225.0.0.0-231.255.255.255; the default of JGroups UDP"
                            + " default",
                    t -> t.to("228.8.8.8").udp(1, 5004, DATA),
                    t -> t.to("225.1.2.3").ttl(1).routerAlert(true).igmp("16000000 e1010203")),
            of(
                    "unassigned-link-local-group",
                    "10.0.0.1 > 224.0.0.200:5004: nobody registered this group",
                    t -> t.to("224.0.0.200").ttl(1).udp(1, 5004, DATA),
                    t -> t.to("224.0.0.251").ttl(255).udp(5353, 5353, DATA)),
            of(
                    "unassigned-link-local-group",
                    "2001:db8::1 > [ff02::ab:cdef]:5004: nobody registered this group",
                    t -> six(t).to("ff02::ab:cdef").udp(1, 5004, DATA),
                    t -> six(t).to("ff12::ab:cdef").udp(1, 5004, DATA)),
            of(
                    "documentation-group-used",
                    "10.0.0.1 > 233.252.0.7:5004: a group for examples in documents",
                    t -> t.to("233.252.0.7").udp(1, 5004, DATA),
                    t -> t.to("233.252.1.7").udp(1, 5004, DATA)),
            of(
                    "documentation-group-used",
                    "2001:db8::1 > [ff05::db8:0:1]:5004: a group for examples in documents",
                    t -> six(t).to("ff05::db8:0:1").udp(1, 5004, DATA),
                    t -> six(t).to("ff05::db9:0:1").udp(1, 5004, DATA)),
            of(
                    "group-collides-with-control",
                    "10.0.0.1 > 239.128.0.5:5004: shares its Ethernet address with 224.0.0.5",
                    t -> t.to("239.128.0.5").udp(1, 5004, DATA),
                    t -> t.to("239.128.1.5").udp(1, 5004, DATA)),
            of(
                    "scope-mixed",
                    "10.0.0.1 > port 5004: to 239.255.1.1 (local) and 239.192.9.9 (organization-local)",
                    t -> t.to("239.255.1.1")
                            .udp(1, 5004, DATA)
                            .to("239.193.9.9")
                            .udp(1, 5005, DATA)
                            .to("239.192.9.9")
                            .udp(1, 5004, DATA),
                    t -> t.to("239.255.1.1")
                            .udp(1, 5004, DATA)
                            .to("239.255.9.9")
                            .udp(1, 5004, DATA)
                            .to("239.1.1.1")
                            .udp(1, 5004, DATA)
                            .from("10.0.0.2")
                            .to("239.192.9.9")
                            .udp(1, 5004, DATA)),
            of(
                    "admin-scope-leak",
                    "10.9.9.9 > 239.255.1.1:5004: local scope, out of an AMT tunnel",
                    t -> amt(t, "239.255.1.1"),
                    t -> amt(t, "232.1.1.1")),
            of(
                    "glop-private-as",
                    "10.0.0.1 > 233.91.160.1:5004: would belong to AS 23456, which is nobody's",
                    t -> t.to("233.91.160.1").udp(1, 5004, DATA),
                    t -> t.to("233.91.161.1").udp(1, 5004, DATA)),
            of(
                    "glop-private-as",
                    "10.0.0.1 > 233.253.1.1:5004: would belong to AS 64769, which is nobody's",
                    t -> t.to("233.253.1.1").udp(1, 5004, DATA),
                    t -> t.to("233.252.8.1").udp(1, 5004, DATA)),
            of(
                    "ipv6-scope-0-or-f",
                    "2001:db8::1 > [ff1f::1]:5004: scope f",
                    t -> six(t).to("ff1f::1").udp(1, 5004, DATA),
                    t -> six(t).to("ff1e::1").udp(1, 5004, DATA)),
            of(
                    "ipv6-scope-1-on-wire",
                    "2001:db8::1 > [ff11::1]:5004: scope 1",
                    t -> six(t).to("ff11::1").udp(1, 5004, DATA),
                    t -> six(t).to("ff12::1").udp(1, 5004, DATA)),
            of(
                    "ipv6-flags-invalid",
                    "2001:db8::1 > [ff2e::1]:5004: flags P, prefix length 0",
                    t -> six(t).to("ff2e::1").udp(1, 5004, DATA),
                    t -> six(t).to("ff3e::8000:1").udp(1, 5004, DATA)),
            of(
                    "ipv6-flags-invalid",
                    "2001:db8::1 > [ff3e:41:2001:db8::1]:5004: flags PT, prefix length 65",
                    t -> six(t).to("ff3e:41:2001:db8::1").udp(1, 5004, DATA),
                    t -> six(t).to("ff3e:40:2001:db8::1").udp(1, 5004, DATA)),

            // ---- TTL
            of("ttl-zero", "10.0.0.1 > 239.1.1.1:5004: TTL 0", t -> t.ttl(0).udp(1, 5004, DATA), t -> t.ttl(1)
                    .udp(1, 5004, DATA)),
            of(
                    "link-local-group-ttl-gt-1",
                    "10.0.0.1 > 224.0.0.5: TTL 2",
                    t -> t.to("224.0.0.5").ttl(2).ip(89, DATA),
                    t -> t.to("224.0.0.5")
                            .ttl(1)
                            .ip(89, DATA)
                            .to("224.0.0.18")
                            .ttl(255)
                            .ip(112, DATA)
                            .to("224.0.0.102")
                            .udp(1985, 1985, DATA)),
            of(
                    "gtsm-violation",
                    "10.0.0.1 > 224.0.0.18: VRRP with TTL 64",
                    t -> t.to("224.0.0.18").ttl(64).ip(112, DATA),
                    t -> t.to("224.0.0.18").ttl(255).ip(112, DATA)),
            of(
                    "gtsm-violation",
                    "10.0.0.1 > 10.0.0.2:3784: BFD on one hop with TTL 254",
                    t -> t.to("10.0.0.2").mac("020000000009").ttl(254).udp(49152, 3784, DATA),
                    t -> t.to("10.0.0.2").mac("020000000009").ttl(255).udp(49152, 3784, DATA)),
            of(
                    "gtsm-violation",
                    "fe80::1 > fe80::2: neighbor discovery with hop limit 64",
                    t -> solicits(t, "fe80::2", 64),
                    t -> solicits(t, "fe80::2", 255)),
            of(
                    "link-local-group-routed",
                    "10.0.0.1 > 224.0.0.10 on VLAN 8: seen on another VLAN a moment before with TTL 2, now 1",
                    t -> crosses(t, 2, 0.5),
                    t -> {
                        crosses(t, 2, 1.5); // too late for the same
                        crosses(t, 1, 0.5); // a bridge takes nothing from the TTL
                    }),
            of(
                    "link-local-group-routed",
                    "gtsm-violation: 10.0.0.1 > 224.0.0.18: VRRP with TTL 254\n"
                            + "10.0.0.1 > 224.0.0.18: VRRP begins with 255 and has TTL 254",
                    t -> t.to("224.0.0.18").ttl(254).ip(112, DATA),
                    t -> t.to("224.0.0.18").ttl(255).ip(112, DATA)),
            of(
                    "igmp-ttl-not-1",
                    "10.0.0.1: TTL 2, to 239.1.1.1",
                    t -> t.ttl(2).routerAlert(true).igmp(REPORT_2),
                    t -> t.ttl(1).routerAlert(true).igmp(REPORT_2)),
            of(
                    "mld-hop-limit-not-1",
                    "fe80::1: TTL 64, to ff02::16",
                    t -> mld(t, "ff02::16").ttl(64).icmpv6(MLD_REPORT),
                    t -> mld(t, "ff02::16").icmpv6(MLD_REPORT)),
            of(
                    "pim-ttl-not-1",
                    "10.0.0.1 > 224.0.0.13: TTL 64",
                    t -> t.to("224.0.0.13").ttl(64).ip(103, hex("2000dfff")),
                    t -> t.to("224.0.0.13").ttl(1).ip(103, hex("2000dfff"))),
            of(
                    "pim-ttl-not-1",
                    "fe80::1 > ff02::d: TTL 64",
                    t -> t.from("fe80::1").to("ff02::d").ttl(64).pim("20000000"),
                    t -> t.from("fe80::1")
                            .to("ff02::e")
                            .ttl(64)
                            .pim("20000000")
                            .to("ff05::d")
                            .pim("20000000")),
            of(
                    "admin-scope-ttl-large",
                    "10.0.0.1 > 239.255.1.1:5004: TTL 60",
                    t -> t.to("239.255.1.1").ttl(60).udp(1, 5004, DATA),
                    t -> t.to("239.255.1.1")
                            .ttl(31)
                            .udp(1, 5004, DATA)
                            .to("239.255.255.253")
                            .ttl(255)
                            .udp(427, 427, DATA)),
            of(
                    "ecn-ce-seen",
                    "10.0.0.1 > 239.1.1.1:5004: marked on the way",
                    t -> t.trafficClass(0xb8 | 3).udp(1, 5004, DATA),
                    t -> t.trafficClass(0xb8 | 2).udp(1, 5004, DATA)),
            of(
                    "ttl-one-routable-group",
                    "10.0.0.1 > 239.1.1.1:5004: TTL 1, and the querier 10.0.0.254 forwards no such packet",
                    t -> querier(t).ttl(1).udp(1, 5004, DATA),
                    t -> querier(t)
                            .ttl(2)
                            .udp(1, 5004, DATA)
                            .ttl(1)
                            .to("224.0.1.129")
                            .udp(319, 319, DATA)
                            .to("239.255.255.250")
                            .udp(1, 1900, DATA)
                            .vlan(7)
                            .to("239.1.1.1")
                            .udp(1, 5004, DATA)),
            of(
                    "ttl-one-routable-group",
                    "10.0.0.1 > 239.1.1.1:5004: TTL 1, and the querier 10.0.0.254 forwards no such packet",
                    t -> querier(t.ttl(1).udp(1, 5004, DATA)),
                    t -> t.ttl(1).udp(1, 5004, DATA)),
            of(
                    "ttl-one-routable-group",
                    "10.0.0.1 > 239.1.1.1:5004 on VLAN 7: TTL 1, but 10.0.8.1 on VLAN 8 is a member",
                    t -> member(t.vlan(7).ttl(1).udp(1, 5004, DATA), 8),
                    t -> member(t.vlan(7).ttl(1).udp(1, 5004, DATA), 7)),
            of(
                    "ttl-one-routable-group",
                    "10.0.0.1 > 239.1.1.1:5004 on VLAN 7: TTL 1, but 10.0.0.1 on VLAN 8 is a member",
                    t -> record(t.vlan(7).ttl(1).udp(1, 5004, DATA), 8, 3),
                    t -> record(t.vlan(7).ttl(1).udp(1, 5004, DATA), 8, 6)),
            of(
                    "ttl-one-routable-group",
                    "10.0.0.1 > 239.1.1.1:5004: TTL 1, and the querier 10.0.0.254 forwards no such packet\n"
                            + "10.0.0.1 > 239.1.1.2:5004: TTL 1, and the querier 10.0.0.254 forwards no such packet",
                    t -> querier(t.ttl(1)
                            .udp(1, 5004, DATA)
                            .to("239.1.1.2")
                            .udp(1, 5004, DATA)
                            .to("239.1.1.1")),
                    t -> t.ttl(1).udp(1, 5004, DATA)),

            // ---- IGMP and MLD
            of(
                    "igmp-bad-checksum",
                    "10.0.0.1 > 239.1.1.1: wrong checksum, receivers ignore it",
                    t -> t.ttl(1).routerAlert(true).ip(2, hex("1600 1234 ef010101")),
                    t -> t.ttl(1).routerAlert(true).igmp(REPORT_2)),
            of(
                    "mld-bad-checksum",
                    "fe80::1 > ff02::16: wrong checksum, receivers ignore it",
                    t -> mld(t, "ff02::16").ip(58, hex(MLD_REPORT)),
                    t -> mld(t, "ff02::16").icmpv6(MLD_REPORT)),
            of(
                    "igmp-truncated",
                    "10.0.0.1 > 224.0.0.22: ends after 15 bytes",
                    t -> igmp(t, "224.0.0.22").igmp("22000000 00000001 04000000 ef0101"),
                    t -> igmp(t, "224.0.0.22").igmp(REPORT_3)),
            of(
                    "mld-truncated",
                    "fe80::1 > ff02::16: ends after 27 bytes",
                    t -> mld(t, "ff02::16").icmpv6(MLD_REPORT.substring(0, MLD_REPORT.length() - 2)),
                    t -> mld(t, "ff02::16").icmpv6(MLD_REPORT)),
            of(
                    "igmp-query-length-invalid",
                    "10.0.0.1 > 224.0.0.1: a query of 10 bytes",
                    t -> igmp(t, "224.0.0.1").igmp("11640000 00000000 0000"),
                    t -> igmp(t, "224.0.0.1").igmp(QUERY_2).igmp(QUERY_3)),
            of(
                    "mld-query-length-invalid",
                    "fe80::1 > ff02::1: a query of 26 bytes",
                    t -> mld(t, "ff02::1").icmpv6(MLD_QUERY.substring(0, MLD_QUERY.length() - 4)),
                    t -> mld(t, "ff02::1").icmpv6(MLD_QUERY)),
            of(
                    "igmp-missing-router-alert",
                    "10.0.0.1: without Router Alert: a report to 239.1.1.1",
                    t -> t.ttl(1).igmp(REPORT_2),
                    t -> t.ttl(1).igmp("12000000 ef010101").to("224.0.0.1").igmp("11000000 00000000")),
            of(
                    "mld-missing-router-alert",
                    "fe80::1: without Router Alert: a report to ff02::16",
                    t -> mld(t, "ff02::16").routerAlert(false).icmpv6(MLD_REPORT),
                    t -> mld(t, "ff02::16").icmpv6(MLD_REPORT)),
            of(
                    "mld-source-not-link-local",
                    "2001:db8::1: source of a report to ff02::16",
                    t -> mld(t, "ff02::16").from("2001:db8::1").icmpv6(MLD_REPORT),
                    t -> mld(t, "ff02::16").from("::").icmpv6(MLD_REPORT)),
            of(
                    "mld-source-not-link-local",
                    "::: source of a query to ff02::1",
                    t -> mld(t, "ff02::1").from("::").icmpv6(MLD_QUERY),
                    t -> mld(t, "ff02::1").from("fe80::2").icmpv6(MLD_QUERY)),
            of(
                    "igmp-report-wrong-destination",
                    "10.0.0.1 > 239.1.1.2: a report of 239.1.1.1 goes to 239.1.1.2",
                    t -> igmp(t, "239.1.1.2").igmp(REPORT_2),
                    t -> igmp(t, "239.1.1.1").igmp(REPORT_2)),
            of(
                    "igmp-report-wrong-destination",
                    "10.0.0.1 > 239.1.1.1: a report goes to 239.1.1.1",
                    t -> igmp(t, "239.1.1.1").igmp(REPORT_3),
                    t -> igmp(t, "224.0.0.22").igmp(REPORT_3)),
            of(
                    "igmp-report-wrong-destination",
                    "10.0.0.1 > 224.0.0.22: a leave of 239.1.1.1 goes to 224.0.0.22",
                    t -> igmp(t, "224.0.0.22").igmp("17000000 ef010101"),
                    t -> igmp(t, "224.0.0.2")
                            .igmp("17000000 ef010101")
                            .to("239.1.1.1")
                            .igmp("17000000 ef010101")),
            of(
                    "mld-report-wrong-destination",
                    "fe80::1 > ff02::1: a report goes to ff02::1",
                    t -> mld(t, "ff02::1").icmpv6(MLD_REPORT),
                    t -> mld(t, "ff02::16").icmpv6(MLD_REPORT)),
            of(
                    "igmp-query-wrong-destination",
                    "10.0.0.1 > 224.0.0.22: a general query goes to 224.0.0.22",
                    t -> igmp(t, "224.0.0.22").igmp(QUERY_3),
                    t -> igmp(t, "224.0.0.1").igmp(QUERY_3)),
            of(
                    "igmp-query-wrong-destination",
                    "fe80::1 > ff02::16: a general query goes to ff02::16",
                    t -> mld(t, "ff02::16").icmpv6(MLD_QUERY),
                    t -> mld(t, "ff02::1").icmpv6(MLD_QUERY)),
            of(
                    "report-for-link-local-group",
                    "10.0.0.1 > 224.0.0.251: a report of 224.0.0.251",
                    t -> igmp(t, "224.0.0.251").igmp("16000000 e00000fb"),
                    t -> igmp(t, "239.0.1.251").igmp("16000000 ef0001fb")),
            of(
                    "report-for-all-hosts",
                    "10.0.0.1 > 224.0.0.1: a report of 224.0.0.1",
                    t -> igmp(t, "224.0.0.1").igmp("16000000 e0000001"),
                    t -> igmp(t, "239.0.1.1").igmp("16000000 ef000101")),
            of(
                    "report-for-all-hosts",
                    "10.0.0.1 > 224.0.0.22: a report of 10.0.0.9",
                    t -> igmp(t, "224.0.0.22").igmp("22000000 00000001 04000000 0a000009"),
                    t -> igmp(t, "224.0.0.22").igmp(REPORT_3)),
            of(
                    "igmp-unknown-type",
                    "10.0.0.1 > 224.0.0.4: type 0x13, DVMRP Protocol",
                    t -> igmp(t, "224.0.0.4").igmp("13010000 00000eff"),
                    t -> igmp(t, "224.0.0.106").igmp("30140000 00000000")),
            of(
                    "igmp-unknown-type",
                    "10.0.0.1 > 239.1.1.1: type 0x44",
                    t -> igmp(t, "239.1.1.1").igmp("44000000 00000000"),
                    t -> igmp(t, "239.1.1.1").igmp(REPORT_2)),
            of(
                    "igmp-unknown-record-type",
                    "10.0.0.1 > 224.0.0.22: record type 7",
                    t -> igmp(t, "224.0.0.22").igmp("22000000 00000001 07000000 ef010101"),
                    t -> igmp(t, "224.0.0.22").igmp("22000000 00000001 06000000 ef010101")),
            of(
                    "igmp-source-zero",
                    "0.0.0.0: source of a report to 224.0.0.22",
                    t -> igmp(t, "224.0.0.22").from("0.0.0.0").igmp(REPORT_3),
                    t -> igmp(t, "224.0.0.22").igmp(REPORT_3)),
            of(
                    "query-source-zero",
                    "0.0.0.0: source of a query to 224.0.0.1",
                    t -> igmp(t, "224.0.0.1").from("0.0.0.0").igmp(QUERY_3),
                    t -> igmp(t, "224.0.0.1").igmp(QUERY_3)),
            of(
                    "max-resp-exceeds-interval",
                    "10.0.0.1 > 224.0.0.1: 10 s to answer, 10 s between queries",
                    t -> igmp(t, "224.0.0.1").igmp(query3(100, 2, 10)),
                    t -> igmp(t, "224.0.0.1").igmp(query3(99, 2, 10))),
            of(
                    "max-resp-exceeds-interval",
                    "10.0.0.1 > 224.0.0.1: 10 s to answer, three queries in a row came sooner",
                    t -> queries(t, QUERY_2, 9, 4),
                    t -> {
                        queries(t, QUERY_2, 9, 3);
                        queries(t.from("10.0.0.2"), QUERY_2, 11, 6);
                    }),
            of(
                    "qrv-out-of-range",
                    "10.0.0.1 > 224.0.0.1: robustness 1",
                    t -> igmp(t, "224.0.0.1").igmp(query3(100, 1, 125)),
                    t -> igmp(t, "224.0.0.1").igmp(query3(100, 2, 125))),
            of(
                    "qrv-out-of-range",
                    "10.0.0.2 > 224.0.0.1: robustness 3, but 10.0.0.1 has 2",
                    t -> igmp(t, "224.0.0.1").igmp(QUERY_3).from("10.0.0.2").igmp(query3(100, 3, 125)),
                    t -> igmp(t, "224.0.0.1")
                            .igmp(QUERY_3)
                            .vlan(7)
                            .from("10.0.0.2")
                            .igmp(query3(100, 3, 125))),
            of(
                    "query-storm",
                    "IGMP: more than 10 general queries in 10 s",
                    t -> queries(t, query3(10, 2, 125), 0.99, 11),
                    t -> {
                        queries(t, query3(10, 2, 125), 1.01, 30);
                        queries(t.vlan(7), query3(10, 2, 125), 0.99, 10);
                    }),
            of(
                    "report-storm",
                    "10.0.0.1: more than 100 reports in a second from this host",
                    t -> reports(t, 101, 1),
                    t -> reports(t, 100, 1)),
            of(
                    "report-storm",
                    "IGMP: more than 1000 reports in a second",
                    t -> reports(t, 1001, 20),
                    t -> reports(t, 1000, 20)),
            of(
                    "report-storm",
                    "IGMP on VLAN 7: more than 1000 reports in a second\nIGMP on VLAN 8: more than 1000 reports in a second",
                    t -> reports(reports(t.vlan(7), 1001, 20).vlan(8), 1001, 20),
                    t -> reports(reports(t.vlan(7), 1000, 20).vlan(8), 1000, 20)),

            // ---- datagrams
            of(
                    "fragmented-multicast",
                    "10.0.0.1 > 239.1.1.1: sent in fragments",
                    t -> t.fragment(0x2000).ip(17, DATA).ip(17, DATA),
                    t -> t.fragment(0x4000)
                            .udp(1, 5004, DATA)
                            .to("10.0.0.2")
                            .mac("020000000009")
                            .fragment(0x2000)
                            .ip(17, DATA)),
            of(
                    "fragmented-multicast",
                    "2001:db8::1 > ff15::1234: sent in fragments",
                    t -> six(t).ip(44, hex("3b000001 00000001 01020304 01020304")),
                    t -> six(t).ip(44, hex("3b000000 00000001 01020304"))),
            of(
                    "udp-checksum-zero",
                    "10.0.0.1 > 239.1.1.1:5004: no UDP checksum",
                    t -> t.ip(17, hex("0001138c 000c0000 01020304")),
                    t -> t.udp(1, 5004, DATA)),
            of(
                    "udp-bad-checksum",
                    "10.0.0.1 > 239.1.1.1:5004: wrong UDP checksum",
                    t -> t.ip(17, hex("0001138c 000c1234 01020304")),
                    // The sum of the pseudo-header alone: 0a00 + 0001 + ef01 + 0101 + 0011 + 000c.
                    t -> t.ip(17, hex("0001138c 000cfa20 01020304"))),
            of(
                    "icmp-unreachable-for-group",
                    "10.0.0.9 > 10.0.0.1: an error about a packet to 239.1.1.1",
                    t -> unreachable(t, "ef010101"),
                    t -> unreachable(t, "0a000005")),
            of(
                    "icmp-unreachable-for-group",
                    "2001:db8::9 > 2001:db8::1: an error about a packet to ff15::1234",
                    t -> unreachable6(t, "0104"),
                    t -> unreachable6(t, "0200")),
            of(
                    "icmp-unreachable-for-group",
                    "2001:db8::9 > 2001:db8::1: an error about a packet to ff15::1234",
                    t -> unreachable6(t, "0401"),
                    t -> unreachable6(t, "0402")),
            of(
                    "mdns-offlink",
                    "10.0.0.1 > 224.0.0.251:5353: sent with another TTL than 255: 1",
                    t -> t.to("224.0.0.251").ttl(1).udp(5353, 5353, DATA),
                    t -> t.to("224.0.0.251").ttl(255).udp(5353, 5353, DATA)),
            of(
                    "mdns-offlink",
                    "link-local-group-routed: 10.0.0.1 > 224.0.0.251:5353: mDNS begins with 255 and has TTL 254\n"
                            + "10.0.0.1 > 224.0.0.251:5353: crossed a router: TTL 254",
                    t -> t.to("224.0.0.251").ttl(254).udp(5353, 5353, DATA),
                    t -> t.to("224.0.0.251").ttl(255).udp(5353, 5353, DATA)),
            of(
                    "ndp-solicited-node-mismatch",
                    "fe80::1 > ff02::1:ff00:3: asks for fe80::2",
                    t -> solicits(t, "ff02::1:ff00:3", 255),
                    t -> solicits(t, "ff02::1:ff00:2", 255)));

    // ---- traffic that several use

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private static Traffic six(Traffic traffic) {
        return traffic.from("2001:db8::1").to("ff15::1234");
    }

    /** A router advertises 2001:db8::/64. */
    private static Traffic advertised(Traffic traffic, String flags) {
        String prefix = "0304 40" + flags + " 00278d00 00093a80 00000000 20010db8000000000000000000000000";
        return traffic.from("fe80::1").to("ff02::1").ttl(255).icmpv6("86000000 40000708 00000000 00000000" + prefix);
    }

    private static Traffic igmp(Traffic traffic, String to) {
        return traffic.to(to).ttl(1).routerAlert(true);
    }

    private static Traffic mld(Traffic traffic, String to) {
        return traffic.from("fe80::1").to(to).ttl(1).routerAlert(true);
    }

    private static Traffic querier(Traffic traffic) {
        igmp(traffic, "224.0.0.1").from("10.0.0.254").igmp(QUERY_3);
        return traffic.from("10.0.0.1").to("239.1.1.1").routerAlert(false);
    }

    private static void member(Traffic traffic, int vlan) {
        igmp(traffic.vlan(vlan), "224.0.0.22").from("10.0.8.1").igmp(REPORT_3);
    }

    /** A record of version 3 for 239.1.1.1 with one source, from another VLAN. */
    private static void record(Traffic traffic, int vlan, int type) {
        igmp(traffic.vlan(vlan), "224.0.0.22").igmp("22000000 00000001 0%d000001 ef010101 0a000009".formatted(type));
    }

    private static void queries(Traffic traffic, String query, double every, int count) {
        igmp(traffic, "224.0.0.1");
        for (int i = 0; i < count; i++) {
            traffic.at(i * every).igmp(query);
        }
    }

    /** So many reports within a second, of so many hosts in turn. */
    private static Traffic reports(Traffic traffic, int count, int hosts) {
        igmp(traffic, "224.0.0.22");
        for (int i = 0; i < count; i++) {
            traffic.at(i / 1002.0).from("10.0.0." + (1 + i % hosts)).igmp(REPORT_3);
        }
        return traffic;
    }

    private static void solicits(Traffic traffic, String to, int hopLimit) {
        traffic.from("fe80::1").to(to).ttl(hopLimit);
        if (!to.startsWith("ff")) {
            traffic.mac("020000000009");
        }
        traffic.icmpv6("87000000 00000000 fe800000000000000000000000000002");
    }

    /** A packet that must stay on its link, on one VLAN and then with a TTL of 1 on another. */
    private static void crosses(Traffic traffic, int ttl, double later) {
        byte[] message = {(byte) later, (byte) ttl, 3};
        traffic.to("224.0.0.10").vlan(7).ttl(ttl).at(0).ip(88, message);
        traffic.vlan(8).ttl(1).at(later).ip(88, message);
    }

    private static void amt(Traffic traffic, String group) {
        byte[] inner = new Traffic(new Extent())
                .from("10.9.9.9")
                .to(group)
                .udp(1, 5004, DATA)
                .packet();
        byte[] message = new byte[inner.length + 2];
        message[0] = 6; // multicast data
        System.arraycopy(inner, 0, message, 2, inner.length);
        traffic.from("192.0.2.1").to("198.51.100.1").mac("020000000009").udp(2268, 50000, message);
    }

    private static void unreachable(Traffic traffic, String destination) {
        String quoted = "45000020 00000000 10110000 0a000001" + destination + "0001138c 000c0000";
        traffic.from("10.0.0.9").to("10.0.0.1").mac("020000000009").ip(1, hex("03030000 00000000" + quoted));
    }

    private static void unreachable6(Traffic traffic, String type) {
        String quoted =
                "60000000 000c1110 20010db8000000000000000000000001 ff150000000000000000000000001234 0001138c 000c1234";
        traffic.from("2001:db8::9").to("2001:db8::1").mac("020000000009").icmpv6(type + "0000 00000000" + quoted);
    }

    // ---- the tests

    private static Findings found(Consumer<Traffic> made) {
        Settings settings = new Settings();
        settings.checksums = true;
        Situation situation = new Situation(settings);
        made.accept(new Traffic(situation, settings));
        return situation.findings();
    }

    private static Set<String> ids(Findings findings) {
        return findings.all().stream()
                .map(Finding::rule)
                .filter(OURS::contains)
                .map(Rule::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @TestFactory
    Stream<DynamicTest> raised() {
        return CASES.stream()
                .map(c -> dynamicTest(c.said, () -> {
                    Findings findings = found(c.raises);
                    assertEquals(c.said, said(findings, c.id));
                    assertEquals(Set.of(), ids(found(c.spares)), "just short of " + c.id);
                }));
    }

    private static String said(Findings findings, String id) {
        return findings.all().stream()
                .filter(finding -> OURS.contains(finding.rule()))
                .map(finding ->
                        (finding.rule().id().equals(id) ? "" : finding.rule().id() + ": ") + finding.about() + ": "
                                + finding.text())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void everyRuleHasACase() {
        Set<String> tried = CASES.stream().map(Case::id).collect(Collectors.toSet());
        assertEquals(
                List.of(),
                OURS.stream().map(Rule::id).filter(id -> !tried.contains(id)).toList());
    }
}
