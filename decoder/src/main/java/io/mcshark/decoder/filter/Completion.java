package io.mcshark.decoder.filter;

import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Type;
import io.mcshark.decoder.analysis.Rule;
import io.mcshark.decoder.analysis.Rules;
import io.mcshark.decoder.filter.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What can stand at the cursor of a filter being typed, and whether what stands there is good.
 *
 * @param state of the whole text, to colour it by
 * @param error what is wrong, or null
 * @param from offset of the word the cursor is in or behind: a candidate replaces it, up to the cursor
 * @param candidates what may stand there, best first
 */
public record Completion(State state, FilterException error, int from, List<Candidate> candidates) {
    /** How good a filter is as it stands. */
    public enum State {
        VALID,
        /** Not yet one, but more typing may make it one. */
        INCOMPLETE,
        WRONG
    }

    /** Text to insert and what it means, in a few words. */
    public record Candidate(String text, String description) {}

    /** What the tokens before the cursor ask for. */
    private enum Place {
        CONDITION,
        OPERATOR,
        VALUE,
        MASK,
        SET,
        MEMBER,
        AFTER_MEMBER,
        AFTER
    }

    /**
     * Looks at a filter being typed.
     *
     * @param cursor offset of the cursor, from 0 to {@code text.length()}
     */
    public static Completion at(String text, int cursor) {
        FilterException error = error(text);
        String head = text.substring(0, cursor);
        Lexer lexer = new Lexer(head);
        int quote = -1;
        try {
            lexer.run();
        } catch (FilterException e) {
            quote = head.charAt(e.from()) == '"' && e.isAtEnd() ? e.from() : cursor;
        }
        List<Token> tokens = new ArrayList<>(lexer.sofar());
        tokens.removeIf(token -> token.kind() == Kind.END);
        int from = quote >= 0 ? quote : cursor;
        if (quote < 0
                && !tokens.isEmpty()
                && isWord(head, tokens.getLast())
                && tokens.getLast().end() == cursor) {
            from = tokens.removeLast().from();
        }
        Asked asked = Asked.by(tokens);
        return new Completion(state(text, error), error, from, List.copyOf(candidates(asked, head.substring(from))));
    }

    private static boolean isWord(String text, Token token) {
        return Character.isLetterOrDigit(text.charAt(token.from())) || text.charAt(token.from()) == '_';
    }

    private static FilterException error(String text) {
        try {
            Filter.compile(text);
            return null;
        } catch (FilterException e) {
            return e;
        }
    }

    private static State state(String text, FilterException error) {
        if (error == null) {
            return State.VALID;
        }
        String word = text.substring(error.from(), Math.max(error.from(), Math.min(error.end(), text.length())));
        boolean name = !word.isEmpty()
                && Character.isLetter(word.charAt(0))
                && Catalogue.all().get(word) == null;
        boolean begun = !name || !Catalogue.from(word).isEmpty() || isOperatorBegun(word);
        return error.isAtEnd() && begun ? State.INCOMPLETE : State.WRONG;
    }

    private static boolean isOperatorBegun(String word) {
        return WORDS.keySet().stream().anyMatch(operator -> operator.startsWith(word));
    }

    /** What is asked for, and the field that values would be of. */
    private record Asked(Place place, Shape shape) {
        static Asked by(List<Token> tokens) {
            Place place = Place.CONDITION;
            Shape shape = null;
            for (Token token : tokens) {
                boolean condition = place == Place.CONDITION;
                switch (token.kind()) {
                    case WORD, STRING, CHARACTER -> {
                        if (Function.of(token.text()) != null || token.text().equals(Parser.SAME_RECORD)) {
                            continue; // what it is given is asked for
                        }
                        Catalogue.Entry entry = Catalogue.all().get(token.text());
                        shape = !condition ? shape : entry == null ? null : Shape.of(entry);
                        place = condition || place == Place.MASK
                                ? Place.OPERATOR
                                : place == Place.MEMBER ? Place.AFTER_MEMBER : Place.AFTER;
                    }
                    case SLICE -> shape = shape == null ? null : shape.bytes(-1, shape.text());
                    case AND, OR, XOR, OPEN -> place = Place.CONDITION;
                    case RELATION -> place = Place.VALUE;
                    case MASK -> place = Place.MASK;
                    case IN -> place = Place.SET;
                    case OPEN_BRACE -> place = place == Place.SET ? Place.MEMBER : place;
                    case COMMA, DOTS -> place = Place.MEMBER;
                    case CLOSE -> place = Place.AFTER;
                    case CLOSE_BRACE -> place = place == Place.AFTER_MEMBER ? Place.AFTER : place;
                    default -> {
                        // not, any, all, signs and layers change nothing
                    }
                }
            }
            return new Asked(place, shape);
        }
    }

    // ---- candidates

    private static final Map<String, String> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("and", "both");
        WORDS.put("or", "one or both");
        WORDS.put("xor", "one and not the other");
        WORDS.put("not", "the contrary");
        WORDS.put(Parser.SAME_RECORD, "all of it in one record");
        WORDS.put("matches", "a regular expression is found: matches r\"^a.*z$\"");
        WORDS.put("any", "some occurrence is so");
        WORDS.put("all", "every occurrence is so");
        WORDS.put("in", "one of a set: in {1, 2, 10 .. 20}");
        WORDS.put("contains", "holds these bytes or characters");
    }

    private static List<Candidate> candidates(Asked asked, String begun) {
        List<Candidate> found = new ArrayList<>();
        switch (asked.place) {
            case CONDITION -> {
                names(begun, found);
                if (!begun.isEmpty()) {
                    words(found, begun, "not", "any", "all", Parser.SAME_RECORD);
                    functions(begun, found);
                }
            }
            case OPERATOR -> operators(asked.shape, begun, found);
            case VALUE, MEMBER, MASK -> values(asked.shape, begun, found);
            case SET -> add(found, begun, "{", "the members of the set");
            case AFTER_MEMBER -> add(found, begun, "}", "the end of the set");
            case AFTER -> words(found, begun, "and", "or", "xor");
        }
        return found;
    }

    private static void add(List<Candidate> found, String begun, String text, String description) {
        if (text.startsWith(begun)) {
            found.add(new Candidate(text, description));
        }
    }

    private static void words(List<Candidate> found, String begun, String... words) {
        for (String word : words) {
            add(found, begun, word, WORDS.get(word));
        }
    }

    private static void functions(String begun, List<Candidate> found) {
        for (Function function : Function.values()) {
            add(found, begun, function.word() + "(", function.about());
        }
    }

    /** Names, in two steps: without a dot the protocols, with one the fields. */
    private static void names(String begun, List<Candidate> found) {
        boolean fields = begun.indexOf('.') >= 0 || Catalogue.all().get(begun) != null;
        Map<String, Integer> families = new LinkedHashMap<>();
        for (Catalogue.Entry entry : Catalogue.from(begun).values()) {
            int dot = entry.name().indexOf('.');
            String family = dot < 0 ? entry.name() : entry.name().substring(0, dot);
            if (entry.isProtocol() || fields && entry.name().startsWith(begun)) {
                found.add(new Candidate(entry.name(), describe(entry)));
            } else if (Catalogue.all().get(family) == null) {
                families.merge(family + ".", 1, Integer::sum);
            }
        }
        families.forEach((family, count) -> found.add(new Candidate(family, count + " fields")));
    }

    private static String describe(Catalogue.Entry entry) {
        return entry.isProtocol() || entry.type() == Type.NONE
                ? entry.label()
                : entry.label() + " (" + entry.type().words() + ")";
    }

    private static void operators(Shape shape, String begun, List<Candidate> found) {
        if (shape != null && shape.type() != Type.NONE) {
            boolean protocol = shape.entry().isProtocol() && shape.type() == Type.BYTES;
            if (!protocol) {
                add(found, begun, "==", "equal");
                add(found, begun, "!=", "no occurrence is equal");
            }
            if (!protocol && shape.type() != Type.BOOL) {
                add(found, begun, "<", "less");
                add(found, begun, "<=", "at most");
                add(found, begun, ">", "more");
                add(found, begun, ">=", "at least");
            }
            if (!protocol) {
                words(found, begun, "in");
            }
            if (shape.type() == Type.UINT || shape.type() == Type.INT || shape.type() == Type.IPV4) {
                add(found, begun, "&", "these bits are set");
            }
            if (shape.type() == Type.STRING || shape.type() == Type.BYTES || shape.type() == Type.ETHER) {
                words(found, begun, "contains", "matches");
            }
        }
        words(found, begun, "and", "or", "xor");
    }

    private static void values(Shape shape, String begun, List<Candidate> found) {
        if (shape == null) {
            return;
        }
        String bare = (begun.startsWith("\"") ? begun.substring(1) : begun).toLowerCase(Locale.ROOT);
        for (Names names : shape.names()) {
            names.all().forEach((value, name) -> {
                if (name.toLowerCase(Locale.ROOT).startsWith(bare)) {
                    found.add(new Candidate("\"" + name + "\"", shape.text() + " " + value));
                }
            });
        }
        if (Known.isIn(shape)) {
            for (Rule rule : Rules.all()) {
                if (rule.id().startsWith(bare)) {
                    found.add(
                            new Candidate('"' + rule.id() + '"', rule.severity().token() + ", " + rule.protocol()));
                }
            }
        }
        if (shape.type() == Type.BOOL) {
            add(found, begun, "True", "1");
            add(found, begun, "False", "0");
        }
        if (!begun.isEmpty() && Character.isLetter(begun.charAt(0))) {
            for (Catalogue.Entry entry : Catalogue.from(begun).values()) {
                if (!entry.isProtocol() && entry.type() == shape.type()) {
                    found.add(new Candidate(entry.name(), describe(entry)));
                }
            }
        }
    }
}
