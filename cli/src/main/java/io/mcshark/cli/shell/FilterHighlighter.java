package io.mcshark.cli.shell;

import io.mcshark.cli.DisplayFilters;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.filter.FilterException;
import java.util.regex.Pattern;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Colours a display filter as it is typed: green when it is right, yellow while it may become so, red from where it is wrong. */
final class FilterHighlighter implements Highlighter {
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
            return text.styled(AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN), filter)
                    .toAttributedString();
        } catch (UserError e) { // the file of macros
            return new AttributedString(buffer);
        } catch (FilterException e) {
            if (e.isAtEnd()) {
                return text.styled(AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW), filter)
                        .toAttributedString();
            }
            return text.append(filter.substring(0, e.from()))
                    .styled(AttributedStyle.DEFAULT.foreground(AttributedStyle.RED), filter.substring(e.from()))
                    .toAttributedString();
        }
    }

    @Override
    public void setErrorPattern(Pattern pattern) {}

    @Override
    public void setErrorIndex(int index) {}
}
