package io.mcshark.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Lab;
import io.mcshark.cli.Lab.Result;
import io.mcshark.cli.Lab.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kernels of different versions are asked, through a bridge that snoops. */
@Tag("live")
class QueryLabTest {
    private static Lab lab;

    @BeforeAll
    static void up() {
        lab = Lab.up("query", 3);
        lab.run(
                3,
                "sysctl",
                "-qw",
                "net.ipv4.conf.eth0.force_igmp_version=2",
                "net.ipv6.conf.eth0.force_mld_version=1");
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

    private static void member(int host, String... groups) {
        String[] words = new String[groups.length + 4];
        words[0] = "receive";
        System.arraycopy(groups, 0, words, 1, groups.length);
        words[groups.length + 1] = "-i";
        words[groups.length + 2] = "eth0";
        words[groups.length + 3] = "-q";
        lab.startMcshark(host, words).await("receiving");
    }

    @Test
    void hostsOfBothVersionsAnswer() {
        member(2, "239.1.1.1", "192.0.2.9,232.1.1.1", "[ff15::1]:5");
        member(3, "239.1.1.2", "[ff15::2]:5");
        Result all = lab.mcshark(1, "query", "-i", "eth0", "--yes", "--response", "1s", "--ndjson");
        assertEquals(0, all.code(), all.err());
        assertTrue(all.err().contains("can take the querier's role"), all.err());
        String out = all.out();
        assertTrue(
                out.contains("\"host\":\"192.0.2.2\",\"group\":\"239.1.1.1\",\"mode\":\"exclude\",\"sources\":[]"),
                out);
        assertTrue(
                out.contains(
                        "\"group\":\"232.1.1.1\",\"mode\":\"include\",\"sources\":[\"192.0.2.9\"],\"source_count\":1,"
                                + "\"version\":\"IGMPv3\""),
                out);
        assertTrue(out.contains("\"host\":\"192.0.2.3\",\"group\":\"239.1.1.2\""), out);
        assertTrue(out.contains("\"version\":\"IGMPv2\""), out);
        assertTrue(out.contains("\"host\":\"fe80::ff:fe00:2\",\"group\":\"ff15::1\""), out);
        assertTrue(out.contains("\"host\":\"fe80::ff:fe00:3\",\"group\":\"ff15::2\""), out);
        assertTrue(out.contains("\"version\":\"MLDv1\"") && out.contains("\"version\":\"MLDv2\""), out);

        // The general query made this port one of a router's, so that the bridge hands reports of version 2 on.
        Result one = lab.mcshark(1, "query", "-i", "eth0", "239.1.1.2", "--yes", "--response", "1s", "--ndjson");
        assertEquals(1, one.out().lines().count(), one.out());
        assertTrue(one.out().contains("\"host\":\"192.0.2.3\",\"group\":\"239.1.1.2\""), one.out());
    }

    @Test
    void aProxyQueryNeedsNoConsentAndAnotherDoes() {
        member(2, "192.0.2.9,232.1.1.1");
        Result refused = lab.mcshark(1, "query", "-i", "eth0", "232.1.1.1");
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("nothing was sent: --yes takes the querier's role"), refused.err());
        String sources = "232.1.1.1,192.0.2.9";
        Result proxy = lab.mcshark(1, "query", "-i", "eth0", sources, "--source", "0.0.0.0", "--response", "1s");
        assertEquals(0, proxy.code(), proxy.err());
        assertTrue(proxy.out().contains("232.1.1.1  include  192.0.2.9  IGMPv3"), proxy.out());
        Result nobody =
                lab.mcshark(1, "query", "-i", "eth0", "232.1.1.2", "--source", "0.0.0.0", "--response", "200ms");
        assertEquals(1, nobody.code());
        assertTrue(nobody.err().contains("nobody answered"), nobody.err());
    }

    @Test
    void aReportMovesTheBridge() {
        for (String group : new String[] {"239.7.7.7", "ff15::77"}) {
            lab.mcshark(1, "query", "-i", "eth0", "--report", "join", group);
            assertTrue(mdb().contains("port p1 grp " + group + " "), mdb());
            lab.mcshark(1, "query", "-i", "eth0", "--report", "leave", group);
            long end = System.nanoTime() + 20_000_000_000L;
            while (mdb().contains(" grp " + group + " ")) {
                assertTrue(System.nanoTime() < end, "left");
            }
        }
    }

    private static String mdb() {
        return lab.run(0, "bridge", "mdb", "show").out();
    }

    @Test
    void interfacesWithoutEthernetAndDownAreRefused() {
        assertRefused("lo", "is no Ethernet interface");
        assertRefused("nowhere0", "no interface 'nowhere0'");
        lab.run(1, "ip", "link", "add", "d0", "type", "veth", "peer", "name", "d1");
        assertRefused("d0", "interface d0 is down");
    }

    private static void assertRefused(String name, String message) {
        Result result = lab.mcshark(1, "query", "-i", name, "--yes");
        assertEquals(2, result.code());
        assertTrue(result.err().contains(message), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }

    @Test
    void ctrlCEndsTheWaitAndShowsWhatThereIs() {
        Running running = lab.startMcshark(1, "query", "-i", "eth0", "--yes", "--response", "1m")
                .await("asking");
        Result result = running.interrupt();
        assertTrue(result.code() < 2, result.err());
    }
}
