package io.mcshark.cli.shell;

import io.mcshark.cli.Time;
import io.mcshark.decoder.Out;
import java.util.List;
import org.jline.utils.AttributedString;

/** The line under the prompt: what is open, how many packets, how fast they come, what the kernel dropped, marks, the filter. */
final class StatusLine {
    private final Interpreter interpreter;
    private final Pulse pulse = new Pulse(Time.SYSTEM);

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
        int marked = session.marks().size();
        return new Out().safe(session.name()) + "  " + session.packets() + " packets" + pulse.text(session)
                + (marked == 0 ? "" : "  " + marked + " marked");
    }
}
