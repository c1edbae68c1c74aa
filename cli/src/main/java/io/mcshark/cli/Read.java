package io.mcshark.cli;

import io.mcshark.capture.Growth;
import io.mcshark.capture.PacketReader;
import io.mcshark.capture.SavefileException;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mcshark read}: shows the packets of savefiles. */
@Command(name = "read", description = "Shows the packets of savefiles (pcap, pcapng; gzip, zstd or lz4 too).")
public final class Read implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Savefiles; - is standard input.")
    List<String> files = new ArrayList<>();

    @Option(names = "-c", paramLabel = "N", description = "Stop after N packets that passed the filter.")
    long count = Long.MAX_VALUE;

    @Option(
            names = "-w",
            paramLabel = "OUT",
            description =
                    "Write the packets that pass to a savefile (pcapng; pcap if it is called so; - is standard output).")
    Path target;

    @Option(names = "--follow", description = "At the end of the file wait for more.")
    boolean follow;

    @Option(names = "--checksums", description = "Verify IP, UDP and TCP checksums.")
    boolean checksums;

    @Mixin
    OutputOptions output = new OutputOptions();

    private final Console console;

    Read(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Settings settings = new Settings();
        settings.checksums = checksums;
        output.quiet |= target != null && !output.asks();
        PacketLoop loop = new PacketLoop(console, new Frame(settings), null, output).writeTo(target);
        loop.begin();
        boolean more = true;
        boolean damaged = false;
        for (int i = 0; i < files.size() && more; i++) {
            try (PacketReader reader = open(files.get(i))) {
                more = loop.run(reader, count);
                if (reader.damage() != null) {
                    damaged = true;
                    console.err().println("mcshark: " + files.get(i) + ": " + reader.damage());
                }
            }
        }
        loop.end();
        return damaged ? Main.ERROR : Main.OK;
    }

    private PacketReader open(String file) throws IOException {
        try {
            if (file.equals("-")) {
                return PacketReader.open(console.in(), "standard input");
            }
            if (follow) {
                Growth.Tail tail = new Growth.Tail();
                console.onStop(tail::stop);
                return PacketReader.follow(Path.of(file), tail);
            }
            return PacketReader.open(Path.of(file));
        } catch (SavefileException e) {
            throw new UserError(e.getMessage());
        }
    }
}
