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
 * The packets of an open capture by row: all of them, or those that pass a filter, which a thread of its own finds; in the
 * capture's order, or in another one. While the capture's index is not there yet, the last packets can be shown without numbers.
 * Decoding the packets of a page begins up to an index step before it, so that fragments are put together.
 *
 * <p>Threads: one at a time, beside those it has itself.
 */
final class PacketStore implements Closeable {
    /** How many packets are shown of the end of a capture whose numbers are not known yet. */
    static final int LAST = 500;

    /** Is given the packets of a page. */
    interface Visitor {
        /** @param number of the packet; below 0, counted from the end, where its own is not known yet */
        void packet(long row, long number, Frame f);
    }

    private final Session session;
    private Frame frame;
    private Chosen chosen;
    private Pass finder;
    private Order order;
    /** How many last packets are shown instead of all; 0 for all. */
    private long tail;

    /** Where they begin in the file. */
    private SparseIndex.Entry end;

    PacketStore(Session session) {
        this.session = session;
        frame = new Frame(session.settings());
    }

    Session session() {
        return session;
    }

    /** How many rows there are so far. */
    long count() {
        Chosen some = chosen;
        return tail > 0 ? tail : some == null ? session.packets() : some.count();
    }

    /** How many packets have been looked at for the filter; all there are without one. */
    long seen() {
        Chosen some = chosen;
        return some == null ? session.packets() : some.packets();
    }

    /** How many packets are known to be there. */
    long packets() {
        return session.packets();
    }

    /** Whether all packets of the file have been counted. */
    boolean isIndexed() {
        return session.isIndexed();
    }

    /** Whether the filter has seen all packets there are, or was stopped. */
    boolean isComplete() {
        return finder == null || finder.isDone() || session.live() != null && chosen.packets() >= session.packets();
    }

    /** Whether the filter was stopped before it had seen all. */
    boolean isCutShort() {
        return finder != null && finder.isStopped();
    }

    /** When the capture's first packet came; 0 while none has been read. */
    long firstNanos() {
        SparseIndex.Entry first = session.before(1);
        return first == null ? 0 : first.nanos();
    }

    /** The number of the packet in a row, from 1; below 0 in the last packets without numbers; 0 for none. */
    long number(long row) {
        if (tail > 0) {
            return row >= 0 && row < tail ? row - tail : 0;
        }
        return numberInOrder(order == null ? row : order.at(row));
    }

    /** The number of the packet that would stand in a row in the capture's order; from any thread. */
    long numberInOrder(long at) {
        Chosen some = chosen;
        return some != null ? some.number(at) : at >= 0 && at < session.packets() ? at + 1 : 0;
    }

    /** The row that a packet has, or would have. */
    long row(long number) {
        if (tail > 0) {
            return Math.max(0, number < 0 ? number + tail : 0);
        }
        Chosen some = chosen;
        long at = some == null ? number - 1 : some.row(number);
        return order == null ? at : order.of(at);
    }

    /** Shows only packets that pass from now on, here and in the session; null shows all. */
    void filter(Filter filter) throws IOException {
        session.filter(filter, filter == null ? null : filter.text());
        close();
        order = null;
        tail = 0;
        if (filter == null) {
            finder = null;
            chosen = null;
            return;
        }
        Chosen found = new Chosen();
        Situation situation = filter.needsState() ? new Situation(session.settings()) : null;
        chosen = found;
        Pass.Look look = new Pass.Look() {
            @Override
            public void packet(Frame f) {
                found.add(filter.test(f));
            }

            @Override
            public void passedOver(int packets) {
                found.skip(packets);
            }
        };
        finder = new Pass(session, situation, filter, true, look, () -> {});
    }

    /** Ends the search for packets that pass; those found stay. */
    void stop() {
        if (finder != null) {
            finder.close();
        }
    }

    /** Has rows in another order; null for the capture's. Rows that come later stand behind. */
    void order(Order order) {
        this.order = order;
    }

    // ---- the last packets, before they have numbers

    /** Shows the last packets instead of all until {@link #endTail}; false where that cannot be. */
    boolean tail() throws IOException {
        if (chosen != null || session.live() != null) {
            return false;
        }
        try (PacketReader reader = session.scan()) {
            SparseIndex.Entry entry = reader.last(LAST);
            if (entry == null) {
                return false;
            }
            end = entry;
            reader.seek(entry);
            long count = 0;
            while (reader.next()) {
                count++;
            }
            tail = count;
            return tail > 0;
        }
    }

    boolean isTail() {
        return tail > 0;
    }

    /** Shows all packets again; what was number -1 is the last one. */
    void endTail() {
        tail = 0;
    }

    // ---- packets

    /** Gives the packets of some rows, in order. */
    void each(long first, int count, Visitor visitor) {
        try (PacketReader reader = session.scan()) {
            if (tail > 0) {
                last(reader, first, count, visitor);
            } else {
                numbered(reader, first, count, visitor);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void last(PacketReader reader, long first, int count, Visitor visitor) throws IOException {
        reader.seek(end);
        Frame own = new Frame(session.settings()); // these numbers are not the packets' own
        for (long row = 0; row < first + count && reader.next(); row++) {
            PacketLoop.aim(own, reader);
            if (row >= first) {
                visitor.packet(row, row - tail, own);
            }
        }
    }

    private void numbered(PacketReader reader, long first, int count, Visitor visitor) throws IOException {
        long wanted = number(first);
        for (long row = first; wanted != 0 && row < first + count; wanted = number(++row)) {
            if (!begin(reader, wanted)) {
                return;
            }
            while (reader.number() < wanted && reader.next()) {
                PacketLoop.aim(frame, reader);
            }
            if (reader.number() != wanted) {
                return;
            }
            visitor.packet(row, wanted, frame);
        }
    }

    /** Goes to where decoding has to begin for a packet, unless the reader is on the way there; false where it cannot. */
    private boolean begin(PacketReader reader, long wanted) {
        SparseIndex.Entry entry = session.before(wanted);
        boolean back = wanted <= reader.number();
        if (entry != null && reader.seekable() && (back || entry.number() > reader.number() + 1)) {
            reader.seek(entry);
            if (back) {
                frame = new Frame(session.settings()); // packets are told in their order
            }
            return true;
        }
        return !back;
    }

    @Override
    public void close() {
        if (finder != null) {
            finder.close();
        }
    }
}
