package io.mcshark.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SavefileSummaryTest {
    @Test
    void countsSectionsInterfacesAndWhatIsNoPacket() throws IOException {
        Bytes file = Samples.pcapng(false, 10).add(Samples.pcapng(true, 4));
        SavefileSummary summary = SavefileSummary.of(Reading.of(file));
        assertNull(summary.damage());
        assertEquals(2, summary.sectionCount());
        assertEquals(13 + 7, summary.packets()); // each section: so many, one with a comment, an old and a simple one
        assertEquals(2 * 3, summary.others());
        assertEquals(2, summary.commented());
        SavefileSummary.Section first = summary.sections().getFirst();
        assertEquals("tester", first.header().application());
        assertEquals(2, first.interfaces().size());
        assertEquals(7, first.packets(0));
        assertEquals(6, first.packets(1));
        assertEquals(9, first.statistics(0).received());
        assertNull(first.statistics(1));
        assertEquals(2 * 2, summary.untimed()); // simple packets and custom blocks
        assertEquals(file.size(), summary.end() + tail(file));
    }

    /** What follows the last numbered record of a sample. */
    private static int tail(Bytes file) {
        return Bytes.big().block(0x1234_5678, Bytes.big().raw(Bytes.data(8))).size()
                + Bytes.big().block(5, Bytes.big().raw(new byte[28])).size();
    }

    @Test
    void timesAndOrder() throws IOException {
        Bytes file = Bytes.little().pcap(0xa1b23c4d, 1);
        file.record(20, 0, Bytes.data(50), 100)
                .record(10, 5, Bytes.data(50), 50)
                .record(30, 0, Bytes.data(50), 50);
        SavefileSummary summary = SavefileSummary.of(Reading.of(file));
        assertEquals(10_000_000_005L, summary.earliest());
        assertEquals(30_000_000_000L, summary.latest());
        assertEquals(19_999_999_995L, summary.durationNanos());
        assertEquals(1, summary.disordered());
        assertEquals(1, summary.cut());
        assertEquals(150, summary.captured());
        assertEquals(200, summary.wire());
        assertEquals(80, summary.bitRate(), 0.001);
        assertEquals(file.size(), summary.end());
    }

    @Test
    void emptySavefileHasNoTimes() throws IOException {
        SavefileSummary summary = SavefileSummary.of(Reading.of(Bytes.little().pcap(0xa1b23c4d, 1)));
        assertFalse(summary.timed());
        assertEquals(0, summary.durationNanos());
        assertTrue(Double.isNaN(summary.packetRate()));
    }

    /** A flood of sections costs counting, not memory. */
    @Test
    void manySectionsAreCounted() throws IOException {
        Bytes file = Bytes.little();
        for (int i = 0; i < 5000; i++) {
            file.section().describe(1, 0).packet(0, 1, Bytes.data(1), 1);
        }
        SavefileSummary summary = SavefileSummary.of(Reading.of(file));
        assertEquals(5000, summary.sectionCount());
        assertEquals(1000, summary.sections().size());
        assertEquals(5000, summary.packets());
    }
}
