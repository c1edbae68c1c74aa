package io.mcshark.decoder.report;

/** What the values of a column are, and so how they are written. */
public enum Kind {
    /** A {@code String}; JSON text. */
    TEXT("text"),
    /** A {@code List<String>}; JSON array of text. */
    TEXTS("array of text"),
    /** A {@code Long} or {@code Integer}; JSON number. */
    COUNT("number"),
    /** A {@code List<Long>}; JSON array of numbers. */
    COUNTS("array of numbers"),
    /** A {@code Double}; JSON number. */
    NUMBER("number"),
    /** A {@code Long}, nanoseconds since 1970; JSON text, seconds with nine decimals. */
    TIME("text, seconds since 1970"),
    /** A {@code Long}, nanoseconds; JSON number, seconds. */
    DURATION("number, seconds"),
    /** A {@code Double}, bits per second; JSON number. */
    RATE("number, bits per second"),
    /** A {@code Double} from 0 to 1; JSON number, text in per cent. */
    SHARE("number, 0 to 1"),
    /** A {@code Boolean}; JSON true or false. */
    FLAG("true or false");

    private final String json;

    Kind(String json) {
        this.json = json;
    }

    /** What its values are in JSON, for the documentation. */
    public String json() {
        return json;
    }

    /** Whether text columns of it are flush right. */
    boolean isNumeric() {
        return switch (this) {
            case TEXT, TEXTS, COUNTS, FLAG -> false;
            default -> true;
        };
    }
}
