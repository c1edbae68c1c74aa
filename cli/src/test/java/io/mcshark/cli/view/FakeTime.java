package io.mcshark.cli.view;

import io.mcshark.cli.Time;

/** Passes when a test says so. */
final class FakeTime implements Time {
    private long nanos = 1_000_000_000;
    private int sleepers;

    synchronized void pass(long millis) {
        nanos += millis * 1_000_000;
        notifyAll();
    }

    /** Lets time pass once somebody waits for it. */
    synchronized void passForSleeper(long millis) throws InterruptedException {
        while (sleepers == 0) {
            wait();
        }
        pass(millis);
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized void sleep(long millis) throws InterruptedException {
        long end = nanos + millis * 1_000_000;
        sleepers++;
        notifyAll();
        try {
            while (nanos < end) {
                wait();
            }
        } finally {
            sleepers--;
        }
    }
}
