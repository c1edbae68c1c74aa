package io.mcshark.cli.shell;

import io.mcshark.cli.Console;
import io.mcshark.cli.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code open FILE}: works on a savefile from now on. */
@Command(name = "open", description = "Opens a savefile.")
final class Open implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A savefile: pcap or pcapng; gzip, zstd or lz4 too.")
    Path file;

    private final Session session;

    Open(Session session, Console console) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        session.open(file);
        return Main.OK;
    }
}
