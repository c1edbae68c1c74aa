package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Address Resolution Protocol: RFC 826; reverse RFC 903, inverse RFC 2390, probes and announcements RFC 5227.
 *
 * <pre>
 * hardware type 2, protocol type 2, hardware size 1 (H), protocol size 1 (P), operation 2,
 * sender hardware H, sender protocol P, target hardware H, target protocol P: 8 + 2H + 2P bytes, 28 for IPv4 on Ethernet
 * </pre>
 */
public final class Arp extends Protocol {
    /** IANA arp-parameters, and Linux's ARPHRD_ numbers behind them. */
    static final Names HARDWARE = Names.lines("""
            0 Reserved
            1 Ethernet
            2 Experimental Ethernet
            3 Amateur Radio AX.25
            4 Proteon ProNET Token Ring
            5 Chaos
            6 IEEE 802
            7 ARCNET
            8 Hyperchannel
            9 Lanstar
            10 Autonet Short Address
            11 LocalTalk
            12 LocalNet
            13 Ultra link
            14 SMDS
            15 Frame Relay
            16 ATM
            17 HDLC
            18 Fibre Channel
            19 ATM (RFC 2225)
            20 Serial Line
            21 ATM
            22 MIL-STD-188-220
            23 Metricom
            24 IEEE 1394.1995
            25 MAPOS
            26 Twinaxial
            27 EUI-64
            28 HIPARP
            29 IP and ARP over ISO 7816-3
            30 ARPSec
            31 IPsec tunnel
            32 InfiniBand
            33 TIA-102 Project 25
            34 Wiegand Interface
            35 Pure IP
            36 HW_EXP1
            37 HFI
            38 Unified Bus
            256 HW_EXP2
            257 AEthernet
            280 CAN
            512 PPP
            513 Cisco HDLC
            519 Raw IP
            768 IPIP tunnel
            769 IPv6 tunnel
            772 Loopback
            774 FDDI
            776 IPv6 in IPv4 tunnel
            778 GRE over IP
            779 PIM register
            801 IEEE 802.11
            802 IEEE 802.11 with Prism header
            803 IEEE 802.11 with radiotap header
            804 IEEE 802.15.4
            823 GRE over IPv6
            824 Netlink
            825 IPv6 over LoWPAN
            826 Vsock monitor
            65534 None
            65535 Void
            """);

    private static final Names OPERATIONS = Names.lines("""
            1 request
            2 reply
            3 reverse request
            4 reverse reply
            5 DRARP request
            6 DRARP reply
            7 DRARP error
            8 inverse request
            9 inverse reply
            10 NAK
            11 MARS request
            12 MARS multi
            13 MARS mserv
            14 MARS join
            15 MARS leave
            16 MARS NAK
            17 MARS unserv
            18 MARS sjoin
            19 MARS sleave
            20 MARS group list request
            21 MARS group list reply
            22 MARS redirect map
            23 MAPOS UNARP
            24 OP_EXP1
            25 OP_EXP2
            """);

    private static final int FIXED = 8;

    /** RFC 2225 has a layout of its own behind the first four bytes, which is not read here. */
    private static final int ATMARP = 19;

    private static final int REQUEST = 1, REPLY = 2;

    static final Header H = header("arp", "Address Resolution Protocol");
    static final Field HW_TYPE = H.u16("hw.type", "Hardware type").names(HARDWARE),
            PROTO_TYPE = H.u16("proto.type", "Protocol type").hex().names(EtherTypes.NAMES),
            HW_SIZE = H.u8("hw.size", "Hardware size"),
            PROTO_SIZE = H.u8("proto.size", "Protocol size"),
            OPCODE = H.u16("opcode", "Opcode").names(OPERATIONS),
            GRATUITOUS = flag("isgratuitous", "Is gratuitous", Arp::isGratuitous),
            PROBE = flag("isprobe", "Is probe", Arp::isProbe),
            ANNOUNCEMENT = flag("isannouncement", "Is announcement", Arp::isAnnouncement);

    static {
        H.length(FIXED);
    }

    /** IPv4 on Ethernet: everything at a fixed place. */
    static final Header USUAL = H.then("IPv4 over Ethernet", (f, at, end) -> isUsual(f, at));

    static final Field SRC_MAC = USUAL.mac("src.hw_mac", "Sender MAC address"),
            SRC_IP = USUAL.ipv4("src.proto_ipv4", "Sender IP address"),
            DST_MAC = USUAL.mac("dst.hw_mac", "Target MAC address"),
            DST_IP = USUAL.ipv4("dst.proto_ipv4", "Target IP address");
    static final Header OTHER = H.then("Other addresses", (f, at, end) -> !isUsual(f, at) && f.u16(at) != ATMARP);

    static {
        USUAL.length(20);
        addresses("src", "Sender", 0);
        addresses("dst", "Target", 1);
    }

    public Arp() {
        super(H);
        // 0x8035 is reverse ARP.
        on(Ethernet.TYPE, 0x0806, 0x8035);
        on(Arcnet.PROTOCOL, 213, 214, 241);
    }

    private static Field flag(String name, String label, Header.Test test) {
        return H.derived(
                name, label, Type.BOOL, (f, at, end) -> isUsual(f, at) && test.test(f, at, end) ? 1 : Field.ABSENT);
    }

    /** Declares one side's addresses for other sizes; {@code side} 0 the sender, 1 the target. */
    private static void addresses(String name, String label, int side) {
        OTHER.span(name + ".hw", label + " hardware address", Type.BYTES, (f, at, end) -> {
            boolean mac = isEthernet(f, at);
            return Field.span(hardware(f, at, side), mac || f.u8(at + 4) == 0 ? -1 : f.u8(at + 4));
        });
        OTHER.derived(
                        name + ".hw_mac",
                        label + " MAC address",
                        Type.ETHER,
                        (f, at, end) -> isEthernet(f, at) ? f.u48(hardware(f, at, side)) : Field.ABSENT)
                .plain();
        OTHER.span(
                name + ".proto",
                label + " protocol address",
                Type.BYTES,
                (f, at, end) ->
                        Field.span(protocol(f, at, side), isIp(f, at) || f.u8(at + 5) == 0 ? -1 : f.u8(at + 5)));
        OTHER.derived(
                        name + ".proto_ipv4",
                        label + " IP address",
                        Type.IPV4,
                        (f, at, end) -> isIp(f, at) ? f.u32(protocol(f, at, side)) : Field.ABSENT)
                .plain();
    }

    private static int hardware(Frame f, int at, int side) {
        return at + FIXED + side * (f.u8(at + 4) + f.u8(at + 5));
    }

    private static int protocol(Frame f, int at, int side) {
        return hardware(f, at, side) + f.u8(at + 4);
    }

    private static boolean isEthernet(Frame f, int at) {
        int type = f.u16(at);
        return (type == 1 || type == 6) && f.u8(at + 4) == 6;
    }

    private static boolean isIp(Frame f, int at) {
        return f.u16(at + 2) == 0x0800 && f.u8(at + 5) == 4;
    }

    private static boolean isUsual(Frame f, int at) {
        return isEthernet(f, at) && isIp(f, at);
    }

    /** Says what it asks: sender and target have the same address. */
    private static boolean isGratuitous(Frame f, int at, int end) {
        int opcode = f.u16(at + 6);
        return (opcode == REQUEST || opcode == REPLY) && f.i32(at + 14) == f.i32(at + 24);
    }

    /** Asks whether an address is free: RFC 5227, 1.1. */
    private static boolean isProbe(Frame f, int at, int end) {
        return f.u16(at + 6) == REQUEST && f.i32(at + 14) == 0 && f.i32(at + 24) != 0;
    }

    /** Claims an address: RFC 5227, 1.1. */
    private static boolean isAnnouncement(Frame f, int at, int end) {
        return f.u16(at + 6) == REQUEST && isGratuitous(f, at, end) && f.u48(at + 18) == 0;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int body = at + FIXED;
        if (body > end) {
            f.broken(at, end);
            return;
        }
        if (f.u16(at) == ATMARP) {
            f.push(this, at, body, end);
            f.nextData(body, f.declared());
            return;
        }
        body += 2 * (f.u8(at + 4) + f.u8(at + 5));
        if (body > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, body, body);
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int opcode = f.u16(at + 6);
        String name = OPERATIONS.get(opcode);
        if (!isUsual(f, at)) {
            out.put("arp ").put(name == null ? "operation " : name);
            if (name == null) {
                out.dec(opcode);
            }
            return;
        }
        if (opcode == REQUEST) {
            out.put("arp who has ").ipv4(f.i32(at + 24)).put("? tell ").ipv4(f.i32(at + 14));
        } else if (opcode == REPLY) {
            out.put("arp ").ipv4(f.i32(at + 14)).put(" is at ").mac(f.u48(at + 8));
        } else {
            out.put("arp ").put(name == null ? "operation" : name);
        }
    }
}
