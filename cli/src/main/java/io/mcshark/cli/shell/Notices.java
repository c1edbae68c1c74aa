package io.mcshark.cli.shell;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lines about a running capture that nobody asked for, kept until there is a place on the screen to say them.
 *
 * <p>Threads: any.
 */
public final class Notices {
    /** The most that are kept; the oldest ones give way. */
    private static final int MOST = 20;

    private final Deque<String> lines = new ArrayDeque<>();

    public synchronized void add(String line) {
        lines.addLast(line);
        if (lines.size() > MOST) {
            lines.removeFirst();
        }
    }

    /** The oldest one, which is then forgotten; null for none. */
    public synchronized String next() {
        return lines.pollFirst();
    }
}
