package io.mcshark.decoder;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.IntStream;

/**
 * Which protocol follows for a value of a field ({@code ip.proto == 2}: IGMP). Children say where they hang, {@link
 * ProtocolIndex} knows it before they are made; the parent only asks. Open addressing over ints, so that asking costs no
 * allocation.
 */
public final class Table {
    private static final int LEAST_BITS = 4;

    /** So few places are taken that what is not in the table is mostly found out by one look. */
    private static final int SPARSE = 16;

    /** Stands in a table for a protocol that nobody has asked for yet. */
    private static final class Unmade extends Protocol {
        Unmade(int id) {
            super(id);
        }

        @Override
        public void walk(Frame f, int at, int end) {
            throw new AssertionError("not made");
        }
    }

    private int[] keys = new int[1 << LEAST_BITS];
    private Protocol[] children = new Protocol[1 << LEAST_BITS];
    private int shift = Integer.SIZE - LEAST_BITS;
    private int size;
    private int[] guesses = {};
    private Table marks;
    private final SequencedSet<Integer> able = new LinkedHashSet<>();

    private Table() {}

    /** The table of those who hang under the field of that name. */
    Table(String field) {
        for (String entry : ProtocolIndex.children(field)) {
            enter(entry);
        }
    }

    private void enter(String entry) {
        int how = 0;
        while (entry.charAt(how) != ProtocolIndex.VALUE
                && entry.charAt(how) != ProtocolIndex.CONTENT
                && entry.charAt(how) != ProtocolIndex.TOLD) {
            how++;
        }
        int child = ProtocolIndex.known(entry.substring(0, how));
        able.add(child);
        String key = entry.substring(how + 1);
        if (entry.charAt(how) == ProtocolIndex.VALUE) {
            add(key.startsWith("\"") ? key(key.substring(1, key.length() - 1)) : Integer.parseInt(key), child);
        } else if (entry.charAt(how) == ProtocolIndex.CONTENT && key.isEmpty()) {
            guesses = Arrays.copyOf(guesses, guesses.length + 1);
            guesses[guesses.length - 1] = child;
        } else if (entry.charAt(how) == ProtocolIndex.CONTENT) {
            // Of those whose content begins with four bytes of its own, however many they are, no more is asked than
            // one table.
            marks = marks == null ? new Table() : marks;
            marks.add(Integer.parseInt(key), child);
            marks.able.add(child);
        }
    }

    private void add(int key, int child) {
        if (has(key)) {
            throw new AssertionError(ProtocolIndex.names().get(child) + " and another both claim " + key);
        }
        if (++size * SPARSE > keys.length) {
            int[] oldKeys = keys;
            Protocol[] old = children;
            keys = new int[old.length * 2];
            shift--;
            children = new Protocol[old.length * 2];
            for (int i = 0; i < old.length; i++) {
                if (old[i] != null) {
                    put(oldKeys[i], old[i]);
                }
            }
        }
        put(key, new Unmade(child));
    }

    private void put(int key, Protocol child) {
        int i = slot(key);
        while (children[i] != null) {
            i = i + 1 & keys.length - 1;
        }
        keys[i] = key;
        children[i] = child;
    }

    private int slot(int key) {
        return key * 0x9e3779b9 >>> shift;
    }

    /** Whether there is a child for {@code key}. */
    public boolean has(int key) {
        int i = slot(key);
        while (children[i] != null && keys[i] != key) {
            i = i + 1 & keys.length - 1;
        }
        return children[i] != null;
    }

    /** The child for {@code key}, or null. */
    public Protocol get(int key) {
        for (int i = slot(key); ; i = i + 1 & keys.length - 1) {
            Protocol child = children[i];
            if (child == null || keys[i] == key) {
                return child instanceof Unmade ? made(i) : child;
            }
        }
    }

    private Protocol made(int i) {
        Protocol child = Protocols.of(children[i].id());
        children[i] = child;
        return child;
    }

    /** Those that can be told to decode there ({@link Settings#decodeAs}): the children, by value or content, and those who said so. */
    public List<String> able() {
        return able.stream().map(Protocols.names()::get).toList();
    }

    /** The key that stands for a word, whatever the case of its letters: a media type. */
    public static int key(String word) {
        int hash = 0;
        for (int i = 0; i < word.length(); i++) {
            hash = 31 * hash + Character.toLowerCase(word.charAt(i));
        }
        return hash;
    }

    /** The key that stands for the word from {@code at} to {@code end}. */
    public static int key(Frame f, int at, int end) {
        int hash = 0;
        for (int i = at; i < end; i++) {
            hash = 31 * hash + Character.toLowerCase(f.u8(i));
        }
        return hash;
    }

    /** The first child that what lies from {@code at} to {@code end} looks like, of those the settings allow; null for none. */
    public Protocol guess(Frame f, int at, int end) {
        Protocol marked = marks == null || at + 4 > end ? null : marks.get(f.i32(at));
        if (marked != null && f.guesses(marked.id()) && marked.looksLike(f, at, end)) {
            return marked;
        }
        for (int child : guesses) {
            if (f.guesses(child) && Protocols.of(child).looksLike(f, at, end)) {
                return Protocols.of(child);
            }
        }
        return null;
    }

    /** The numbers of those recognised by content. */
    public int[] guesses() {
        IntStream marked =
                marks == null ? IntStream.empty() : marks.able.stream().mapToInt(id -> id);
        return IntStream.concat(Arrays.stream(guesses), marked).toArray();
    }

    /** The numbers of those that hang anywhere under a protocol's fields, found without declaring it. */
    public static int[] below(int protocol) {
        return ProtocolIndex.tables(protocol).stream()
                .flatMap(field -> new Table(field).able.stream())
                .mapToInt(id -> id)
                .toArray();
    }

    /** The values somebody is entered for, in order. */
    public int[] keys() {
        int[] all = new int[size];
        int n = 0;
        for (int i = 0; i < keys.length; i++) {
            if (children[i] != null) {
                all[n++] = keys[i];
            }
        }
        Arrays.sort(all);
        return all;
    }
}
