package io.mcshark.decoder.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressBitsTest {
    @ParameterizedTest
    @CsvSource({
        "233.22.30.7, 5662",
        "233.251.240.1, 64496",
        "233.251.255.1, 64511",
        "233.252.0.1, -1",
        "233.255.255.255, -1",
        "233.0.1.0, 1",
        "232.22.30.7, -1",
        "105.22.30.7, -1",
    })
    void glop(String group, int as) {
        assertEquals(as, Ipv4Groups.glopAs(ipv4(group)));
    }

    @ParameterizedTest
    @CsvSource({"234.192.0.2, 192.0.2.0", "234.8.8.8, 8.8.8.0"})
    void unicastPrefix(String group, String prefix) {
        assertTrue(Ipv4Groups.hasUnicastPrefix(ipv4(group)));
        assertEquals(prefix, AddressText.ipv4(Ipv4Groups.unicastPrefix(ipv4(group))));
        assertFalse(Ipv4Groups.hasUnicastPrefix(ipv4("235.8.8.8")));
    }

    @ParameterizedTest
    @CsvSource({
        "239.255.255.250, 5",
        "239.255.255.255, 0",
        "239.195.255.252, 3",
        "239.255.255.0, 255",
        "239.255.254.255, -1",
        "239.192.255.255, -1"
    })
    void relativeOffset(String group, int offset) {
        assertEquals(offset, Ipv4Groups.relativeOffset(ipv4(group)));
    }

    @ParameterizedTest
    @CsvSource({
        "224.0.0.0, link-local",
        "224.0.0.255, link-local",
        "224.0.1.0, global",
        "232.0.0.1, global",
        "238.255.255.255, global",
        "239.0.0.0, admin-scoped",
        "239.191.255.255, admin-scoped",
        "239.192.0.0, organization-local",
        "239.195.255.255, organization-local",
        "239.196.0.0, admin-scoped",
        "239.254.255.255, admin-scoped",
        "239.255.0.0, local",
        "239.255.255.255, local"
    })
    void scope(String group, String token) {
        assertEquals(token, Ipv4Groups.scope(ipv4(group)).token());
    }

    @Test
    void ipv6ScopesAreRfc7346s() {
        String[] tokens = {
            "reserved", "interface-local", "link-local", "realm-local", "admin-local", "site-local", "unassigned",
            "unassigned", "organization-local", "unassigned", "unassigned", "unassigned", "unassigned", "unassigned",
            "global", "reserved"
        };
        for (int digit = 0; digit < 16; digit++) {
            long high = 0xff00L << 48 | (long) digit << 48;
            assertEquals(tokens[digit], Ipv6Groups.scope(high).token());
            assertEquals(digit == 1 || digit == 2, Ipv6Groups.isLinkLocal(high));
        }
    }

    /** Flags, scope, plen, prefix and RP ("-" where there is none) of the worked examples and of what breaks a rule. */
    @ParameterizedTest
    @CsvSource({
        "ff3e:30:2001:db8:1::1234,       3, global,     48, 2001:db8:1::,         -",
        "ff35:40:2001:db8:dead:beef:0:1, 3, site-local, 64, 2001:db8:dead:beef::, -",
        "ff3e::8000:1,                   3, global,      0, -,                    -",
        "ff7e:140:2001:db8:beef:feed::1, 7, global,     64, 2001:db8:beef:feed::, 2001:db8:beef:feed::1",
        "ff7e:f20:2001:db8:dead::1,      7, global,     32, 2001:db8::,           2001:db8::f",
        "fffe:f20:2001:db8:dead::1,     15, global,     32, 2001:db8::,           2001:db8::f",
        "ff7e:ff20:2001:db8:dead::1,     7, global,     32, 2001:db8::,           2001:db8::f",
        "ff7e:40:2001:db8:beef:feed::1,  7, global,     64, 2001:db8:beef:feed::, -",
        "ff7e:141:2001:db8:beef:feed::1, 7, global,     65, -,                    -",
        "ff7e:100::1,                    7, global,      0, -,                    -",
        "ff7e:140:fe80::1,               7, global,     64, fe80::,               -",
        "ff7e:140:ff02::1,               7, global,     64, ff02::,               -",
        "ff7e:140:0:1::1,                7, global,     64, 0:1::,                -",
        "ff4e:140:2001:db8:beef:feed::1, 4, global,     64, -,                    -",
        "ff2e:40:2001:db8::1,            2, global,     64, -,                    -",
        "ff32:ff:21b:21ff:fe22:3344:0:1, 3, link-local, 255, -,                   -",
        "ff02::fb,                       0, link-local,  0, -,                    -",
        "ff15::1,                        1, site-local,  0, -,                    -",
    })
    void prefixAndRp(String address, int flags, String scope, int plen, String prefix, String rp) {
        long[] group = ipv6(address);
        assertEquals(flags, Ipv6Groups.flags(group[0]));
        assertEquals(scope, Ipv6Groups.scope(group[0]).token());
        assertEquals(plen, Ipv6Groups.prefixLength(group[0]));
        assertEquals(
                prefix,
                Ipv6Groups.hasUnicastPrefix(group[0])
                        ? AddressText.ipv6(Ipv6Groups.prefix(group[0], group[1]), 0)
                        : "-");
        assertEquals(
                rp,
                Ipv6Groups.hasEmbeddedRp(group[0], group[1])
                        ? AddressText.ipv6(Ipv6Groups.prefix(group[0], group[1]), Ipv6Groups.riid(group[0]))
                        : "-");
    }

    @ParameterizedTest
    @CsvSource({
        "ff3e::8000:1, true",
        "ffbe::8000:1, true",
        "ff3e:f000::8000:1, true",
        "ff3e:40::8000:1, false",
        "ff7e::8000:1, false",
        "ff1e::1, false",
        "fe3e::1, false"
    })
    void ssm(String group, boolean expected) {
        assertEquals(expected, Ipv6Groups.isSsm(ipv6(group)[0]));
    }

    @Test
    void linkScopedCarriesAnInterfaceIdentifier() {
        long[] group = ipv6("ff32:ff:21b:21ff:fe22:3344:0:1");
        assertTrue(Ipv6Groups.isLinkScoped(group[0]));
        assertEquals(0x021b_21ff_fe22_3344L, Ipv6Groups.embedded(group[0], group[1]));
        assertFalse(Ipv6Groups.isLinkScoped(ipv6("ff35:ff:21b:21ff:fe22:3344:0:1")[0]), "scope above 2");
    }

    @Test
    void flagCombinationsThatNeedOthersAreInvalid() {
        boolean[] valid = {true, true, false, true, false, false, false, true};
        for (int flags = 0; flags < 16; flags++) {
            assertEquals(valid[flags & 7], Ipv6Groups.flagsValid(0xff00L << 48 | (long) flags << 52));
            assertEquals((flags & 1) != 0, Ipv6Groups.isTransient(0xff00L << 48 | (long) flags << 52));
        }
    }

    @Test
    void solicitedNode() {
        long[] group = ipv6("ff02::1:ff28:9c5a");
        assertTrue(Ipv6Groups.isSolicitedNode(group[0], group[1]));
        assertEquals(group[1], Ipv6Groups.solicitedNode(ipv6("2001:db8::2aa:ff:fe28:9c5a")[1]));
        assertFalse(Ipv6Groups.isSolicitedNode(ipv6("ff02::1:fe28:9c5a")[0], ipv6("ff02::1:fe28:9c5a")[1]));
    }

    private static int ipv4(String text) {
        return (int) AddressText.parseIpv4(text);
    }

    private static long[] ipv6(String text) {
        long[] address = new long[2];
        assertTrue(AddressText.parseIpv6(text, address));
        return address;
    }
}
