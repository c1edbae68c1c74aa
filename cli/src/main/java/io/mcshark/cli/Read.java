package io.mcshark.cli;

import io.mcshark.capture.Growth;
import io.mcshark.capture.PacketReader;
import io.mcshark.capture.SavefileException;
import io.mcshark.capture.bpf.SavefileFilter;
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
    /** More would wait for the one that reads. */
    private static final int MOST_THREADS = 4;

    private final List<String> files = new ArrayList<>();
    private final OutputOptions output = new OutputOptions();
    private final DecodeOptions decode = new DecodeOptions();
    private Long count;
    private String filter;
    private String taken;
    private Path target;
    private boolean follow;
    private boolean checksums;
    private int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
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
                        String.class,
                        text -> taken = text,
                        "BPF",
                        "Only packets that this capture filter would have taken; needs libpcap.",
                        "-f")
                .value(
                        Path.class,
                        file -> target = file,
                        "OUT",
                        "Write the packets that pass to a savefile (pcapng; pcap if called so; - is standard output).",
                        "-w")
                .flag(() -> follow = true, "At the end of the file wait for more.", "--follow")
                .value(
                        Integer.class,
                        n -> threads = n,
                        "N",
                        "Threads for a large file: as many as there are processors, at most 4; 1 for one.",
                        "--threads")
                .flag(() -> checksums = true, "Verify IP, UDP and TCP checksums.", "--checksums");
        decode.declare(options);
        output.declare(options);
    }

    @Override
    public Integer call() throws IOException, FilterException {
        Settings settings = decode.settings();
        settings.checksums = checksums;
        output.writes(target);
        long most = Options.packets("-c", count);
        if (threads < 1) {
            throw new UserError("--threads " + threads + ": give a number of threads, from 1 on");
        }
        Filter shown = filter == null ? null : DisplayFilters.compile(filter);
        boolean damaged = false;
        try (PacketLoop loop = new PacketLoop(console, new Frame(settings), shown, output)
                .taking(taken == null ? null : new SavefileFilter(taken))
                .writeTo(target)) {
            check();
            if (files.size() == 1 && !follow) {
                loop.parallel(threads, () -> new Strand(new Frame(settings), compiled(filter), output.views()));
            }
            loop.begin();
            boolean more = true;
            for (int i = 0; i < files.size() && more; i++) {
                try (PacketReader reader = open(files.get(i))) {
                    more = loop.run(reader, most);
                    if (reader.damage() != null) {
                        damaged = true;
                        console.err().println(Main.PREFIX + files.get(i) + ": " + reader.damage());
                    }
                }
            }
            loop.end();
        }
        return damaged ? Main.ERROR : Main.OK;
    }

    /** A filter that was compiled before, once more. */
    private static Filter compiled(String filter) {
        try {
            return filter == null ? null : DisplayFilters.compile(filter);
        } catch (FilterException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Finds what is wrong with any of the files before something is shown or written. */
    private void check() throws IOException {
        if (target != null) {
            for (String file : files) {
                OutputOptions.refuse(target, Path.of(file.equals("-") ? "/dev/stdin" : file));
            }
        }
        for (String file : files) {
            // What comes through a pipe comes only once.
            if (file.isEmpty() || files.size() > 1 && !file.equals("-") && !follow && !isPipe(Path.of(file))) {
                open(file).close();
            }
        }
    }

    private static boolean isPipe(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    }

    private PacketReader open(String file) throws IOException {
        try {
            if (file.equals("-")) {
                PacketReader reader = PacketReader.open(console.in(), "standard input");
                console.closeOnStop(reader); // a quiet pipe would not let go
                return reader;
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
