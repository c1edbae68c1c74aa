package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Lab;
import io.mcshark.cli.Lab.Result;
import io.mcshark.cli.Lab.Running;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Host 1 sends, host 2 zaps behind a bridge that snoops; its second interface, host 3's port, must hear nothing. */
@Tag("live")
class ZapLabTest {
    /** Twice the bridge's last member interval, lab's half second. */
    private static final double LEAVE_SECONDS = 1.0;

    private static Lab lab;

    @BeforeAll
    static void up() {
        lab = Lab.up("zap", 3);
        lab.run(3, "ip", "link", "set", "eth0", "down");
        lab.run(3, "ip", "link", "set", "eth0", "name", "other");
        lab.run(3, "ip", "link", "set", "other", "netns", lab.namespace(2));
        lab.run(2, "ip", "link", "set", "other", "up");
        lab.awaitSnooping();
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

    private static void send(String... groups) {
        String[] words = new String[groups.length + 6];
        System.arraycopy(new String[] {"send", "-i", "eth0", "--rate", "100pps", "-q"}, 0, words, 0, 6);
        System.arraycopy(groups, 0, words, 6, groups.length);
        lab.startMcshark(1, words);
    }

    private static double number(String json, String key) {
        Matcher m = Pattern.compile("\"" + key + "\":([0-9.]+)").matcher(json);
        assertTrue(m.find(), key + " in " + json);
        return Double.parseDouble(m.group(1));
    }

    @Test
    void latenciesOfGroupsThatComeAndOfOneThatDoesNot() {
        send("239.1.1.1:5000", "[ff15::1]:5000");
        Result result = lab.mcshark(
                2,
                "zap",
                "239.1.1.1:5000",
                "[ff15::1]:5000",
                "239.1.1.3:5000",
                "-i",
                "eth0",
                "--rounds",
                "2",
                "--hold",
                "300ms",
                "--pause",
                "100ms",
                "--timeout",
                "3s",
                "--ndjson");
        assertEquals(1, result.code(), result.err()); // one group never comes
        String[] rows = result.out().split("\n");
        assertEquals(4, rows.length, result.out());
        for (String row : new String[] {rows[0], rows[1]}) {
            assertEquals(2, number(row, "zaps"));
            assertEquals(0, number(row, "join_failures"));
            assertEquals(0, number(row, "leave_failures"));
            assertTrue(number(row, "join_max") < 1, row);
            // The bridge asks twice whether anybody is left. It cannot be less; a busy machine may be late.
            assertTrue(number(row, "leave_min") > LEAVE_SECONDS - 0.1, row);
            assertTrue(number(row, "leave_max") < LEAVE_SECONDS + 2, row);
        }
        assertEquals(2, number(rows[2], "join_failures"));
        assertTrue(rows[2].contains("\"join_min\":null"), rows[2]);
        assertTrue(rows[3].startsWith("{\"schema\":1,\"record\":\"zap\",\"group\":null,\"zaps\":6"), rows[3]);
    }

    @Test
    void theThreePhasesPassBehindSnoopingAndFailWhereItIsFlooded() {
        send("239.1.1.1:5000");
        String[] test = {
            "zap",
            "239.1.1.1:5000",
            "-i",
            "eth0",
            "--phases",
            "--leak-on",
            "other",
            "--timeout",
            "3s",
            "--hold",
            "500ms",
            "--ndjson"
        };
        Result snooped = lab.mcshark(2, test);
        assertEquals(0, snooped.code(), snooped.out() + snooped.err());
        for (String phase : new String[] {"before", "joined", "left", "leak"}) {
            assertTrue(snooped.out().contains("\"phase\":\"" + phase + "\",\"ok\":true"), snooped.out());
        }

        lab.monitor(2);
        lab.monitor(3);
        try {
            Result flooded = lab.mcshark(2, test);
            assertEquals(1, flooded.code(), flooded.out() + flooded.err());
            assertTrue(flooded.out().contains("\"phase\":\"before\",\"ok\":false"), flooded.out());
            assertTrue(flooded.out().contains("\"phase\":\"joined\",\"ok\":true"), flooded.out());
            assertTrue(flooded.out().contains("\"phase\":\"left\",\"ok\":false"), flooded.out());
            assertTrue(flooded.out().contains("\"phase\":\"leak\",\"ok\":false"), flooded.out());
            assertTrue(flooded.err().contains("came before it was joined"), flooded.err());
        } finally {
            for (int host : new int[] {2, 3}) {
                lab.run(0, "ip", "link", "set", "p" + host, "type", "bridge_slave", "mcast_router", "1");
            }
        }
    }

    @Test
    void ctrlCLeavesAndTellsWhatWasMeasured() {
        send("239.1.1.5:5000");
        Running zap = lab.startMcshark(2, "zap", "239.1.1.5:5000", "-i", "eth0", "--hold", "60s", "--pause", "0");
        zap.await("zapping");
        lab.awaitJoined(2, "239.1.1.5");
        Result result = zap.interrupt();
        assertEquals(0, result.code(), result.err());
        assertFalse(lab.run(2, "ip", "maddr", "show", "dev", "eth0").out().contains("239.1.1.5"));
    }

    @Test
    void withoutPermissionToCaptureOnlyJoinsAreMeasured() {
        Lab.assumeProgram("setpriv");
        send("239.1.1.6:5000");
        // The class path of the tests is root's: the JVM starts as root and only the capability is taken away.
        Result result = lab.run(
                2,
                "setpriv",
                "--bounding-set=-net_raw,-net_admin",
                "--inh-caps=-net_raw,-net_admin",
                java.nio.file.Path.of(System.getProperty("java.home"), "bin", "java")
                        .toString(),
                "--enable-native-access=ALL-UNNAMED",
                io.mcshark.cli.Main.class.getName(),
                "zap",
                "239.1.1.6:5000",
                "-i",
                "eth0",
                "--rounds",
                "1",
                "--hold",
                "100ms",
                "--ndjson");
        assertEquals(0, result.code(), result.err());
        assertTrue(result.err().contains("no leave latency: "), result.err());
        assertTrue(result.out().contains("\"leave_min\":null"), result.out());
    }

    @Test
    void anInterfaceWithoutMulticastOrDownIsRefused() {
        lab.run(2, "ip", "link", "add", "m0", "type", "veth", "peer", "name", "m1");
        for (String command : new String[] {"zap 239.1.1.1", "reflect 239.1.1.1", "ping 239.1.1.1"}) {
            assertRefused(command, "interface m0 is down");
        }
        lab.run(2, "ip", "link", "set", "m0", "up", "multicast", "off");
        for (String command :
                new String[] {"zap 239.1.1.1", "reflect 239.1.1.1", "ping 239.1.1.1", "receive 239.1.1.1"}) {
            assertRefused(command, "interface m0 is not made for multicast");
        }
    }

    private static void assertRefused(String command, String message) {
        Result result = lab.mcshark(2, (command + " -i m0").split(" "));
        assertEquals(2, result.code());
        assertTrue(result.err().contains(message), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }
}
