package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.analysis.Range;
import io.mcshark.decoder.protocol.MoldUdp64;
import io.mcshark.decoder.protocol.Probe;

/** The numbers that a stream's packets have, other than RTP's. */
final class Numbering {
    private final Content content;

    private final DeclaredField number;
    private final DeclaredField time;
    private final Sequence sequence;
    /** How long packets were on their way, by a time in them: as good as the two clocks. */
    private final Range delay = new Range();

    private boolean begun;
    private long session;
    private long sessionRest;
    private long received;

    private Numbering(Content content, int width, DeclaredField number, DeclaredField time) {
        this.content = content;
        this.number = number;
        this.time = time;
        sequence = new Sequence(width);
    }

    static Numbering of(Content content) {
        return new Numbering(content, Long.SIZE, null, null);
    }

    /** @param time when the packet was sent; null for none */
    static Numbering declared(DeclaredField number, DeclaredField time) {
        return new Numbering(Content.DECLARED, number.width(), number, time);
    }

    /** Looks at a packet; null when it has no number. */
    Sequence.Outcome take(Datagram p) {
        return switch (content) {
            case MOLDUDP64 -> mold(p);
            case PROBE -> probe(p);
            default -> declared(p);
        };
    }

    private Sequence.Outcome mold(Datagram p) {
        int at = p.payload();
        if (at + MoldUdp64.HEADER > p.end()) {
            return null;
        }
        boolean restarted = session(p.u64(at), p.u16(at + Long.BYTES));
        long count = p.read(MoldUdp64.COUNT, at);
        long messages = count == MoldUdp64.END ? 0 : count;
        return took(p.read(MoldUdp64.SEQUENCE, at), messages, restarted);
    }

    private Sequence.Outcome probe(Datagram p) {
        int at = p.payload();
        if (at + Probe.HEADER > p.end() || (int) p.read(Probe.MAGIC, at) != Probe.MAGIC_VALUE) {
            return null;
        }
        boolean restarted = session(p.read(Probe.RUN, at), p.read(Probe.SENDER, at));
        delay.add(p.nanos() - p.read(Probe.TIME, at));
        return took(p.read(Probe.SEQUENCE, at), 1, restarted);
    }

    private Sequence.Outcome declared(Datagram p) {
        if (!number.isIn(p)) {
            return null;
        }
        if (time != null && time.isIn(p)) {
            delay.add(p.nanos() - time.read(p) * time.nanos());
        }
        return took(number.read(p), 1, false);
    }

    /** Takes note of a number from a packet that had only the number declared. */
    Sequence.Outcome take(long value) {
        return took(value, 1, false);
    }

    private Sequence.Outcome took(long value, long count, boolean restarted) {
        Sequence.Outcome outcome = sequence.take(value, count);
        received += outcome == Sequence.Outcome.REPEATED || outcome == Sequence.Outcome.STRAY ? 0 : count;
        return restarted ? Sequence.Outcome.RESTARTED : outcome;
    }

    /** Whether the numbers are of another session than before: they begin anew. */
    private boolean session(long name, long rest) {
        if (begun && name == session && rest == sessionRest) {
            return false;
        }
        boolean another = begun;
        begun = true;
        session = name;
        sessionRest = rest;
        sequence.restart();
        return another;
    }

    Sequence sequence() {
        return sequence;
    }

    /** Where it is, if it was declared; null for where the content has it. */
    String place() {
        return number == null ? null : number.toString();
    }

    int width() {
        return number == null ? Long.SIZE : number.width();
    }

    /** Numbers that came, each once. */
    long received() {
        return received;
    }

    Range delay() {
        return delay;
    }
}
