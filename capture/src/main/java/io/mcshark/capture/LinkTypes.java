package io.mcshark.capture;

/** Link types of savefiles, by the numbers tcpdump.org keeps (LINKTYPE_). */
public final class LinkTypes {
    private LinkTypes() {}

    /** What people call it; "link type N" where it is rare. */
    public static String name(int linkType) {
        return switch (linkType) {
            case 0 -> "BSD loopback";
            case 1 -> "Ethernet";
            case 6 -> "Token Ring";
            case 7 -> "ARCNET";
            case 8 -> "SLIP";
            case 9 -> "PPP";
            case 10 -> "FDDI";
            case 50 -> "PPP over HDLC";
            case 51 -> "PPPoE";
            case 100 -> "ATM";
            case 12, 14, 101 -> "raw IP";
            case 104 -> "Cisco HDLC";
            case 105 -> "802.11";
            case 107 -> "Frame Relay";
            case 108 -> "OpenBSD loopback";
            case 113 -> "Linux cooked v1";
            case 117 -> "OpenBSD pflog";
            case 119 -> "802.11 with Prism header";
            case 127 -> "802.11 with radiotap header";
            case 138 -> "IP over IEEE 1394";
            case 189, 220 -> "Linux USB";
            case 192 -> "PPI";
            case 195, 215, 230, 283 -> "802.15.4";
            case 197 -> "ERF";
            case 227 -> "CAN";
            case 228 -> "IPv4";
            case 229 -> "IPv6";
            case 239 -> "Linux nflog";
            case 242 -> "IP over InfiniBand";
            case 243 -> "MPEG transport stream";
            case 249 -> "Windows USB";
            case 253 -> "Linux netlink";
            case 271 -> "vsock";
            case 276 -> "Linux cooked v2";
            default -> "link type " + linkType;
        };
    }
}
