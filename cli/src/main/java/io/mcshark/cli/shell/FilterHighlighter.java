package io.mcshark.cli.shell;

import io.mcshark.cli.DisplayFilters;
import io.mcshark.cli.UserError;
import io.mcshark.cli.view.Theme;
import io.mcshark.decoder.filter.Completion;
import io.mcshark.decoder.filter.FilterException;
import java.util.regex.Pattern;
import org.jline.reader.Highlighter;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * Colours a display filter as it is typed: green when it is right, yellow while it may become so, red from where it is wrong, with
 * the reason behind it.
 */
final class FilterHighlighter implements Highlighter {
    private final boolean plain;
    private final Theme theme;

    /**
     * @param plain whether nothing is to be added to what is typed
     * @param colours that the terminal has; null where it does not say
     */
    FilterHighlighter(boolean plain, Integer colours) {
        this.plain = plain;
        theme = new Theme(Theme.look(System::getenv), true, colours);
    }

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        String stripped = buffer.stripLeading();
        String command = stripped.split("\\s+", 2)[0];
        int at = WordCompleter.filterAt(command, buffer + " ");
        if (at < 0 || at >= buffer.length() || buffer.substring(at).isBlank()) {
            return new AttributedString(buffer);
        }
        AttributedStringBuilder text = new AttributedStringBuilder().append(buffer.substring(0, at));
        String filter = buffer.substring(at);
        try {
            DisplayFilters.compile(filter);
            return text.styled(theme.good(), filter).toAttributedString();
        } catch (UserError e) { // the file of macros
            return new AttributedString(buffer);
        } catch (FilterException e) {
            boolean unfinished = Completion.at(filter, filter.length()).state() == Completion.State.INCOMPLETE;
            int from = unfinished ? 0 : Math.clamp(e.from(), 0, filter.length());
            text.append(filter.substring(0, from))
                    .styled(unfinished ? theme.unfinished() : theme.wrong(), filter.substring(from));
            if (!plain && !isRemembered(reader, buffer)) {
                text.styled(
                        AttributedStyle.DEFAULT.faint(),
                        "   " + e.getMessage().lines().findFirst().orElse(""));
            }
            return text.toAttributedString();
        }
    }

    /** Whether a line of the history goes on as this one: it is suggested then, in the same place. */
    private static boolean isRemembered(LineReader reader, String buffer) {
        for (History.Entry entry : reader.getHistory()) {
            if (entry.line().startsWith(buffer) && entry.line().length() > buffer.length()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void setErrorPattern(Pattern pattern) {}

    @Override
    public void setErrorIndex(int index) {}
}
