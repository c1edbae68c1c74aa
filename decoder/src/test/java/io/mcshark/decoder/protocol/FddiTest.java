package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FddiTest {
    /** Asynchronous LLC, SNAP, an EtherType nobody has: the addresses are shown in Ethernet's bit order. */
    private static final String FRAME = "50 aa00040082a7 aa00040083a7 aaaa03 000000 fffe 0102".replace(" ", "");

    @Test
    void addressesAreShownAsOnEthernetAndLlcFollows() {
        byte[] bytes = HexFormat.of().parseHex(FRAME);
        Frame f = new Frame();
        f.wrap(MemorySegment.ofArray(bytes), 0, bytes.length, bytes.length, 0, 1, 10);
        Out out = new Out();
        f.protocol(1).destination(f, 1, out);
        assertEquals("55:00:20:00:41:e5", out.toString());
        assertEquals("llc", f.protocol(2).name());
        assertEquals(13, f.at(2));
    }
}
