package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.analysis.Datagram;

/**
 * Looks for a number that goes up by one with each packet, in streams of which nothing else is known: only where it is asked for.
 * What it finds is inferred: a clock that ticks once a packet looks the same.
 */
final class NumberSearch {
    /** The most streams that are looked at at a time. */
    static final int MOST = 1024;

    private int searching;
    private long passedOver;

    /** Takes a packet that is about to be counted; tells where the number is when that shows, of the packets before this one. */
    DeclaredField see(Stream s, Datagram p) {
        if (s.packets == 1) {
            begin(s);
        }
        if (s.samples == null) {
            return null;
        }
        if (s.content != Content.UNSETTLED && s.content != Content.OTHER || s.carries != null || s.agreed > 0) {
            forget(s);
            return null;
        }
        if (!s.samples.isAtStage()) {
            s.samples.add(p);
            return null;
        }
        DeclaredField field = s.samples.find();
        if (field == null && s.samples.isWorthwhile()) {
            s.samples.add(p);
        } else if (field == null) {
            forget(s);
        }
        return field;
    }

    private void begin(Stream s) {
        if (searching < MOST) {
            searching++;
            s.samples = new Samples();
        } else {
            passedOver++;
        }
    }

    /** The capture ends: tells where the number of a stream is, as far as that shows. */
    static DeclaredField end(Stream s) {
        return s.samples == null || s.content != Content.OTHER || s.carries != null ? null : s.samples.best();
    }

    /** The search in a stream is over. */
    void forget(Stream s) {
        s.samples = null;
        searching--;
    }

    /** Streams that were not looked at as there were too many. */
    long passedOver() {
        return passedOver;
    }
}
