package io.mcshark.cli.view;

import io.mcshark.capture.PacketReader;
import io.mcshark.cli.PacketLoop;
import io.mcshark.cli.shell.Session;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.analysis.Situation;
import io.mcshark.decoder.filter.Filter;
import io.mcshark.decoder.protocol.Glimpse;
import java.io.Closeable;
import java.io.IOException;

/**
 * A look at all packets of the open capture, in their order, on a thread of its own; on a live capture it goes on with what
 * comes.
 *
 * <p>Threads: {@link #seen} and {@link #isDone} may be asked from any, {@link #close} ends it from any.
 */
final class Pass implements Closeable {
    /** Packets between looks at the world. */
    private static final int SOME = 1024;

    /** Is shown the packets. */
    interface Look {
        void packet(Frame f);

        /** Some packets cannot be of interest: they have not been decoded. */
        default void passedOver(int packets) {}
    }

    private final Session session;
    private final Situation situation;
    private final Look look;
    private final boolean goesOn;
    private final Filter filter;
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
    Pass(Session session, Situation situation, boolean goesOn, Look look, Runnable end) throws IOException {
        this(session, situation, null, goesOn, look, end);
    }

    /** @param filter packets that cannot pass it need not be decoded; null for none */
    Pass(Session session, Situation situation, Filter filter, boolean goesOn, Look look, Runnable end)
            throws IOException {
        this.filter = filter;
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
        boolean glances =
                filter != null && situation == null && !session.settings().isTold();
        Glimpse glimpse = new Glimpse();
        PacketReader.Glance idle = (segment, at, captured, length, nanos, number, linkType) ->
                glimpse.aim(segment, at, captured, linkType) && !filter.mayPass(glimpse);
        try (reader) {
            boolean more = true;
            while (more && !stopped) {
                more = some(own, glances ? idle : null);
            }
        } catch (IOException e) {
            // What is damaged is told where packets are shown; it ends here.
        }
    }

    /** The next packets, a limited number: one endless loop would be compiled while it runs, which makes slower code. */
    private boolean some(Frame own, PacketReader.Glance idle) throws IOException {
        long last = goesOn ? Long.MAX_VALUE : session.last();
        for (int i = 0; i < SOME; i++) {
            int limit = (int) Math.min(SOME, last - reader.number());
            int idly = idle == null ? 0 : PacketLoop.passOver(own, reader, idle, limit);
            if (idly > 0) {
                look.passedOver(idly);
                seen = reader.number();
            }
            if (stopped || reader.number() >= last || !reader.next()) {
                return false;
            }
            PacketLoop.aim(own, reader);
            if (situation != null) {
                situation.accept(own);
            }
            look.packet(own);
            seen = reader.number();
        }
        return true;
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
