package io.mcshark.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/**
 * A cursor over the packets of a savefile. {@link #next} moves it; the accessors tell about the packet under it.
 *
 * <p>The packet's bytes are {@code segment()} from {@code at()} on, {@code captured()} of them, always whole. They are lent
 * until the next call of {@link #next} and must not be read past their end: what follows is another packet. Scanning
 * allocates nothing per packet.
 *
 * <p>A damaged file gives every whole packet before the damage; then {@link #next} answers false and {@link #damage} tells.
 *
 * <p>Threads: one at a time, except {@link #close}, which any thread may call to end a waiting {@link #next}.
 */
public abstract sealed class PacketReader implements Closeable permits PcapReader, PcapngReader {
    /** What {@link #next} found. Everything but a packet is numbered as a frame because Wireshark does. */
    public enum Kind {
        PACKET,
        /** pcapng custom block (PEN and data). */
        CUSTOM,
        /** systemd journal export block: text. */
        JOURNAL,
        /** sysdig event block. */
        SYSTEM_EVENT
    }

    final String name;
    final Window window;
    /** Where the next record begins in the window. */
    int next;

    MemorySegment segment;
    long at;
    int captured;
    int length;
    long nanos;
    int linkType;
    int interfaceId;
    long number;
    /** Of the record under the cursor, its header included. */
    long offset;

    int recordAt;
    int recordLength;
    Kind kind = Kind.PACKET;
    private String damage;

    PacketReader(String name, Window window) {
        this.name = name;
        this.window = window;
    }

    /**
     * Opens a savefile, compressed or not.
     *
     * @throws SavefileException when there is no such file, it cannot be read, or it is no savefile
     */
    public static PacketReader open(Path file) throws IOException {
        return Savefile.open(file, null);
    }

    /**
     * Opens a savefile that is still growing: at its end {@link #next} waits for more until {@code growth} ends. Waits for the
     * file's head, too.
     */
    public static PacketReader follow(Path file, Growth growth) throws IOException {
        return Savefile.open(file, growth);
    }

    /**
     * Opens a savefile that comes through a stream, as {@code tcpdump -w -} makes one; packets are given as they arrive.
     *
     * @param name for messages, as {@code -}
     */
    public static PacketReader open(InputStream in, String name) throws IOException {
        return Savefile.open(in, name);
    }

    /**
     * Moves to the next packet.
     *
     * @return false at the end, at damage, or when closed
     */
    public abstract boolean next() throws IOException;

    /** Where the packet's bytes are, lent until the next {@link #next}. */
    public final MemorySegment segment() {
        return segment;
    }

    /** Of the packet's first byte in {@link #segment}. */
    public final long at() {
        return at;
    }

    /** Bytes in the file. */
    public final int captured() {
        return captured;
    }

    /** Bytes on the wire. */
    public final int length() {
        return length;
    }

    /** When captured, nanoseconds since 1970. */
    public final long nanos() {
        return nanos;
    }

    /** LINKTYPE_ number, -1 for what is no packet. */
    public final int linkType() {
        return linkType;
    }

    /** Index into {@link #interfaces}. */
    public final int interfaceId() {
        return interfaceId;
    }

    /** From 1, as Wireshark numbers frames. */
    public final long number() {
        return number;
    }

    /** Byte offset of the packet's record in the (decompressed) file. */
    public final long offset() {
        return offset;
    }

    public final Kind kind() {
        return kind;
    }

    /** Interfaces known so far in this section; a pcap file has one. */
    public abstract List<InterfaceDescription> interfaces();

    /** Head of the section the cursor is in. */
    public abstract SectionHeader section();

    /** Sections met so far, from 1. */
    public int sections() {
        return 1;
    }

    /** Comments on this packet. */
    public List<String> comments() {
        return List.of();
    }

    /** pcapng's epb_flags (bits 0-1: 1 inbound, 2 outbound), 0 where not told. */
    public int flags() {
        return 0;
    }

    /** Packets lost between the one before and this one on its interface, -1 where not told. */
    public long dropCount() {
        return -1;
    }

    /** Counters met so far; complete at the end. */
    public List<InterfaceStatistics> statistics() {
        return List.of();
    }

    /** Has the blocks that are no packets given to {@code sink}, from the head of the file on; call before {@link #next}. */
    public void blocks(BlockSink sink) {}

    /** Where and how the file is damaged, one line; null if no damage was met. */
    public final String damage() {
        return damage;
    }

    /** The file's name, for messages. */
    public final String name() {
        return name;
    }

    @Override
    public void close() throws IOException {
        window.close();
    }

    /** Notes the damage and ends. */
    final boolean damaged(String what) {
        damage = what;
        return false;
    }

    /** The source ended: cleanly between records, or with part of one. */
    final boolean ended(int needed) {
        next = 0;
        int rest = window.have;
        if (rest == 0 || window.following() || window.closed()) {
            return false;
        }
        return damaged("cut short in the middle of packet " + (number + 1) + " at byte " + window.start + " (needed "
                + needed + " bytes, had " + rest + ")");
    }
}
