package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * The loopback header of the BSDs (LINKTYPE_NULL: in the byte order of the machine that captured; LINKTYPE_LOOP: most significant
 * byte first).
 *
 * <pre>
 * address family 4 bytes; a small number, so its byte order can be told by where the zeros are.
 * IRIX puts the family into the first two bytes, old libpcaps for Linux an EtherType into the last two.
 * </pre>
 */
public final class Null extends Protocol {
    private static final int NULL = 0, LOOP = 108;
    private static final int HEADER = 4;

    /** Families beyond this do not exist; IRIX's in the upper half are recognized by it. */
    private static final int FAMILIES = 0x60;

    /** AF_ values: INET and ISO are the same everywhere, INET6 is not (NetBSD and OpenBSD 24, FreeBSD 28, Darwin 30). */
    private static final Names NAMES =
            Names.of(2, "IP", 7, "OSI", 16, "AppleTalk", 23, "Netware IPX/SPX", 24, "IPv6", 28, "IPv6", 30, "IPv6");

    static final Header H = header("null", "Null/Loopback");
    public static final Field FAMILY = H.derived(
                    "family", "Family", Type.UINT, (f, at, end) -> isFamily(value(f, at)) ? value(f, at) : Field.ABSENT)
            .plain()
            .names(NAMES)
            .parent();
    static final Field TYPE = H.derived(
                    "type",
                    "Type",
                    Type.UINT,
                    (f, at, end) -> isFamily(value(f, at)) ? Field.ABSENT : value(f, at) & 0xffff)
            .plain()
            .hex()
            .names(EtherTypes.NAMES);

    public Null() {
        super(H);
        on(FrameInfo.LINK_TYPE, NULL, LOOP);
    }

    private static boolean isFamily(long value) {
        return value <= Ethernet.MAX_LENGTH;
    }

    /** The family or EtherType, whatever way it was written. */
    private static long value(Frame f, int at) {
        long big = f.u32(at);
        if (f.linkType() == LOOP || big >>> 16 == 0) {
            return big;
        }
        boolean irix = (big & 0xffff) == 0 && big >>> 16 < FAMILIES;
        return irix ? big >>> 16 : Integer.reverseBytes((int) big) & 0xffffffffL;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int body = at + HEADER;
        if (body > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, body, end);
        long value = value(f, at);
        if (isFamily(value)) {
            f.next(FAMILY.table(), (int) value, body, f.declared());
        } else {
            f.next(Ethernet.TYPE.table(), (int) value & 0xffff, body, f.declared());
        }
    }
}
