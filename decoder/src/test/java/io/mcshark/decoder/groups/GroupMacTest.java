package io.mcshark.decoder.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupMacTest {
    @ParameterizedTest
    @CsvSource({
        "224.0.0.1, 01:00:5e:00:00:01",
        "224.1.1.1, 01:00:5e:01:01:01",
        "239.129.1.1, 01:00:5e:01:01:01",
        "239.255.255.250, 01:00:5e:7f:ff:fa",
        "232.43.211.234, 01:00:5e:2b:d3:ea",
        "ff02::1, 33:33:00:00:00:01",
        "ff02::fb, 33:33:00:00:00:fb",
        "ff02::1:ff28:9c5a, 33:33:ff:28:9c:5a",
        "ff3e::8000:1, 33:33:80:00:00:01",
    })
    void ofGroup(String group, String mac) {
        long ipv4 = AddressText.parseIpv4(group);
        long[] ipv6 = new long[2];
        AddressText.parseIpv6(group, ipv6);
        long found = ipv4 >= 0 ? GroupMac.ofIpv4((int) ipv4) : GroupMac.ofIpv6(ipv6[1]);
        assertEquals(mac, AddressText.mac(found));
        assertEquals(
                GroupMac.Fit.FITS, ipv4 >= 0 ? GroupMac.fitIpv4(found, (int) ipv4) : GroupMac.fitIpv6(found, ipv6[1]));
        assertEquals(ipv4 >= 0, GroupMac.isIpv4(found));
        assertEquals(ipv4 < 0, GroupMac.isIpv6(found));
        assertTrue(GroupMac.isGroup(found));
    }

    @Test
    void sistersShareTheHardwareAddress() {
        int group = (int) AddressText.parseIpv4("239.1.1.1");
        Set<String> sisters = new HashSet<>();
        for (int i = 0; i < GroupMac.SISTERS; i++) {
            int sister = GroupMac.sister(group, i);
            assertEquals(GroupMac.ofIpv4(group), GroupMac.ofIpv4(sister));
            assertEquals(sister, GroupMac.sister(GroupMac.ofIpv4(group), i), "from the hardware address");
            sisters.add(AddressText.ipv4(sister));
        }
        Set<String> expected = new HashSet<>();
        for (int first = 224; first < 240; first++) {
            expected.add(first + ".1.1.1");
            expected.add(first + ".129.1.1");
        }
        assertEquals(expected, sisters);
    }

    @ParameterizedTest
    @CsvSource({"239.0.0.5, true", "224.128.0.5, true", "232.0.0.5, true", "224.0.1.5, false", "239.1.0.5, false"})
    void floodedBesideTheLocalNetworkControlBlock(String group, boolean flooded) {
        int bits = (int) AddressText.parseIpv4(group);
        assertEquals(flooded, GroupMac.isFlooded(bits));
        assertEquals(flooded, GroupMac.isFlooded(GroupMac.ofIpv4(bits)));
    }

    @ParameterizedTest
    @CsvSource({
        "01:00:5e:01:01:01, FITS, OTHER_GROUP",
        "01:00:5e:01:01:02, OTHER_GROUP, OTHER_GROUP",
        "33:33:00:01:01:01, OTHER_GROUP, FITS",
        "02:00:00:00:00:01, UNICAST, UNICAST_ALLOWED",
        "ff:ff:ff:ff:ff:ff, BROADCAST, BROADCAST",
    })
    void fit(String text, GroupMac.Fit ipv4, GroupMac.Fit ipv6) {
        long mac = AddressText.parseMac(text);
        assertEquals(ipv4, GroupMac.fitIpv4(mac, (int) AddressText.parseIpv4("239.1.1.1")));
        assertEquals(ipv6, GroupMac.fitIpv6(mac, 0x1_0101));
    }

    @Test
    void onlyTheStandardsAnswersAreOk() {
        assertTrue(GroupMac.Fit.FITS.ok());
        assertTrue(GroupMac.Fit.UNICAST_ALLOWED.ok());
        assertFalse(GroupMac.Fit.UNICAST.ok());
        assertFalse(GroupMac.Fit.BROADCAST.ok());
        assertFalse(GroupMac.Fit.OTHER_GROUP.ok());
        assertFalse(GroupMac.isIpv4(AddressText.parseMac("01:00:5e:80:00:00")), "MPLS multicast");
    }
}
