package io.mcshark.decoder;

import java.util.Arrays;

/**
 * What analyses found out about the present frame, beside its bytes: fields that need state over packets ({@code mcast.lost},
 * {@code mcast.finding}; {@link Field#isState}) are read from here. Empty unless an analysis looks at the frame before they are.
 */
public final class Facts {
    /** The numbers that can be known. */
    public enum Name {
        LOST,
        DUPLICATE,
        REORDERED,
        MEMBERS,
        ZAP
    }

    /** The most findings kept about one frame. */
    public static final int MOST_FINDINGS = 32;

    private final long[] numbers = new long[Name.values().length];
    private final String[] findings = new String[MOST_FINDINGS];
    private int found;
    private boolean empty = true;

    Facts() {
        Arrays.fill(numbers, Field.ABSENT);
    }

    void begin() {
        if (!empty) {
            Arrays.fill(numbers, Field.ABSENT);
            found = 0;
            empty = true;
        }
    }

    /** Notes a number about the present frame. */
    public void note(Name name, long value) {
        numbers[name.ordinal()] = value;
        empty = false;
    }

    /** A number about the present frame; {@link Field#ABSENT} for none. */
    public long number(Name name) {
        return numbers[name.ordinal()];
    }

    /** Notes that a finding was made on the present frame; once, however often. */
    public void finding(String id) {
        for (int i = 0; i < found; i++) {
            if (findings[i].equals(id)) {
                return;
            }
        }
        if (found < MOST_FINDINGS) {
            findings[found++] = id;
            empty = false;
        }
    }

    /** How many findings there are on the present frame. */
    public int findings() {
        return found;
    }

    /** The id of a finding on the present frame. */
    public String finding(int index) {
        return findings[index];
    }
}
