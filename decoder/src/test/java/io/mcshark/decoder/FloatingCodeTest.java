package io.mcshark.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatingCodeTest {
    @ParameterizedTest
    @CsvSource({"0x64, 100", "0x7f, 127", "0x80, 128", "0x8c, 224", "0x9a, 416", "0xbf, 1984", "0xff, 31744"})
    void valuesOfRfc3376(String code, long value) {
        assertEquals(value, FloatingCode.OCTET.value(Integer.decode(code)));
    }

    @ParameterizedTest
    @CsvSource({"0x2710, 10000", "0x7fff, 32767", "0x8000, 32768", "0x9000, 65536", "0xabcd, 227744", "0xffff, 8387584"
    })
    void valuesOfRfc3810(String code, long value) {
        assertEquals(value, FloatingCode.WORD.value(Integer.decode(code)));
    }

    @Test
    void everyCodeSurvivesTheWayToItsValueAndBack() {
        for (int code = 0; code < 256; code++) {
            assertEquals(code, FloatingCode.OCTET.code(FloatingCode.OCTET.value(code)));
        }
        for (int code = 0; code < 65536; code++) {
            assertEquals(code, FloatingCode.WORD.code(FloatingCode.WORD.value(code)));
        }
    }

    @Test
    void aValueBetweenTwoCodesTakesTheLower() {
        for (long value = 0; value < 40_000; value++) {
            int code = FloatingCode.OCTET.code(value);
            assertTrue(FloatingCode.OCTET.value(code) <= value, () -> "code " + code);
            assertTrue(code == 255 || FloatingCode.OCTET.value(code + 1) > value, () -> "code " + code);
        }
        assertEquals(0xffff, FloatingCode.WORD.code(Long.MAX_VALUE));
        assertEquals(0, FloatingCode.WORD.code(-1));
    }
}
