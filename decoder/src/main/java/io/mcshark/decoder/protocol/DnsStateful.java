package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Type;

/**
 * Stateful operations, messages of {@link DnsMessage} without records: RFC 8490; type 2, length 2, data.
 *
 * <pre>
 * 1  keepalive    inactivity timeout 4, keepalive interval 4
 * 2  retry delay  4
 * 3  padding
 * </pre>
 */
final class DnsStateful {
    private static final int OPCODE = 6, HEADER = 12, FIXED = 4;

    static final Header TLV = DnsMessage.MESSAGE.parts(
            "TLV",
            (f, at, end, previous, index) ->
                    previous >= 0 ? previous + FIXED + f.u16(previous + 2) : is(f, at, end) ? at + HEADER : -1,
            (f, at, end) -> FIXED + f.u16(at + 2));
    static final Field
            TYPE =
                    TLV.u16("dso.tlv.type", "Type")
                            .names(Names.of(1, "Keepalive", 2, "Retry delay", 3, "Encryption padding")),
            LENGTH = TLV.u16("dso.tlv.length", "Length").in("bytes");
    static final Header KEEPALIVE = TLV.then("Keepalive", (f, at, end) -> f.u16(at) == 1);
    static final Field
            INACTIVITY =
                    KEEPALIVE
                            .u32("dso.tlv.keepalive.inactivity", "Inactivity Timeout")
                            .in("ms"),
            INTERVAL =
                    KEEPALIVE
                            .u32("dso.tlv.keepalive.interval", "Keepalive Interval")
                            .in("ms");
    static final Header RETRY = TLV.then("Retry delay", (f, at, end) -> f.u16(at) == 2);
    static final Field DELAY =
            RETRY.u32("dso.tlv.retrydelay.retrydelay", "Retry Delay").in("ms");
    static final Field PADDING = data("dso.tlv.encpad.padding", "Padding", 3, 3),
            DATA = data("dso.tlv.data", "Data", 4, 0xffff);

    private DnsStateful() {}

    /** Loads this class, whose fields then stand in DNS's header. */
    static void declare() {}

    private static Field data(String name, String label, int first, int last) {
        return TLV.span(
                name,
                label,
                Type.BYTES,
                (f, at, end) -> f.u16(at) >= first && f.u16(at) <= last && end > at + FIXED
                        ? Field.span(at + FIXED, end - at - FIXED)
                        : Field.ABSENT);
    }

    /** Whether the message that begins at {@code at} is one. */
    static boolean is(Frame f, int at, int end) {
        return at + HEADER <= end && (f.u8(at + 2) >> 3 & 15) == OPCODE && f.u64(at + FIXED) == 0;
    }
}
