package io.mcshark.capture;

/**
 * How far a file that is still being written may be read. A live recorder publishes through it "whole records up to byte
 * X"; {@link Tail} follows a file some other program writes.
 *
 * <p>Threads: all methods may be called from any thread.
 */
public interface Growth {
    /** Bytes from the start of the file that may be read now; {@code Long.MAX_VALUE} where nobody knows. Never falls. */
    long limit();

    /** Whether nothing will be added any more. */
    boolean ended();

    /** What was in the file and is no longer kept; readers pass over it. Its end never falls. */
    default Gap gap() {
        return Gap.NONE;
    }

    /**
     * Waits until {@link #limit} exceeds {@code seen}, the growth has ended, or about {@code millis} have passed; may return
     * early.
     */
    default void await(long seen, long millis) throws InterruptedException {
        if (!ended() && limit() <= seen) {
            Thread.sleep(millis);
        }
    }

    /**
     * A stretch of a growing pcapng file that was given up, from one block's beginning to another's.
     *
     * @param from behind the head of the file, which is kept
     * @param packets how many there are before {@code to}
     */
    record Gap(long from, long to, long packets) {
        public static final Gap NONE = new Gap(0, 0, 0);
    }

    /** Follows a file written by others, until {@link #stop}. */
    final class Tail implements Growth {
        private volatile boolean stopped;

        @Override
        public long limit() {
            return Long.MAX_VALUE;
        }

        @Override
        public boolean ended() {
            return stopped;
        }

        /** What is in the file now is still read, then the reader's {@code next()} answers false. */
        public void stop() {
            stopped = true;
        }

        @Override
        public void await(long seen, long millis) throws InterruptedException {
            if (!stopped) {
                Thread.sleep(millis);
            }
        }
    }
}
