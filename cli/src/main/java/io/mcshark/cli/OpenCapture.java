package io.mcshark.cli;

import io.mcshark.capture.PacketReader;
import io.mcshark.decoder.Settings;
import io.mcshark.decoder.filter.Filter;
import java.io.IOException;

/** A capture that is open where commands are typed: what a command works on that names none. */
public interface OpenCapture {
    /** Whether there is one. */
    boolean isOpen();

    /** The file's name, or the interfaces captured on. */
    String name();

    /** A reader over all packets from the first on, for one pass. */
    PacketReader scan() throws IOException;

    /** The number of the last packet to read: of a capture that is running, what has come so far. */
    long last();

    /** How its packets are decoded. */
    Settings settings();

    /** The filter in force, or null. */
    Filter filter();
}
