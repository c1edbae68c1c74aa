package io.mcshark.decoder.filter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pieces of filters with names: {@code $name}, {@code $name(a, b)} or, as older Wireshark has it, {@code ${name:a;b}} stand for
 * the text of that name, with the arguments in the place of {@code $1}, {@code $2} …
 */
public final class Macros {
    private static final int DEEPEST = 16, LONGEST = 1 << 20;

    private final Map<String, String> bodies;

    private Macros(Map<String, String> bodies) {
        this.bodies = bodies;
    }

    /**
     * Reads macros, one a line: {@code name = filter with $1}; blank lines and those that begin with # count for nothing.
     *
     * @throws IllegalArgumentException naming the line that is none
     */
    public static Macros parse(List<String> lines) {
        Map<String, String> bodies = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            String name = equals < 0 ? "" : line.substring(0, equals).strip();
            String body = line.substring(equals + 1).strip();
            if (!isName(name) || body.isEmpty()) {
                throw new IllegalArgumentException(
                        "line " + (i + 1) + ": write name = filter, with $1, $2 for arguments");
            }
            if (bodies.putIfAbsent(name, body) != null) {
                throw new IllegalArgumentException("line " + (i + 1) + ": there are two macros " + name);
            }
        }
        return new Macros(Collections.unmodifiableMap(bodies));
    }

    /** The texts by name. */
    public Map<String, String> all() {
        return bodies;
    }

    /** Whether a filter uses macros. */
    public static boolean isIn(String filter) {
        return next(filter, 0) < filter.length();
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && nameEnd(text, 0) == text.length() && !Character.isDigit(text.charAt(0));
    }

    private static int nameEnd(String text, int from) {
        int end = from;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end)) && text.charAt(end) < 0x80
                        || text.charAt(end) == '_')) {
            end++;
        }
        return end;
    }

    /** The place of the next $ that is not in a string; the length when there is none. */
    private static int next(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != '$') {
            char c = text.charAt(i);
            i = c == '"' || c == '\'' ? quoted(text, i) : i + 1;
        }
        return i;
    }

    private static int quoted(String text, int open) {
        int i = open + 1;
        while (i < text.length() && text.charAt(i) != text.charAt(open)) {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i + 1, text.length());
    }

    /** A filter written out, and which stretches of it stand for which of the original. */
    static final class Expansion {
        private final String original;
        private final StringBuilder text = new StringBuilder();

        /** Per stretch: where it begins in the text written out, in the original, and, for a macro, where that ends there. */
        private final List<int[]> stretches = new ArrayList<>();

        Expansion(String original) {
            this.original = original;
        }

        String text() {
            return text.toString();
        }

        /** The same complaint about the original. */
        FilterException about(FilterException problem) {
            int from = original(problem.from(), false);
            int end = Math.max(from, original(problem.end(), true));
            boolean macro = isMacro(problem.from());
            return new FilterException(
                    original, from, end, problem.reason() + (macro ? ", in what the macro stands for" : ""));
        }

        private int[] stretch(int at) {
            int[] found = stretches.getFirst();
            for (int[] stretch : stretches) {
                found = stretch[0] <= at ? stretch : found;
            }
            return found;
        }

        private boolean isMacro(int at) {
            return stretch(at)[2] >= 0;
        }

        private int original(int at, boolean end) {
            int[] stretch = stretch(end && at > 0 ? at - 1 : at);
            if (stretch[2] >= 0) {
                return end ? stretch[2] : stretch[1];
            }
            return Math.min(original.length(), stretch[1] + at - stretch[0]);
        }
    }

    /** Writes a filter out. */
    Expansion expand(String filter) throws FilterException {
        Expansion expansion = new Expansion(filter);
        int at = 0;
        while (at < filter.length() || at == 0) {
            int use = next(filter, at);
            expansion.stretches.add(new int[] {expansion.text.length(), at, -1});
            expansion.text.append(filter, at, use);
            if (use == filter.length()) {
                break;
            }
            Use found = Use.read(filter, use);
            expansion.stretches.add(new int[] {expansion.text.length(), use, found.end});
            expansion.text.append(written(filter, found, filter, use, found.end, 0));
            at = found.end;
            if (at == filter.length()) {
                expansion.stretches.add(new int[] {expansion.text.length(), at, -1});
            }
        }
        return expansion;
    }

    /** @param filter the original, for messages about the use from {@code from} to {@code end} */
    private String written(String text, Use use, String filter, int from, int end, int depth) throws FilterException {
        String body = bodies.get(use.name);
        if (body == null) {
            String near = io.mcshark.decoder.Catalogue.nearest(use.name, bodies.keySet());
            throw new FilterException(
                    filter,
                    from,
                    end,
                    "there is no macro " + Quote.of(use.name) + (near == null ? "" : "; did you mean " + near + "?"));
        }
        if (depth == DEEPEST) {
            throw new FilterException(filter, from, end, "macros use each other more than " + DEEPEST + " deep");
        }
        StringBuilder written = new StringBuilder();
        int most = arguments(body);
        for (int at = 0; at < body.length(); ) {
            int next = next(body, at);
            written.append(body, at, next);
            at = next;
            if (at == body.length()) {
                break;
            }
            int digit = at + 1 < body.length() ? Character.digit(body.charAt(at + 1), 10) : -1;
            if (digit >= 1) {
                if (digit <= use.arguments.size()) {
                    written.append(use.arguments.get(digit - 1));
                }
                at += 2;
            } else {
                Use inner = Use.read(body, at).filled(use.arguments);
                written.append(written(body, inner, filter, from, end, depth + 1));
                at = inner.end;
            }
            if (written.length() > LONGEST) {
                throw new FilterException(filter, from, end, "written out, this is longer than a megabyte");
            }
        }
        if (most != use.arguments.size()) {
            throw new FilterException(
                    filter, from, end, "the macro " + use.name + " takes " + most + " arguments: " + Quote.of(body));
        }
        return written.toString();
    }

    /** The highest argument a text names. */
    private static int arguments(String body) {
        int most = 0;
        for (int at = next(body, 0); at < body.length(); at = next(body, at + 1)) {
            most = Math.max(most, at + 1 < body.length() ? Character.digit(body.charAt(at + 1), 10) : 0);
        }
        return most;
    }

    /** A use of a macro that ends at {@code end}. */
    private record Use(String name, List<String> arguments, int end) {
        static Use read(String text, int at) throws FilterException {
            boolean braced = at + 1 < text.length() && text.charAt(at + 1) == '{';
            int first = braced ? at + 2 : at + 1;
            int last = nameEnd(text, first);
            String name = text.substring(first, last);
            if (!isName(name)) {
                throw new FilterException(text, at, last, "a macro is used as $name(a, b) or ${name:a;b}");
            }
            char next = last < text.length() ? text.charAt(last) : 0;
            if (braced) {
                int close = text.indexOf('}', last);
                if (close < 0 || next != '}' && next != ':') {
                    throw new FilterException(text, at, text.length(), "this macro is not closed: ${name:a;b}");
                }
                String inside = next == '}' ? "" : text.substring(last + 1, close);
                return new Use(name, inside.isEmpty() ? List.of() : List.of(inside.split(";", -1)), close + 1);
            }
            return next == '(' ? called(text, at, name, last) : new Use(name, List.of(), last);
        }

        private static Use called(String text, int at, String name, int open) throws FilterException {
            List<String> arguments = new ArrayList<>();
            int depth = 0;
            int from = open + 1;
            for (int i = open; i < text.length(); ) {
                char c = text.charAt(i);
                if (c == '"' || c == '\'') {
                    i = quoted(text, i);
                    continue;
                }
                depth += c == '(' || c == '{' || c == '[' ? 1 : c == ')' || c == '}' || c == ']' ? -1 : 0;
                if (depth == 0 || depth == 1 && c == ',') {
                    String argument = text.substring(from, i).strip();
                    if (depth == 1 || !arguments.isEmpty() || !argument.isEmpty()) {
                        arguments.add(argument);
                    }
                    from = i + 1;
                }
                if (depth == 0) {
                    return new Use(name, List.copyOf(arguments), i + 1);
                }
                i++;
            }
            throw new FilterException(text, at, text.length(), "this macro is not closed: a ) is missing");
        }

        /** With {@code $1} … in the arguments replaced by those of the macro it stands in. */
        Use filled(List<String> outer) {
            List<String> filled = new ArrayList<>();
            for (String argument : arguments) {
                String text = argument;
                for (int i = 0; i < outer.size(); i++) {
                    text = text.replace("$" + (i + 1), outer.get(i));
                }
                filled.add(text);
            }
            return new Use(name, filled, end);
        }
    }
}
