package io.mcshark.cli.traffic;

import io.mcshark.decoder.analysis.Range;
import io.mcshark.decoder.analysis.streams.Sequence.Outcome;
import io.mcshark.decoder.protocol.ProbeReader;
import java.net.InetSocketAddress;

/** What one sender sent to one group, as it came. */
final class Flow {
    /** What the datagrams carry. */
    enum Content {
        PROBE,
        RTP,
        OTHER
    }

    /** A datagram as one character of a history. */
    static final char NEXT = '.', LOST = 'x', REPEATED = 'd', LATE = 'r', RESTART = '|', CORRUPT = '!', PLAIN = '*';

    /** RTP is believed when so many more datagrams follow one another than do not. */
    private static final int BELIEVED = 3;

    final InetSocketAddress source;
    final Target target;
    final Nic nic;
    final Range ttl = new Range();
    final Range hops = new Range();
    final Range delay = new Range();

    private final long readyNanos;
    private long packets;
    private long bytes;
    private long firstNanos;
    private long lastNanos;
    private int trafficClass = -1;
    private long classChanges;
    private Numbers probes;
    private Numbers rtp;
    private int belief;
    private long corrupt;
    private long remarked;
    private boolean isSynchronized = true;
    private boolean ended;
    private long stream;
    private int timestamp;
    private long ticks;

    /** @param readyNanos since when the receiver listens */
    Flow(Message first, long readyNanos) {
        source = first.source();
        target = first.target();
        nic = first.nic();
        firstNanos = first.nanos();
        this.readyNanos = readyNanos;
    }

    /** Takes note of a datagram. @return its character for a history; {@link #missed} tells how many are missing before it */
    char add(Message m, ProbeReader reader) {
        packets++;
        bytes += m.payload().length;
        lastNanos = m.nanos();
        if (m.ttl() >= 0) {
            ttl.add(m.ttl());
        }
        if (m.trafficClass() >= 0) {
            classChanges += trafficClass >= 0 && trafficClass != m.trafficClass() ? 1 : 0;
            trafficClass = m.trafficClass();
        }
        if (reader.read(m.payload())) {
            return probe(m, reader);
        }
        return Rtp.looksLike(m.payload()) && probes == null ? rtp(m) : PLAIN;
    }

    private char probe(Message m, ProbeReader reader) {
        if (!reader.isIntact()) {
            corrupt++;
            return CORRUPT;
        }
        if (probes == null) {
            probes = new Numbers(Long.SIZE, true, readyNanos);
        }
        stream = reader.stream();
        delay.add(m.nanos() - reader.nanos());
        if (reader.ttl() >= m.ttl() && m.ttl() >= 0) {
            hops.add(reader.ttl() - m.ttl());
        }
        remarked += m.trafficClass() >= 0 && m.trafficClass() != reader.trafficClass() ? 1 : 0;
        isSynchronized &= reader.isSynchronized();
        ended = reader.isLast();
        return character(probes.take(stream, reader.sequence(), reader.nanos(), m.nanos()));
    }

    private char rtp(Message m) {
        if (rtp == null) {
            rtp = new Numbers(Short.SIZE, false, readyNanos);
        }
        long ssrc = Rtp.ssrc(m.payload());
        if (packets > 1 && belief < BELIEVED) {
            belief += ssrc == stream ? 1 : -1;
        }
        stream = ssrc;
        int timestamp = Rtp.timestamp(m.payload());
        ticks += timestamp - this.timestamp; // goes on where the timestamp begins anew
        this.timestamp = timestamp;
        long sent = Math.round(ticks * 1e9 / Rtp.clock(Rtp.type(m.payload())));
        return character(rtp.take(ssrc, Rtp.sequence(m.payload()), sent, m.nanos()));
    }

    private static char character(Outcome outcome) {
        return switch (outcome) {
            case NEXT -> NEXT;
            case GAP -> LOST;
            case REPEATED -> REPEATED;
            case LATE -> LATE;
            case STRAY -> PLAIN;
            case RESTARTED -> RESTART;
        };
    }

    Content content() {
        return probes != null ? Content.PROBE : rtp != null && belief > 0 ? Content.RTP : Content.OTHER;
    }

    /** What its numbers say; null where datagrams have none. */
    Numbers numbers() {
        return switch (content()) {
            case PROBE -> probes;
            case RTP -> rtp;
            case OTHER -> null;
        };
    }

    /** Run and sender of probes, or the SSRC of RTP; null for neither. */
    String stream() {
        return switch (content()) {
            case PROBE -> String.format("%08x/%d", stream >>> 32, stream & 0xffffffffL);
            case RTP -> String.format("0x%08x", stream);
            case OTHER -> null;
        };
    }

    /** How many numbers are missing right before the last datagram. */
    long missed() {
        Numbers numbers = probes != null ? probes : rtp;
        return numbers == null ? 0 : Math.max(0, numbers.missing());
    }

    long packets() {
        return packets;
    }

    /** Payload bytes. */
    long bytes() {
        return bytes;
    }

    long firstNanos() {
        return firstNanos;
    }

    long lastNanos() {
        return lastNanos;
    }

    /** Probes whose CRC is wrong, or that were cut. */
    long corrupt() {
        return corrupt;
    }

    /** Probes that came with another traffic class than they were sent with. */
    long remarked() {
        return remarked;
    }

    /** The last one's; -1 when not known. */
    int trafficClass() {
        return trafficClass;
    }

    long classChanges() {
        return classChanges;
    }

    /** Whether the sender of probes says that its clock is synchronized. */
    boolean isSynchronized() {
        return isSynchronized;
    }

    /** Whether the sender of probes said that there are no more. */
    boolean ended() {
        return ended;
    }

    /** Datagrams a second; NaN for a single one. */
    double rate() {
        return (packets - 1) * 1e9 / (lastNanos - firstNanos);
    }

    /** Payload bits a second; NaN for a single one. */
    double bitRate() {
        return rate() * 8 * bytes / packets;
    }
}
