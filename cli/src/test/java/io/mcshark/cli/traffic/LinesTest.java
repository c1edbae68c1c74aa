package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.decoder.Out;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesTest {
    @ParameterizedTest
    @CsvSource({
        "68656c6c6f, length 5 \"hello\"",
        "68656c6c6f00, 'length 6 \"hello\\x00\"'", // the zero that ends a C string
        "68690a, 'length 3 \"hi\\n\"'",
        "1b5b33316d, 'length 5 \"\\x1b[31m\"'", // no colours from the network
        "e280ae61, 'length 4 \"\\u202ea\"'", // nor a change of direction
        "c3bc, length 2 \"ü\"",
        "47400011, length 4 0x47400011",
        "ff, length 1 0xff",
        "00, length 1 0x00",
        "'', length 0"
    })
    void aPayloadIsShownAsTextWhereItIsText(String hex, String expected) {
        assertEquals(expected, preview(HexFormat.of().parseHex(hex)));
    }

    @Test
    void aLongPayloadIsCut() {
        assertEquals(
                "length 100 \"" + "x".repeat(60) + "\"…",
                preview("x".repeat(100).getBytes(StandardCharsets.UTF_8)));
        assertEquals("length 100 0x" + "ff".repeat(16) + "…", preview(filled(100, (byte) 0xff)));
    }

    @Test
    void aCutDoesNotSplitACharacter() {
        String text = "x".repeat(59) + "€uro";
        assertEquals("length 65 \"" + "x".repeat(59) + "€\"…", preview(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] filled(int length, byte value) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, value);
        return bytes;
    }

    private static String preview(byte[] payload) {
        Out out = new Out();
        Lines.preview(payload, out);
        return out.toString();
    }
}
