package io.mcshark.capture;

import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A cursor over the packets of a savefile. {@link #next} moves it; the accessors tell about the packet under it.
 *
 * <p>The packet's bytes are {@link #segment} from {@link #at} on, {@link #captured} of them, always whole. They are lent until
 * the next call of {@link #next} and must not be read past their end: what follows is another packet. Scanning allocates
 * nothing per packet.
 *
 * <p>A damaged file gives every whole packet before the damage; then {@link #next} answers false and {@link #damage} tells.
 *
 * <p>Threads: one at a time, except {@link #close}, which any thread may call to end a waiting {@link #next}.
 */
public abstract sealed class PacketReader implements Closeable permits PcapReader, PcapngReader, SnoopReader {
    /** What {@link #next} found. What is no packet is numbered as a frame because Wireshark does so. */
    public enum Kind {
        PACKET,
        /** pcapng custom block; the bytes are those after the enterprise number. */
        CUSTOM,
        /** systemd journal entry: text. */
        JOURNAL,
        /** sysdig event. */
        SYSTEM_EVENT
    }

    final String name;
    final Window window;
    private Compression compression = Compression.NONE;
    private Path path;
    private String damage;

    /** Where the next record begins in the window. */
    int next;
    /** The record under the cursor in the window, its header included; of length 0 where there is none. */
    int recordAt, recordLength;

    MemorySegment segment;
    Kind kind = Kind.PACKET;
    long at;
    int captured;
    int length;
    long nanos;
    boolean timed = true;
    int linkType;
    int interfaceId;
    long number;
    long offset;

    /** Whether the cursor is on a packet that goes into the next batch; whether there is none. */
    private boolean ahead, ended;

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
        return Savefile.open(file, null, null);
    }

    /** The same, able to make a {@link #twin} also where {@code file} is compressed or a pipe. */
    public static PacketReader open(Path file, Spool spool) throws IOException {
        return Savefile.open(file, null, spool);
    }

    /**
     * Opens a savefile that is still growing: at its end {@link #next} waits for more until {@code growth} ends. Waits for the
     * file's head, too.
     */
    public static PacketReader follow(Path file, Growth growth) throws IOException {
        return Savefile.open(file, growth, null);
    }

    /**
     * Opens a savefile that comes through a stream, as {@code tcpdump -w -} makes one; packets are given as they arrive. A
     * {@code FileInputStream} is read directly; closing it from another thread ends a wait for the head.
     *
     * @param name for messages
     */
    public static PacketReader open(InputStream in, String name) throws IOException {
        return Savefile.open(in, name, null);
    }

    /** The same, able to make a {@link #twin}. */
    public static PacketReader open(InputStream in, String name, Spool spool) throws IOException {
        return Savefile.open(in, name, spool);
    }

    /**
     * Has {@code output} flushed whenever {@link #next} needs more bytes: what was shown of the packets so far can be seen while
     * a pipe, a live capture or a growing file is waited for.
     */
    public final void flushing(Flushable output) {
        window.flushing(output);
    }

    /**
     * Moves to the next packet.
     *
     * @return false at the end, at damage, or when closed
     */
    public abstract boolean next() throws IOException;

    /** Tells of a packet, by its bytes alone, that nobody needs to look at it. */
    public interface Idle {
        /** @param at of its first byte in {@code segment}, {@code captured} bytes of it */
        boolean isIdle(MemorySegment segment, long at, int captured, int linkType);
    }

    /**
     * Moves over the packets that come next, as long as {@code idle} says so of each, without leaving what is in memory: much
     * faster than {@link #next}. The cursor is on the last one of them.
     *
     * @param limit at most so many
     * @return how many; 0, always, for formats in which the way to the next packet is not as short
     */
    public int passOver(Idle idle, int limit) {
        return 0;
    }

    /**
     * Fills a batch with the packets that come next, as many as lie in memory together; from then on {@link #next} is for the
     * last batch's packets only by way of this method.
     *
     * @return false at the end, at damage, or when closed: the batch is empty then
     */
    public final boolean fill(Batch batch) throws IOException {
        window.lend();
        batch.size = 0;
        if (!ahead && (ended || !next())) {
            ended = true;
            return false;
        }
        ahead = false;
        batch.begin(this);
        batch.add(this);
        while (!batch.full() && next()) {
            if (segment != batch.segment) {
                ahead = true;
                return true;
            }
            batch.add(this);
        }
        ended = !batch.full();
        return true;
    }

    /** Takes back the memory of a batch; in the order they were filled, as a full one shares its memory with the next. */
    public final void done(Batch batch) {
        if (!batch.full()) {
            window.giveBack(batch.segment);
        }
    }

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

    /** When captured, nanoseconds since 1970; 0 unless {@link #timed}. */
    public final long nanos() {
        return nanos;
    }

    /** Whether the file gives this packet a time; a Simple Packet Block and a custom block have none. */
    public final boolean timed() {
        return timed;
    }

    /** LINKTYPE_ number, -1 for what is no packet. */
    public final int linkType() {
        return linkType;
    }

    /** Index into {@link #interfaces}, -1 for what is no packet. */
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

    /** Sections met so far, 1 in a pcap file. */
    public int sections() {
        return 1;
    }

    /** Whether the packet has options, of which {@link #comments}, {@link #flags} and {@link #dropCount} tell. */
    boolean hasOptions() {
        return false;
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

    /** The last counters of each interface of this section that has any; usually complete at the section's end. */
    public List<InterfaceStatistics> statistics() {
        return List.of();
    }

    /** Has the blocks that are no frames given to {@code sink}, from the head of the file on; call before {@link #next}. */
    public void blocks(BlockSink sink) {}

    /** Where and how the file is damaged, one line; null if no damage was met. */
    public final String damage() {
        return damage;
    }

    /** The file's name, for messages. */
    public final String name() {
        return name;
    }

    /** Bytes of the file, compressed ones counted as they are; 0 for a stream and for what is still growing. */
    public final long bytes() throws IOException {
        return path == null || window.growth() != null ? 0 : Files.size(path);
    }

    /** Where it was opened, or null for a stream. */
    final Path path() {
        return path;
    }

    public final Compression compression() {
        return compression;
    }

    /** Which format and variant this is, for people. */
    public abstract String format();

    /** What must be known to read on from the packet under the cursor; goes into a {@link SparseIndex}. */
    abstract Object state();

    abstract void restore(Object state);

    /** Whether {@link #seek} works: on uncompressed files, and on what is spooled. */
    public final boolean seekable() {
        return window.source().seekable();
    }

    /** Goes back or forward so that the next call of {@link #next} finds the packet of {@code entry}. */
    public final void seek(SparseIndex.Entry entry) {
        if (!seekable()) {
            throw new IllegalStateException(name + " comes in order only");
        }
        restore(entry.state());
        next = window.seek(entry.offset());
        number = entry.number() - 1;
        damage = null;
    }

    /**
     * Finds a place near the end of the file, for {@link #seek}: {@link #next} finds the last packets from there, about {@code
     * count} of them. Their numbers count from 1 and say nothing.
     *
     * @return null where that cannot be done: the file cannot be read at any place, is damaged at its end or still growing
     */
    public final SparseIndex.Entry last(int count) throws IOException {
        boolean plain = seekable() && compression == Compression.NONE && window.source() instanceof ByteSource.File;
        long size = plain ? bytes() : 0;
        long at = size <= 0 ? -1 : last(size, count);
        return at < 0 ? null : new SparseIndex.Entry(1, at, 0, state());
    }

    /** Where the last {@code count} records of a file of {@code size} bytes begin; -1 when that cannot be told. */
    long last(long size, int count) throws IOException {
        return -1;
    }

    /**
     * Moves to packet {@code wanted}, from the nearest indexed packet before it.
     *
     * @return false if there is no such packet, not yet or no longer
     */
    public final boolean show(long wanted, SparseIndex index) throws IOException {
        if (wanted == number && recordLength > 0) {
            return true;
        }
        SparseIndex.Entry entry = index.before(wanted);
        if (entry != null && (wanted <= number || entry.number() > number)) {
            seek(entry);
        } else if (wanted <= number) {
            return false;
        }
        while (number < wanted) {
            if (!next()) {
                return false;
            }
        }
        return number == wanted; // a growing file may have given it up
    }

    /**
     * Another cursor over the same bytes, at their start, for another thread. A spooled reader's twins last until the spool is
     * closed; once this reader is closed they see only what is kept.
     *
     * @throws IllegalStateException for a pipe or compressed file opened without a spool
     */
    public final PacketReader twin() throws IOException {
        if (window.source() instanceof Spool.View view) {
            return Savefile.again(name, view.spool()).packed(compression);
        }
        if (!seekable() || path == null) {
            throw new IllegalStateException(name + " was opened without a spool");
        }
        return Savefile.open(path, window.growth(), null);
    }

    @Override
    public void close() throws IOException {
        window.close();
    }

    PacketReader from(Path path) {
        this.path = path;
        return this;
    }

    PacketReader packed(Compression compression) {
        this.compression = compression;
        return this;
    }

    /** Notes the damage and ends. */
    final boolean damaged(String what) {
        damage = what;
        recordLength = 0;
        return false;
    }

    /** The source ended: cleanly between records, or with part of one. */
    final boolean ended(int needed, String inside) {
        next = 0;
        recordLength = 0; // the window has moved on
        int rest = window.have;
        if (window.fault() != null) {
            return damaged(
                    window.fault() + ", after packet " + number + " at byte " + window.start + " of its content");
        }
        if (rest == 0 || window.growth() != null || window.closed()) {
            return false;
        }
        return damaged("cut short in the middle of " + inside + " at byte " + window.start + " (needed " + needed
                + " bytes, had " + rest + ")");
    }
}
