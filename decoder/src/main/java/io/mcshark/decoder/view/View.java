package io.mcshark.decoder.view;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;

/** A way to write packets as text. */
public interface View {
    /** Appends what stands before the first packet. */
    default void begin(Out out) {}

    /** Appends one packet, with its line end. */
    void show(Frame f, Out out);

    /** Whether what it shows of a packet depends on which ones it showed before. */
    default boolean isOrdered() {
        return false;
    }

    /** Whether it shows what only an analysis of all packets before knows ({@link io.mcshark.decoder.Field#isState}). */
    default boolean needsState() {
        return false;
    }

    /** Appends what stands behind the last packet. */
    default void end(Out out) {}
}
