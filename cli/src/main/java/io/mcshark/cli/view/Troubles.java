package io.mcshark.cli.view;

import io.mcshark.cli.shell.Session;
import io.mcshark.decoder.Facts;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.analysis.Finding;
import io.mcshark.decoder.analysis.Rule;
import io.mcshark.decoder.analysis.Rules;
import io.mcshark.decoder.analysis.Severity;
import io.mcshark.decoder.analysis.Situation;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The packets on which something was found, from notes on; what is only said to inform does not count. All analyses look at all
 * packets, on a thread of its own.
 */
final class Troubles implements Closeable {
    /** The most packets of which is kept what was found. */
    private static final int MOST_TOLD = 20_000;

    private final Chosen found = new Chosen();
    private final Chosen grave = new Chosen();
    private final Map<Long, String> told = new ConcurrentHashMap<>();
    private final Pass pass;
    private final Runs runs = new Runs();
    private Finding latest;

    Troubles(Session session) throws IOException {
        Situation situation = new Situation(session.settings());
        situation.findings().watch(finding -> latest = finding);
        pass = new Pass(session, situation, true, this::note, () -> {});
    }

    private void note(Frame f) {
        Facts facts = f.facts();
        Severity worst = Severity.CHAT;
        for (int i = 0; i < facts.findings(); i++) {
            Severity one = severity(facts.finding(i));
            worst = one.compareTo(worst) > 0 ? one : worst;
        }
        // A gap is raised as a finding only when what is missing no longer comes late: that is on a later packet.
        long missing = facts.number(Facts.Name.LOST);
        boolean gap = missing != Field.ABSENT && missing > 0;
        boolean news = !runs.goesOn(f) || gap;
        worst = gap && worst.compareTo(Severity.WARN) < 0 ? Severity.WARN : worst;
        found.add(news && worst.compareTo(Severity.NOTE) >= 0);
        grave.add(news && worst.compareTo(Severity.WARN) >= 0);
        if (worst.compareTo(Severity.NOTE) >= 0 && told.size() < MOST_TOLD) {
            told.put(f.number(), text(facts, gap ? missing : 0));
        }
        latest = null;
    }

    private static Severity severity(String id) {
        Rule rule = Rules.of(id);
        return rule == null ? Severity.CHAT : rule.severity();
    }

    private String text(Facts facts, long missing) {
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < facts.findings(); i++) {
            if (severity(facts.finding(i)).compareTo(Severity.NOTE) >= 0) {
                ids.add(facts.finding(i));
            }
        }
        String gap = missing == 0
                ? ""
                : missing + (missing == 1 ? " packet is" : " packets are") + " missing before this one, or late";
        if (ids.isEmpty()) {
            return "found: " + gap;
        }
        String all = "found: " + (missing == 0 ? "" : gap + "; ") + String.join(", ", ids);
        if (latest != null && ids.contains(latest.rule().id())) {
            return all + ": " + latest.about() + "  " + latest.text();
        }
        return all + ": " + Rules.of(ids.iterator().next()).condition();
    }

    /** Whether something grave was found on a packet. */
    boolean isGrave(long number) {
        return number > 0 && number <= grave.packets() && grave.number(grave.row(number)) == number;
    }

    /** What was found on a packet; null for nothing. */
    String on(long number) {
        return told.get(number);
    }

    /**
     * The next packet with a finding.
     *
     * @param step 1 for the next, -1 for the one before
     * @return its number; 0 for none so far
     */
    long next(long number, int step) {
        long row = found.row(Math.max(1, number));
        boolean on = found.number(row) == number;
        return found.number(step < 0 ? row - 1 : on ? row + 1 : row);
    }

    long seen() {
        return pass.seen();
    }

    long count() {
        return found.count();
    }

    boolean isDone() {
        return pass.isDone();
    }

    @Override
    public void close() {
        pass.close();
    }

    /**
     * What goes on from packet to packet, as a TTL that is too small: that it was found on each of the last packets of a flow makes
     * the next one no place to go to. Else {@code ]} would lead from each packet to the next.
     */
    private static final class Runs {
        /** After so many packets one after the other it is nothing new. */
        private static final int ENOUGH = 8;

        private static final int MOST_FLOWS = 4096;

        private record Flow(long sourceHigh, long sourceLow, long groupHigh, long groupLow, long port) {}

        private final Map<Flow, Map<String, Integer>> flows = new HashMap<>();
        private final Datagram packet = new Datagram();

        boolean goesOn(Frame f) {
            Facts facts = f.facts();
            if (flows.isEmpty() && facts.findings() == 0 || !packet.aim(f)) {
                return false;
            }
            Flow flow = new Flow(
                    packet.sourceHigh(),
                    packet.sourceLow(),
                    packet.destinationHigh(),
                    packet.destinationLow(),
                    packet.isUdp() ? packet.destinationPort() : 0);
            Map<String, Integer> before = flows.remove(flow);
            Map<String, Integer> now = new HashMap<>();
            for (int i = 0; i < facts.findings(); i++) {
                String id = facts.finding(i);
                if (severity(id).compareTo(Severity.NOTE) >= 0) {
                    now.put(id, 1 + (before == null ? 0 : before.getOrDefault(id, 0)));
                }
            }
            if (now.isEmpty()) {
                return false;
            }
            if (flows.size() >= MOST_FLOWS) {
                flows.clear();
            }
            flows.put(flow, now);
            return now.values().stream().allMatch(times -> times > ENOUGH);
        }
    }
}
