package io.mcshark.decoder;

import java.util.Arrays;

/** What the values of a field are called: {@code 0x11} is "Membership Query". Written once beside the field, most often in the RFC's words. */
public final class Names {
    private static final int DIRECT = 256;

    private final String[] low = new String[DIRECT];
    private long[] values = new long[0];
    private String[] names = new String[0];

    /** @param pairs value, name, value, name …; a value is any {@link Number} */
    public static Names of(Object... pairs) {
        Names all = new Names();
        for (int i = 0; i < pairs.length; i += 2) {
            all.add(((Number) pairs[i]).longValue(), (String) pairs[i + 1]);
        }
        return all;
    }

    /** @param pairs lines of "value name", the value decimal or with 0x */
    public static Names lines(String pairs) {
        Names all = new Names();
        pairs.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] parts = line.strip().split("\\s+", 2);
            all.add(Long.decode(parts[0]), parts[1]);
        });
        return all;
    }

    private void add(long value, String name) {
        if (value >= 0 && value < DIRECT) {
            low[(int) value] = name;
            return;
        }
        int at = -Arrays.binarySearch(values, value) - 1;
        if (at < 0) {
            throw new AssertionError("named twice: " + value);
        }
        long[] v = new long[values.length + 1];
        String[] n = new String[v.length];
        System.arraycopy(values, 0, v, 0, at);
        System.arraycopy(names, 0, n, 0, at);
        System.arraycopy(values, at, v, at + 1, values.length - at);
        System.arraycopy(names, at, n, at + 1, names.length - at);
        v[at] = value;
        n[at] = name;
        values = v;
        names = n;
    }

    /** The name, or null. */
    public String get(long value) {
        if (value >= 0 && value < DIRECT) {
            return low[(int) value];
        }
        int at = Arrays.binarySearch(values, value);
        return at < 0 ? null : names[at];
    }

    /** The value called {@code name}; null when none is. */
    public Long value(String name) {
        for (int i = 0; i < DIRECT; i++) {
            if (name.equals(low[i])) {
                return (long) i;
            }
        }
        for (int i = 0; i < names.length; i++) {
            if (name.equals(names[i])) {
                return values[i];
            }
        }
        return null;
    }

    /** All names, by value, for completion and documents. */
    public java.util.SortedMap<Long, String> all() {
        var map = new java.util.TreeMap<Long, String>();
        for (int i = 0; i < DIRECT; i++) {
            if (low[i] != null) {
                map.put((long) i, low[i]);
            }
        }
        for (int i = 0; i < values.length; i++) {
            map.put(values[i], names[i]);
        }
        return map;
    }
}
