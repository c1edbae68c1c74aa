package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Lab;
import io.mcshark.cli.Lab.Result;
import io.mcshark.cli.Lab.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code receive --capture}: what is lost in the host is told from what never came. */
@Tag("live")
class WireLabTest {
    private static final String GROUP = "239.1.2.3:5000";

    private static Lab lab;

    @BeforeAll
    static void up() {
        lab = Lab.up("wire", 2);
    }

    @AfterEach
    void quiet() {
        lab.quiet();
    }

    @AfterAll
    static void down() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void whatATinyBufferHasNoRoomForIsLostHere() {
        // While its command sleeps it takes nothing, and two datagrams fill it.
        Running receiver = receive("--json", "--buffer", "1k", "--exec", "sleep 0.3");
        send("--count", "20", "--size", "700", "--interval", "1ms");
        String json = wire(receiver.interrupt());
        assertEquals(20, number(json, "seen"));
        assertTrue(number(json, "lost_here") > 10, json);
        assertEquals(20 - number(json, "received"), number(json, "lost_here"));
        assertEquals(number(json, "lost_here"), number(json, "buffer_full"));
        assertEquals(0, number(json, "before_socket"));
        assertEquals(0, number(json, "lost_before"));
    }

    @Test
    void whatDoesNotComeIsLostBefore() {
        Running receiver = receive("-q");
        Result sent = send("--count", "300", "--interval", "1ms", "--lose", "5%", "--seed", "2", "--json");
        long lost = number(sent.out(), "lost");
        assertTrue(lost > 1, sent.out());
        String said = receiver.interrupt().err();
        assertTrue(
                said.contains("eth0 saw " + (300 - lost) + " datagrams for them, the sockets got " + (300 - lost)
                        + ": none was lost in this host"),
                said);
        assertTrue(said.contains("  " + lost + " numbers missing on the wire, too: lost before this host"), said);
    }

    @Test
    void whatAFirewallOrTheReversePathFilterDropsIsSeenAllTheSame() {
        Lab.assumeProgram("nft");
        lab.run(2, "nft", "add table inet t; add chain inet t in { type filter hook input priority 0; }");
        lab.run(2, "nft", "add rule inet t in udp dport 5000 drop");
        try {
            Running receiver = receive("-q");
            send("--count", "7", "--interval", "1ms");
            String said = receiver.interrupt().err();
            assertTrue(said.contains("eth0 saw 7 datagrams for them, the sockets got 0: 7 lost in this host"), said);
            assertTrue(said.contains("  7: dropped between interface and socket; no counter of the kernel"), said);
        } finally {
            lab.run(2, "nft", "delete", "table", "inet", "t");
        }
        lab.run(1, "ip", "addr", "add", "198.51.100.7/32", "dev", "eth0");
        lab.run(1, "ip", "route", "replace", "239.1.2.3", "dev", "eth0", "src", "198.51.100.7");
        lab.run(2, "sysctl", "-qw", "net.ipv4.conf.eth0.rp_filter=1");
        try {
            Running receiver = receive("-q");
            lab.mcshark(1, "send", GROUP, "-q", "--probe", "--count", "7", "--interval", "1ms");
            String said = receiver.interrupt().err();
            assertTrue(said.contains("  7: dropped between interface and socket; rp_filter dropped 7"), said);
        } finally {
            lab.run(2, "sysctl", "-qw", "net.ipv4.conf.eth0.rp_filter=0");
            lab.run(1, "ip", "addr", "del", "198.51.100.7/32", "dev", "eth0");
        }
    }

    private static Running receive(String... words) {
        List<String> all = new ArrayList<>(List.of("receive", GROUP, "-i", "eth0", "--capture"));
        all.addAll(List.of(words));
        Running receiver = lab.startMcshark(2, all.toArray(String[]::new)).await("receiving");
        lab.awaitJoined(2, "239.1.2.3");
        return receiver;
    }

    private static Result send(String... words) {
        List<String> all = new ArrayList<>(List.of("send", GROUP, "-i", "eth0", "-q", "--probe"));
        all.addAll(List.of(words));
        Result sent = lab.mcshark(1, all.toArray(String[]::new));
        assertEquals(0, sent.code(), sent.err());
        return sent;
    }

    private static String wire(Result result) {
        assertEquals(0, result.code(), result.err());
        return result.out()
                .lines()
                .filter(line -> line.contains("\"record\":\"wire\""))
                .findFirst()
                .orElseThrow(() -> new AssertionError(result.out() + result.err()));
    }

    private static long number(String json, String key) {
        Matcher m = Pattern.compile("\"" + key + "\":(\\d+)[,}]").matcher(json);
        assertTrue(m.find(), key + " in " + json);
        return Long.parseLong(m.group(1));
    }
}
