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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several threads say what one says, to the byte. */
class ParallelLoopTest {
    private static final String PLAIN = "udp-ttl.pcap", FRAGMENTS = "fragments.pcap";

    private static final int FILE_HEADER = 24;

    @TempDir
    private static Path folder;

    /** Large files: plain packets only, and with fragments in the middle, which later ones depend on. */
    private static Path plain, mixed;

    @BeforeAll
    static void make() throws IOException {
        plain = folder.resolve("plain.pcap");
        mixed = folder.resolve("mixed.pcap");
        write(plain, 0);
        write(mixed, 5);
        assertTrue(Files.size(plain) > ParallelLoop.LEAST_BYTES);
    }

    private static void write(Path file, int times) throws IOException {
        byte[] packets = Files.readAllBytes(Pcaps.path(PLAIN));
        byte[] fragments = Files.readAllBytes(Pcaps.path(FRAGMENTS));
        int repeats = (int) ParallelLoop.LEAST_BYTES / packets.length;
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(packets, 0, FILE_HEADER);
            repeat(packets, repeats, out);
            repeat(fragments, times, out);
            repeat(packets, repeats, out);
        }
    }

    private static void repeat(byte[] savefile, int times, OutputStream out) throws IOException {
        for (int i = 0; i < times; i++) {
            out.write(savefile, FILE_HEADER, savefile.length - FILE_HEADER);
        }
    }

    private static void same(Path file, String... options) {
        Ran one = read(file, "1", options), several = read(file, "3", options);
        assertEquals(0, several.code(), several.err());
        assertTrue(one.out().length() > 1000);
        assertEquals(one.out(), several.out());
    }

    private static Ran read(Path file, String threads, String... options) {
        List<String> words = new ArrayList<>(List.of("read", file.toString(), "--threads", threads));
        words.addAll(List.of(options));
        return Ran.mcshark(words.toArray(String[]::new));
    }

    @Test
    void lines() {
        same(plain, "-#", "-t", "d");
        same(mixed, "-#", "-t", "r");
    }

    @Test
    void whatDependsOnTheLineBefore() {
        same(plain, "-t", "dd");
        same(plain, "-T", "json", "-e", "ip.dst");
    }

    @Test
    void whatStandsBeforeTheFirstPacket() {
        same(plain, "-T", "csv", "-e", "ip.dst");
    }

    @Test
    void filteredFields() {
        String[] fields = {"-T", "fields", "-e", "frame.number", "-e", "frame.time_delta", "-e", "udp.length"};
        same(plain, with(fields, "-Y", "ip.ttl > 3"));
        same(mixed, with(fields, "-Y", "udp.length > 1000 or ip.ttl == 4"));
    }

    private static String[] with(String[] words, String... more) {
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }

    @Test
    void savefiles() throws IOException {
        for (String name : List.of("out.pcap", "out.pcapng")) {
            Path one = folder.resolve("1" + name), several = folder.resolve("3" + name);
            assertEquals(
                    0,
                    read(mixed, "1", "-Y", "udp.length > 1000", "-w", one.toString())
                            .code());
            assertEquals(
                    0,
                    read(mixed, "3", "-Y", "udp.length > 1000", "-w", several.toString())
                            .code());
            assertTrue(Files.size(one) > 1000);
            assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(several));
        }
    }

    @Test
    void aFileThatIsCutShort() throws IOException {
        Path cut = folder.resolve("cut.pcap");
        byte[] bytes = Files.readAllBytes(plain);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 7));
        Ran one = read(cut, "1"), several = read(cut, "3");
        assertEquals(2, several.code());
        assertEquals(one.err(), several.err());
        assertEquals(one.out(), several.out());
    }
}
