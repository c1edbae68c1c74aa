package io.mcshark.cli.view;

import io.mcshark.capture.PacketReader;
import io.mcshark.capture.SparseIndex;
import io.mcshark.cli.PacketLoop;
import io.mcshark.cli.shell.Session;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.analysis.Situation;
import io.mcshark.decoder.filter.Filter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The packets of an open capture by row: all of them, or those that pass a filter, which a thread of its own finds. Decoding the
 * packets of a page begins up to an index step before it, so that fragments are put together.
 *
 * <p>Threads: one at a time, beside the one it has itself.
 */
final class PacketStore implements Closeable {
    /** Is given the packets of a page. */
    interface Visitor {
        void packet(long row, Frame f);
    }

    private final Session session;
    private final Frame frame;
    private Chosen chosen;
    private Thread finder;
    private volatile boolean complete = true;
    private volatile boolean stopped;

    PacketStore(Session session) {
        this.session = session;
        frame = new Frame(session.settings());
    }

    /** How many rows there are so far. */
    long count() {
        Chosen some = chosen;
        return some == null ? session.packets() : some.count();
    }

    /** How many packets have been looked at for the filter; all there are without one. */
    long seen() {
        Chosen some = chosen;
        return some == null ? session.packets() : some.packets();
    }

    /** Whether the filter has seen all packets there are. */
    boolean isComplete() {
        return complete;
    }

    /** When the capture's first packet came; 0 while none has been read. */
    long firstNanos() {
        SparseIndex.Entry first = session.before(1);
        return first == null ? 0 : first.nanos();
    }

    /** The number of the packet in a row, from 1; 0 for none. */
    long number(long row) {
        Chosen some = chosen;
        return some != null ? some.number(row) : row >= 0 && row < session.packets() ? row + 1 : 0;
    }

    /** The row that a packet has, or would have. */
    long row(long number) {
        Chosen some = chosen;
        return some == null ? number - 1 : some.row(number);
    }

    /** Shows only packets that pass from now on, here and in the session; null shows all. */
    void filter(Filter filter) {
        session.filter(filter, filter == null ? null : filter.text());
        stop();
        if (filter == null) {
            chosen = null;
            complete = true;
            return;
        }
        Chosen found = new Chosen();
        chosen = found;
        complete = false;
        stopped = false;
        finder = Thread.ofPlatform().daemon().name("filter").start(() -> find(filter, found));
    }

    private void find(Filter filter, Chosen found) {
        Frame own = new Frame(session.settings());
        Situation situation = filter.needsState() ? new Situation(session.settings()) : null;
        try (PacketReader reader = session.scan()) {
            long last = session.last();
            while (!stopped && reader.number() < last && reader.next()) {
                PacketLoop.aim(own, reader);
                if (situation != null) {
                    situation.accept(own);
                }
                found.add(filter.test(own));
            }
        } catch (IOException e) {
            // What is damaged is told where packets are shown; the rows end here.
        }
        complete = true;
    }

    private void stop() {
        stopped = true;
        if (finder != null) {
            try {
                finder.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            finder = null;
        }
    }

    /** Gives the packets of some rows, in order. */
    void each(long first, int count, Visitor visitor) {
        long wanted = number(first);
        if (wanted == 0) {
            return;
        }
        try (PacketReader reader = session.scan()) {
            long row = first;
            while (wanted != 0 && row < first + count) {
                begin(reader, wanted);
                while (reader.number() < wanted && reader.next()) {
                    PacketLoop.aim(frame, reader);
                }
                if (reader.number() != wanted) {
                    return;
                }
                visitor.packet(row, frame);
                wanted = number(++row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes to where decoding has to begin for a packet, unless the reader is on the way there. */
    private void begin(PacketReader reader, long wanted) {
        SparseIndex.Entry entry = session.before(wanted);
        if (entry != null && reader.seekable() && entry.number() > reader.number() + 1) {
            reader.seek(entry);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
