package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;

/**
 * Ethernet II and IEEE 802.3.
 *
 * <pre>
 * destination 6, source 6, type or length 2: 14 bytes (IEEE 802.3, 3.2.6)
 *   1536 …       a type: what follows is that protocol
 *   1 … 1500     the length of what follows, which begins with LLC
 *   1501 … 1535  neither
 *   0            taken as a type, as tshark does: some devices send it
 * </pre>
 */
public final class Ethernet extends Protocol {
    public static final int HEADER = 14;
    static final int MAX_LENGTH = 1500;
    static final int MIN_TYPE = 1536;

    /** The key of IEEE 802.2 in the table of {@link #LEN}. */
    static final int LLC = 0;

    /** The type of Ethernet in something else: Transparent Ethernet Bridging. */
    static final int BRIDGED = 0x6558;

    public static final Header H = header("eth", "Ethernet");
    public static final Field DST = H.mac("dst", "Destination");
    static final Field DST_OUI =
            H.split(DST).bits(24, "dst.oui", "Destination OUI").hidden();

    static {
        H.skip(24);
    }

    static final Field DST_LG = H.split(DST).skip(6).bit("dst.lg", "LG bit"), DST_IG = H.bit("dst.ig", "IG bit");

    static {
        H.skip(40);
    }

    public static final Field SRC = H.mac("src", "Source");
    static final Field SRC_OUI = H.split(SRC).bits(24, "src.oui", "Source OUI").hidden();

    static {
        H.skip(24);
    }

    static final Field SRC_LG = H.split(SRC).skip(6).bit("src.lg", "LG bit"), SRC_IG = H.bit("src.ig", "IG bit");

    static {
        H.skip(40);
    }

    static final Header II = H.then("Ethernet II", (f, at, end) -> isType(f.u16(at + 12)));
    public static final Field TYPE =
            II.u16("type", "Type").hex().names(EtherTypes.NAMES).parent();
    static final Header IEEE = H.then("IEEE 802.3", (f, at, end) -> isLength(f.u16(at + 12)));
    public static final Field LEN = IEEE.u16("len", "Length").parent();
    static final Header NEITHER =
            H.then("Neither", (f, at, end) -> !isType(f.u16(at + 12)) && !isLength(f.u16(at + 12)));
    static final Field INVALID =
            NEITHER.u16("invalid_lentype", "Invalid length/type").hex();

    static {
        II.length(2);
        IEEE.note("len.past_end", "Length goes past the end of the frame", (f, at, end) -> {
            int layer = f.layer(H.protocol(), at);
            return at + HEADER + f.u16(at + 12) > f.declared(layer);
        });
        IEEE.length(2);
        NEITHER.length(2);
        H.note("src_not_group", "Source is a group address", (f, at, end) -> SRC_IG.get(f, at) != 0);
        Trailer.frame(H);
        H.either("addr", "Source or Destination Address", DST, SRC);
        H.either("addr.oui", "Source or Destination OUI", DST_OUI, SRC_OUI);
        H.either("lg", "LG bit", DST_LG, SRC_LG);
        H.either("ig", "IG bit", DST_IG, SRC_IG);
    }

    public Ethernet() {
        super(H);
        on(FrameInfo.LINK_TYPE, 1);
        on(Sll.LTYPE, 3);
        on(Llc.IEEE_PID, 1, 7);
        on(Ipv4.PROTOCOL, 143);
        on(TYPE, BRIDGED);
        on(Gre.PROTO, BRIDGED, 0x6400);
        on(Erspan.FT, 0);
        on(Vxlan.NEXT, 3);
        on(Nsh.NEXT, 3);
        on(Capwap.Tunnel.BINDING, Capwap.IEEE_802_3);
    }

    static boolean isType(long type) {
        return type >= MIN_TYPE || type == 0;
    }

    private static boolean isLength(int length) {
        return length > 0 && length <= MAX_LENGTH;
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
        if (isType(type)) {
            f.next(TYPE.table(), type, body, f.declared());
        } else if (isLength(type)) {
            nextInLength(f, body, body + type, end);
        } else {
            f.nextData(body, f.declared());
        }
    }

    /** Goes on behind a length: LLC, or Novell's 802.3 without it, which begins with a checksum of all ones. */
    static void nextInLength(Frame f, int at, int stop, int end) {
        boolean raw = at + 2 <= Math.min(stop, end) && f.u16(at) == 0xffff;
        f.next(LEN.table(), raw ? 0xffff : LLC, at, stop);
    }

    @Override
    public boolean hasEtherType(Frame f, int layer) {
        return isType(f.u16(f.at(layer) + 12));
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
}
