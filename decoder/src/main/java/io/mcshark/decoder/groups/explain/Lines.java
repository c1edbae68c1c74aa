package io.mcshark.decoder.groups.explain;

import io.mcshark.decoder.groups.Entry;
import io.mcshark.decoder.groups.PortUse;
import io.mcshark.decoder.groups.TtlRange;
import io.mcshark.decoder.groups.TtlRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The facts that groups of both families have in common, and the form of their lines. */
final class Lines {
    private Lines() {}

    /** Block, and the part of it if that says more. */
    static void structure(Facts facts, Entry block, Entry part) {
        facts.add("block", "block", map(block), lines(block));
        if (part != block) {
            facts.add("part", "part", map(part), lines(part));
        }
    }

    /**
     * All that the address is assigned to or customarily used for.
     *
     * @param rows those of the registry with this address, most specific first
     */
    static void names(Facts facts, List<Entry> rows, String name) {
        List<Entry> named = new ArrayList<>();
        for (Entry e : rows) {
            // a group of its own is often registered for any scope as well, under the same name
            if (e.named()
                    && !(e.anyScope()
                            && named.stream().anyMatch(other -> other.name().equals(e.name())))) {
                named.add(e);
            }
        }
        Entry plain = rows.stream()
                .filter(e -> e.kind() == Entry.Kind.GROUP && !e.named())
                .findFirst()
                .orElse(null);
        facts.value("name", name);
        List<String> text = new ArrayList<>();
        for (Entry e : named) {
            text.addAll(Arrays.asList(lines(e)));
        }
        if (named.isEmpty()) {
            text.add(plain == null ? "none assigned" : "none: " + lines(plain)[0]);
        } else if (plain != null && named.getFirst().status() == Entry.Status.UNOFFICIAL) {
            text.add("in the registry: " + lines(plain)[0]);
        }
        facts.add("name", "names", named.stream().map(Lines::map).toList(), text.toArray(new String[0]));
    }

    /** Programs and their ports: those of this port, or all that are known for the group. */
    static void ports(Facts facts, int port, Predicate<PortUse> namesGroup) {
        List<PortUse> uses = PortUse.all().stream()
                .filter(port < 0 ? namesGroup : use -> use.isUdp(port))
                .toList();
        if (port >= 0) {
            facts.value("port", port);
        }
        if (uses.isEmpty() && port < 0) {
            return;
        }
        String[] text = uses.stream()
                .map(use -> line(use)
                        + (port < 0
                                ? ""
                                : namesGroup.test(use) ? ", known for this group" : ", groups: " + use.groups()))
                .toArray(String[]::new);
        facts.add(
                "ports",
                "ports",
                uses.stream().map(Lines::map).toList(),
                text.length > 0 ? text : new String[] {"UDP " + port + ": nothing known"});
    }

    /** What TTL makes sense, and what the protocols of the group expect. */
    static void ttl(Facts facts, String label, TtlRange range, Predicate<TtlRule> namesGroup) {
        List<TtlRule> rules = TtlRule.all().stream().filter(namesGroup).toList();
        List<String> text = new ArrayList<>();
        text.add((range.least() == range.most() ? "" + range.least() : range.least() + "-" + range.most()) + ": "
                + range.reason());
        for (TtlRule rule : rules) {
            text.add("expected by " + line(rule));
        }
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("least", range.least());
        value.put("most", range.most());
        value.put("reason", range.reason());
        facts.add(label, "ttl_range", value, text.toArray(new String[0]));
        facts.value("expected_by", rules.stream().map(Lines::map).toList());
    }

    static String[] lines(Entry e) {
        String line = e.name() + ", " + e.range() + " (" + e.reference() + ")"
                + (e.status() == Entry.Status.ASSIGNED
                                || e.name().toLowerCase().startsWith(e.status().token())
                        ? ""
                        : ", " + e.status().token());
        return new String[] {e.note().isEmpty() ? line : line + ": " + e.note()};
    }

    static String line(TtlRule rule) {
        StringBuilder out = new StringBuilder(rule.protocol()).append(": ");
        int[] ttls = rule.ttls();
        for (int i = 0; i < ttls.length; i++) {
            out.append(i == 0 ? "" : i == ttls.length - 1 ? " or " : ", ").append(ttls[i]);
        }
        out.append(rule.strict() ? ", strictly" : "").append(" (").append(rule.reference());
        if (rule.confidence() == TtlRule.Confidence.UNVERIFIED) {
            out.append(", unverified");
        }
        return out.append(rule.note().isEmpty() ? ")" : "; " + rule.note() + ")")
                .toString();
    }

    static String line(PortUse use) {
        String number = use.first() == use.last() ? "" + use.first() : use.first() + "-" + use.last();
        String where = use.transport().equals("ip-protocol")
                ? "IP protocol " + number
                : use.transport().toUpperCase() + " " + number;
        return where + ": " + use.protocol()
                + (use.confidence().equals("high") ? "" : " (" + use.confidence() + " confidence)");
    }

    static Map<String, Object> map(Entry e) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", e.name());
        map.put("first", e.first());
        map.put("last", e.last());
        map.put("status", e.status().token());
        map.put("reference", e.reference());
        map.put("note", e.note());
        return map;
    }

    static Map<String, Object> map(TtlRule rule) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("protocol", rule.protocol());
        map.put("ttls", Arrays.stream(rule.ttls()).boxed().toList());
        map.put("strict", rule.strict());
        map.put("reference", rule.reference());
        map.put("confidence", rule.confidence().name().toLowerCase());
        map.put("note", rule.note());
        return map;
    }

    private static Map<String, Object> map(PortUse use) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("transport", use.transport());
        map.put("first", use.first());
        map.put("last", use.last());
        map.put("protocol", use.protocol());
        map.put("groups", use.groups());
        map.put("payload", use.payload());
        map.put("confidence", use.confidence());
        map.put("source", use.source());
        return map;
    }
}
