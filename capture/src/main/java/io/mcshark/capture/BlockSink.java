package io.mcshark.capture;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Takes the blocks of a pcapng file that are no packets, in file order, as they stand. */
@FunctionalInterface
public interface BlockSink {
    /**
     * @param type block type, {@link PcapngReader#SECTION} for a section's head
     * @param segment lent for the call
     * @param at of the block's first byte
     * @param length of the whole block in bytes, a multiple of four
     * @param bigEndian byte order of the section
     */
    void block(int type, MemorySegment segment, long at, int length, boolean bigEndian) throws IOException;
}
