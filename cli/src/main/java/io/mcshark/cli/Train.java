package io.mcshark.cli;

import io.mcshark.capture.PacketReader;
import io.mcshark.capture.PacketWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the common commands once over the test captures, so that the JVM can note for its ahead-of-time cache what they load
 * and compile. The launcher calls it after a build.
 */
final class Train {
    private static final int ROUNDS = 20;
    private static final int LONG_ROUNDS = 200, LONG_RUNS = 3;

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
        for (Path capture : captures) {
            String file = capture.toString();
            run("read", file, "-q");
            run("read", file, "-V", "-x");
            run("read", file, "-T", "fields", "-e", "frame.number", "-e", "ip.dst", "-e", "frame.protocols");
        }
        atLength(captures);
        run("explain", "239.255.255.250", "ff02::fb", "32");
        run("help");
    }

    /** A savefile long enough that the loops become hot: what the compiler then knows of them it also notes. */
    private static void atLength(List<Path> captures) throws IOException {
        Path file = Files.createTempFile("mcshark-train", ".pcap");
        try {
            try (PacketWriter writer = PacketWriter.create(file)) {
                for (int i = 0; i < LONG_ROUNDS; i++) {
                    for (Path capture : captures) {
                        copy(capture, writer);
                    }
                }
            }
            String name = file.toString();
            for (int i = 0; i < LONG_RUNS; i++) {
                run("read", name, "-q");
                run("read", name, "-Y", "ip.dst == 239.1.1.1 && udp.dstport == 5000", "-w", "/dev/null");
                run("read", name);
                run(
                        "read",
                        name,
                        "-T",
                        "fields",
                        "-e",
                        "frame.number",
                        "-e",
                        "frame.time_epoch",
                        "-e",
                        "ip.src",
                        "-e",
                        "ip.dst",
                        "-e",
                        "ip.ttl",
                        "-e",
                        "udp.dstport",
                        "-e",
                        "frame.len");
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void copy(Path capture, PacketWriter writer) throws IOException {
        try (PacketReader reader = PacketReader.open(capture)) {
            if (reader.interfaces().isEmpty() || reader.interfaces().getFirst().linkType() != 1) {
                return;
            }
            writer.begin(reader);
            while (reader.next() && reader.linkType() == 1) {
                writer.copy(reader);
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
