package io.mcshark.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.capture.PacketReader;
import io.mcshark.cli.Ran;
import io.mcshark.pcaps.Pcaps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The shell without a terminal: a script on standard input. */
class ScriptTest {
    private static final List<String> RIGHT = FilterLines.RIGHT, WRONG = FilterLines.WRONG;

    @TempDir
    Path folder;

    private Path in;
    private byte[] bytes;

    @BeforeEach
    void file() throws IOException {
        in = Files.copy(Pcaps.path("igmp-v3.pcap"), folder.resolve("in.pcap"));
        bytes = Files.readAllBytes(in);
    }

    @Test
    void eachCommandWorksOnWhatIsOpen() throws IOException {
        Path out = folder.resolve("out.pcapng");
        Ran ran = script(
                "# a comment, even with a bar |",
                "",
                "open " + in,
                "packets 1-2",
                "filter igmp.type == 0x11 and igmp.maddr == 0.0.0.0",
                "filter",
                "packets",
                "packets -c 1",
                "packets -Y igmp.record_type == 3 && igmp.maddr == 239.1.1.1",
                "write " + out,
                "filter off",
                "filter",
                "show 2",
                "show 26 -x",
                "hex 2",
                "hex 2 network",
                "hex 2 payload",
                "packets 3 -T fields -e igmp.maddr -e igmp.saddr",
                "explain 224.0.0.22",
                "fields igmp.maddr",
                "info " + in,
                "read " + in + " -c 1 -t e",
                "help",
                "help packets",
                "packets -8",
                "quit",
                "nothing is run behind it");
        assertEquals("", ran.err());
        assertEquals(0, ran.code());
        List<String> lines = ran.out().lines().toList();
        assertTrue(
                lines.get(0).startsWith("    1 ") && lines.get(0).endsWith("join 239.1.1.1  ttl 1 link-local (IGMP)"));
        assertTrue(lines.get(1).startsWith("    2 "));
        assertEquals("igmp.type == 0x11 and igmp.maddr == 0.0.0.0", lines.get(2));
        assertTrue(lines.get(3).startsWith("   19 ") && lines.get(4).startsWith("   21 "), lines.get(4));
        assertTrue(lines.get(5).startsWith("   19 "), "-c 1");
        assertTrue(lines.get(6).startsWith("   37 ") && lines.get(6).contains("leave 239.1.1.1"), lines.get(6));
        String rest = ran.out().substring(ran.out().indexOf("packets written to"));
        assertTrue(rest.startsWith("packets written to " + out + "\nno filter\n"), rest);
        assertTrue(rest.contains("    Frame Number: 2\n"));
        assertTrue(rest.contains("    Frame Number: 26\n"));
        assertTrue(rest.contains("0000  01 00 5e 00 00 16 02 00  00 00 00 01 08 00 46 c0   ..^...........F.\n"));
        assertTrue(rest.contains("0000  46 c0 00 28"));
        assertTrue(rest.contains("0000  22 00 e9 fb"));
        assertTrue(rest.contains("\n239.1.1.1\t192.0.2.7\n"));
        assertTrue(rest.contains("224.0.0.22  IPv4 multicast group\n"));
        assertTrue(rest.contains("\nigmp.maddr "));
        assertTrue(rest.contains("\n1795233614.434233 192.0.2.1 > "));
        assertTrue(rest.contains("\n  explain "));
        assertTrue(rest.contains("Usage: packets "));
        try (PacketReader written = PacketReader.open(out)) {
            assertTrue(written.next() && written.next());
            assertFalse(written.next());
        }
    }

    @Test
    void outputGoesToProgramsAndFiles() throws IOException {
        Path list = folder.resolve("a list");
        Ran ran = script(
                "open " + in,
                "packets | wc -l | tr -d ' '",
                "packets -Y igmp.type == 0x11 | grep -c 'general' | tr 0-9 a-j",
                "packets -T fields -e frame.number |> " + list,
                "explain 239.1.1.1 | head -n 1",
                "show 1 | sed -n '$='",
                "packets 1-2 -T fields -e frame.number");
        assertEquals("", ran.err());
        assertEquals(0, ran.code());
        List<String> lines = ran.out().lines().toList();
        assertEquals("48", lines.get(0));
        assertEquals("c", lines.get(1));
        assertEquals("239.1.1.1  IPv4 multicast group", lines.get(2));
        assertEquals(List.of("1", "2"), lines.subList(4, 6));
        assertEquals(
                Stream.iterate(1, n -> n + 1).limit(48).map(String::valueOf).toList(), Files.readAllLines(list));
    }

    /** Before and after the program's end, which Java calls by different names. */
    @Test
    void programsNeedNotReadToTheEnd() {
        String many = (in + " ").repeat(300);
        Ran ran = script(
                "read " + many + "| head -n 1",
                "read " + many + "-V | true",
                "explain 239.1.1.1 | true",
                "read " + in + " -c 1 | exit 3");
        assertEquals("", ran.err());
        assertEquals(0, ran.code());
        assertEquals(1, ran.out().lines().count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "packets => nothing is open: open FILE, or capture start -i INTERFACE",
                "show 1 => nothing is open",
                "hex 1 => nothing is open",
                "write @/out.pcap => nothing is open",
                "open => FILE is missing",
                "open @/nofile => nofile: no such file",
                "open @ => is a directory, not a savefile",
                "open '@/in.pcap => open: the quote at character 1 is not closed",
                "bogus => no command bogus; there are open, captures",
                "|| => no command ||",
                "pakcets => no command pakcets; did you mean packets?",
                "help bogus => no command bogus",
                "open @/in.pcap; show 49 => no packet 49; in.pcap has 48",
                "open @/in.pcap; show 0 => packets are numbered from 1, not 0",
                "open @/in.pcap; show x => N x: give a whole number",
                "open @/in.pcap; hex 1 all => 'all': give one of frame, network, payload",
                "open @/in.pcap; packets 5-2 => packets 5-2: give a number, or a range",
                "open @/in.pcap; packets -c 0 => -c 0: give a number of packets, from 1 on",
                "open @/in.pcap; packets -e ip.scr => did you mean ip.src?",
                "open @/in.pcap; packets -t now => -t now: give one of",
                "open @/in.pcap; packets | => column 9: nothing behind |",
                "open @/in.pcap; packets |> @/in.pcap => in.pcap: is being read; write to another file",
                "open @/in.pcap; packets |> @/nofolder/out => nofolder/out: cannot be written: there is no such folder",
                "open @/in.pcap; packets |> @ => Is a directory",
                "open @/in.pcap; explain 224.0.0.1 |> @/nofolder/out => cannot be written: there is no such folder",
                "open @/in.pcap; bogus |> @/out => no command bogus",
                "open @/in.pcap; packets -c 0 |> @/out => -c 0",
                "open @/in.pcap; write @/in.pcap => in.pcap: is being read; write to another file",
                "open @/in.pcap; write @/nofolder/out.pcap => there is no such folder",
                "open @/in.pcap; write => FILE is missing",
                "open @/in.pcap; capture start -i lo -w @/in.pcap => in.pcap: is being read; write to another file",
                "capture => start|stop is missing",
                "capture stop => no capture is running",
                "capture pause => capture pause: give start or stop",
                "capture start -i nowhere0 => nowhere0",
                "explain 256 => a TTL is a number from 0 to 255, not 256",
                "send 239.1.1.1:5000 --ttl 256 => TTL 256 is outside 0 to 255"
            })
    void mistakesEndTheScriptWithTheirLine(String commands, String message) throws IOException {
        String[] lines = commands.replace("@", folder.toString()).split("; ");
        String[] more = new String[lines.length + 1];
        System.arraycopy(lines, 0, more, 0, lines.length);
        more[lines.length] = "explain 239.1.1.1";
        Ran ran = script(more);
        assertEquals(2, ran.code());
        assertEquals("", ran.out());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().startsWith("mcshark: line " + lines.length + ": "), ran.err());
        assertTrue(ran.err().contains(message), ran.err());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(in), files.toList());
        }
        assertEquals(bytes.length, Files.size(in));
    }

    @ParameterizedTest
    @FieldSource("RIGHT")
    void filtersArriveByteForByte(String filter) {
        Ran ran = script("filter " + filter, "filter", "packets -Y " + filter + " |> " + folder + "/none");
        assertEquals("mcshark: line 3: nothing is open: open FILE, or capture start -i INTERFACE\n", ran.err());
        assertEquals(filter + "\n", ran.out());
    }

    @ParameterizedTest
    @FieldSource("WRONG")
    void wrongFiltersAreShownAsTheyArrived(String filter) {
        for (String command : List.of("filter ", "packets -Y ")) {
            Ran ran = script(command + filter);
            assertEquals(2, ran.code(), ran.out());
            assertEquals("", ran.out());
            List<String> lines = ran.err().lines().toList();
            assertTrue(lines.get(0).startsWith("mcshark: line 1: column "), ran.err());
            assertEquals(filter, lines.get(1));
            assertTrue(lines.get(2).strip().matches("\\^+"), ran.err());
            assertEquals(3, lines.size());
        }
    }

    /** What follows filter is no option of it. */
    @Test
    void filterTakesNoOptions() {
        for (String text : List.of("--help", "-x", "-- udp")) {
            Ran ran = script("filter " + text);
            assertEquals(2, ran.code());
            assertEquals(text, ran.err().lines().toList().get(1));
        }
    }

    @Test
    void linesMayEndAsOnWindowsAndTheLastNeedsNoEnd() {
        Ran ran = Ran.mcshark(("open " + in + "\r\nfilter igmp\r\nfilter").getBytes(StandardCharsets.UTF_8));
        assertEquals("igmp\n", ran.out());
        assertEquals(0, ran.code());
    }

    private static Ran script(String... lines) {
        return Ran.mcshark((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
