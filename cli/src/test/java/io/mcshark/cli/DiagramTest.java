package io.mcshark.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DiagramTest {
    private static final String RULER = """
             0                   1                   2                   3
             0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
            """;
    private static final String LINE = "+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+\n";

    private static String of(String protocol) {
        Ran ran = Ran.mcshark("diagram", protocol);
        assertEquals(Main.OK, ran.code(), ran.err());
        return ran.out();
    }

    @Test
    void udpIsDrawnAsInRfc768() {
        String figure = "User Datagram Protocol (udp)\n\n"
                + RULER
                + LINE
                + "|          Source Port          |       Destination Port        |\n"
                + LINE
                + "|            Length             |           Checksum            |\n"
                + LINE;
        assertTrue(of("udp").startsWith(figure), of("udp"));
    }

    /** RFC 9776, 4.1: the bits of a word, what stands where several readings of an octet are, where the query goes on. */
    @Test
    void anIgmpQueryIsDrawnAsInItsRfc() {
        String figure = "\nQuery\n\n"
                + RULER
                + LINE
                + "|     Type      |       *       |           Checksum            |\n"
                + LINE
                + "|                       Multicast Address                       |  Group\n"
                + LINE
                + "| Resv  |S| QRV |     QQIC      |            Num Src            |  Query\n"
                + LINE
                + "  *  Create Group Request, Reply, Reply Pending, Max Resp Time, Max Resp Code,\n";
        assertTrue(of("igmp").contains(figure), of("igmp"));
        assertTrue(of("igmp").contains("\nGroup Record, Source\n\n" + RULER), "parts in parts");
    }

    /** A field of several rows is open inside; one that begins in the middle of a row meets it. */
    @Test
    void fieldsOverSeveralRows() {
        String figure = LINE
                + """
                |                          Destination                          |
                +                               +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
                |                               |                               |
                +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+                               +
                |                            Source                             |
                """
                + LINE
                + "|             Type              |                                  Ethernet II\n"
                + LINE.substring(0, 33)
                + "\n";
        assertTrue(of("eth").contains(figure), of("eth"));
    }

    @Test
    void whatDoesNotFitIsExplained() {
        assertTrue(of("probe").contains("|       reserved        |S|A|R|L|"), of("probe"));
        assertTrue(of("probe").contains("\n  L  Last of the run (mcast.probe.flags.last)\n"), of("probe"));
    }

    static Stream<String> protocols() {
        return Diagram.names().stream();
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void everyProtocolIsDrawnInLinesThatEndWhereTheyShould(String protocol) {
        List<String> lines = of(protocol).lines().toList();
        assertAll(lines.stream().map(line -> () -> {
            assertEquals(line.stripTrailing(), line);
            assertTrue(line.length() <= 110, line);
            if (line.startsWith("+")) {
                assertTrue(line.length() <= 65 && line.endsWith("+"), line);
            }
        }));
    }

    @ParameterizedTest
    @CsvSource({"igpm, igmp", "ipv5, ipv6", "igmp.type, igmp"})
    void anUnknownProtocolIsAskedBack(String name, String near) {
        Ran ran = Ran.mcshark("diagram", name);
        assertEquals(Main.ERROR, ran.code());
        assertEquals("", ran.out());
        assertEquals("mcshark: no protocol " + name + "; did you mean " + near + "?\n", ran.err());
    }

    @Test
    void whatIsLikeNoProtocolGetsNoGuess() {
        assertEquals(
                "mcshark: no protocol nonsensical\n",
                Ran.mcshark("diagram", "nonsensical").err());
    }
}
