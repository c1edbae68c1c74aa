package io.mcshark.cli.hooks;

/** A capture that is being watched. */
public interface Watching extends AutoCloseable {
    /** Nobody watches. */
    Watching NONE = new Watching() {};

    /** The capture has ended: waits until all of it has been looked at and the commands have had their time, and sums up. */
    default void settle() {}

    /** Ends the commands that still run. */
    @Override
    default void close() {}
}
