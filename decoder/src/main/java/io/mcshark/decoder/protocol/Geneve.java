package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Generic Network Virtualization Encapsulation: RFC 8926, 3.4 and 3.5.
 *
 * <pre>
 * version 2 bits, options length 6 (in 4 bytes), flags 8, protocol 16, network identifier 24, reserved 8: 8 bytes
 * options: class 2, type 1, flags 3 bits and length 5 (in 4 bytes, of the data), data
 * </pre>
 */
public final class Geneve extends Protocol {
    private static final int FIXED = 8, OPTION = 4;

    /** IANA, Network Virtualization Overlay: option classes of public use. */
    private static final Names CLASSES = Names.lines("""
            0x0100 Linux
            0x0101 Open vSwitch
            0x0102 Open Virtual Networking
            0x0103 In-band Network Telemetry
            0x0104 VMware
            0x0105 Amazon
            0x0106 Cisco
            0x0107 Oracle
            0x0108 Amazon
            0x0109 IBM
            0x010a Ericsson
            0x0129 Cilium
            0x0132 Google
            """);

    static final Header H = header("geneve", "Generic Network Virtualization Encapsulation");
    static final Field VERSION = H.bits(2, "version", "Version"),
            OPTIONS_LENGTH = H.bits(6, "option.length", "Length").code(words -> words * 4),
            FLAGS = H.u8("flags", "Flags").hex(),
            OAM = H.split(FLAGS).bit("flags.oam", "Operations, Administration and Management Frame"),
            CRITICAL = H.bit("flags.critical", "Critical Options Present"),
            FLAGS_RESERVED = H.bits(6, "flags.reserved", "Reserved").as(Type.BOOL);
    public static final Field PROTO = H.u16("proto_type", "Protocol Type").hex().names(EtherTypes.NAMES);
    static final Field VNI = H.u24("vni", "Virtual Network Identifier (VNI)").hex(),
            RESERVED = H.u8("reserved", "Reserved").hex(),
            OPTIONS =
                    H.span("options", "Geneve Options", Type.BYTES, (f, at, end) -> {
                        int stop = Math.min(body(f, at), end);
                        return Field.span(at + FIXED, stop > at + FIXED ? stop - at - FIXED : -1);
                    });
    static final Header PART = H.parts("Option", Geneve::option, (f, at, end) -> OPTION + (f.u8(at + 3) & 31) * 4);
    static final Field CLASS = PART.u16("option.class", "Class").hex().names(CLASSES),
            TYPE = PART.u8("option.type", "Type").hex(),
            TYPE_CRITICAL = PART.split(TYPE).bit("option.type.critical", "Critical Option");

    static {
        PART.skip(7);
    }

    static final Field
            OPTION_RESERVED = PART.bits(3, "option.flags.reserved", "Reserved").as(Type.BOOL),
            LENGTH = PART.bits(5, "option.length", "Length").code(words -> words * 4 + OPTION),
            DATA =
                    PART.span(
                            "option.unknown.data",
                            "Option Data",
                            Type.BYTES,
                            (f, at, end) -> Field.span(at + OPTION, end > at + OPTION ? end - at - OPTION : -1));

    static {
        H.length(FIXED);
        PART.length(OPTION);
    }

    public Geneve() {
        super(H);
        on(Udp.DSTPORT, 6081);
    }

    private static int body(Frame f, int at) {
        return at + FIXED + (f.u8(at) & 63) * 4;
    }

    private static int option(Frame f, int at, int end, int previous, int index) {
        int next = previous < 0 ? at + FIXED : previous + OPTION + (f.u8(previous + 3) & 31) * 4;
        return next + OPTION <= Math.min(body(f, at), end) ? next : -1;
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
            f.next(Ethernet.TYPE.table(), f.u16(at + 2), body, f.declared());
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        out.put("geneve ").unsigned(VNI.get(f, f.at(layer)));
    }
}
