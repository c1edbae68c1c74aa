package io.mcshark.decoder.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RegistryTest {
    static Stream<List<String>> ipv4Rows() throws IOException {
        return rows("ipv4-groups.csv");
    }

    static Stream<List<String>> ipv6Rows() throws IOException {
        return rows("ipv6-groups.csv");
    }

    @ParameterizedTest
    @MethodSource("ipv4Rows")
    void firstAndLastAddressYieldTheRowOrAMoreSpecificOne(List<String> row) {
        for (int end = 0; end < 2; end++) {
            int group = (int) AddressText.parseIpv4(row.get(end));
            Entry best = Ipv4Groups.entry(group);
            Entry same = rowOf(row, Ipv4Groups.entries(group));
            assertTrue(best.compareSize(same) <= 0 || best.kind() == Entry.Kind.GROUP, best::toString);
            assertNotNull(Ipv4Groups.block(group));
            if (row.get(2).equals("block")) {
                assertTrue(Ipv4Groups.blockEntry(group).compareSize(same) <= 0);
            }
            if (row.get(2).equals("group") && row.get(0).equals(row.get(1)) && same.named()) {
                assertTrue(Ipv4Groups.entries(group).stream()
                        .anyMatch(e -> e.named() && e.name().equals(Ipv4Groups.name(group))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ipv6Rows")
    void firstAndLastIpv6AddressYieldTheRowOrAMoreSpecificOne(List<String> row) {
        boolean anyScope = row.get(0).charAt(3) == 'x';
        for (int scope = 0; scope < (anyScope ? 16 : 1); scope++) {
            for (int end = 0; end < 2; end++) {
                long[] group = new long[2];
                assertTrue(AddressText.parseIpv6(row.get(end).replace("x", Integer.toHexString(scope)), group));
                Entry best = Ipv6Groups.entry(group[0], group[1]);
                Entry same = rowOf(row, Ipv6Groups.entries(group[0], group[1]));
                assertEquals(anyScope, same.anyScope());
                assertTrue(best.compareSize(same) <= 0, best::toString);
                assertNotNull(Ipv6Groups.block(group[0], group[1]));
                if (row.get(2).equals("block")) {
                    assertTrue(Ipv6Groups.blockEntry(group[0], group[1]).compareSize(same) <= 0);
                }
            }
        }
    }

    private static Entry rowOf(List<String> row, List<Entry> found) {
        return found.stream()
                .filter(e -> List.of(
                                e.first(),
                                e.last(),
                                e.kind().name().toLowerCase(),
                                e.status().token(),
                                e.name(),
                                e.reference(),
                                e.note())
                        .equals(row))
                .findFirst()
                .orElseThrow(() -> new AssertionError(row + " not in " + found));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "223.255.255.255, -, -",
                "224.0.0.1, Local Network Control Block, All Systems on this Subnet",
                "224.0.0.3, Local Network Control Block, -",
                "224.0.0.50, Local Network Control Block, Xiaomi/Aqara gateway LAN protocol",
                "224.0.0.51, Local Network Control Block, zeroconfaddr",
                "224.0.0.251, Local Network Control Block, mDNS",
                "224.0.1.1, Internetwork Control Block, NTP Network Time Protocol",
                "224.0.1.105, Internetwork Control Block, NTDS1R",
                "224.0.255.255, AD-HOC Block I, Intelsat IPTV",
                "224.1.0.38, Reserved (former ST multicast groups), dantz",
                "224.2.127.254, SDP/SAP Block, SAPv1 Announcements",
                "224.5.0.0, Reserved, -",
                "224.252.0.0, DIS Transient Groups, -",
                "228.8.8.8, Reserved, JGroups UDP default",
                "232.1.1.1, Source-Specific Multicast (SSM) Block, -",
                "233.251.240.1, GLOP Block, -",
                "233.252.0.1, AD-HOC Block III (extended GLOP), MCAST-TEST-NET",
                "234.1.2.3, Unicast-Prefix-based IPv4 Multicast, -",
                "239.1.2.3, Administratively Scoped Block, -",
                "239.192.74.66, Administratively Scoped Block, collectd network plugin",
                "239.195.255.255, Administratively Scoped Block, SAP Session Announcement Protocol",
                "239.255.255.250, Administratively Scoped Block, SSDP",
                "240.0.0.0, -, -",
            })
    void blockAndName(String address, String block, String name) {
        int group = (int) AddressText.parseIpv4(address);
        assertEquals(block, Ipv4Groups.block(group));
        assertEquals(name, Ipv4Groups.name(group));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "fe80::1, -, -",
                "ff02::1, Permanent, All nodes",
                "ff02::fb, Permanent, mDNSv6",
                "ff85::fb, Permanent, mDNSv6",
                "ff05::c, Permanent, SSDP",
                "ff02::c, Permanent, SSDP (link-local)",
                "ff0e::101, Permanent, Network Time Protocol (NTP)",
                "ff02::1:ff28:9c5a, Permanent, Solicited-node multicast",
                "ff12::8384, Transient, Syncthing local discovery",
                "ff15::1, Transient, -",
                "ff22::1, Invalid flags, -",
                "ff52::1, Invalid flags, -",
                "ff3e:30:2001:db8:1::1234, Unicast-Prefix-based, -",
                "ff3e::8000:1, Source-Specific Multicast, -",
                "ffbe::8000:1, Source-Specific Multicast, -",
                "ff3e:f000::8000:1, Source-Specific Multicast, -",
                "ff32:ff:21b:21ff:fe22:3344:0:1, Link-scoped, -",
                "ff7e:140:2001:db8:beef:feed::1, Embedded-RP, -",
                "fffe:140:2001:db8:beef:feed::1, Embedded-RP, -",
            })
    void ipv6BlockAndName(String address, String block, String name) {
        long[] group = new long[2];
        assertTrue(AddressText.parseIpv6(address, group));
        assertEquals(block, Ipv6Groups.block(group[0], group[1]));
        assertEquals(name, Ipv6Groups.name(group[0], group[1]));
    }

    @Test
    void allUsesOfAnAddressAreFound() {
        List<String> names = Ipv4Groups.entries(0xefff0001).stream()
                .filter(Entry::named)
                .map(Entry::name)
                .toList();
        assertEquals(
                List.of(
                        "DDS/RTPS discovery (also sACN universe 1)",
                        "sACN (ANSI E1.31) universes 1-63999, also default Dante audio range"),
                names);
        assertEquals(
                "NTDS1R", Ipv4Groups.entries(0xe0000169).getFirst().name(), "a registered use before a customary one");
    }

    @Test
    void everyPartOfTheAdministrativeBlockIsKnown() {
        assertEquals("Organization-Local Scope, unassigned expansion", part("239.1.2.3"));
        assertEquals("Organization-Local Scope", part("239.192.1.1"));
        assertEquals("Not described by RFC 2365", part("239.200.0.0"));
        assertEquals("Local Scope", part("239.255.1.1"));
        assertEquals("Local Scope, scope-relative assignments", part("239.255.255.1"));
        assertEquals("GLOP documentation prefixes", part("233.251.255.1"));
        assertEquals("Local Network Control Block", part("224.0.0.1"));
    }

    private static String part(String address) {
        return Ipv4Groups.partEntry((int) AddressText.parseIpv4(address)).name();
    }

    @Test
    void noGroupHasNothing() {
        assertNull(Ipv4Groups.entry(0xc0000201));
        assertNull(Ipv4Groups.scope(0xc0000201));
        assertNull(Ipv6Groups.entry(0xfe80L << 48, 1));
        assertNull(Ipv6Groups.scope(0xfe80L << 48));
    }

    /** The rows of a file, read by other code than the product's: any number of fields, quoted ones too. */
    static Stream<List<String>> rows(String file) throws IOException {
        try (InputStream in = Registry.class.getResourceAsStream(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            assertEquals(-1, text.indexOf('\ufffd'), "not ASCII");
            return text.lines().skip(1).map(RegistryTest::fields).toList().stream();
        }
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>(List.of(""));
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                // a doubled quote closes and opens again: what was between is the quote itself
                String last = fields.removeLast();
                fields.add(!quoted && !last.isEmpty() ? last + c : last);
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add("");
            } else {
                fields.add(fields.removeLast() + c);
            }
        }
        return fields;
    }
}
