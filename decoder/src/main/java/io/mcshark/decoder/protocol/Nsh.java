package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Network Service Header: RFC 8300, 2.
 *
 * <pre>
 * version 2 bits, O 1, unused 1, TTL 6, length 6 (of all, in 4 bytes), unused 4, MD type 4, next protocol 8
 * service path 24, service index 8
 * MD type 1: four context headers of 4 bytes; 2: class 2, type 1, length 1 (7 bits, in bytes), metadata, padded to 4 bytes
 * </pre>
 */
public final class Nsh extends Protocol {
    private static final int FIXED = 8, WORD = 4;

    static final Header H = header("nsh", "Network Service Header");
    static final Field VERSION = H.bits(2, "version", "Version"),
            O = H.bits(1, "Obit", "O Bit"),
            C = H.bits(1, "CBit", "C Bit"),
            TTL = H.bits(6, "ttl", "Time to live").hex(4),
            LENGTH = H.bits(6, "length", "Length").in("words"),
            MD_TYPE = H.u8("mdtype", "MD Type");
    public static final Field NEXT = H.u8("nextproto", "Next Protocol")
            .names(Names.of(1, "IPv4", 2, "IPv6", 3, "Ethernet", 4, "NSH", 5, "MPLS"))
            .parent();
    static final Field SPI = H.u24("spi", "SPI"), SI = H.u8("si", "SI");
    static final Header CONTEXT = H.parts("Context Header", Nsh::context, (f, at, end) -> WORD);
    static final Field CONTEXT_HEADER = CONTEXT.bytes(4, "contextheader", "Context Header");
    static final Header METADATA = H.parts("Metadata", Nsh::metadata, (f, at, end) -> WORD + (f.u8(at + 3) & 127));
    static final Field CLASS = METADATA.u16("metadataclass", "TLV Class"),
            TYPE = METADATA.u8("metadatatype", "Type"),
            UNASSIGNED =
                    METADATA.bits(1, "metadataunassignedbit", "Unassigned Bit").hex(),
            METADATA_LENGTH = METADATA.bits(7, "metadatalen", "Length").hex(),
            DATA =
                    METADATA.span(
                            "metadata",
                            "Variable Metadata",
                            Type.BYTES,
                            (f, at, end) -> Field.span(at + WORD, end > at + WORD ? end - at - WORD : -1));

    static {
        H.length(FIXED);
        CONTEXT.length(WORD);
        METADATA.length(WORD);
    }

    public Nsh() {
        super(H);
        on(Ethernet.TYPE, 0x894f);
        on(Vxlan.NEXT, 4);
        on(NEXT, 4);
    }

    private static int body(Frame f, int at) {
        return at + Math.max((int) LENGTH.get(f, at) * 4, FIXED);
    }

    private static int context(Frame f, int at, int end, int previous, int index) {
        int next = previous < 0 ? at + FIXED : previous + WORD;
        return MD_TYPE.get(f, at) == 1 && index < 4 && next + WORD <= body(f, at) ? next : -1;
    }

    private static int metadata(Frame f, int at, int end, int previous, int index) {
        int next = previous < 0 ? at + FIXED : previous + WORD + ((f.u8(previous + 3) & 127) + 3 & ~3);
        return MD_TYPE.get(f, at) == 2 && next + WORD <= Math.min(body(f, at), end) ? next : -1;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + FIXED > end) {
            f.broken(at, end);
            return;
        }
        int body = body(f, at);
        f.push(this, at, Math.min(body, end), end);
        if (body > end) {
            f.broken(end, end);
        } else {
            f.next(NEXT.table(), (int) NEXT.get(f, at), body, f.declared());
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        out.put("nsh path ").unsigned(SPI.get(f, at)).put(" index ").unsigned(SI.get(f, at));
    }
}
