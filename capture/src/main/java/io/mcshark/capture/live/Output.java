package io.mcshark.capture.live;

import io.mcshark.capture.InterfaceStatistics;
import io.mcshark.capture.PacketWriter;
import io.mcshark.capture.SavefileException;
import io.mcshark.capture.SectionHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Where the recorder writes: the person's file, a ring of files, a stream, or a spool.
 *
 * <p>Threads: the recorder's, after construction.
 */
final class Output {
    private final CaptureSettings settings;
    private final List<Tap> taps;
    private final Trail trail;
    private final Rotation rotation;
    private final Limits limits;
    private final SpoolFile spool;
    private final long startNanos = now();

    /** Packets not published yet: where each ends in the file, and whose it is. */
    private long[] pendingEnds = new long[1 << 14];

    private int[] pendingInterfaces = new int[1 << 14];
    private int pending;

    private PacketWriter writer;
    private Part part;
    private boolean open = true;
    private long packets;
    private long allPackets;
    private long completed;
    /** The file takes no more packets. */
    private boolean full;
    /** When the time of this file began, and until when it is written; nanoseconds since 1970. */
    private long periodFrom = startNanos;

    private long periodUntil;
    private int number;

    /** Creates the first file: what is wrong with it is said before packets are waited for. */
    Output(CaptureSettings settings, List<Tap> taps, Trail trail) throws IOException {
        this.settings = settings;
        this.taps = taps;
        this.trail = trail;
        this.rotation = settings.rotation();
        this.limits = settings.limits();
        this.periodUntil = rotation.until(startNanos);
        if (settings.pcap() && taps.stream().mapToInt(Tap::linkType).distinct().count() > 1) {
            throw new CaptureException(settings.file()
                    + ": a pcap file takes one link type, and these interfaces have several; name it .pcapng");
        }
        spool = settings.spools()
                ? new SpoolFile(settings.spoolDirectory(), settings.spoolBytes(), settings.notices())
                : null;
        try {
            begin(startNanos);
        } catch (IOException e) {
            throw new CaptureException(explained(e), e);
        }
    }

    /** Writes the packet under the tap's cursor. */
    void write(Tap tap, int interfaceId, long nowNanos) throws IOException {
        if (full || nowNanos >= periodUntil) {
            rotate(nowNanos);
        }
        writer.write(tap.memory(), tap.packetAt(), tap.captured(), tap.length(), tap.nanos(), interfaceId);
        tap.written();
        pending(interfaceId);
        packets++;
        allPackets++;
        full = rotation.full(writer.position(), packets);
        if (spool != null && spool.due()) {
            publish(); // a recorder that lags writes more at once than there is room for
        }
    }

    /** Hands what was written to the system and lets readers see it. */
    void publish() throws IOException {
        writer.flush();
        pending = 0;
        if (part.limit() != writer.flushed()) {
            part.publish(writer.flushed(), packets);
            if (spool != null) {
                spool.keep(part, packets);
            }
        }
    }

    /** Whether a limit is reached that packets or files set. */
    boolean complete(long nowNanos) {
        return (limits.packets() > 0 && allPackets >= limits.packets())
                || (limits.fileBytes() > 0 && writer.position() >= limits.fileBytes())
                || (limits.files() > 0 && completed + 1 >= limits.files() && (full || nowNanos >= periodUntil));
    }

    /** Ends the last file with the interfaces' counts. */
    void close() throws IOException {
        finish();
        ended();
    }

    /** Leaves the last file as it is, after writing to it failed. */
    void abandon() {
        if (open) {
            ended();
            uncount();
            try {
                writer.close();
            } catch (IOException e) {
                return; // said already
            }
        }
    }

    private void pending(int interfaceId) {
        if (pending == pendingEnds.length) {
            pendingEnds = Arrays.copyOf(pendingEnds, 2 * pending);
            pendingInterfaces = Arrays.copyOf(pendingInterfaces, 2 * pending);
        }
        pendingEnds[pending] = writer.position();
        pendingInterfaces[pending++] = interfaceId;
    }

    /** Takes back the count of packets that did not reach the file. */
    private void uncount() {
        for (int i = 0; i < pending; i++) {
            if (pendingEnds[i] > writer.flushed()) {
                taps.get(pendingInterfaces[i]).uncount();
            }
        }
    }

    /** What to tell the person about a failure to write. */
    String explained(IOException e) {
        if (spool != null) {
            return spool.explained(e);
        }
        boolean told = e instanceof SavefileException || e instanceof CaptureException;
        return told ? e.getMessage() : target() + ": writing failed (" + e.getMessage() + ")";
    }

    boolean open() {
        return open;
    }

    /** Lets go of the spool; its readers must have ended. */
    void release() {
        if (spool != null) {
            spool.close();
        }
    }

    /** Whether writing failed because nobody reads the stream any more. */
    boolean readerLeft(IOException e) {
        return settings.stream() != null && String.valueOf(e.getMessage()).contains("Broken pipe");
    }

    private String target() {
        return settings.stream() != null ? "standard output" : settings.file().toString();
    }

    private void ended() {
        open = false;
        part.end();
        trail.end();
    }

    private void rotate(long nowNanos) throws IOException {
        boolean timed = nowNanos >= periodUntil;
        if (timed) {
            periodFrom = nowNanos;
            periodUntil = rotation.until(nowNanos);
        }
        number = timed && rotation.numberedPerPeriod() ? 0 : number + 1;
        finish();
        part.end();
        completed++;
        begin(nowNanos);
    }

    private void finish() throws IOException {
        long end = now();
        for (int i = 0; i < taps.size(); i++) {
            Counts c = taps.get(i).counts();
            writer.write(new InterfaceStatistics(
                    i, end, startNanos, end, -1, c.droppedByInterface(), c.received(), c.dropped(), c.captured()));
        }
        publish();
        writer.close();
    }

    private void begin(long nowNanos) throws IOException {
        Path path = null;
        if (spool != null) {
            path = spool.path();
            writer = spool.writer();
        } else if (settings.stream() != null) {
            writer = PacketWriter.create(settings.stream(), target(), settings.pcap());
        } else {
            Instant named = Instant.ofEpochSecond(0, rotation.numberedPerPeriod() ? periodFrom : nowNanos);
            path = settings.names().file(number, named.atZone(ZoneId.systemDefault()));
            writer = PacketWriter.create(path, settings.pcap());
        }
        writer.begin(SectionHeader.by("mcshark"));
        for (Tap tap : taps) {
            writer.add(tap.description());
        }
        part = new Part(trail.begun(), path);
        packets = 0;
        full = false;
        publish();
        trail.add(part);
        while (rotation.keep() > 0 && trail.size() > rotation.keep()) {
            Files.deleteIfExists(trail.giveUpOldest().path());
        }
    }

    static long now() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }
}
