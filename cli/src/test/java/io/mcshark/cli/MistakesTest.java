package io.mcshark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcshark.pcaps.Pcaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a person gets wrong: one line on standard error that says what, exit code 2, nothing on standard output, no file made or
 * touched. What send and receive refuse is in {@link io.mcshark.cli.traffic.BadInputTest}.
 */
class MistakesTest {
    /** Takes the rights of root that a test must be without; nothing for others. */
    private static final String WITHOUT_RIGHTS =
            "setpriv --inh-caps=-all --bounding-set=-net_raw,-net_admin,-dac_override,-dac_read_search ";

    @TempDir
    Path folder;

    private Map<String, String> before;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectory(folder.resolve("folder"));
        Files.createFile(folder.resolve("empty"));
        Files.writeString(folder.resolve("foreign"), "no savefile at all, but a text\n");
        Files.copy(Pcaps.path("igmp-v3.pcap"), folder.resolve("in.pcap"));
        Files.copy(Pcaps.path("igmp-v2.pcap"), folder.resolve("old.pcap"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("in.pcap"));
        Files.writeString(folder.resolve("unreadable"), "secret");
        Files.setPosixFilePermissions(folder.resolve("unreadable"), PosixFilePermissions.fromString("---------"));
        Files.createDirectory(
                folder.resolve("unwritable"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        before = listing();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "read => FILE is missing",
                "read @/nofile => /nofile: no such file",
                "read @/nofolder/nofile => no such file",
                "read @/empty => /empty: is empty",
                "read @/foreign => /foreign: not a pcap or pcapng file; looks like text",
                "read @/folder => /folder: is a directory",
                "read @/in.pcap @/nofile => /nofile: no such file",
                "read @/in.pcap @/foreign -w @/out.pcapng => /foreign: not a pcap",
                "-r @/nofile => /nofile: no such file",
                "read --follow @/nofile => /nofile: no such file",
                "read @/in.pcap -c 0 => -c 0: give a number of packets, from 1 on",
                "read @/in.pcap -c -1 => -c -1: give a number of packets, from 1 on",
                "read @/in.pcap -c x => -c x: give a whole number",
                "read @/in.pcap -c 99999999999999999999 => -c 99999999999999999999: the number is too large",
                "read @/in.pcap -c => -c needs a value: N",
                "read @/in.pcap -T xml -e ip.src => -T xml: give one of fields, json, ndjson, csv",
                "read @/in.pcap -T json => -T json needs the fields to print: -e FIELD",
                "read @/in.pcap -e ip.scr => -e ip.scr: no such field; did you mean ip.src?",
                "read @/in.pcap -T fields -e zzzzz => -e zzzzz: no such field (mcshark fields lists them)",
                "read @/in.pcap -t now => -t now: give one of a, ad, d, dd, e, r, u, ud",
                "read @/in.pcap -w @/in.pcap => /in.pcap: is being read; write to another file",
                "read @/in.pcap -w @/link => /link: is being read; write to another file",
                "read @/old.pcap @/in.pcap -w @/in.pcap => /in.pcap: is being read; write to another file",
                "read @/in.pcap -w @/nofolder/out.pcap => out.pcap: cannot be written: there is no such folder",
                "read @/in.pcap -w @/folder => /folder: is a directory",
                "read @/in.pcap -w /dev/full => /dev/full: writing failed (No space left on device)",
                "read @/in.pcap -w - -V => -w -: standard output takes either",
                "read @/in.pcap --chekcsums => no option --chekcsums; did you mean --checksums?",
                "read @/in.pcap --zzz => no option --zzz; --help lists them",
                "info => FILE is missing",
                "info @/nofile => /nofile: no such file",
                "info @/empty => /empty: is empty",
                "info @/foreign => /foreign: not a pcap or pcapng file; looks like text",
                "info @/folder => /folder: is a directory",
                "capture -i lo -c 0 => -c 0: give a number of packets, from 1 on",
                "capture -i lo -c many => -c many: give a whole number",
                "capture -i lo -T xml -e ip.src => -T xml: give one of",
                "capture -i lo -e ip.scr => did you mean ip.src?",
                "capture -i lo -t now => -t now: give one of",
                "capture -i lo -w @/nofolder/out.pcap -s -1 => -s -1: give bytes",
                "capture -i lo -B 0 => -B 0: give MiB",
                "capture -i lo -w - -V => -w -: standard output takes either",
                "capture -i lo -f igmp igmp => two capture filters",
                "capture -i lo -f igmp --all => -f replaces the filter",
                "capture -i lo --join 10.0.0.1 => '10.0.0.1' is no multicast group",
                "capture -i lo --join 239.1.1.1,239.1.1.2 => the source before the comma is itself a multicast group",
                "capture -i lo --join 239.1.1 => '239.1.1' is no IP address",
                "capture -i lo --join ff02::1234%nowhere0 -w @/out.pcap => no interface 'nowhere0'",
                "capture -i nowhere0 --join 239.1.1.1 -w @/out.pcap => no interface",
                "capture -i any --join ff02::1234 -w @/out.pcap => ff02::1234 exists once per interface: name one with -i",
                "capture -i lo -a packets:0 => -a packets:0: give a number from 1 on",
                "capture -i lo -a size:1 => -a size:1: give one of duration:N",
                "capture -i lo -b filesize:1 => need -w FILE",
                "capture -i lo -b files:2 -w @/out.pcap => needs another -b",
                "capture -i lo --spool-dir @/nofolder => no such folder",
                "capture -i lo --spool-limit 1 => give at least 1M",
                "capture -i lo --spool-limit much => 'much' is no size",
                "-c 0 -i lo => -c 0: give a number of packets",
                "capture -L => -L and -J need -i IF",
                "explain => THING is missing",
                "explain 256 => a TTL is a number from 0 to 255, not 256",
                "explain -1 => a TTL is a number from 0 to 255, not -1",
                "explain 239.1.1.1:0 => a port is a number from 1 to 65535, not '0'",
                "explain 239.1.1.1:65536 => a port is a number from 1 to 65535, not '65536'",
                "explain 239.1.1.256 => 239.1.1.256 is no IPv4 address",
                "explain 239.1.1.1/33 => must be from 0 to 32",
                "explain what => 'what' is no address",
                "explain 239.1.1.1 what => 'what' is no address",
                "send 239.1.1.1:5000 --ttl x => --ttl x: give a whole number",
                "send 239.1.1.1:5000 --source-port 99999999999 => --source-port 99999999999: the number is too large",
                "send 239.1.1.1:5000 --size much => --size: 'much' is no size",
                "send 239.1.1.1:5000 --tll 3 => no option --tll; did you mean --ttl?",
                "fields nofield => no field begins with nofield",
                "fields ip udp => 'udp' is one word too many",
                "reed @/in.pcap => no command reed; did you mean read?",
                "listen => no command listen; there are read, capture",
                "help reed => no command reed"
            })
    void isOneLineAndExitCode2(String command, String message) throws IOException {
        Ran ran = Ran.mcshark(command.replace("@", folder.toString()).split(" "));
        assertEquals(2, ran.code(), ran.err());
        assertEquals("", ran.out());
        oneLine(ran.err(), message);
        assertEquals(before, listing());
    }

    @Test
    void emptyNamesAreSaid() throws IOException {
        oneLine(Ran.mcshark("read", "").err(), "the name of a file is empty");
        oneLine(Ran.mcshark("info", "").err(), "the name of a file is empty");
        oneLine(Ran.mcshark("read", in(), "-w", "").err(), "-w: the name of a file is empty");
        oneLine(Ran.mcshark("capture", "-i", "lo", "-w", "").err(), "-w: a name is missing");
        assertEquals(before, listing());
    }

    /** After the line with the column come two: the filter, and carets below what is wrong. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "ip.fooo == 3 => column 1 => ^^^^^^^",
                "ip.ttl = 3 => column 8 => `       ^`",
                "ip.ttl > => column 9 => `        ^`",
                "udp and (ip.ttl > 3 => column 20 => `                   ^`",
                "ip.src == 300.1.1.1 => column 11 => `          ^^^^^^^^^`"
            })
    void displayFilterIsShownWithCarets(String filter, String column, String carets) throws IOException {
        for (String[] command : new String[][] {
            {"read", in(), "-Y", filter},
            {"read", in(), "-w", folder + "/out.pcap", "-Y", filter},
            {"capture", "-i", "lo", "-Y", filter}
        }) {
            Ran ran = Ran.mcshark(command);
            assertEquals(2, ran.code());
            assertEquals("", ran.out());
            assertEquals(3, ran.err().lines().count(), ran.err());
            String[] lines = ran.err().split("\n");
            assertTrue(lines[0].startsWith("mcshark: ") && lines[0].contains(column), ran.err());
            assertEquals(filter, lines[1]);
            assertEquals(carets, lines[2]);
            assertEquals(before, listing());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "capture -i nowhere0 => no interface \"nowhere0\"; there are: ",
                "capture -i lo -i nowhere0 -w @/out.pcapng => no interface \"nowhere0\"; there are: ",
                "-i nowhere0 => no interface \"nowhere0\"; there are: ",
                "capture -i lo -f igmp_and => bad capture filter \"igmp_and\": ",
                "capture -i lo -w @/out.pcap igmp and and => bad capture filter \"igmp and and\": can't parse filter",
                "capture -i lo -w @/nofolder/out.pcap => out.pcap: cannot be written: there is no such folder",
                "capture -i lo -w @/folder => /folder: is a directory",
                "capture -i lo -w /dev/full -c 1 => /dev/full: writing failed (No space left on device)",
                "capture -i lo -j sundial => no time stamp type \"sundial\"; there are:",
                "interfaces nowhere0 => no interface \"nowhere0\"; there are: ",
                "capture -L -i nowhere0 => no interface \"nowhere0\"; there are: ",
                "capture -J -i nowhere0 => no interface \"nowhere0\"; there are: "
            })
    void captureRefusesBeforeItBegins(String command, String message) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeTrue(Ran.mcshark("interfaces").code() == 0, "needs libpcap");
        isOneLineAndExitCode2(command, message);
    }

    @Test
    void unreadableAndUnwritableAreSaid() throws IOException {
        assumeSetpriv();
        Ran ran = Ran.bash(folder, without("read unreadable"));
        assertEquals(2, ran.code(), ran.err());
        assertEquals("", ran.out());
        oneLine(ran.err(), "unreadable: no permission to read it");
        ran = Ran.bash(folder, without("read in.pcap -w unwritable/out.pcap"));
        assertEquals(2, ran.code(), ran.err());
        oneLine(ran.err(), "unwritable/out.pcap: no permission to write it");
        assertEquals(before, listing());
    }

    @Test
    void capturingWithoutPermissionSaysWhatWorks() throws IOException {
        assumeSetpriv();
        assumeTrue(Ran.mcshark("interfaces").code() == 0, "needs libpcap");
        Ran ran = Ran.bash(folder, without("capture -i lo -w out.pcapng"));
        assertEquals(2, ran.code(), ran.err());
        oneLine(ran.err(), "no permission to capture; use \"sudo mcshark");
        assertTrue(ran.err().contains("setpriv --ambient-caps=+net_raw,+net_admin"), ran.err());
        assertTrue(ran.err().contains("dumpcap -i lo -w - | mcshark read -"), ran.err());
        assertEquals(before, listing());
    }

    /** As when head has seen enough. */
    @ParameterizedTest
    @ValueSource(strings = {"", "-V", "-T json -e ip.src", "-T fields -e ip.src", "-w -"})
    void closedPipeEndsQuietly(String options) {
        String files = "in.pcap ".repeat(200);
        Ran ran = Ran.bash(folder, "mcshark read " + files + options + " | head -c 100");
        assertEquals("", ran.err());
        assertEquals(0, ran.code());
        assertFalse(ran.out().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read in.pcap",
                "read in.pcap -T csv -e ip.src",
                "read in.pcap -w -",
                "explain 239.1.1.1",
                "fields"
            })
    void fullDiskBehindStandardOutputIsSaid(String command) {
        Ran ran = Ran.bash(folder, "mcshark " + command + " > /dev/full");
        assertEquals(2, ran.code());
        oneLine(ran.err(), "standard output: ");
        assertTrue(ran.err().contains("No space left on device"), ran.err());
    }

    private String in() {
        return folder.resolve("in.pcap").toString();
    }

    /** The command as one without root's rights would run it. */
    private static String without(String command) {
        return "before='" + WITHOUT_RIGHTS + "' mcshark " + command;
    }

    private static void assumeSetpriv() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root, to give up its rights");
        assumeTrue(Ran.bash(Path.of("."), WITHOUT_RIGHTS + "true").code() == 0, "needs setpriv");
    }

    private static void oneLine(String err, String message) {
        assertEquals(1, err.lines().count(), err);
        assertTrue(err.startsWith("mcshark: ") && err.contains(message), err);
        assertFalse(err.contains("Exception"), err);
    }

    /** Each file's name with its size and the time it was written. */
    private Map<String, String> listing() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return files;
    }
}
