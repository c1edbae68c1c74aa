package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;

/** Looks at the packets of a capture in their order. One thread at a time. */
public interface Analysis {
    /**
     * Looks at a plain packet that was not walked, if that is enough.
     *
     * @param packet aimed at it; lent until the call ends
     * @return whether the packet is done with; otherwise nothing has changed, it may be asked about again, and is walked and given
     *     to {@link #accept}
     */
    default boolean glance(Datagram packet) {
        return false;
    }

    /** Looks at a walked packet. */
    void accept(Frame f);

    /** It is {@code nanos} (since 1970) now, and there was no packet since the last one: what is due by the clock happens. */
    default void advance(long nanos) {}

    /**
     * The capture is over: what can be told only then is found. As a rule no more than time has passed.
     *
     * @param nanos the time of the last packet, or of the end of a live capture
     */
    default void end(long nanos) {
        advance(nanos);
    }
}
