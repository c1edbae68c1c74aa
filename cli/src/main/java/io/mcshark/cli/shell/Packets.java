package io.mcshark.cli.shell;

import io.mcshark.capture.PacketReader;
import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.DisplayFilters;
import io.mcshark.cli.Main;
import io.mcshark.cli.Options;
import io.mcshark.cli.OutputOptions;
import io.mcshark.cli.PacketLoop;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.filter.Filter;
import io.mcshark.decoder.filter.FilterException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code packets}: the packets of the session that pass its filter. */
final class Packets implements Declared {
    private final List<String> range = new ArrayList<>();
    private final OutputOptions output = new OutputOptions();
    private Long count;
    private String filter;
    private boolean follow;

    private final Session session;
    private final Console console;

    Packets(Session session, Console console) {
        this.session = session;
        this.console = console;
    }

    @Override
    public String about() {
        return "Shows the packets that pass the filter.";
    }

    @Override
    public void declare(Options options) {
        options.operands(range, "0..1", "FIRST[-LAST]", "Only packets with these numbers.")
                .value(Long.class, n -> count = n, "N", "Stop after N packets.", "-c")
                .value(
                        String.class,
                        text -> filter = text,
                        "FILTER",
                        "This filter and not the session's; takes the rest of the line.",
                        "-Y")
                .flag(() -> follow = true, "In a live capture wait for more packets, until Ctrl-C.", "--follow");
        output.declare(options);
    }

    @Override
    public Integer call() throws IOException, FilterException {
        long most = Options.packets("-c", count);
        long[] numbers = range(range.isEmpty() ? "1-" : range.getFirst());
        output.number();
        Filter kept = filter == null ? session.filter() : DisplayFilters.compile(filter);
        PacketLoop loop = new PacketLoop(console, new Frame(session.settings()), kept, output).from(numbers[0]);
        if (follow) {
            loop.until(numbers[1]);
        } else {
            session.bound(loop, numbers[1]);
        }
        try (PacketReader reader = session.scan()) {
            console.closeOnStop(reader);
            loop.begin();
            loop.run(reader, most);
            loop.end();
            if (reader.damage() != null) {
                throw new UserError(session.name() + ": " + reader.damage());
            }
        }
        return Main.OK;
    }

    /** First and last of {@code N}, {@code N-M}, {@code N-} or {@code -M}. */
    static long[] range(String text) {
        int dash = text.indexOf('-');
        try {
            long first = dash == 0 ? 1 : Long.parseLong(dash < 0 ? text : text.substring(0, dash));
            String end = text.substring(dash + 1);
            long last = dash >= 0 && end.isEmpty() ? Long.MAX_VALUE : Long.parseLong(end);
            if (first >= 1 && last >= first) {
                return new long[] {first, last};
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new UserError("packets " + text + ": give a number, or a range such as 10-20, 10- or -20");
    }
}
