package io.mcshark.cli.shell;

import io.mcshark.capture.PacketReader;
import io.mcshark.cli.Console;
import io.mcshark.cli.Main;
import io.mcshark.cli.OutputOptions;
import io.mcshark.cli.PacketLoop;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code write FILE}: keeps the packets that pass the filter. */
@Command(name = "write", description = "Writes the packets that pass the filter to a savefile.")
final class Write implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "pcapng; pcap if it is called so.")
    Path file;

    @Parameters(
            index = "1",
            paramLabel = "FIRST[-LAST]",
            arity = "0..1",
            description = "Only packets with these numbers.")
    String range = "1-";

    private final Session session;
    private final Captures captures;
    private final Console console;

    Write(Session session, Captures captures, Console console) {
        this.session = session;
        this.captures = captures;
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        OutputOptions output = new OutputOptions();
        output.writes(file);
        long[] numbers = Packets.range(range);
        captures.refuse(file);
        PacketLoop loop =
                new PacketLoop(console, new Frame(session.settings()), session.filter(), output).writeTo(file);
        try (PacketReader reader = session.scan();
                loop) {
            session.bound(loop.from(numbers[0]), numbers[1]);
            loop.begin();
            loop.run(reader, Long.MAX_VALUE);
            loop.end();
            if (reader.damage() != null) {
                throw new UserError(session.name() + ": " + reader.damage());
            }
        }
        console.text().println(loop.shown() + " packets written to " + file);
        return Main.OK;
    }
}
