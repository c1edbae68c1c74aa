package io.mcshark.decoder;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What the values of a field are called: {@code 0x11} is "Membership Query". Written once beside the field, most often in the RFC's words. */
public final class Names {
    private static final int DIRECT = 256;

    /** Reads the pairs when first asked for one: most runs need few of all the tables there are. */
    private final Supplier<SortedMap<Long, String>> pairs;

    private volatile Content content;

    /** Names of values below {@link #DIRECT} by value, those of the others in order. */
    private record Content(String[] low, long[] values, String[] names) {}

    private Names(Supplier<SortedMap<Long, String>> pairs) {
        this.pairs = pairs;
    }

    /** @param pairs value, name, value, name …; a value is any {@link Number} */
    public static Names of(Object... pairs) {
        return new Names(() -> {
            SortedMap<Long, String> all = new TreeMap<>();
            for (int i = 0; i < pairs.length; i += 2) {
                add(all, ((Number) pairs[i]).longValue(), (String) pairs[i + 1]);
            }
            return all;
        });
    }

    /** @param pairs lines of "value name", the value decimal or with 0x */
    public static Names lines(String pairs) {
        return new Names(() -> {
            SortedMap<Long, String> all = new TreeMap<>();
            pairs.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
                int blank = line.indexOf(' ');
                add(
                        all,
                        Long.decode(line.substring(0, blank)),
                        line.substring(blank).strip());
            });
            return all;
        });
    }

    private static void add(SortedMap<Long, String> all, long value, String name) {
        if (all.put(value, name) != null) {
            throw new AssertionError("named twice: " + value);
        }
    }

    private Content content() {
        Content known = content;
        if (known == null) {
            SortedMap<Long, String> all = pairs.get();
            SortedMap<Long, String> below = all.subMap(0L, (long) DIRECT);
            String[] low = new String[below.isEmpty() ? 0 : below.lastKey().intValue() + 1];
            below.forEach((value, name) -> low[value.intValue()] = name);
            all.keySet().removeAll(List.copyOf(below.keySet()));
            long[] values = all.keySet().stream().mapToLong(Long::longValue).toArray();
            known = new Content(low, values, all.values().toArray(String[]::new));
            content = known; // made twice by two threads, it is the same twice
        }
        return known;
    }

    /** The name, or null. */
    public String get(long value) {
        Content all = content();
        if (value >= 0 && value < DIRECT) {
            return value < all.low.length ? all.low[(int) value] : null;
        }
        int at = Arrays.binarySearch(all.values, value);
        return at < 0 ? null : all.names[at];
    }

    /** The value called {@code name}; null when none is. */
    public Long value(String name) {
        for (var entry : pairs.get().entrySet()) {
            if (entry.getValue().equals(name)) {
                return entry.getKey();
            }
        }
        return null;
    }

    /** All names, by value, for completion and documents. */
    public SortedMap<Long, String> all() {
        return pairs.get();
    }
}
