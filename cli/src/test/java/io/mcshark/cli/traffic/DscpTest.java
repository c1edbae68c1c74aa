package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mcshark.cli.UserError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DscpTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "63, 63", "EF, 46", "ef, 46", "AF41, 34", "AF13, 14", "CS5, 40", "CS0, 0"})
    void numbersAndNames(String text, int value) {
        assertEquals(value, Dscp.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"64", "-1", "AF44", "AF51", "CS8", "gold", ""})
    void anythingElseIsRefused(String text) {
        assertThrows(UserError.class, () -> Dscp.parse(text));
    }
}
