package io.mcshark.capture;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads pcapng (draft-ietf-opsawg-pcapng): blocks of type, length, body and length again; sections of either byte order, each
 * with interfaces of its own. What a section's head says about the section's length is not believed.
 */
public final class PcapngReader extends PacketReader {
    /** Block types. */
    public static final int SECTION = 0x0a0d0d0a,
            INTERFACE = 1,
            OLD_PACKET = 2,
            SIMPLE_PACKET = 3,
            NAME_RESOLUTION = 4,
            STATISTICS = 5,
            ENHANCED_PACKET = 6,
            JOURNAL = 9,
            SECRETS = 10,
            CUSTOM = 0xbad,
            CUSTOM_NO_COPY = 0x4000_0bad;

    private static final int SYSDIG = 0x204, SYSDIG_2 = 0x216, SYSDIG_2_LARGE = 0x221;
    /** Room for the largest packet, see {@link LinkLimits}. */
    private static final int LARGEST = (128 << 20) + (1 << 16);

    /** Bytes of a block before its data, and least lengths. */
    private static final int BLOCK_HEAD = 8, MINIMUM = 12, TRAILER = 4, SIMPLE_HEAD = 12, PACKET_HEAD = 28;

    private static final byte[] JOURNAL_TIME = "__REALTIME_TIMESTAMP=".getBytes(StandardCharsets.US_ASCII);

    private final PcapngSection section = new PcapngSection();
    private BlockSink sink;
    private int blockType;
    /** The packet's options in the window; empty where there are none. */
    private int optionsAt, optionsEnd;

    PcapngReader(String name, Window window) throws IOException {
        super(name, window);
        String wrong = window.fill(0, MINIMUM) < 0 ? "is cut short" : section.order(window.memory, 0);
        int length = wrong == null ? length(0) : 0;
        if (wrong == null && (length < MINIMUM || length > LARGEST)) {
            wrong = "claims a length of " + Integer.toUnsignedString(length) + " bytes";
        }
        if (wrong == null) {
            wrong = window.fill(0, length) < 0 ? "is cut short" : section.take(SECTION, window.memory, 0, length);
        }
        if (wrong != null) {
            throw new SavefileException(name + ": the section header at byte 0 " + wrong);
        }
        segment = window.memory;
        peek(length);
        section.sections = 0; // next() meets them again
    }

    /** Takes the interfaces before the first packet, as far as they have arrived, so that they are known early. */
    private void peek(int from) {
        int at = from;
        while (window.have - at >= MINIMUM && u32(at) == INTERFACE) {
            int length = length(at);
            if (length < MINIMUM || length > window.have - at) {
                return;
            }
            if (section.take(INTERFACE, window.memory, at, length) != null) {
                return;
            }
            at += length;
        }
    }

    @Override
    public boolean next() throws IOException {
        while (true) {
            int from = next;
            if (window.have - from < MINIMUM && (from = window.fill(from, MINIMUM)) < 0) {
                return ended(MINIMUM, "the block after packet " + number);
            }
            if (givenUp(from)) {
                continue;
            }
            int type = u32(from);
            if (type == SECTION) {
                String wrong = section.order(window.memory, from);
                if (wrong != null) {
                    return bad(type, from, wrong);
                }
            }
            int size = length(from);
            if (size < MINIMUM || size > LARGEST) {
                return bad(type, from, "claims a length of " + Integer.toUnsignedString(size) + " bytes");
            }
            int whole = size + 3 & ~3; // some writers do not count the padding
            if (window.have - from < whole && (from = window.fill(from, whole)) < 0) {
                return ended(whole, "the block after packet " + number);
            }
            if (givenUp(from)) { // asked again: the block was read after the first answer
                continue;
            }
            int again = u32(from + whole - TRAILER);
            if (again != size) {
                return bad(
                        type,
                        from,
                        "begins with length " + size + " and ends with length " + Integer.toUnsignedString(again));
            }
            next = from + whole;
            recordAt = from;
            recordLength = whole;
            blockType = type;
            segment = window.memory;
            offset = window.start + from;
            boolean frame = true;
            String wrong =
                    switch (type) {
                        case ENHANCED_PACKET -> enhanced(from, whole);
                        case SIMPLE_PACKET -> simple(from, whole);
                        case OLD_PACKET -> old(from, whole);
                        case CUSTOM, CUSTOM_NO_COPY -> custom(from, whole);
                        case JOURNAL -> journal(from, whole);
                        case SYSDIG -> systemEvent(from, whole, 24);
                        case SYSDIG_2, SYSDIG_2_LARGE -> systemEvent(from, whole, 28);
                        default -> {
                            frame = false;
                            yield section.take(type, segment, from, whole);
                        }
                    };
            if (wrong != null) {
                return bad(type, from, wrong);
            }
            if (frame) {
                number++;
                return true;
            }
            if (sink != null) {
                sink.block(type, segment, from, whole, section.swapped);
            }
        }
    }

    /** Goes on behind what a growing file no longer keeps, where the block lies in it. */
    private boolean givenUp(int from) {
        Growth growth = window.growth();
        if (growth == null) {
            return false;
        }
        Growth.Gap gap = growth.gap();
        long at = window.start + from;
        if (at < gap.from() || at >= gap.to()) {
            return false;
        }
        next = window.seek(gap.to());
        number = gap.packets();
        return true;
    }

    /** Enhanced Packet Block: interface, time stamp (higher word first), captured and original length, data, options. */
    private String enhanced(int from, int whole) {
        return whole < PACKET_HEAD + TRAILER ? "is too short" : packet(from, whole, u32(from + 8));
    }

    /** The obsolete Packet Block: the same, but interface and drop count share a word. */
    private String old(int from, int whole) {
        return whole < PACKET_HEAD + TRAILER
                ? "is too short"
                : packet(from, whole, section.u16(window.memory, from + 8));
    }

    private String packet(int from, int whole, int id) {
        if (id < 0 || id >= section.count) {
            return "names interface " + Integer.toUnsignedString(id) + " of " + section.count;
        }
        int size = u32(from + 20), wire = u32(from + 24);
        if (size < 0 || size > whole - PACKET_HEAD - TRAILER || size > section.limits[id]) {
            return "claims a packet of " + Integer.toUnsignedString(size) + " bytes";
        }
        kind = Kind.PACKET;
        at = from + PACKET_HEAD;
        captured = size;
        length = wire < 0 ? Integer.MAX_VALUE : wire;
        nanos = section.clocks[id].nanos((long) u32(from + 12) << 32 | u32(from + 16) & 0xffff_ffffL);
        timed = true;
        linkType = section.links[id];
        interfaceId = id;
        optionsAt = from + PACKET_HEAD + (size + 3 & ~3);
        optionsEnd = from + whole - TRAILER;
        return null;
    }

    /** Simple Packet Block: original length and data; of interface 0, without a time. */
    private String simple(int from, int whole) {
        if (section.count == 0) {
            return "comes before any interface";
        }
        if (whole < SIMPLE_HEAD + TRAILER) {
            return "is too short";
        }
        int wire = u32(from + 8), snaplen = section.interfaces().getFirst().snaplen();
        int size = snaplen != 0 && Integer.compareUnsigned(snaplen, wire) < 0 ? snaplen : wire;
        if (size < 0 || size > whole - SIMPLE_HEAD - TRAILER || size > section.limits[0]) {
            return "claims a packet of " + Integer.toUnsignedString(size) + " bytes";
        }
        other(Kind.PACKET, from + SIMPLE_HEAD, size, wire);
        linkType = section.links[0];
        interfaceId = 0;
        return null;
    }

    /** Custom Block: enterprise number, then anything. */
    private String custom(int from, int whole) {
        int size = whole - BLOCK_HEAD - 4 - TRAILER;
        return size < 0 ? "is too short" : other(Kind.CUSTOM, from + BLOCK_HEAD + 4, size, size);
    }

    /** systemd Journal Export Block: lines of text, the time among them in microseconds. */
    private String journal(int from, int whole) {
        int size = whole - BLOCK_HEAD - TRAILER;
        other(Kind.JOURNAL, from + BLOCK_HEAD, size, size);
        byte[] text = segment.asSlice(at, size).toArray(ValueLayout.JAVA_BYTE);
        for (int i = 0; i + JOURNAL_TIME.length < size; i++) {
            int j = 0;
            while (j < JOURNAL_TIME.length && text[i + j] == JOURNAL_TIME[j]) {
                j++;
            }
            if (j == JOURNAL_TIME.length && (i == 0 || text[i - 1] == '\n')) {
                long micros = 0;
                for (int k = i + j; k < size && text[k] >= '0' && text[k] <= '9'; k++) {
                    micros = micros * 10 + text[k] - '0';
                }
                nanos = micros * 1000;
                timed = true;
            }
        }
        return null;
    }

    /** sysdig's Event Block: processor 2, time in nanoseconds 8, thread 8, length 4, type 2, in newer ones parameters 4. */
    private String systemEvent(int from, int whole, int head) {
        int size = whole - BLOCK_HEAD - head - TRAILER;
        if (size < 0) {
            return "is too short";
        }
        other(Kind.SYSTEM_EVENT, from + BLOCK_HEAD + head, size, u32(from + 26));
        long stamp = segment.get(Window.U64, from + 10L);
        nanos = section.swapped ? Long.reverseBytes(stamp) : stamp;
        timed = true;
        return null;
    }

    private String other(Kind what, int from, int size, int wire) {
        kind = what;
        at = from;
        captured = size;
        length = wire < 0 ? Integer.MAX_VALUE : wire;
        nanos = 0;
        timed = false;
        linkType = interfaceId = -1;
        optionsAt = optionsEnd = 0;
        return null;
    }

    private boolean bad(int type, int from, String what) {
        next = from; // a further look meets the same block
        return damaged("the " + blockName(type) + " at byte " + (window.start + from) + ", after packet " + number
                + ", " + what);
    }

    private static String blockName(int type) {
        return switch (type) {
            case SECTION -> "section header";
            case INTERFACE -> "interface description";
            case OLD_PACKET, SIMPLE_PACKET, ENHANCED_PACKET -> "packet block";
            case STATISTICS -> "interface statistics block";
            default -> "block of type 0x" + Integer.toHexString(type);
        };
    }

    private int length(int from) {
        return u32(from + 4);
    }

    private int u32(int at) {
        return section.u32(window.memory, at);
    }

    @Override
    public List<InterfaceDescription> interfaces() {
        return section.interfaces();
    }

    @Override
    public SectionHeader section() {
        return section.header();
    }

    @Override
    public int sections() {
        return Math.max(1, section.sections);
    }

    @Override
    public List<InterfaceStatistics> statistics() {
        return section.statistics();
    }

    @Override
    public String format() {
        return "pcapng, " + (section.swapped ? "big" : "little") + "-endian";
    }

    @Override
    public void blocks(BlockSink sink) {
        this.sink = sink;
    }

    @Override
    boolean hasOptions() {
        return optionsEnd - optionsAt > 4;
    }

    @Override
    public List<String> comments() {
        List<String> comments = new ArrayList<>(0);
        PcapngOptions options = options();
        while (options.next()) {
            if (options.code() == PcapngOptions.COMMENT) {
                comments.add(options.text());
            }
        }
        return comments;
    }

    @Override
    public int flags() {
        PcapngOptions option = option(2, 4);
        return option == null ? 0 : option.u32();
    }

    @Override
    public long dropCount() {
        if (blockType == OLD_PACKET) {
            int drops = section.u16(segment, recordAt + 10L);
            return drops == 0xffff ? -1 : drops;
        }
        PcapngOptions option = option(4, 8);
        return option == null ? -1 : option.u64();
    }

    private PcapngOptions options() {
        return new PcapngOptions(segment, optionsAt, optionsEnd, section.swapped);
    }

    private PcapngOptions option(int code, int length) {
        PcapngOptions options = options();
        while (options.next()) {
            if (options.code() == code && options.length() == length) {
                return options;
            }
        }
        return null;
    }

    @Override
    long last(long size, int count) throws IOException {
        // Sections may differ in their interfaces: with more than one, what the first one says is not enough. A block
        // that
        // begins a section or names an interface ends the way back.
        return FromEnd.of(window.source(), size, FromEnd.MOST, section.swapped).blocks(count, (end, i) -> {
            int type = end.u32(i);
            int bytes = end.u32(i + 4) + 3 & ~3;
            return type == SECTION || type == INTERFACE ? 0 : bytes;
        });
    }

    @Override
    Object state() {
        return section.state();
    }

    @Override
    void restore(Object state) {
        section.restore((PcapngSection.State) state);
    }
}
