package io.mcshark.cli.hooks;

import io.mcshark.cli.Console;
import io.mcshark.cli.Main;
import io.mcshark.decoder.analysis.Happening;
import io.mcshark.decoder.analysis.Happenings;
import io.mcshark.decoder.report.Csv;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs shell commands, at most {@link #AT_ONCE} at a time and {@link #A_SECOND} a second; {@link #WAITING} wait for their turn, and
 * what happens when all these places are taken runs nothing and is counted. What a network can make happen is so no more work than
 * that.
 *
 * <p>A command is what the person typed, word for word. What happened stands in its environment and is never part of it. Its
 * standard output goes where standard error goes, as ours may be a savefile; both go nowhere where a screen is drawn.
 */
final class Runner implements AutoCloseable {
    private static final int AT_ONCE = 4, A_SECOND = 10, WAITING = 64;

    /** A command that takes longer is ended: others wait for its place. */
    private static final long MOST_SECONDS = 30;

    /** How long commands may go on once there is nothing more to come, and once the person has asked to end. */
    private static final long SETTLE_MILLIS = 10_000, STOP_MILLIS = 2_000;

    private static final long LOOK_MILLIS = 50;
    private static final String PREFIX = "MCSHARK_";

    private record Job(String command, Map<String, String> facts) {}

    private final Console console;
    private final ArrayBlockingQueue<Job> waiting = new ArrayBlockingQueue<>(WAITING);
    private final List<Thread> threads = new ArrayList<>();
    private final Set<Process> running = new HashSet<>();
    private final Set<String> complained = new HashSet<>();
    private final AtomicLong unfinished = new AtomicLong();
    private long run;
    private long failed;
    private long ended;
    private long refused;
    private long nextTick = System.nanoTime();
    private boolean over;

    Runner(Console console) {
        this.console = console;
        for (int i = 0; i < AT_ONCE; i++) {
            threads.add(Thread.ofPlatform().daemon().name("hook").start(this::work));
        }
    }

    /** Has a command run because of something; returns at once. */
    void run(String command, Happening happening) {
        unfinished.incrementAndGet();
        if (!waiting.offer(new Job(command, new Csv().first(Happenings.report(happening))))) {
            unfinished.decrementAndGet();
            synchronized (this) {
                refused++;
            }
        }
    }

    private void work() {
        try {
            while (true) {
                Job job = waiting.take();
                try {
                    awaitTurn();
                    execute(job);
                } finally {
                    unfinished.decrementAndGet();
                }
            }
        } catch (InterruptedException e) {
            // it ends
        }
    }

    private void awaitTurn() throws InterruptedException {
        try {
            TimeUnit.NANOSECONDS.sleep(turn());
        } catch (InterruptedException e) {
            synchronized (this) {
                refused++;
            }
            throw e;
        }
    }

    /** Takes the next turn. @return the time until then */
    private synchronized long turn() {
        long now = System.nanoTime();
        long wait = Math.max(0, nextTick - now);
        nextTick = Math.max(now, nextTick) + TimeUnit.SECONDS.toNanos(1) / A_SECOND;
        return wait;
    }

    private void execute(Job job) throws InterruptedException {
        Process process = start(job);
        if (process == null) {
            return;
        }
        try {
            boolean done = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            if (!done) {
                end(process);
                complain(job.command(), "took more than " + MOST_SECONDS + " s and was ended");
            } else if (process.exitValue() != 0) {
                complain(job.command(), "ended with exit code " + process.exitValue());
            }
            synchronized (this) {
                ended += done ? 0 : 1;
                failed += done && process.exitValue() != 0 ? 1 : 0;
            }
        } finally {
            synchronized (this) {
                running.remove(process);
            }
        }
    }

    /** @return null when it could not be begun, or is not to be any more */
    private synchronized Process start(Job job) {
        if (over || console.stopped()) {
            refused++;
            return null;
        }
        // the shell's own standard output becomes its standard error before the command begins
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "exec 1>&2\n" + job.command())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(console.drawn() ? Redirect.DISCARD : Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith(PREFIX));
        job.facts().forEach((key, value) -> builder.environment().put(PREFIX + key.toUpperCase(Locale.ROOT), value));
        try {
            Process process = builder.start();
            running.add(process);
            run++;
            return process;
        } catch (IOException e) {
            failed++;
            complain(job.command(), e.getMessage());
            return null;
        }
    }

    /** Says what went wrong with a command, the first time. */
    private synchronized void complain(String command, String what) {
        if (!over && complained.add(command)) {
            console.err().println(Main.PREFIX + "--on: '" + command + "' " + what + "; further times are only counted");
        }
    }

    /** Waits until all commands that are due have ended, as long as that may take. */
    void settle() {
        long begin = System.nanoTime();
        long stopped = 0;
        while (unfinished.get() > 0) {
            long now = System.nanoTime();
            stopped = stopped == 0 && console.stopped() ? now : stopped;
            if (now - begin > TimeUnit.MILLISECONDS.toNanos(SETTLE_MILLIS)
                    || stopped != 0 && now - stopped > TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS)) {
                break;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        close();
    }

    /** {@code 12 commands run, 1 of them failed; 40 not run: …}. */
    synchronized String summary() {
        return run
                + (run == 1 ? " command run" : " commands run")
                + (failed > 0 ? ", " + failed + " of them failed" : "")
                + (ended > 0 ? ", " + ended + " ended because they took too long" : "")
                + (refused > 0 ? "; " + refused + " not run: more than " + A_SECOND + " a second, or at the end" : "");
    }

    /** Ends what runs; nothing more is begun. */
    @Override
    public void close() {
        List<Process> left;
        synchronized (this) {
            refused += over ? 0 : waiting.size();
            over = true;
            ended += running.size();
            left = List.copyOf(running);
        }
        waiting.clear();
        threads.forEach(Thread::interrupt);
        left.forEach(Runner::end);
    }

    /** Ends a shell and then what it began, which would be the shell's to report. */
    private static void end(Process process) {
        List<ProcessHandle> all = new ArrayList<>(List.of(process.toHandle()));
        process.descendants().forEach(all::add);
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
