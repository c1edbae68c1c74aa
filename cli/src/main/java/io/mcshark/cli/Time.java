package io.mcshark.cli;

import java.util.concurrent.TimeUnit;

/** Time that passes, for what looks at it again and again: the system's, or a test's. */
public interface Time {
    Time SYSTEM = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(long millis) throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(millis);
        }
    };

    /** Nanoseconds since some moment, always the same one. */
    long nanos();

    void sleep(long millis) throws InterruptedException;
}
