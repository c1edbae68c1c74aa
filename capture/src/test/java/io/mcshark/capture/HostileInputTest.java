package io.mcshark.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any bytes give packets, then an end with or without a line of damage, or a refusal in one line; never anything else. */
class HostileInputTest {
    private static final int[] ODD = {
        0, 1, 3, 4, 8, 12, 27, 28, 0x7f, 0x80, 0xff, 0xffff, 0x7fff_ffff, 0x8000_0000, -1, -4
    };

    /** Reads all there is by every accessor, and copies it. */
    private static void read(String what, byte[] file) {
        try (PacketReader reader = Reading.of(file);
                PacketWriter pcapng = PacketWriter.create(new ByteArrayOutputStream(), "copy", false)) {
            pcapng.begin(reader);
            long number = 0, offset = -1;
            while (reader.next()) {
                assertEquals(++number, reader.number(), what);
                assertTrue(reader.offset() > offset, what);
                offset = reader.offset();
                assertTrue(reader.captured() >= 0 && reader.length() >= 0, what);
                assertTrue(reader.at() >= 0, what);
                assertTrue(reader.at() + reader.captured() <= reader.segment().byteSize(), what);
                assertTrue(offset + reader.captured() < file.length, what + ": more packet than file");
                reader.comments();
                reader.flags();
                reader.dropCount();
                reader.timed();
                if (reader.kind() == PacketReader.Kind.PACKET) {
                    assertTrue(reader.interfaceId() < reader.interfaces().size(), what);
                }
                pcapng.copy(reader);
            }
            assertFalse(reader.next(), what + ": the end stays the end");
            reader.statistics();
            reader.section();
            assertOneLine(what, reader.damage());
        } catch (SavefileException e) {
            assertOneLine(what, e.getMessage());
        } catch (IOException | RuntimeException e) {
            throw new AssertionError(what, e);
        }
    }

    private static void assertOneLine(String what, String text) {
        assertTrue(text == null || text.lines().count() == 1 && text.length() < 300, () -> what + ": " + text);
    }

    @Test
    void mutations() {
        for (Map.Entry<String, byte[]> sample : Samples.all().entrySet()) {
            for (int seed = 0; seed < 1500; seed++) {
                Random random = new Random(seed);
                byte[] bad = sample.getValue().clone();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    int at = random.nextInt(bad.length - 4);
                    if (random.nextBoolean()) {
                        bad[at] = (byte) random.nextInt();
                    } else {
                        byte[] odd = (random.nextBoolean() ? Bytes.little() : Bytes.big())
                                .u32(ODD[random.nextInt(ODD.length)])
                                .array();
                        System.arraycopy(odd, 0, bad, at & ~3, 4);
                    }
                }
                if (random.nextInt(4) == 0) {
                    bad = Arrays.copyOf(bad, random.nextInt(bad.length));
                }
                read(sample.getKey() + " seed " + seed, bad);
            }
        }
    }

    @Test
    void everyWordReplacedByOddNumbers() {
        for (Map.Entry<String, byte[]> sample : Samples.all().entrySet()) {
            byte[] good = sample.getValue();
            for (int at = 0; at + 4 <= Math.min(good.length, 400); at += 4) {
                for (int odd : ODD) {
                    byte[] little = good.clone(), big = good.clone();
                    System.arraycopy(Bytes.little().u32(odd).array(), 0, little, at, 4);
                    System.arraycopy(Bytes.big().u32(odd).array(), 0, big, at, 4);
                    read(sample.getKey() + " at " + at + " " + odd, little);
                    read(sample.getKey() + " at " + at + " " + odd + " big", big);
                }
            }
        }
    }

    @Test
    void cutAtEveryLength() {
        for (Map.Entry<String, byte[]> sample : Samples.all().entrySet()) {
            byte[] good = sample.getValue();
            for (int n = 0; n < good.length; n++) {
                read(sample.getKey() + " cut at " + n, Arrays.copyOf(good, n));
            }
        }
    }

    @Test
    void noise() {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            int[] magics = {0xa1b2c3d4, 0xd4c3b2a1, 0xa1b23c4d, 0x0a0d0d0a, 0x1c0001ac, 0x34cdb2a1};
            if (bytes.length >= 4) {
                System.arraycopy(
                        Bytes.little().u32(magics[seed % magics.length]).array(), 0, bytes, 0, 4);
            }
            read("noise " + seed, bytes);
        }
    }

    /** A length of 128 MiB in a file of 100 bytes must not fetch memory. */
    @Test
    void claimedLengthsCostNothing() throws IOException {
        Bytes file = Bytes.little()
                .pcap(0xa1b2c3d4, 231)
                .u32(0)
                .u32(0)
                .u32(128 << 20)
                .u32(0)
                .raw(new byte[60]);
        try (PacketReader reader = Reading.of(file)) {
            assertFalse(reader.next());
            assertEquals(Savefile.WINDOW, reader.window.memory.byteSize());
        }
    }
}
