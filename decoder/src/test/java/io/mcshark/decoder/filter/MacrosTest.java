package io.mcshark.decoder.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pieces of filters with names. */
class MacrosTest {
    private static final Macros MACROS = Macros.parse(List.of(
            "# mine",
            "",
            "group = ip.dst == $1 and udp.port == $2",
            "both = ($group($1, 5)) or (${group:$1;6})",
            "bad = ip.ttl == 300",
            "text = frame contains \"$1\"",
            "loop = $loop"));

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "$group(239.1.1.1, 5000) => ip.dst == 239.1.1.1 and udp.port == 5000",
                "${group:239.1.1.1;5000} => ip.dst == 239.1.1.1 and udp.port == 5000",
                "igmp or $group(239.0.0.0/8,7) => igmp or ip.dst == 239.0.0.0/8 and udp.port == 7",
                "igmp and ($both(1.2.3.4)) => igmp and (ip.dst == 1.2.3.4 and udp.port == 5 or ip.dst == 1.2.3.4 and udp.port == 6)",
            })
    void areWrittenOut(String text, String plain) throws FilterException {
        assertEquals(
                Filter.compile(plain).toString(), Filter.compile(text, MACROS).toString());
    }

    @Test
    void dollarsInStringsAreNoMacros() throws FilterException {
        assertEquals(false, Macros.isIn("frame contains \"$x\" and frame matches r\"a$\""));
        assertEquals("frame contains \"$1\"", Filter.compile("$text", MACROS).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "igmp or $bad => 9 in what the macro stands for",
                "igmp or $bta => 9 did you mean bad?",
                "$group(1.1.1.1) => 1 takes 2 arguments",
                "$group(1.1.1.1, 5) and udpp => 24 no field",
                "$group(1.1.1.1 => 1 ) is missing",
                "${group:1 => 1 not closed",
                "$loop => 1 deep",
                "igmp or $ => 9 $name(a, b)",
                "$5 => 1 $name(a, b)",
                "$bad( => 1 missing",
            })
    void complaintsAreAboutTheTextAsItStands(String text, String told) {
        FilterException e = assertThrows(FilterException.class, () -> Filter.compile(text, MACROS));
        String[] wanted = told.split(" ", 2);
        assertEquals(Integer.parseInt(wanted[0]), e.column(), e.getMessage());
        assertTrue(e.reason().contains(wanted[1]), e.getMessage());
        e.rendering();
    }

    @ParameterizedTest
    @CsvSource({"no equals sign", "= igmp", "name =", "two words = igmp", "1a = igmp"})
    void linesThatAreNoMacros(String line) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Macros.parse(List.of("a = igmp", line)));
        assertTrue(e.getMessage().startsWith("line 2: "), e.getMessage());
    }

    @Test
    void growthIsBounded() {
        Macros macros = Macros.parse(List.of(
                "a = $1 or $1 or $1 or $1 or $1 or $1 or $1 or $1",
                "b = $a($1) or $a($1) or $a($1) or $a($1) or $a($1)",
                "c = $b($1) or $b($1) or $b($1) or $b($1) or $b($1)",
                "d = $c($1) or $c($1) or $c($1) or $c($1) or $c($1)",
                "e = $d($1) or $d($1) or $d($1) or $d($1) or $d($1)"));
        String text = "$e(" + "igmp or ".repeat(1000) + "igmp)";
        FilterException e = assertThrows(FilterException.class, () -> Filter.compile(text, macros));
        assertTrue(e.reason().contains("longer than a megabyte"), e.reason());
    }
}
