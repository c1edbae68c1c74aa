package io.mcshark.capture.live;

import java.util.ArrayDeque;
import java.util.Deque;

/** The files of a capture that are still there, oldest first; the last one grows until the trail ends. */
final class Trail {
    private final Deque<Part> parts = new ArrayDeque<>();
    private long begun;
    private long givenUpPackets;
    private boolean ended;

    /** Parts there ever were. */
    synchronized long begun() {
        return begun;
    }

    synchronized int size() {
        return parts.size();
    }

    synchronized Part newest() {
        return parts.getLast();
    }

    /** Packets of the files that are gone. */
    synchronized long givenUpPackets() {
        return givenUpPackets;
    }

    synchronized void add(Part part) {
        parts.addLast(part);
        begun++;
        notifyAll();
    }

    synchronized Part giveUpOldest() {
        Part oldest = parts.removeFirst();
        givenUpPackets += oldest.packets();
        return oldest;
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized boolean ended() {
        return ended;
    }

    /** The oldest part after that number, for which this waits a while; null where there is none. */
    synchronized Part after(long number, long millis) throws InterruptedException {
        Part found = find(number);
        if (found == null && !ended) {
            wait(millis);
            found = find(number);
        }
        return found;
    }

    private Part find(long number) {
        for (Part part : parts) {
            if (part.number() > number) {
                return part;
            }
        }
        return null;
    }
}
