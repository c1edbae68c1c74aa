package io.mcshark.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One fault at a time, on a host made of text. */
class ExaminationTest {
    private final Map<String, String> files = new HashMap<>();
    private final Map<String, String> programs = new HashMap<>();
    private final List<String> unseen = new ArrayList<>();
    private InetAddress group = InetAddress.ofLiteral("239.1.2.3");
    private InetAddress source;
    private int port = 5000;

    ExaminationTest() {
        files.put("/sys/class/net/eth0/flags", "0x1003");
        files.put("/sys/class/net/eth0/carrier", "1");
        files.put("/proc/sys/net/ipv4/igmp_max_memberships", "20");
        files.put("/proc/sys/net/core/rmem_max", "212992");
        files.put("/proc/net/igmp", """
                Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter
                2\teth0      :     2      V3
                \t\t\t\t030201EF     1 0:00000000\t\t0
                \t\t\t\t010000E0     1 0:00000000\t\t0
                3\teth1      :     1      V3
                \t\t\t\t010000E0     1 0:00000000\t\t0""");
        programs.put("ip -V", "ip utility");
        programs.put("ip -o addr show dev eth0", "2: eth0    inet 10.0.0.1/24 brd 10.0.0.255 scope global eth0");
        programs.put("ip -4 route get 239.1.2.3", "multicast 239.1.2.3 dev eth0 src 10.0.0.1 uid 0");
        programs.put("ip -4 route get 239.255.255.250", "multicast 239.255.255.250 dev eth0 src 10.0.0.1 uid 0");
        programs.put("ip -4 route get 192.88.99.1", "192.88.99.1 via 10.0.0.254 dev eth0 src 10.0.0.1 uid 0");
        programs.put("ip -4 route get 10.9.9.9", "10.9.9.9 via 10.1.0.254 dev eth1 src 10.1.0.1 uid 0");
        programs.put("nft -n list ruleset", "");
    }

    private final Host host = new Host() {
        @Override
        public String read(String path) {
            return files.get(path);
        }

        @Override
        public List<String> list(String folder) {
            return List.of();
        }

        @Override
        public String run(String... command) {
            return programs.get(String.join(" ", command));
        }
    };

    private List<String> found() {
        Examination examination = new Examination(host, new Wanted("eth0", group, source, port));
        List<String> ids = examination.run().stream().map(Problem::id).toList();
        unseen.addAll(examination.unseen());
        return ids;
    }

    @Test
    void aHealthyHostHasNone() {
        assertEquals(List.of(), found());
        assertEquals(List.of(), unseen);
        group = null;
        port = 0;
        assertEquals(List.of(), found());
    }

    @Test
    void theInterface() {
        files.put("/sys/class/net/eth0/flags", "0x1002");
        assertEquals(List.of("interface-down"), found());
        files.put("/sys/class/net/eth0/flags", "0x3");
        assertEquals(List.of("no-multicast"), found());
        files.put("/sys/class/net/eth0/flags", "0x1103");
        assertEquals(List.of("promiscuous"), found());
        files.put("/sys/class/net/eth0/flags", "0x1003");
        files.put("/sys/class/net/eth0/carrier", "0");
        assertEquals(List.of("no-carrier"), found());
        files.remove("/sys/class/net/eth0/flags");
        assertEquals(List.of("interface-missing"), found());
    }

    @Test
    void routesAndTheWayBack() {
        programs.put("ip -4 route get 239.1.2.3", "multicast 239.1.2.3 dev docker0 src 172.17.0.1 uid 0");
        assertEquals(List.of("route-elsewhere"), found());
        programs.remove("ip -4 route get 239.1.2.3");
        assertEquals(List.of("route-missing"), found());
        programs.put("ip -4 route get 239.1.2.3", "multicast 239.1.2.3 dev eth0 src 10.0.0.1 uid 0");
        files.put("/proc/sys/net/ipv4/conf/all/rp_filter", "1");
        assertEquals(List.of(), found());
        source = InetAddress.ofLiteral("10.9.9.9");
        assertEquals(List.of("rp-filter"), found());
        files.put("/proc/sys/net/ipv4/conf/all/rp_filter", "2");
        assertEquals(List.of(), found());
        programs.remove("ip -4 route get 10.9.9.9");
        assertEquals(List.of("rp-filter"), found());
    }

    @Test
    void whatIsHeldToLess() {
        files.put("/proc/sys/net/ipv4/conf/eth0/force_igmp_version", "2");
        assertEquals(List.of("igmp-version-forced"), found());
        files.put("/proc/sys/net/ipv4/conf/eth0/force_igmp_version", "3");
        files.put("/proc/sys/net/ipv4/igmp_max_memberships", "1");
        assertEquals(List.of("membership-limit"), found());
        files.put("/proc/sys/net/ipv4/igmp_max_memberships", "20");
        files.put("/proc/sys/net/core/rmem_max", "4096");
        assertEquals(List.of("buffer-limit"), found());
    }

    @Test
    void joinedOnAnotherInterface() {
        group = InetAddress.ofLiteral("239.1.2.4");
        programs.put("ip -4 route get 239.1.2.4", "multicast 239.1.2.4 dev eth0 src 10.0.0.1 uid 0");
        files.put("/proc/net/igmp", files.get("/proc/net/igmp") + "\n\t\t\t\t040201EF     1 0:00000000\t\t0");
        assertEquals(List.of("joined-elsewhere"), found());
    }

    @Test
    void aBridgeThatNobodyAsks() {
        programs.put("readlink /sys/class/net/eth0/master", "../../../br0");
        files.put("/sys/class/net/br0/bridge/multicast_snooping", "1");
        files.put("/sys/class/net/br0/bridge/multicast_querier", "0");
        assertEquals(List.of("snooping-without-querier"), found());
        files.put("/sys/class/net/br0/bridge/multicast_querier", "1");
        assertEquals(List.of(), found());
    }

    @Test
    void datagramsLostAtSockets() {
        files.put("/proc/net/udp", """
                   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
                  123: 030201EF:1388 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4711 2 0000000000000000 17""");
        assertEquals(List.of("socket-drops"), found());
        port = 5001;
        assertEquals(List.of(), found());
        files.put("/proc/net/snmp", """
                Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors
                Udp: 10 0 3 4 3""");
        assertEquals(List.of("buffer-errors"), found());
    }

    private String firewall(String rule, String policy) {
        programs.put("nft -n list ruleset", """
                table inet filter {
                	chain input {
                		type filter hook input priority filter; policy %s;
                		%s
                	}
                }""".formatted(policy, rule));
        List<String> found = found();
        return found.isEmpty() ? "" : found.getFirst();
    }

    @Test
    void nftablesThatDrops() {
        assertEquals("firewall-drop", firewall("ip protocol 2 counter packets 3 bytes 96 drop", "accept"));
        assertEquals("firewall-drop", firewall("ip daddr 224.0.0.0/4 drop", "accept"));
        assertEquals("firewall-drop", firewall("iifname \"eth0\" udp dport 5000 drop", "accept"));
        assertEquals("firewall-drop", firewall("ct state established,related accept", "drop"));
        assertEquals("", firewall("ip daddr 224.0.0.0/4 accept", "drop"));
        assertEquals("", firewall("udp dport 5001 drop", "accept"));
        assertEquals("", firewall("iifname \"eth1\" drop", "accept"));
        assertEquals("", firewall("iifname != \"eth1\" accept", "drop"));
        assertEquals("", firewall("ip saddr 10.7.0.0/16 drop", "accept"));
        assertEquals("", firewall("ct state invalid drop", "accept"));
    }

    @Test
    void iptablesThatDrops() {
        programs.remove("nft -n list ruleset");
        programs.put("iptables-save", """
                *filter
                :INPUT ACCEPT [0:0]
                :OUTPUT ACCEPT [0:0]
                -A INPUT -m pkttype --pkt-type multicast -j DROP
                COMMIT""");
        assertEquals(List.of("firewall-drop"), found());
        programs.put("iptables-save", """
                *filter
                :INPUT DROP [0:0]
                :OUTPUT ACCEPT [0:0]
                -A INPUT -d 224.0.0.0/4 -j ACCEPT
                COMMIT""");
        assertEquals(List.of(), found());
        assertTrue(unseen.isEmpty());
    }
}
