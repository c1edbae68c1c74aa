package io.mcshark.decoder;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every field that stands at a fixed place: what is written is read, and nothing else changes. */
class FieldLawTest {
    private static final byte POISON = (byte) 0xa5;
    private static final int BASE = 3;

    private static Stream<Field> numbers() {
        return Catalogue.all().values().stream()
                .flatMap(entry -> entry.fields().stream())
                .distinct()
                .filter(field -> field.width() > 0 && !field.type().spans());
    }

    @Test
    void areReadAsTheyWereWrittenAndTouchNoOtherBit() {
        assertAll(numbers().map(field -> () -> check(field)));
    }

    private static void check(Field field) {
        byte[] bytes = new byte[BASE + field.at() + field.bytes() + 2];
        MemorySegment segment = MemorySegment.ofArray(bytes);
        Frame f = new Frame();
        f.wrap(segment, 0, bytes.length, bytes.length, 0, 1, -1);
        field.set(segment, BASE, -1);
        byte[] own = bytes.clone();
        assertEquals(field.width(), bits(own), () -> "bits of " + field.name());
        values(field.width()).forEach(value -> {
            Arrays.fill(bytes, POISON);
            long before = field.raw(f, BASE);
            field.set(segment, BASE, value);
            assertEquals(value & mask(field), field.raw(f, BASE) & mask(field), field.name());
            for (int i = 0; i < bytes.length; i++) {
                assertEquals(POISON & ~own[i], bytes[i] & ~own[i], field.name());
            }
            field.set(segment, BASE, before);
            byte[] poisoned = new byte[bytes.length];
            Arrays.fill(poisoned, POISON);
            assertArrayEquals(poisoned, bytes);
        });
    }

    private static long mask(Field field) {
        return field.width() == 64 ? -1 : (1L << field.width()) - 1;
    }

    private static int bits(byte[] bytes) {
        int n = 0;
        for (byte b : bytes) {
            n += Integer.bitCount(b & 0xff);
        }
        return n;
    }

    private static LongStream values(int width) {
        LongStream single = LongStream.range(0, width).map(bit -> 1L << bit);
        return LongStream.concat(LongStream.of(0, -1, 0x5a5a5a5a5a5a5a5aL, 0x0123456789abcdefL), single);
    }
}
