package io.mcshark.decoder.filter;

import io.mcshark.decoder.filter.Token.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Cuts a filter into tokens. A word runs as far as it can, so that {@code 01:00:5e:00:00:16}, {@code ff02::/16}, {@code
 * 2026-01-01} and {@code ip.dsfield.dscp} are one each; as in Wireshark a minus sign needs a blank before it.
 */
final class Lexer {
    private static final Map<String, Kind> KEYWORDS = Map.ofEntries(
            Map.entry("and", Kind.AND),
            Map.entry("or", Kind.OR),
            Map.entry("xor", Kind.XOR),
            Map.entry("not", Kind.NOT),
            Map.entry("in", Kind.IN),
            Map.entry("any", Kind.ANY),
            Map.entry("all", Kind.ALL),
            Map.entry("bitwise_and", Kind.MASK));

    /** Longest first: the first that fits is taken. */
    private static final String[] SIGNS = {
        "===", "!==", "==", "!=", "<=", ">=", "~=", "&&", "||", "^^", "..", "<", ">", "~", "!", "&", "(", ")", "{", "}",
        ",", "+", "-", "*", "/", "%", "@"
    };

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    Lexer(String text) {
        this.text = text;
    }

    /** All tokens, an {@code END} last. */
    static List<Token> tokens(String text) throws FilterException {
        Lexer lexer = new Lexer(text);
        lexer.run();
        return lexer.tokens;
    }

    /** The tokens up to the first thing that is none; an {@code END} last when there was no such thing. */
    List<Token> sofar() {
        return tokens;
    }

    void run() throws FilterException {
        while (skip() < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || (c == 'r' || c == 'R') && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                string(c != '"');
            } else if (c == '\'') {
                character();
            } else if (c == '[') {
                add(Kind.SLICE, bracketed(at), at, after);
            } else if (c == '#') {
                layer();
            } else if (startsWord(c)) {
                word();
            } else {
                sign();
            }
        }
        add(Kind.END, "", text.length(), text.length());
    }

    private int skip() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private void add(Kind kind, String value, int from, int end) {
        tokens.add(new Token(kind, value, from, end));
        at = end;
    }

    private boolean startsWord(char c) {
        if (c == '.' || c == ':') {
            return at + 1 < text.length() && (alnum(text.charAt(at + 1)) || c == ':' && text.charAt(at + 1) == ':');
        }
        return alnum(c);
    }

    private static boolean alnum(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private void word() {
        int from = at;
        int end = at + 1;
        for (; end < text.length(); end++) {
            char c = text.charAt(end);
            char next = end + 1 < text.length() ? text.charAt(end + 1) : ' ';
            boolean inside = alnum(c)
                    || c == ':'
                    || c == '.' && next != '.'
                    || c == '-' && alnum(next) && alnum(text.charAt(end - 1));
            if (!inside) {
                break;
            }
        }
        if (isAddress(text.substring(from, end)) && end + 1 < text.length() && text.charAt(end) == '/') {
            for (int digit = end + 1; digit < text.length() && alnum(text.charAt(digit)); digit++) {
                end = digit + 1;
            }
        }
        String word = text.substring(from, end);
        Kind keyword = KEYWORDS.get(word);
        boolean relation = keyword == null && Relation.of(word) != null;
        add(keyword != null ? keyword : relation ? Kind.RELATION : Kind.WORD, word, from, end);
    }

    /** Whether a slash behind it begins a prefix length and is no division. */
    private static boolean isAddress(String word) {
        if (word.indexOf(':') >= 0) {
            return true;
        }
        int dots = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            dots += c == '.' ? 1 : 0;
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return dots == 3;
    }

    private void sign() throws FilterException {
        for (String sign : SIGNS) {
            if (text.startsWith(sign, at)) {
                add(kind(sign), sign, at, at + sign.length());
                return;
            }
        }
        int point = text.codePointAt(at);
        String hint =
                switch (point) {
                    case '=' -> "write == to compare";
                    case '|' -> "write “or” or ||";
                    case '^' -> "write “xor” or ^^";
                    case '$' -> "a macro is used as $name(a, b) or ${name:a;b}";
                    case ']' -> "there is no [ before it";
                    default ->
                        point > 0x7e || point < ' '
                                ? "put text that is not ASCII between double quotes"
                                : "it means nothing here";
                };
        throw wrong(
                at, at + Character.charCount(point), "unexpected " + Quote.of(Character.toString(point)) + ": " + hint);
    }

    private static Kind kind(String sign) {
        return switch (sign) {
            case "&&" -> Kind.AND;
            case "||" -> Kind.OR;
            case "^^" -> Kind.XOR;
            case "@" -> Kind.AT;
            case "!" -> Kind.NOT;
            case "&" -> Kind.MASK;
            case "(" -> Kind.OPEN;
            case ")" -> Kind.CLOSE;
            case "{" -> Kind.OPEN_BRACE;
            case "}" -> Kind.CLOSE_BRACE;
            case "," -> Kind.COMMA;
            case ".." -> Kind.DOTS;
            case "+", "-", "*", "/", "%" -> Kind.ARITHMETIC;
            default -> Kind.RELATION;
        };
    }

    private int after;

    /** What stands between the bracket at {@code from} and the next closing one; {@code after} is one past that. */
    private String bracketed(int from) throws FilterException {
        int close = text.indexOf(']', from);
        if (close < 0) {
            throw wrong(from, text.length(), "this [ is not closed: write for example [0:3]");
        }
        after = close + 1;
        return text.substring(from + 1, close);
    }

    private void layer() throws FilterException {
        int end = at + 1;
        if (end < text.length() && text.charAt(end) == '[') {
            add(Kind.LAYER, bracketed(end), at, after);
            return;
        }
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        if (end == at + 1) {
            throw wrong(
                    at, end, "# needs the number of a layer right behind it: ip.src#1, or ip.src#[-1] for the last");
        }
        add(Kind.LAYER, text.substring(at + 1, end), at, end);
    }

    private void string(boolean raw) throws FilterException {
        int from = at;
        StringBuilder value = new StringBuilder();
        int i = raw ? at + 2 : at + 1;
        while (i < text.length() && text.charAt(i) != '"') {
            if (text.charAt(i) != '\\' || i + 1 == text.length()) {
                i = copy(i, value);
            } else if (raw) {
                // As in Python: a backslash stays and protects a quotation mark.
                value.append('\\');
                i = copy(i + 1, value);
            } else {
                i = Escape.read(text, i, value);
            }
        }
        if (i >= text.length()) {
            throw wrong(from, text.length(), "this string has no closing \"");
        }
        add(Kind.STRING, value.toString(), from, i + 1);
    }

    private int copy(int i, StringBuilder value) {
        int point = text.codePointAt(i);
        value.append(Escape.utf8(point));
        return i + Character.charCount(point);
    }

    private void character() throws FilterException {
        int from = at;
        StringBuilder value = new StringBuilder();
        int i = at + 1;
        while (i < text.length() && text.charAt(i) != '\'') {
            i = text.charAt(i) == '\\' && i + 1 < text.length() ? Escape.read(text, i, value) : copy(i, value);
        }
        if (i >= text.length()) {
            throw wrong(from, text.length(), "this character has no closing '");
        }
        if (value.length() != 1) {
            throw wrong(
                    from, i + 1, "between ' and ' stands exactly one character; strings stand between double quotes");
        }
        add(Kind.CHARACTER, value.toString(), from, i + 1);
    }

    private FilterException wrong(int from, int end, String reason) {
        return new FilterException(text, from, end, reason);
    }

    /** Whether a word would be an operator in lower case. */
    static boolean isOperator(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return KEYWORDS.containsKey(lower) || Relation.of(lower) != null;
    }

    /** The bytes a string token stands for. */
    static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.ISO_8859_1);
    }
}
