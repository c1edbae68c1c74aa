package io.mcshark.cli.shell;

import io.mcshark.decoder.filter.Completion;
import java.util.List;
import org.jline.reader.Candidate;

/** Completion inside a display filter, as JLine wants it: candidates for the whole word, which ends at blanks only. */
final class FilterWords {
    private FilterWords() {}

    /**
     * @param filter its text up to the cursor
     * @param word the part of it behind the last blank
     */
    static void complete(String filter, String word, List<Candidate> into) {
        Completion completion = Completion.at(filter, filter.length());
        int ahead = completion.from() - (filter.length() - word.length());
        for (Completion.Candidate candidate : completion.candidates()) {
            String text = candidate.text();
            // Behind an operator without a blank the word has more before it; in a quoted name some of it is already
            // there.
            String whole =
                    ahead >= 0 ? word.substring(0, ahead) + text : text.substring(Math.min(-ahead, text.length()));
            into.add(new Candidate(whole, text, null, candidate.description(), null, null, true));
        }
    }
}
