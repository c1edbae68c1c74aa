package io.mcshark.capture.live;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The thread that reads the pipes, merges their packets by time and writes them. */
final class Recorder implements Runnable {
    /** A packet waits so long for older ones of interfaces that are known to have some on the way. */
    private static final long HOLD_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The kernel stamps a packet some time before it counts it, more so when it is busy. */
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final int NICE = -10;

    private static final int IDLE_MILLIS = 50, HOLDING_MILLIS = 5;

    /**
     * After a round that brought less than this the recorder rests, so that libpcap's small writes do not wake it one by one
     * and take the capturing thread's time for it.
     */
    private static final int LITTLE_BYTES = 1 << 18;

    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final List<Tap> taps;
    private final Output output;
    private final Runnable breakLoops;
    private final long endAt;
    private final boolean[] asked;
    private final boolean[] quiet;
    private boolean recording = true;
    private boolean holding;
    private volatile String failure;

    /**
     * @param breakLoops ends the capturing; the pipes are still read to their ends
     * @param endAt {@link System#nanoTime} at which to end, or 0 for never
     */
    Recorder(List<Tap> taps, Output output, Runnable breakLoops, long endAt) {
        this.taps = taps;
        this.output = output;
        this.breakLoops = breakLoops;
        this.endAt = endAt;
        this.asked = new boolean[taps.size()];
        this.quiet = new boolean[taps.size()];
    }

    /** What went wrong with the file, one line; null if nothing did. */
    String failure() {
        return failure;
    }

    @Override
    public void run() {
        Libc.hurry(NICE);
        try {
            while (taps.stream().anyMatch(tap -> !tap.drained())) {
                round();
            }
            close();
        } finally {
            taps.forEach(Tap::close);
        }
    }

    private void round() {
        try {
            int bytes = fill();
            if (!recording) {
                taps.forEach(Tap::discard);
                return;
            }
            write();
            if (bytes > 0 && bytes < LITTLE_BYTES) {
                LockSupport.parkNanos(REST_NANOS);
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    /** Takes what the pipes have, waiting a moment for it; returns how many bytes. */
    private int fill() throws IOException {
        List<Tap> open = taps.stream().filter(tap -> !tap.drained()).toList();
        int[] descriptors = open.stream().mapToInt(Tap::descriptor).toArray();
        boolean[] ready = Libc.awaitReadable(descriptors, holding ? HOLDING_MILLIS : IDLE_MILLIS);
        int bytes = 0;
        for (int i = 0; i < ready.length; i++) {
            if (ready[i]) {
                bytes += open.get(i).fill();
            }
        }
        return bytes;
    }

    private void write() throws IOException {
        long now = Output.now();
        boolean complete = taps.size() == 1 ? copy(now) : merge(now);
        output.publish();
        if (complete || output.complete(now) || (endAt != 0 && System.nanoTime() - endAt >= 0)) {
            end();
        }
    }

    /** One interface: its packets as they come. */
    private boolean copy(long now) throws IOException {
        Tap tap = taps.getFirst();
        while (tap.next()) {
            output.write(tap, 0, now);
            if (output.complete(now)) {
                return true;
            }
        }
        return false;
    }

    /** Several interfaces: the oldest packet first, once none can come that is older. */
    private boolean merge(long now) throws IOException {
        Arrays.fill(asked, false);
        while (true) {
            int oldest = -1;
            boolean silent = false;
            boolean coming = false;
            for (int i = 0; i < taps.size(); i++) {
                Tap tap = taps.get(i);
                if (!tap.next()) {
                    silent |= !tap.drained();
                    coming |= !quiet(i);
                } else if (oldest < 0 || tap.nanos() < taps.get(oldest).nanos()) {
                    oldest = i;
                }
            }
            if (oldest < 0) {
                holding = false;
                return false;
            }
            Tap tap = taps.get(oldest);
            long age = now - tap.nanos(); // negative where the adapter's clock is ahead: nothing to wait for
            holding = silent && age >= 0 && age < (coming ? HOLD_NANOS : FRESH_NANOS) && !tap.crowded();
            if (holding) {
                return false;
            }
            output.write(tap, oldest, now);
            if (output.complete(now)) {
                return true;
            }
        }
    }

    /** Whether nothing is on its way from that interface; found out once in a merge, after what is merged was read. */
    private boolean quiet(int i) {
        if (!asked[i]) {
            asked[i] = true;
            quiet[i] = taps.get(i).quiet();
        }
        return quiet[i];
    }

    private void end() {
        recording = false;
        breakLoops.run();
    }

    private void failed(IOException e) {
        // A reader of standard output that goes away, as head does, ends the capture and is no failure.
        if (failure == null && !output.readerLeft(e)) {
            failure = output.explained(e);
        }
        end();
        output.abandon();
    }

    private void close() {
        if (output.open()) {
            try {
                output.close();
            } catch (IOException e) {
                failed(e);
            }
        }
    }
}
