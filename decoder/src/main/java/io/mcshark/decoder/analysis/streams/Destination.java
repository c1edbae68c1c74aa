package io.mcshark.decoder.analysis.streams;

import java.util.ArrayList;
import java.util.List;

/** A group and port on a VLAN: those who send there share it. */
final class Destination {
    /** Who sent there last. */
    Stream last;

    /** How often another source than before sent there. */
    long sourceChanges;

    /** What announcements call it; null for nothing. */
    String name;

    final List<Stream> streams = new ArrayList<>(1);
}
