package io.mcshark.cli.shell;

import io.mcshark.capture.live.Counts;
import io.mcshark.cli.Time;
import java.util.Locale;

/** How a running capture goes: how fast packets come, over the last second or more, and what the kernel dropped. */
public final class Pulse {
    private static final double SECOND = 1e9;

    private final Time time;
    private Session known;
    private long packets;
    private long nanos;
    private double rate = -1;

    public Pulse(Time time) {
        this.time = time;
    }

    /** {@code   1,200/s  0 dropped by kernel}; that it ended, and why; empty where nothing was captured. */
    public synchronized String text(Session session) {
        if (session.live() == null) {
            return "";
        }
        if (!session.capturing()) {
            return "  capture ended"
                    + session.live().failure().map(why -> ": " + why).orElse("");
        }
        measure(session);
        long dropped = 0;
        for (Counts counts : session.live().counts()) {
            dropped += counts.dropped() + counts.droppedByInterface();
        }
        String fast = rate < 0 ? "" : String.format(Locale.ROOT, "  %,.0f/s", rate);
        return fast + String.format(Locale.ROOT, "  %,d dropped by kernel", dropped);
    }

    private void measure(Session session) {
        long now = time.nanos();
        if (session != known) {
            rate = -1;
        } else if (now - nanos < SECOND) {
            return;
        } else {
            rate = (session.packets() - packets) * SECOND / (now - nanos);
        }
        known = session;
        packets = session.packets();
        nanos = now;
    }
}
