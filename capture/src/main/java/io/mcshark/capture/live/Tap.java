package io.mcshark.capture.live;

import io.mcshark.capture.InterfaceDescription;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapDumper;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapStat;
import org.pcap4j.packet.namednumber.DataLinkType;

/**
 * One interface: libpcap's loop on a thread of its own, the pipe it dumps into, and a cursor over the records that came out
 * of the pipe.
 *
 * <p>Threads: {@link #fill}, {@link #next}, {@link #quiet} and {@link #discard} belong to the recorder; the rest may be called from any.
 */
final class Tap {
    /** Holds what comes while the recorder does not run. Root may have as much; others usually get 1 MiB. */
    private static final int PIPE_BYTES = 8 << 20;

    private static final int WINDOW_BYTES = 8 << 20, ROOM_BYTES = 1 << 20;

    /** More than the delay of the kernel and of our flushing together. */
    private static final long SETTLED_NANOS = 100_000_000;
    /** The kernel's buffer is the smallest on the way, so the thread that empties it goes first. */
    private static final int NICE = -15;

    /** Within this time the kernel hands over what it has collected. */
    private static final long REST_MILLIS = 3L * CaptureSettings.KERNEL_TIMEOUT_MILLIS;

    private static final int FILE_HEADER = 24, LINK_TYPE_AT = 20, RECORD_HEADER = 16;
    private static final long NANOS = 1_000_000_000L;

    /** libpcap dumps in the host's byte order. */
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED;

    private final String name;
    private final String filter;
    private final int snaplen;
    private final int linkType;
    private final PcapHandle handle;
    private final PcapDumper dumper;
    private final FileChannel pipe;
    private final int descriptor;
    private final long nanosPerFraction;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(WINDOW_BYTES);
    private final MemorySegment memory = MemorySegment.ofBuffer(buffer);
    private int from;
    private int have;
    private boolean drained;

    private int packetAt;
    private int captured;
    private int length;
    private long nanos;

    private long seenReceived;
    private long seenMissing;
    private long seenSince = System.nanoTime();
    private long neverCome;

    private volatile long count;
    private volatile String failure;
    private volatile boolean over;
    private volatile Counts last;

    private Tap(String name, String filter, int snaplen, PcapHandle handle) throws CaptureException {
        this.name = name;
        this.filter = filter;
        this.snaplen = snaplen;
        this.handle = handle;
        this.nanosPerFraction = handle.getTimestampPrecision() == PcapHandle.TimestampPrecision.NANO ? 1 : 1000;
        this.last = new Counts(name, 0, 0, 0, 0);
        int[] ends = Libc.pipe(PIPE_BYTES);
        descriptor = ends[0];
        try {
            dumper = handle.dumpOpen(Libc.path(ends[1]).toString());
            pipe = FileChannel.open(Libc.path(descriptor), StandardOpenOption.READ);
            linkType = head();
        } catch (IOException | PcapNativeException | NotOpenException e) {
            throw new CaptureException(name + ": cannot open a pipe: " + e.getMessage(), e);
        } finally {
            Libc.closeDescriptor(ends[1]); // the dumper has one of its own; the pipe ends when that is closed
        }
    }

    /**
     * Opens an interface; packets wait in the kernel's buffer until {@link #loop}.
     *
     * @throws CaptureException one line about what is wrong
     */
    static Tap open(String name, CaptureSettings settings) throws CaptureException {
        PcapHandle handle = Libpcap.open(name, settings);
        try {
            if (name.equals("any")) {
                cookedV2(handle);
            }
            return of(name, handle, settings);
        } catch (CaptureException e) {
            handle.close();
            throw e;
        }
    }

    /** A tap on an open handle, whatever it reads from. */
    static Tap of(String name, PcapHandle handle, CaptureSettings settings) throws CaptureException {
        String filter = settings.filter().text(handle.getDlt().value());
        Libpcap.filter(handle, filter);
        return new Tap(name, filter, settings.snaplen(), handle);
    }

    /** The second version of the cooked header keeps the interface's number; older libpcaps only have the first. */
    private static void cookedV2(PcapHandle handle) {
        try {
            handle.setDlt(DataLinkType.getInstance(LinkType.COOKED_V2));
        } catch (PcapNativeException | NotOpenException e) {
            return;
        }
    }

    /** Reads the head of what is dumped; its link type is the number for savefiles, where libpcap's own may differ. */
    private int head() throws IOException, PcapNativeException, NotOpenException {
        dumper.flush();
        buffer.limit(FILE_HEADER);
        while (buffer.hasRemaining()) {
            pipe.read(buffer);
        }
        return memory.get(U32, LINK_TYPE_AT) & 0xffff;
    }

    /** Captures until {@link #breakLoop} or the interface's end; the pipe ends with it. */
    void loop() {
        Libc.hurry(NICE);
        try {
            String end = loopOnce();
            if (end != null) {
                // An interface's end is reported before the kernel hands over what it had collected until then.
                Thread.sleep(REST_MILLIS);
                loopOnce();
                failure = end;
            }
        } catch (InterruptedException e) {
            return; // breakLoop was called: the normal end
        } finally {
            counts();
            over = true;
            dumper.close();
            handle.close();
        }
    }

    /** Captures until something is wrong, and returns what; null where nothing is. */
    private String loopOnce() throws InterruptedException {
        try {
            handle.loop(-1, dumper);
            return null;
        } catch (PcapNativeException | NotOpenException e) {
            return name + ": "
                    + Libpcap.firstLine(e.getMessage()).replaceFirst("^(Unexpected )?[Ee]rror occurred: ", "");
        }
    }

    void breakLoop() {
        try {
            handle.breakLoop();
        } catch (NotOpenException e) {
            return; // over already
        }
    }

    /** Hands what libpcap has written so far to the pipe; waits while the pipe is full, so never on the recorder's thread. */
    void flush() {
        try {
            dumper.flush();
        } catch (PcapNativeException | NotOpenException e) {
            return; // over already
        }
    }

    /**
     * Whether all that the kernel has taken so far has come out of the pipe. Packets taken before the filter was set never come:
     * their number is what is missing after a while of silence.
     */
    boolean quiet() {
        if (drained) {
            return true;
        }
        Counts counts = counts();
        long now = System.nanoTime();
        long missing = counts.received() - counts.dropped() - counts.captured();
        if (counts.received() != seenReceived || missing != seenMissing) {
            seenReceived = counts.received();
            seenMissing = missing;
            seenSince = now;
        } else if (now - seenSince > SETTLED_NANOS) {
            neverCome = missing;
        }
        return missing <= neverCome;
    }

    /** Counted now, or when the loop ended; libpcap adds its counters up without a lock. */
    synchronized Counts counts() {
        try {
            PcapStat stat = handle.getStats();
            last = new Counts(
                    name,
                    0,
                    stat.getNumPacketsReceived(),
                    stat.getNumPacketsDropped(),
                    stat.getNumPacketsDroppedByIf());
        } catch (PcapNativeException | NotOpenException e) {
            // closed: what was counted last stays
        }
        Counts known = last;
        return new Counts(name, count, known.received(), known.dropped(), known.droppedByInterface());
    }

    /** Reads what the pipe has, without waiting where it was said to be readable; returns how many bytes. */
    int fill() throws IOException {
        if (WINDOW_BYTES - have < ROOM_BYTES) {
            buffer.limit(have).position(from);
            buffer.compact();
            have -= from;
            from = 0;
        }
        buffer.limit(WINDOW_BYTES).position(have);
        int read = pipe.read(buffer);
        if (read < 0) {
            drained = true;
            return 0;
        }
        have += read;
        return read;
    }

    /** Looks at the oldest packet not yet {@link #written}; false where no whole one has come yet. */
    boolean next() {
        int at = from;
        if (have - at < RECORD_HEADER) {
            return false;
        }
        int size = memory.get(U32, at + 8L);
        if (have - at - RECORD_HEADER < size) {
            return false;
        }
        nanos = (memory.get(U32, at) & 0xffff_ffffL) * NANOS
                + (memory.get(U32, at + 4L) & 0xffff_ffffL) * nanosPerFraction;
        captured = size;
        length = memory.get(U32, at + 12L);
        packetAt = at + RECORD_HEADER;
        return true;
    }

    /** Forgets what came out of the pipe. */
    void discard() {
        from = 0;
        have = 0;
    }

    /** Whether the recorder must not let packets wait any longer, lest the pipe fill up. */
    boolean crowded() {
        return have - from > WINDOW_BYTES / 2;
    }

    /** Counts the packet under the cursor and leaves it. */
    void written() {
        from = packetAt + captured;
        count = count + 1; // one writer
    }

    /** A packet counted did not reach the file. */
    void uncount() {
        count = count - 1;
    }

    /** Whether the pipe has ended and all of it was read. */
    boolean drained() {
        return drained;
    }

    /** Closes what a tap holds whose {@link #loop} never ran. */
    void abandon() {
        dumper.close();
        handle.close();
        close();
    }

    /** Closes the pipe's read end, once it is drained. */
    void close() {
        Libc.closeDescriptor(descriptor);
        try {
            pipe.close();
        } catch (IOException e) {
            return; // the read end of a pipe has nothing to lose
        }
    }

    String name() {
        return name;
    }

    /** For the head of a pcapng file. */
    InterfaceDescription description() {
        return InterfaceDescription.of(linkType, snaplen)
                .named(name, null, filter.isEmpty() ? null : filter, System.getProperty("os.name"));
    }

    int linkType() {
        return linkType;
    }

    int descriptor() {
        return descriptor;
    }

    /** Whether nothing is captured any more. */
    boolean over() {
        return over;
    }

    /** Why the loop ended, null while it runs or where it was told to. */
    String failure() {
        return failure;
    }

    /** Where the packet's bytes are, from {@link #packetAt} on, until the next {@link #fill}. */
    MemorySegment memory() {
        return memory;
    }

    int packetAt() {
        return packetAt;
    }

    int captured() {
        return captured;
    }

    int length() {
        return length;
    }

    /** Time of the packet under the cursor, nanoseconds since 1970. */
    long nanos() {
        return nanos;
    }
}
