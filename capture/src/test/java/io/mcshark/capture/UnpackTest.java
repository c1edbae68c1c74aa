package io.mcshark.capture;

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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackTest {
    /** Bytes of content in the first block of the files with one frame of more than one. */
    private static final int FIRST_BLOCK = 1 << 16;

    private static InputStream unpack(byte[] packed) throws IOException {
        int magic = packed[0] & 0xff | (packed[1] & 0xff) << 8 | (packed[2] & 0xff) << 16 | packed[3] << 24;
        return ByteSource.Unpacked.unpack(Compression.of(magic), new ByteArrayInputStream(packed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one-frame.zst", "two-frames.zst", "linked.lz4", "two-frames.lz4"})
    void readsWhatTheProgramsPacked(String file) throws IOException {
        byte[] packed = Packed.file(file), content = Packed.content();
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
        byte[] packed = Packed.file(file), content = Packed.content(), buffer = new byte[1000];
        int before = 0;
        for (int n = 4; n < packed.length; n += n < 100 ? 1 : 97) {
            int total = 0;
            try {
                InputStream in = unpack(Arrays.copyOf(packed, n));
                for (int got = in.read(buffer); got > 0; got = in.read(buffer)) {
                    assertTrue(Arrays.equals(buffer, 0, got, content, total, total + got), "cut at " + n);
                    total += got;
                }
                assertTrue(file.startsWith("two") && total == Packed.SECOND_FRAME, "cut at " + n + " unnoticed");
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
        byte[] packed = Packed.file(file), content = Packed.content();
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            byte[] bad = packed.clone();
            int at = 4 + random.nextInt(bad.length - 4);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            try {
                byte[] got = unpack(bad).readAllBytes();
                assertArrayEquals(content, got, "byte " + at); // a bit without a meaning
            } catch (IOException | RuntimeException e) {
                continue;
            }
        }
    }

    /** A complaint about the last block or the checksum comes after all that is before it. */
    @ParameterizedTest
    @ValueSource(strings = {"one-frame.zst", "linked.lz4"})
    void damageAtTheEndLosesNothingBeforeIt(String file) throws IOException {
        byte[] packed = Packed.file(file), content = Packed.content(), buffer = new byte[1 << 16];
        for (int back = 1; back < 1000; back += back < 30 ? 1 : 13) {
            byte[] bad = packed.clone();
            bad[bad.length - back] ^= 0x55;
            for (InputStream in :
                    new InputStream[] {unpack(bad), unpack(Arrays.copyOf(packed, packed.length - back))}) {
                ByteArrayOutputStream got = new ByteArrayOutputStream();
                assertThrows(Exception.class, () -> {
                    for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                        got.write(buffer, 0, n);
                    }
                });
                assertTrue(got.size() >= FIRST_BLOCK, back + " before the end: only " + got.size());
                assertTrue(Arrays.equals(content, 0, FIRST_BLOCK, got.toByteArray(), 0, FIRST_BLOCK));
                assertTrue(back > 4 || got.size() == content.length, "the checksum ends both files");
            }
        }
    }

    /** Without checksums anything may come out, but only bytes or an exception, and not without end. */
    @ParameterizedTest
    @ValueSource(strings = {"two-frames.zst", "two-frames.lz4"})
    void hostileBytesGiveBytesOrAnException(String file) throws IOException {
        byte[] packed = Packed.file(file), buffer = new byte[1 << 16];
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
            } catch (IOException | RuntimeException e) {
                continue;
            }
        }
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
        content.writeBytes(Packed.content());
        content.writeBytes(noise);
        content.writeBytes(Packed.content());
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
