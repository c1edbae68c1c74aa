package io.mcshark.decoder.analysis;

import io.mcshark.decoder.analysis.members.MemberRules;
import io.mcshark.decoder.analysis.streams.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** All rules there are: one line for each class that declares some. */
public final class Rules {
    private Rules() {}

    private static final List<Rule> ALL = Stream.<Rule[]>of(
                    // one line a family
                    AddressRules.RULES,
                    OnLinkRules.RULES,
                    GroupRules.RULES,
                    ForwardingRules.RULES,
                    ReachRules.RULES,
                    GroupMessageRules.RULES,
                    GroupMessageRates.RULES,
                    DatagramRules.RULES,
                    MemberRules.RULES,
                    QuerierRules.RULES,
                    PimRules.RULES,
                    PtpRules.RULES,
                    Discovery.RULES,
                    Streams.rules())
            .flatMap(Arrays::stream)
            .toList();

    public static List<Rule> all() {
        return ALL;
    }

    /** The rule with an id; null for none. */
    public static Rule of(String id) {
        return ALL.stream().filter(rule -> rule.id().equals(id)).findFirst().orElse(null);
    }
}
