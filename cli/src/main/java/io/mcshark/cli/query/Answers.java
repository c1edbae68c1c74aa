package io.mcshark.cli.query;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.GroupMessage;
import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Who answered a query, and with what. Used by one thread. */
final class Answers {
    /** More hosts and groups than a person looks at; what comes beyond is counted only. */
    static final int MAX_ROWS = 100_000;

    private static final int MAX_SOURCES = 64;

    /**
     * A host's answer for a group.
     *
     * @param afterNanos from the query to the first answer
     */
    record Answer(
            Address host,
            Address group,
            String mode,
            List<String> sources,
            int sourceCount,
            String version,
            long afterNanos) {}

    static final Sheet<Answer> SHEET = Sheet.of(
            "answer",
            "Answers",
            "A host that answered a query, for a group.",
            Column.of("host", "Host", Kind.TEXT, "The address the report came from.", a -> a.host.toString()),
            Column.of("group", "Group", Kind.TEXT, "The group it is a member of.", a -> a.group.toString()),
            Column.of(
                    "mode",
                    "Mode",
                    Kind.TEXT,
                    "exclude: all sources but those named; include: only those named.",
                    Answer::mode),
            Column.of("sources", "Sources", Kind.TEXTS, "The sources named, 64 at most.", Answer::sources),
            Column.<Answer>of(
                            "source_count",
                            "Sources named",
                            Kind.COUNT,
                            "How many sources it names.",
                            Answer::sourceCount)
                    .hidden(),
            Column.of(
                    "version", "Version", Kind.TEXT, "Of the report: IGMPv1 to IGMPv3, MLDv1, MLDv2.", Answer::version),
            Column.of("after", "After", Kind.DURATION, "From the query to the report.", Answer::afterNanos));

    private record Key(Address host, Address group) {}

    private final Address asked4;
    private final Address asked6;
    private final long sentNanos;
    private final Map<Key, Answer> answers = new LinkedHashMap<>();
    private final TreeSet<Address> others = new TreeSet<>();
    private final Datagram packet = new Datagram();
    private final GroupMessage message = new GroupMessage();
    private long beyond;

    /**
     * @param asked4 the IPv4 group that was asked for, unspecified for all, null for none; {@code asked6} likewise
     * @param sentNanos when, since the epoch
     */
    Answers(Address asked4, Address asked6, long sentNanos) {
        this.asked4 = asked4;
        this.asked6 = asked6;
        this.sentNanos = sentNanos;
    }

    /** @param own where our own queries come from; they are captured, too */
    void look(Frame frame, List<Address> own) {
        if (!packet.aim(frame)
                || packet.isInner()
                || packet.nanos() < sentNanos
                || !message.aim(frame)
                || message.isBad()) {
            return;
        }
        Address host = packet.source();
        if (message.isQuery()) {
            if (!own.contains(host) && others.size() < MAX_ROWS) {
                others.add(host);
            }
            return;
        }
        Address asked = message.isIpv4() ? asked4 : asked6;
        while (asked != null && message.next()) {
            Address group = message.groupAddress();
            int type = message.recordType();
            // Changes of state are no answers (RFC 3376, 4.2.12), nor are leaves.
            boolean answer = type == GroupMessage.IS_EX || type == GroupMessage.IS_IN;
            if (answer && (asked.isUnspecified() || asked.equals(group))) {
                add(host, group, type);
            }
        }
    }

    private void add(Address host, Address group, int type) {
        Key key = new Key(host, group);
        if (answers.containsKey(key)) {
            return;
        }
        if (answers.size() == MAX_ROWS) {
            beyond++;
            return;
        }
        List<String> sources = new ArrayList<>();
        for (int i = 0; i < Math.min(message.sources(), MAX_SOURCES); i++) {
            sources.add(message.sourceAddress(i).toString());
        }
        answers.put(
                key,
                new Answer(
                        host,
                        group,
                        type == GroupMessage.IS_EX ? "exclude" : "include",
                        sources,
                        message.sources(),
                        (message.isIpv4() ? "IGMPv" : "MLDv") + message.version(),
                        packet.nanos() - sentNanos));
    }

    boolean isEmpty() {
        return answers.isEmpty();
    }

    /** The answers, by host and group. */
    Report report() {
        List<Answer> rows = new ArrayList<>(answers.values());
        rows.sort((a, b) -> {
            int order = a.host.compareTo(b.host);
            return order != 0 ? order : a.group.compareTo(b.group);
        });
        Report report = new Report().add(SHEET, rows);
        if (!others.isEmpty()) {
            report.say("Meanwhile asked, too: "
                    + String.join(
                            ", ",
                            others.stream().limit(8).map(Address::toString).toList()) + ".");
        }
        if (beyond > 0) {
            report.say(beyond + " answers more than the " + MAX_ROWS + " that are kept.");
        }
        return report;
    }
}
