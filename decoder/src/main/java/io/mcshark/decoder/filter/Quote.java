package io.mcshark.decoder.filter;

/** Parts of a filter as messages show them: in quotation marks, in one line, not too long. */
final class Quote {
    private static final int MOST = 40;

    private Quote() {}

    /** The text itself, its end left out when it is long. */
    static String brief(String text) {
        return text.length() <= MOST ? text : text.substring(0, text.offsetByCodePoints(0, MOST / 2)) + "…";
    }

    static String of(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(MOST)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .forEach(shown::appendCodePoint);
        shown.append(text.codePointCount(0, text.length()) > MOST ? "…" : "");
        // What has quotation marks of its own gets no others.
        return text.startsWith("\"") || text.startsWith("'") ? shown.toString() : "“" + shown + "”";
    }
}
