package io.mcshark.cli.analysis;

import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.Options;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.analysis.Findings;
import io.mcshark.decoder.analysis.members.Members;
import io.mcshark.decoder.filter.FilterException;
import io.mcshark.decoder.groups.Address;
import java.io.IOException;

/** {@code mcshark groups}: who joined what, and whether it flows. */
public final class Groups implements Declared {
    private final AnalysisRun run;
    private String group;

    public Groups(Console console) {
        run = new AnalysisRun(console);
    }

    @Override
    public String about() {
        return "Tells who joined which groups, by IGMP and MLD, and whether they carry data.";
    }

    @Override
    public void declare(Options options) {
        run.declare(options);
        options.value(String.class, text -> group = text, "ADDRESS", "This group only.", "--group");
    }

    private static Address group(String text) {
        Address address = Address.parse(text);
        if (address == null || !address.isGroup()) {
            throw new UserError(
                    "--group " + text + ": give the address of a multicast group, such as 239.1.1.1 or ff15::1");
        }
        return address;
    }

    @Override
    public Integer call() throws IOException, FilterException {
        Address only = group == null ? null : group(group);
        Members members = new Members(new Findings());
        return run.over(members, () -> members.report(only), only == null ? "no group" : "no group " + only);
    }
}
