package io.mcshark.capture.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FileNamesTest {
    private static final ZonedDateTime AT = ZonedDateTime.of(2026, 1, 1, 12, 0, 7, 0, ZoneOffset.UTC);

    @Test
    void dumpcapNumbersFromOneAndStampsTheTime() {
        FileNames names = FileNames.dumpcap(Path.of("dir.d/cap.pcapng"));
        assertEquals("dir.d/cap_00001_20260101120007.pcapng", names.file(0, AT).toString());
        assertEquals("dir.d/cap_00012_20260101120007.pcapng", names.file(11, AT).toString());
        assertEquals(
                "dir.d/cap_00000_20260101120007.pcapng", names.file(99_999, AT).toString());
        assertEquals(
                "dir.d/cap_00001_20260101120007.pcapng", names.file(100_000, AT).toString());
        assertEquals(
                "dir.d/cap_00001_20260101120007",
                FileNames.dumpcap(Path.of("dir.d/cap")).file(0, AT).toString());
    }

    @Test
    void tcpdumpAppendsANumberFromTheSecondFileOn() {
        assertEquals("x.pcap x.pcap1 x.pcap2", sequence(FileNames.tcpdump(Path.of("x.pcap"), true, false, 0), 3));
    }

    @Test
    void tcpdumpTurnsWithAsManyDigitsAsTheLastNumberHas() {
        assertEquals("x0 x1 x2 x0 x1", sequence(FileNames.tcpdump(Path.of("x"), true, false, 3), 5));
        assertEquals("x00 x01", sequence(FileNames.tcpdump(Path.of("x"), true, false, 11), 2));
        assertEquals("x0 x1", sequence(FileNames.tcpdump(Path.of("x"), true, false, 10), 2));
        assertEquals("x x", sequence(FileNames.tcpdump(Path.of("x"), true, false, 1), 2));
    }

    @Test
    void tcpdumpFillsTheTimeInWithRotationByTime() {
        assertEquals("a-12:00:07-Thu%", sequence(FileNames.tcpdump(Path.of("a-%T-%a%%"), false, true, 0), 1));
        assertEquals("a-001 a-0011", sequence(FileNames.tcpdump(Path.of("a-%j"), true, true, 0), 2));
        assertEquals("a-%T", sequence(FileNames.tcpdump(Path.of("a-%T"), false, false, 0), 1));
    }

    @Test
    void strftimeKnowsTheConversionsThatNamesUse() {
        assertEquals(
                "2026-01-01 26 01  1 12 12 00 07 PM Thursday Jan January 01/01/26 12:00 1767268807 4 4 01 +0000 %Q %",
                FileNames.strftime("%F %y %m %e %H %I %M %S %p %A %b %B %D %R %s %u %w %V %z %Q %", AT));
    }

    private static String sequence(FileNames names, int count) {
        return String.join(
                " ",
                IntStream.range(0, count)
                        .mapToObj(i -> names.file(i, AT).toString())
                        .toList());
    }
}
