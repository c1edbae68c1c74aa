package io.mcshark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.capture.InterfaceDescription;
import io.mcshark.capture.InterfaceStatistics;
import io.mcshark.capture.PacketWriter;
import io.mcshark.capture.SectionHeader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfoTest {
    private static final long START = 1_700_000_000_000_000_000L;

    @TempDir
    Path folder;

    private final TimeZone zone = TimeZone.getDefault();

    @BeforeEach
    void elsewhere() {
        TimeZone.setDefault(TimeZone.getTimeZone("GMT+02:00"));
    }

    @AfterEach
    void back() {
        TimeZone.setDefault(zone);
    }

    private Path file() throws IOException {
        Path file = folder.resolve("f.pcapng");
        MemorySegment data = MemorySegment.ofArray(new byte[100]);
        SectionHeader about = new SectionHeader(null, "Linux", "mcshark 1", List.of("made\u001b[2J"));
        try (PacketWriter writer = PacketWriter.create(file, about)) {
            writer.add(InterfaceDescription.of(1, 96).named("eth0", "uplink", "udp", null));
            writer.add(InterfaceDescription.of(276, 0));
            writer.write(data, 0, 96, 1500, START, 0);
            writer.write(data, 0, 100, 100, START + 2_000_000_000L, 1);
            writer.write(data, 0, 100, 100, START + 1_000_000_001L, 0);
            writer.write(new InterfaceStatistics(0, START, -1, -1, 12, 0, -1, 3, -1));
        }
        return file;
    }

    @Test
    void tellsWhatIsInASavefile() throws IOException {
        Path file = file();
        Ran ran = Ran.mcshark("info", file.toString());
        assertEquals(0, ran.code());
        assertEquals("", ran.err());
        assertEquals("""
                File         %s (%d bytes)
                Format       pcapng, little-endian
                Written by   mcshark 1
                System       Linux
                Comment      made\\x1b[2J
                Interface 0  eth0 (uplink), Ethernet (1), snap length 96, times to 1 ns, filter udp, 2 packets
                             received 12, dropped by interface 0, dropped by system 3
                Interface 1  Linux cooked v2 (276), times to 1 ns, 1 packet
                Packets      3; cut by a snap length: 1
                Bytes        296 captured of 1,700 on the wire
                First        2023-11-15 00:13:20.000000000 +02:00
                Last         2023-11-15 00:13:22.000000000 +02:00
                Duration     2.000000000 s
                Average      1.5 packets/s, 6.80 kbit/s, 566.7 bytes a packet
                Order        1 earlier than the one before
                """.formatted(file, Files.size(file)), ran.out());
    }

    @Test
    void noInputIsOverwritten() throws IOException {
        Path first = file();
        Path second = Files.copy(first, folder.resolve("g.pcapng"));
        for (Path target : List.of(first, second)) {
            Ran ran = Ran.mcshark("read", first.toString(), second.toString(), "-w", target.toString());
            assertEquals(2, ran.code());
            assertEquals("mcshark: " + target + ": is being read; write to another file\n", ran.err());
        }
        assertEquals(Files.size(first), Files.size(second));
    }

    @Test
    void damageIsToldAfterWhatPrecedesIt() throws IOException {
        Path file = file();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 100)); // into the third packet
        Ran ran =
                Ran.mcshark("info", file.toString(), file.resolveSibling("none").toString(), "-");
        assertEquals(2, ran.code());
        assertTrue(ran.out().contains("Packets      2;"), ran.out());
        assertTrue(
                ran.out().contains("Damage       cut short in the middle of the block after packet 2 at byte "),
                ran.out());
        String[] err = ran.err().split("\n");
        assertEquals(3, err.length, ran.err());
        assertTrue(err[0].startsWith("mcshark: " + file + ": cut short"), err[0]);
        assertEquals("mcshark: " + file.resolveSibling("none") + ": no such file", err[1]);
        assertEquals("mcshark: standard input: is empty, not even a file header", err[2]);
    }
}
