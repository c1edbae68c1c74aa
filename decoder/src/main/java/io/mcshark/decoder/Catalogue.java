package io.mcshark.decoder;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Every name that a filter, {@code -e} or completion can use, and the fields it stands for: one, the several homes of one
 * name ({@code igmp.maddr} stands in four layouts), or those an alias joins ({@code udp.port}).
 */
public final class Catalogue {
    /**
     * A name.
     *
     * @param fields its homes, in wire order; empty when the name is a protocol's
     * @param protocol the protocol of that name, or the one of the first home
     */
    public record Entry(String name, String label, Type type, List<Field> fields, Protocol protocol) {
        /** Whether this is a protocol's name and not a field's. */
        public boolean isProtocol() {
            return fields.isEmpty();
        }

        /** Whether its homes are of several types. */
        public boolean isMixed() {
            return fields.stream().anyMatch(field -> field.type() != type);
        }

        /** The same name with its homes of one type only; itself when there are none. */
        public Entry of(Type one) {
            List<Field> some =
                    fields.stream().filter(field -> field.type() == one).toList();
            return some.isEmpty()
                    ? this
                    : new Entry(name, label, one, some, some.getFirst().header().protocol());
        }

        /** The name table that values are written with, or null. */
        public Names names() {
            return fields.stream()
                    .map(Field::names)
                    .filter(n -> n != null)
                    .findFirst()
                    .orElse(null);
        }
    }

    private Catalogue() {}

    /** All names in order; made when first asked for: most runs ask for a few names, which are found faster than sorted. */
    private static final class All {
        static final NavigableMap<String, Entry> ENTRIES = collect();
    }

    private static NavigableMap<String, Entry> collect() {
        NavigableMap<String, List<Field>> homes = new TreeMap<>();
        NavigableMap<String, Entry> all = new TreeMap<>();
        for (Protocol p : Protocols.all()) {
            each(p.header(), (name, home) -> homes.computeIfAbsent(name, n -> new ArrayList<>())
                    .add(home));
        }
        homes.forEach((name, fields) -> all.put(name, entry(name, fields)));
        for (Protocol p : Protocols.all()) {
            all.put(p.name(), entry(p));
        }
        return Collections.unmodifiableNavigableMap(all);
    }

    private static Entry entry(String name, List<Field> homes) {
        Field one = homes.getFirst();
        return new Entry(
                name, one.label(), one.type(), List.copyOf(homes), one.header().protocol());
    }

    private static Entry entry(Protocol p) {
        return new Entry(p.name(), p.label(), Type.NONE, List.of(), p);
    }

    /** Tells every name and home that is declared at a header, in wire order. */
    static void each(Header header, BiConsumer<String, Field> home) {
        if (header.isTwin()) {
            return;
        }
        for (Object item : header.items()) {
            if (item instanceof Field field) {
                home.accept(field.name(), field);
            } else {
                each((Header) item, home);
            }
        }
        for (Header.Alias alias : header.aliases()) {
            for (Field field : alias.fields()) {
                home.accept(alias.name(), field);
            }
        }
    }

    /** The entry of that exact name, or null. Declares no protocols but those that may have it. */
    public static Entry get(String name) {
        Protocol protocol = Protocols.named(name);
        if (protocol != null) {
            return entry(protocol);
        }
        List<Field> homes = new ArrayList<>();
        for (int id = 0; id < Protocols.count(); id++) {
            if (ProtocolIndex.mayDeclare(id, name)) {
                each(Protocols.of(id).header(), (known, home) -> {
                    if (known.equals(name)) {
                        homes.add(home);
                    }
                });
            }
        }
        return homes.isEmpty() ? null : entry(name, homes);
    }

    /** All entries by name. */
    public static NavigableMap<String, Entry> all() {
        return All.ENTRIES;
    }

    /** The entries whose names begin with {@code prefix}. */
    public static NavigableMap<String, Entry> from(String prefix) {
        return prefix.isEmpty() ? all() : all().subMap(prefix, true, prefix + Character.MAX_VALUE, false);
    }

    /** The name most like a misspelt one, or null. */
    public static String nearest(String name) {
        return nearest(name, all().keySet());
    }

    /** The same among words of another kind. */
    public static String nearest(String name, Iterable<String> words) {
        String best = null;
        int least = Math.max(2, name.length() / 3) + 1;
        for (String known : words) {
            int d = distance(name, known, least);
            if (d < least) {
                least = d;
                best = known;
            }
        }
        return best;
    }

    /** Edit distance (insert, delete, replace, swap of neighbours each 1), {@code limit} when it is not less. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + same);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
