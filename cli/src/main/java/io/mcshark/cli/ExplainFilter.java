package io.mcshark.cli;

import io.mcshark.decoder.filter.Filter;
import io.mcshark.decoder.filter.FilterException;
import io.mcshark.decoder.filter.Outline;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** {@code mcshark explain-filter}: how a display filter is understood, what it reads, and the capture filter it comes near to. */
public final class ExplainFilter implements Declared {
    private final List<String> words = new ArrayList<>();
    private boolean macros;
    private final Console console;

    ExplainFilter(Console console) {
        this.console = console;
    }

    @Override
    public String about() {
        return "Explains a display filter: its tree, what it reads, the same as a capture filter.";
    }

    @Override
    public void declare(Options options) {
        options.operands(words, "0..*", "EXPR", "A display filter, as for -Y.")
                .flag(() -> macros = true, "List the macros there are, and where they are kept.", "--macros");
    }

    @Override
    public Integer call() throws IOException, FilterException {
        PrintWriter out = console.text();
        if (macros) {
            DisplayFilters.list(out);
            return Main.OK;
        }
        if (words.isEmpty()) {
            throw new UserError("explain-filter: give a display filter in quotes, 'igmp and ip.ttl == 1'");
        }
        Filter filter = DisplayFilters.compile(String.join(" ", words));
        out.println(filter);
        out.println();
        Outline.tree(filter).forEach(line -> out.println("  " + line));
        if (!filter.fields().isEmpty()) {
            out.println("\nReads");
            Outline.fields(filter).forEach(line -> out.println("  " + line));
        }
        if (filter.needsState()) {
            out.println("\n" + DisplayFilters.STATE);
        }
        Outline.Capture capture = Outline.capture(filter);
        out.println("\nCapture filter (-f)");
        if (capture.text() != null) {
            out.println("  " + (capture.text().isEmpty() ? "none: every packet" : capture.text()));
        }
        if (capture.exact()) {
            out.println(
                    "  The same for untagged Ethernet frames; -Y also looks behind tags, into tunnels and at whole datagrams.");
        } else {
            out.println("  " + (capture.text() == null ? "None" : "Takes more packets")
                    + ": a capture filter cannot say " + capture.unsayable());
        }
        return Main.OK;
    }
}
