package io.mcshark.capture.unpack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackTest {
    private static InputStream unpack(byte[] packed) throws IOException {
        int magic = packed[0] & 0xff | (packed[1] & 0xff) << 8 | (packed[2] & 0xff) << 16 | packed[3] << 24;
        return Compression.of(magic).unpack(new ByteArrayInputStream(packed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one-frame.zst", "two-frames.zst", "linked.lz4", "two-frames.lz4"})
    void readsWhatTheProgramsPacked(String file) throws IOException {
        byte[] packed = Vectors.file(file), content = Vectors.content();
        assertArrayEquals(content, unpack(packed).readAllBytes());
        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        twice.writeBytes(packed);
        twice.writeBytes(packed);
        byte[] both = unpack(twice.toByteArray()).readAllBytes();
        assertEquals(2 * content.length, both.length);
    }

    /** What is given before the complaint is right, and it is every whole block. */
    @ParameterizedTest
    @ValueSource(strings = {"one-frame.zst", "two-frames.zst", "linked.lz4", "two-frames.lz4"})
    void cutShortGivesEveryWholeBlock(String file) throws IOException {
        byte[] packed = Vectors.file(file), content = Vectors.content(), buffer = new byte[1000];
        int before = 0;
        for (int n = 4; n < packed.length; n += n < 100 ? 1 : 97) {
            InputStream in = unpack(Arrays.copyOf(packed, n));
            int total = 0;
            try {
                for (int got = in.read(buffer); got > 0; got = in.read(buffer)) {
                    assertTrue(Arrays.equals(buffer, 0, got, content, total, total + got), "cut at " + n);
                    total += got;
                }
                assertTrue(file.startsWith("two") && total == Vectors.SECOND_FRAME, "cut at " + n + " unnoticed");
            } catch (IOException e) {
                assertTrue(total >= before, "cut at " + n);
            }
            before = total;
        }
        assertTrue(before > content.length / 3, "only " + before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one-frame.zst", "linked.lz4"})
    void changedBytesAreNoticed(String file) throws IOException {
        byte[] packed = Vectors.file(file), content = Vectors.content();
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            byte[] bad = packed.clone();
            int at = 4 + random.nextInt(bad.length - 4);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            try {
                byte[] got = unpack(bad).readAllBytes();
                assertArrayEquals(content, got, "byte " + at); // a bit without a meaning
            } catch (IOException e) {
                assertTrue(e.getMessage() == null || !e.getMessage().contains("\n"));
            }
        }
    }

    /** Without checksums anything may come out, but only bytes or an IOException, and not without end. */
    @ParameterizedTest
    @ValueSource(strings = {"two-frames.zst", "two-frames.lz4"})
    void hostileBytesGiveBytesOrAnIoException(String file) throws IOException {
        byte[] packed = Vectors.file(file), buffer = new byte[1 << 16];
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            byte[] bad = packed.clone();
            for (int i = random.nextInt(8); i >= 0; i--) {
                bad[4 + random.nextInt(random.nextBoolean() ? 60 : bad.length - 4)] = (byte) random.nextInt();
            }
            long total = 0;
            try (InputStream in = unpack(bad)) {
                for (int got = in.read(buffer); got > 0 && total < 1 << 26; got = in.read(buffer)) {
                    total += got;
                }
            } catch (IOException e) {
                continue;
            }
        }
    }

    @Test
    void hashesAreTheirSpecifications() {
        byte[] text = "Nobody inspects the spammish repetition".getBytes();
        assertEquals(0x02cc5d05, XxHash32.of(new byte[0], 0, 0));
        assertEquals(0xe2293b2f, XxHash32.of(text, 0, text.length));
        XxHash64 hash = new XxHash64();
        assertEquals(0xef46db3751d8e999L, hash.value());
        hash.update(text, 0, 5);
        hash.update(text, 5, text.length - 5);
        assertEquals(0xfbcea83c8a378bf1L, hash.value());
    }

    @Test
    void hugeWindowsAreRefused() {
        byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) 0x90, 1, 0, 0}; // 2^28 bytes
        IOException e = assertThrows(IOException.class, () -> unpack(frame).readAllBytes());
        assertEquals("needs a window of 268435456 bytes, more than 134217728", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lz4 -B4 -BD",
                "lz4 -B4 -BI -BX",
                "lz4 -B7",
                "lz4 -B6 --no-frame-crc",
                "lz4 --content-size -9",
                "zstd --fast=5",
                "zstd -1",
                "zstd -9",
                "zstd -19 --no-check",
                "zstd --ultra -22",
                "zstd --long=27",
                "pzstd -p 2",
                "gzip -9",
                "pigz -b 128"
            })
    void readsWhatTheProgramsHereWrite(String command, @TempDir Path folder) throws Exception {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        String program = words.getFirst();
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":")).anyMatch(d -> Files.isExecutable(Path.of(d, program))),
                program + " is not installed");
        // Noise in the middle makes some blocks incompressible.
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] noise = new byte[200_000];
        new Random(1).nextBytes(noise);
        content.writeBytes(Vectors.content());
        content.writeBytes(noise);
        content.writeBytes(Vectors.content());
        content.writeBytes(new byte[300_000]);
        Path in = Files.write(folder.resolve("in"), content.toByteArray()), out = folder.resolve("out");
        words.addAll(List.of("-c", in.toString()));
        Process process = new ProcessBuilder(words)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, process.waitFor());
        assertArrayEquals(content.toByteArray(), unpack(Files.readAllBytes(out)).readAllBytes());
    }
}
