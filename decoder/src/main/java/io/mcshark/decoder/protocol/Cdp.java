package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Cisco Discovery Protocol, to 01:00:0c:cc:cc:cc. Described by Cisco in parts only.
 *
 * <pre>
 * version 1, time to live 1, checksum 2; parts: type 2, length 2 (of all of it), and
 * 0001 device     0002 addresses    0003 port         0004 capabilities 4  0005 software        0006 platform
 * 0007 prefixes   0008 organization 3, protocol 2, …  0009 VTP domain      000a native VLAN 2   000b duplex 1
 * 000e voice VLAN 2 behind an octet  0010 power 2     0011 MTU 4           0012 trust 1         0013 class of service 1
 * 0014 name       0015 object       0016 management addresses              0017 location        0019, 001a request 2, management 2, powers 4 each
 * addresses: count 4, each: type 1, length 1, protocol, length 2, address
 * </pre>
 */
public final class Cdp extends Protocol {
    private static final int PID = 0x2000,
            HEADER = 4,
            HEAD = 4,
            NLPID = 1,
            IP = 0xcc,
            CISCO = 0x00000c,
            CLUSTER = 0x0112;
    private static final int DEVICE = 1,
            ADDRESSES = 2,
            PORT = 3,
            CAPABILITIES = 4,
            SOFTWARE = 5,
            PLATFORM = 6,
            PREFIXES = 7;
    private static final int HELLO = 8,
            DOMAIN = 9,
            VLAN = 10,
            DUPLEX = 11,
            VOICE = 14,
            VOICE_QUERY = 15,
            POWER = 16,
            MTU = 17;
    private static final int TRUST = 18,
            COS = 19,
            NAME = 20,
            OBJECT = 21,
            MANAGEMENT = 22,
            LOCATION = 23,
            REQUESTED = 25,
            AVAILABLE = 26,
            SPARE_PAIR = 31;

    static final Header H = header("cdp", "Cisco Discovery Protocol");
    static final Field VERSION = H.u8("version", "Version"),
            TTL = H.u8("ttl", "TTL").in("seconds"),
            CHECKSUM = H.u16("checksum", "Checksum").hex(),
            STATUS =
                    H.derived("checksum.status", "Checksum Status", Type.UINT, Cdp::status)
                            .names(Checksum.STATUS),
            BAD_CHECKSUM = H.note("bad_checksum", "Bad checksum", (f, at, end) -> status(f, at, end) == Checksum.BAD);
    static final Header TLV = H.parts(
            "TLV",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? at + HEADER : previous + f.u16(previous + 2);
                return next + HEAD <= end && f.u16(next + 2) >= HEAD ? next : -1;
            },
            (f, at, end) -> f.u16(at + 2));
    static final Field TLV_TYPE = TLV.u16("tlv.type", "Type").hex().names(Names.lines("""
            0x0001 Device ID
            0x0002 Addresses
            0x0003 Port ID
            0x0004 Capabilities
            0x0005 Software version
            0x0006 Platform
            0x0007 IP Prefix/Gateway (used for ODR)
            0x0008 Protocol Hello
            0x0009 VTP Management Domain
            0x000a Native VLAN
            0x000b Duplex
            0x000e VoIP VLAN Reply
            0x000f VoIP VLAN Query
            0x0010 Power consumption
            0x0011 MTU
            0x0012 Trust Bitmap
            0x0013 Untrusted Port CoS
            0x0014 System Name
            0x0015 System Object ID
            0x0016 Management Address
            0x0017 Location
            0x0018 External Port-ID
            0x0019 Power Request
            0x001a Power Available
            0x001b Port Unidirectional
            0x001d EnergyWise over CDP
            0x001f Spare PoE
            """)),
            TLV_LEN = TLV.u16("tlv.len", "Length"),
            DEVICE_ID = text(DEVICE, "deviceid", "Device ID"),
            PLATFORM_TEXT = text(PLATFORM, "platform", "Platform"),
            PORT_ID = text(PORT, "portid", "Sent through Interface"),
            VTP_DOMAIN = text(DOMAIN, "vtp_management_domain", "VTP Management Domain"),
            SYSTEM_NAME = text(NAME, "system_name", "System Name"),
            SYSTEM_OBJECT =
                    TLV.span(
                            "system_object_identifier",
                            "System Object Identifier",
                            Type.BYTES,
                            (f, at, end) -> f.u16(at) == OBJECT ? rest(at + HEAD, end) : Field.ABSENT);
    static final Header LINE = TLV.parts(
                    "Line",
                    (f, at, end, previous, index) -> {
                        int next = previous < 0 ? at + HEAD : previous + lineBytes(f, previous, end);
                        return f.u16(at) == SOFTWARE && next < end ? next : -1;
                    },
                    (f, at, end) -> lineBytes(f, at, end))
            .untitled();
    static final Field SOFTWARE_VERSION = LINE.span(
            "software_version",
            "Software version",
            Type.STRING,
            (f, at, end) -> Field.span(at, end - at - (f.u8(end - 1) == '\n' ? 1 : 0)));

    static final Header COUNTED =
            TLV.then("Addresses", (f, at, end) -> f.u16(at) == ADDRESSES || f.u16(at) == MANAGEMENT);
    static final Field NUMBER = COUNTED.u32("number_of_addresses", "Number of addresses");
    static final Header ADDRESS = COUNTED.parts(
            "Address",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? at + HEAD + 4 : previous + addressBytes(f, previous, end);
                return index >= f.u32(at + HEAD) || next + 2 > end ? -1 : next;
            },
            (f, at, end) -> addressBytes(f, at, end));
    static final Field
            PROTOCOL_TYPE =
                    ADDRESS.u8("protocol_type", "Protocol type").hex().names(Names.of(NLPID, "NLPID", 2, "802.2")),
            PROTOCOL_LENGTH = ADDRESS.u8("protocol_length", "Protocol length"),
            PROTOCOL =
                    ADDRESS.span(
                            "protocol",
                            "Protocol",
                            Type.BYTES,
                            (f, at, end) ->
                                    at + 2 + f.u8(at + 1) <= end ? Field.span(at + 2, f.u8(at + 1)) : Field.ABSENT);
    static final Header VALUE = ADDRESS.behind("Value", (f, at, end) -> at + 2 + f.u8(at + 1));
    static final Field ADDRESS_LENGTH = VALUE.u16("address_length", "Address length"),
            IP_ADDRESS =
                    VALUE.derived(
                                    "nrgyz.ip_address",
                                    "IP Address",
                                    Type.IPV4,
                                    (f, at, end) -> isIp(f, at) && f.u16(at) == 4 && at + 6 <= end
                                            ? f.u32(at + 2)
                                            : Field.ABSENT)
                            .plain(),
            IPV6_ADDRESS =
                    VALUE.span(
                            "nrgyz.ipv6_address",
                            "IPv6 Address",
                            Type.IPV6,
                            (f, at, end) -> isIpv6(f, at) && f.u16(at) == 16 && at + 18 <= end
                                    ? Field.span(at + 2, 16)
                                    : Field.ABSENT),
            OTHER_ADDRESS =
                    VALUE.span(
                            "address",
                            "Address",
                            Type.BYTES,
                            (f, at, end) -> isIp(f, at) || isIpv6(f, at) || at + 2 + f.u16(at) > end
                                    ? Field.ABSENT
                                    : Field.span(at + 2, f.u16(at)));

    static final Header ABLE = TLV.then("Capabilities", (f, at, end) -> f.u16(at) == CAPABILITIES);
    static final Field ABILITIES = ABLE.u32("capabilities", "Capabilities").hex();

    static {
        ABLE.split(ABILITIES).skip(21).bit("capabilities.mac_relay", "Two Port Mac Relay");
        ABLE.bit("capabilities.cvta", "CVTA/STP Dispute Resolution/Cisco VT Camera");
        ABLE.bit("capabilities.remote", "Remotely Managed Device");
        ABLE.bit("capabilities.voip_phone", "VoIP Phone");
        ABLE.bit("capabilities.repeater", "Repeater");
        ABLE.bit("capabilities.igmp_capable", "IGMP capable");
        ABLE.bit("capabilities.host", "Host");
        ABLE.bit("capabilities.switch", "Switch");
        ABLE.bit("capabilities.src_bridge", "Source Route Bridge");
        ABLE.bit("capabilities.trans_bridge", "Transparent Bridge");
        ABLE.bit("capabilities.router", "Router");
    }

    static final Field GATEWAY = TLV.then("Gateway", (f, at, end) -> f.u16(at) == PREFIXES && f.u16(at + 2) == 8)
            .ipv4("odr_default_gateway", "ODR Default gateway");
    static final Header PREFIX = TLV.parts(
                    "Prefix",
                    (f, at, end, previous, index) -> {
                        int next = previous < 0 ? at + HEAD : previous + 5;
                        return f.u16(at) == PREFIXES && f.u16(at + 2) != 8 && next + 5 <= end ? next : -1;
                    },
                    (f, at, end) -> 5)
            .untitled();
    static final Field IP_PREFIX = PREFIX.ipv4("ip_prefix", "IP Prefix");

    static final Header GREETING = TLV.then("Protocol Hello", (f, at, end) -> f.u16(at) == HELLO);
    static final Field OUI = GREETING.u24("oui", "OUI").names(Names.of(CISCO, "Cisco")),
            PROTOCOL_ID =
                    GREETING.u16("protocol_id", "Protocol ID").hex().names(Names.of(CLUSTER, "Cluster Management"));
    static final Header OF_CLUSTER = GREETING.then("Cluster", (f, at, end) -> f.u16(at + 7) == CLUSTER);
    static final Field MASTER_IP = OF_CLUSTER.ipv4("cluster.master_ip", "Cluster Master IP"),
            CLUSTER_IP = OF_CLUSTER.ipv4("cluster.ip", "IP?"),
            CLUSTER_VERSION = OF_CLUSTER.u8("cluster.version", "Version?").hex(),
            SUB_VERSION = OF_CLUSTER.u8("cluster.sub_version", "Sub Version?").hex(),
            CLUSTER_STATUS = OF_CLUSTER.u8("cluster.status", "Status?").hex(),
            CLUSTER_UNKNOWN = OF_CLUSTER.u8("cluster.unknown", "UNKNOWN").hex(),
            COMMANDER = OF_CLUSTER.mac("cluster.commander_mac", "Cluster Commander MAC"),
            SWITCH = OF_CLUSTER.mac("cluster.switch_mac", "Switch's MAC");
    static final Header CLUSTER_REST = OF_CLUSTER.then("Rest", (f, at, end) -> true);
    static final Field
            CLUSTER_UNKNOWN_2 = CLUSTER_REST.u8("cluster.unknown", "UNKNOWN").hex(),
            MANAGEMENT_VLAN = CLUSTER_REST.u16("cluster.management_vlan", "Management VLAN");
    static final Field HELLO_UNKNOWN = GREETING.span(
            "hello.unknown",
            "Unknown",
            Type.BYTES,
            (f, at, end) -> f.u16(at + 7) == CLUSTER ? Field.ABSENT : rest(at + 9, end));

    static final Field NATIVE_VLAN = of(VLAN, "Native VLAN").u16("native_vlan", "Native VLAN"),
            DUPLEX_MODE = of(DUPLEX, "Duplex").bits(8, "duplex", "Duplex").as(Type.BOOL),
            POWER_CONSUMPTION =
                    of(POWER, "Power")
                            .u16("power_consumption", "Power Consumption")
                            .in("mW"),
            MAX_UNIT = of(MTU, "MTU").u32("mtu", "MTU"),
            TRUST_BITMAP =
                    of(TRUST, "Trust Bitmap").u8("trust_bitmap", "Trust Bitmap").hex(),
            UNTRUSTED_COS =
                    of(COS, "Class of Service")
                            .u8("untrusted_port_cos", "Untrusted port CoS")
                            .hex();
    static final Header VOICED = TLV.then("Voice", (f, at, end) -> f.u16(at) == VOICE || f.u16(at) == VOICE_QUERY);
    static final Field VOICE_DATA = VOICED.bytes(1, "data", "Data");
    static final Field VOICE_VLAN = VOICED.then("VLAN", (f, at, end) -> true).u16("voice_vlan", "Voice VLAN");
    static final Header SPARE = of(SPARE_PAIR, "Spare PoE");
    static final Field SPARE_POE = SPARE.u8("spare_poe_tlv", "Spare Pair PoE").hex(),
            PSE_SPARE = SPARE.split(SPARE_POE).skip(4).bit("spare_poe_tlv.pse_spare_pair_poe", "PSE Spare Pair PoE"),
            PD_SPARE = SPARE.bit("spare_poe_tlv.req_spare_pair_poe", "PD Request Spare Pair PoE"),
            SPARE_ARCHITECTURE = SPARE.bit("spare_poe_tlv.spare_pair_arch", "PD Spare Pair Architecture"),
            FOUR_WIRE = SPARE.bit("spare_poe_tlv.poe", "PSE Four-Wire PoE");
    static final Field UNKNOWN_DATA = TLV.span(
            "data", "Data", Type.BYTES, (f, at, end) -> isDecoded(f.u16(at)) ? Field.ABSENT : rest(at + HEAD, end));
    static final Header LOCATED = of(LOCATION, "Location");
    static final Field
            LOCATION_UNKNOWN = LOCATED.u8("location.unknown", "UNKNOWN").hex(),
            LOCATION_TEXT = LOCATED.span("location", "Location", Type.STRING, (f, at, end) -> rest(at + HEAD + 1, end));
    static final Header POWERED = TLV.then("Power", (f, at, end) -> f.u16(at) == REQUESTED || f.u16(at) == AVAILABLE);
    static final Field REQUEST_ID = POWERED.u16("request_id", "Request-ID"),
            MANAGEMENT_ID = POWERED.u16("management_id", "Management-ID");
    static final Field POWER_REQUESTED = powers(REQUESTED, "power_requested", "Power Requested"),
            POWER_AVAILABLE = powers(AVAILABLE, "power_available", "Power Available");

    static {
        H.length(HEADER);
        OF_CLUSTER.length(24);
        CLUSTER_REST.length(3);
    }

    public Cdp() {
        super(H);
        on(Llc.CISCO_PID, PID);
        on(Gre.PROTO, PID);
        on(CiscoHdlc.PROTOCOL, PID);
        on(Ppp.PROTOCOL, 0x0207);
    }

    /** Whether a type's value has a field of its own. */
    private static boolean isDecoded(int type) {
        return type >= DEVICE && type <= DUPLEX
                || type >= VOICE && type <= LOCATION
                || type == REQUESTED
                || type == AVAILABLE
                || type == SPARE_PAIR;
    }

    private static long rest(int at, int end) {
        return at < end ? Field.span(at, end - at) : Field.ABSENT;
    }

    private static Header of(int type, String label) {
        return TLV.then(label, (f, at, end) -> f.u16(at) == type);
    }

    private static Field text(int type, String name, String label) {
        return TLV.span(
                name, label, Type.STRING, (f, at, end) -> f.u16(at) == type ? rest(at + HEAD, end) : Field.ABSENT);
    }

    private static Field powers(int type, String name, String label) {
        Header power = POWERED.parts(
                        label,
                        (f, at, end, previous, index) -> {
                            int next = previous < 0 ? at + HEAD + 4 : previous + 4;
                            return f.u16(at) == type && next + 4 <= end ? next : -1;
                        },
                        (f, at, end) -> 4)
                .untitled();
        return power.u32(name, label).in("mW");
    }

    private static int lineBytes(Frame f, int at, int end) {
        int i = at;
        while (i < end && f.u8(i) != '\n') {
            i++;
        }
        return Math.min(end, i + 1) - at;
    }

    private static int addressBytes(Frame f, int at, int end) {
        int length = at + 2 + f.u8(at + 1);
        return length + 2 > end ? end - at : length + 2 + f.u16(length) - at;
    }

    /** Whether the address whose length stands at {@code at} is IP's: the protocol is one octet before it, its type and length before that. */
    private static boolean isIp(Frame f, int at) {
        return f.u8(at - 1) == IP && f.u8(at - 2) == 1 && f.u8(at - 3) == NLPID;
    }

    private static boolean isIpv6(Frame f, int at) {
        return f.u16(at - 2) == 0x86dd && f.u8(at - 8) == 0xaa;
    }

    /**
     * The Internet checksum but for the last octet where their number is odd: it is taken for the low one of its word, and for
     * one with a sign, less one where that is negative.
     */
    private static long status(Frame f, int at, int end) {
        int layer = f.layer(H.protocol(), at);
        if (f.declared(layer) > end) {
            return Checksum.UNVERIFIED;
        }
        boolean odd = (end - at) % 2 != 0;
        int last = odd ? f.u8(end - 1) : 0;
        long sum = Checksum.sum(f, at, odd ? end - 1 : end, last < 0x80 ? last : 0xff00 | last - 1);
        return Checksum.good(sum) ? Checksum.GOOD : Checksum.BAD;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEADER > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, end, end);
        int next = at + HEADER;
        while (next + HEAD <= end && f.u16(next + 2) >= HEAD) {
            next += f.u16(next + 2);
        }
        if (next > end || f.declared() > end) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer);
        out.put("cdp v").dec(VERSION.get(f, at));
        int tlv = -1;
        for (int i = 0; (tlv = TLV.next(f, at, end, tlv, i)) >= 0; i++) {
            int stop = TLV.end(f, tlv, end);
            switch (f.u16(tlv)) {
                case DEVICE -> said(DEVICE_ID, " device ", f, tlv, stop, out);
                case PORT -> said(PORT_ID, ", port ", f, tlv, stop, out);
                case PLATFORM -> said(PLATFORM_TEXT, ", ", f, tlv, stop, out);
                case VLAN -> {
                    if (tlv + HEAD + 2 <= stop) {
                        out.put(", native vlan ").dec(f.u16(tlv + HEAD));
                    }
                }
                default -> {}
            }
        }
        out.put(", ttl ")
                .dec(TTL.get(f, at))
                .put(" s")
                .put(status(f, at, end) == Checksum.BAD ? " [bad checksum]" : "");
    }

    private static void said(Field text, String before, Frame f, int at, int end, Out out) {
        if (text.place(f, at, end) != Field.ABSENT) {
            text.put(f, at, end, out.put(before));
        }
    }
}
