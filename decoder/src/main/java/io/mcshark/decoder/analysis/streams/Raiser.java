package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.analysis.Finding;
import io.mcshark.decoder.analysis.Findings;
import io.mcshark.decoder.analysis.Rule;
import io.mcshark.decoder.analysis.Severity;

/** Raises rules about streams. */
final class Raiser {
    private static final int HALF = 32;

    private final Findings findings;

    Raiser(Findings findings) {
        this.findings = findings;
    }

    /** A packet of the stream shows it. Null when there is nothing to be said. */
    Finding raise(Rule rule, Stream s, Datagram p) {
        about(s);
        return raise(rule, p);
    }

    private Finding raise(Rule rule, Datagram p) {
        return p.frame() != null ? findings.raise(rule, p.frame()) : findings.raise(rule, p.nanos(), p.number());
    }

    /** It showed at some time; in a frame, or 0. */
    Finding raise(Rule rule, Stream s, long nanos, long frame) {
        about(s);
        return findings.raise(rule, nanos, frame);
    }

    private void about(Stream s) {
        findings.about(s.sourceHigh, s.sourceLow, s.groupHigh, s.groupLow, (long) s.ports << HALF | s.vlan);
    }

    void say(Rule rule, Stream s, Datagram p, String text) {
        Finding finding = raise(rule, s, p);
        if (finding != null) {
            finding.say(s.toString(), text);
        }
    }

    void say(Rule rule, Severity severity, Stream s, Datagram p, String text) {
        about(s);
        findings.as(severity);
        Finding finding = raise(rule, p);
        if (finding != null) {
            finding.say(s.toString(), text);
        }
    }

    void say(Rule rule, Stream s, long nanos, long frame, String text) {
        Finding finding = raise(rule, s, nanos, frame);
        if (finding != null) {
            finding.say(s.toString(), text);
        }
    }

    void say(Rule rule, Severity severity, Stream s, long nanos, long frame, String text) {
        about(s);
        Finding finding = findings.as(severity).raise(rule, nanos, frame);
        if (finding != null) {
            finding.say(s.toString(), text);
        }
    }

    /** About a group and port, or a port, whoever sends there. */
    void say(Rule rule, Severity severity, Stream s, boolean anyGroup, String about, String text) {
        findings.about(anyGroup ? 0 : s.groupHigh, anyGroup ? 0 : s.groupLow, s.vlan, 0, s.port());
        Finding finding = findings.as(severity).raise(rule, s.lastNanos, s.lastFrame);
        if (finding != null) {
            finding.say(about, text);
        }
    }
}
