package io.mcshark.cli.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Main;
import io.mcshark.cli.Ran;
import io.mcshark.pcaps.Pcaps;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code expert}: what it shows, what it answers to scripts; and the filter on findings. */
class ExpertTest {
    private static final String TTLS = Pcaps.path("udp-ttl.pcap").toString();
    private static final String OURS = "documentation-group-used,link-local-group-ttl-gt-1,igmp-unknown-type";

    private static Ran expert(String capture, String... more) {
        String[] words = new String[more.length + 6];
        List<String> first = List.of("expert", Pcaps.path(capture).toString(), "-t", "u", "--only", OURS);
        System.arraycopy(first.toArray(), 0, words, 0, 6);
        System.arraycopy(more, 0, words, 6, more.length);
        return Ran.mcshark(words);
    }

    @Test
    void tellsWhatWhereHowOftenAndInWhichFrames() {
        assertEquals("""
                warn  documentation-group-used
                    192.0.2.1 > 233.252.0.1:5004: a group for examples in documents
                        once, at 04:03:34.667186, frame 8
                    192.0.2.1 > 234.192.0.2:5004: a group for examples in documents
                        once, at 04:03:34.673465, frame 9

                note  link-local-group-ttl-gt-1
                    192.0.2.1 > 224.0.0.251:5004: TTL 16
                        once, at 04:03:34.648086, frame 5

                2 warnings, 1 note in 9 packets over 51.41 ms
                Too short to tell what is missing: no querier, no answer; that takes 4 min 20 s.
                """, expert("udp-ttl.pcap").out());
        String many = expert("routers.pcap").out();
        assertTrue(
                many.contains("13 times from 09:00:47.347719 to 09:00:47.347849, frames 10, 11, 12, 13, 14 … 22\n"),
                many);
        assertTrue(many.contains("    and 3 more (--verbose shows them)\n"), many);
        assertTrue(many.contains("8 notes in 38 packets"), many);
        assertEquals(
                8,
                expert("routers.pcap", "--verbose")
                        .out()
                        .lines()
                        .filter(l -> l.contains("type 0x"))
                        .count());
    }

    @Test
    void verboseHasReasonsAndAdvice() {
        String out = expert("udp-ttl.pcap", "--verbose", "--severity", "warn").out();
        assertTrue(out.contains("    Why: An example was copied into a configuration"), out);
        assertTrue(out.contains("    Do:  Give the group an address of your own.\n"), out);
        assertFalse(out.contains("link-local-group-ttl-gt-1"), out);
        assertTrue(out.contains("2 warnings, 1 note in"), "the summary counts all: " + out);
    }

    @Test
    void jsonHasEverythingOneObjectAFinding() {
        Ran ran = expert("udp-ttl.pcap", "--ndjson");
        assertEquals(3, ran.out().lines().count());
        String last = ran.out().lines().toList().getLast();
        String expected =
                "{\"schema\":1,\"record\":\"finding\",\"severity\":\"note\",\"id\":\"link-local-group-ttl-gt-1\","
                        + "\"about\":\"192.0.2.1 > 224.0.0.251:5004\",\"text\":\"TTL 16\",\"count\":1,\"suppressed\":0,"
                        + "\"first\":\"1795233814.648086000\",\"last\":\"1795233814.648086000\",\"frames\":[5],"
                        + "\"protocol\":\"ip\",\"why\":\"Routers ";
        assertTrue(last.startsWith(expected), last);
        assertTrue(ran.err().contains("2 warnings, 1 note in 9 packets"), ran.err());
        assertTrue(expert("udp-ttl.pcap", "--csv").out().startsWith("severity,id,about,text,count,"));
        assertTrue(
                expert("udp-ttl.pcap", "--sort", "about").out().startsWith("Severity  Rule "),
                "a table when asked for");
    }

    @ParameterizedTest
    @CsvSource({"chat, 1", "note, 1", "warn, 1", "error, 0"})
    void scriptsAreTold(String level, int code) {
        assertEquals(code, expert("udp-ttl.pcap", "--fail-on", level).code());
    }

    @Test
    void whatIsLeftOutDoesNotFail() {
        assertEquals(
                Main.OK,
                expert("udp-ttl.pcap", "--fail-on", "warn", "--without", "documentation-group-used")
                        .code());
        Ran none = expert("igmp-v3.pcap", "--fail-on", "chat");
        assertEquals(Main.OK, none.code());
        assertTrue(none.out().startsWith("Nothing found in 48 packets"), none.out());
        assertEquals("", none.err());
    }

    /** Sixteen packets and more at once every 130 ms or so: up to 16.9 Mbit/s within 1 ms, 169 kbit/s within 100 ms. */
    @ParameterizedTest
    @CsvSource({
        "'', false, false",
        "--link 100M, false, false",
        "--link 1M, true, false",
        "--link 200kbps, true, true",
    })
    void linksWhoseSpeedIsToldHaveRoomOrNot(String told, boolean burst, boolean full) {
        String words = "expert ../test-pcaps/src/main/resources/pcaps/rtp-spoiled.pcap --ndjson " + told;
        Ran ran = Ran.mcshark(words.strip().split(" "));
        assertEquals(0, ran.code(), ran.err());
        assertEquals(burst, ran.out().contains("burst-over-threshold"), ran.out());
        assertEquals(full, ran.out().contains("bandwidth-over-link"), ran.out());
    }

    @Test
    void everyRuleIsExplained() {
        Ran ran = Ran.mcshark("expert", "--explain", "ttl-one-routable-group");
        assertTrue(ran.out().startsWith("ttl-one-routable-group  (warn, ip)\n    When: Data has a TTL"), ran.out());
        assertTrue(ran.out().endsWith("    Show: -Y 'mcast.finding == \"ttl-one-routable-group\"'\n"), ran.out());
        assertTrue(ran.out().lines().allMatch(line -> line.length() <= 100), ran.out());
        String all = Ran.mcshark("expert", "--explain", "all").out();
        assertTrue(all.contains("\n\nttl-zero  (error, ip)\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--explain ttl-zeroo | --explain ttl-zeroo: no such rule; did you mean ttl-zero?",
                "--only nothing-like-it-at-all x.pcap | --only nothing-like-it-at-all: no such rule; mcshark expert --explain all lists them",
                "--severity bad x.pcap | --severity bad: give one of chat, note, warn, error",
                "--fail-on bad x.pcap | --fail-on bad: give one of chat, note, warn, error",
            })
    void mistakesAreTold(String words, String said) {
        Ran ran = Ran.mcshark(("expert " + words).split(" "));
        assertEquals(Main.ERROR, ran.code());
        assertEquals("mcshark: " + said + "\n", ran.err());
    }

    // ---- findings as fields

    @Test
    void packetsAreFilteredByWhatWasFoundOnThem() {
        Ran ran = Ran.mcshark(
                "read",
                TTLS,
                "-Y",
                "mcast.finding == \"link-local-group-ttl-gt-1\"",
                "-T",
                "fields",
                "-e",
                "frame.number",
                "-e",
                "mcast.finding");
        assertEquals("5\tlink-local-group-ttl-gt-1\n", ran.out());
        assertEquals("mcshark: analysing all packets in their order, for fields that need it\n", ran.err());
        assertEquals(
                "8\n9\n",
                Ran.mcshark(
                                "read",
                                TTLS,
                                "-Y",
                                "mcast.finding contains \"documentation\"",
                                "-T",
                                "fields",
                                "-e",
                                "frame.number")
                        .out());
    }

    @Test
    void aFindingThatThereIsNoneOfIsRefused() {
        Ran ran = Ran.mcshark("read", TTLS, "-Y", "mcast.finding == \"ttl-zeroo\"");
        assertEquals(Main.ERROR, ran.code());
        assertTrue(ran.err().contains("no rule is called so; did you mean ttl-zero?"), ran.err());
    }

    @Test
    void explainFilterTellsOfTheAnalysis() {
        String out =
                Ran.mcshark("explain-filter", "mcast.finding == \"ttl-zero\"").out();
        assertTrue(out.contains("\nAnalyses all packets in their order"), out);
        assertFalse(Ran.mcshark("explain-filter", "ip.ttl == 0").out().contains("Analyses"));
    }
}
