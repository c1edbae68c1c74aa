package io.mcshark.decoder.filter;

/**
 * How two values are compared, and whether one of several occurrences is enough. Wireshark 4.0 means by {@code !=} that no
 * occurrence is equal, by {@code !==} that some occurrence differs.
 */
public enum Relation {
    EQUAL("==", Relation.SAME, false, "eq", "any_eq"),
    ALL_EQUAL("===", Relation.SAME, true, "all_eq"),
    NOT_EQUAL("!=", Relation.LESS | Relation.MORE, true, "ne", "all_ne"),
    ANY_NOT_EQUAL("!==", Relation.LESS | Relation.MORE, false, "any_ne", "~="),
    LESS_THAN("<", Relation.LESS, false, "lt"),
    AT_MOST("<=", Relation.LESS | Relation.SAME, false, "le"),
    MORE_THAN(">", Relation.MORE, false, "gt"),
    AT_LEAST(">=", Relation.MORE | Relation.SAME, false, "ge"),
    /** Holds a run of bytes or characters. */
    CONTAINS("contains", 0, false),
    /** A regular expression is found. */
    MATCHES("matches", 0, false, "~");
    static final int LESS = 1, SAME = 2, MORE = 4;

    private final String symbol;
    private final int accepted;
    private final boolean every;
    private final String[] aliases;

    Relation(String symbol, int accepted, boolean every, String... aliases) {
        this.symbol = symbol;
        this.accepted = accepted;
        this.every = every;
        this.aliases = aliases;
    }

    /** As written in a filter. */
    public String symbol() {
        return symbol;
    }

    /** Whether all occurrences must be so, as opposed to one, unless the filter says {@code any} or {@code all}. */
    public boolean isEvery() {
        return every;
    }

    /** Whether it asks for less or more, and not just for equality. */
    public boolean isOrder() {
        return (accepted & LESS) != 0 != ((accepted & MORE) != 0);
    }

    /** The outcomes of a comparison it holds for: {@link #LESS}, {@link #SAME}, {@link #MORE}, or'ed. */
    int accepted() {
        return accepted;
    }

    /** The outcome of a comparison as one of {@link #LESS}, {@link #SAME}, {@link #MORE}. */
    static int outcome(int comparison) {
        return comparison < 0 ? LESS : comparison == 0 ? SAME : MORE;
    }

    /** The relation written so, or null. */
    static Relation of(String text) {
        for (Relation relation : values()) {
            if (relation.symbol.equals(text)) {
                return relation;
            }
            for (String alias : relation.aliases) {
                if (alias.equals(text)) {
                    return relation;
                }
            }
        }
        return null;
    }
}
