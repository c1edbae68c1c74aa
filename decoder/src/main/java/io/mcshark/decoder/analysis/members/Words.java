package io.mcshark.decoder.analysis.members;

import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.report.Quantity;
import java.util.List;

/** What events and findings say, in words. */
final class Words {
    /** Sources named before the rest is counted. */
    private static final int SOME = 4;

    private Words() {}

    static String version(boolean four, int version) {
        return (four ? "IGMPv" : "MLDv") + version;
    }

    static String duration(long nanos) {
        return Quantity.duration(nanos);
    }

    /** The sources, with words before them; nothing for none. */
    static String sources(String before, List<Address> sources) {
        if (sources.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(before);
        for (int i = 0; i < Math.min(SOME, sources.size()); i++) {
            text.append(i == 0 ? "" : ", ").append(sources.get(i));
        }
        return text.append(sources.size() > SOME ? " and " + (sources.size() - SOME) + " more" : "")
                .toString();
    }

    /** What a member wants. */
    static String wish(Member member) {
        List<Address> sources = member.sources.addresses();
        return member.exclude ? "any source" + sources(" but ", sources) : sources("from ", sources);
    }
}
