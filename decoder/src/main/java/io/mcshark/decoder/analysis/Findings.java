package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.groups.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Collects what rules raise. One finding per rule, severity and key: a rule that is met again counts up and is told again only
 * after {@link #PAUSE_NANOS}. At most {@link #MOST} findings are kept; further ones are counted.
 *
 * <p>Use, in an analysis:
 *
 * <pre>
 * Finding finding = findings.about(sourceHigh, sourceLow, groupHigh, groupLow, port).raise(TTL_ZERO, f);
 * if (finding != null) { // the first, or the first for a while: worth words
 *     finding.say(stream.toString(), "TTL 0");
 * }
 * </pre>
 */
public final class Findings {
    /** The most findings kept. */
    public static final int MOST = 20_000;

    /** A finding met again sooner is only counted. */
    public static final long PAUSE_NANOS = 60_000_000_000L;

    /** A rule and the numbers that tell one thing from another. The one that is sought is used again and again. */
    private static final class Key {
        private Rule rule;
        private Severity severity;
        private long a;
        private long b;
        private long c;
        private long d;
        private long id;

        Key set(Rule rule, Severity severity, long a, long b, long c, long d, long id) {
            this.rule = rule;
            this.severity = severity;
            this.a = a;
            this.b = b;
            this.c = c;
            this.d = d;
            this.id = id;
            return this;
        }

        Key copy() {
            return new Key().set(rule, severity, a, b, c, d, id);
        }

        @Override
        public int hashCode() {
            long hash = Mix.of(System.identityHashCode(rule), severity.ordinal());
            return (int) Mix.of(Mix.of(Mix.of(hash, a), Mix.of(b, c)), Mix.of(d, id));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key k
                    && k.rule == rule
                    && k.severity == severity
                    && k.a == a
                    && k.b == b
                    && k.c == c
                    && k.d == d
                    && k.id == id;
        }
    }

    private final Map<Key, Finding> findings = new LinkedHashMap<>();
    private final Key sought = new Key();
    private Consumer<Finding> watcher;
    private Finding untold;
    private long dropped;

    /** Has {@code watcher} told of each finding that is to be told, once it has been described: when the next one is raised or asked for. */
    public void watch(Consumer<Finding> watcher) {
        this.watcher = watcher;
    }

    /** Names what is raised next by the numbers that tell it from others of the same rule. */
    public Findings about(long a, long b, long c, long d, long id) {
        sought.set(null, null, a, b, c, d, id);
        return this;
    }

    /** As {@link #about(long, long, long, long, long)}, of one address. */
    public Findings about(Address address) {
        return about(address.high(), address.low(), 0, 0, 0);
    }

    /** As {@link #about(long, long, long, long, long)}, of who sends, whatever and whereto: the address and VLAN. */
    public Findings aboutSender(Datagram packet) {
        return about(packet.sourceHigh(), packet.sourceLow(), 0, 0, packet.vlan());
    }

    /** As {@link #about(long, long, long, long, long)}, of two addresses. */
    public Findings about(Address source, Address group, long id) {
        return about(source.high(), source.low(), group.high(), group.low(), id);
    }

    /** As {@link #about(long, long, long, long, long)}, of who sends to whom: addresses, port and VLAN. */
    public Findings about(Datagram packet) {
        long port = packet.isUdp() ? packet.destinationPort() : 0;
        return about(
                packet.sourceHigh(),
                packet.sourceLow(),
                packet.destinationHigh(),
                packet.destinationLow(),
                (long) packet.vlan() << 16 | port);
    }

    /** What is raised next, once it is named, is milder or graver than its rule usually is: it hides none of another severity. */
    public Findings as(Severity severity) {
        sought.severity = severity;
        return this;
    }

    /**
     * The rule is met by a frame.
     *
     * @return the finding, to be described, when it is to be told; null when it only counts
     */
    public Finding raise(Rule rule, Frame f) {
        f.facts().finding(rule.id());
        return raise(rule, f.nanos(), f.number());
    }

    /**
     * The rule is met at a time.
     *
     * @param frame the number of the frame that shows it; 0 for none
     */
    public Finding raise(Rule rule, long nanos, long frame) {
        tell();
        sought.rule = rule;
        sought.severity = sought.severity == null ? rule.severity() : sought.severity;
        Finding finding = findings.get(sought);
        if (finding == null) {
            if (findings.size() >= MOST) {
                dropped++;
                return null;
            }
            finding = new Finding(rule, sought.severity, nanos);
            findings.put(sought.copy(), finding);
        }
        if (!finding.met(nanos, frame, PAUSE_NANOS)) {
            return null;
        }
        untold = finding;
        return finding;
    }

    /** Tells the watcher of what was raised last. */
    public void tell() {
        if (untold != null && watcher != null) {
            watcher.accept(untold);
        }
        untold = null;
    }

    /** All findings, in the order they were first met. */
    public Collection<Finding> all() {
        return new ArrayList<>(findings.values());
    }

    /** The findings of at least a severity. */
    public List<Finding> atLeast(Severity severity) {
        return findings.values().stream()
                .filter(finding -> finding.severity().compareTo(severity) >= 0)
                .toList();
    }

    /** How many were not kept for want of room. */
    public long dropped() {
        return dropped;
    }

    /** Forgets all, for another capture. */
    public void clear() {
        findings.clear();
        sought.set(null, null, 0, 0, 0, 0, 0);
        untold = null;
        dropped = 0;
    }
}
