package io.mcshark.cli;

import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Protocols;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mcshark fields}: every name a filter or {@code -e} can use. */
@Command(name = "fields", description = "Lists protocols and fields: names for -e and -Y, their types and meaning.")
public final class Fields implements Callable<Integer> {
    @Parameters(paramLabel = "PREFIX", arity = "0..1", description = "Only names that begin so: igmp, ip.dst.")
    String prefix = "";

    @Option(names = "--values", description = "The names of values, too.")
    boolean values;

    private final Console console;

    Fields(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var entries = Catalogue.from(prefix);
        if (entries.isEmpty()) {
            String near = Catalogue.nearest(prefix);
            throw new UserError(
                    "no field begins with " + prefix + (near == null ? "" : "; did you mean " + near + "?"));
        }
        for (Catalogue.Entry entry : entries.values()) {
            console.text()
                    .printf(
                            "%-36s %-17s %s%s%n",
                            entry.name(),
                            entry.isProtocol() ? "protocol" : entry.type().words(),
                            entry.label(),
                            entry.isProtocol() ? bindings(entry.protocol()) : "");
            Names names = values ? entry.names() : null;
            if (names != null) {
                names.all().forEach((value, name) -> console.text().printf("    %d = %s%n", value, name));
            }
        }
        return Main.OK;
    }

    private static String bindings(Protocol protocol) {
        return protocol.bindings().isEmpty() ? "" : " (" + String.join(", ", protocol.bindings()) + ")";
    }

    /** The field reference in Markdown, as docs/fields.md has it. */
    static String markdown() {
        StringBuilder text = new StringBuilder(
                "# Fields\n\nMade from the declarations in the decoder; `mcshark fields` prints the same.\n");
        for (Protocol protocol : Protocols.all()) {
            text.append("\n## ")
                    .append(protocol.name())
                    .append(": ")
                    .append(protocol.label())
                    .append('\n');
            if (!protocol.bindings().isEmpty()) {
                text.append("\nFollows ")
                        .append(String.join(", ", protocol.bindings()))
                        .append(".\n");
            }
            text.append("\n| field | type | |\n|---|---|---|\n");
            for (Catalogue.Entry entry : Catalogue.all().values()) {
                if (entry.protocol() == protocol && !entry.isProtocol()) {
                    text.append("| `")
                            .append(entry.name())
                            .append("` | ")
                            .append(entry.type().words())
                            .append(" | ");
                    text.append(entry.label()).append(" |\n");
                }
            }
        }
        return text.toString();
    }
}
