package io.mcshark.cli;

import io.mcshark.capture.Batch;
import io.mcshark.capture.PacketReader;
import io.mcshark.capture.PacketWriter;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Filters and shows the packets of a large file on several threads: one reads batches, others look at them, and what comes out
 * is handed on in the file's order. As soon as a packet turns up that later ones may depend on (a fragment, a message that goes
 * on in another segment; {@link Frame#remembers}), its batch and all later ones are done again, one after the other: the output
 * is that of {@link PacketLoop} to the byte.
 */
final class ParallelLoop {
    /** Smaller files are done before the threads are up. */
    static final long LEAST_BYTES = 4 << 20;

    /** Batches on the way at a time, per thread: enough that none waits for the slowest. */
    private static final int BATCHES = 3;

    /** Takes what comes out, in order. */
    interface Sink {
        void show(Out text) throws IOException;
    }

    private final Strand strand;
    private final BlockingQueue<Strand> strands;
    private final Console console;
    private final PacketWriter writer;
    private final Sink sink;
    private final ArrayDeque<Task> idle = new ArrayDeque<>();
    private final ArrayDeque<Task> under = new ArrayDeque<>();
    private long firstNanos;
    private long previousNanos;
    private long passed;
    private boolean dependent;

    /** A batch, and what a thread made of it. */
    private static final class Task {
        final Batch batch = new Batch();
        final Out out = new Out();
        int[] passed = new int[64];
        int count;
        boolean dependent;
        long before;
        Future<?> done;

        void pass(int i) {
            if (count == passed.length) {
                passed = Arrays.copyOf(passed, 2 * count);
            }
            passed[count++] = i;
        }
    }

    /**
     * @param strand looks at packets where order matters; {@code more} makes those for the other threads
     * @param writer for what passes, or null
     */
    ParallelLoop(Console console, Strand strand, Supplier<Strand> more, int threads, PacketWriter writer, Sink sink) {
        this.console = console;
        this.strand = strand;
        this.writer = writer;
        this.sink = sink;
        strands = new ArrayBlockingQueue<>(threads);
        for (int i = 0; i < threads; i++) {
            strands.add(more.get());
        }
        for (int i = 0; i < threads * BATCHES; i++) {
            idle.add(new Task());
        }
    }

    /** Shows all packets of a reader that has not begun; returns how many passed. */
    long run(PacketReader reader) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(
                strands.size(),
                work -> Thread.ofPlatform().daemon().name("packets").unstarted(work));
        try {
            while (!console.stopped()) {
                Task task = idle.poll();
                if (task == null) {
                    finish(reader);
                    continue;
                }
                if (!reader.fill(task.batch)) {
                    break;
                }
                begin(task, threads);
            }
            while (!under.isEmpty() && !console.stopped()) {
                finish(reader);
            }
            return passed;
        } finally {
            threads.shutdownNow();
        }
    }

    private void begin(Task task, ExecutorService threads) {
        Batch batch = task.batch;
        if (batch.first() == 1) {
            firstNanos = batch.nanos(0);
            previousNanos = firstNanos;
        }
        task.before = previousNanos;
        previousNanos = batch.nanos(batch.size() - 1);
        under.add(task);
        if (!dependent) {
            task.done = threads.submit(() -> {
                Strand own = strands.take();
                try {
                    look(task, own);
                } finally {
                    strands.add(own);
                }
                return null;
            });
        }
    }

    private void look(Task task, Strand own) {
        Batch batch = task.batch;
        Frame frame = own.frame();
        frame.passOver(firstNanos, 0);
        frame.passOver(task.before, batch.first() - 1);
        task.count = 0;
        task.out.clear();
        for (int i = 0; i < batch.size(); i++) {
            boolean passes = own.takes(
                    batch.segment(),
                    batch.at(i),
                    batch.captured(i),
                    batch.length(i),
                    batch.nanos(i),
                    batch.first() + i,
                    batch.linkType(i));
            if (passes) {
                task.pass(i);
                own.show(task.out);
            }
        }
        task.dependent = frame.remembers();
    }

    /** Hands on what came out of the oldest batch. */
    private void finish(PacketReader reader) throws IOException {
        Task task = under.remove();
        if (task.done != null) {
            await(task.done);
            dependent |= task.dependent;
        }
        if (dependent) {
            look(task, strand);
        }
        task.done = null;
        Batch batch = task.batch;
        for (int k = 0; writer != null && k < task.count; k++) {
            int i = task.passed[k];
            writer.write(batch.segment(), batch.at(i), batch.captured(i), batch.length(i), batch.nanos(i), 0);
        }
        passed += task.count;
        reader.done(batch);
        if (task.out.size() > 0) {
            sink.show(task.out);
        }
        idle.add(task);
    }

    private static void await(Future<?> done) {
        try {
            done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
