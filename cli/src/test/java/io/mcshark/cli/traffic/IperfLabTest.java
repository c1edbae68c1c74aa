package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Lab;
import io.mcshark.cli.Lab.Result;
import io.mcshark.cli.Lab.Running;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** iperf 2, which people measure multicast with, as sender and as receiver. mcjoin is in no Debian 12. */
@Tag("live")
class IperfLabTest {
    private static final String GROUP = "239.1.2.9";
    private static final Pattern SENT = Pattern.compile("Sent (\\d+) datagrams");

    private static final Pattern RECEIVED = Pattern.compile("(\\d+) datagrams, (\\d+) bytes received from 1 sender");

    private static Lab lab;

    @TempDir
    Path folder;

    @BeforeAll
    static void up() {
        Lab.assumeProgram("iperf");
        lab = Lab.up("iperf", 2);
    }

    @AfterAll
    static void down() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void whatIperfSendsIsReceived() {
        Running receiver = lab.startMcshark(2, "receive", GROUP + ":5001", "-i", "eth0", "-q")
                .await("receiving");
        lab.awaitJoined(2, GROUP);
        Result iperf = lab.run(1, "iperf", "-u", "-c", GROUP, "-T", "4", "-b", "400k", "-l", "100", "-t", "0.2");
        Matcher sent = SENT.matcher(iperf.out());
        assertTrue(sent.find(), iperf.out() + iperf.err());
        String said = receiver.interrupt().err();
        Matcher got = RECEIVED.matcher(said);
        assertTrue(got.find(), said);
        int count = Integer.parseInt(got.group(1));
        // It counts one more or one less than it sends: the one that says that it is the last.
        assertEquals(Integer.parseInt(sent.group(1)), count, 1, iperf.out() + said);
        assertEquals(100 * count, Integer.parseInt(got.group(2)));
    }

    /** Its datagrams begin with a number and the time of sending, the last with a number below 0. */
    @Test
    void whatIsSentIsReceivedByIperf() throws IOException {
        int count = 50;
        ByteBuffer datagrams = ByteBuffer.allocate(100 * count);
        for (int i = 0; i < count; i++) {
            datagrams.position(100 * i);
            datagrams.putInt(i < count - 1 ? i : -i).putInt(1_700_000_000).putInt(5000 * i);
        }
        Path file = Files.write(folder.resolve("datagrams"), datagrams.array());
        Running iperf = lab.start(2, "stdbuf", "-oL", "iperf", "-s", "-u", "-B", GROUP, "-l", "200");
        lab.awaitJoined(2, GROUP);
        Result sent = lab.mcshark(
                1,
                "send",
                GROUP + ":5001",
                "-i",
                "eth0",
                "--file",
                file.toString(),
                "--size",
                "100",
                "--interval",
                "2ms",
                "-q");
        assertEquals(0, sent.code(), sent.err());
        iperf.await("0/49 (0%)");
    }
}
