package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.Sap;
import io.mcshark.decoder.protocol.Ssdp;
import io.mcshark.decoder.report.Quantity;
import java.util.HashMap;
import java.util.Map;

/** What is announced and searched for: SAP sessions that are not announced any more, SSDP in floods. At most {@link #MOST} of each. */
public final class Discovery implements Analysis {
    /** The most sessions, and sources of SSDP, told apart. */
    public static final int MOST = 10_000;

    private static final long SECOND = 1_000_000_000L, HOUR = 3600 * SECOND;
    private static final int PERIODS = 10, STORM = 100;

    static final Rule EXPIRED = Rule.note(
            "sap-expired",
            "sap",
            "A session has not been announced for an hour, or for ten of its periods when that is longer",
            "Directories drop it (RFC 2974, 4); its stream may go on unannounced",
            "See whether the announcer is up");
    static final Rule SSDP_STORM = Rule.note(
            "ssdp-storm",
            "ssdp",
            "More than 100 searches or notifications to groups within a second from one address",
            "Every listener handles each; devices with little memory fail",
            "Find the device, update or isolate it");
    static final Rule[] RULES = {EXPIRED, SSDP_STORM};

    private record SessionKey(int vlan, Address source, int hash) {}

    private static final class Session {
        private long count;
        private long firstAt;
        private long at;
        private boolean expired;

        private long lifetime() {
            long period = count < 2 ? 0 : (at - firstAt) / (count - 1);
            return Math.max(HOUR, PERIODS * period);
        }
    }

    private record SourceKey(int vlan, Address source) {}

    private static final class Source {
        private long fromAt;
        private int count;
    }

    private final Findings findings;
    private final Timebase time = new Timebase();
    private final Map<SessionKey, Session> sessions = new HashMap<>();
    private final Map<SourceKey, Source> sources = new HashMap<>();
    private final Datagram packet = new Datagram();
    private final Protocol sap;
    private final Protocol ssdp;
    private long due = Long.MAX_VALUE;

    public Discovery(Findings findings) {
        this.findings = findings;
        sap = Sap.H.protocol();
        ssdp = Ssdp.H.protocol();
    }

    @Override
    public void accept(Frame f) {
        long at = pass(f.nanos());
        if (f.has(sap) && packet.aim(f, f.first(sap))) {
            session(f, f.first(sap), at);
        } else if (f.has(ssdp) && packet.aim(f, f.first(ssdp)) && packet.isToGroup()) {
            flood(f, at);
        }
    }

    private void session(Frame f, int layer, long at) {
        int head = f.at(layer);
        boolean four = Sap.A.get(f, head) == 0;
        if (head + (four ? Sap.FOUR : Sap.SIX).bytes() > f.end(layer)) {
            return;
        }
        int place = head + Sap.SOURCE_6.at();
        Address source = four
                ? Address.ipv4((int) Sap.SOURCE.get(f, head))
                : new Address(f.u64(place), f.u64(place + Long.BYTES));
        SessionKey key = new SessionKey(packet.vlan(), source, (int) Sap.HASH.get(f, head));
        if (Sap.T.get(f, head) == 1) {
            sessions.remove(key);
            return;
        }
        Session session = sessions.get(key);
        if (session == null) {
            if (sessions.size() >= MOST) {
                return;
            }
            session = new Session();
            session.firstAt = at;
            sessions.put(key, session);
        }
        session.count++;
        session.at = at;
        session.expired = false;
        due = Math.min(due, at + session.lifetime() + 1);
    }

    private void flood(Frame f, long at) {
        SourceKey key = new SourceKey(packet.vlan(), packet.source());
        Source source = sources.get(key);
        if (source == null) {
            if (sources.size() >= MOST) {
                return;
            }
            source = new Source();
            source.fromAt = at;
            sources.put(key, source);
        }
        if (at - source.fromAt > SECOND) {
            source.fromAt = at;
            source.count = 0;
        }
        if (++source.count > STORM) {
            Finding finding = findings.about(packet.source(), packet.source(), packet.vlan())
                    .raise(SSDP_STORM, f);
            if (finding != null) {
                finding.say(packet.source().toString(), source.count + " messages to groups within a second");
            }
        }
    }

    private long pass(long nanos) {
        long at = time.at(nanos);
        if (at >= due) {
            due = Long.MAX_VALUE;
            sessions.forEach((key, session) -> {
                long end = session.at + session.lifetime();
                if (!session.expired && at > end) {
                    session.expired = true;
                    Finding finding =
                            findings.about(key.source, key.source, key.hash).raise(EXPIRED, time.shown(end), 0);
                    if (finding != null) {
                        finding.say(
                                String.format("SAP session 0x%04x of %s", key.hash, key.source),
                                "Not announced for " + Quantity.duration(session.lifetime()) + " in this capture");
                    }
                } else if (!session.expired) {
                    due = Math.min(due, end + 1);
                }
            });
        }
        return at;
    }

    @Override
    public void advance(long nanos) {
        if (time.hasStarted()) {
            pass(nanos);
        }
    }
}
