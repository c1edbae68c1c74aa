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

    private static final int NONE = -1;

    private int[] keys = new int[1 << LEAST_BITS];
    private int[] children = new int[1 << LEAST_BITS];
    private int shift = Integer.SIZE - LEAST_BITS;
    private int size;
    private int[] guesses = {};
    private Table marks;
    private final SequencedSet<Integer> able = new LinkedHashSet<>();

    private Table() {
        Arrays.fill(children, NONE);
    }

    /** The table of those who hang under the field of that name. */
    Table(String field) {
        this();
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
        if (find(key) != NONE) {
            throw new AssertionError(ProtocolIndex.names().get(child) + " and another both claim " + key);
        }
        if (++size * SPARSE > keys.length) {
            int[] oldKeys = keys;
            int[] old = children;
            keys = new int[old.length * 2];
            shift--;
            children = new int[old.length * 2];
            Arrays.fill(children, NONE);
            for (int i = 0; i < old.length; i++) {
                if (old[i] != NONE) {
                    put(oldKeys[i], old[i]);
                }
            }
        }
        put(key, child);
    }

    private void put(int key, int child) {
        int i = slot(key);
        while (children[i] != NONE) {
            i = i + 1 & keys.length - 1;
        }
        keys[i] = key;
        children[i] = child;
    }

    private int slot(int key) {
        return key * 0x9e3779b9 >>> shift;
    }

    private int find(int key) {
        for (int i = slot(key); ; i = i + 1 & keys.length - 1) {
            int child = children[i];
            if (child == NONE || keys[i] == key) {
                return child;
            }
        }
    }

    /** Whether there is a child for {@code key}. */
    public boolean has(int key) {
        return find(key) != NONE;
    }

    /** The child for {@code key}, or null. */
    public Protocol get(int key) {
        int child = find(key);
        return child == NONE ? null : Protocols.of(child);
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
        int marked = marks == null || at + 4 > end ? NONE : marks.find(f.i32(at));
        if (marked != NONE && f.guesses(marked) && Protocols.of(marked).looksLike(f, at, end)) {
            return Protocols.of(marked);
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
            if (children[i] != NONE) {
                all[n++] = keys[i];
            }
        }
        Arrays.sort(all);
        return all;
    }
}
