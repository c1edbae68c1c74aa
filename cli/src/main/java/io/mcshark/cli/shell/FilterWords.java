package io.mcshark.cli.shell;

import io.mcshark.decoder.Catalogue;
import java.util.List;
import org.jline.reader.Candidate;

/** Completion inside a display filter. */
final class FilterWords {
    private FilterWords() {}

    /**
     * @param filter its text up to the cursor
     * @param word the part of it that is being typed
     */
    static void complete(String filter, String word, List<Candidate> into) {
        int start = word.length();
        while (start > 0
                && (Character.isLetterOrDigit(word.charAt(start - 1)) || "._-".indexOf(word.charAt(start - 1)) >= 0)) {
            start--;
        }
        String before = word.substring(0, start);
        Catalogue.from(word.substring(start))
                .forEach((name, entry) ->
                        into.add(new Candidate(before + name, name, null, entry.label(), null, null, true)));
    }
}
