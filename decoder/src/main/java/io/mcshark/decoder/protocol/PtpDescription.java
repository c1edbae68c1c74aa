package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Type;

/**
 * The management data set CLOCK_DESCRIPTION of {@link PtpTlvs}: IEEE 1588-2019, 15.5.3.1.2.
 *
 * <pre>
 * clock type 2; physical layer: text behind its length 1; physical address behind its length 2;
 * protocol address: protocol 2, length 2, address; manufacturer 3, reserved 1;
 * product, revision, user: texts behind lengths of 1; profile 6
 * </pre>
 */
final class PtpDescription {
    /** From the TLV's first byte to the clock type. */
    private static final int FROM = 6;

    private static final int PHYSICAL = 0,
            ADDRESS = 1,
            PROTOCOL = 2,
            MAKER = 3,
            PRODUCT = 4,
            REVISION = 5,
            USER = 6,
            PROFILE = 7;

    static final Header DESCRIPTION = PtpTlvs.set(1, "Clock description");
    static final Field CLOCK_TYPE =
            DESCRIPTION.u16("v2.mm.clockType", "clockType").hex();

    static {
        DESCRIPTION.split(CLOCK_TYPE).bit("v2.mm.clockType.OC", "Ordinary clock");
        DESCRIPTION.bit("v2.mm.clockType.BC", "Boundary clock");
        DESCRIPTION.bit("v2.mm.clockType.p2p_TC", "Peer-to-peer transparent clock");
        DESCRIPTION.bit("v2.mm.clockType.e2e_TC", "End-to-end transparent clock");
        DESCRIPTION.bit("v2.mm.clockType.MM", "Management node");
        DESCRIPTION.skip(11).length(2);
        text(PHYSICAL, "physicalLayerProtocol");
        Header physical = item(ADDRESS);
        physical.u16("v2.mm.physicalAddressLength", "physicalAddressLength").in("bytes");
        physical.span("v2.mm.physicalAddress", "physicalAddress", Type.BYTES, (f, at, end) -> bytes(f, at, end));
        Header protocol = item(PROTOCOL);
        protocol.u16("v2.mm.networkProtocol", "networkProtocol")
                .names(Names.of(
                        1, "UDP/IPv4", 2, "UDP/IPv6", 3, "IEEE 802.3", 4, "DeviceNet", 5, "ControlNet", 6, "PROFINET"));
        protocol.u16("v2.mm.protocolAddress.length", "length").in("bytes");
        protocol.span("v2.mm.protocolAddress", "protocolAddress", Type.BYTES, (f, at, end) -> bytes(f, at + 2, end));
        Header maker = item(MAKER);
        maker.bytes(3, "v2.mm.manufacturerIdentity", "manufacturerIdentity");
        maker.bytes(1, "v2.mm.reserved", "reserved");
        text(PRODUCT, "productDescription");
        text(REVISION, "revisionData");
        text(USER, "userDescription");
        item(PROFILE).bytes(6, "v2.mm.profileIdentity", "profileIdentity");
    }

    private PtpDescription() {}

    /** Loads this class, whose fields then stand in PTP's header. */
    static void declare() {}

    private static Header item(int n) {
        return DESCRIPTION.behind("Item", (f, at, end) -> place(f, at + FROM + 2, end, n));
    }

    private static void text(int n, String name) {
        Header h = item(n);
        h.u8("v2.mm." + name + ".length", "length");
        PtpTlvs.text(h, "v2.mm." + name, name);
    }

    /** Where the item of that number begins; -1 when one before it does not fit. */
    private static int place(Frame f, int first, int end, int n) {
        int at = first;
        for (int i = 0; i < n; i++) {
            if (at + 4 > end) {
                return -1;
            }
            at += switch (i) {
                case ADDRESS -> 2 + f.u16(at);
                case PROTOCOL -> 4 + f.u16(at + 2);
                case MAKER -> 4;
                default -> 1 + f.u8(at);
            };
        }
        return at;
    }

    private static long bytes(Frame f, int at, int end) {
        int length = f.u16(at);
        return length > 0 && at + 2 + length <= end ? Field.span(at + 2, length) : Field.ABSENT;
    }
}
