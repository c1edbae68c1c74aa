package io.mcshark.decoder.groups.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationTest {
    /** A value of an explanation, and a piece of its text. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "233.22.30.7|glop_as|5662|AS 5662, local part 7",
                "233.251.240.1|glop_as|64496|AS 64496, for documentation",
                "233.251.255.1|glop_as|64511|AS 64511, for documentation",
                "233.0.0.1|glop_as|0|AS 0, which is reserved",
                "233.252.0.1|name|MCAST-TEST-NET|AD-HOC Block III",
                "234.192.0.2|unicast_prefix|192.0.2.0/24|owner of 192.0.2.0/24",
                "234.8.8.8|unicast_prefix|8.8.8.0/24|(RFC 6034 s3)",
                "234.10.0.1|unicast_prefix|10.0.1.0/24|not valid: that is private unicast",
                "239.255.255.250|relative_offset|5|5 below the highest address of its scope",
                "232.1.1.1|ssm|true|receivers must name the source",
                "228.8.8.8|reserved|true|must not use the registry's reserved blocks",
                "239.1.2.3|scope|admin-scoped|Organization-Local Scope, unassigned expansion",
                "239.1.2.3|mac|01:00:5e:01:02:03|224.1.2.3 224.129.2.3",
                "239.0.0.5|mac_flooded|true|224.0.0.5* 224.128.0.5",
                "224.0.0.3|name|null|none: Unassigned, 224.0.0.3",
                "224.0.0.240|name|pfsync (BSD firewall state sync)|in the registry: Unassigned",
                "ff3e:30:2001:db8:1::1234|unicast_prefix|2001:db8:1::/48|0x00001234",
                "ff35:40:2001:db8:dead:beef:0:1|unicast_prefix|2001:db8:dead:beef::/64|site-local (5)",
                "ff3e::8000:1|ssm|true|0x80000001, dynamic (RFC 3307 s4.3)",
                "ffbe::8000:1|ssm|true|X (reserved, ignored), P",
                "ff7e:140:2001:db8:beef:feed::1|rp|2001:db8:beef:feed::1|2001:db8:beef:feed::/64",
                "ff7e:f20:2001:db8:dead::1|rp|2001:db8::f|bits beyond plen 32 do not count",
                "ff7e:40:2001:db8::1|rp|null|RIID 0 is reserved",
                "ff7e:100::1|rp|null|plen must be 1 to 64",
                "ff7e:140:fe80::1|rp|null|the prefix lies in fe80::/10",
                "ff32:ff:21b:21ff:fe22:3344:0:1|interface_id|21b:21ff:fe22:3344|(RFC 4489 s3)",
                "ff02::fb|name|mDNSv6|link-local (2)",
                "ff15::1|transient|true|site-local (5)",
                "ff4e::1|flags_valid|false|not valid: R needs P",
                "ff02::1:ff28:9c5a|solicited_node|28:9c5a|every address that ends with 28:9c5a",
                "[ff02::fb]:5353|port|5353|mDNS / DNS-SD, known for this group",
                "239.1.1.1:5353|port|5353|groups: 224.0.0.251 ff02::fb",
                "239.1.1.1:5999|port|5999|UDP 5999: nothing known",
                "12|hops|3|3 hops if it started with 15, 4 if with 16; medium",
                "1|reach|subnet|a convention of the MBone",
                "64|reach|continent|at 64 the rules differ",
                "0|hops|null|must not appear on the wire",
                "192.0.2.7|prefix_group|234.192.0.2|not a multicast address: documentation unicast",
                "192.168.1.10|kind|unicast|not a multicast address: private unicast (RFC 1918 s3)",
                "255.255.255.255|kind|unicast|limited broadcast",
                "2001:db8::2aa:ff:fe28:9c5a|solicited_node_group|ff02::1:ff28:9c5a|33:33:ff:28:9c:5a",
                "fe80::1%eth0|kind|unicast|link-local unicast",
                "::ffff:239.1.1.1|kind|unicast|the IPv4-mapped form of 239.1.1.1",
                "01:00:5e:00:00:fb|mac_flooded|true|224.0.0.251 mDNS",
                "0100.5e01.0101|mac|01:00:5e:01:01:01|one of these 32",
                "33-33-FF-28-9C-5A|groups_end_with|ff28:9c5a|ff02::1:ff28:9c5a, solicited-node group",
                "3333000000fb|kind|mac-ipv6-group|ff02::fb mDNSv6",
                "ff:ff:ff:ff:ff:ff|kind|mac-broadcast|broadcast",
                "01:80:c2:00:00:0e|kind|mac-group|LLDP",
                "02:aa:00:28:9c:5a|eui64_address|fe80::aa:ff:fe28:9c5a|locally administered",
                "00:00:5e:00:01:0a|kind|mac-unicast|VRRP virtual router",
                "239.1.2.3/16|first|239.1.0.0|65536 groups",
                "232.0.0.0/8|macs|8388608|global",
                "ff00::/8|length|8|2^120 groups",
                "10.0.0.0/8|kind|unicast|not a multicast prefix",
            })
    void tells(String argument, String key, String value, String text) {
        Facts facts = Explanation.of(argument);
        assertTrue(facts.values().containsKey(key), facts.values()::toString);
        assertEquals(value, String.valueOf(facts.values().get(key)));
        String flat = facts.text(10_000);
        assertTrue(flat.contains(text), flat);
    }

    @Test
    void allUsesAndAll31SistersAreTold() {
        Map<String, Object> values = Explanation.of("239.255.0.1").values();
        assertEquals(31, ((List<?>) values.get("mac_shared_with")).size());
        assertFalse(((List<?>) values.get("mac_shared_with")).contains("239.255.0.1"));
        String text = Explanation.of("239.255.0.1").text(10_000);
        assertTrue(text.contains("DDS/RTPS discovery"), text);
        assertTrue(text.contains("sACN (ANSI E1.31)"), text);
        assertTrue(text.contains("Dante audio"), text);
        assertTrue(text.contains("RTPS/DDS: 1"), text);
    }

    @Test
    void loopbackJoinsNothing() {
        assertFalse(Explanation.of("::1").values().containsKey("solicited_node_group"));
        assertTrue(Explanation.of("::1").text(80).contains("loopback"));
        assertFalse(Explanation.of("::").values().containsKey("solicited_node_group"));
    }

    @Test
    void prefixScopesAreThoseWithin() {
        assertEquals(
                List.of("local", "organization-local", "admin-scoped"),
                Explanation.of("239.0.0.0/8").values().get("scopes"));
        assertEquals(
                List.of("link-local", "global"),
                Explanation.of("224.0.0.0/23").values().get("scopes"));
        assertEquals(List.of("link-local"), Explanation.of("ff02::/16").values().get("scopes"));
        assertEquals(11 - 2, ((List<?>) Explanation.of("ff00::/8").values().get("scopes")).size(), "all of IPv6's");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "256|a TTL is a number from 0 to 255, not 256",
                "-1|a TTL is a number from 0 to 255, not -1",
                "239.1.2|239.1.2 is no IPv4 address",
                "239.1.2.256|239.1.2.256 is no IPv4 address",
                "239.01.2.3|leading zero",
                "ff02:::1|ff02:::1 is neither an IPv6 nor a hardware address",
                "hello|'hello' is no address",
                "239.1.1.1:0|a port is a number from 1 to 65535, not '0'",
                "239.1.1.1:65536|a port is a number from 1 to 65535, not '65536'",
                "[ff02::fb]:|a port is a number from 1 to 65535, not ''",
                "239.1.1.1/33|the prefix length in '239.1.1.1/33' must be from 0 to 32",
                "ff02::/129|from 0 to 128",
                "x/8|'x' in 'x/8' is no address",
            })
    void refuses(String argument, String message) {
        String said = assertThrows(IllegalArgumentException.class, () -> Explanation.of(argument))
                .getMessage();
        assertTrue(said.contains(message), said);
        assertEquals(1, said.lines().count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "/",
                "[",
                "]",
                "[]",
                "[]:",
                "%",
                ".",
                "::/",
                "a:b",
                "1/2/3",
                "[::1",
                "::1]",
                "+",
                "-",
                "…",
                "239.1.1.1:1:1"
            })
    void refusesRubbishInOneLine(String argument) {
        assertEquals(
                1,
                assertThrows(IllegalArgumentException.class, () -> Explanation.of(argument))
                        .getMessage()
                        .lines()
                        .count());
    }

    @Test
    void textIsWrapped() {
        String text = Explanation.of("239.0.0.5").text(80);
        assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
        assertEquals(words(Explanation.of("239.0.0.5").text(10_000)), words(text));
    }

    private static List<String> words(String text) {
        return List.of(text.trim().split("\\s+"));
    }

    @Test
    void jsonEscapesWhatItMust() {
        Facts facts = new Facts("a\"b\\c\u202e\n", "test", "nothing");
        facts.add("x", "number", 1);
        facts.add("y", "none", null);
        facts.add("z", "list", List.of(Map.of("k", true)));
        StringBuilder out = new StringBuilder();
        facts.json(out);
        assertEquals(
                "{\"schema\":1,\"input\":\"a\\\"b\\\\c\\u202e\\u000a\",\"kind\":\"test\",\"number\":1,\"none\":null,"
                        + "\"list\":[{\"k\":true}]}",
                out.toString());
        assertNull(facts.values().get("none"));
    }
}
