package io.mcshark.decoder.groups.explain;

import io.mcshark.decoder.groups.Hops;
import io.mcshark.decoder.groups.Reach;
import io.mcshark.decoder.groups.TtlRule;
import java.util.ArrayList;
import java.util.List;

/** Explains a TTL by itself, as sent and as seen. */
final class ExplainTtl {
    private static final int[] THRESHOLDS = {16, 32, 48, 64, 128, 255};

    private ExplainTtl() {}

    static Facts of(int ttl) {
        Facts facts = new Facts(Integer.toString(ttl), "ttl", "TTL");
        facts.value("ttl", ttl);
        facts.add("as sent", "meaning", meaning(ttl));
        Reach reach = Reach.of(ttl);
        facts.add(
                "reach",
                "reach",
                reach.token(),
                reach.token() + ": " + reach.meaning()
                        + (reach.least() == reach.most() ? "" : " (" + reach.least() + "-" + reach.most() + ")")
                        + "; a convention of the MBone, in no RFC; routers have such thresholds only where configured");
        thresholds(facts, ttl);
        facts.add("as seen", "hops_text", Hops.text(ttl, null, false));
        facts.value("hops", Hops.travelled(ttl, null, false) < 0 ? null : Hops.travelled(ttl, null, false));
        String start = initial(ttl);
        if (start != null) {
            facts.add("unicast", "unicast_default", start);
        }
        List<TtlRule> rules =
                TtlRule.all().stream().filter(rule -> rule.expects(ttl)).toList();
        facts.add(
                "expected",
                "expected_by",
                rules.stream().map(Lines::map).toList(),
                rules.isEmpty()
                        ? new String[] {"by no protocol known here"}
                        : rules.stream().map(rule -> "by " + Lines.line(rule)).toArray(String[]::new));
        return facts;
    }

    private static String meaning(int ttl) {
        return switch (ttl) {
            case 0 -> "must not appear on the wire (RFC 1122 s3.2.1.7, RFC 1812 s4.2.2.9)";
            case 1 ->
                "stays on the sender's link, the default of multicast senders (RFC 1112 s6.1); the first router drops it, and no"
                        + " ICMP error says so (RFC 1112 s7.2)";
            case 2 -> "passes one multicast router; what runs out is dropped without an ICMP error (RFC 1112 s7.2)";
            case 255 ->
                "passes up to 254 multicast routers; seen as 255 it was sent on this link, since no router can raise it (RFC 5082"
                        + " s3)";
            default ->
                "passes up to " + (ttl - 1)
                        + " multicast routers; what runs out is dropped without an ICMP error (RFC 1112 s7.2)";
        };
    }

    private static void thresholds(Facts facts, int ttl) {
        List<Integer> passed = new ArrayList<>(), stopped = new ArrayList<>();
        int edge = 0;
        for (int threshold : THRESHOLDS) {
            if (threshold == ttl) {
                edge = threshold;
            } else {
                (threshold < ttl ? passed : stopped).add(threshold);
            }
        }
        List<String> text = new ArrayList<>();
        if (!passed.isEmpty()) {
            text.add("passes " + list(passed));
        }
        if (edge > 0) {
            text.add("at " + edge
                    + " the rules differ: RFC 2365 s3 forwards above the threshold, mrouted's manual at it too");
        }
        if (!stopped.isEmpty()) {
            text.add("stopped by " + list(stopped));
        }
        facts.add("thresholds", "thresholds_passed", passed, String.join("; ", text));
    }

    private static String list(List<Integer> numbers) {
        return numbers.toString().replaceAll("[\\[\\]]", "");
    }

    /** Systems that send unicast with this TTL; multicast has its own setting. */
    private static String initial(int ttl) {
        String who =
                switch (ttl) {
                    case 32 -> "old Windows and embedded systems";
                    case 64 -> "Linux, macOS, BSD and most embedded systems";
                    case 128 -> "Windows";
                    case 255 -> "Cisco IOS, Solaris and many routers";
                    default -> null;
                };
        return who == null ? null : "also the unicast default of " + who + "; multicast has its own, which is 1";
    }
}
