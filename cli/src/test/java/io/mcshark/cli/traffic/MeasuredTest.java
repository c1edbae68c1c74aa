package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcshark.cli.Lab;
import io.mcshark.cli.Lab.Result;
import io.mcshark.cli.Lab.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a receiver measures, against programs that write down what they do, and other people's senders. */
@Tag("live")
class MeasuredTest {
    private static final String GROUP = "239.1.2.3:5000";
    private static final int SENT = 600;

    private static Lab lab;

    @TempDir
    Path folder;

    @BeforeAll
    static void up() {
        lab = Lab.up("measured", 3);
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

    /** The numbers of what went on, in the order in which it did, by a log of what was done. */
    private record Plan(List<Integer> gone, int sent) {
        /** @param actions one for each datagram, {@code by} how many others go before one that is held back */
        static Plan of(List<String> actions, int by) {
            List<Integer> gone = new ArrayList<>();
            List<Integer> held = new ArrayList<>();
            for (int i = 0; i < actions.size(); i++) {
                switch (actions.get(i)) {
                    case "lose", "loss" -> {}
                    case "hold", "reorder" -> held.add(i);
                    case "double", "duplicate" -> gone.addAll(List.of(i, i));
                    default -> gone.add(i);
                }
                while (!held.isEmpty() && held.getFirst() + by <= i) {
                    gone.add(held.removeFirst());
                }
            }
            gone.addAll(held);
            return new Plan(gone, actions.size());
        }

        /** What a receiver has to say of it. */
        void check(String json) {
            HashSet<Integer> seen = new HashSet<>();
            int again = 0, late = 0, highest = -1;
            for (int number : gone) {
                if (!seen.add(number)) {
                    again++;
                } else if (number < highest) {
                    late++;
                }
                highest = Math.max(highest, number);
            }
            assertTrue(seen.size() < sent && again > 0 && late > 0, "something is to be wrong");
            assertEquals(SENT, sent);
            assertEquals(sent - 1, highest, "the last one is to arrive, choose another seed");
            assertEquals(seen.size(), number(json, "received"));
            assertEquals(sent - seen.size(), number(json, "lost"));
            assertEquals(again, number(json, "duplicate"));
            assertEquals(late, number(json, "reordered"));
        }
    }

    @Test
    void whatIsSpoiledOnTheWayIsTold() throws IOException {
        Lab.assumeProgram("python3");
        Path log = folder.resolve("log");
        String spoil = Lab.repository("test-pcaps/tools/spoil").toString();
        String json = spoiled(
                "ready",
                spoil,
                "host",
                "port",
                log.toString(),
                "--routed",
                "--dscp",
                "46",
                "--seed",
                "11",
                "--lose",
                "4",
                "--double",
                "3",
                "--hold",
                "5");
        List<String> actions = Files.readAllLines(log).stream()
                .map(line -> line.split(" "))
                .filter(words -> words[2].equals(GROUP))
                .map(words -> words[1])
                .toList();
        Plan.of(actions, 2).check(json);
        assertEquals(1, number(json, "hops_max"));
        assertEquals(8, number(json, "ttl_max"));
        assertEquals(46, number(json, "dscp"));
        assertEquals(number(json, "packets"), number(json, "remarked"));
    }

    /** The same with a program that is not part of this repository, where it is. */
    @Test
    void whatIsImpairedOnTheWayIsTold() throws IOException {
        Path impair = Lab.repository("../shared/lab/impair");
        assumeTrue(Files.exists(impair), "no ../shared/lab/impair");
        Lab.assumeProgram("python3");
        Path log = folder.resolve("log");
        String json = spoiled(
                null,
                impair.toString(),
                "host",
                "port",
                "--log",
                log.toString(),
                "--loss",
                "3%",
                "--duplicate",
                "2%",
                "--reorder",
                "2%",
                "--seed",
                "5");
        Pattern action = Pattern.compile("\"action\": \"(\\w+)\", \"group\": \"239.1.2.3\", \"port\": 5000");
        List<String> actions = Files.readAllLines(log).stream()
                .map(action::matcher)
                .filter(Matcher::find)
                .map(m -> m.group(1))
                .toList();
        Plan.of(actions, 3).check(json);
        assertEquals(0, number(json, "hops_max"));
    }

    /** Runs probes through a program between host 1 and the bridge. @return the receiver's row for the sender */
    private static String spoiled(String ready, String... program) {
        try (Lab own = Lab.up("spoiled", 2)) {
            Running spoil = own.start(own.trunk(1), program);
            if (ready != null) {
                spoil.await(ready);
            }
            Running receiver = own.startMcshark(2, "receive", GROUP, "-i", "eth0", "--json")
                    .await("receiving");
            own.awaitJoined(2, "239.1.2.3");
            Result first = own.mcshark(1, "send", "239.1.2.3:9", "-q", "--ttl", "9"); // the way is there
            assertEquals(0, first.code(), first.err());
            Result sent = own.mcshark(
                    1,
                    "send",
                    GROUP,
                    "-q",
                    "--probe",
                    "--count",
                    String.valueOf(SENT),
                    "--rate",
                    "300pps",
                    "--ttl",
                    "9");
            assertEquals(0, sent.code(), sent.err());
            own.mcshark(
                    1,
                    "send",
                    "239.1.2.3:9",
                    "--count",
                    "5",
                    "--interval",
                    "10ms",
                    "--ttl",
                    "9"); // what is held back goes on
            spoil.interrupt();
            return row(receiver.interrupt().out());
        }
    }

    @Test
    void whatIsDoneOnPurposeIsTold() {
        Running receiver = receive(2, "--json", GROUP);
        Result sent = lab.mcshark(
                1,
                "send",
                GROUP,
                "--probe",
                "--size",
                "200",
                "--count",
                "1000",
                "--rate",
                "500pps",
                "--lose",
                "2%",
                "--duplicate",
                "3%",
                "--reorder",
                "4%:2",
                "--jitter",
                "1ms",
                "--seed",
                "3",
                "--json");
        assertEquals(0, sent.code(), sent.err());
        String json = row(receiver.interrupt().out());
        assertTrue(number(sent.out(), "lost") > 0 && number(sent.out(), "reordered") > 0, sent.out());
        for (String key : List.of("lost", "duplicate", "reordered", "packets", "bytes")) {
            assertEquals(number(sent.out(), key), number(json, key), key);
        }
        assertTrue(json.contains("\"ended\":true"), json);
    }

    @Test
    void aSweepOfTtlsIsSeenAsItWasSent() {
        Running receiver = receive(2, "--json", "-c", "8", "--deadline", "20s", GROUP);
        lab.mcshark(1, "send", GROUP, "-q", "--probe", "--count", "8", "--interval", "1ms", "--ttl-sweep", "3-6");
        String json = row(receiver.finish().out());
        assertEquals(3, number(json, "ttl_min"));
        assertEquals(6, number(json, "ttl_max"));
        assertEquals(0, number(json, "hops_max"));
    }

    @Test
    void whatOthersJoinedOnThePortIsCounted() {
        receive(2, "239.1.1.9:6000"); // joins the group, and so has the bridge send it here
        Running receiver = receive(2, "-q", "--deadline", "8s", GROUP);
        lab.mcshark(1, "send", GROUP, "239.1.1.9:5000", "239.1.1.9:6000", "--count", "3", "--interval", "1ms");
        String said = receiver.finish().err();
        assertTrue(said.contains("3 datagrams, 87 bytes received"), said);
        assertTrue(said.contains("3 to 239.1.1.9:5000 from 192.0.2.1"), said);
        assertFalse(said.contains("6000"), said);
    }

    @Test
    void thoseExcludedAreNotHeardAndThoseListedAre() {
        Running excluding = receive(2, "--exclude", lab.address(1), "--deadline", "20s", "-c", "1", "239.1.1.1:5000");
        Running including =
                receive(2, "--deadline", "20s", "-c", "2", lab.address(1) + "," + lab.address(3) + ",232.1.1.1:5000");
        for (int host : new int[] {1, 3}) {
            Result sent = lab.mcshark(host, "send", "239.1.1.1:5000", "232.1.1.1:5000", "--text", "from " + host);
            assertEquals(0, sent.code(), sent.err());
        }
        Result heard = excluding.finish();
        assertTrue(heard.out().contains("from 3") && !heard.out().contains("from 1"), heard.out());
        Result both = including.finish();
        assertEquals(0, both.code(), both.out());
        assertTrue(both.out().contains("from 3") && both.out().contains("from 1"), both.out());
    }

    @Test
    void aHistoryHasACharacterForEach() {
        Running receiver = receive(2, "--history", "-c", "20", "--deadline", "20s", GROUP);
        lab.mcshark(1, "send", GROUP, "-q", "--probe", "--count", "20", "--interval", "5ms", "--duplicate", "100%");
        String out = receiver.finish().out();
        assertEquals(10, out.chars().filter(c -> c == 'd').count(), out);
    }

    @Test
    void ffmpegsRtpIsMeasured() {
        Lab.assumeProgram("ffmpeg");
        Running receiver = receive(2, "--json", "--deadline", "25s", "239.1.1.1:5004");
        Result sent = lab.run(
                1,
                "ffmpeg",
                "-loglevel",
                "error",
                "-re",
                "-f",
                "lavfi",
                "-i",
                "sine=d=1",
                "-c:a",
                "pcm_mulaw",
                "-f",
                "rtp",
                "rtp://239.1.1.1:5004?ttl=1");
        assertEquals(0, sent.code(), sent.err());
        String json = row(receiver.interrupt().out());
        assertTrue(json.contains("\"content\":\"rtp\""), json);
        assertTrue(number(json, "received") > 10, json);
        assertEquals(0, number(json, "lost"));
        assertEquals(0, number(json, "duplicate"));
    }

    @Test
    void ourTransportStreamReachesSocatWhole() throws IOException {
        Lab.assumeProgram("socat");
        Path file = folder.resolve("ts");
        Running socat = lab.start(
                2, "socat", "-u", "UDP4-RECV:5000,ip-add-membership=239.1.1.1:" + lab.address(2), "CREATE:" + file);
        lab.awaitJoined(2, "239.1.1.1");
        assertEquals(
                0,
                lab.mcshark(1, "send", "239.1.1.1:5000", "--ts", "--count", "20", "--interval", "5ms", "-q")
                        .code());
        socat.interrupt();
        byte[] ts = Files.readAllBytes(file);
        assertEquals(20 * 7 * 188, ts.length);
        for (int i = 0; i < ts.length / 188; i++) {
            assertEquals(0x47, ts[i * 188]);
            assertEquals(i & 0xf, ts[i * 188 + 3] & 0xf);
        }
    }

    @Test
    void ourRtpIsRtpToFfmpeg() throws IOException {
        Lab.assumeProgram("ffmpeg");
        Path sdp = Files.writeString(folder.resolve("s.sdp"), """
                v=0
                o=- 1 1 IN IP4 192.0.2.1
                s=noise
                c=IN IP4 239.1.1.1/1
                t=0 0
                m=audio 5004 RTP/AVP 0
                """);
        Path wav = folder.resolve("out.wav");
        Running ffmpeg = lab.start(
                2,
                "ffmpeg",
                "-loglevel",
                "error",
                "-protocol_whitelist",
                "file,udp,rtp",
                "-i",
                sdp.toString(),
                "-t",
                "0.4",
                wav.toString());
        lab.awaitJoined(2, "239.1.1.1");
        Running sender = lab.startMcshark(
                1,
                "send",
                "239.1.1.1:5004",
                "--rtp",
                "0",
                "--size",
                "172",
                "--interval",
                "20ms",
                "--count",
                "1000",
                "-q");
        Result result = ffmpeg.finish();
        sender.interrupt();
        assertEquals(0, result.code(), result.err());
        assertFalse(result.err().contains("missed"), result.err());
        assertTrue(Files.size(wav) > 1000, "it heard something");
    }

    private static Running receive(int host, String... words) {
        List<String> all = new ArrayList<>(List.of("receive", "-i", "eth0"));
        all.addAll(List.of(words));
        Running receiver = lab.startMcshark(host, all.toArray(String[]::new)).await("receiving");
        Target last = Target.parse(words[words.length - 1]).getLast();
        lab.awaitJoined(host, Addresses.text(last.group()));
        return receiver;
    }

    /** The row of the only sender. */
    private static String row(String json) {
        List<String> rows = json.lines()
                .filter(line -> line.contains("\"record\":\"flow\""))
                .toList();
        assertEquals(1, rows.size(), json);
        return rows.getFirst();
    }

    private static long number(String json, String key) {
        Matcher m = Pattern.compile("\"" + key + "\":(\\d+)[,}]").matcher(json);
        assertTrue(m.find(), key + " in " + json);
        return Long.parseLong(m.group(1));
    }
}
