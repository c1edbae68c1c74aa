package io.mcshark.cli;

import io.mcshark.capture.Growth;
import io.mcshark.capture.PacketReader;
import io.mcshark.capture.SavefileException;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Settings;
import io.mcshark.decoder.filter.Filter;
import io.mcshark.decoder.filter.FilterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code mcshark read}: shows the packets of savefiles. */
public final class Read implements Declared {
    private final List<String> files = new ArrayList<>();
    private final OutputOptions output = new OutputOptions();
    private long count = Long.MAX_VALUE;
    private String filter;
    private Path target;
    private boolean follow;
    private boolean checksums;
    private final Console console;

    Read(Console console) {
        this.console = console;
    }

    @Override
    public String about() {
        return "Shows the packets of savefiles (pcap, pcapng; gzip, zstd or lz4 too).";
    }

    @Override
    public void declare(Options options) {
        options.operands(files, "1..*", "FILE", "Savefiles; - is standard input.")
                .value(Long.class, n -> count = n, "N", "Stop after N packets that passed the filter.", "-c")
                .value(
                        String.class,
                        text -> filter = text,
                        "FILTER",
                        "Only packets that pass this display filter.",
                        "-Y")
                .value(
                        Path.class,
                        file -> target = file,
                        "OUT",
                        "Write the packets that pass to a savefile (pcapng; pcap if called so; - is standard output).",
                        "-w")
                .flag(() -> follow = true, "At the end of the file wait for more.", "--follow")
                .flag(() -> checksums = true, "Verify IP, UDP and TCP checksums.", "--checksums");
        output.declare(options);
    }

    @Override
    public Integer call() throws IOException, FilterException {
        Settings settings = new Settings();
        settings.checksums = checksums;
        if (target != null && !output.asks()) {
            output.quiet();
        }
        keepInputs();
        PacketLoop loop = new PacketLoop(
                        console, new Frame(settings), filter == null ? null : Filter.compile(filter), output)
                .writeTo(target);
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

    /** Writing begins with the first input; a later one must not be emptied by it. */
    private void keepInputs() throws IOException {
        for (String file : files) {
            Path input = Path.of(file);
            if (target != null && Files.exists(target) && Files.exists(input) && Files.isSameFile(target, input)) {
                throw new UserError(target + ": is being read; write to another file");
            }
        }
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
