package io.mcshark.cli;

import io.mcshark.cli.shell.Terminals;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;

/**
 * Runs the common commands once over the test captures, so that the JVM can note for its ahead-of-time cache what they load
 * and compile. The launcher calls it after a build.
 */
final class Train {
    private static final int ROUNDS = 1;
    private static final int COLUMNS = 140, ROWS = 40;

    private Train() {}

    /** @param args the folder with captures */
    public static void main(String[] args) throws IOException {
        List<Path> captures;
        try (Stream<Path> files = Files.walk(Path.of(args[0]))) {
            captures = files.filter(file -> file.toString().matches(".*src.main.*\\.pcap(ng)?"))
                    .sorted()
                    .toList();
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Path capture : captures) {
                run("read", capture.toString());
            }
        }
        Main.start("read", captures.getFirst().toString(), "-n");
        for (Path capture : captures) {
            String file = capture.toString();
            run("read", file, "-q");
            run("read", file, "-Y", "ip.dst == 239.1.1.1 && udp.dstport == 5000", "-w", "/dev/null");
            run("read", file, "-Y", "igmp || pim", "-w", "/dev/null");
            run("read", file, "-V", "-x");
            run("streams", file);
            run("read", file, "-T", "fields", "-e", "frame.number", "-e", "ip.dst", "-e", "frame.protocols");
        }
        run("explain", "239.255.255.250", "ff02::fb", "32");
        run("help");
        screens(captures);
    }

    /** The full screen, on a terminal that is none; and what is loaded to find the real one. */
    private static void screens(List<Path> captures) throws IOException {
        try (Terminal system = Terminals.system()) {
            system.flush();
        }
        for (Path capture : captures) {
            byte[] keys = "jjj\t\te".getBytes(StandardCharsets.US_ASCII);
            try (Terminal terminal = new ExternalTerminal(
                    "train",
                    "xterm-256color",
                    new ByteArrayInputStream(keys),
                    OutputStream.nullOutputStream(),
                    StandardCharsets.UTF_8)) {
                terminal.setSize(Size.of(COLUMNS, ROWS));
                Console console = new Console(
                        new ByteArrayInputStream(new byte[0]),
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream(),
                        true);
                console.lend(terminal);
                Main.run(console, "view", capture.toString());
            }
        }
    }

    private static void run(String... args) {
        Console console = new Console(
                new ByteArrayInputStream(new byte[0]),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                false);
        Main.run(console, args);
    }
}
