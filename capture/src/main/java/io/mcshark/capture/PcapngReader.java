package io.mcshark.capture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Reads pcapng (draft-ietf-opsawg-pcapng): blocks of type, length, body, length; sections of either byte order, each with
 * interfaces of its own.
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

    private static final int BYTE_ORDER = 0x1a2b3c4d;
    private static final int LARGEST_BLOCK = 256 << 20;
    private static final int SIMPLE_HEAD = 12, ENHANCED_HEAD = 28, MINIMUM = 12;

    private boolean swapped;
    private SectionHeader section = SectionHeader.NONE;
    private int sections;
    private final List<InterfaceDescription> interfaces = new ArrayList<>();
    private final List<InterfaceStatistics> statistics = new ArrayList<>();
    private PcapngClock[] clocks = new PcapngClock[4];
    private int[] links = new int[4];
    private int count;
    private BlockSink sink;
    private int blockType;
    /** Of the packet's options in the window; empty where there are none. */
    private int optionsAt, optionsEnd;

    PcapngReader(String name, Window window) throws IOException {
        super(name, window);
        if (window.fill(0, MINIMUM) < 0) {
            throw new SavefileException(name + ": cut short in the section header at byte 0");
        }
        peek();
    }

    /** Looks at the blocks before the first packet, as far as they have arrived, so that interfaces are known early. */
    private void peek() throws IOException {
        int at = 0;
        while (window.have - at >= MINIMUM) {
            int type = raw(at);
            if (type != SECTION && type != INTERFACE) {
                break;
            }
            String wrong = type == SECTION ? order(at) : null;
            int length = wrong == null ? length(at) : 0;
            wrong = wrong != null ? wrong : length < MINIMUM || length > LARGEST_BLOCK ? "has a wrong length" : null;
            if (wrong != null || (at == 0 && window.fill(0, length) < 0)) {
                if (sections == 0) {
                    throw new SavefileException(
                            name + ": the section header at byte 0 " + (wrong == null ? "is cut short" : wrong));
                }
                break;
            }
            if (window.have - at < length) {
                break;
            }
            wrong = header(type, at, length);
            if (wrong != null) {
                if (sections == 0) {
                    throw new SavefileException(name + ": the section header at byte 0 " + wrong);
                }
                break;
            }
            at += length;
        }
        sections = 0;
    }

    @Override
    public boolean next() throws IOException {
        while (true) {
            int from = next;
            if (window.have - from < MINIMUM && (from = window.fill(from, MINIMUM)) < 0) {
                return ended(MINIMUM);
            }
            int type = raw(from);
            if (type == SECTION) {
                String wrong = order(from);
                if (wrong != null) {
                    return bad(type, from, wrong);
                }
            }
            int size = length(from);
            if (size < MINIMUM || size > LARGEST_BLOCK) {
                return bad(type, from, "claims a length of " + Integer.toUnsignedString(size) + " bytes");
            }
            int whole = size + 3 & ~3; // some writers do not count the padding
            if (window.have - from < whole && (from = window.fill(from, whole)) < 0) {
                return ended(whole);
            }
            if (u32(from + whole - 4) != size) {
                return bad(
                        type,
                        from,
                        "begins with length " + size + " and ends with length "
                                + Integer.toUnsignedString(u32(from + whole - 4)));
            }
            next = from + whole;
            recordAt = from;
            recordLength = whole;
            offset = window.start + from;
            blockType = swapped ? Integer.reverseBytes(type) : type;
            segment = window.memory;
            boolean found =
                    switch (blockType) {
                        case ENHANCED_PACKET -> enhanced(from, whole);
                        case SIMPLE_PACKET -> simple(from, whole);
                        case OLD_PACKET -> old(from, whole);
                        case CUSTOM, CUSTOM_NO_COPY -> other(Kind.CUSTOM, from, whole);
                        case JOURNAL -> other(Kind.JOURNAL, from, whole);
                        default -> false;
                    };
            if (found) {
                number++;
                return true;
            }
            if (damage() != null) {
                return false;
            }
            String wrong = header(blockType, from, whole);
            if (wrong != null) {
                return bad(blockType, from, wrong);
            }
            if (sink != null) {
                sink.block(blockType, segment, from, whole, swapped);
            }
        }
    }

    /** Enhanced Packet Block: interface, time stamp (high, low), captured, original length, data, options. */
    private boolean enhanced(int from, int whole) {
        if (whole < ENHANCED_HEAD + 4) {
            return bad(blockType, from, "is too short");
        }
        int id = u32(from + 8);
        return packet(from, whole, id, u32(from + 12), u32(from + 16), u32(from + 20), u32(from + 24));
    }

    /** The obsolete Packet Block: interface and drop count share a word. */
    private boolean old(int from, int whole) {
        if (whole < ENHANCED_HEAD + 4) {
            return bad(blockType, from, "is too short");
        }
        int word = u32(from + 8);
        int id = swapped ? word >>> 16 : word & 0xffff;
        return packet(from, whole, id, u32(from + 12), u32(from + 16), u32(from + 20), u32(from + 24));
    }

    private boolean packet(int from, int whole, int id, int high, int low, int size, int wire) {
        if (id < 0 || id >= count) {
            return bad(blockType, from, "names interface " + Integer.toUnsignedString(id) + ", of " + count);
        }
        if (size < 0 || size > whole - ENHANCED_HEAD - 4) {
            return bad(blockType, from, "claims a packet of " + Integer.toUnsignedString(size) + " bytes");
        }
        kind = Kind.PACKET;
        at = from + ENHANCED_HEAD;
        captured = size;
        length = wire;
        nanos = clocks[id].nanos((long) high << 32 | low & 0xffff_ffffL);
        linkType = links[id];
        interfaceId = id;
        optionsAt = from + ENHANCED_HEAD + (size + 3 & ~3);
        optionsEnd = from + whole - 4;
        return true;
    }

    /** Simple Packet Block: original length and data; interface 0, no time. */
    private boolean simple(int from, int whole) {
        if (count == 0) {
            return bad(blockType, from, "comes before any interface");
        }
        if (whole < SIMPLE_HEAD + 4) {
            return bad(blockType, from, "is too short");
        }
        kind = Kind.PACKET;
        at = from + SIMPLE_HEAD;
        length = u32(from + 8);
        int room = whole - SIMPLE_HEAD - 4;
        int snaplen = interfaces.getFirst().snaplen();
        int size = snaplen != 0 && Integer.compareUnsigned(snaplen, length) < 0 ? snaplen : length;
        if (size < 0 || size > room) {
            return bad(blockType, from, "claims a packet of " + Integer.toUnsignedString(size) + " bytes");
        }
        captured = size;
        nanos = 0;
        linkType = links[0];
        interfaceId = 0;
        optionsAt = optionsEnd = 0;
        return true;
    }

    private boolean other(Kind what, int from, int whole) {
        kind = what;
        at = from + 8;
        captured = length = whole - MINIMUM;
        nanos = 0;
        linkType = -1;
        interfaceId = -1;
        optionsAt = optionsEnd = 0;
        return true;
    }

    /** Takes what a block that is no packet tells; null, or what is wrong with it. */
    private String header(int type, int from, int whole) {
        return switch (type) {
            case SECTION -> begin(from, whole);
            case INTERFACE -> describe(from, whole);
            case STATISTICS -> count(from, whole);
            default -> null;
        };
    }

    private String begin(int from, int whole) {
        if (whole < 28) {
            return "is too short";
        }
        int major = u16(from + 12), minor = u16(from + 14);
        if (major != 1 || (minor != 0 && minor != 2)) {
            return "has version " + major + "." + minor + ", known is 1.0";
        }
        String[] texts = new String[3];
        List<String> comments = new ArrayList<>(0);
        PcapngOptions options = new PcapngOptions(window.memory, from + 24, from + whole - 4, swapped);
        while (options.next()) {
            switch (options.code()) {
                case PcapngOptions.COMMENT -> comments.add(options.text());
                case 2, 3, 4 -> texts[options.code() - 2] = options.text();
                default -> {}
            }
        }
        if (options.broken()) {
            return "has an option longer than itself";
        }
        section = new SectionHeader(texts[0], texts[1], texts[2], comments);
        sections++;
        interfaces.clear();
        count = 0;
        return null;
    }

    private String describe(int from, int whole) {
        if (whole < 20) {
            return "is too short";
        }
        String name = null, description = null, filter = null, os = null, hardware = null;
        int digits = 6, fcs = -1;
        long offset = 0;
        List<String> comments = new ArrayList<>(0);
        PcapngOptions options = new PcapngOptions(window.memory, from + 16, from + whole - 4, swapped);
        while (options.next()) {
            switch (options.code()) {
                case PcapngOptions.COMMENT -> comments.add(options.text());
                case 2 -> name = options.text();
                case 3 -> description = options.text();
                case 9 -> digits = options.length() == 1 ? resolution(options.u8(0)) : digits;
                case 11 ->
                    filter = options.length() > 1 && options.u8(0) == 0
                            ? options.text().substring(1)
                            : filter;
                case 12 -> os = options.text();
                case 13 -> fcs = options.length() == 1 ? options.u8(0) : fcs;
                case 14 -> offset = options.length() == 8 ? options.u64() : offset;
                case 15 -> hardware = options.text();
                default -> {}
            }
        }
        if (options.broken()) {
            return "has an option longer than itself";
        }
        if (!PcapngClock.possible(digits)) {
            return "has an impossible time resolution";
        }
        InterfaceDescription one = new InterfaceDescription(
                u16(from + 8), u32(from + 12), name, description, filter, os, hardware, digits, offset, fcs, comments);
        if (count == links.length) {
            links = Arrays.copyOf(links, 2 * count);
            clocks = Arrays.copyOf(clocks, 2 * count);
        }
        links[count] = one.linkType();
        clocks[count] = new PcapngClock(digits, offset);
        count++;
        interfaces.add(one);
        return null;
    }

    private static int resolution(int octet) {
        return octet >= 128 ? -(octet & 127) : octet;
    }

    private String count(int from, int whole) {
        if (whole < 24) {
            return "is too short";
        }
        int id = u32(from + 8);
        if (id < 0 || id >= count) {
            return null; // counters of nobody: of no use, no harm
        }
        long[] value = {0, 0, 0, -1, -1, -1, -1, -1};
        Arrays.fill(value, -1);
        PcapngOptions options = new PcapngOptions(window.memory, from + 20, from + whole - 4, swapped);
        while (options.next()) {
            if (options.code() >= 2 && options.code() <= 8 && options.length() == 8) {
                value[options.code() - 1] = options.code() <= 3 ? clocks[id].nanos(options.stamp()) : options.u64();
            }
        }
        long nanos = clocks[id].nanos((long) u32(from + 12) << 32 | u32(from + 16) & 0xffff_ffffL);
        statistics.add(new InterfaceStatistics(
                id, nanos, value[1], value[2], value[3], value[4], value[5], value[6], value[7]));
        return null;
    }

    /** Takes the section's byte order; null, or what is wrong. */
    private String order(int from) {
        int magic = window.memory.get(Window.U32, from + 8L);
        if (magic != BYTE_ORDER && magic != Integer.reverseBytes(BYTE_ORDER)) {
            return "has no byte-order magic";
        }
        swapped = magic != BYTE_ORDER;
        return null;
    }

    private boolean bad(int type, int from, String what) {
        return damaged("the block of type " + Integer.toUnsignedString(type) + " at byte " + (window.start + from) + " "
                + what + " (after packet " + number + ")");
    }

    private int raw(int at) {
        return window.memory.get(Window.U32, at);
    }

    private int length(int from) {
        return u32(from + 4);
    }

    private int u32(int at) {
        int value = window.memory.get(Window.U32, at);
        return swapped ? Integer.reverseBytes(value) : value;
    }

    private int u16(int at) {
        short value = window.memory.get(Window.U16, at);
        return (swapped ? Short.reverseBytes(value) : value) & 0xffff;
    }

    @Override
    public List<InterfaceDescription> interfaces() {
        return Collections.unmodifiableList(interfaces);
    }

    @Override
    public SectionHeader section() {
        return section;
    }

    @Override
    public int sections() {
        return sections;
    }

    @Override
    public List<InterfaceStatistics> statistics() {
        return Collections.unmodifiableList(statistics);
    }

    @Override
    public void blocks(BlockSink sink) {
        this.sink = sink;
    }

    @Override
    public List<String> comments() {
        if (optionsEnd - optionsAt < 4) {
            return List.of();
        }
        List<String> comments = new ArrayList<>(1);
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
        if (blockType == OLD_PACKET && kind == Kind.PACKET) {
            int drops = swapped ? u32(recordAt + 8) & 0xffff : u32(recordAt + 8) >>> 16;
            return drops == 0xffff ? -1 : drops;
        }
        PcapngOptions option = option(4, 8);
        return option == null ? -1 : option.u64();
    }

    private PcapngOptions options() {
        return new PcapngOptions(segment, optionsAt, optionsEnd, swapped);
    }

    private PcapngOptions option(int code, int length) {
        if (optionsEnd - optionsAt < 4) {
            return null;
        }
        PcapngOptions options = options();
        while (options.next()) {
            if (options.code() == code && options.length() == length) {
                return options;
            }
        }
        return null;
    }
}
