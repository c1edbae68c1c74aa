package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Type;
import java.util.zip.CRC32;

/**
 * What stands behind the network packet in a frame of Ethernet or of a VLAN tag: the padding to 60 bytes (IEEE 802.3, 4A.4.2), a
 * trailer somebody added, the frame check sequence. Nothing in a capture says which is which, so tshark's guesses are made
 * here: zeros up to 60 bytes are padding; if the frame has 64 bytes or more, the last four of the rest are the check sequence.
 */
final class Trailer {
    private static final int SHORTEST_FRAME = 60;
    private static final int SHORTEST_WITH_CHECK = 64;
    private static final int CHECK = 4;

    /** What of the bytes behind the packet one field shows. */
    private enum Share {
        PADDING,
        TRAILER,
        CHECK
    }

    private Trailer() {}

    /** Declares padding and trailer of a VLAN tag; {@code trailer} is the full name of the latter. */
    static void tag(Header h, String trailer) {
        h.span("padding", "Padding", Type.BYTES, (f, at, end) -> place(h, Share.PADDING, f, at, end, false))
                .called("eth.padding");
        h.span("trailer", "Trailer", Type.BYTES, (f, at, end) -> place(h, Share.TRAILER, f, at, end, false))
                .called(trailer);
    }

    /** Declares padding, trailer and frame check sequence of Ethernet itself. */
    static void frame(Header h) {
        h.span("padding", "Padding", Type.BYTES, (f, at, end) -> place(h, Share.PADDING, f, at, end, true));
        h.span("trailer", "Trailer", Type.BYTES, (f, at, end) -> place(h, Share.TRAILER, f, at, end, true));
        h.derived("fcs", "Frame check sequence", Type.UINT, (f, at, end) -> {
                    long place = place(h, Share.CHECK, f, at, end, true);
                    return place == Field.ABSENT ? place : f.u32((int) (place >>> 32));
                })
                .hex(8)
                .plain();
        h.derived("fcs.status", "FCS Status", Type.UINT, (f, at, end) -> status(h, f, at, end))
                .names(Checksum.STATUS);
    }

    private static long place(Header h, Share share, Frame f, int at, int end, boolean checked) {
        int layer = f.layer(h.protocol(), at);
        if (layer < 0 || layer + 1 >= f.depth()) {
            return Field.ABSENT;
        }
        int start = Math.max(f.end(layer + 1), f.body(layer));
        int captured = end - start;
        int wire = f.declared(layer) - start;
        if (captured <= 0 || f.at(layer + 1) >= end) {
            return Field.ABSENT;
        }
        int padding = padding(f, start, wire);
        if (padding > captured) {
            return Field.ABSENT;
        }
        if (!zeros(f, start, padding)) {
            padding = 0;
        }
        int rest = captured - padding;
        // A frame inside another one has none: what carries it does not keep it.
        boolean check = checked
                && layer == f.first(h.protocol())
                && f.declared(layer) - at >= SHORTEST_WITH_CHECK
                && wire - padding >= CHECK;
        int trailer = check ? Math.min(rest, wire - padding - CHECK) : rest;
        return switch (share) {
            case PADDING -> Field.span(start, padding == 0 ? -1 : padding);
            case TRAILER -> Field.span(start + padding, trailer == 0 ? -1 : trailer);
            case CHECK -> Field.span(end - CHECK, check && captured == wire ? CHECK : -1);
        };
    }

    private static int padding(Frame f, int start, int wire) {
        int packet = f.length() - wire;
        return f.length() >= SHORTEST_FRAME && packet < SHORTEST_FRAME ? SHORTEST_FRAME - packet : 0;
    }

    private static boolean zeros(Frame f, int at, int length) {
        for (int i = 0; i < length; i++) {
            if (f.u8(at + i) != 0) {
                return false;
            }
        }
        return true;
    }

    private static long status(Header h, Frame f, int at, int end) {
        long place = place(h, Share.CHECK, f, at, end, true);
        if (place == Field.ABSENT) {
            return place;
        }
        if (!f.settings().checksums) {
            return Checksum.UNVERIFIED;
        }
        int last = (int) (place >>> 32);
        CRC32 crc = new CRC32();
        for (int i = at; i < last; i++) {
            crc.update(f.u8(i));
        }
        // The check sequence is sent least significant octet first (IEEE 802.3, 3.2.9).
        return Long.reverseBytes(f.u32(last)) >>> 32 == crc.getValue() ? Checksum.GOOD : Checksum.BAD;
    }
}
