package io.mcshark.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.capture.PacketReader;
import io.mcshark.capture.PacketWriter;
import io.mcshark.cli.Lab;
import io.mcshark.cli.Ran;
import io.mcshark.cli.Tmux;
import io.mcshark.pcaps.Pcaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell in a real terminal, as a person types into it. */
class ScreenTest {
    private static final String PROMPT = "mcshark>", FILTERED = "mcshark (filtered)>";
    private static final int LONG_SECONDS = 60, MOMENT_MILLIS = 500;

    @TempDir
    Path folder;

    @BeforeEach
    void file() throws IOException {
        Files.copy(Pcaps.path("igmp-v3.pcap"), folder.resolve("in.pcap"));
    }

    @Test
    void opensFiltersShowsAndCompletes() {
        try (Tmux tmux = shell("TERM=screen-256color")) {
            tmux.await("nothing open");
            tmux.line("open in.pcap").await("in.pcap  48 packets");
            tmux.text("filter igmp.rec").key("Tab").await("filter igmp.record_type");
            tmux.line("== 3").await(FILTERED);
            assertTrue(tmux.screen().endsWith("in.pcap  48 packets  filter: igmp.record_type == 3"), tmux.screen());

            tmux.key("C-l").line("packets 30-40");
            String screen = tmux.await("   40 ");
            assertTrue(
                    screen.contains("   37 04:00:32.462241 192.0.2.1 > 224.0.0.22 igmp v3 report  leave 239.1.1.1"),
                    screen);
            assertFalse(screen.contains("   36 "), screen);

            tmux.line("show 37 |> tree").line("show 37");
            screen = tmux.await("Multicast Address: 239.1.1.1");
            assertTrue(screen.contains("        Record Type: Change To Include Mode (3)"), screen);
            assertTrue(Files.exists(folder.resolve("tree")));

            tmux.key("C-l")
                    .line("hex 37")
                    .await("0000  01 00 5e 00 00 16 02 00  00 00 00 01 08 00 46 c0   ..^...........F.");
            tmux.key("C-l").line("hex 37 payload").await("0000  22 00 ");
            tmux.line("filter off").awaitEnd("in.pcap  48 packets");
            tmux.key("C-l").line("packets | head -n 2 | wc -l").await("\n2\n");

            leaves(tmux);
        }
    }

    @Test
    void tabCompletesCommandsOptionsFilesAndFields() {
        try (Tmux tmux = shell("TERM=screen-256color")) {
            tmux.await(PROMPT);
            tmux.text("op").key("Tab").await("> open");
            tmux.text("in").key("Tab").await("> open in.pcap");
            tmux.key("Enter").await("in.pcap  48 packets");
            tmux.text("packets --nu").key("Tab").await("packets --number");
            tmux.key("C-c").text("filter igmp.ma").key("Tab");
            String screen = tmux.await("igmp.max_resp");
            assertTrue(screen.contains("igmp.maddr"), screen);
            tmux.text("dd").key("Tab").await("> filter igmp.maddr");
            tmux.key("C-c").text("packets -Y udp.dstp").key("Tab").await("packets -Y udp.dstport");
            tmux.key("C-c").text("diagram igm").key("Tab").await("> diagram igmp");
        }
    }

    /** Ctrl-C stops what runs and gives up what is typed, and never ends the shell. */
    @Test
    void controlCStopsTheCommandAndNotTheShell() throws IOException {
        int packets = 300_000;
        repeat(folder.resolve("in.pcap"), folder.resolve("big.pcapng"), packets);
        try (Tmux tmux = shell("TERM=screen-256color")) {
            tmux.await(PROMPT);
            tmux.line("open big.pcapng").await("big.pcapng  ");
            tmux.line("packets -x").await("0000  01 00 5e");
            String screen =
                    tmux.key("C-c").await("the prompt", now -> lastTyped(now).equals(PROMPT));
            assertTrue(lastShown(screen) > 0 && lastShown(screen) < packets, screen);
            tmux.text("packets of nothing").key("C-c").line("explain 5").await("5  TTL");
            tmux.key("C-l").line("packets 2").await("    2 04:00:15.410251");
            tmux.awaitEnd("big.pcapng  " + packets + " packets");
            tmux.key("C-l").line("show " + packets).await("Internet Group Management Protocol");
            tmux.key("C-l").line("packets " + packets).await(packets + " 04:00:");
            leaves(tmux);
        }
    }

    @Test
    void filtersArriveAsTyped() {
        try (Tmux tmux = shell("TERM=screen-256color")) {
            tmux.await(PROMPT);
            for (String filter : FilterLines.RIGHT) {
                tmux.key("C-l").line("filter " + filter).line("filter").await("\n" + filter + "\n" + FILTERED);
            }
        }
    }

    @Test
    void whatIsTypedBeforeThePromptIsKept() {
        try (Tmux tmux = shell("TERM=screen-256color")) {
            tmux.line("open in.pcap").line("packets 48");
            tmux.await("   48 04:00:34.994231");
        }
    }

    @Test
    void worksOnADumbTerminal() {
        try (Tmux tmux = shell("TERM=dumb")) {
            tmux.await(PROMPT);
            tmux.line("open in.pcap")
                    .line("filter igmp.type == 0x11 && igmp.maddr == 0.0.0.0")
                    .line("packets");
            String screen = tmux.await("   21 04:00:26.706268");
            assertTrue(screen.contains("   19 "), screen);
            assertFalse(screen.contains("\u001b"), screen);
            tmux.line("hex 19").await("0000  01 00 5e 00 00 01");
            tmux.line("fitler").await("no command fitler; did you mean filter?");
            leaves(tmux);
        }
    }

    @Test
    void worksOnSeveralCaptures() throws IOException {
        Files.copy(Pcaps.path("rtp-spoiled.pcap"), folder.resolve("second.pcap"));
        Files.createDirectories(folder.resolve("mcshark"));
        Files.writeString(
                folder.resolve("mcshark/startup"), "# mine\nalias o=open in.pcap\nopen nosuch\nopen second.pcap\n");
        try (Tmux tmux = shell("TERM=xterm-256color")) {
            String screen = tmux.await(PROMPT);
            assertTrue(screen.contains("mcshark/startup:3: nosuch"), screen);
            tmux.line("o").await("in.pcap  48 packets  +1 open");
            tmux.line("filter igmp").line("captures");
            screen = tmux.await("* 2  in.pcap  48 packets  filter: igmp");
            assertTrue(screen.contains("  1  second.pcap  397 packets"), screen);
            tmux.line("use second.pcap").awaitEnd("second.pcap  397 packets  +1 open");
            tmux.text("filter ip.dst == 23").key("Tab").await("filter ip.dst == 239.1.2.3");
            tmux.key("C-c").text("filter ip.dts == 1").await("did you mean ip.dst?");
            tmux.key("C-c").line("close").awaitEnd("in.pcap  48 packets  filter: igmp");
        }
    }

    @Test
    void whatDoesNotFitGoesThroughAPager() {
        try (Tmux tmux = shell("TERM=xterm-256color", "cat -n")) {
            tmux.await(PROMPT);
            tmux.line("open in.pcap").line("show 37").await("    41\t".replace("\t", "  "));
            tmux.key("C-l").line("explain 5");
            assertFalse(tmux.await("5  TTL").contains("     1  5  TTL"), tmux.screen());
        }
    }

    /** Ctrl-Z gives the terminal back, fg takes it again; a window may change its size. */
    @Test
    void isStoppedResumedAndResized() {
        Lab.assumeProgram("bash");
        try (Tmux tmux = bash()) {
            tmux.line(program("view in.pcap"));
            tmux.await("48 packets");
            tmux.key("C-z").await("Stopped");
            tmux.line("fg").await("q leave");
            tmux.size(60, 20).await("48 packets");
            tmux.key("G").await(">   48 ");
            stopFromOutside();
            tmux.await("Stopped");
            tmux.line("fg").awaitEnd("5 expert");
            tmux.key("k").await(">   47 ");
            tmux.key("q").await("the shell", screen -> screen.strip().endsWith("shell>"));
        }
    }

    /** Ctrl-Z while a line is typed, and while a command runs; what was typed is still there. */
    @Test
    void theShellIsStoppedAndResumed() {
        Lab.assumeProgram("bash");
        try (Tmux tmux = bash()) {
            tmux.line(program("")).await("nothing open");
            tmux.line("open in.pcap").await("in.pcap  48 packets");
            tmux.text("filter igmp.ty").await("> filter igmp.ty");
            tmux.key("C-z").await("Stopped");
            tmux.line("clear; fg").awaitEnd("in.pcap  48 packets");
            tmux.text("pe == 3 && igmp").await("filter igmp.type == 3 && igmp");
            tmux.key("C-c").key("C-l").line("packets | sleep 1000").await("packets | sleep");
            aMoment(); // what comes right after it went on is taken for the same Ctrl-Z once more
            tmux.key("C-z").await("Stopped");
            tmux.line("fg").key("C-c");
            tmux.line("explain 5").await("5  TTL");
        }
    }

    private static void aMoment() {
        try {
            TimeUnit.MILLISECONDS.sleep(MOMENT_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The terminal is closed (SIGHUP): nothing of us is left. */
    @Test
    void endsWithItsTerminal() {
        Lab.assumeProgram("bash");
        for (String arguments : new String[] {"", "view in.pcap", "view --plain in.pcap"}) {
            try (Tmux tmux = bash()) {
                tmux.line(program(arguments)).await(arguments.isEmpty() ? "nothing open" : "48 packets");
                assertTrue(process().isPresent());
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONG_SECONDS);
            while (process().isPresent()) {
                assertTrue(System.nanoTime() < end, "still runs: " + arguments);
                Thread.onSpinWait();
            }
        }
    }

    /** SIGTERM: the terminal is as it was. */
    @Test
    void givesTheTerminalBackWhenItIsEnded() {
        Lab.assumeProgram("bash");
        for (String arguments : new String[] {"", "view in.pcap"}) {
            try (Tmux tmux = bash()) {
                tmux.line(program(arguments)).await(arguments.isEmpty() ? "nothing open" : "48 packets");
                assertTrue(process().orElseThrow().destroy());
                tmux.await("the shell", screen -> screen.lines().anyMatch("shell>"::equals));
                tmux.line("clear; stty -a | grep -ow -- '-*icanon\\|-*echo\\|-*isig' | sort | tr '\\n' ' '")
                        .await("echo icanon isig");
            }
        }
    }

    /** Ten columns: nothing goes wrong, and what is typed is taken. */
    @Test
    void worksOnANarrowTerminal() {
        try (Tmux tmux = shell("TERM=xterm-256color")) {
            tmux.await(PROMPT);
            tmux.size(10, 20).line("open in.pcap").await("in.pcap  4");
            tmux.line("filter igmp.type == 3");
            tmux.line("packets -c 1").line("view");
            tmux.await(" ? help  /");
            tmux.key("2").await("\n 1 packets");
            tmux.key("q").key("q").await("in.pcap  4");
            tmux.size(100, 30).key("C-l").line("filter").await("igmp.type == 3\n");
            leaves(tmux);
        }
    }

    private Tmux bash() {
        Tmux tmux = new Tmux(
                folder,
                "PS1='shell> ' bash --norc -i",
                "XDG_STATE_HOME=" + folder,
                "XDG_CONFIG_HOME=" + folder,
                "TERM=xterm-256color",
                "LC_ALL=C.UTF-8");
        tmux.await("shell>");
        return tmux;
    }

    private String program(String arguments) {
        return Ran.command("-Dmcshark.terminal=true", "-Dmcshark.terminal.in=true", "-Dfolder=" + folder) + " "
                + arguments;
    }

    /** Our program in the terminal. */
    private Optional<ProcessHandle> process() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .filter(process -> process.info().commandLine().orElse("").contains("-Dfolder=" + folder))
                .findAny();
    }

    /** Stops the view as another process may: it cannot give the terminal back before. */
    private void stopFromOutside() {
        assertEquals(
                0,
                Ran.bash(folder, "kill -STOP " + process().orElseThrow().pid()).code());
    }

    private Tmux shell(String terminal) {
        return shell(terminal, "");
    }

    private Tmux shell(String terminal, String pager) {
        return new Tmux(
                folder,
                terminal + " " + Ran.command("-Dmcshark.terminal=true", "-Dmcshark.terminal.in=true"),
                "XDG_STATE_HOME=" + folder,
                "XDG_CONFIG_HOME=" + folder,
                "PAGER=" + pager,
                "TZ=UTC",
                "LC_ALL=C.UTF-8");
    }

    private static void leaves(Tmux tmux) {
        tmux.await("the prompt", screen -> lastTyped(screen).endsWith(">")); // before, the terminal would take Ctrl-D
        tmux.key("C-d").await("exit code 0");
    }

    /** The line with the last prompt on the screen. */
    private static String lastTyped(String screen) {
        return screen.lines()
                .filter(line -> Pattern.matches("mcshark.*> ?.*", line))
                .reduce("", (before, line) -> line);
    }

    /** The number of the last packet on the screen, 0 for none. */
    private static int lastShown(String screen) {
        return Pattern.compile("^ *(\\d+) \\d\\d:\\d\\d:", Pattern.MULTILINE)
                .matcher(screen)
                .results()
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .reduce(0, (before, number) -> number);
    }

    /** Writes the packets of a savefile again and again. */
    private static void repeat(Path from, Path to, int packets) throws IOException {
        int written = 0;
        PacketWriter writer = null;
        while (written < packets) {
            try (PacketReader reader = PacketReader.open(from)) {
                if (writer == null) {
                    writer = PacketWriter.create(to, reader);
                } else {
                    writer.begin(reader);
                }
                while (written < packets && reader.next()) {
                    writer.copy(reader);
                    written++;
                }
            }
        }
        writer.close();
    }
}
