package io.mcshark.cli.shell;

import io.mcshark.cli.Console;
import io.mcshark.cli.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code open FILE}: works on a savefile from now on. */
@Command(name = "open", description = "Opens a savefile and works on it; what was open stays so.")
final class Open implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A savefile: pcap or pcapng; gzip, zstd or lz4 too.")
    Path file;

    private final Captures captures;

    Open(Captures captures, Console console) {
        this.captures = captures;
    }

    @Override
    public Integer call() throws IOException {
        Session session = captures.fresh();
        session.open(file);
        captures.take(session);
        return Main.OK;
    }
}
