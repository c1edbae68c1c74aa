package io.mcshark.decoder.filter;

import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tells a person how a filter was understood: {@code mcshark explain-filter}. */
public final class Outline {
    private final Filter filter;
    private final Binder binder;
    private final List<String> lines = new ArrayList<>();

    private Outline(Filter filter) {
        this.filter = filter;
        this.binder = new Binder(filter.text());
    }

    /** The tree, one node a line, two blanks deeper than what it belongs to, types and meanings behind it. */
    public static List<String> tree(Filter filter) throws FilterException {
        Outline outline = new Outline(filter);
        if (filter.tree() == null) {
            return List.of("every packet passes");
        }
        outline.node(filter.tree(), 0);
        return outline.lines;
    }

    /** One line for each field and protocol: its type, and where it is read. */
    public static List<String> fields(Filter filter) {
        return filter.fields().stream()
                .map(entry ->
                        entry.name() + ": " + (entry.isProtocol() ? "protocol, " : type(entry) + ", ") + places(entry))
                .toList();
    }

    /**
     * The same in the language of capture filters, for plain Ethernet frames.
     *
     * @param exact whether {@code text} says all of it; if not, it takes more packets, or is null
     * @param unsayable the part that cannot be said, or null
     */
    public record Capture(boolean exact, String text, String unsayable) {}

    /** What a capture filter would have to say to take the same packets. */
    public static Capture capture(Filter filter) {
        if (filter.tree() == null) {
            return new Capture(true, "", null);
        }
        CaptureText capture = new CaptureText(new Binder(filter.text()));
        try {
            return new Capture(true, capture.text(filter.tree()), null);
        } catch (CaptureText.Unsayable e) {
            return new Capture(false, capture.wider(filter.tree()), e.getMessage());
        }
    }

    // ---- the tree

    private void line(int depth, String text, String about) {
        String indented = "  ".repeat(depth) + text;
        lines.add(about.isEmpty() ? indented : "%-40s  %s".formatted(indented, about));
    }

    private void node(Expr expr, int depth) throws FilterException {
        switch (expr) {
            case Expr.And and -> nodes("and", "all of", and.terms(), depth);
            case Expr.Or or -> nodes("or", "at least one of", or.terms(), depth);
            case Expr.Xor xor -> nodes("xor", "an odd number of", xor.terms(), depth);
            case Expr.Not not -> nodes("not", "the contrary of", List.of(not.term()), depth);
            case Expr.SameRecord same -> {
                Set<String> labels = new LinkedHashSet<>();
                for (Header part : new Records(filter.text(), binder, null).parts(same)) {
                    labels.add(part.label());
                }
                nodes(
                        Parser.SAME_RECORD,
                        "in one and the same " + String.join(" or ", labels),
                        List.of(same.term()),
                        depth);
            }
            case Expr.Has has -> {
                boolean plain = has.operand() instanceof Operand.Name || has.operand() instanceof Operand.Layer;
                String about = plain ? "is there" : "is not empty or zero";
                operand(has.operand(), depth, ", " + about);
            }
            case Expr.Compare compare -> {
                line(depth, compare.relation().symbol(), meaning(compare));
                operand(compare.left(), depth + 1, "");
                operand(compare.right(), depth + 1, "");
            }
            case Expr.In in -> {
                boolean every = in.quantity().isEvery(false);
                line(depth, "in", (every ? "every value" : "some value") + " is one of");
                operand(in.operand(), depth + 1, "");
                for (Expr.Member member : in.members()) {
                    if (member.high() == null) {
                        operand(member.low(), depth + 1, "");
                    } else {
                        line(depth + 1, "..", "from, to, both included");
                        operand(member.low(), depth + 2, "");
                        operand(member.high(), depth + 2, "");
                    }
                }
            }
        }
    }

    private void nodes(String name, String about, List<Expr> terms, int depth) throws FilterException {
        line(depth, name, about);
        for (Expr term : terms) {
            node(term, depth + 1);
        }
    }

    private static String meaning(Expr.Compare compare) {
        boolean every = compare.quantity().isEvery(compare.relation().isEvery());
        String words =
                switch (compare.relation()) {
                    case EQUAL, ALL_EQUAL -> "is equal to";
                    case NOT_EQUAL, ANY_NOT_EQUAL -> "differs from";
                    case LESS_THAN -> "is less than";
                    case AT_MOST -> "is at most";
                    case MORE_THAN -> "is more than";
                    case AT_LEAST -> "is at least";
                    case CONTAINS -> "holds";
                    case MATCHES -> "is matched by";
                };
        return (every ? "every value " : "some value ") + words;
    }

    private void operand(Operand operand, int depth, String more) throws FilterException {
        if (operand instanceof Operand.Literal literal) {
            line(depth, literal.toString(), "literal");
            return;
        }
        Shape shape = binder.shape(operand);
        boolean protocol = Binder.isProtocol(operand);
        String type = protocol
                ? "protocol"
                : shape.type() == Type.NONE ? "label" : shape.type().words();
        String bytes = !protocol && shape.length() >= 0 ? ", " + Binder.bytes(shape.length()) : "";
        line(depth, name(operand), type + bytes + more);
        switch (operand) {
            case Operand.Slice slice -> inner(slice.of(), depth);
            case Operand.Mask mask -> {
                operand(mask.left(), depth + 1, "");
                operand(mask.right(), depth + 1, "");
            }
            case Operand.Arithmetic arithmetic -> {
                operand(arithmetic.left(), depth + 1, "");
                operand(arithmetic.right(), depth + 1, "");
            }
            case Operand.Negative negative -> operand(negative.of(), depth + 1, "");
            case Operand.Call call -> {
                for (Operand argument : call.arguments()) {
                    operand(argument, depth + 1, "");
                }
            }
            default -> {
                // a name, whole or in some layers
            }
        }
    }

    private void inner(Operand of, int depth) throws FilterException {
        operand(of, depth + 1, "");
    }

    private static String name(Operand operand) {
        return switch (operand) {
            case Operand.Slice slice ->
                slice.toString().substring(slice.of().toString().length());
            case Operand.Mask mask -> "&";
            case Operand.Arithmetic arithmetic -> Character.toString(arithmetic.sign());
            case Operand.Negative negative -> "-";
            case Operand.Call call -> call.function().word() + "( )";
            default -> operand.toString();
        };
    }

    // ---- the fields

    private static String type(Catalogue.Entry entry) {
        Set<String> words = new LinkedHashSet<>();
        entry.fields().forEach(field -> words.add(field.type().words()));
        return String.join(" or ", words);
    }

    private static String places(Catalogue.Entry entry) {
        if (entry.isProtocol()) {
            return "the table of layers, no bytes unless they are compared";
        }
        Set<String> places = new LinkedHashSet<>();
        for (Field field : entry.fields()) {
            places.add(place(field));
        }
        return String.join("; ", places);
    }

    private static String place(Field field) {
        Header header = field.header();
        StringBuilder where = new StringBuilder(header.protocol().name());
        List<String> parts = new ArrayList<>();
        for (Header h = header; h.parent() != null; h = h.parent()) {
            parts.addFirst(h.label());
        }
        parts.forEach(part -> where.append(" > ").append(part));
        if (field.width() == 0) {
            return where + (field.isGenerated() ? ", worked out" : ", found by its lengths");
        }
        int last = field.at() + field.bytes() - 1;
        String bytes = field.bytes() == 1 ? " byte " + field.at() : " bytes " + field.at() + "-" + last;
        return where + bytes + (field.width() == field.bytes() * 8 ? "" : ", " + bits(field));
    }

    private static String bits(Field field) {
        return field.width() == 1 ? "1 bit" : field.width() + " bits";
    }
}
