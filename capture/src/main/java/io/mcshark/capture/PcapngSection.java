package io.mcshark.capture;

import static io.mcshark.capture.PcapngOptions.COMMENT;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * What the blocks so far say about the section a pcapng reader is in: byte order, head, interfaces, counters.
 *
 * <p>{@link #take} and {@link #order} answer null, or what is wrong with the block as the end of a sentence.
 */
final class PcapngSection {
    private static final int BYTE_ORDER = 0x1a2b3c4d;
    private static final int UNTOLD = Integer.MIN_VALUE;
    /** More are a flood, not interfaces. */
    private static final int MOST_INTERFACES = 1 << 16;

    private static final int SECTION_HEAD = 24, INTERFACE_HEAD = 16, STATISTICS_HEAD = 20, TRAILER = 4;

    boolean swapped;
    int sections;
    /** Of the interfaces, by id. */
    int count;

    int[] links = new int[4];
    int[] limits = new int[4];
    PcapngClock[] clocks = new PcapngClock[4];

    private SectionHeader header = SectionHeader.NONE;
    private final List<InterfaceDescription> interfaces = new ArrayList<>();
    /** The last counters by interface, null where there are none. */
    private InterfaceStatistics[] statistics = new InterfaceStatistics[4];

    private State state;

    /** What a reader must know to start in the middle of the section. */
    record State(boolean swapped, int sections, SectionHeader header, List<InterfaceDescription> interfaces) {}

    /** The same object until something changes. */
    State state() {
        if (state == null) {
            state = new State(swapped, sections, header, List.copyOf(interfaces));
        }
        return state;
    }

    void restore(State from) {
        swapped = from.swapped;
        sections = from.sections;
        header = from.header;
        forget();
        from.interfaces.forEach(this::add);
        state = from;
    }

    SectionHeader header() {
        return header;
    }

    List<InterfaceDescription> interfaces() {
        return Collections.unmodifiableList(interfaces);
    }

    List<InterfaceStatistics> statistics() {
        return Arrays.stream(statistics).filter(Objects::nonNull).toList();
    }

    /** Takes the byte order of the section whose block begins at {@code from}. */
    String order(MemorySegment memory, long from) {
        int magic = memory.get(LittleEndian.U32, from + 8);
        if (magic != BYTE_ORDER && magic != Integer.reverseBytes(BYTE_ORDER)) {
            return "has no byte-order magic";
        }
        swapped = magic != BYTE_ORDER;
        state = null;
        return null;
    }

    /** Takes what a block that is no packet tells; {@code whole} is its length in bytes. */
    String take(int type, MemorySegment memory, long from, int whole) {
        return switch (type) {
            case PcapngReader.SECTION -> begin(memory, from, whole);
            case PcapngReader.INTERFACE -> describe(memory, from, whole);
            case PcapngReader.STATISTICS -> count(memory, from, whole);
            default -> null;
        };
    }

    private String begin(MemorySegment memory, long from, int whole) {
        if (whole < SECTION_HEAD + TRAILER) {
            return "is too short";
        }
        int major = u16(memory, from + 12), minor = u16(memory, from + 14);
        if (major != 1 || (minor != 0 && minor != 2)) { // 2 is written by some and means 0 (section 4.1)
            return "has version " + major + "." + minor + ", known is 1.0";
        }
        String[] texts = new String[3];
        List<String> comments = new ArrayList<>(0);
        PcapngOptions options = new PcapngOptions(memory, from + SECTION_HEAD, from + whole - TRAILER, swapped);
        while (options.next()) {
            switch (options.code()) {
                case COMMENT -> comments.add(options.text());
                case 2, 3, 4 -> texts[options.code() - 2] = options.text();
                default -> {}
            }
        }
        if (options.broken()) {
            return "has an option longer than itself";
        }
        header = new SectionHeader(texts[0], texts[1], texts[2], comments);
        sections++;
        forget();
        state = null;
        return null;
    }

    private void forget() {
        interfaces.clear();
        Arrays.fill(statistics, null);
        count = 0;
    }

    private String describe(MemorySegment memory, long from, int whole) {
        if (whole < INTERFACE_HEAD + TRAILER) {
            return "is too short";
        }
        String name = null, description = null, filter = null, os = null, hardware = null;
        int digits = UNTOLD, fcs = -1;
        long offset = 0;
        List<String> comments = new ArrayList<>(0);
        PcapngOptions options = new PcapngOptions(memory, from + INTERFACE_HEAD, from + whole - TRAILER, swapped);
        while (options.next()) {
            int length = options.length();
            switch (options.code()) {
                case COMMENT -> comments.add(options.text());
                case 2 -> name = options.text();
                case 3 -> description = options.text();
                case 9 -> digits = length == 1 && digits == UNTOLD ? resolution(options.u8()) : digits;
                case 11 -> filter = length > 1 && options.u8() == 0 ? options.text(1) : filter;
                case 12 -> os = options.text();
                case 13 -> fcs = length == 1 ? options.u8() : fcs;
                case 14 -> offset = length == 8 ? options.u64() : offset;
                case 15 -> hardware = options.text();
                default -> {}
            }
        }
        if (options.broken()) {
            return "has an option longer than itself";
        }
        if (count == MOST_INTERFACES) {
            return "is the " + (count + 1) + "th of its section";
        }
        add(new InterfaceDescription(
                u16(memory, from + 8),
                u32(memory, from + 12),
                name,
                description,
                filter,
                os,
                hardware,
                digits == UNTOLD ? 6 : digits,
                offset,
                fcs,
                comments));
        state = null;
        return null;
    }

    /** if_tsresol: a power of two where the top bit is set, else of ten. */
    private static int resolution(int octet) {
        return octet >= 128 ? -(octet & 127) : octet;
    }

    private void add(InterfaceDescription one) {
        if (count == links.length) {
            links = Arrays.copyOf(links, 2 * count);
            limits = Arrays.copyOf(limits, 2 * count);
            clocks = Arrays.copyOf(clocks, 2 * count);
            statistics = Arrays.copyOf(statistics, 2 * count);
        }
        links[count] = one.linkType();
        limits[count] = LinkLimits.most(one.linkType());
        clocks[count] = new PcapngClock(one.digits(), one.offsetSeconds());
        count++;
        interfaces.add(one);
    }

    private String count(MemorySegment memory, long from, int whole) {
        if (whole < STATISTICS_HEAD + TRAILER) {
            return "is too short";
        }
        int id = u32(memory, from + 8);
        if (id < 0 || id >= count) {
            return null; // counters of nobody: no use, no harm
        }
        long[] value = new long[9]; // by option code; 0 and 1 unused
        Arrays.fill(value, -1);
        PcapngOptions options = new PcapngOptions(memory, from + STATISTICS_HEAD, from + whole - TRAILER, swapped);
        while (options.next()) {
            int code = options.code();
            if (code >= 2 && code <= 8 && options.length() == 8) {
                value[code] = code <= 3 ? clocks[id].nanos(options.stamp()) : options.u64();
            }
        }
        long nanos = clocks[id].nanos((long) u32(memory, from + 12) << 32 | u32(memory, from + 16) & 0xffff_ffffL);
        statistics[id] = new InterfaceStatistics(
                id, nanos, value[2], value[3], value[4], value[5], value[6], value[7], value[8]);
        return null;
    }

    int u32(MemorySegment memory, long at) {
        int value = memory.get(LittleEndian.U32, at);
        return swapped ? Integer.reverseBytes(value) : value;
    }

    int u16(MemorySegment memory, long at) {
        short value = memory.get(LittleEndian.U16, at);
        return (swapped ? Short.reverseBytes(value) : value) & 0xffff;
    }
}
