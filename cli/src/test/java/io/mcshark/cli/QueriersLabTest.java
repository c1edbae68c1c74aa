package io.mcshark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Elections between two kernels' bridges: {@code mcshark queriers} on a third host tells of the querier what the bridge says itself. */
@Tag("live")
class QueriersLabTest {
    private static final String LOW = "192.0.2.1", HIGH = "192.0.2.254", HIGH_6 = "fe80::ff:fe00:fe";

    /** In hundredths of a second: a query every 2 s, the first two 1 s apart; given up after 4.5 s. */
    private static final String TIMERS = " mcast_query_interval 200 mcast_querier_interval 450"
            + " mcast_query_response_interval 100 mcast_startup_query_interval 100";

    private static String link(String protocol, String state, String querier) {
        return "\"protocol\":\"" + protocol + "\",\"state\":\"" + state + "\",\"querier\":\"" + querier + "\"";
    }

    @Test
    void theQuerierIsWhomTheBridgeTakesForIt() {
        Lab.assumeProgram("python3");
        try (Lab lab = Lab.up("quer", 2)) {
            lab.monitor(2);
            shell(lab, 0, "ip link set br0 type bridge" + TIMERS);
            Lab.Running board =
                    lab.startMcshark(2, "queriers", "-i", "eth0", "--ndjson", "--record", "all", "--every", "500ms");
            board.await(link("IGMP", "present", HIGH));
            board.await(link("MLD", "present", HIGH_6));
            assertEquals(HIGH + " " + HIGH_6, bridge(lab));

            // Host 1 becomes a bridge that asks, too, with a lower address.
            shell(
                    lab,
                    1,
                    "ip link add br1 address 02:00:00:00:00:01 type bridge mcast_querier 1 mcast_query_use_ifaddr 1"
                            + " mcast_igmp_version 3" + TIMERS
                            + " && ip addr flush dev eth0 && ip addr add " + LOW
                            + "/24 dev br1 && ip link set eth0 master br1 && ip link set br1 up");
            board.await(link("IGMP", "present", LOW));
            assertEquals(LOW, bridge(lab).split(" ")[0]);
            board.await("is lower than " + HIGH + " and takes over");

            shell(lab, 1, "ip link set br1 type bridge mcast_igmp_version 2");
            board.await("now says version 2, answer within 1 s");

            shell(lab, 1, "ip link set br1 type bridge mcast_querier 0");
            board.await("\"event\":\"querier-silent\"");
            board.await("takes over: " + LOW + " last asked ");
            assertEquals(HIGH, bridge(lab).split(" ")[0]);

            Lab.Result end = board.interrupt();
            assertEquals(0, end.code(), end.err());
            List<String> lines = end.out().lines().toList();
            String last = lines.stream()
                    .filter(line -> line.contains("\"record\":\"link\"") && line.contains("IGMP"))
                    .reduce((a, b) -> b)
                    .orElseThrow();
            assertTrue(last.contains(link("IGMP", "present", HIGH) + ",\"changes\":2,\"timeouts\":1,"), last);
        }
    }

    private static void shell(Lab lab, int host, String line) {
        Lab.Result done = lab.run(host, "sh", "-c", line);
        assertEquals(0, done.code(), done.err());
    }

    /** Whom the lab's bridge takes for the querier of IGMP and of MLD. */
    private static String bridge(Lab lab) {
        return lab.run(0, Lab.repository("test-pcaps/tools/bridge-querier").toString())
                .out()
                .strip();
    }
}
