package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * The parity packets that protect RTP by rows and columns: SMPTE 2022-1, made of the header of RFC 2733, 4 (Pro-MPEG Code of
 * Practice 3). By custom columns go to RTP's port + 2, rows to + 4, with a dynamic payload type: decoded when told.
 *
 * <pre>
 * base sequence number 2, length recovery 2, E 1 bit, payload type recovery 7, mask 3 bytes, timestamp recovery 4,
 * X 1 bit, D 1 (0 columns, 1 rows), type 3, index 3, offset 1 byte, number 1, base extension 1: 16 bytes; then the parity
 * </pre>
 */
public final class ParityFec extends Protocol {
    private static final int FIXED = 16;

    static final Header H = header("2dparityfec", "Pro-MPEG Code of Practice #3 release 2 FEC Protocol");
    static final Field BASE = H.u16("snbase_low", "SNBase low"),
            LENGTH = H.u16("lr", "Length recovery").hex(),
            E = H.bit("e", "RFC2733 Extension (E)"),
            PT = H.bits(7, "ptr", "Payload Type recovery").hex(),
            MASK = H.u24("mask", "Mask").hex(),
            TIME = H.u32("tsr", "Timestamp recovery").hex(),
            X = H.bit("x", "Pro-MPEG Extension (X)"),
            D = H.bit("d", "Row FEC (D)"),
            TYPE = H.bits(3, "type", "Type").names(Names.of(0, "XOR", 1, "Hamming", 2, "Reed-Solomon")),
            INDEX = H.bits(3, "index", "Index"),
            OFFSET = H.u8("offset", "Offset"),
            NA = H.u8("na", "NA"),
            BASE_EXT = H.u8("snbase_ext", "SNBase ext"),
            PAYLOAD =
                    H.span(
                            "payload",
                            "FEC Payload",
                            Type.BYTES,
                            (f, at, end) -> Field.span(at + FIXED, end > at + FIXED ? end - at - FIXED : -1));

    static {
        H.length(FIXED);
    }

    public ParityFec() {
        super(H);
        onRequest(Rtp.P_TYPE);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + FIXED > end) {
            f.broken(at, end);
        } else {
            f.push(this, at, at + FIXED, end);
        }
    }

    /** What it protects: number of packets from the first one on, and the distance between them. */
    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        out.put("fec ").put(D.get(f, at) == 1 ? "row" : "column").put(" of ").dec(NA.get(f, at));
        out.put(" from seq ").dec(BASE.get(f, at)).put(" every ").dec(OFFSET.get(f, at));
    }
}
