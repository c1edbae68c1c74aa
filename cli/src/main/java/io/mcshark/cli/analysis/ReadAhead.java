package io.mcshark.cli.analysis;

import io.mcshark.capture.Batch;
import io.mcshark.capture.PacketReader;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Reads a file on a thread of its own, a little ahead of whoever looks at its packets. */
final class ReadAhead implements AutoCloseable {
    /** Below so many bytes a thread is not worth its start. */
    static final long WORTH_BYTES = 16 << 20;

    private static final int BATCHES = 4;

    private final PacketReader reader;
    private final BlockingQueue<Batch> idle = new ArrayBlockingQueue<>(BATCHES);
    private final BlockingQueue<Batch> full = new ArrayBlockingQueue<>(BATCHES + 1);
    private final Batch end = new Batch();
    private final Thread thread = Thread.ofPlatform().daemon().name("reading").unstarted(this::read);
    private Batch lent;
    private volatile IOException failure;

    ReadAhead(PacketReader reader) {
        this.reader = reader;
        for (int i = 0; i < BATCHES; i++) {
            idle.add(new Batch());
        }
        thread.start();
    }

    private void read() {
        try {
            Batch batch = idle.take();
            while (reader.fill(batch)) {
                full.add(batch);
                batch = idle.take();
                if (batch.size() > 0) {
                    reader.done(batch);
                }
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody wants more
        }
        full.add(end);
    }

    /** The packets that come next, lent until the next call; null at the end. */
    Batch next() throws IOException {
        if (lent == end) {
            return null;
        }
        if (lent != null) {
            idle.add(lent);
        }
        try {
            lent = full.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lent = end;
        }
        if (lent == end && failure != null) {
            throw failure;
        }
        return lent == end ? null : lent;
    }

    /** Ends the thread; the reader is the caller's again. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
