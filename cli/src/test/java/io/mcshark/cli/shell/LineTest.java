package io.mcshark.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class LineTest {
    private static final List<String> RIGHT = FilterLines.RIGHT;

    @ParameterizedTest
    @FieldSource("RIGHT")
    void filtersStayWholeBeforeAPipe(String filter) {
        assertEquals(new Line("filter", filter, null, false), Line.parse("filter " + filter));
        assertEquals(new Line("filter", filter, "wc -l", false), Line.parse(" filter  " + filter + "  | wc -l "));
        assertEquals(new Line("filter", filter, "a b", true), Line.parse("filter " + filter + " |> a b"));
        Line packets = Line.parse("packets -V -Y " + filter);
        assertEquals(List.of("-V", "-Y", filter), packets.arguments());
        assertNull(packets.target());
    }

    @Test
    void filtersStayWholeBehindAnOptionAndBeforeAPipe() {
        for (String filter : List.of("ip.ttl > 5 || udp", "udp.payload contains \"a | b\"", "!igmp")) {
            Line line = Line.parse("packets -Y " + filter + " | head -n 1");
            assertEquals(List.of("-Y", filter), line.arguments());
            assertEquals("head -n 1", line.target());
        }
    }

    @Test
    void wordsAreQuotedAsInAUnixShell() {
        assertEquals(
                List.of("239.1.1.1:5000", "--text", "a | b", "--file", "my file", "it's", ""),
                Line.parse("send 239.1.1.1:5000 --text 'a | b' --file my\\ file it\\'s \"\"")
                        .arguments());
        assertEquals(
                List.of("ip.ttl > 5", "-x"),
                Line.parse("packets 'ip.ttl > 5' -x").arguments());
        assertEquals(
                "less", Line.parse("send 239.1.1.1 --text \"a | b\" | less").target());
        assertEquals(
                "grep 'a | b' | wc", Line.parse("packets | grep 'a | b' | wc").target());
    }

    @Test
    void whatIsLeftOpenIsSaidWithItsPlace() {
        assertTrue(assertThrows(UserError.class, () -> Line.parse("packets |"))
                .getMessage()
                .contains("column 9"));
        assertTrue(assertThrows(UserError.class, () -> Line.parse("open 'a b").arguments())
                .getMessage()
                .contains("character 1"));
    }
}
