package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Protocol;

/**
 * Per-Packet Information (LINKTYPE_PPI): a header of any content before a packet of any link type.
 *
 * <pre>
 * version 1, flags 1, length 2 (of all), link type 4, then: type 2, length 2 (of the value), value; least significant byte first
 * </pre>
 */
public final class Ppi extends Protocol {
    private static final int FIXED = 8, FIELD = 4;

    static final Header H = header("ppi", "PPI Packet Header");
    static final Field VERSION = H.u8("version", "Version"),
            FLAGS = H.u8("flags", "Flags").hex(),
            FLAGS_RESERVED =
                    H.split(FLAGS).bits(7, "flags.reserved", "Reserved").hex(),
            ALIGNMENT = H.bit("flags.alignment", "Alignment"),
            LENGTH = H.u16("length", "Header length").little(),
            LINK_TYPE = H.u32("dlt", "DLT").little();
    static final Header PART = H.parts("Field", Ppi::next, (f, at, end) -> FIELD + length(f, at));
    static final Field FIELD_TYPE = PART.u16("field_type", "Field type").little(),
            FIELD_LENGTH = PART.u16("field_len", "Field length").little();

    static {
        H.length(FIXED);
        PART.length(FIELD);
    }

    public Ppi() {
        super(H);
        on(FrameInfo.LINK_TYPE, 192);
    }

    private static int length(Frame f, int at) {
        return (int) FIELD_LENGTH.get(f, at);
    }

    private static int next(Frame f, int at, int end, int previous, int index) {
        int next = previous < 0 ? at + FIXED : previous + FIELD + length(f, previous);
        return next + FIELD <= at + LENGTH.get(f, at) ? next : -1;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + FIXED > end) {
            f.broken(at, end);
            return;
        }
        int body = at + Math.max((int) LENGTH.get(f, at), FIXED);
        f.push(this, at, Math.min(body, end), end);
        if (body > end) {
            f.broken(end, end);
            return;
        }
        f.next(Payload.H.protocol(), body, f.declared());
    }

    /** Wireshark's layer between a header that says the link type and that link type. */
    public static final class Payload extends Protocol {
        static final Header H = header("pcap_pktdata", "pcap/pcapng packet data");

        public Payload() {
            super(H);
        }

        @Override
        public void walk(Frame f, int at, int end) {
            int ppi = f.depth() - 1;
            f.push(this, at, at, end);
            f.next(FrameInfo.LINK_TYPE.table(), (int) LINK_TYPE.get(f, f.at(ppi)), at, f.declared());
        }
    }
}
