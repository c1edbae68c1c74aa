package io.mcshark.cli.traffic;

import io.mcshark.cli.Console;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Joins and leaves groups, one after the other, and takes the times. Used by one thread. */
final class Zapper {
    /** So that a wait notices Ctrl-C. */
    private static final int LOOK_MILLIS = 50;

    /**
     * How long things last.
     *
     * @param pause before each join
     * @param hold after the first datagram
     * @param timeout how long the first datagram may take after the join, and the last after the leave
     * @param silence without a datagram, for a group to have ended
     */
    record Times(Duration pause, Duration hold, Duration timeout, Duration silence) {}

    private final Console console;
    private final Times times;
    private final Watch watch;
    private final Watch leak;
    private final List<Zapping> done = new ArrayList<>();

    /**
     * @param watch on the interface on which groups are joined, or null
     * @param leak on another, or null
     */
    Zapper(Console console, Times times, Watch watch, Watch leak) {
        this.console = console;
        this.times = times;
        this.watch = watch;
        this.leak = leak;
    }

    /** What was done so far. */
    List<Zapping> done() {
        return done;
    }

    /** Zaps through all groups, so many times, or until the person stops it. */
    void run(List<Target> targets, List<Nic> interfaces, int rounds, Consumer<Zapping> told) throws IOException {
        for (int round = 1; round <= rounds; round++) {
            for (int i = 0; i < targets.size(); i++) {
                Zapping zapping = zap(targets.get(i), interfaces.get(i), round);
                if (zapping == null) {
                    return;
                }
                done.add(zapping);
                told.accept(zapping);
            }
        }
    }

    /** @return null when it was stopped before there was anything to tell */
    private Zapping zap(Target target, Nic nic, int number) throws IOException {
        long watchedNanos = watch == null ? 0 : times.pause().toNanos();
        if (watch != null) {
            watch.mark(target, Replies.now());
        }
        if (!waited(times.pause().toNanos() + (watchedNanos > 0 ? Watch.DELAY_NANOS : 0))) {
            return null;
        }
        long before = watch == null ? 0 : watch.count(target);
        try (Seat seat = new Seat(target, nic)) {
            if (leak != null) {
                leak.mark(target, Replies.now());
            }
            long joined = seat.join();
            long first = first(seat);
            if (first == 0 && console.stopped()) {
                return null;
            }
            Held held = first == 0 ? new Held(0, 0) : hold(seat, first);
            long leaked = leak == null ? Zapping.UNKNOWN : leaked(target, first == 0);
            long left = Replies.now();
            if (watch != null) {
                watch.mark(target, left);
            }
            seat.leave();
            long leave = watch == null || first == 0 ? Zapping.UNKNOWN : ended(target, left);
            return new Zapping(
                    target,
                    number,
                    watchedNanos,
                    before,
                    first == 0 ? Zapping.NEVER : Math.max(0, first - joined),
                    held.datagrams(),
                    held.gapNanos(),
                    leave,
                    watch == null ? 0 : watch.count(target),
                    leaked);
        }
    }

    /** @return when the first datagram arrived, 0 when none did in time */
    private long first(Seat seat) throws IOException {
        long end = System.nanoTime() + times.timeout().toNanos();
        while (!console.stopped()) {
            long left = (end - System.nanoTime() + 999_999) / 1_000_000;
            if (left <= 0) {
                break;
            }
            long nanos = seat.next(Math.clamp(left, 0, LOOK_MILLIS));
            if (nanos > 0) {
                return nanos;
            }
        }
        return 0;
    }

    private record Held(long datagrams, long gapNanos) {}

    private Held hold(Seat seat, long first) throws IOException {
        long datagrams = 1;
        long gap = 0;
        long last = first;
        long end = System.nanoTime() + times.hold().toNanos();
        while (!console.stopped()) {
            long left = (end - System.nanoTime() + 999_999) / 1_000_000;
            if (left <= 0) {
                break;
            }
            long nanos = seat.next(Math.clamp(left, 0, LOOK_MILLIS));
            if (nanos > 0) {
                datagrams++;
                gap = Math.max(gap, nanos - last);
                last = nanos;
            }
        }
        return new Held(datagrams, gap);
    }

    private long leaked(Target target, boolean nothingCame) {
        // What leaks while nothing comes here, or in the moments before, would be counted all the same.
        if (!nothingCame) {
            waited(Watch.DELAY_NANOS);
        }
        return leak.count(target);
    }

    /** Waits until a group has ended on the interface. @return the time from the leave to the last datagram */
    private long ended(Target target, long left) {
        long most = times.timeout().plus(times.silence()).toNanos() + 4 * Watch.DELAY_NANOS;
        long end = System.nanoTime() + most; // whatever is done to the wall clock meanwhile
        while (System.nanoTime() < end) {
            long last = Math.max(watch.last(target), left);
            long now = Replies.now();
            if (last - left > times.timeout().toNanos()) {
                return Zapping.NEVER;
            }
            if (now - last > times.silence().toNanos() + Watch.DELAY_NANOS) {
                return last - left;
            }
            if (!waited(LOOK_MILLIS * 1_000_000L)) {
                return Zapping.UNKNOWN;
            }
        }
        return Zapping.NEVER;
    }

    /** @return false when the person does not want any more */
    private boolean waited(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left; !console.stopped() && (left = end - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(Math.min(left, LOOK_MILLIS * 1_000_000L));
        }
        return !console.stopped();
    }
}
