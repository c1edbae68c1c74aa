package io.mcshark.capture.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcshark.capture.live.CaptureFilter.Scope;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pcap4j.core.BpfProgram;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.Pcaps;
import org.pcap4j.packet.namednumber.DataLinkType;

/** The capture filters as text, and what libpcap lets pass when it has compiled them. */
class CaptureFilterTest {
    private static final String M = "dst net 224.0.0.0/4 or ip6 multicast or igmp or pim";

    /** Ethernet up to the type: to a group, to a host. */
    private static final String GROUP = "01005e010203" + "020000000001", HOST = "020000000002" + "020000000001";

    private static final String VLAN = "8100" + "0064", QINQ = "88a8" + "0065" + "8100" + "0064";

    /** IPv4 and IPv6 headers without a payload; the protocol, then the destination, are filled in. */
    private static final String IPV4 = "0800" + "45000014000040000a%s0000" + "c0000201" + "%s",
            IPV6 = "86dd" + "6000000000003b01" + "fe80000000000000000000fffe000001" + "%s";

    private static final String TO_GROUP = IPV4.formatted("11", "ef010203"),
            TO_HOST = IPV4.formatted("11", "c0000202"),
            TO_ALL = IPV4.formatted("11", "ffffffff"),
            IGMP_TO_HOST = IPV4.formatted("02", "c0000202"),
            PIM_TO_HOST = IPV4.formatted("67", "c0000202"),
            SIX_TO_GROUP = IPV6.formatted("ff150000000000000000000000000001"),
            SIX_TO_HOST = IPV6.formatted("fe80000000000000000000fffe000002"),
            LLDP = "88cc" + "0207";

    @BeforeAll
    static void libpcap() {
        try {
            Libpcap.load();
        } catch (CaptureException e) {
            assumeTrue(false, e.getMessage());
        }
    }

    @Test
    void textsAreAsDesigned() {
        CaptureFilter multicast = CaptureFilter.of(Scope.MULTICAST);
        assertEquals("(" + M + ") or (vlan and ((" + M + ") or (vlan and (" + M + "))))", multicast.text(1));
        assertEquals(M, multicast.text(LinkType.COOKED_V2));
        assertEquals(M, multicast.text(101));
        assertEquals(
                "ether multicast or " + multicast.text(1),
                CaptureFilter.of(Scope.MULTICAST_AND_LINK).text(1));
        assertEquals("", CaptureFilter.of(Scope.ALL).text(1));
        assertEquals("udp port 5", CaptureFilter.of("udp port 5").text(1));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "to a group, GROUP, TO_GROUP, true",
        "to a host, HOST, TO_HOST, false",
        "broadcast, HOST, TO_ALL, false",
        "IGMP to a host, HOST, IGMP_TO_HOST, true",
        "PIM to a host, HOST, PIM_TO_HOST, true",
        "IPv6 to a group, GROUP, SIX_TO_GROUP, true",
        "IPv6 to a host, HOST, SIX_TO_HOST, false",
        "link-layer group, GROUP, LLDP, false",
    })
    void ethernetFramesPassWithAnyNumberOfTags(String name, String to, String content, boolean passes)
            throws Exception {
        String filter = CaptureFilter.of(Scope.MULTICAST).text(LinkType.ETHERNET);
        for (String tag : new String[] {"", VLAN, QINQ}) {
            assertEquals(passes, passes(filter, LinkType.ETHERNET, constant(to) + tag + constant(content)), tag);
        }
    }

    @Test
    void linkLayerGroupsPassWhenAskedFor() throws Exception {
        String filter = CaptureFilter.of(Scope.MULTICAST_AND_LINK).text(LinkType.ETHERNET);
        assertEquals(true, passes(filter, LinkType.ETHERNET, GROUP + LLDP));
        assertEquals(true, passes(filter, LinkType.ETHERNET, GROUP + VLAN + LLDP));
        assertEquals(true, passes(filter, LinkType.ETHERNET, HOST + QINQ + TO_GROUP));
        assertEquals(false, passes(filter, LinkType.ETHERNET, HOST + VLAN + TO_HOST));
    }

    @Test
    void cookedFramesPassByDestinationOrPacketType() throws Exception {
        // protocol, reserved, interface, ARPHRD, packet type (2 = multicast, 0 = to us), address
        String cooked = "%s" + "0000" + "00000002" + "0001" + "%s" + "06" + "0200000000010000";
        String plain = CaptureFilter.of(Scope.MULTICAST).text(LinkType.COOKED_V2);
        String link = CaptureFilter.of(Scope.MULTICAST_AND_LINK).text(LinkType.COOKED_V2);
        String group = cooked.formatted("0800", "02") + TO_GROUP.substring(4);
        String host = cooked.formatted("0800", "00") + TO_HOST.substring(4);
        String lldp = cooked.formatted("88cc", "02") + "0207";
        assertEquals(true, passes(plain, LinkType.COOKED_V2, group));
        assertEquals(false, passes(plain, LinkType.COOKED_V2, host));
        assertEquals(false, passes(plain, LinkType.COOKED_V2, lldp));
        assertEquals(true, passes(link, LinkType.COOKED_V2, lldp));
        assertEquals(false, passes(link, LinkType.COOKED_V2, host));
    }

    private static String constant(String name) throws ReflectiveOperationException {
        return (String) CaptureFilterTest.class.getDeclaredField(name).get(null);
    }

    private static boolean passes(String filter, int linkType, String frame) throws Exception {
        try (PcapHandle dead = Pcaps.openDead(DataLinkType.getInstance(linkType), CaptureSettings.MAX_SNAPLEN)) {
            BpfProgram program = dead.compileFilter(filter, BpfCompileMode.OPTIMIZE, PcapHandle.PCAP_NETMASK_UNKNOWN);
            try {
                return program.applyFilter(HexFormat.of().parseHex(frame));
            } finally {
                program.free();
            }
        }
    }
}
