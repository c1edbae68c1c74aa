package io.mcshark.decoder.filter;

import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.filter.Expr.Quantity;
import io.mcshark.decoder.filter.Operand.Form;
import io.mcshark.decoder.filter.Operand.Literal;
import io.mcshark.decoder.filter.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes the tree of a filter, by recursive descent:
 *
 * <pre>
 * or      = xor { "or" xor }
 * xor     = and { "xor" and }
 * and     = not { "and" not }                      binds tighter than or, as in Wireshark 4.0
 * not     = { "not" } ( "(" or ")" | "same_record" "(" or ")" | test )
 * test    = [ "any" | "all" ] operand { relation operand } | [ "any" | "all" ] operand [ "not" ] "in" "{" set "}"
 * operand = sum { "&" sum }
 * sum     = product { ( "+" | "-" ) product }
 * product = unary { ( "*" | "/" | "%" ) unary }
 * unary   = { "-" } value
 * value   = ( [ "@" ] name [ layer ] | function "(" operand { "," operand } ")" ) { slice } | literal | "{" operand "}"
 * </pre>
 *
 * A word is a field when the catalogue has it and a literal otherwise, as in Wireshark.
 */
final class Parser {
    /** How deep parentheses and the like may nest: a filter of nothing else must not exhaust the stack. */
    private static final int DEEPEST = 256;

    /** So many names are searched for before all are sorted. */
    private static final int FEW = 32;

    /** Ties conditions to one record. */
    static final String SAME_RECORD = "same_record";

    private static final String BETWEEN = "write “and” or “or” between two conditions";

    private final String text;
    private final List<Token> tokens;
    private int next;
    private int depth;
    private int searched;

    private Parser(String text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    /** The tree of a filter that is not blank. */
    static Expr parse(String text) throws FilterException {
        Parser parser = new Parser(text, Lexer.tokens(text));
        Expr expr = parser.or();
        Token rest = parser.peek();
        if (rest.kind() != Kind.END) {
            throw parser.unexpected(rest, expr);
        }
        return expr;
    }

    private Expr or() throws FilterException {
        Expr first = xor();
        if (peek().kind() != Kind.OR) {
            return first;
        }
        List<Expr> terms = new ArrayList<>(List.of(first));
        while (take(Kind.OR)) {
            terms.add(xor());
        }
        return new Expr.Or(List.copyOf(terms), first.from(), terms.getLast().end());
    }

    private Expr xor() throws FilterException {
        Expr first = and();
        if (peek().kind() != Kind.XOR) {
            return first;
        }
        List<Expr> terms = new ArrayList<>(List.of(first));
        while (take(Kind.XOR)) {
            terms.add(and());
        }
        return new Expr.Xor(List.copyOf(terms), first.from(), terms.getLast().end());
    }

    private Expr and() throws FilterException {
        Expr first = not();
        if (peek().kind() != Kind.AND) {
            return first;
        }
        List<Expr> terms = new ArrayList<>(List.of(first));
        while (take(Kind.AND)) {
            terms.add(not());
        }
        return new Expr.And(List.copyOf(terms), first.from(), terms.getLast().end());
    }

    private Expr not() throws FilterException {
        Token token = peek();
        deeper(token);
        Expr expr;
        if (take(Kind.NOT)) {
            Expr term = not();
            expr = new Expr.Not(term, token.from(), term.end());
        } else if (take(Kind.OPEN)) {
            expr = or();
            if (!take(Kind.CLOSE)) {
                throw peek().kind() == Kind.END ? wrong(peek(), "a ) is missing") : unexpected(peek(), expr);
            }
            Kind kind = peek().kind();
            if (kind == Kind.RELATION
                    || kind == Kind.IN
                    || kind == Kind.MASK
                    || kind == Kind.ARITHMETIC
                    || kind == Kind.SLICE) {
                throw wrong(token, "( ) group conditions: values are grouped with { }");
            }
        } else if (token.kind() == Kind.WORD
                && token.text().equals(SAME_RECORD)
                && tokens.get(next + 1).kind() == Kind.OPEN) {
            expr = sameRecord(token);
        } else {
            expr = test();
        }
        depth--;
        return expr;
    }

    private Expr sameRecord(Token token) throws FilterException {
        next += 2;
        Expr term = or();
        Token close = peek();
        if (!take(Kind.CLOSE)) {
            throw close.kind() == Kind.END ? wrong(close, "a ) is missing") : unexpected(close, term);
        }
        return new Expr.SameRecord(term, token.from(), close.end());
    }

    private Expr test() throws FilterException {
        Token token = peek();
        Quantity quantity = take(Kind.ANY) ? Quantity.ANY : take(Kind.ALL) ? Quantity.ALL : Quantity.USUAL;
        Operand left = operand();
        if (peek().kind() == Kind.RELATION) {
            return comparisons(quantity, left);
        }
        Token not = peek();
        boolean negated = not.kind() == Kind.NOT && tokens.get(next + 1).kind() == Kind.IN;
        next += negated ? 1 : 0;
        if (take(Kind.IN)) {
            Expr.In in = set(quantity, left);
            return negated ? new Expr.Not(in, in.from(), in.end()) : in;
        }
        if (quantity != Quantity.USUAL) {
            throw wrong(
                    peek().kind() == Kind.END ? peek() : token,
                    token.text() + " needs a comparison: " + token.text() + " udp.port == 53");
        }
        return new Expr.Has(left);
    }

    /** {@code a < b < c} is {@code a < b and b < c}. */
    private Expr comparisons(Quantity quantity, Operand first) throws FilterException {
        List<Expr> terms = new ArrayList<>();
        Operand left = first;
        while (peek().kind() == Kind.RELATION) {
            Relation relation = Relation.of(tokens.get(next++).text());
            Operand right = operand();
            terms.add(new Expr.Compare(quantity, left, relation, right));
            left = right;
        }
        return terms.size() == 1 ? terms.getFirst() : new Expr.And(List.copyOf(terms), first.from(), left.end());
    }

    private Expr.In set(Quantity quantity, Operand operand) throws FilterException {
        if (!take(Kind.OPEN_BRACE)) {
            throw wrong(peek(), "in needs a set: in {1, 2, 10 .. 20}");
        }
        if (peek().kind() == Kind.CLOSE_BRACE) {
            throw wrong(peek(), "an empty set has no members: write what may be in it");
        }
        List<Expr.Member> members = new ArrayList<>();
        do {
            Operand low = operand();
            members.add(new Expr.Member(low, take(Kind.DOTS) ? operand() : null));
        } while (take(Kind.COMMA));
        Token close = peek();
        if (!take(Kind.CLOSE_BRACE)) {
            throw wrong(close, close.kind() == Kind.END ? "a } is missing" : "between members of a set stands a comma");
        }
        return new Expr.In(quantity, operand, List.copyOf(members), close.end());
    }

    private Operand operand() throws FilterException {
        Operand left = sum();
        int before = depth;
        while (take(Kind.MASK)) {
            deeper(peek());
            left = new Operand.Mask(left, sum());
        }
        depth = before;
        return left;
    }

    private Operand sum() throws FilterException {
        Operand left = product();
        int before = depth;
        while (isSign(peek(), "+") || isSign(peek(), "-")) {
            deeper(peek());
            char sign = tokens.get(next++).text().charAt(0);
            left = worked(sign, left, product());
        }
        depth = before;
        return left;
    }

    private Operand product() throws FilterException {
        Operand left = unary();
        int before = depth;
        while (peek().kind() == Kind.ARITHMETIC
                && Operand.Arithmetic.isTight(peek().text().charAt(0))) {
            deeper(peek());
            char sign = tokens.get(next++).text().charAt(0);
            left = worked(sign, left, unary());
        }
        depth = before;
        return left;
    }

    private Operand unary() throws FilterException {
        Token sign = peek();
        if (!isSign(sign, "-") && !isSign(sign, "+")) {
            return value();
        }
        next++;
        Token number = peek();
        if (number.kind() == Kind.WORD && Character.isDigit(text.charAt(number.from()))) {
            next++;
            String both = sign.text() + number.text();
            return new Literal(Form.BARE, both, both, sign.from(), number.end());
        }
        if (isSign(sign, "+")) {
            throw unexpected(sign, null);
        }
        deeper(sign);
        Operand of = unary();
        depth--;
        return of instanceof Literal literal
                ? Constants.worked(text, '-', new Literal(Form.BARE, "0", "0", sign.from(), sign.end()), literal)
                : new Operand.Negative(of, sign.from());
    }

    private Operand worked(char sign, Operand left, Operand right) throws FilterException {
        return left instanceof Literal one && right instanceof Literal other
                ? Constants.worked(text, sign, one, other)
                : new Operand.Arithmetic(sign, left, right);
    }

    private static boolean isSign(Token token, String sign) {
        return token.kind() == Kind.ARITHMETIC && token.text().equals(sign);
    }

    private Operand value() throws FilterException {
        Token token = tokens.get(next++);
        Operand value =
                switch (token.kind()) {
                    case WORD -> word(token);
                    case STRING -> literal(Form.STRING, token);
                    case CHARACTER -> literal(Form.CHARACTER, token);
                    case AT -> raw(token);
                    case OPEN_BRACE -> braced(token);
                    case END -> throw wrong(token, next == 1 ? "the filter is empty" : "something is missing here");
                    default -> throw unexpected(token, null);
                };
        if (peek().kind() == Kind.LAYER) {
            Token layer = tokens.get(next++);
            if (!(value instanceof Operand.Name name)) {
                throw wrong(layer, "# stands behind the name of a field or protocol");
            }
            value = layered(name, layer);
        }
        int before = depth;
        while (peek().kind() == Kind.SLICE) {
            Token slice = tokens.get(next++);
            deeper(slice);
            value = new Operand.Slice(value, Range.parse(text, slice.text(), slice.from() + 1), slice.end());
        }
        depth = before;
        return value;
    }

    /** A field or protocol by its name. Searching for a few is quicker than sorting all; for many it is not. */
    private Catalogue.Entry known(String name) {
        return searched++ < FEW ? Catalogue.get(name) : Catalogue.all().get(name);
    }

    private Operand word(Token token) throws FilterException {
        if (peek().kind() == Kind.OPEN) {
            return call(token);
        }
        String name = token.text();
        // A leading dot says that it is a field and no literal.
        boolean dotted = name.startsWith(".") && !Character.isDigit(name.charAt(1));
        Catalogue.Entry entry = known(dotted ? name.substring(1) : name);
        if (entry == null && dotted) {
            throw Binder.unknown(text, literal(Form.BARE, token));
        }
        return entry != null ? new Operand.Name(entry, token.from(), token.end()) : literal(Form.BARE, token);
    }

    private Literal literal(Form form, Token token) {
        return new Literal(form, token.text(), text.substring(token.from(), token.end()), token.from(), token.end());
    }

    private Operand raw(Token at) throws FilterException {
        Token name = tokens.get(next++);
        if (name.kind() != Kind.WORD
                || !(word(name) instanceof Operand.Name field)
                || field.entry().isProtocol()) {
            throw wrong(name, "@ stands before the name of a field: @ip.ttl is its bytes as they were sent");
        }
        Operand of = field;
        if (peek().kind() == Kind.LAYER) {
            of = layered(field, tokens.get(next++));
        }
        return new Operand.Raw(of, at.from());
    }

    private Operand.Layer layered(Operand.Name name, Token layer) throws FilterException {
        int at = layer.end() - layer.text().length() - (text.charAt(layer.end() - 1) == ']' ? 1 : 0);
        return new Operand.Layer(name, Range.parse(text, layer.text(), at), layer.end());
    }

    private Operand call(Token name) throws FilterException {
        Function function = Function.of(name.text());
        if (function == null) {
            throw noFunction(name);
        }
        next++;
        deeper(name);
        List<Operand> arguments = new ArrayList<>();
        if (peek().kind() == Kind.CLOSE) {
            throw wrong(
                    peek(),
                    function.word() + " needs what it is asked of: " + function.word() + "(" + function.takes() + ")");
        }
        do {
            arguments.add(operand());
        } while (take(Kind.COMMA));
        Token close = peek();
        if (!take(Kind.CLOSE)) {
            throw close.kind() == Kind.END
                    ? wrong(close, "a ) is missing")
                    : wrong(close, "between arguments stands a comma, and a ) behind the last one");
        }
        depth--;
        return new Operand.Call(function, List.copyOf(arguments), name.from(), close.end());
    }

    private FilterException noFunction(Token name) {
        String word = name.text();
        if (word.equals("float") || word.equals("double")) {
            return wrong(name, word + " is not supported: no field holds fractions");
        }
        List<String> words =
                java.util.Arrays.stream(Function.values()).map(Function::word).toList();
        if (known(word) != null) {
            return wrong(name, word + " is no function: " + BETWEEN);
        }
        String near = Catalogue.nearest(word, words);
        return wrong(
                name,
                "there is no function " + Quote.of(word)
                        + (near == null ? ": there are " + String.join(", ", words) : "; did you mean " + near + "?"));
    }

    private Operand braced(Token open) throws FilterException {
        deeper(open);
        Operand inner = operand();
        if (!take(Kind.CLOSE_BRACE)) {
            throw wrong(peek(), peek().kind() == Kind.END ? "a } is missing" : "here } should close the {");
        }
        depth--;
        return inner;
    }

    private void deeper(Token at) throws FilterException {
        if (++depth > DEEPEST) {
            throw wrong(at, "nested more than " + DEEPEST + " deep");
        }
    }

    private Token peek() {
        return tokens.get(next);
    }

    private boolean take(Kind kind) {
        boolean fits = peek().kind() == kind;
        next += fits ? 1 : 0;
        return fits;
    }

    /** @param before the condition that ends before the token, or null */
    private FilterException unexpected(Token token, Expr before) {
        if (before != null && last(before) instanceof Literal unknown) {
            return Binder.unknown(text, unknown);
        }
        String lower = token.text().toLowerCase(Locale.ROOT);
        boolean word = token.kind() == Kind.WORD;
        String hint;
        if (word && Lexer.isOperator(lower)) {
            hint = "operators are written in lower case, " + lower;
        } else if (before != null && Binder.CAPTURE_WORDS.contains(lower)) {
            hint = Binder.CAPTURE_FILTER;
        } else if (token.kind() == Kind.CLOSE) {
            hint = before == null ? "something is missing before it" : "there is no ( before it";
        } else if (before == null) {
            hint = "a field, protocol or value should stand here";
        } else {
            hint = BETWEEN;
        }
        return wrong(token, "unexpected " + Quote.of(text.substring(token.from(), token.end())) + ": " + hint);
    }

    private static Operand last(Expr expr) {
        return switch (expr) {
            case Expr.And and -> last(and.terms().getLast());
            case Expr.Or or -> last(or.terms().getLast());
            case Expr.Not not -> last(not.term());
            case Expr.Has has -> has.operand();
            default -> null;
        };
    }

    private FilterException wrong(Token token, String reason) {
        return new FilterException(text, token.from(), token.end(), reason);
    }
}
