package io.mcshark.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that grow, and pipes: packets come when they are whole, a wait can be ended. */
@Timeout(60)
class FollowTest {
    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private static final byte[] FILE = Samples.pcapng(false, 50).array();

    private void append(Path file, int from, int to) throws IOException {
        Files.write(
                file,
                java.util.Arrays.copyOfRange(FILE, from, to),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    @Test
    void followsAFileWrittenInArbitraryPieces() throws Exception {
        Path file = Files.createFile(folder.resolve("f"));
        Growth.Tail tail = new Growth.Tail();
        Future<Integer> read = threads.submit(() -> {
            int n = 0;
            try (PacketReader reader = PacketReader.follow(file, tail)) {
                while (reader.next()) {
                    n++;
                }
                assertNull(reader.damage());
            }
            return n;
        });
        for (int at = 0; at < FILE.length; ) {
            int to = Math.min(FILE.length, at + 1 + at % 701);
            append(file, at, to);
            at = to;
            Thread.sleep(1);
        }
        append(file, 0, 20); // a block that never becomes whole is no damage here
        tail.stop();
        assertEquals(Reading.frames(Reading.of(FILE)).size(), read.get());
    }

    @Test
    void readsNoFurtherThanTheLimit() throws Exception {
        Path file = folder.resolve("f");
        append(file, 0, FILE.length);
        int[] limit = {24};
        boolean[] ended = {false};
        SynchronousQueue<String> asked = new SynchronousQueue<>();
        Growth growth = new Growth() {
            @Override
            public long limit() {
                return limit[0];
            }

            @Override
            public boolean ended() {
                return ended[0];
            }

            @Override
            public void await(long seen, long millis) throws InterruptedException {
                asked.put("waits at " + seen);
                asked.take();
            }
        };
        Future<Integer> read = threads.submit(() -> {
            try (PacketReader reader = PacketReader.follow(file, growth)) {
                return Reading.frames(reader).size();
            }
        });
        assertEquals("waits at 24", asked.take());
        limit[0] = 1000;
        asked.put("go on");
        assertEquals("waits at 1000", asked.take());
        limit[0] = FILE.length;
        asked.put("go on");
        assertEquals("waits at " + FILE.length, asked.take());
        ended[0] = true;
        asked.put("go on");
        assertEquals(Reading.frames(Reading.of(FILE)).size(), read.get());
    }

    @Test
    void streamGivesPacketsAsTheyArrive() throws Exception {
        PipedInputStream in = new PipedInputStream();
        PipedOutputStream out = new PipedOutputStream(in);
        out.write(Bytes.little().pcap(0xa1b2c3d4, 1).array());
        out.flush();
        PacketReader reader = PacketReader.open(in, "pipe");
        for (int i = 1; i <= 3; i++) {
            out.write(Bytes.little().record(1, i, Bytes.data(i), i).array());
            out.flush();
            assertTrue(reader.next()); // blocks for ever if it wanted more than this packet
            assertEquals(i, reader.captured());
        }
        out.close();
        assertFalse(reader.next());
        assertNull(reader.damage());
    }

    @Test
    void closingEndsAWaitOnAGrowingFile() throws Exception {
        Path file = folder.resolve("f");
        append(file, 0, FILE.length);
        PacketReader reader = PacketReader.follow(file, new Growth.Tail());
        assertWaitEnds(reader, reader::close);
    }

    @Test
    void closingEndsAWaitOnAPipe() throws Exception {
        Path fifo = folder.resolve("fifo");
        boolean made = false;
        try {
            made = new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            assumeTrue(false, "no mkfifo here");
        }
        assumeTrue(made, "mkfifo failed");
        Future<OutputStream> writer = threads.submit(() -> Files.newOutputStream(fifo));
        try (FileInputStream in = new FileInputStream(fifo.toFile())) {
            OutputStream out = writer.get();
            out.write(FILE);
            out.flush();
            PacketReader reader = PacketReader.open(in, "fifo");
            assertWaitEnds(reader, reader::close);
            out.close();
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    private void assertWaitEnds(PacketReader reader, Action end) throws Exception {
        Callable<String> scan = () -> {
            while (reader.next()) {
                continue;
            }
            return String.valueOf(reader.damage());
        };
        Future<String> read = threads.submit(scan);
        while (reader.number() < 50) {
            Thread.sleep(5);
        }
        Thread.sleep(50);
        assertFalse(read.isDone());
        end.run();
        assertEquals("null", read.get(10, TimeUnit.SECONDS));
    }
}
