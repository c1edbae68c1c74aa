package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Ethernet II and IEEE 802.3.
 *
 * <pre>
 * destination 6, source 6, type or length 2: 14 bytes. From 1536 on the last is a type, up to 1500 the length of what
 * follows, which then begins with LLC (IEEE 802.3, 3.2.6).
 * </pre>
 */
public final class Ethernet extends Protocol {
    static final Header H = header("eth", "Ethernet");
    public static final Field DST = H.mac("dst", "Destination");
    static final Field DST_LG = H.split(DST).skip(6).bit("dst.lg", "LG bit"), DST_IG = H.bit("dst.ig", "IG bit");

    static {
        H.skip(40);
    }

    public static final Field SRC = H.mac("src", "Source");
    static final Field SRC_LG = H.split(SRC).skip(6).bit("src.lg", "LG bit"), SRC_IG = H.bit("src.ig", "IG bit");

    static {
        H.skip(40);
    }

    static final Header II = H.then("Ethernet II", (f, at, end) -> f.u16(at + 12) >= 1536);
    public static final Field TYPE =
            II.u16("type", "Type").hex().names(EtherTypes.NAMES).parent();
    static final Header IEEE = H.then("IEEE 802.3", (f, at, end) -> f.u16(at + 12) < 1536);
    static final Field LEN = IEEE.u16("len", "Length");
    static final Field TRAILER = H.span("trailer", "Trailer", Type.BYTES, Ethernet::trailer);

    static {
        H.either("addr", "Source or Destination Address", DST, SRC);
        II.length(2);
        IEEE.length(2);
    }

    static final int HEADER = 14;

    public Ethernet() {
        super(H);
        on(FrameInfo.LINK_TYPE, 1);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int body = at + HEADER;
        if (body > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, body, end);
        int type = f.u16(at + 12);
        if (type >= 1536) {
            f.next(TYPE.table(), type, body, f.declared());
        } else {
            f.next(TYPE.table(), 0, body, body + type);
        }
    }

    @Override
    public Level level() {
        return Level.LINK;
    }

    @Override
    public void source(Frame f, int layer, Out out) {
        SRC.put(SRC.get(f, f.at(layer)), out);
    }

    @Override
    public void destination(Frame f, int layer, Out out) {
        DST.put(DST.get(f, f.at(layer)), out);
    }

    /** What stands behind the network packet: padding, a trailer, a frame check sequence. */
    private static long trailer(Frame f, int at, int end) {
        return Field.ABSENT;
    }
}
