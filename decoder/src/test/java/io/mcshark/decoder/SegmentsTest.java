package io.mcshark.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class SegmentsTest {
    private final Settings settings = new Settings();
    private final Frame frame = new Frame(settings);
    private long number;

    /** A packet of these bytes, the payload of a segment of stream {@code ports}; where they are to be walked. */
    private int take(int ports, int sequence, String payload) {
        return take(++number, ports, sequence, payload);
    }

    private int take(long number, int ports, int sequence, String payload) {
        byte[] bytes = payload.getBytes();
        frame.wrap(MemorySegment.ofArray(bytes), 0, bytes.length, bytes.length, 0, number, 147);
        frame.segments().places().of(0, 1, 0, 2, ports);
        return frame.segments().take(frame, sequence, 0, bytes.length);
    }

    private String from(int at) {
        StringBuilder text = new StringBuilder();
        for (int i = at; i < frame.extent(); i++) {
            text.append((char) frame.u8(i));
        }
        return text.toString();
    }

    private boolean keep(int at) {
        return frame.segments().keep(frame, at);
    }

    @Test
    void aMessageGoesOnInTheNextSegment() {
        assertEquals(0, take(7, 100, "whole beg"));
        assertTrue(keep(6));
        assertEquals(3, frame.segments().heldBytes());
        int at = take(7, 109, "inning an");
        assertEquals(9, at);
        assertEquals("beginning an", from(at));
        assertTrue(keep(at + 10));
        assertEquals("and end", from(take(7, 118, "d end")));
        assertEquals(0, frame.segments().heldBytes());
        assertEquals(0, frame.segments().abandoned());
    }

    @Test
    void directionsAreKeptApart() {
        take(7, 100, "beg");
        keep(0);
        assertEquals(0, take(8, 103, "other"));
        assertEquals("begin", from(take(7, 103, "in")));
    }

    @Test
    void sequenceNumbersWrap() {
        take(7, -2, "beg");
        keep(0);
        assertEquals("begin", from(take(7, 1, "in")));
    }

    @Test
    void whatIsRepeatedIsNotWalkedAgain() {
        take(7, 100, "beg");
        keep(0);
        assertEquals(Segments.REPEATED, take(7, 100, "beg"));
        assertFalse(keep(0));
        assertEquals("begin", from(take(7, 103, "in")));
    }

    @Test
    void behindAGapTheMessageIsGivenUp() {
        take(7, 100, "beg");
        keep(0);
        assertEquals(0, take(7, 104, "n"));
        assertEquals(1, frame.segments().abandoned());
        assertEquals(0, frame.segments().heldBytes());
    }

    @Test
    void anotherPassBeginsAnew() {
        take(1, 7, 100, "beg");
        keep(0);
        assertEquals(0, take(1, 7, 103, "in"));
        assertEquals(0, frame.segments().heldBytes());
    }

    @Test
    void whatIsHeldIsBounded() {
        settings.segmentBytes = 100;
        for (int i = 0; i < 50; i++) {
            take(i, 100, "0123456789");
            assertTrue(keep(0));
            assertTrue(frame.segments().heldBytes() <= 100);
        }
        assertEquals(40, frame.segments().abandoned());
        // More directions than are remembered: some are forgotten, and with them what was begun.
        for (int i = 0; i < 10_000; i++) {
            take(i, 100, "0");
        }
        assertEquals(0, frame.segments().heldBytes());
    }

    @Test
    void withoutAStreamNothingIsKept() {
        byte[] bytes = {1};
        frame.wrap(MemorySegment.ofArray(bytes), 0, 1, 1, 0, 1, 147);
        assertFalse(keep(0));
    }
}
