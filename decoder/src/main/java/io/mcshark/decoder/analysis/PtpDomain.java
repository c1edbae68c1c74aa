package io.mcshark.decoder.analysis;

import static io.mcshark.decoder.analysis.PtpPort.NEVER;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.protocol.PtpMessage;
import io.mcshark.decoder.report.Quantity;
import java.util.LinkedHashMap;
import java.util.Map;

/** A PTP domain on one VLAN over one transport: its clocks, which of them is the best. */
final class PtpDomain implements Timetable.Entry {
    /** The most ports of clocks told apart in one domain. */
    static final int MOST = 2000;

    /** Sync messages that two masters must have sent while the other did, too. */
    private static final int RUN = 4;

    /**
     * @param transport IPv4, IPv6 or Ethernet
     * @param sdo the standards organization's number
     */
    record Key(int vlan, String transport, int domain, int sdo) {}

    private record PortKey(long clock, int number) {}

    final Key key;
    private final Timebase time;
    private final Timeline events;
    private final Findings findings;
    private final Map<PortKey, PtpPort> ports = new LinkedHashMap<>();
    private PtpPort best;
    private boolean known;
    private long grandmaster;
    private PtpPort lastSync;
    private boolean missing;
    private long firstAt = NEVER;
    int changes;
    int silences;
    long lost;

    PtpDomain(Key key, Timebase time, Timeline events, Findings findings) {
        this.key = key;
        this.time = time;
        this.events = events;
        this.findings = findings;
    }

    String name() {
        return "domain " + key.domain
                + (key.sdo == 0 ? "" : ", sdo 0x" + Integer.toHexString(key.sdo))
                + ", " + key.transport
                + (key.vlan == 0 ? "" : ", VLAN " + Datagram.vlan(key.vlan));
    }

    Iterable<PtpPort> ports() {
        return ports.values();
    }

    /** The port that wins the election among those that announce; null for none. */
    PtpPort best() {
        return best;
    }

    /** The grandmaster of the best; null when none is known. */
    String grandmaster() {
        return known ? PtpPort.identity(grandmaster) : null;
    }

    /** The port that sent sync last; null for none. */
    PtpPort lastSync() {
        return lastSync;
    }

    boolean isMissing() {
        return missing;
    }

    long slaves() {
        return ports.values().stream().filter(port -> port.requests.count > 0).count();
    }

    /** Which way delays are measured. */
    String mechanism() {
        boolean end = false;
        boolean peer = false;
        for (PtpPort each : ports.values()) {
            end |= each.requests.count + each.responses > 0;
            peer |= each.peerRequests.count > 0;
        }
        return end && peer ? "both" : end ? "end-to-end" : peer ? "peer-to-peer" : null;
    }

    // ---- messages

    /** @param toGroup whether it goes to all, not to one slave that asked for it */
    void take(PtpMessage m, String address, boolean toGroup, long at) {
        Frame f = m.frame();
        PtpPort from = port(m.clock(), m.port(), f);
        if (from == null) {
            return;
        }
        from.lastNanos = f.nanos();
        from.address = address;
        switch (m.type()) {
            case PtpMessage.ANNOUNCE -> announce(from, m, at, f);
            case PtpMessage.SYNC -> sync(from, m, toGroup, at, f);
            case PtpMessage.FOLLOW_UP -> from.followUps++;
            case PtpMessage.DELAY_REQUEST -> from.requests.more(at, m.period());
            case PtpMessage.PEER_DELAY_REQUEST -> from.peerRequests.more(at, m.period());
            case PtpMessage.DELAY_RESPONSE, PtpMessage.PEER_DELAY_RESPONSE -> {
                from.responses += m.type() == PtpMessage.DELAY_RESPONSE ? 1 : 0;
                PtpPort asked = ports.get(new PortKey(m.requestingClock(), m.requestingPort()));
                if (asked != null) {
                    asked.answers++;
                }
            }
            default -> {}
        }
    }

    private PtpPort port(long clock, int number, Frame f) {
        PortKey port = new PortKey(clock, number);
        PtpPort known = ports.get(port);
        if (known == null) {
            if (ports.size() >= MOST) {
                lost++;
                return null;
            }
            known = new PtpPort(this, clock, number, f.nanos(), f.number());
            ports.put(port, known);
        }
        return known;
    }

    private void announce(PtpPort from, PtpMessage m, long at, Frame f) {
        boolean again = from.isDescribed() && from.grandmaster != m.grandmaster();
        if (from.announces.count == 0) {
            event(f, "announces", from, words(m));
        } else if (again) {
            event(f, "grandmaster", from, "now announces " + PtpPort.identity(m.grandmaster()));
        }
        from.announce(m, at);
        firstAt = firstAt == NEVER ? at : firstAt;
        elect(at, f.nanos(), f);
    }

    private static String words(PtpMessage m) {
        return "grandmaster " + PtpPort.identity(m.grandmaster()) + ", priority " + m.priority1() + "/" + m.priority2()
                + ", class " + m.clockClass() + ", steps " + m.steps();
    }

    /**
     * Finds the best clock anew; when it names another grandmaster, time changes hands.
     *
     * @param f what showed it; null for an absence
     */
    private void elect(long at, long nanos, Frame f) {
        long frame = f == null ? 0 : f.number();
        PtpPort now = null;
        for (PtpPort each : ports.values()) {
            if (each.isCandidate(at) && (now == null || each.compare(now) < 0)) {
                now = each;
            }
        }
        PtpPort before = best;
        best = now;
        if (now == null) {
            if (before != null) {
                events.add(
                        nanos,
                        frame,
                        key.vlan,
                        "no-master",
                        name(),
                        "nobody announces any more; was " + before.identity());
            }
            return;
        }
        // At first all are new to us; whoever is better need not be new to others.
        boolean settling =
                before != null && now != before && before.isCandidate(at) && at - firstAt <= now.receiptTimeout();
        if (known && now.grandmaster != grandmaster && !settling) {
            changes++;
            String text = "Grandmaster is now " + PtpPort.identity(now.grandmaster) + ", was "
                    + PtpPort.identity(grandmaster);
            events.add(nanos, frame, key.vlan, "master-changed", name(), text + ", announced by " + now.identity());
            Findings these = about(now.grandmaster, grandmaster);
            Finding finding = f == null
                    ? these.raise(PtpRules.MASTER_CHANGED, nanos, 0)
                    : these.raise(PtpRules.MASTER_CHANGED, f);
            if (finding != null) {
                finding.say(name(), text);
            }
        } else if (!known || now != before) {
            events.add(
                    nanos,
                    frame,
                    key.vlan,
                    "master",
                    name(),
                    "best is " + now.identity() + ", grandmaster " + PtpPort.identity(now.grandmaster));
        }
        known = true;
        grandmaster = now.grandmaster;
    }

    private void sync(PtpPort from, PtpMessage m, boolean toGroup, long at, Frame f) {
        if (missing) {
            event(f, "sync", from, "sends sync again");
        }
        missing = false;
        from.sync(m, at);
        lastSync = from;
        if (toGroup && !from.alternate) {
            rivals(from, at, f);
        }
    }

    private void rivals(PtpPort from, long at, Frame f) {
        for (PtpPort other : ports.values()) {
            if (other == from || other.alternate || !other.isSyncing(at) || other.clock == from.clock) {
                continue;
            }
            long both = Math.max(other.runAt, from.runAt);
            long patience = Math.max(other.receiptTimeout(), from.receiptTimeout());
            if (at - both > patience && other.run >= RUN && from.run >= RUN) {
                long low = Math.min(other.clock, from.clock);
                Finding finding = about(low, Math.max(other.clock, from.clock)).raise(PtpRules.TWO_MASTERS, f);
                if (finding != null) {
                    finding.say(
                            name(),
                            from.identity() + " (" + from.address + ") and " + other.identity() + " (" + other.address
                                    + ") both send sync");
                    event(f, "two-masters", from, "sends sync beside " + other.identity());
                }
            }
        }
    }

    // ---- time

    @Override
    public long due() {
        long due = best == null ? Long.MAX_VALUE : best.announces.at + best.receiptTimeout() + 1;
        return lastSync == null || missing || !isSteady()
                ? due
                : Math.min(due, lastSync.syncs.at + lastSync.syncTimeout() + 1);
    }

    /** Whether sync is sent so that its absence says something: not by answer to one slave, more than once. */
    private boolean isSteady() {
        return lastSync.syncs.count > 1 && lastSync.syncs.announced() != null;
    }

    @Override
    public void check(long at) {
        if (best != null && at - best.announces.at > best.receiptTimeout()) {
            elect(at, time.shown(best.announces.at + best.receiptTimeout()), null);
        }
        if (lastSync != null && !missing && isSteady() && at - lastSync.syncs.at > lastSync.syncTimeout()) {
            missing = true;
            silences++;
            long since = time.shown(lastSync.syncs.at + lastSync.syncTimeout());
            String text = "No sync for " + Quantity.duration(lastSync.syncTimeout());
            events.add(since, 0, key.vlan, "sync-missing", name(), text + ", last from " + lastSync.identity());
            Finding finding = about(0, 0).raise(PtpRules.SYNC_MISSING, since, 0);
            if (finding != null) {
                finding.say(name(), text + " (four intervals), last from " + lastSync.identity());
            }
        }
    }

    // ---- words

    /** What a port is at present. */
    String role(PtpPort port, long at) {
        if (port.alternate) {
            return "alternate";
        }
        if (port.isSyncing(at)) {
            return best == null || port == best ? "master" : "second master";
        }
        if (port.isCandidate(at) || port.announces.at != NEVER && at - port.announces.at <= port.receiptTimeout()) {
            return "announces";
        }
        return "silent";
    }

    private Findings about(long a, long b) {
        return findings.about(a, b, key.vlan, (long) key.domain << 16 | key.sdo, key.transport.hashCode());
    }

    private void event(Frame f, String what, PtpPort about, String text) {
        events.add(f.nanos(), f.number(), key.vlan, what, about.identity(), text);
    }
}
