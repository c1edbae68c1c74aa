package io.mcshark.cli.shell;

import io.mcshark.capture.live.Counts;
import io.mcshark.decoder.Out;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;

/** The line under the prompt: what is open, how many packets, how fast they come, what the kernel dropped, the filter. */
final class StatusLine {
    private static final double NANOS = 1e9;

    private final Interpreter interpreter;
    private Session known;
    private long packets;
    private long nanos;
    private double rate;

    StatusLine(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** The line, cut to a width. */
    synchronized List<AttributedString> text(int width) {
        Session session = interpreter.session();
        String text = session.isOpen() ? open(session) : "nothing open";
        int others = interpreter.captures().all().size() - 1;
        if (others > 0) {
            text += "  +" + others + " open";
        }
        if (session.filterText() != null) {
            text += "  filter: " + session.filterText();
        }
        return List.of(new AttributedString(text).columnSubSequence(0, width));
    }

    private String open(Session session) {
        StringBuilder text = new StringBuilder(new Out().safe(session.name()).toString());
        text.append("  ").append(session.packets()).append(" packets");
        if (session.capturing()) {
            measure(session);
            text.append(String.format(Locale.ROOT, "  %.0f/s", rate));
            long dropped = 0;
            for (Counts counts : session.live().counts()) {
                dropped += counts.dropped() + counts.droppedByInterface();
            }
            text.append("  ").append(dropped).append(" dropped by kernel");
        }
        return text.toString();
    }

    private void measure(Session session) {
        long now = System.nanoTime();
        if (session == known && now > nanos) {
            rate = (session.packets() - packets) * NANOS / (now - nanos);
        }
        known = session;
        packets = session.packets();
        nanos = now;
    }
}
