package io.mcshark.decoder.filter;

/** A filter that cannot be used: what is wrong with it, where, and as a rule what to write instead. */
public final class FilterException extends Exception {
    private static final long serialVersionUID = 1;

    /** The most of a filter that is shown on either side of the place. */
    private static final int CONTEXT = 60;

    private final String filter;
    private final int from;
    private final int end;
    private final String reason;

    /**
     * @param from offset of the first wrong character, {@code filter.length()} when something is missing at the end
     * @param end one past the last wrong character
     * @param reason one line, without the place
     */
    FilterException(String filter, int from, int end, String reason) {
        super("column " + column(filter, from) + ": " + reason);
        this.filter = filter;
        this.from = from;
        this.end = end;
        this.reason = reason;
    }

    /** What is wrong, in one line, without the column that {@link #getMessage} has in front. */
    public String reason() {
        return reason;
    }

    /** Where, in characters from 1; one more than there are when something is missing at the end. */
    public int column() {
        return column(filter, from);
    }

    /** Offset of the first wrong {@code char}; {@link #end} is one past the last. */
    public int from() {
        return from;
    }

    public int end() {
        return end;
    }

    /** Whether more typing might mend it: what is wrong reaches to the very end of the text. */
    public boolean isAtEnd() {
        return end >= filter.length();
    }

    private static int column(String filter, int at) {
        return filter.codePointCount(0, Math.min(at, filter.length())) + 1;
    }

    /** Two lines: the filter (of a long one, the part around the place) and carets below what is wrong. */
    public String rendering() {
        int first = Math.max(0, from - CONTEXT);
        int last = Math.min(filter.length(), from + CONTEXT);
        StringBuilder line = new StringBuilder(first > 0 ? "…" : "");
        StringBuilder carets = new StringBuilder(first > 0 ? " " : "");
        for (int i = first; i < last; ) {
            int point = filter.codePointAt(i);
            // One cell for each character, so that the carets stand where they should.
            line.appendCodePoint(Character.isISOControl(point) ? ' ' : point);
            carets.append(i < from ? ' ' : i == from || i < end ? '^' : ' ');
            i += Character.charCount(point);
        }
        if (last < filter.length()) {
            line.append('…');
        } else if (from >= filter.length()) {
            carets.append('^');
        }
        return line + "\n" + carets.toString().stripTrailing();
    }
}
