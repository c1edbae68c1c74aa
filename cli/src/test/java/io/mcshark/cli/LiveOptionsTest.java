package io.mcshark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.capture.live.CaptureFilter;
import io.mcshark.capture.live.CaptureSettings;
import io.mcshark.capture.live.Limits;
import io.mcshark.capture.live.Rotation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the options of a capture mean, and what is said about those that cannot be meant. */
class LiveOptionsTest {
    private static final ZonedDateTime AT = ZonedDateTime.of(2026, 1, 1, 12, 0, 7, 0, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @Test
    void nothingMoreThanAnInterfaceIsNeeded() {
        CaptureSettings settings = settings("-i", "eth0", "-i", "eth1");
        assertEquals(List.of("eth0", "eth1"), settings.interfaces());
        assertEquals(CaptureFilter.of(CaptureFilter.Scope.MULTICAST), settings.filter());
        assertEquals(262_144, settings.snaplen());
        assertTrue(settings.promiscuous());
        assertEquals(16 << 20, settings.bufferBytes());
        assertNull(settings.file());
        assertEquals(1L << 30, settings.spoolBytes());
        assertEquals(Limits.NONE, settings.limits());
        assertEquals(Rotation.NONE, settings.rotation());
    }

    @Test
    void tsharksOptionsMeanWhatTheyMeanThere() {
        CaptureSettings settings = settings(
                "-i",
                "eth0",
                "-f",
                "udp port 5",
                "-s",
                "96",
                "-p",
                "-B",
                "4",
                "-j",
                "host",
                "-c",
                "50",
                "-a",
                "packets:70",
                "-a",
                "duration:1.5",
                "-a",
                "filesize:3",
                "-w",
                "x.cap");
        assertEquals(CaptureFilter.of("udp port 5"), settings.filter());
        assertEquals(96, settings.snaplen());
        assertFalse(settings.promiscuous());
        assertEquals(4 << 20, settings.bufferBytes());
        assertEquals("host", settings.timestampType());
        assertEquals(new Limits(50, 3000, Duration.ofMillis(1500), 0), settings.limits());
        assertEquals(Path.of("x.cap"), settings.file());
        assertTrue(settings.pcap());
        assertEquals(262_144, settings("-i", "eth0", "-s", "0").snaplen());
        assertEquals(
                CaptureFilter.of(CaptureFilter.Scope.ALL),
                settings("-i", "x", "--all").filter());
        assertEquals(
                CaptureFilter.of(CaptureFilter.Scope.MULTICAST_AND_LINK),
                settings("-i", "x", "--l2").filter());
        assertEquals(
                CaptureFilter.of("igmp or udp"),
                settings("-i", "x", "igmp", "or", "udp").filter());
        assertEquals(200 << 20, settings("-i", "x", "--spool-limit", "200M").spoolBytes());
    }

    @Test
    void ringsAreNamedAsTheirOptionsCameFrom() {
        CaptureSettings ring =
                settings("-i", "x", "-w", "a.pcapng", "-b", "filesize:2", "-b", "files:3", "-a", "files:9");
        assertEquals(new Rotation(2000, 0, null, null, 3, false), ring.rotation());
        assertEquals(9, ring.limits().files());
        assertEquals("a_00002_20260101120007.pcapng", name(ring, 1));

        CaptureSettings timed =
                settings("-i", "x", "-w", "a", "-b", "duration:60", "-b", "interval:3600", "-b", "packets:5");
        assertEquals(new Rotation(0, 5, Duration.ofMinutes(1), Duration.ofHours(1), 0, false), timed.rotation());

        CaptureSettings turning = settings("-i", "x", "-w", "a.pcap", "-C", "2", "-W", "3");
        assertEquals(new Rotation(2_000_001, 0, null, null, 0, false), turning.rotation());
        assertEquals(0, turning.limits().files());
        assertEquals("a.pcap1", name(turning, 4));
        assertTrue(turning.pcap());

        CaptureSettings hourly = settings("-i", "x", "-w", "a-%H", "-G", "3600", "-W", "24");
        assertEquals(new Rotation(0, 0, Duration.ofHours(1), null, 0, true), hourly.rotation());
        assertEquals(24, hourly.limits().files());
        assertEquals("a-12", name(hourly, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "-s 300000 | -s 300000: give bytes, 1 to 262144",
                "-s -1 | -s -1: give bytes, 1 to 262144",
                "-s x | 'x' is not an int",
                "-B 0 | -B 0: give MiB, 1 to 2047",
                "-B 4000 | -B 4000: give MiB",
                "-c 0 | -c 0: give a number of packets",
                "-c 99999999999999999999 | is not a long",
                "-a size:3 | -a size:3: give one of duration:N, filesize:N, packets:N, files:N",
                "-a duration:x | -a duration:x: give seconds above 0",
                "-a duration:0 | give seconds above 0",
                "-a packets:-2 | -a packets:-2: give a number from 1 on",
                "-a files:3 | -a files:3 needs -b",
                "-b files:3 -w x | needs another -b",
                "-b filesize:3 | need -w FILE",
                "-b filesize:3 -w - | need -w FILE",
                "-b packets:0 -w x | -b packets:0: give a number from 1 on",
                "-b interval:-1 -w x | give seconds above 0",
                "-b packets:3 -C 1 -w x | give one or the other",
                "-W 3 -w x | -W 3 needs -C or -G",
                "-C 0 -w x | -C 0: give millions of bytes",
                "-C 1 -W 0 -w x | -W 0: give a number of files",
                "-G 1e99 -w x | -G 1e99: give seconds",
                "-C 1 | need -w FILE",
                "--all -f udp | -f replaces the filter that --all changes",
                "--l2 -f udp | -f replaces the filter that --l2 changes",
                "-f udp tcp | two capture filters",
                "--spool-dir /nowhere | --spool-dir /nowhere: no such folder",
                "--spool-limit 3 | --spool-limit 3: give at least 1M",
                "--spool-limit x | 'x' is no size",
                "--join 10.1.1.1 | '10.1.1.1' is no multicast group",
                "-w | Missing required parameter for option '-w'",
                "--nonsense | Unknown option: '--nonsense'",
                "-L | -L and -J need -i IF",
            })
    void whatCannotBeMeantIsOneLine(String arguments, String message) throws Exception {
        String[] words = ("capture " + (arguments.equals("-L") ? "" : "-i nowhere0 ") + arguments).split(" ");
        Ran ran = Ran.mcshark(words);
        assertEquals(Main.ERROR, ran.code());
        assertEquals("", ran.out());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().startsWith("mcshark: ") && ran.err().contains(message), ran.err());
    }

    @Test
    void aLineThatBeginsWithAnOptionCaptures() {
        assertTrue(Ran.mcshark("-i", "nowhere0", "-c", "0").err().contains("-c 0: give"));
    }

    @Test
    void tellsWhatToInstallWhereLibpcapIsMissing() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.pcap4j.core.pcapLibName=pcap-that-is-not-there",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "io.mcshark.cli.Main",
                        "capture",
                        "-i",
                        "lo",
                        "-w",
                        folder.resolve("x").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(Main.ERROR, process.waitFor(), said);
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.startsWith("mcshark: live capture needs libpcap") && said.contains("libpcap0.8"), said);
        assertFalse(Files.exists(folder.resolve("x")));
    }

    private static String name(CaptureSettings settings, int index) {
        return settings.names().file(index, AT).toString();
    }

    private static CaptureSettings settings(String... words) {
        LiveOptions options = new LiveOptions();
        CommandSpec spec = CommandSpec.create();
        List<String> filter = new java.util.ArrayList<>();
        options.declare(new Options(spec).operands(filter, "0..*", "BPF", ""));
        new CommandLine(spec).parseArgs(words);
        options.filter(filter);
        Console console = new Console(
                new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), new ByteArrayOutputStream(), false);
        return options.settings(console);
    }
}
