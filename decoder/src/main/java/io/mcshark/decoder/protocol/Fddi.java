package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;

/**
 * Fiber Distributed Data Interface, ISO 9314-2; LINKTYPE_FDDI.
 *
 * <pre>
 * frame control 1, destination 6, source 6: 13 bytes; LLC follows in asynchronous LLC frames (control 0x5.)
 * </pre>
 *
 * FDDI sends each octet's most significant bit first and Ethernet the least: savefiles have the addresses as they were sent,
 * shown are Ethernet's.
 */
public final class Fddi extends Protocol {
    private static final int LENGTH = 13;

    /** The key of asynchronous LLC frames in the table of {@link #CLF}. */
    static final int LLC = 5;

    static final Header H = header("fddi", "Fiber Distributed Data Interface");
    static final Field FC = H.u8("fc", "Frame Control").hex(),
            CLF = H.split(FC).bits(4, "fc.clf", "Class/Length/Format").hex().parent();
    static final Field PRIORITY = H.skip(1).bits(3, "fc.prio", "Priority"),
            DST = H.mac("dst", "Destination").code(Fddi::ethernet),
            SRC = H.mac("src", "Source").code(Fddi::ethernet);

    static {
        H.length(LENGTH);
        H.either("addr", "Source or Destination Address", DST, SRC);
    }

    public Fddi() {
        super(H);
        on(FrameInfo.LINK_TYPE, 10);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int body = at + LENGTH;
        if (body > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, body, end);
        f.next(CLF.table(), (int) CLF.get(f, at), body, f.declared());
    }

    @Override
    public Level level() {
        return Level.LINK;
    }

    @Override
    public void source(Frame f, int layer, Out out) {
        out.mac(SRC.get(f, f.at(layer)));
    }

    @Override
    public void destination(Frame f, int layer, Out out) {
        out.mac(DST.get(f, f.at(layer)));
    }

    /** The bits of each octet in the other order. */
    private static long ethernet(long address) {
        return Long.reverseBytes(Long.reverse(address));
    }
}
