package io.mcshark.decoder.filter;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A regular expression as Wireshark takes it (PCRE2's spelling, upper and lower case alike, over bytes), read into a program
 * for {@link Automaton}. What cannot be answered in time linear in the packet is refused: references to groups, looking
 * around, atomic groups.
 *
 * <p>A program is instructions with the numbers of those that follow: a set of bytes, a choice of two, a place, the end.
 * Docs: docs/decisions/0030.
 */
final class Regex {
    /** More instructions than this would make a packet dear: each byte may cost as many steps. */
    static final int MOST = 5000;

    private static final int DEEPEST = 200, FOREVER = -1, MOST_TIMES = 1000, LONGEST = 32768;

    /** What an instruction does; a place is one of those from {@link #BEGIN} on. */
    static final int SET = 0, CHOICE = 1, END = 2, BEGIN = 3, LINE_BEGIN = 4, LAST = 5, LINE_END = 6, VERY_LAST = 7;

    static final int EDGE = 8, NO_EDGE = 9;

    private sealed interface Node {
        record Bytes(BitSet set) implements Node {}

        record Sequence(List<Node> parts) implements Node {}

        record Either(List<Node> branches) implements Node {}

        record Repeat(Node part, int least, int most) implements Node {}

        record Place(int kind) implements Node {}
    }

    /** What is wrong with a pattern, and where in it. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;
        final int at;

        Wrong(int at, String reason) {
            super(reason);
            this.at = at;
        }
    }

    private final String text;
    private int at;
    private int depth;
    private boolean caseless = true;
    private boolean dotAll;
    private boolean lines;
    private boolean blanks;

    private int size;
    private int[] kinds = new int[64];
    private int[] nexts = new int[64];
    private int[] others = new int[64];
    private final List<BitSet> sets = new ArrayList<>();

    private Regex(String text) {
        this.text = text;
    }

    /** @param text one char a byte */
    static Automaton compile(String text) throws Wrong {
        if (text.length() > LONGEST) {
            throw wrong(0, "the pattern is longer than " + LONGEST + " characters");
        }
        Regex regex = new Regex(text);
        Node all = regex.either();
        if (regex.at < text.length()) {
            throw wrong(regex.at, "there is no ( before this )");
        }
        int start = regex.emit(all, regex.instruction(END, 0, 0));
        return new Automaton(
                start,
                java.util.Arrays.copyOf(regex.kinds, regex.size),
                java.util.Arrays.copyOf(regex.nexts, regex.size),
                java.util.Arrays.copyOf(regex.others, regex.size),
                regex.sets);
    }

    // ---- the program, made from its end

    private int instruction(int kind, int next, int other) throws Wrong {
        if (size == MOST) {
            throw wrong(0, "the pattern is too big: its repetitions come to more than " + MOST + " steps");
        }
        if (size == kinds.length) {
            kinds = java.util.Arrays.copyOf(kinds, size * 2);
            nexts = java.util.Arrays.copyOf(nexts, size * 2);
            others = java.util.Arrays.copyOf(others, size * 2);
        }
        kinds[size] = kind;
        nexts[size] = next;
        others[size] = other;
        return size++;
    }

    /** Adds what does {@code node} and goes on with {@code next}; returns where it begins. */
    private int emit(Node node, int next) throws Wrong {
        switch (node) {
            case Node.Bytes bytes -> {
                sets.add(bytes.set);
                return instruction(SET, next, sets.size() - 1);
            }
            case Node.Place place -> {
                return instruction(place.kind, next, 0);
            }
            case Node.Sequence sequence -> {
                int from = next;
                for (int i = sequence.parts.size() - 1; i >= 0; i--) {
                    from = emit(sequence.parts.get(i), from);
                }
                return from;
            }
            case Node.Either either -> {
                int from = emit(either.branches.getLast(), next);
                for (int i = either.branches.size() - 2; i >= 0; i--) {
                    from = instruction(CHOICE, emit(either.branches.get(i), next), from);
                }
                return from;
            }
            case Node.Repeat repeat -> {
                int from = next;
                if (repeat.most == FOREVER) {
                    from = instruction(CHOICE, 0, next);
                    nexts[from] = emit(repeat.part, from);
                }
                for (int i = repeat.least; i < repeat.most; i++) {
                    from = instruction(CHOICE, emit(repeat.part, from), next);
                }
                for (int i = 0; i < repeat.least; i++) {
                    from = emit(repeat.part, from);
                }
                return from;
            }
        }
    }

    // ---- reading

    private Node either() throws Wrong {
        if (++depth > DEEPEST) {
            throw wrong(at, "nested more than " + DEEPEST + " deep");
        }
        List<Node> branches = new ArrayList<>();
        do {
            branches.add(sequence());
        } while (take('|'));
        depth--;
        return branches.size() == 1 ? branches.getFirst() : new Node.Either(branches);
    }

    private Node sequence() throws Wrong {
        List<Node> parts = new ArrayList<>();
        while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
            int from = at;
            Node atom = atom();
            if (atom != null) {
                parts.add(repeated(atom, from));
            }
        }
        return new Node.Sequence(parts);
    }

    private Node repeated(Node atom, int from) throws Wrong {
        Node node = atom;
        while (at < text.length()) {
            char c = text.charAt(at);
            int least = c == '+' ? 1 : 0;
            int most = c == '?' ? 1 : FOREVER;
            int close = c == '{' ? counted() : -1;
            if (c == '{' && close >= 0) {
                String[] ends = text.substring(at + 1, close).split(",", -1);
                least = times(ends[0]);
                most = ends.length == 1 ? least : ends[1].isEmpty() ? FOREVER : times(ends[1]);
                if (most != FOREVER && most < least) {
                    throw wrong(at, "the second number is less than the first");
                }
                at = close + 1;
            } else if (c == '*' || c == '+' || c == '?') {
                at++;
            } else {
                break;
            }
            node = new Node.Repeat(node, least, most);
            if (++depth > DEEPEST) {
                throw wrong(from, "nested more than " + DEEPEST + " deep");
            }
            if (take('+')) {
                throw wrong(at - 1, "a possessive repetition is not supported: leave out this +");
            }
            take('?'); // as few as possible: whether there is a match does not depend on it
        }
        depth -= nested(node, atom);
        return node;
    }

    private static int nested(Node node, Node atom) {
        int count = 0;
        for (Node n = node; n != atom; n = ((Node.Repeat) n).part) {
            count++;
        }
        return count;
    }

    /** The place of the brace that closes a repetition count; -1 when this brace begins none and is itself. */
    private int counted() {
        int i = at + 1;
        while (i < text.length() && (digit(text.charAt(i)) || text.charAt(i) == ',' && i > at + 1)) {
            i++;
        }
        boolean whole = i > at + 1 && i < text.length() && text.charAt(i) == '}';
        return whole && text.substring(at + 1, i).chars().filter(c -> c == ',').count() <= 1 ? i : -1;
    }

    private int times(String digits) throws Wrong {
        int value = digits.length() > 5 ? MOST_TIMES + 1 : Integer.parseInt(digits);
        if (value > MOST_TIMES) {
            throw wrong(at, "more than " + MOST_TIMES + " repetitions");
        }
        return value;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The next thing that can be repeated; null where there was only an option or a comment. */
    private Node atom() throws Wrong {
        char c = text.charAt(at++);
        switch (c) {
            case '(' -> {
                return group();
            }
            case '[' -> {
                return new Node.Bytes(bracketed());
            }
            case '.' -> {
                return new Node.Bytes(dotAll ? all() : but("\n"));
            }
            case '^' -> {
                return new Node.Place(lines ? LINE_BEGIN : BEGIN);
            }
            case '$' -> {
                return new Node.Place(lines ? LINE_END : LAST);
            }
            case '\\' -> {
                return escaped();
            }
            case '*', '+', '?' -> throw wrong(at - 1, "nothing stands before this " + c + " to repeat");
            default -> {
                if (blanks && (Character.isWhitespace(c) || c == '#')) {
                    while (c == '#' && at < text.length() && text.charAt(at) != '\n') {
                        at++;
                    }
                    return null;
                }
                return new Node.Bytes(one(c));
            }
        }
    }

    private Node group() throws Wrong {
        int open = at - 1;
        boolean[] before = {caseless, dotAll, lines, blanks};
        if (take('*')) {
            throw wrong(open, "verbs (*…) are not supported");
        }
        if (take('?')) {
            char c = at < text.length() ? text.charAt(at) : 0;
            if (c == '#') {
                at = text.indexOf(')', at) + 1;
                if (at == 0) {
                    throw wrong(open, "this comment is not closed");
                }
                return null;
            }
            boolean named = c == 'P' || c == '\'' || c == '<' && at + 1 < text.length() && letter(text.charAt(at + 1));
            if (named) {
                name(open);
            } else if (c == '=' || c == '!' || c == '<') {
                throw wrong(open, "looking ahead or back is not supported: it takes too long on some packets");
            } else if (c == '>' || c == '|' || c == '(' || c == 'R' || c == '&' || digit(c)) {
                throw wrong(open, "this kind of group is not supported");
            } else if (options(open)) {
                return null;
            }
        }
        Node inside = either();
        if (!take(')')) {
            throw wrong(open, "this ( is not closed");
        }
        restore(before);
        return inside;
    }

    private void restore(boolean[] before) {
        caseless = before[0];
        dotAll = before[1];
        lines = before[2];
        blanks = before[3];
    }

    private static boolean letter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private void name(int open) throws Wrong {
        int i = at + (text.charAt(at) == 'P' ? 1 : 0);
        char first = i < text.length() ? text.charAt(i) : 0;
        int end = text.indexOf(first == '\'' ? '\'' : '>', i + 1);
        if (first != '<' && first != '\'' || end < 0) {
            throw wrong(open, "this kind of group is not supported");
        }
        at = end + 1;
    }

    /** Options that hold to the end of the group around ({@code (?i)}; answers true) or for one of their own ({@code (?i:…)}). */
    private boolean options(int open) throws Wrong {
        boolean on = true;
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case '-' -> on = false;
                case '^' -> restore(new boolean[4]);
                case 'i' -> caseless = on;
                case 's' -> dotAll = on;
                case 'm' -> lines = on;
                case 'x' -> blanks = on;
                case 'n', 'U', 'J' -> {
                    // names and thrift change nothing about whether there is a match
                }
                case ':' -> {
                    return false;
                }
                case ')' -> {
                    return true;
                }
                default -> throw wrong(open, "this kind of group is not supported");
            }
        }
        throw wrong(open, "this ( is not closed");
    }

    // ---- sets of bytes

    private static BitSet all() {
        BitSet set = new BitSet(256);
        set.set(0, 256);
        return set;
    }

    private static BitSet of(String members) {
        BitSet set = new BitSet(256);
        members.chars().forEach(set::set);
        return set;
    }

    private static BitSet but(String members) {
        BitSet set = all();
        set.andNot(of(members));
        return set;
    }

    private static BitSet range(int low, int high) {
        BitSet set = new BitSet(256);
        set.set(low, high + 1);
        return set;
    }

    private BitSet one(int c) {
        return folded(range(c, c));
    }

    private BitSet folded(BitSet set) {
        for (int upper = 'A'; caseless && upper <= 'Z'; upper++) {
            if (set.get(upper) || set.get(upper + 32)) {
                set.set(upper);
                set.set(upper + 32);
            }
        }
        return set;
    }

    private static final String DIGITS = "0123456789",
            UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            LOWER = "abcdefghijklmnopqrstuvwxyz",
            WORD = DIGITS + UPPER + LOWER + "_",
            BLANK = " \t",
            SPACE = " \t\n\u000b\f\r",
            SEVERAL = "dDwWsShHvVNR";

    /** The set a letter behind a backslash stands for, or null. */
    private static BitSet named(char letter) {
        return switch (letter) {
            case 'd' -> of(DIGITS);
            case 'D' -> but(DIGITS);
            case 'w' -> of(WORD);
            case 'W' -> but(WORD);
            case 's' -> of(SPACE);
            case 'S' -> but(SPACE);
            case 'h' -> of(BLANK + "\u00a0");
            case 'H' -> but(BLANK + "\u00a0");
            case 'v' -> of("\n\u000b\f\r\u0085");
            case 'V' -> but("\n\u000b\f\r\u0085");
            case 'N' -> but("\n");
            default -> null;
        };
    }

    private static BitSet posix(String name) {
        return switch (name) {
            case "alpha" -> of(UPPER + LOWER);
            case "digit" -> of(DIGITS);
            case "alnum" -> of(DIGITS + UPPER + LOWER);
            case "upper" -> of(UPPER);
            case "lower" -> of(LOWER);
            case "space" -> of(SPACE);
            case "blank" -> of(BLANK);
            case "word" -> of(WORD);
            case "xdigit" -> of(DIGITS + "abcdefABCDEF");
            case "cntrl" -> {
                BitSet set = range(0, 31);
                set.set(127);
                yield set;
            }
            case "print" -> range(32, 126);
            case "graph" -> range(33, 126);
            case "ascii" -> range(0, 127);
            case "punct" -> {
                BitSet set = range(33, 126);
                set.andNot(of(DIGITS + UPPER + LOWER));
                yield set;
            }
            default -> null;
        };
    }

    private BitSet bracketed() throws Wrong {
        int open = at - 1;
        boolean negated = take('^');
        BitSet set = new BitSet(256);
        boolean first = true;
        while (true) {
            if (at >= text.length()) {
                throw wrong(open, "this [ is not closed");
            }
            char c = text.charAt(at);
            if (c == ']' && !first) {
                at++;
                break;
            }
            first = false;
            BitSet several = several();
            if (several != null) {
                set.or(several);
                continue;
            }
            int low = member(open);
            boolean ranged = at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']';
            if (!ranged) {
                set.set(low);
                continue;
            }
            int dash = at++;
            if (several() != null) {
                throw wrong(dash, "a range ends in one character");
            }
            int high = member(open);
            if (high < low) {
                throw wrong(dash, "the range is empty: its ends stand the wrong way round");
            }
            set.set(low, high + 1);
        }
        folded(set);
        if (negated) {
            set.flip(0, 256);
        }
        return set;
    }

    /** A class inside brackets ({@code \d}, {@code [:alpha:]}); null when one character stands there. */
    private BitSet several() throws Wrong {
        if (text.startsWith("[:", at)) {
            int close = text.indexOf(":]", at);
            if (close > 0) {
                String name = text.substring(at + 2, close);
                boolean negated = name.startsWith("^");
                BitSet set = posix(negated ? name.substring(1) : name);
                if (set == null) {
                    throw wrong(at, "there is no class [:" + name + ":]");
                }
                if (negated) {
                    set.flip(0, 256);
                }
                at = close + 2;
                return set;
            }
        }
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
            BitSet set = named(text.charAt(at + 1));
            at += set == null ? 0 : 2;
            return set;
        }
        return null;
    }

    private int member(int open) throws Wrong {
        if (at >= text.length()) {
            throw wrong(open, "this [ is not closed");
        }
        char c = text.charAt(at++);
        if (c != '\\') {
            return c;
        }
        if (at < text.length() && text.charAt(at) == 'b') {
            at++;
            return '\b';
        }
        return character(at - 1);
    }

    // ---- behind a backslash

    private Node escaped() throws Wrong {
        int from = at - 1;
        if (at >= text.length()) {
            throw wrong(from, "nothing stands behind this backslash");
        }
        char c = text.charAt(at);
        int place =
                switch (c) {
                    case 'A', 'G' -> BEGIN;
                    case 'Z' -> LAST;
                    case 'z' -> VERY_LAST;
                    case 'b' -> EDGE;
                    case 'B' -> NO_EDGE;
                    default -> -1;
                };
        if (place >= 0) {
            at++;
            return new Node.Place(place);
        }
        if (c == 'R') {
            at++;
            Node both = new Node.Sequence(List.of(new Node.Bytes(of("\r")), new Node.Bytes(of("\n"))));
            return new Node.Either(List.of(both, new Node.Bytes(named('v'))));
        }
        if (SEVERAL.indexOf(c) >= 0) {
            at++;
            return new Node.Bytes(named(c));
        }
        if (c == 'Q') {
            int close = text.indexOf("\\E", at);
            int end = close < 0 ? text.length() : close;
            List<Node> parts = new ArrayList<>();
            for (int i = at + 1; i < end; i++) {
                parts.add(new Node.Bytes(one(text.charAt(i))));
            }
            at = close < 0 ? end : close + 2;
            return new Node.Sequence(parts);
        }
        if (c == 'E') {
            at++;
            return null;
        }
        if (c >= '1' && c <= '9' || c == 'g' || c == 'k') {
            throw wrong(from, "a reference to a group is not supported: it takes too long on some packets");
        }
        return new Node.Bytes(one(character(from)));
    }

    /** The one character that a sequence stands for whose backslash is at {@code from}. */
    private int character(int from) throws Wrong {
        if (at >= text.length()) {
            throw wrong(from, "nothing stands behind this backslash");
        }
        char c = text.charAt(at++);
        switch (c) {
            case 'x' -> {
                return take('{') ? number(from, 16, 8, '}') : number(from, 16, 2, (char) 0);
            }
            case 'o' -> {
                if (!take('{')) {
                    throw wrong(from, "octal is written \\o{…}");
                }
                return number(from, 8, 8, '}');
            }
            case 'c' -> {
                if (at >= text.length() || text.charAt(at) < ' ' || text.charAt(at) > '~') {
                    throw wrong(from, "\\c needs a character behind it");
                }
                return Character.toUpperCase(text.charAt(at++)) ^ 0x40;
            }
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                at--;
                return number(from, 8, 3, (char) 0);
            }
            default -> {
                int letter = "aefnrt".indexOf(c);
                if (letter >= 0) {
                    return "\u0007\u001b\f\n\r\t".charAt(letter);
                }
                if (letter(c) && c != '_') {
                    throw wrong(from, "\\" + c + " means nothing");
                }
                return c;
            }
        }
    }

    private int number(int from, int radix, int most, char close) throws Wrong {
        int value = 0;
        int digits = 0;
        while (at < text.length() && digits < most && Character.digit(text.charAt(at), radix) >= 0) {
            value = value * radix + Character.digit(text.charAt(at++), radix);
            digits++;
        }
        if (close != 0 && !take(close) || value > 0xff || value < 0) {
            throw wrong(from, "this is not the number of a byte");
        }
        return value;
    }

    private boolean take(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private static Wrong wrong(int at, String reason) {
        return new Wrong(at, reason);
    }
}
