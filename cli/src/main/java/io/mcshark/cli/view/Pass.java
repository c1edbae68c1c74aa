package io.mcshark.cli.view;

import io.mcshark.capture.PacketReader;
import io.mcshark.cli.PacketLoop;
import io.mcshark.cli.shell.Session;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.analysis.Situation;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * A look at all packets of the open capture, in their order, on a thread of its own; on a live capture it goes on with what
 * comes.
 *
 * <p>Threads: {@link #seen} and {@link #isDone} may be asked from any, {@link #close} ends it from any.
 */
final class Pass implements Closeable {
    private final Session session;
    private final Situation situation;
    private final Consumer<Frame> look;
    private final boolean goesOn;
    private final PacketReader reader;
    private final Thread thread;
    private volatile long seen;
    private volatile boolean done;
    private volatile boolean stopped;

    /**
     * @param situation looks at each packet first, so that fields that need state can be read; null where none is
     * @param goesOn whether it waits for more packets of a live capture
     * @param end done when there are no more, on that thread; not when it was stopped
     */
    Pass(Session session, Situation situation, boolean goesOn, Consumer<Frame> look, Runnable end) throws IOException {
        this.session = session;
        this.situation = situation;
        this.goesOn = goesOn;
        this.look = look;
        reader = session.scan();
        thread = Thread.ofPlatform().daemon().name("pass").start(() -> {
            run();
            if (!stopped) {
                end.run();
            }
            done = true;
        });
    }

    private void run() {
        Frame own = new Frame(session.settings());
        long last = goesOn ? Long.MAX_VALUE : session.last();
        try (reader) {
            while (!stopped && reader.number() < last && reader.next()) {
                PacketLoop.aim(own, reader);
                if (situation != null) {
                    situation.accept(own);
                }
                look.accept(own);
                seen = reader.number();
            }
        } catch (IOException e) {
            // What is damaged is told where packets are shown; it ends here.
        }
    }

    /** How many packets it has looked at. */
    long seen() {
        return seen;
    }

    /** Whether there are no more, or it was stopped. */
    boolean isDone() {
        return done;
    }

    boolean isStopped() {
        return stopped;
    }

    @Override
    public void close() {
        stopped = true;
        try {
            reader.close(); // it may wait for more
            thread.join();
        } catch (IOException e) {
            // it ends at the next packet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
