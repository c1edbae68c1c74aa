package io.mcshark.decoder.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TtlTest {
    private static final int NO_RULE = 99; // an IP protocol without rules
    private static final int ROUTABLE = 0xef010101;

    /** TTL seen on a routable group, hops, the initial value assumed, and what the text must name. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 0 hops if it started with 1; high",
        "2, 0, 0 hops if it started with 2; high",
        "3, 1, 1 hop if it started with 4; medium",
        "10, 5, '5 hops if it started with 15, 6 if with 16; medium'",
        "12, 3, '3 hops if it started with 15, 4 if with 16; medium'",
        "15, 0, '0 hops if it started with 15, 1 if with 16; high'",
        "16, 0, 0 hops if it started with 16; high",
        "33, 30, '30 hops if it started with 63, 31 if with 64; low'",
        "57, 6, '6 hops if it started with 63, 7 if with 64; low'",
        "58, 5, '5 hops if it started with 63, 6 if with 64; medium'",
        "60, 4, '4 hops if it started with 64, 3 if with 63; medium'",
        "63, 0, '0 hops if it started with 63, 1 if with 64; high'",
        "64, 0, 0 hops if it started with 64; high",
        "65, -1, unknown",
        "96, -1, unknown",
        "100, 27, '27 hops if it started with 127, 28 if with 128; low'",
        "124, 4, '4 hops if it started with 128, 3 if with 127; medium'",
        "129, -1, unknown",
        "250, 5, '5 hops if it started with 255, 4 if with 254; medium'",
        "254, 1, '1 hop if it started with 255, 0 if with 254; medium'",
        "255, 0, 0 hops if it started with 255; high",
        "0, -1, unknown: a TTL of 0",
    })
    void hopsFromCommonInitialValues(int ttl, int hops, String text) {
        assertEquals(hops, Hops.travelled(ttl, NO_RULE, TtlRule.ANY, ROUTABLE));
        assertTrue(Hops.text(ttl, null, false).startsWith(text), Hops.text(ttl, null, false));
    }

    @Test
    void everyTtlHasHopsThatEndAtAUsualValueOrNone() {
        for (int ttl = 1; ttl < 256; ttl++) {
            int hops = Hops.travelled(ttl, null, false);
            assertTrue(hops >= -1 && hops <= Hops.MOST);
            if (hops >= 0) {
                assertTrue(List.of(1, 2, 4, 8, 15, 16, 31, 32, 63, 64, 127, 128, 254, 255)
                        .contains(ttl + hops));
            }
        }
    }

    /** Where the protocol has a value, that one counts. */
    @ParameterizedTest
    @CsvSource({
        "112, -1, 224.0.0.18, 255, 0",
        "112, -1, 224.0.0.18, 254, 1", // crossed a router or is forged
        "112, -1, 224.0.0.18, 64, -1", // no 191 routers
        "2, 22, 239.1.1.1, 1, 0",
        "2, 22, 239.1.1.1, 2, -1", // the sender is wrong, nothing to infer
        "2, 31, 239.1.1.1, 60, 4", // mtrace has no rule
        "17, 1900, 239.255.255.250, 4, 0",
        "17, 1900, 239.255.255.250, 3, 1",
        "17, 1900, 239.255.255.250, 2, 0",
        "17, 1901, 239.255.255.250, 60, 4", // another port, no rule
        "17, 5355, 224.0.0.252, 1, 0",
        "17, 54327, 224.2.2.3, 30, 2",
        "17, 9999, 224.0.0.200, 60, 0", // routers keep it on the link
    })
    void hopsFromTheProtocolsValue(int protocol, int selector, String group, int ttl, int hops) {
        int address = (int) AddressText.parseIpv4(group);
        assertEquals(hops, Hops.travelled(ttl, protocol, selector, address));
        String text = Hops.text(ttl, TtlRule.find(protocol, selector, address), Ipv4Groups.isLinkLocal(address));
        assertTrue(text.startsWith(hops < 0 ? "unknown" : hops + (hops == 1 ? " hop" : " hops")), text);
    }

    @ParameterizedTest
    @CsvSource({
        "58, 143, ff02::16, 1, 0",
        "58, 135, ff02::1:ff00:1, 255, 0",
        "58, 135, ff02::1:ff00:1, 254, 1",
        "17, 521, ff02::9, 255, 0",
        "103, -1, ff02::d, 1, 0",
        "17, 5000, ff3e::8000:1, 60, 4",
        "17, 5000, ff02::1234, 60, 0",
    })
    void ipv6Hops(int protocol, int selector, String group, int hopLimit, int hops) {
        long[] address = new long[2];
        AddressText.parseIpv6(group, address);
        assertEquals(hops, Hops.travelled(hopLimit, protocol, selector, address[0], address[1]));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 17, 224.0.0.1, 1, true, IGMP query",
        "2, 22, 239.1.1.1, 1, true, IGMPv2 report or leave",
        "2, 34, 224.0.0.22, 1, true, IGMPv3 report",
        "2, -1, 224.0.0.106, 1, true, IGMP query",
        "17, -1, 224.0.0.251, 255, false, mDNS",
        "2, 48, 224.0.0.106, 1, true, Multicast Router Discovery",
        "103, 0, 224.0.0.13, 1, true, PIM",
        "89, 0, 224.0.0.5, 1, true, OSPFv2",
        "88, 0, 224.0.0.10, 2, false, EIGRP",
        "112, 0, 224.0.0.18, 255, true, VRRP",
        "17, 1985, 224.0.0.2, 1, true, HSRPv1",
        "17, 1985, 224.0.0.102, 1, false, HSRPv2",
        "17, 3222, 224.0.0.102, 255, false, GLBP",
        "17, 5353, 224.0.0.251, 255, false, mDNS",
        "17, 3702, 239.255.255.250, 1, false, WS-Discovery",
        "17, 1900, 239.255.255.250, 2, false, SSDP",
        "17, 9875, 224.2.127.254, 255, false, SAP",
        "17, 320, 224.0.1.129, 1, false, PTP",
        "17, 319, 224.0.0.107, 1, true, PTP peer delay",
        "17, 7650, 239.255.0.1, 1, false, RTPS/DDS",
    })
    void rule(int protocol, int selector, String group, int ttl, boolean strict, String name) {
        TtlRule rule = TtlRule.find(protocol, selector, (int) AddressText.parseIpv4(group));
        assertNotNull(rule);
        assertEquals(name, rule.protocol());
        assertEquals(ttl, rule.ttl());
        assertEquals(strict, rule.strict());
        assertTrue(rule.expects(ttl));
    }

    @Test
    void noRuleWhereNoneIsKnown() {
        assertNull(TtlRule.find(17, 5004, ROUTABLE));
        assertNull(TtlRule.find(17, 5353, ROUTABLE), "another group");
        assertNull(TtlRule.find(NO_RULE, 0, ROUTABLE));
    }

    static Stream<List<String>> rules() throws java.io.IOException {
        return RegistryTest.rows("ttl.csv");
    }

    /** Every row is found by what it says it matches, or a row above it is. */
    @ParameterizedTest
    @MethodSource("rules")
    void everyRowIsUsed(List<String> row) {
        TtlRule rule = TtlRule.all().stream()
                .filter(r -> r.protocol().equals(row.get(0)))
                .findFirst()
                .orElseThrow();
        assertEquals(row.get(5), rule.reference());
        assertEquals(row.get(6), rule.confidence().name().toLowerCase());
        for (String word : row.get(2).split(" ")) {
            String first = word.replace("*", "239.1.1.1").replace('x', '5').replaceAll("[-/].*", "");
            long ipv4 = AddressText.parseIpv4(first);
            long[] ipv6 = new long[2];
            if (ipv4 < 0 && !AddressText.parseIpv6(first, ipv6)) {
                assertEquals("unicast", word);
                continue;
            }
            assertTrue(word.equals("*") || (ipv4 >= 0 ? rule.names((int) ipv4) : rule.names(ipv6[0], ipv6[1])), word);
            for (String match : row.get(1).split(" ")) {
                int number = Integer.parseInt(match.replaceAll(".*:|-.*", ""));
                int protocol = match.startsWith("udp") ? 17 : match.startsWith("icmpv6") ? 58 : 2;
                protocol = match.startsWith("ip:") ? number : protocol;
                boolean icmpv6 = match.startsWith("icmpv6");
                if (word.equals("*") ? icmpv6 : icmpv6 != ipv4 < 0 && protocol != 17 && !match.startsWith("ip:")) {
                    continue; // IGMP goes to IPv4 groups, ICMPv6 to IPv6 ones
                }
                TtlRule found = ipv4 >= 0
                        ? TtlRule.find(protocol, number, (int) ipv4)
                        : TtlRule.find(protocol, number, ipv6[0], ipv6[1]);
                assertNotNull(found, match + " to " + word);
                assertEquals(rule.ttl(), found.ttl(), match + " to " + word);
                assertEquals(rule.strict(), found.strict(), match + " to " + word);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, host", "1, subnet", "2, site", "15, site", "16, organization", "31, organization", "32, country",
        "47, country", "48, region", "63, region", "64, continent", "127, continent", "128, world", "254, world",
        "255, unrestricted"
    })
    void reach(int ttl, String token) {
        assertEquals(token, Reach.of(ttl).token());
    }

    @ParameterizedTest
    @CsvSource({
        "224.0.0.5, 1, 1",
        "224.0.1.1, 2, 255",
        "239.255.1.1, 1, 16",
        "239.192.1.1, 1, 63",
        "239.1.1.1, 2, 255",
        "232.1.1.1, 16, 255",
        "233.1.1.1, 16, 255",
        "234.1.1.1, 16, 255",
        "225.1.1.1, 2, 255",
    })
    void sensibleRange(String group, int least, int most) {
        TtlRange range = TtlRange.of((int) AddressText.parseIpv4(group));
        assertEquals(least, range.least());
        assertEquals(most, range.most());
        assertTrue(range.contains(least) && range.contains(most) && !range.contains(least - 1));
    }

    @Test
    void ipv6ScopeDoesNotDependOnTheHopLimit() {
        assertTrue(TtlRange.of(0xff02L << 48).contains(255));
        assertTrue(TtlRange.of(0xff02L << 48).contains(1));
        assertFalse(TtlRange.of(0xff0eL << 48).contains(1));
    }
}
