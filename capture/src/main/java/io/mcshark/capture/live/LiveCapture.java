package io.mcshark.capture.live;

import io.mcshark.capture.PacketReader;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A running capture. It ends by {@link #stop}, at a limit of its settings, or when it cannot go on ({@link #failure}); what was
 * captured until then is in the file.
 *
 * <p>Threads: all methods may be called from any thread.
 */
public final class LiveCapture implements Running {
    /** How often libpcap's buffered records are pushed into the pipe. */
    private static final int FLUSH_MILLIS = 20;

    /** Looks at the links come once in so many flushes. */
    private static final int LINK_EVERY = 25;

    /** After {@link #stop} the capture goes on so long: what had arrived by then is still in the kernel and the buffers. */
    private static final long LINGER_NANOS =
            TimeUnit.MILLISECONDS.toNanos(CaptureSettings.KERNEL_TIMEOUT_MILLIS + 2 * FLUSH_MILLIS);

    private final CaptureSettings settings;
    private final List<Tap> taps;
    private final Trail trail = new Trail();
    private final Output output;
    private final Recorder recorder;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long stopAt;

    private LiveCapture(CaptureSettings settings, List<Tap> taps) throws IOException {
        this.settings = settings;
        this.taps = taps;
        output = new Output(settings, taps, trail);
        Duration duration = settings.limits().duration();
        long endAt = duration == null ? 0 : System.nanoTime() + duration.toNanos();
        recorder = new Recorder(taps, output, () -> taps.forEach(Tap::breakLoop), endAt);
    }

    /**
     * Opens the interfaces and the file and begins to capture.
     *
     * @throws CaptureException one line: unknown interface, no permission, bad filter, no libpcap, no place for the file;
     *     nothing is running and no file was made then
     * @throws IOException when the file cannot be written; the message is one line, too
     */
    public static LiveCapture start(CaptureSettings settings) throws IOException {
        List<Tap> taps = new ArrayList<>();
        try {
            Set<String> names = new LinkedHashSet<>();
            for (String name : settings.interfaces()) {
                names.add(Interfaces.resolve(name));
            }
            for (String name : names) {
                taps.add(Tap.open(name, settings));
            }
            if (taps.isEmpty()) {
                throw new CaptureException(
                        "no interface named: -i INTERFACE; there are: " + String.join(", ", Libpcap.names()));
            }
            LiveCapture capture = new LiveCapture(settings, taps);
            capture.run();
            return capture;
        } catch (IOException e) {
            taps.forEach(Tap::abandon);
            throw e;
        }
    }

    private void run() {
        if (taps.stream().anyMatch(tap -> tap.linkType() == LinkType.COOKED_V2)) {
            settings.notices()
                    .accept(
                            "any: VLAN tags are not seen there, and a packet that passes several devices is seen on each");
        }
        Thread recording = daemon("recorder", () -> {
            try {
                recorder.run();
            } finally {
                ended.countDown();
            }
        });
        for (Tap tap : taps) {
            daemon("capture " + tap.name(), () -> loop(tap)).start();
        }
        recording.start();
        daemon("capture flush", this::flush).start();
    }

    private void loop(Tap tap) {
        tap.loop();
        if (tap.failure() != null && taps.stream().anyMatch(other -> !other.over())) {
            settings.notices().accept(tap.failure() + "; the capture goes on without it");
        }
    }

    private static Thread daemon(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name(name).unstarted(work);
    }

    private void flush() {
        LinkWatch links = new LinkWatch(taps.stream().map(Tap::name).toList(), settings.notices());
        try {
            for (int i = 0; !ended.await(FLUSH_MILLIS, TimeUnit.MILLISECONDS); i++) {
                taps.forEach(Tap::flush);
                if (i % LINK_EVERY == 0) {
                    links.look();
                }
                if (stopAt != 0 && System.nanoTime() - stopAt >= 0) {
                    taps.forEach(Tap::breakLoop);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where the capture is not rotated, the reader can make twins. */
    @Override
    public PacketReader reader() throws IOException {
        if (settings.rotation().rotates()) {
            return PacketReader.open(
                    new RingStream(trail, settings.pcap()), settings.file().toString());
        }
        Part part = trail.newest();
        if (settings.stream() != null || !Files.isRegularFile(part.path())) {
            throw new CaptureException("what is captured goes to a stream and cannot be read back");
        }
        return PacketReader.follow(part.path(), part);
    }

    @Override
    public void stop() {
        if (stopAt == 0) {
            stopAt = System.nanoTime() + LINGER_NANOS | 1; // 0 is "not asked"
        }
    }

    @Override
    public boolean ended() {
        return ended.getCount() == 0;
    }

    @Override
    public void await() throws InterruptedException {
        ended.await();
    }

    @Override
    public Optional<String> failure() {
        String ofFile = recorder.failure();
        return ofFile != null
                ? Optional.of(ofFile)
                : taps.stream().map(Tap::failure).filter(Objects::nonNull).findFirst();
    }

    @Override
    public List<Counts> counts() {
        return taps.stream().map(Tap::counts).toList();
    }

    /** Packets a spool or a ring does not keep any longer. */
    public long givenUp() {
        return trail.givenUpPackets() + trail.newest().gap().packets();
    }

    @Override
    public void close() {
        stop();
        try {
            await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        output.release();
    }
}
