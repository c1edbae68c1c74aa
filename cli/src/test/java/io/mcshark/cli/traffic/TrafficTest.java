package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Lab;
import io.mcshark.cli.Lab.Result;
import io.mcshark.cli.Lab.Running;
import io.mcshark.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Senders and receivers of ours between namespaces; tcpdump and the kernel's own tables are the witnesses. */
@Tag("live")
class TrafficTest {
    private static Lab lab;

    @TempDir
    Path folder;

    @BeforeAll
    static void up() {
        lab = Lab.up("traffic", 3);
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "239.1.1.1:5000 | --ttl 4 --dscp EF --source-port 4711 | tos 0xb8, ttl 4, | 192.0.2.1.4711 > 239.1.1.1.5000",
                "239.1.1.1:5000 | | tos 0x0, ttl 1, | > 239.1.1.1.5000",
                "239.1.1.1:5000 | --ttl 255 --dscp 63 | tos 0xfc, ttl 255, | > 239.1.1.1.5000",
                "[ff15::1]:5000 | --ttl 7 --dscp AF41 --source-port 4711 | class 0x88 | .4711 > ff15::1.5000",
                "[ff15::1]:5000 | | hlim 1, | > ff15::1.5000",
                "[ff02::1:3]:5355 | --ttl 255 | hlim 255, | > ff02::1:3.5355"
            })
    void theOptionsAreSeenOnTheWire(String group, String options, String header, String ports) {
        Lab.assumeProgram("tcpdump");
        Running tcpdump = lab.start(1, "tcpdump", "-i", "eth0", "-nvl", "-c", "1", "udp and not port 5353")
                .await("listening on");
        List<String> words = new ArrayList<>(List.of("send", group, "-i", "eth0"));
        if (options != null) {
            words.addAll(List.of(options.split(" ")));
        }
        assertEquals(0, lab.mcshark(1, words.toArray(String[]::new)).code());
        String seen = tcpdump.finish().out();
        assertTrue(seen.contains(header), seen);
        assertTrue(seen.contains(ports), seen);
    }

    @Test
    void severalGroupsOfBothVersionsAreReceivedWithTtlAndSource() {
        Running receiver = receive(
                2,
                "-c",
                "4",
                "--expect",
                "groups==4 && senders<=3",
                "239.1.1.1:5000",
                "239.1.1.2:6000",
                "[ff15::1]:5000",
                "[ff02::77%eth0]:5000");
        Result sent = lab.mcshark(
                1,
                "send",
                "239.1.1.1:5000",
                "239.1.1.2:6000",
                "[ff15::1]:5000",
                "[ff02::77]:5000",
                "-i",
                "eth0",
                "--ttl",
                "9");
        assertEquals(0, sent.code(), sent.err());
        assertTrue(sent.err().startsWith("4 datagrams, 116 bytes sent to 4 groups"), sent.err());
        Result received = receiver.finish();
        assertEquals(0, received.code(), received.err());
        assertTrue(
                received.out().contains("192.0.2.1:") && received.out().contains(" > 239.1.1.1:5000: ttl 9, "),
                received.out());
        assertTrue(received.out().contains(" > 239.1.1.2:6000: ttl 9, "), received.out());
        assertTrue(received.out().contains(" > [ff15::1]:5000: hlim 9, "), received.out());
        assertTrue(received.out().contains(" > [ff02::77]:5000: hlim 9, "), received.out());
    }

    /** Linux gives a socket what any socket of the host has joined, unless it is told not to. */
    @ParameterizedTest
    @CsvSource({"239.1.1.1, 239.1.1.2", "ff15::1, ff15::2"})
    void whatOtherProgramsJoinedIsNotHeard(String ours, String others) {
        hold(2, "eth0", others);
        Running receiver = receive(2, "--deadline", "20s", "-c", "2", bracketed(ours));
        Running beside = receive(2, "--deadline", "20s", "-c", "2", bracketed(ours));
        for (int i = 0; i < 2; i++) {
            lab.mcshark(1, "send", bracketed(others), bracketed(ours), "-i", "eth0", "--text", "to both");
        }
        for (Running one : List.of(receiver, beside)) {
            Result result = one.finish();
            assertEquals(0, result.code(), result.err());
            assertFalse(result.out().contains(others), result.out());
        }
    }

    /** Linux gives a socket its groups from every interface on which anybody joined them, unless told not to (IPv6: always). */
    @ParameterizedTest
    @ValueSource(strings = {"239.9.9.9:5000", "[ff15::9]:5000"})
    void whatComesInOnAnotherInterfaceIsNotHeard(String group) {
        lab.run(3, "ip", "link", "add", "x0", "type", "veth", "peer", "name", "x1", "netns", lab.namespace(2));
        lab.run(3, "ip", "addr", "add", "198.51.100.3/24", "dev", "x0");
        lab.run(2, "ip", "addr", "add", "198.51.100.2/24", "dev", "x1");
        lab.run(3, "ip", "link", "set", "x0", "up");
        lab.run(2, "ip", "link", "set", "x1", "up");
        Running onEth0 = receive(3, "-c", "1", "--deadline", "20s", group);
        Running onX0 = lab.startMcshark(3, "receive", group, "-i", "x0", "-c", "1", "--deadline", "20s")
                .await("receiving");
        Result sent = lab.mcshark(2, "send", group, "-i", "x1", "--text", "across");
        assertEquals(0, sent.code(), sent.err());
        assertTrue(onX0.finish().out().contains("\"across\""));
        lab.mcshark(1, "send", group, "-i", "eth0", "--text", "over the bridge");
        Result result = onEth0.finish();
        assertTrue(result.out().contains("\"over the bridge\""), result.out());
        assertFalse(result.out().contains("across"), result.out());
        lab.run(3, "ip", "link", "del", "x0");
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.9, 232.1.1.1", "2001:db8::1, 2001:db8::9, ff35::1"})
    void onlyTheSourceAskedForIsHeard(String source, String other, String group) {
        Running wanted = receive(2, "-c", "1", "--deadline", "20s", source + "," + bracketed(group));
        Running unwanted = receive(2, "--deadline", "3s", "--expect", "packets==0", other + "," + bracketed(group));
        // the source is the address that the interface has; only its global IPv6 address is in question
        lab.mcshark(1, "send", bracketed(group), "-i", "eth0");
        Result heard = wanted.finish();
        assertEquals(0, heard.code(), heard.err());
        assertEquals(0, unwanted.finish().code());
    }

    @Test
    void moreGroupsThanASocketMayJoinAreAllReceived() throws IOException {
        Running receiver =
                receive(2, "-q", "-c", "45", "--expect", "groups==45", "--deadline", "20s", "239.2.0.0:5000+45");
        assertEquals(0, lab.mcshark(1, "send", "239.2.0.0:5000+45", "-q").code());
        Result result = receiver.finish();
        assertEquals(0, result.code(), result.err());
    }

    @Test
    void aMembershipTakesTwentyPerSocketAndAnInterfaceWithoutAddress() {
        lab.run(3, "ip", "link", "add", "bare", "type", "veth", "peer", "name", "bare2");
        lab.run(3, "sysctl", "-w", "net.ipv6.conf.bare.disable_ipv6=1");
        lab.run(3, "ip", "link", "set", "bare", "up");
        Running holder = hold(3, "bare", "239.3.0.0+45", "232.1.1.2", "192.0.2.1,232.1.1.1", "192.0.2.2,232.1.1.1");
        assertEquals("joined 48\n", holder.out());
        String joined = lab.run(3, "ip", "maddr", "show", "dev", "bare").out();
        assertEquals(
                45, joined.lines().filter(line -> line.contains(" 239.3.0.")).count(), joined);
        assertEquals(
                2, joined.lines().filter(line -> line.contains(" 232.1.1.")).count(), joined);
        String sources = lab.run(3, "cat", "/proc/net/mcfilter").out();
        assertTrue(sources.contains("0xe8010101 0xc0000201      1      0"), sources);
        assertTrue(sources.contains("0xe8010101 0xc0000202      1      0"), sources);
        holder.endInput().finish();
        assertFalse(lab.run(3, "ip", "maddr", "show", "dev", "bare").out().contains("239.3.0."), "left");
        lab.run(3, "ip", "link", "del", "bare");
    }

    @Test
    void anInterfaceWithoutAddressReceives() {
        lab.run(3, "ip", "addr", "flush", "dev", "eth0");
        try {
            Running receiver = receive(3, "-c", "1", "--deadline", "20s", "239.1.1.1:5000");
            lab.mcshark(1, "send", "239.1.1.1:5000", "--text", "to nobody in particular");
            assertTrue(receiver.finish().out().contains("to nobody in particular"));
            Result sent = lab.mcshark(3, "send", "239.1.1.1:5000", "-i", "eth0");
            assertEquals(2, sent.code());
            assertEquals("mcshark: interface eth0 has no IPv4 address to send from\n", sent.err());
        } finally {
            lab.run(3, "ip", "addr", "add", lab.address(3) + "/24", "dev", "eth0");
            lab.run(3, "ip", "-6", "addr", "add", lab.address6(3) + "/64", "dev", "eth0", "nodad");
            lab.run(3, "ip", "route", "add", "224.0.0.0/4", "dev", "eth0");
        }
    }

    @Test
    void ttlZeroStaysOnTheHostAndNoLoopLeavesIt() {
        Running local = receive(1, "-c", "1", "--deadline", "20s", "239.1.1.1:5000");
        Running remote = receive(2, "-c", "1", "--deadline", "20s", "239.1.1.1:5000");
        lab.mcshark(1, "send", "239.1.1.1:5000", "--no-loop", "--text", "away");
        lab.mcshark(1, "send", "239.1.1.1:5000", "--ttl", "0", "--text", "here");
        assertTrue(remote.finish().out().contains("\"away\""));
        assertTrue(local.finish().out().contains("ttl 0, length 4 \"here\""), local.out());
    }

    @ParameterizedTest
    @CsvSource({"239.1.1.1, 65507", "ff15::1, 65527"})
    void theLongestPayloadArrivesWhole(String group, int size) {
        Running receiver = receive(2, "-c", "1", "--deadline", "20s", "--expect", "bytes==" + size, bracketed(group));
        assertEquals(
                0,
                lab.mcshark(1, "send", bracketed(group), "-i", "eth0", "--size", String.valueOf(size))
                        .code());
        assertEquals(0, receiver.finish().code());
    }

    @Test
    void aFileArrivesInPieces() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "0123456789".repeat(100));
        Running receiver = receive(2, "-A", "-c", "3", "--expect", "bytes==1000", "239.1.1.1:5000");
        Result sent = lab.mcshark(1, "send", "239.1.1.1:5000", "--file", file.toString(), "--size", "400");
        assertTrue(sent.err().startsWith("3 datagrams, 1000 bytes sent"), sent.err());
        Result result = receiver.finish();
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("length 200 "), result.out());
    }

    @Test
    void aRateIsKeptAndNothingIsLost() {
        Running receiver = receive(
                2,
                "-q",
                "-c",
                "3000",
                "--deadline",
                "25s",
                "--buffer",
                "4M",
                "--expect",
                "packets==3000 && bytes==3948000",
                "239.1.1.1:5000");
        Result sent =
                lab.mcshark(1, "send", "239.1.1.1:5000", "--size", "1316", "--count", "3000", "--rate", "20Mbps", "-q");
        assertEquals("", sent.out());
        // Never faster than asked, 1.579 s; how much slower, a busy machine decides.
        assertTrue(
                sent.err()
                        .matches(
                                "(?s)3000 datagrams, 3948000 bytes sent to 239.1.1.1:5000 in (1\\.(5[7-9]|[6-9])|[2-9]).*"),
                sent.err());
        Result result = receiver.finish();
        assertEquals(0, result.code(), result.err());
    }

    @Test
    void noReplyIsExitCode1() {
        Result sent = lab.mcshark(1, "send", "239.9.9.9:5000", "--await-replies", "200ms");
        assertEquals(1, sent.code());
        assertTrue(sent.err().contains("; 0 replies from 0 hosts"), sent.err());
    }

    /** Java's channels hear only groups they joined themselves, even on a port that a receiver beside them has. */
    @ParameterizedTest
    @ValueSource(strings = {"239.1.1.1:5000", "[ff15::1]:5000"})
    void aSenderDoesNotTakeItsOwnMessageForAReply(String group) {
        receive(1, group);
        Result sent = lab.mcshark(1, "send", group, "-i", "eth0", "--source-port", "5000", "--await-replies", "300ms");
        assertEquals(1, sent.code(), sent.out());
    }

    @Test
    void aCommandAnswersAndIsEndedByCtrlC() {
        Running receiver = receive(2, "--exec", "echo $MCSHARK_SOURCE $MCSHARK_GROUP; cat", "239.1.1.1:5000");
        Result sent = lab.mcshark(1, "send", "239.1.1.1:5000", "--text", "!", "--await-replies", "2s");
        assertTrue(sent.out().contains("\"192.0.2.1 239.1.1.1\\n!\""), sent.out());
        assertEquals(0, receiver.interrupt().code());
        Running hanging = receive(2, "--exec", "sleep 29", "239.1.1.1:5001");
        lab.mcshark(1, "send", "239.1.1.1:5001", "--text", "!");
        hanging.await("length 1");
        assertEquals(0, hanging.interrupt().code());
    }

    @Test
    void ctrlCEndsWithASummary() {
        Running receiver = receive(2, "239.1.1.1:5000");
        Running sender = lab.startMcshark(1, "send", "239.1.1.1:5000", "--interval", "20ms");
        receiver.await("message 3");
        Result sent = sender.interrupt();
        assertEquals(0, sent.code(), sent.err());
        assertTrue(sent.err().contains(" sent to 239.1.1.1:5000 in "), sent.err());
        Result received = receiver.interrupt();
        assertEquals(0, received.code(), received.err());
        assertTrue(received.err().contains(" received from 1 sender in "), received.err());
        Running waiting =
                lab.startMcshark(1, "send", "239.1.1.1:5000", "-").type("x\n").await("length 2");
        assertEquals(0, waiting.interrupt().code());
    }

    @Test
    void whatWasExpectedAndDidNotComeIsExitCode1() {
        Result count = lab.mcshark(2, "receive", "239.1.1.1:5000", "-c", "1", "--deadline", "100ms");
        assertEquals(1, count.code(), count.err());
        Result expectation =
                lab.mcshark(2, "receive", "239.1.1.1:5000", "--expect", "packets>=1", "--deadline", "100ms");
        assertEquals(1, expectation.code(), expectation.err());
        assertTrue(expectation.err().contains("mcshark: expected packets>=1, but it was 0"), expectation.err());
        assertEquals(
                0,
                lab.mcshark(2, "receive", "239.1.1.1:5000", "--deadline", "100ms")
                        .code());
    }

    @Test
    void withoutLinuxCallsJavasChannelsReceive() {
        Running receiver = lab.startJava(
                        2,
                        Main.class,
                        List.of("-Dmcshark.java-sockets=true"),
                        "receive",
                        "239.1.1.1:5000",
                        "[ff15::1]:5000",
                        "192.0.2.1,232.1.1.1:5000",
                        "-i",
                        "eth0",
                        "--ack",
                        "-c",
                        "3",
                        "--deadline",
                        "20s")
                .await("receiving");
        lab.awaitJoined(2, "232.1.1.1");
        Result sent = lab.mcshark(
                1, "send", "239.1.1.1:5000", "[ff15::1]:5000", "232.1.1.1:5000", "-i", "eth0", "--await-replies", "1s");
        assertTrue(sent.err().contains("3 replies"), sent.err());
        Result result = receiver.finish();
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains(" > 239.1.1.1:5000: length 29 "), result.out());
        Running holder = lab.startJava(
                        3,
                        Holder.class,
                        List.of("-Dmcshark.java-sockets=true"),
                        "eth0",
                        "239.3.0.0+25",
                        "192.0.2.1,232.1.1.1")
                .await("joined 26");
        lab.awaitJoined(3, "239.3.0.24");
        holder.endInput().finish();
    }

    /** Behind a switch that snoops nothing comes unless somebody joined. */
    @Test
    void aMembershipBringsTheTrafficHere() {
        Lab.assumeProgram("tcpdump");
        lab.awaitSnooping();
        Running tcpdump = lab.start(3, "tcpdump", "-i", "eth0", "-nl", "-c", "1", "udp port 5000")
                .await("listening on");
        lab.mcshark(1, "send", "239.5.5.5:5000", "--text", "before");
        hold(3, "eth0", "239.5.5.5");
        lab.awaitJoined(3, "239.5.5.5");
        lab.mcshark(1, "send", "239.5.5.5:5000", "--text", "after the join");
        String seen = tcpdump.finish().out();
        assertTrue(seen.endsWith("length 14\n"), seen);
    }

    @Test
    void aMulticastAddressWithoutRouteAsksForAnInterface() {
        lab.run(3, "ip", "route", "del", "224.0.0.0/4");
        try {
            Result sent = lab.mcshark(3, "send", "239.1.1.1:5000");
            assertEquals(2, sent.code());
            assertTrue(sent.err().endsWith("no route to it; name an interface with -i\n"), sent.err());
            Result received = lab.mcshark(3, "receive", "239.1.1.1:5000", "--deadline", "1s");
            assertEquals(2, received.code());
            assertTrue(received.err().endsWith("no route says which interface: name one with -i\n"), received.err());
        } finally {
            lab.run(3, "ip", "route", "add", "224.0.0.0/4", "dev", "eth0");
        }
    }

    @Test
    void anInterfaceThatDisappearsIsSaid() {
        lab.run(3, "ip", "link", "add", "x0", "type", "veth", "peer", "name", "x1");
        lab.run(3, "ip", "addr", "add", "198.51.100.3/24", "dev", "x0");
        lab.run(3, "ip", "link", "set", "x1", "up");
        lab.run(3, "ip", "link", "set", "x0", "up");
        Running receiver =
                lab.startMcshark(3, "receive", "239.1.1.1:5000", "-i", "x0").await("receiving");
        Running sender = lab.startMcshark(3, "send", "239.1.1.1:5000", "-i", "x0", "--interval", "50ms");
        receiver.await("message 2");
        lab.run(3, "ip", "link", "del", "x0");
        Result received = receiver.finish();
        assertEquals(2, received.code());
        assertTrue(received.err().contains(" received from 1 sender"), received.err());
        assertTrue(received.err().endsWith("mcshark: interface x0 is gone: nothing more can come\n"), received.err());
        Result sent = sender.finish();
        assertEquals(2, sent.code());
        assertTrue(sent.err().contains(" sent to 239.1.1.1:5000"), sent.err());
        assertTrue(sent.err().contains("mcshark: cannot send to 239.1.1.1:5000: "), sent.err());
    }

    private static String bracketed(String group) {
        return group.contains(":") ? "[" + group + "]:5000" : group + ":5000";
    }

    /** Starts our receiver on {@code eth0} and waits until the bridge knows the last group. */
    private static Running receive(int host, String... words) {
        List<String> all = new ArrayList<>(List.of("receive", "-i", "eth0"));
        all.addAll(List.of(words));
        Running receiver = lab.startMcshark(host, all.toArray(String[]::new)).await("receiving");
        Target last = Target.parse(words[words.length - 1]).getLast();
        lab.awaitJoined(host, Addresses.text(last.group()));
        return receiver;
    }

    private static Running hold(int host, String... words) {
        return lab.startJava(host, Holder.class, List.of(), words).await("joined");
    }
}
