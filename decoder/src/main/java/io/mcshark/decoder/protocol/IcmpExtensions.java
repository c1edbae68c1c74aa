package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Header.Locator;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Type;

/**
 * What routers append to the errors of ICMP and ICMPv6 (RFC 4884) and extended echo carries (RFC 8335): a header of 4 bytes
 * (version, checksum), then objects of 4 bytes and more (length, class, type).
 *
 * <pre>
 * class 1  MPLS label stack           4950   entries of 4 bytes
 * class 2  interface information      5837   shown as data
 * class 3  interface identification   8335   shown as data
 * </pre>
 */
final class IcmpExtensions {
    private static final int VERSION = 2, HEADER = 4, MPLS = 1;

    /** Where extensions begin that no length announces: behind 128 bytes of the quoted packet (RFC 4884, 5.5). */
    private static final int CUSTOMARY = 128;

    private IcmpExtensions() {}

    /** Declares the fields in the header of ICMP or of ICMPv6; {@code where} finds the extensions in a message. */
    static void under(Header message, Locator where) {
        Header extension = message.parts("icmp", "ICMP Multi-Part Extensions", where, null);
        extension.bits(4, "ext.version", "Version");
        extension.bits(12, "ext.res", "Reserved").hex();
        extension.u16("ext.checksum", "Checksum").hex();
        extension
                .derived("ext.checksum.status", "Checksum Status", Type.UINT, IcmpExtensions::status)
                .names(Checksum.STATUS);
        Header object = extension.list("Object", null, (f, at, end) -> Math.max(f.u16(at), HEADER));
        object.u16("ext.length", "Length").in("bytes");
        object.u8("ext.class", "Class").names(Names.lines("""
            1 MPLS Label Stack Class
            2 Interface Information Object
            3 Interface Identification Object
            """));
        object.u8("ext.ctype", "C-Type");
        Header stack = object.then("Label Stack", (f, at, end) -> f.u8(at + 2) == MPLS);
        Header entry = stack.list("Label", null, (f, at, end) -> 4);
        entry.bits(20, "mpls.label", "Label");
        entry.bits(3, "mpls.exp", "Experimental");
        entry.bit("mpls.s", "Stack bit");
        entry.u8("mpls.ttl", "Time to live");
        object.span(
                "ext.data",
                "Data",
                Type.BYTES,
                (f, at, end) -> f.u8(at + 2) == MPLS || at + HEADER >= end
                        ? Field.ABSENT
                        : Field.span(at + HEADER, end - at - HEADER));
        extension.length(HEADER);
        object.length(HEADER);
        entry.length(4);
    }

    /**
     * Where the extensions of an error begin whose quoted packet is at {@code quote}; -1 when there are none.
     *
     * @param bytes of the quoted packet as the message gives them, 0 when it does not
     */
    static int find(Frame f, int quote, int end, int bytes) {
        int at = quote + (bytes > 0 ? bytes : CUSTOMARY);
        if (at + HEADER > end || f.u8(at) >> 4 != VERSION) {
            return -1;
        }
        // Without a length only a good checksum tells extensions from the quoted packet's own bytes.
        return bytes > 0 || f.u16(at + 2) != 0 && Checksum.status(f, at, end) == Checksum.GOOD ? at : -1;
    }

    private static long status(Frame f, int at, int end) {
        return f.u16(at + 2) == 0 ? Checksum.NOT_PRESENT : Checksum.status(f, at, end);
    }
}
