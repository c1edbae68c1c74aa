package io.mcshark.cli;

import io.mcshark.decoder.groups.explain.Explanation;
import io.mcshark.decoder.groups.explain.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mcshark explain}: what an address, a prefix, a hardware address or a TTL means to multicast. */
@Command(name = "explain", description = "Explains group addresses, prefixes, hardware addresses and TTLs.")
public final class Explain implements Callable<Integer> {
    private static final int WIDTH = 120;

    @Parameters(
            paramLabel = "THING",
            arity = "1..*",
            description =
                    "A group, GROUP:PORT, [IPV6-GROUP]:PORT, a prefix, a hardware address, or a TTL from 0 to 255.")
    List<String> things;

    @Option(names = "--json", description = "As a JSON array with one object for each.")
    boolean json;

    private final Console console;

    Explain(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Facts> all = new ArrayList<>();
        for (String thing : things) {
            try {
                all.add(Explanation.of(thing));
            } catch (IllegalArgumentException e) {
                throw new UserError(e.getMessage());
            }
        }
        StringBuilder out = new StringBuilder();
        String between = json ? "[\n" : "";
        for (Facts facts : all) {
            out.append(between);
            if (json) {
                facts.json(out);
            } else {
                out.append(facts.text(WIDTH));
            }
            between = json ? ",\n" : "\n";
        }
        console.text().print(json ? out.append("\n]\n") : out);
        return Main.OK;
    }
}
