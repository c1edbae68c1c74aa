package io.mcshark.capture;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Reads snoop, the savefile of Solaris: RFC 1761. A file header of 16 bytes (name, version, link type), then records: original
 * length, included length, record length, drops so far, seconds, microseconds, the packet, padding; all most significant byte
 * first.
 */
public final class SnoopReader extends PacketReader {
    /** "snoop" and three zeros, as two words of the window's byte order. */
    private static final int MAGIC = Integer.reverseBytes(0x736e6f6f), MAGIC_END = Integer.reverseBytes(0x70000000);

    private static final int FILE_HEADER = 16, RECORD_HEADER = 24, VERSION = 2;

    private final InterfaceDescription about;
    private final int most;
    private long drops;
    private long dropsBefore;

    SnoopReader(String name, Window window) throws IOException {
        super(name, window);
        if (window.fill(0, FILE_HEADER) < 0 || window.memory.get(LittleEndian.U32, 4) != MAGIC_END) {
            throw new SavefileException(name + ": cut short in the snoop file header");
        }
        int version = u32(window.memory, 8);
        if (version != VERSION) {
            throw new SavefileException(name + ": snoop version " + version + ", known is 2");
        }
        int type = u32(window.memory, 12);
        linkType = linkType(type);
        if (linkType < 0) {
            throw new SavefileException(name + ": snoop link type " + type + " is not known here");
        }
        most = LinkLimits.most(linkType);
        about = new InterfaceDescription(linkType, 0, null, null, null, null, null, 6, 0, -1, List.of());
        next = FILE_HEADER;
    }

    static boolean recognises(int magic) {
        return magic == MAGIC;
    }

    /** RFC 1761's datalink types as LINKTYPE_ numbers; -1 for those that no one has. */
    private static int linkType(int type) {
        return switch (type) {
            case 0, 4 -> 1;
            case 2 -> 6;
            case 8 -> 10;
            default -> -1;
        };
    }

    @Override
    public boolean next() throws IOException {
        int from = window.fill(next, RECORD_HEADER);
        if (from < 0) {
            return ended(RECORD_HEADER, "packet " + (number + 1));
        }
        int size = u32(window.memory, from + 4L);
        int whole = u32(window.memory, from + 8L);
        if (size < 0 || size > most || whole < RECORD_HEADER + size || whole - RECORD_HEADER - size > most) {
            return damaged("packet " + (number + 1) + " at byte " + (window.start + from) + " claims "
                    + Integer.toUnsignedString(size) + " bytes in a record of " + Integer.toUnsignedString(whole));
        }
        from = window.fill(from, whole);
        if (from < 0) {
            return ended(whole, "packet " + (number + 1));
        }
        segment = window.memory;
        recordAt = from;
        recordLength = whole;
        at = from + RECORD_HEADER;
        captured = size;
        int wire = u32(segment, from);
        length = wire < 0 ? Integer.MAX_VALUE : wire;
        dropsBefore = drops;
        drops = u32(segment, from + 12L) & 0xffff_ffffL;
        nanos = (u32(segment, from + 16L) & 0xffff_ffffL) * 1_000_000_000L
                + (u32(segment, from + 20L) & 0xffff_ffffL) * 1000;
        offset = window.start + from;
        number++;
        next = from + whole;
        return true;
    }

    private static int u32(MemorySegment memory, long at) {
        return Integer.reverseBytes(memory.get(LittleEndian.U32, at));
    }

    @Override
    public long dropCount() {
        return Math.max(0, drops - dropsBefore);
    }

    @Override
    public List<InterfaceDescription> interfaces() {
        return List.of(about);
    }

    @Override
    public SectionHeader section() {
        return SectionHeader.NONE;
    }

    @Override
    public String format() {
        return "snoop version 2";
    }

    @Override
    Object state() {
        return drops;
    }

    @Override
    void restore(Object state) {
        drops = (Long) state;
    }
}
