package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;

/**
 * ARCNET: RFC 1051 and RFC 1201; as the BSDs capture it (LINKTYPE_ARCNET_BSD), and Linux (LINKTYPE_ARCNET_LINUX).
 *
 * <pre>
 * source 1, destination 1, (Linux) offset 2, protocol 1
 * RFC 1201: (BSD) exception: flag ff 1, padding 2, protocol 1;  split flag 1, sequence number 2
 * </pre>
 */
public final class Arcnet extends Protocol {
    private static final int BSD = 7, LINUX = 129;
    private static final int IP_1051 = 240, ARP_1051 = 241;
    private static final int EXCEPTION = 0xff;

    static final Header H = header("arcnet", "ARCNET");
    static final Field SRC = H.u8("src", "Source").hex(),
            DST = H.u8("dst", "Dest").hex();
    static final Header OF_LINUX = H.then("Linux", (f, at, end) -> f.linkType() == LINUX);
    static final Field OFFSET = OF_LINUX.bytes(2, "offset", "Offset");
    static final Header NAMED =
            H.parts("Protocol", (f, at, end, previous, index) -> index == 0 ? at + protocol(f) : -1, null);
    public static final Field PROTOCOL = NAMED.u8("protID", "Protocol ID")
            .hex()
            .names(Names.of(
                    212, "IP", 213, "ARP", 214, "RARP", 196, "IPv6", IP_1051, "RFC 1051 IP", ARP_1051, "RFC 1051 ARP"))
            .parent();
    static final Header SPLIT = H.parts(
            "Fragmentation",
            (f, at, end, previous, index) -> index == 0 && isNew(f, at) ? body(f, at, end) - 3 : -1,
            (f, at, end) -> 3);
    static final Field FLAG = SPLIT.u8("split_flag", "Split Flag"), SEQUENCE = SPLIT.u16("sequence", "Sequence");

    static {
        H.length(2);
    }

    public Arcnet() {
        super(H);
        on(FrameInfo.LINK_TYPE, BSD, LINUX);
    }

    private static int protocol(Frame f) {
        return f.linkType() == LINUX ? 4 : 2;
    }

    private static boolean isNew(Frame f, int at) {
        int protocol = f.u8(at + protocol(f));
        return protocol != IP_1051 && protocol != ARP_1051;
    }

    private static int body(Frame f, int at, int end) {
        int body = at + protocol(f) + 1;
        if (!isNew(f, at)) {
            return body;
        }
        boolean exception = f.linkType() == BSD && body < end && f.u8(body) == EXCEPTION;
        return body + (exception ? 4 : 0) + 3;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int type = at + protocol(f);
        if (type + 1 > end) {
            f.broken(at, end);
            return;
        }
        int body = body(f, at, end);
        f.push(this, at, Math.min(body, end), end);
        if (body > end) {
            f.broken(end, end);
        } else {
            f.next(PROTOCOL.table(), f.u8(type), body, f.declared());
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
}
