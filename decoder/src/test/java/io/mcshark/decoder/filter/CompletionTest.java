package io.mcshark.decoder.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.filter.Completion.State;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest {
    private static Completion at(String text) {
        return Completion.at(text, text.length());
    }

    private static List<String> texts(Completion completion) {
        return completion.candidates().stream().map(Completion.Candidate::text).toList();
    }

    @Test
    void protocolsBeforeFields() {
        assertTrue(texts(at("")).containsAll(List.of("ip", "udp", "igmp", "frame")));
        assertFalse(texts(at("")).contains("udp.port"));
        assertEquals(List.of("igmp"), texts(at("igm")));
        assertEquals(0, at("igm").from());
        assertTrue(texts(at("igmp")).containsAll(List.of("igmp", "igmp.type", "igmp.maddr")));
        assertEquals(List.of("udp.srcport"), texts(at("ip.ttl == 1 and udp.sr")));
        assertEquals(16, at("ip.ttl == 1 and udp.sr").from());
        assertEquals(
                new Completion.Candidate("udp.srcport", "Source Port (unsigned integer)"),
                at("udp.sr").candidates().getFirst());
    }

    @Test
    void insideTheText() {
        Completion completion = Completion.at("udp.sr == 53", 6);
        assertEquals(List.of("udp.srcport"), texts(completion));
        assertEquals(State.WRONG, completion.state());
        assertEquals(1, completion.error().column());
    }

    @Test
    void operatorsOfTheType() {
        assertTrue(texts(at("ip.ttl ")).containsAll(List.of("==", "!=", "<", ">=", "in", "&", "and", "or")));
        assertFalse(texts(at("ip.ttl ")).contains("contains"));
        assertFalse(texts(at("ip.flags.df ")).contains("<"));
        assertTrue(texts(at("frame.protocols ")).contains("contains"));
        assertEquals(List.of("contains"), texts(at("frame.protocols co")));
        assertEquals(List.of("contains", "matches", "and", "or", "xor"), texts(at("udp ")));
        assertEquals(
                List.of("len("),
                texts(at("le")).stream().filter(t -> t.endsWith("(")).toList());
        assertTrue(texts(at("ip and len(ud")).contains("udp"));
        assertTrue(texts(at("sam")).contains("same_record"));
        assertTrue(texts(at("eth.dst[0:3] ")).contains("contains"));
        assertEquals(List.of("{"), texts(at("ip.ttl in ")));
        assertEquals(List.of("and", "or", "xor"), texts(at("ip.ttl == 1 ")));
        assertEquals(List.of("and", "or", "xor"), texts(at("ip.ttl in {1} ")));
        assertEquals(List.of("}"), texts(at("ip.ttl in {1 ")));
    }

    @Test
    void namesOfValues() {
        assertTrue(texts(at("igmp.type == ")).contains("\"Membership Query\""));
        assertTrue(texts(at("igmp.type == \"leave g")).contains("\"Leave Group\""));
        assertFalse(texts(at("igmp.type == \"leave g")).contains("\"Membership Query\""));
        assertEquals(13, at("igmp.type == \"leave g").from());
        assertTrue(texts(at("igmp.type in {\"Leave Group\", ")).contains("\"Membership Query\""));
        assertEquals(List.of("True", "False"), texts(at("ip.flags.df == ")));
        assertEquals(List.of("udp.dstport"), texts(at("udp.srcport == udp.d")));
        assertEquals(List.of(), texts(at("eth.dst[0] == ")));
    }

    @Test
    void namesOfRules() {
        assertEquals(List.of("\"ttl-zero\""), texts(at("mcast.finding == \"ttl-z")));
        assertTrue(texts(at("mcast.finding in {")).contains("\"ttl-one-routable-group\""));
        assertEquals(State.VALID, at("mcast.finding contains \"ttl\"").state());
        assertEquals(State.WRONG, at("mcast.finding == \"ttl-zeroo\" and ip").state());
        String said = at("mcast.finding in {\"ttl-zeroo\"}").error().getMessage();
        assertTrue(said.contains("did you mean ttl-zero?"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "udp", "udp.port == 53", "not igmp ", "ip.ttl in {1}"})
    void valid(String text) {
        assertEquals(State.VALID, at(text).state());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ud",
                "udp.",
                "udp.po",
                "udp.port ==",
                "udp.port == ",
                "udp and",
                "(udp",
                "not ",
                "ip.ttl in {1,",
                "an",
                "igmp.type == \"Memb",
                "ip.src == 10.0.",
                "eth.dst[0:",
                "any udp.port",
                "igmp.type == \"Membership\""
            })
    void incomplete(String text) {
        assertEquals(State.INCOMPLETE, at(text).state(), () -> "" + at(text).error());
    }

    @ParameterizedTest
    @CsvSource({"udq, 1", "udp.port == 53 y , 16", "udp)), 4", "'ip.ttl == 300 ', 11", "ud == 1, 1", "= udp, 1"})
    void wrong(String text, int column) {
        Completion completion = at(text);
        assertEquals(State.WRONG, completion.state());
        assertEquals(column, completion.error().column());
    }

    @Test
    void anyCursorInAnyTextIsAnswered() {
        for (String text : List.of(
                "igmp.type in {\"Leave Group\", 0x11..0x16} and not eth.dst[0:3,5] & 01 == 'a' or ip.src#[-1] == ip.dst",
                "r\"abc\\\"",
                "'",
                "#",
                "[",
                "\"\\",
                "}{)(",
                "ü")) {
            for (int cursor = 0; cursor <= text.length(); cursor++) {
                Completion completion = Completion.at(text, cursor);
                assertTrue(completion.from() <= cursor);
            }
        }
    }
}
