package io.mcshark.capture.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcshark.capture.InterfaceDescription;
import io.mcshark.capture.PacketReader;
import io.mcshark.capture.PacketWriter;
import io.mcshark.capture.SectionHeader;
import io.mcshark.capture.SparseIndex;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.Pcaps;

/** The recorder and its files, fed by libpcap's loop over savefiles in place of interfaces. */
class RecorderTest {
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final int BYTES = 100, LENGTH = 1400;

    /** Small enough that the pipe holds all of it. */
    private static final int FEW = 40;

    @TempDir
    private Path folder;

    private final CaptureSettings settings = new CaptureSettings().filter(CaptureFilter.of(CaptureFilter.Scope.ALL));
    private final List<String> notices = new ArrayList<>();
    private final Trail trail = new Trail();

    @BeforeEach
    void libpcap() {
        assumeTrue(Files.exists(Path.of("/proc/self/fd")), "live capture is for Linux");
        try {
            Libpcap.load();
        } catch (CaptureException e) {
            assumeTrue(false, e.getMessage());
        }
        settings.notices(notices::add);
    }

    @Test
    void writesWhatCameWithItsTimesAndInterface() throws Exception {
        Path file = folder.resolve("out.pcapng");
        assertNull(record(settings.file(file, false), tap("eth7", 1, 1000, FEW, 10))
                .failure());
        try (PacketReader reader = PacketReader.open(file)) {
            for (int i = 0; i < FEW; i++) {
                assertTrue(reader.next());
                assertEquals(1000 + 10L * i, reader.nanos());
                assertEquals(BYTES, reader.captured());
                assertEquals(LENGTH, reader.length());
                assertEquals(1000 + 10L * i, mark(reader));
            }
            assertFalse(reader.next());
            assertNull(reader.damage());
            assertEquals("eth7", reader.interfaces().getFirst().name());
            assertEquals(FEW, reader.statistics().getFirst().delivered());
        }
    }

    @Test
    void mergesInterfacesByTime() throws Exception {
        Path file = folder.resolve("out.pcapng");
        record(settings.file(file, false), tap("a", 1, 0, FEW, 10), tap("b", 101, 5, FEW, 10));
        try (PacketReader reader = PacketReader.open(file)) {
            for (int i = 0; i < 2 * FEW; i++) {
                assertTrue(reader.next());
                assertEquals(5L * i, reader.nanos());
                assertEquals(i % 2, reader.interfaceId());
                assertEquals(i % 2 == 0 ? 1 : 101, reader.linkType());
            }
            assertFalse(reader.next());
        }
    }

    @Test
    void endsWithThePacketThatReachesALimit() throws Exception {
        Path file = folder.resolve("out.pcap");
        record(settings.file(file, true).limits(new Limits(7, 0, null, 0)), tap("a", 1, 0, FEW, 1));
        assertEquals(7, count(file));
        record(settings.limits(new Limits(0, 1000, null, 0)), tap("a", 1, 0, FEW, 1));
        assertEquals(24 + 9 * (16 + BYTES), Files.size(file));
    }

    @Test
    void aRingKeepsItsNewestFilesAndReadsAsOne() throws Exception {
        for (boolean pcap : new boolean[] {false, true}) {
            Path file = folder.resolve("ring" + (pcap ? ".pcap" : ".pcapng"));
            Rotation rotation = new Rotation(0, 15, null, null, 2, false);
            Trail ring = new Trail();
            record(
                    ring,
                    settings.file(file, pcap).rotation(rotation, (i, at) -> folder.resolve(i + "." + pcap)),
                    tap("a", 1, 0, FEW, 1));
            assertFalse(Files.exists(folder.resolve("0." + pcap)));
            assertEquals(15, count(folder.resolve("1." + pcap)));
            assertEquals(10, count(folder.resolve("2." + pcap)));
            assertEquals(15, ring.givenUpPackets());
            try (PacketReader reader = PacketReader.open(new RingStream(ring, pcap), "ring")) {
                for (int i = 15; i < FEW; i++) {
                    assertTrue(reader.next());
                    assertEquals(i, mark(reader));
                }
                assertFalse(reader.next());
                assertNull(reader.damage());
            }
        }
    }

    @Test
    void aRingEndsWhenItsLastFileIsFull() throws Exception {
        Rotation rotation = new Rotation(0, 5, null, null, 0, false);
        record(
                settings.file(folder.resolve("r"), false)
                        .rotation(rotation, (i, at) -> folder.resolve("r" + i))
                        .limits(new Limits(0, 0, null, 3)),
                tap("a", 1, 0, FEW, 1));
        assertEquals(5, count(folder.resolve("r2")));
        assertFalse(Files.exists(folder.resolve("r3")));
    }

    /** Packets carry their number, so that a reader that follows can tell whether what it is shown is true. */
    @Test
    void aSpoolGivesUpItsOldestPackets() throws Exception {
        int packets = 30_000;
        Tap tap = tap("a", 1, 1, packets, 1);
        Output output = new Output(settings.spool(folder, 1 << 20), List.of(tap), trail);
        Thread recorder = new Thread(new Recorder(List.of(tap), output, tap::breakLoop, 0));
        Thread loop = new Thread(tap::loop);
        loop.start();
        recorder.start();
        Part part = trail.newest();
        long last = 0, seen = 0;
        try (PacketReader following = PacketReader.follow(part.path(), part)) {
            while (following.next()) {
                assertTrue(following.number() > last);
                assertEquals(following.number(), mark(following));
                last = following.number();
                seen++;
            }
            assertNull(following.damage());
        }
        recorder.join();
        long gone = part.gap().packets();
        assertEquals(packets, last);
        assertTrue(gone > packets / 2 && seen >= packets - gone, gone + " given up, " + seen + " seen");
        assertEquals(1, notices.size());

        SparseIndex index = new SparseIndex();
        try (PacketReader reader = PacketReader.follow(part.path(), part)) {
            assertFalse(reader.show(1, index));
            assertEquals(gone + 1, reader.number());
            assertTrue(reader.show(gone + 100, index));
            assertEquals(gone + 100, mark(reader));
        }
        output.release();
        try (var left = Files.list(folder)) {
            assertEquals(0, left.filter(f -> f.toString().endsWith(".spool")).count());
        }
    }

    /** A recorder that lags writes more at once than a spool holds. */
    @Test
    void aSpoolKeepsTheNewestPacketsHoweverManyAreWrittenAtOnce() throws Exception {
        int packets = 30_000;
        Tap tap = tap("a", 1, 1, packets, 1);
        Output output = new Output(settings.spool(folder, 1 << 20), List.of(tap), trail);
        Thread loop = new Thread(tap::loop);
        loop.start();
        while (!tap.drained()) {
            tap.fill();
            while (tap.next()) {
                output.write(tap, 0, 0);
            }
        }
        output.publish();
        long gone = trail.newest().gap().packets();
        assertTrue(gone > packets / 2 && gone < packets - 5000, gone + " given up");
        output.close();
        output.release();
        tap.close();
    }

    @Test
    void aPcapFileTakesNoTwoLinkTypes() throws Exception {
        Path file = folder.resolve("out.pcap");
        Tap one = tap("a", 1, 0, 1, 1), other = tap("b", 101, 0, 1, 1);
        CaptureException refused = assertThrows(
                CaptureException.class, () -> new Output(settings.file(file, true), List.of(one, other), trail));
        assertTrue(refused.getMessage().contains("name it .pcapng"), refused.getMessage());
        assertFalse(Files.exists(file));
        one.abandon();
        other.abandon();
    }

    @Test
    void saysInOneLineThatTheDiskIsFull() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no /dev/full");
        Tap tap = tap("a", 1, 0, FEW, 1);
        IOException refused =
                assertThrows(IOException.class, () -> new Output(settings.file(full, false), List.of(tap), trail));
        assertTrue(refused.getMessage().contains("/dev/full"), refused.getMessage());
        tap.abandon();
    }

    @Test
    void aReaderOfStandardOutputMayLeave() throws Exception {
        OutputStream left = new OutputStream() {
            private int room = 1000;

            @Override
            public void write(int b) throws IOException {
                if (room-- == 0) {
                    throw new IOException("Broken pipe");
                }
            }
        };
        Tap tap = tap("a", 1, 0, FEW, 1);
        assertNull(record(settings.stream(left, false), tap).failure());
        assertTrue(tap.drained());
        assertEquals(0, tap.counts().captured());
    }

    private Recorder record(CaptureSettings what, Tap... taps) throws IOException {
        return record(trail, what, taps);
    }

    private static Recorder record(Trail trail, CaptureSettings what, Tap... taps) throws IOException {
        List<Tap> all = List.of(taps);
        Output output = new Output(what, all, trail);
        all.forEach(Tap::loop); // into the pipes, which hold it
        Recorder recorder = new Recorder(all, output, () -> all.forEach(Tap::breakLoop), 0);
        recorder.run();
        assertFalse(output.open());
        return recorder;
    }

    /** A tap on so many packets, whose times and first eight bytes are {@code start}, {@code start + step}, ... */
    private Tap tap(String name, int linkType, long start, int packets, long step) throws Exception {
        Path source = Files.createTempFile(folder, "source", ".pcap");
        try (PacketWriter writer = PacketWriter.create(source, SectionHeader.NONE)) {
            int id = writer.add(InterfaceDescription.of(linkType, 65535));
            MemorySegment packet = MemorySegment.ofArray(new byte[BYTES]);
            for (int i = 0; i < packets; i++) {
                packet.set(U64, 0, start + i * step);
                writer.write(packet, 0, BYTES, LENGTH, start + i * step, id);
            }
        }
        PcapHandle handle = Pcaps.openOffline(source.toString(), TimestampPrecision.NANO);
        return Tap.of(name, handle, settings);
    }

    private static long mark(PacketReader reader) {
        return reader.segment().get(U64, reader.at());
    }

    private static int count(Path file) throws IOException {
        int n = 0;
        try (PacketReader reader = PacketReader.open(file)) {
            while (reader.next()) {
                n++;
            }
            assertNull(reader.damage());
        }
        return n;
    }
}
