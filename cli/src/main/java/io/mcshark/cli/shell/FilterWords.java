package io.mcshark.cli.shell;

import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.Type;
import io.mcshark.decoder.filter.Completion;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.Candidate;

/**
 * Completion inside a display filter: what {@link Completion} knows, and where an address is asked for those seen in the open
 * capture.
 */
public final class FilterWords {
    /** A field and what relates it to the address that is begun. */
    private static final Pattern ADDRESS =
            Pattern.compile("([a-z0-9_.]+)\\s*(?:==|!=|<=|>=|<|>|eq|ne|in\\s*\\{(?:[^}]*,)?)\\s*([0-9a-f.:]*)$");

    private FilterWords() {}

    /** What may stand at the cursor of a filter. */
    public static Completion at(Session session, String text, int cursor) {
        Completion known = Completion.at(text, cursor);
        Matcher begun = ADDRESS.matcher(text.substring(0, cursor));
        Catalogue.Entry entry = begun.find() ? Catalogue.get(begun.group(1)) : null;
        if (entry == null || !session.isOpen() || entry.type() != Type.IPV4 && entry.type() != Type.IPV6) {
            return known;
        }
        String name = entry.name();
        boolean sender = name.endsWith("src") || name.endsWith("saddr");
        List<String> all = new ArrayList<>(
                sender ? session.seen().senders() : session.seen().groups());
        if (name.endsWith("addr") && !sender && !name.endsWith("maddr")) {
            all.addAll(session.seen().senders());
        }
        List<Completion.Candidate> seen = new ArrayList<>();
        boolean six = entry.type() == Type.IPV6;
        for (String address : all) {
            if (address.startsWith(begun.group(2)) && address.contains(":") == six) {
                seen.add(new Completion.Candidate(address, "seen in this capture"));
            }
        }
        if (seen.isEmpty()) {
            return known;
        }
        return new Completion(known.state(), known.error(), begun.start(2), List.copyOf(seen));
    }

    /**
     * The same as JLine wants it: candidates for the whole word, which ends at blanks only.
     *
     * @param filter its text up to the cursor
     * @param word the part of it behind the last blank
     */
    static void complete(Session session, String filter, String word, List<Candidate> into) {
        Completion completion = at(session, filter, filter.length());
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
