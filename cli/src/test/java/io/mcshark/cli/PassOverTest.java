package io.mcshark.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.pcaps.Pcaps;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packets that a filter cannot let through are passed over; what is said of the others is the same as when all are walked. */
class PassOverTest {
    private static final String FILTER = "ip.ttl == 32";
    private static final int FILE_HEADER = 24;
    /** More than lie in memory at a time. */
    private static final int SIZE = 3 << 20;

    @TempDir
    private static Path folder;

    private static Path file;

    @BeforeAll
    static void make() throws IOException {
        file = folder.resolve("long.pcap");
        byte[] packets = Files.readAllBytes(Pcaps.path("udp-ttl.pcap"));
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(packets, 0, FILE_HEADER);
            for (int size = 0; size < SIZE; size += packets.length) {
                out.write(packets, FILE_HEADER, packets.length - FILE_HEADER);
            }
        }
    }

    private static Ran read(String... options) {
        List<String> words = new ArrayList<>(List.of("read", file.toString(), "--threads", "1", "-Y", FILTER));
        words.addAll(List.of(options));
        return Ran.mcshark(words.toArray(String[]::new));
    }

    /** The same where all are walked: a port is told to be of a protocol. */
    private static Ran walked(String... options) {
        List<String> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("-d", "udp.port==1,rtp"));
        return read(words.toArray(String[]::new));
    }

    @Test
    void numbersAndTimes() {
        String[] fields = {
            "-T",
            "fields",
            "-e",
            "frame.number",
            "-e",
            "frame.time_epoch",
            "-e",
            "frame.time_delta",
            "-e",
            "frame.time_relative",
            "-e",
            "frame.len",
            "-e",
            "ip.ttl"
        };
        Ran passed = read(fields);
        assertEquals(0, passed.code(), passed.err());
        assertTrue(passed.out().lines().count() > 1000);
        assertEquals(walked(fields).out(), passed.out());
    }

    @Test
    void noMoreThanAskedFor() {
        assertEquals(3, read("-c", "3").out().lines().count());
        assertEquals(walked("-c", "3", "-#").out(), read("-c", "3", "-#").out());
    }

    @Test
    void whatIsWritten() throws IOException {
        Path passed = folder.resolve("passed.pcapng"), walked = folder.resolve("walked.pcapng");
        assertEquals(0, read("-w", passed.toString()).code());
        assertEquals(0, walked("-w", walked.toString()).code());
        assertTrue(Files.size(passed) > 10_000);
        assertArrayEquals(Files.readAllBytes(walked), Files.readAllBytes(passed));
    }
}
