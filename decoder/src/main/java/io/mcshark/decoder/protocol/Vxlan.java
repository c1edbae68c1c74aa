package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;

/**
 * Virtual eXtensible Local Area Network: RFC 7348, 5; with a group policy (draft-smith-vxlan-group-policy, 2.1); with a
 * protocol other than Ethernet inside (draft-ietf-nvo3-vxlan-gpe, 3), told by its own port.
 *
 * <pre>
 * flags 2, group policy 2, network identifier 3, reserved 1: 8 bytes
 * GPE: flags 1, reserved 2, next protocol 1, network identifier 3, reserved 1
 * </pre>
 */
public final class Vxlan extends Protocol {
    private static final int LENGTH = 8;
    private static final int GPE_PORT = 4790;
    private static final int ETHERNET = 3;

    static final Header H = header("vxlan", "Virtual eXtensible Local Area Network");
    static final Header PLAIN = H.then("Flags", (f, at, end) -> !isGpe(f, at));
    static final Field FLAGS = PLAIN.u16("flags", "Flags").hex(),
            G = PLAIN.split(FLAGS).bit("flag_g", "GBP Extension"),
            I = PLAIN.skip(3).bit("flag_i", "VXLAN Network ID (VNI)"),
            D = PLAIN.skip(4).bit("flag_d", "Don't Learn"),
            A = PLAIN.skip(2).bit("flag_a", "Policy Applied");

    static {
        PLAIN.skip(3);
    }

    static final Field POLICY = PLAIN.u16("gbp", "Group Policy ID"),
            VNI = PLAIN.u24("vni", "VXLAN Network Identifier (VNI)"),
            RESERVED = PLAIN.u8("reserved8", "Reserved");

    static final Header GENERIC = H.then("GPE flags", (f, at, end) -> isGpe(f, at));
    static final Field GPE_FLAGS = GENERIC.u8("flags", "Flags").hex(),
            VERSION = GENERIC.split(GPE_FLAGS).skip(2).bits(2, "ver", "Version"),
            I_BIT = GENERIC.bits(1, "i_bit", "Instance"),
            P_BIT = GENERIC.bits(1, "p_bit", "Next Protocol Bit"),
            O_BIT = GENERIC.skip(1).bits(1, "o_bit", "OAM bit"),
            RESERVED_16 = GENERIC.u16("reserved_16", "Reserved");
    public static final Field NEXT = GENERIC.u8("next_proto", "Next Protocol")
            .names(Names.of(1, "IPv4", 2, "IPv6", ETHERNET, "Ethernet", 4, "NSH", 5, "MPLS"))
            .parent();
    static final Field GPE_VNI = GENERIC.u24("vni", "VXLAN Network Identifier (VNI)"),
            GPE_RESERVED = GENERIC.u8("reserved8", "Reserved");

    static {
        PLAIN.length(LENGTH);
        GENERIC.length(LENGTH);
    }

    public Vxlan() {
        super(H);
        // 8472 is what Linux used before the port was assigned, and still does when told nothing.
        on(Udp.DSTPORT, 4789, 8472, GPE_PORT);
    }

    private static boolean isGpe(Frame f, int at) {
        int udp = at - Udp.HEADER;
        return udp > 0 && (Udp.DSTPORT.get(f, udp) == GPE_PORT || Udp.SRCPORT.get(f, udp) == GPE_PORT);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int body = at + LENGTH;
        if (body > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, body, end);
        f.next(NEXT.table(), isGpe(f, at) ? (int) NEXT.get(f, at) : ETHERNET, body, f.declared());
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        VNI.put(VNI.get(f, f.at(layer)), out.put("vxlan "));
    }
}
