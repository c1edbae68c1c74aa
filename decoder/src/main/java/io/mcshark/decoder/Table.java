package io.mcshark.decoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * Which protocol follows for a value of a field ({@code ip.proto == 2}: IGMP). Children enter themselves; the parent only asks.
 * Open addressing over ints, so that asking costs no allocation.
 */
public final class Table {
    private static final int LEAST_BITS = 4;

    /** So few places are taken that what is not in the table is mostly found out by one look. */
    private static final int SPARSE = 16;

    private int[] keys = new int[1 << LEAST_BITS];
    private Protocol[] children = new Protocol[1 << LEAST_BITS];
    private int shift = Integer.SIZE - LEAST_BITS;
    private int size;
    private Protocol[] guesses = {};
    private Table marks;
    private final SequencedSet<Protocol> able = new LinkedHashSet<>();

    void add(int key, Protocol child) {
        if (get(key) != null) {
            throw new AssertionError(child + " and " + get(key) + " both claim " + key);
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
        put(key, child);
        able.add(child);
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

    /** The child for {@code key}, or null. */
    public Protocol get(int key) {
        for (int i = slot(key); ; i = i + 1 & keys.length - 1) {
            Protocol child = children[i];
            if (child == null || keys[i] == key) {
                return child;
            }
        }
    }

    void guess(Protocol child) {
        guesses = Arrays.copyOf(guesses, guesses.length + 1);
        guesses[guesses.length - 1] = child;
        able.add(child);
    }

    /** Of those whose content begins with four bytes of its own, however many they are, no more is asked than one table. */
    void guess(int mark, Protocol child) {
        if (marks == null) {
            marks = new Table();
        }
        marks.add(mark, child);
        able.add(child);
    }

    void allow(Protocol child) {
        able.add(child);
    }

    /** Those that can be told to decode there ({@link Settings#decodeAs}): the children, by value or content, and those who said so. */
    public SequencedSet<Protocol> able() {
        return able;
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
        if (marked != null && f.guesses(marked) && marked.looksLike(f, at, end)) {
            return marked;
        }
        for (Protocol child : guesses) {
            if (f.guesses(child) && child.looksLike(f, at, end)) {
                return child;
            }
        }
        return null;
    }

    /** Those recognised by content. */
    public List<Protocol> guesses() {
        List<Protocol> all = new ArrayList<>(List.of(guesses));
        if (marks != null) {
            all.addAll(marks.able);
        }
        return all;
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
