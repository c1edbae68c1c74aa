package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;

/**
 * The customer tag of IEEE 802.1Q (9.6), and the same behind 0x9100, which was used for stacked tags before 802.1ad. The
 * provider's own tag is {@link ProviderVlan}.
 *
 * <pre>
 * priority 3 bits, drop eligible 1, identifier 12, then a type or a length 2: 4 bytes
 * </pre>
 */
public final class Vlan extends Protocol {
    /** IEEE 802.1Q, table I-2. */
    static final Names PRIORITIES = Names.of(
            0,
            "Best Effort",
            1,
            "Background",
            2,
            "Excellent Effort",
            3,
            "Critical Applications",
            4,
            "Video, < 100 ms latency",
            5,
            "Voice, < 10 ms latency",
            6,
            "Internetwork Control",
            7,
            "Network Control");

    public static final Header H = header("vlan", "802.1Q Virtual LAN");
    static final Field PRIORITY = H.bits(3, "priority", "Priority").names(PRIORITIES), DEI = H.bit("dei", "DEI");
    public static final Field ID = H.bits(12, "id", "ID");
    static final Header TYPED = H.then("Type", (f, at, end) -> !isLength(f.u16(at + 2)));
    static final Field ETYPE = TYPED.u16("etype", "Type").hex().names(EtherTypes.NAMES);
    static final Header SIZED = H.then("Length", (f, at, end) -> isLength(f.u16(at + 2)));
    static final Field LEN = SIZED.u16("len", "Length");

    static {
        TYPED.length(2);
        SIZED.length(2);
        Trailer.tag(H, "vlan.trailer");
    }

    public static final int HEADER = 4;

    public Vlan() {
        super(H);
        on(Ethernet.TYPE, 0x8100, 0x9100);
    }

    private static boolean isLength(int value) {
        return value > 0 && value <= Ethernet.MAX_LENGTH;
    }

    /** The identifier of the innermost tag so far; 0 for an untagged frame. */
    static long innermost(Frame f) {
        int layer = f.outside(H.protocol(), f.depth());
        return layer < 0 ? 0 : ID.get(f, f.at(layer));
    }

    @Override
    public boolean hasEtherType(Frame f, int layer) {
        return Ethernet.isType(ETYPE.get(f, f.at(layer)));
    }

    @Override
    public Level level() {
        return Level.LINK;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int body = at + HEADER;
        if (body > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, body, end);
        int type = f.u16(at + 2);
        if (isLength(type)) {
            Ethernet.nextInLength(f, body, body + type, end);
        } else {
            f.next(Ethernet.TYPE.table(), type, body, f.declared());
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        out.put("vlan ").dec(ID.get(f, f.at(layer)));
    }
}
