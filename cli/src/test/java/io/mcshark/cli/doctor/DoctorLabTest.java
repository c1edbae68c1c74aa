package io.mcshark.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcshark.cli.Lab;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Faults planted on a host of the lab, one at a time, each taken away again. */
@Tag("live")
class DoctorLabTest {
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private static Lab lab;

    @BeforeAll
    static void up() {
        lab = Lab.up("doctor", 2);
        // So that senders beyond its own network have a way back, as a usual host's have.
        lab.run(1, "ip", "route", "add", "default", "via", "192.0.2.254");
    }

    @AfterAll
    static void down() {
        if (lab != null) {
            lab.close();
        }
    }

    private static List<String> doctor(int host, String... more) {
        List<String> words = new ArrayList<>(List.of("doctor", "--json"));
        words.addAll(List.of(more));
        String out = lab.mcshark(host, words.toArray(String[]::new)).out();
        return ID.matcher(out).results().map((MatchResult m) -> m.group(1)).toList();
    }

    /** Plants a fault; skips the test where this kernel cannot. */
    private static void plant(int host, String... command) {
        assumeTrue(lab.run(host, command).code() == 0, "cannot plant: " + String.join(" ", command));
    }

    /** What is found while a number of the kernel's is {@code bad}. */
    private static List<String> whileSet(String key, int bad, int usual) {
        plant(1, "sysctl", "-qw", key + "=" + bad);
        try {
            return doctor(1, "-i", "eth0", "239.1.2.3:5000");
        } finally {
            lab.run(1, "sysctl", "-qw", key + "=" + usual);
        }
    }

    @Test
    void nothingIsWrongWithAHealthyHost() {
        assertEquals(List.of(), doctor(1, "-i", "eth0", "239.1.2.3:5000"));
        assertEquals(List.of(), doctor(1, "-i", "eth0"));
        assertEquals(List.of(), doctor(1));
    }

    @Test
    void reversePathFilter() {
        plant(1, "ip", "link", "add", "other", "type", "veth", "peer", "name", "otherpeer");
        try {
            plant(1, "ip", "link", "set", "other", "up");
            plant(1, "ip", "route", "add", "10.77.0.0/16", "dev", "other");
            plant(1, "sysctl", "-qw", "net.ipv4.conf.eth0.rp_filter=1");
            assertEquals(List.of("rp-filter"), doctor(1, "-i", "eth0", "10.77.0.1,232.1.2.3:5000"));
            assertEquals(List.of(), doctor(1, "-i", "eth0", "192.0.2.2,232.1.2.3:5000"));
        } finally {
            lab.run(1, "sysctl", "-qw", "net.ipv4.conf.eth0.rp_filter=0");
            lab.run(1, "ip", "link", "del", "other");
        }
    }

    @Test
    void missingRouteAndWrongInterface() {
        plant(1, "ip", "route", "del", "default");
        try {
            plant(1, "ip", "route", "del", "224.0.0.0/4", "dev", "eth0");
            assertEquals(List.of("route-missing"), doctor(1, "-i", "eth0", "239.1.2.3:5000"));
            plant(1, "ip", "link", "set", "lo", "up");
            plant(1, "ip", "route", "add", "224.0.0.0/4", "dev", "lo");
            assertEquals(List.of("route-elsewhere"), doctor(1, "-i", "eth0", "239.1.2.3:5000"));
        } finally {
            lab.run(1, "ip", "route", "replace", "224.0.0.0/4", "dev", "eth0");
            lab.run(1, "ip", "route", "add", "default", "via", "192.0.2.254");
        }
    }

    @Test
    void joinedOnAnotherInterface() {
        Lab.Running receiver = lab.startMcshark(1, "receive", "239.1.2.9:5000", "-i", "lo");
        receiver.await("receiving");
        assertEquals(List.of("joined-elsewhere"), doctor(1, "-i", "eth0", "239.1.2.9:5000"));
        receiver.interrupt();
    }

    @Test
    void firewall() {
        Lab.assumeProgram("nft");
        plant(1, "nft", "add table inet faults; add chain inet faults in { type filter hook input priority 0; }");
        try {
            plant(1, "nft", "add rule inet faults in ip daddr 239.0.0.0/8 drop");
            assertEquals(List.of("firewall-drop"), doctor(1, "-i", "eth0", "239.1.2.3:5000"));
            assertEquals(List.of(), doctor(1, "-i", "eth0", "232.1.2.3:5000"));
        } finally {
            lab.run(1, "nft", "delete table inet faults");
        }
    }

    @Test
    void heldToAnOldVersion() {
        assertEquals(List.of("igmp-version-forced"), whileSet("net.ipv4.conf.eth0.force_igmp_version", 2, 0));
    }

    @Test
    void fewMemberships() {
        assertEquals(List.of("membership-limit"), whileSet("net.ipv4.igmp_max_memberships", 1, 20));
    }

    @Test
    void smallBuffer() {
        plant(2, "sh", "-c", "sysctl -qw net.core.rmem_max=4096; grep -qx 4096 /proc/sys/net/core/rmem_max");
        List<String> found = doctor(2, "-i", "eth0", "239.1.2.3:5000");
        lab.run(2, "sysctl", "-qw", "net.core.rmem_max=212992");
        assertTrue(found.contains("buffer-limit"), found.toString());
    }

    /** The limit is the whole host's on most kernels and cannot be planted; a program with a tiny buffer that is full can. */
    @Test
    void aProgramWithATinyBuffer() {
        String group = "239.1.2.8:5008";
        Lab.Running slow = lab.startMcshark(
                        2, "receive", group, "-i", "eth0", "-q", "--buffer", "1k", "--exec", "sleep 9.25")
                .await("receiving");
        lab.awaitJoined(2, "239.1.2.8");
        lab.mcshark(1, "send", group, "-i", "eth0", "-q", "--count", "20", "--size", "700", "--interval", "1ms");
        assertEquals(List.of("socket-drops"), doctor(2, "-i", "eth0", group));
        slow.interrupt();
    }

    @Test
    void interfaceDown() {
        plant(2, "ip", "link", "set", "eth0", "down");
        try {
            assertEquals(List.of("interface-down"), doctor(2, "-i", "eth0", "239.1.2.3:5000"));
        } finally {
            lab.run(2, "ip", "link", "set", "eth0", "up");
            lab.run(2, "ip", "route", "replace", "224.0.0.0/4", "dev", "eth0");
        }
    }

    @Test
    void nobodyQueries() throws InterruptedException {
        String[] listening = {"doctor", "--json", "-i", "eth0", "--listen", "4s", "239.1.2.3:5000"};
        Lab.Running doctor = lab.startMcshark(1, listening);
        for (int i = 0; i < 8; i++) { // it says nothing before it ends: some of these come while it listens
            lab.query();
            Thread.sleep(500);
        }
        assertEquals("[]\n", doctor.finish().out());
        plant(0, "ip", "link", "set", "br0", "type", "bridge", "mcast_querier", "0");
        try {
            assertEquals(List.of("no-querier"), doctor(1, "-i", "eth0", "--listen", "2s", "239.1.2.3:5000"));
        } finally {
            lab.run(0, "ip", "link", "set", "br0", "type", "bridge", "mcast_querier", "1");
        }
    }

    /** Sends a frame with an 802.1Q tag of VLAN 7 each tenth of a second: 224.0.0.200 port 5000, a group that is not snooped. */
    private static final String TAGGED = """
            import socket, struct, time
            s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
            s.bind(('eth0', 0))
            ip = struct.pack('!BBHHHBBH4s4s', 0x45, 0, 32, 0, 0, 1, 17, 0, bytes([192, 0, 2, 2]), bytes([224, 0, 0, 200]))
            total = sum(struct.unpack('!10H', ip))
            total = (total & 0xffff) + (total >> 16)
            ip = ip[:10] + struct.pack('!H', ~total & 0xffff) + ip[12:]
            udp = struct.pack('!HHHH', 4000, 5000, 12, 0) + b'test'
            frame = bytes.fromhex('01005e0000c8 020000000002 8100 0007 0800') + ip + udp
            for i in range(300):
                s.send(frame)
                time.sleep(0.1)
            """;

    /** The switch's port gives the group in a VLAN, the host is on the port as it is. */
    @Test
    void taggedFramesOnAnUntaggedPort() {
        Lab.assumeProgram("python3");
        Lab.Running sender = lab.start(2, "python3", "-c", TAGGED);
        List<String> found = doctor(1, "-i", "eth0", "--listen", "1s", "224.0.0.200:5000");
        assertTrue(found.contains("tagged"), found.toString());
        sender.interrupt();
    }

    @Test
    void bridgeWithoutQuerier() {
        plant(0, "ip", "link", "set", "br0", "type", "bridge", "mcast_querier", "0");
        try {
            assertTrue(doctor(0, "-i", "br0", "239.1.2.3:5000").contains("snooping-without-querier"));
        } finally {
            lab.run(0, "ip", "link", "set", "br0", "type", "bridge", "mcast_querier", "1");
        }
        assertTrue(!doctor(0, "-i", "br0", "239.1.2.3:5000").contains("snooping-without-querier"));
    }
}
