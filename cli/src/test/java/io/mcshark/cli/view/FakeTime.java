package io.mcshark.cli.view;

import io.mcshark.cli.Time;

/** Passes when a test says so. */
final class FakeTime implements Time {
    private long nanos = 1_000_000_000;

    synchronized void pass(long millis) {
        nanos += millis * 1_000_000;
        notifyAll();
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized void sleep(long millis) throws InterruptedException {
        long end = nanos + millis * 1_000_000;
        while (nanos < end) {
            wait();
        }
    }
}
