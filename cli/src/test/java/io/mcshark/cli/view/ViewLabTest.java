package io.mcshark.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Lab;
import io.mcshark.cli.Ran;
import io.mcshark.cli.Tmux;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The full screen on a capture that runs, in a real terminal. */
@Tag("live")
class ViewLabTest {
    private static final String GROUP = "239.1.2.3:5000";

    @TempDir
    Path folder;

    @Test
    void showsWhatComesOnATerminalOfAnySize() {
        try (Lab lab = Lab.up("view", 2)) {
            lab.awaitSnooping();
            String line = Ran.command("-Dmcshark.terminal=true", "-Dmcshark.terminal.in=true") + " view -i eth0 --join "
                    + "239.1.2.3 --on join 'echo a command speaks'";
            try (Tmux tmux = new Tmux(
                    folder,
                    "ip netns exec " + lab.namespace(2) + " " + line,
                    "TERM=xterm-256color",
                    "TZ=UTC",
                    "LC_ALL=C.UTF-8")) {
                tmux.await("dropped by kernel");
                lab.awaitJoined(2, "239.1.2.3");
                Lab.Running sender = lab.startMcshark(1, "send", GROUP, "-q", "--probe", "--rate", "100pps");
                // What a command of --on writes is nowhere on the screen, which it would spoil.
                String screen = tmux.await("the end of the list", now -> number(now) > 30);
                assertTrue(
                        screen.lines().findFirst().orElse("").matches(" eth0 .* packets.* 0 dropped by kernel"),
                        screen);
                assertFalse(screen.contains("a command speaks"), screen);
                for (int[] size : new int[][] {{200, 60}, {10, 12}, {80, 24}}) {
                    tmux.size(size[0], size[1]);
                    long before = number(tmux.await("a screen of " + size[0], now -> whole(now, size[1])));
                    tmux.await("further packets", now -> number(now) > before && whole(now, size[1]));
                }
                tmux.key("2").await("Streams\n");
                String first = tmux.await("239.1.2.3  5000");
                tmux.await("other figures", now -> now.contains("239.1.2.3  5000") && !now.equals(first));
                tmux.key("1").key("/").text("udp.dstport == 5000").key("Enter").await("udp.dstport == 5000");
                sender.interrupt();
                tmux.key("q");
                screen = tmux.await("exit code 0");
                assertTrue(screen.replace("\n", "").contains("0 dropped by kernel, 0 dropped by interface"), screen);
                assertTrue(screen.contains("--on: 1 command run"), screen);
            }
        }
    }

    /** Whether all lines of the screen are there: title and keys where they belong. */
    private static boolean whole(String screen, int height) {
        List<String> lines = screen.lines().toList();
        return lines.size() == height
                && lines.getFirst().startsWith(" eth0 ")
                && lines.getLast().startsWith(" ? help");
    }

    /** The number of the selected packet; 0 for none. */
    private static long number(String screen) {
        return screen.lines()
                .filter(line -> line.startsWith(">"))
                .mapToLong(line -> Long.parseLong(line.substring(1).strip().split(" ")[0]))
                .findFirst()
                .orElse(0);
    }

    @Test
    void saysWhatCannotBeMeant() {
        assertEquals(
                "mcshark: view needs a terminal; read shows packets without one\n",
                Ran.mcshark("view", "-i", "lo").err());
        Ran shell = Ran.mcshark("capture start -i lo -w -\n".getBytes(StandardCharsets.US_ASCII));
        assertEquals(
                "mcshark: line 1: -w -: packets that are looked at go to a file; capture writes to standard output\n",
                shell.err());
        assertEquals("", shell.out());
    }
}
