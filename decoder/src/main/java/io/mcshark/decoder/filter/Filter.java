package io.mcshark.decoder.filter;

import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.protocol.Glimpse;
import java.util.List;

/**
 * A display filter: Wireshark's language over the catalogue, checked when it is compiled, allocating nothing per frame.
 * Keeps state while it tests, so each thread compiles its own.
 */
public final class Filter {
    private final String text;
    private final Expr tree;
    private final Condition condition;
    private final List<Catalogue.Entry> fields;

    private Filter(String text, Expr tree, Condition condition, List<Catalogue.Entry> fields) {
        this.text = text;
        this.tree = tree;
        this.condition = condition;
        this.fields = fields;
    }

    /** Checks a filter and makes it ready to run; a blank one lets every frame through. */
    public static Filter compile(String text) throws FilterException {
        if (text.isBlank()) {
            return new Filter(text, null, new Condition.Always(), List.of());
        }
        Expr tree = Parser.parse(text);
        Checker checker = new Checker(text);
        Condition condition = checker.condition(tree);
        return new Filter(text, tree, condition, checker.used());
    }

    /** As {@link #compile(String)}, with macros written out; what is wrong is told about {@code text} as it stands. */
    public static Filter compile(String text, Macros macros) throws FilterException {
        Macros.Expansion expansion = macros.expand(text);
        try {
            return compile(expansion.text());
        } catch (FilterException e) {
            throw expansion.about(e);
        }
    }

    /** Whether the filter lets a walked frame through. */
    public boolean test(Frame f) {
        return condition.test(f);
    }

    /**
     * Whether a packet may pass, as far as can be told without walking it; what may not need not be walked.
     *
     * @param glimpse aimed at a plain packet
     */
    public boolean mayPass(Glimpse glimpse) {
        return condition.mayHold(glimpse);
    }

    /** Whether it reads fields that are known only where an analysis looks at each packet, in order, before the filter. */
    public boolean needsState() {
        return fields.stream().flatMap(entry -> entry.fields().stream()).anyMatch(Field::isState);
    }

    /** The filter as it was written. */
    public String text() {
        return text;
    }

    /** What it says; null for a blank one. */
    public Expr tree() {
        return tree;
    }

    /** The fields and protocols it reads, each once. */
    public List<Catalogue.Entry> fields() {
        return fields;
    }

    @Override
    public String toString() {
        return tree == null ? "" : tree.toString();
    }
}
