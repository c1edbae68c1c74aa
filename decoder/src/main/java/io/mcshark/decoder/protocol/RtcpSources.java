package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Type;

/**
 * The source description and the goodbye of RTCP: RFC 3550, 6.5 and 6.6.
 *
 * <pre>
 * description   chunks: SSRC 4, items up to one of type 0, zeros to a multiple of 4
 *     item      type 1, length 1, text; of type 8 (PRIV): length of the prefix 1, prefix, text
 * goodbye       SSRCs of 4 each; length 1, reason
 * </pre>
 */
final class RtcpSources {
    private static final int PRIVATE = 8;

    private static final Names TYPES = Names.lines("""
            0 End
            1 CNAME
            2 NAME
            3 EMAIL
            4 PHONE
            5 LOC
            6 TOOL
            7 NOTE
            8 PRIV
            9 H323-CADDR
            10 APSI
            11 RGRP
            12 REPAIRED-RTP-STREAM-ID
            13 CCID
            14 MID
            """);

    private RtcpSources() {}

    /** Declares them as parts of a packet. */
    static void declare(Header packet) {
        Header chunk = packet.parts("Chunk", RtcpSources::chunk, RtcpSources::chunkBytes);
        chunk.u32("ssrc.identifier", "Identifier").hex();
        Header item = chunk.parts("SDES item", RtcpSources::item, RtcpSources::itemBytes);
        item.u8("sdes.type", "Type").names(TYPES);
        Header sized = item.then("Length", (f, at, end) -> f.u8(at) != 0);
        sized.u8("sdes.length", "Length");
        Header prefixed = sized.then("Prefix", (f, at, end) -> f.u8(at) == PRIVATE && f.u8(at + 1) > 0);
        prefixed.u8("sdes.prefix.length", "Prefix length");
        prefixed.span(
                "sdes.prefix.string",
                "Prefix string",
                Type.STRING,
                (f, at, end) -> Field.span(at + 3, Math.min(f.u8(at + 2), end - at - 3)));
        sized.span("sdes.text", "Text", Type.STRING, (f, at, end) -> {
            int text = text(f, at, end);
            return Field.span(text, end > text ? end - text : -1);
        });

        Header source = packet.parts(
                "Source",
                (f, at, end, previous, index) ->
                        f.u8(at + 1) == Rtcp.BYE && index < (f.u8(at) & 31) ? at + 4 + 4 * index : -1,
                (f, at, end) -> 4);
        source.u32("ssrc.identifier", "Identifier").hex();
        Header reason = packet.parts("Reason", RtcpSources::reason, (f, at, end) -> 1 + f.u8(at));
        reason.u8("sdes.length", "Length");
        reason.span(
                "sdes.text", "Text", Type.STRING, (f, at, end) -> Field.span(at + 1, end > at + 1 ? end - at - 1 : -1));
    }

    private static int chunk(Frame f, int at, int end, int previous, int index) {
        if (f.u8(at + 1) != Rtcp.DESCRIPTION || index >= (f.u8(at) & 31)) {
            return -1;
        }
        return previous < 0 ? at + 4 : previous + chunkBytes(f, previous, end);
    }

    /** To the multiple of four behind the item that ends it. */
    private static int chunkBytes(Frame f, int at, int end) {
        int next = at + 4;
        while (next < end && f.u8(next) != 0) {
            next += itemBytes(f, next, end);
        }
        return (next - at | 3) + 1;
    }

    private static int item(Frame f, int at, int end, int previous, int index) {
        if (previous >= 0 && f.u8(previous) == 0) {
            return -1;
        }
        int next = previous < 0 ? at + 4 : previous + itemBytes(f, previous, end);
        return next < end ? next : -1;
    }

    private static int itemBytes(Frame f, int at, int end) {
        return f.u8(at) == 0 ? 1 : at + 2 > end ? end - at : 2 + f.u8(at + 1);
    }

    private static int text(Frame f, int at, int end) {
        boolean prefixed = f.u8(at) == PRIVATE && at + 3 <= end && f.u8(at + 1) > 0;
        return at + 2 + (prefixed ? 1 + f.u8(at + 2) : 0);
    }

    private static int reason(Frame f, int at, int end, int previous, int index) {
        int text = at + 4 + 4 * (f.u8(at) & 31);
        return index == 0 && f.u8(at + 1) == Rtcp.BYE && text < Rtcp.stop(f, at, end) ? text : -1;
    }

    /** Appends the name that a description gives its first source. */
    static void row(Frame f, int at, int end, Out out) {
        if ((f.u8(at) & 31) == 0 || at + 10 > end) {
            return;
        }
        int name = at + 8;
        int length = Math.min(f.u8(name + 1), end - name - 2);
        if (f.u8(name) == 1 && length > 0) {
            out.put(" ").safe(f.segment(), f.base() + name + 2, length);
        }
    }
}
