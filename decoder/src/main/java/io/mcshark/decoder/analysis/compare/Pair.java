package io.mcshark.decoder.analysis.compare;

import io.mcshark.decoder.groups.Address;
import java.util.Comparator;

/** Two streams that carry the same datagrams: the A and the B feed. */
public record Pair(End a, End b) {
    /**
     * Where a stream goes, and where it comes from.
     *
     * @param source null for any
     */
    public record End(Address source, Address group, int port) implements Comparable<End> {
        private static final Comparator<End> ORDER = Comparator.comparing(End::group)
                .thenComparing(End::port)
                .thenComparing(End::source, Comparator.nullsFirst(Comparator.naturalOrder()));

        /** By group, port and source. */
        @Override
        public int compareTo(End other) {
            return ORDER.compare(this, other);
        }

        /** {@code 10.0.0.1 > 239.1.1.1:5004}. */
        @Override
        public String toString() {
            String target = (group.isIpv4() ? group.toString() : "[" + group + "]") + ":" + port;
            return source == null ? target : source + " > " + target;
        }
    }
}
