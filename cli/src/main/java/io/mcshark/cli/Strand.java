package io.mcshark.cli;

import io.mcshark.capture.PacketReader;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.analysis.Situation;
import io.mcshark.decoder.filter.Filter;
import io.mcshark.decoder.protocol.Glimpse;
import io.mcshark.decoder.view.View;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** What one thread needs to filter packets and show them. */
final class Strand implements PacketReader.Glance {
    private final Frame frame;
    private final Filter filter;
    private final Glimpse glimpse;
    private final List<View> views;
    private final Situation situation;
    private final boolean walks;

    /** @param filter of its own, since it keeps state; null for none */
    Strand(Frame frame, Filter filter, List<View> views) {
        this.frame = frame;
        this.filter = filter;
        boolean state = filter != null && filter.needsState() || views.stream().anyMatch(View::needsState);
        this.situation = state ? new Situation(frame.settings()) : null;
        this.glimpse = filter == null || state || frame.settings().isTold() ? null : new Glimpse();
        this.views = views;
        this.walks = filter != null || !views.isEmpty();
    }

    /**
     * Moves over packets that cannot pass.
     *
     * @param limit at most so many
     */
    void passOver(PacketReader reader, int limit) {
        if (glimpse != null) {
            PacketLoop.passOver(frame, reader, this, limit);
        }
    }

    @Override
    public boolean isDone(
            MemorySegment segment, long at, int captured, int length, long nanos, long number, int linkType) {
        return isIdle(segment, at, captured, linkType);
    }

    /** Whether it is plain, and cannot pass. */
    private boolean isIdle(MemorySegment segment, long at, int captured, int linkType) {
        return glimpse.aim(segment, at, captured, linkType) && !filter.mayPass(glimpse);
    }

    /** Whether all packets are analysed in their order, for what a filter or a view asks about them. */
    boolean hasState() {
        return situation != null;
    }

    /** Looks at a packet, as far as is needed to tell whether it passes; the parameters are those of {@link Frame#wrap}. */
    boolean takes(MemorySegment segment, long at, int captured, int length, long nanos, long number, int linkType) {
        if (!walks) {
            return true;
        }
        if (glimpse != null && isIdle(segment, at, captured, linkType)) {
            frame.passOver(nanos, number);
            return false;
        }
        frame.wrap(segment, at, captured, length, nanos, number, linkType);
        if (situation != null) {
            situation.accept(frame);
        }
        return filter == null || filter.test(frame);
    }

    /**
     * Whether several such are of use, each for a part of the packets. Where none is shown they are not: most packets are passed
     * over at a glimpse, which takes less time than handing them to another thread.
     */
    boolean isDivisible() {
        return situation == null && !views.isEmpty() && views.stream().noneMatch(View::isOrdered);
    }

    /** Appends the packet that was looked at. */
    void show(Out out) {
        for (int i = 0; i < views.size(); i++) {
            views.get(i).show(frame, out);
        }
    }

    Frame frame() {
        return frame;
    }

    List<View> views() {
        return views;
    }
}
