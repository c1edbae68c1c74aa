package io.mcshark.cli.shell;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Gives JLine the line as it stands: words parted by blanks, nothing unquoted, nothing refused. Completion needs no more. */
final class WordParser implements Parser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        int start = cursor;
        while (start > 0 && !Character.isWhitespace(line.charAt(start - 1))) {
            start--;
        }
        String word = line.substring(start, cursor);
        List<String> words = List.of(line.substring(0, start).strip(), word);
        int at = cursor - start;
        return new CompletingParsedLine() {
            @Override
            public CharSequence escape(CharSequence candidate, boolean complete) {
                return candidate;
            }

            @Override
            public int rawWordCursor() {
                return at;
            }

            @Override
            public int rawWordLength() {
                return at;
            }

            @Override
            public String word() {
                return word;
            }

            @Override
            public int wordCursor() {
                return at;
            }

            @Override
            public int wordIndex() {
                return 1;
            }

            @Override
            public List<String> words() {
                return words;
            }

            @Override
            public String line() {
                return line;
            }

            @Override
            public int cursor() {
                return cursor;
            }
        };
    }
}
