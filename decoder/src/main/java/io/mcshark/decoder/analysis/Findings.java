package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.groups.Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Collects what rules raise. One finding per rule and key: a rule that is met again counts up and is told again only after {@link
 * #PAUSE_NANOS}. At most {@link #MOST} findings are kept; further ones are counted.
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

    private record Key(Rule rule, long a, long b, long c, long d, long id) {
        @Override
        public int hashCode() {
            long hash = System.identityHashCode(rule);
            for (long part : new long[] {a, b, c, d, id}) {
                hash = (hash ^ part) * 0x9e3779b97f4a7c15L;
                hash ^= hash >>> 32;
            }
            return (int) hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key k
                    && k.rule == rule
                    && k.a == a
                    && k.b == b
                    && k.c == c
                    && k.d == d
                    && k.id == id;
        }
    }

    private final Map<Key, Finding> findings = new LinkedHashMap<>();
    private final long[] sought = new long[5];
    private Consumer<Finding> watcher;
    private long dropped;

    /** Has {@code watcher} told of each finding that is to be told, once it has been described: when the next one is raised or asked for. */
    public void watch(Consumer<Finding> watcher) {
        this.watcher = watcher;
    }

    private Finding untold;

    /** Names what is raised next by the numbers that tell it from others of the same rule. */
    public Findings about(long a, long b, long c, long d, long id) {
        sought[0] = a;
        sought[1] = b;
        sought[2] = c;
        sought[3] = d;
        sought[4] = id;
        return this;
    }

    /** As {@link #about(long, long, long, long, long)}, of one address. */
    public Findings about(Address address) {
        return about(address.high(), address.low(), 0, 0, 0);
    }

    /** As {@link #about(long, long, long, long, long)}, of two addresses. */
    public Findings about(Address source, Address group, long id) {
        return about(source.high(), source.low(), group.high(), group.low(), id);
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
        Key key = new Key(rule, sought[0], sought[1], sought[2], sought[3], sought[4]);
        Finding finding = findings.get(key);
        if (finding == null) {
            if (findings.size() >= MOST) {
                dropped++;
                return null;
            }
            finding = new Finding(rule, nanos);
            findings.put(key, finding);
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
        Arrays.fill(sought, 0);
        untold = null;
        dropped = 0;
    }
}
