package io.mcshark.decoder;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Which protocol follows for a value of a field ({@code ip.proto == 2}: IGMP). Children enter themselves; the parent only asks.
 * Open addressing over ints, so that asking costs no allocation.
 */
public final class Table {
    private int[] keys = new int[16];
    private Protocol[] children = new Protocol[16];
    private int size;
    private Protocol[] guesses = {};

    void add(int key, Protocol child) {
        if (get(key) != null) {
            throw new AssertionError(child + " and " + get(key) + " both claim " + key);
        }
        if (++size * 2 > keys.length) {
            int[] oldKeys = keys;
            Protocol[] old = children;
            keys = new int[old.length * 2];
            children = new Protocol[old.length * 2];
            for (int i = 0; i < old.length; i++) {
                if (old[i] != null) {
                    put(oldKeys[i], old[i]);
                }
            }
        }
        put(key, child);
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
        return key * 0x9e3779b9 >>> 32 - Integer.numberOfTrailingZeros(keys.length);
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
    }

    /** The first child that what lies from {@code at} to {@code end} looks like, of those the settings allow; null for none. */
    public Protocol guess(Frame f, int at, int end) {
        for (Protocol child : guesses) {
            if (f.settings().guess.contains(child.name()) && child.looksLike(f, at, end)) {
                return child;
            }
        }
        return null;
    }

    /** Those recognised by content. */
    public List<Protocol> guesses() {
        return List.of(guesses);
    }

    /** All who are entered, by value or by content. */
    public List<Protocol> children() {
        return Stream.concat(Stream.of(children).filter(Objects::nonNull), Stream.of(guesses))
                .toList();
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
