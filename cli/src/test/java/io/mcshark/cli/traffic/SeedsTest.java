package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Lab;
import io.mcshark.cli.Lab.Result;
import io.mcshark.cli.Lab.Running;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs in {@code test-pcaps/seeds}, and socat, each against its counterpart here, both ways. */
@Tag("live")
class SeedsTest {
    private static Lab lab;

    @BeforeAll
    static void up() {
        Lab.assumeProgram("python3");
        lab = Lab.up("seeds", 3);
    }

    @AfterAll
    static void down() {
        if (lab != null) {
            lab.close();
        }
    }

    @AfterEach
    void quiet() {
        lab.quiet();
    }

    @Test
    void theEchoSenderIsAnsweredByOurReceivers() {
        Running second = receive(2, "224.3.29.71:10000", "--ack", "-c", "1");
        Running third = receive(3, "224.3.29.71:10000", "--ack", "-c", "1");
        Result sender = lab.run(1, seed("echo_sender.py"));
        assertTrue(sender.err().contains("received \"ack\" from ('192.0.2.2', 10000)"), sender.err());
        assertTrue(sender.err().contains("received \"ack\" from ('192.0.2.3', 10000)"), sender.err());
        for (Running receiver : List.of(second, third)) {
            Result result = receiver.finish();
            assertEquals(0, result.code());
            assertTrue(result.out().contains("ttl 1, length 19 \"very important data\""), result.out());
        }
    }

    @Test
    void ourSenderHearsTheEchoReceivers() {
        start(2, "224.3.29.71", seed("echo_receiver.py"));
        start(3, "224.3.29.71", seed("echo_receiver.py"));
        Result sender = lab.mcshark(
                1, "send", "224.3.29.71:10000", "--text", "very important data", "--await-replies", "500ms");
        assertEquals(0, sender.code());
        List<String> replies =
                sender.out().lines().skip(1).sorted(SeedsTest::bySource).toList();
        assertEquals(2, replies.size(), sender.out());
        assertTrue(
                replies.get(0).matches(".* reply from 192\\.0\\.2\\.2:10000 after \\d+\\.\\d{3} ms, length 3 \"ack\""));
        assertTrue(
                replies.get(1).matches(".* reply from 192\\.0\\.2\\.3:10000 after \\d+\\.\\d{3} ms, length 3 \"ack\""));
        assertTrue(sender.err().contains("; 2 replies from 2 hosts"), sender.err());
    }

    private static int bySource(String a, String b) {
        return a.substring(a.indexOf("from")).compareTo(b.substring(b.indexOf("from")));
    }

    @ParameterizedTest
    @CsvSource({
        "hello_sender.py, 239.0.0.1:12345, 'Hello, multicast world!', 1",
        "notice_sender.py, 239.255.5.55:5555, This is a multicast messages to all who listen, 2",
        "world_sender.py, 224.0.0.123:7777, 'Hello, World!', 1",
        "steady_sender.py, 224.0.0.123:7777, 'Hello, World!', 2"
    })
    void ourReceiverHearsThePlainSenders(String program, String group, String text, int count) {
        Running receiver = receive(2, group, "-c", String.valueOf(count));
        lab.start(1, seed(program));
        Result result = receiver.finish();
        assertEquals(0, result.code());
        List<String> lines = result.out().lines().toList();
        assertEquals(count, lines.size(), result.out());
        for (String line : lines) {
            assertTrue(line.contains("192.0.2.1:"), line);
            assertTrue(line.endsWith(" > " + group + ": ttl 1, length " + text.length() + " \"" + text + "\""), line);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hello_receiver.py, 239.0.0.1:12345, Received message: Hello from ('192.0.2.1'",
        "steady_receiver.py, 224.0.0.123:7777, Got 5 bytes from 192.0.2.1:1234: Hello",
        "world_receiver.py, 224.0.0.123:7777, b'Hello'"
    })
    void thePlainReceiversHearOurSender(String program, String group, String line) {
        Running receiver = start(3, group.substring(0, group.indexOf(':')), seed(program));
        Result sender = lab.mcshark(1, "send", group, "--text", "Hello", "--source-port", "1234");
        assertEquals(0, sender.code());
        receiver.await(line);
    }

    @Test
    void theCountingReceiverCountsOurBytes() {
        Running receiver = start(
                3, "224.0.0.123", "env", "ASTERISKS=10", seed("world_receiver.py")[0], seed("world_receiver.py")[1]);
        lab.mcshark(1, "send", "224.0.0.123:7777", "--size", "51", "-q");
        receiver.await("*****");
    }

    @Test
    void ourReceiverCountsBytes() {
        Running receiver = receive(2, "224.0.0.123:7777", "-q", "-c", "3", "--expect", "bytes==39 && packets==3");
        for (int i = 0; i < 3; i++) {
            lab.run(1, seed("world_sender.py"));
        }
        Result result = receiver.finish();
        assertEquals(0, result.code(), result.err());
        assertEquals("", result.out());
        assertTrue(result.err().contains("3 datagrams, 39 bytes received from 1 sender"), result.err());
    }

    @Test
    void socatSendsToOurReceiverAndGetsTheHostsName() {
        Lab.assumeProgram("socat");
        Running receiver = receive(2, "224.0.0.123:7777", "--exec", "hostname", "-c", "1");
        Running socat = lab.start(1, "socat", "-t2", "STDIO", "UDP4-DATAGRAM:224.0.0.123:7777");
        socat.type("hello\n");
        Result result = receiver.finish();
        assertTrue(result.out().contains("length 6 \"hello\\n\""), result.out());
        String name = lab.run(2, "hostname").out();
        socat.await(name.strip());
        socat.endInput();
    }

    @Test
    void ourSenderFeedsSocatFromItsInputAndShowsTheAnswer() {
        Lab.assumeProgram("socat");
        start(
                2,
                "224.0.0.123",
                "socat",
                "UDP4-RECVFROM:7777,ip-add-membership=224.0.0.123:" + lab.address(2) + ",fork",
                "SYSTEM:sed s/^/re-/");
        Running sender = lab.startMcshark(1, "send", "224.0.0.123:7777", "-", "--await-replies", "1s");
        sender.type("first\n").await("re-first");
        sender.type("second\n").endInput();
        Result result = sender.finish();
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("length 6 \"first\\n\""), result.out());
        assertTrue(result.out().contains("length 10 \"re-second\\n\""), result.out());
        assertTrue(result.err().contains("2 datagrams, 13 bytes sent"), result.err());
    }

    private static String[] seed(String program) {
        return new String[] {
            "python3", Lab.repository("test-pcaps/seeds/" + program).toString()
        };
    }

    private static Running receive(int host, String group, String... options) {
        List<String> words = new ArrayList<>(List.of("receive", group, "-i", "eth0", "--deadline", "25s"));
        words.addAll(List.of(options));
        Running receiver = lab.startMcshark(host, words.toArray(String[]::new)).await("receiving");
        lab.awaitJoined(host, group.substring(0, group.lastIndexOf(':')));
        return receiver;
    }

    private static Running start(int host, String group, String... command) {
        Running receiver = lab.start(host, command);
        lab.awaitJoined(host, group);
        return receiver;
    }
}
