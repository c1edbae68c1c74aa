package io.mcshark.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Lab;
import io.mcshark.cli.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell's commands that need a network: capture, send, receive, interfaces. */
@Tag("live")
class ShellLabTest {
    @TempDir
    Path folder;

    @Test
    void capturesSendsAndReceives() {
        Lab.assumeProgram("socat");
        Path ours = folder.resolve("ours.pcapng");
        Path copy = folder.resolve("copy.pcapng");
        try (Lab lab = Lab.up("shell", 2)) {
            lab.awaitSnooping();
            Lab.Running shell = lab.startMcshark(2);
            shell.type("interfaces\n").await("eth0 [Up, Running]");
            shell.type("capture start -i eth0 -w " + ours + " --join 239.1.2.3\n");
            lab.awaitJoined(2, "239.1.2.3");
            shell.type("capture start -i eth0\n");
            assertTrue(shell.finish().err().endsWith("mcshark: line 3: a capture is running: capture stop\n"));
            assertEquals(2, shell.finish().code());

            shell = lab.startMcshark(2);
            shell.type("capture start -i eth0 -w " + ours + " --join 239.1.2.3\n");
            lab.awaitJoined(2, "239.1.2.3");
            speak(lab, "239.1.2.3", "one");
            shell.type("packets --follow -c 1 -Y udp\n").await(" > 239.1.2.3.5000 udp 3  ttl 1 ");
            shell.type("send 239.1.2.9:5000 --text hello\n").await("sent to 239.1.2.9:5000");
            shell.type("receive 239.1.2.4:5000 -i eth0 -c 1\n").await("receiving");
            lab.awaitJoined(2, "239.1.2.4");
            speak(lab, "239.1.2.4", "two");
            shell.await("\"two\"");
            shell.type("packets --follow -c 3 -Y udp\n").await(" > 239.1.2.4.5000 udp 3  ttl 1 ");
            shell.type("capture stop\n").await("0 dropped by kernel");
            speak(lab, "239.1.2.3", "three");
            shell.type("filter udp\nwrite " + copy + "\n").await("3 packets written");
            Lab.Result ended = shell.endInput().finish();
            assertEquals(0, ended.code(), ended.err());
        }
        String read = Ran.mcshark("read", copy.toString(), "-T", "fields", "-e", "ip.dst", "-e", "udp.payload")
                .out();
        assertEquals("239.1.2.3\t6f6e65\n239.1.2.9\t68656c6c6f\n239.1.2.4\t74776f\n", read);
        assertFalse(Ran.mcshark("read", ours.toString(), "-Y", "igmp").out().isEmpty());
    }

    private static void speak(Lab lab, String group, String text) {
        assertEquals(
                0,
                lab.start(1, "socat", "-u", "STDIN", "UDP4-DATAGRAM:" + group + ":5000")
                        .type(text)
                        .endInput()
                        .finish()
                        .code());
    }
}
