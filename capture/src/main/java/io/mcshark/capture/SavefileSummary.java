package io.mcshark.capture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What a savefile is and holds, told after one scan; memory does not grow with its packets. */
public final class SavefileSummary {
    /** A section and what was captured on its interfaces; a pcap file has one of each. */
    public static final class Section {
        private final SectionHeader header;
        private final List<InterfaceDescription> interfaces = new ArrayList<>();
        private List<InterfaceStatistics> statistics = List.of();
        private long[] packets = new long[1];

        private Section(SectionHeader header) {
            this.header = header;
        }

        private void add(InterfaceDescription one) {
            interfaces.add(one);
            if (interfaces.size() > packets.length) {
                packets = Arrays.copyOf(packets, 2 * packets.length);
            }
        }

        public SectionHeader header() {
            return header;
        }

        /** By id. */
        public List<InterfaceDescription> interfaces() {
            return Collections.unmodifiableList(interfaces);
        }

        /** Packets of the interface {@code id}. */
        public long packets(int id) {
            return packets[id];
        }

        /** The last counters of the interface {@code id}, or null. */
        public InterfaceStatistics statistics(int id) {
            return statistics.stream()
                    .filter(s -> s.interfaceId() == id)
                    .findFirst()
                    .orElse(null);
        }
    }

    /** Sections told one by one; more are only counted. */
    private static final int MOST_SECTIONS = 1000;

    private final List<Section> sections = new ArrayList<>();
    private Section section;
    private long sectionCount;
    private String format;
    private long frames, packets, cut, commented, untimed, disordered;
    private long captured, wire, end;
    private long earliest = Long.MAX_VALUE, latest = Long.MIN_VALUE;
    private String damage;

    private SavefileSummary() {}

    /** Scans {@code reader}, which stands before its first packet, to the end. */
    public static SavefileSummary of(PacketReader reader) throws IOException {
        SavefileSummary summary = new SavefileSummary();
        summary.format = reader.format();
        if (reader instanceof PcapReader) {
            Section only = new Section(SectionHeader.NONE);
            reader.interfaces().forEach(only::add);
            summary.sections.add(only);
            summary.section = only;
            summary.sectionCount = 1;
        } else {
            reader.blocks((type, segment, at, length, bigEndian) -> summary.take(type, reader));
        }
        summary.scan(reader);
        summary.damage = reader.damage();
        return summary;
    }

    private void take(int type, PacketReader reader) {
        switch (type) {
            case PcapngReader.SECTION -> {
                sectionCount++;
                section = new Section(reader.section());
                if (sections.size() < MOST_SECTIONS) {
                    sections.add(section);
                }
            }
            case PcapngReader.INTERFACE -> section.add(reader.interfaces().getLast());
            case PcapngReader.STATISTICS -> section.statistics = reader.statistics();
            default -> {}
        }
    }

    private void scan(PacketReader reader) throws IOException {
        long before = Long.MIN_VALUE;
        while (reader.next()) {
            frames++;
            end = reader.offset + reader.recordLength;
            if (reader.timed()) {
                long nanos = reader.nanos();
                disordered += nanos < before ? 1 : 0;
                before = nanos;
                earliest = Math.min(earliest, nanos);
                latest = Math.max(latest, nanos);
            } else {
                untimed++;
            }
            if (reader.kind() != PacketReader.Kind.PACKET) {
                continue;
            }
            packets++;
            captured += reader.captured();
            wire += reader.length();
            cut += reader.captured() < reader.length() ? 1 : 0;
            commented += reader.hasOptions() && !reader.comments().isEmpty() ? 1 : 0;
            section.packets[reader.interfaceId()]++;
        }
    }

    /** Format and variant. */
    public String format() {
        return format;
    }

    /** The first 1000. */
    public List<Section> sections() {
        return Collections.unmodifiableList(sections);
    }

    public long sectionCount() {
        return sectionCount;
    }

    public long packets() {
        return packets;
    }

    /** Numbered records that are no packets: custom blocks, journal entries, system events. */
    public long others() {
        return frames - packets;
    }

    /** Packets of which not all bytes were captured. */
    public long cut() {
        return cut;
    }

    /** Packets with a comment. */
    public long commented() {
        return commented;
    }

    /** Frames without a time. */
    public long untimed() {
        return untimed;
    }

    /** Frames with a time earlier than that of the one before. */
    public long disordered() {
        return disordered;
    }

    /** Bytes of packets in the file. */
    public long captured() {
        return captured;
    }

    /** Bytes of packets on the wire. */
    public long wire() {
        return wire;
    }

    /** Where the last frame's record ends in the (decompressed) file. */
    public long end() {
        return end;
    }

    /** Whether any frame has a time. */
    public boolean timed() {
        return latest >= earliest;
    }

    /** Nanoseconds since 1970. */
    public long earliest() {
        return earliest;
    }

    public long latest() {
        return latest;
    }

    /** From the earliest to the latest. */
    public long durationNanos() {
        return timed() ? latest - earliest : 0;
    }

    /** Packets a second; NaN where there is no duration. */
    public double packetRate() {
        return rate(packets);
    }

    /** Bits a second on the wire; NaN where there is no duration. */
    public double bitRate() {
        return rate(8.0 * wire);
    }

    private double rate(double count) {
        return durationNanos() > 0 ? count * 1e9 / durationNanos() : Double.NaN;
    }

    /** As {@link PacketReader#damage}. */
    public String damage() {
        return damage;
    }
}
