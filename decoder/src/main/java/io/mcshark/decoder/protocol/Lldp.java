package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Link Layer Discovery Protocol, to 01:80:c2:00:00:0e and others: IEEE 802.1AB, 8 and 9; annexes of 802.1Q (D) and 802.3 (79); LLDP-MED, ANSI/TIA-1057.
 *
 * <pre>
 * parts: type 7 bits, length 9 bits (of what follows), and
 * 1  chassis: subtype 1, ID             5  system's name            127  organization 3, subtype 1, and
 * 2  port: subtype 1, ID                6  system's description     802.1 (00:80:c2), 802.3 (00:12:0f), TIA (00:12:bb),
 * 3  time to live 2                     7  capabilities 2, enabled 2     IANA (00:00:5e): below
 * 4  port's description                 8  management address: length 1, subtype 1, address,
 * 0  end                                   interface subtype 1, number 4, length 1, object
 * </pre>
 *
 * One that does not begin with chassis, port and time to live is to be discarded (9.2.7.7.1): nothing behind the first that is wrong is shown.
 */
public final class Lldp extends Protocol {
    private static final int HEAD = 2, ORGANIZED = HEAD + 4;
    private static final int END = 0,
            CHASSIS = 1,
            PORT = 2,
            TTL = 3,
            PORT_DESC = 4,
            NAME = 5,
            DESC = 6,
            CAPABILITIES = 7;
    private static final int MANAGEMENT = 8, ORGANIZATION = 127;
    private static final int MAC = 4, NETWORK = 5, PORT_MAC = 3, PORT_NETWORK = 4, IPV4 = 1, IPV6 = 2;
    private static final int DOT_1 = 0x0080c2, DOT_3 = 0x00120f, TIA = 0x0012bb, IANA = 0x00005e;

    private static final Names FAMILIES = Names.of(0, "Reserved", IPV4, "IPv4", IPV6, "IPv6");

    static final Header H = header("lldp", "Link Layer Discovery Protocol");
    static final Field BAD_TYPE = H.note("bad_type", "Incorrect type", (f, at, end) -> mandatory(f, at, end) < 3);
    static final Header TLV = H.parts(
            "TLV",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? at : previous + HEAD + length(f, previous);
                boolean last = previous >= 0 && type(f, previous) == END;
                return last || next + HEAD > end || index < 3 && type(f, next) != index + 1 ? -1 : next;
            },
            (f, at, end) -> HEAD + length(f, at));
    static final Field TYPE = TLV.bits(7, "tlv.type", "TLV Type").names(Names.lines("""
            0 End of LLDPDU
            1 Chassis Id
            2 Port Id
            3 Time to Live
            4 Port Description
            5 System Name
            6 System Description
            7 System Capabilities
            8 Management Address
            127 Organization Specific
            """)),
            LENGTH = TLV.bits(9, "tlv.len", "TLV Length");

    static final Header OF_CHASSIS = TLV.then("Chassis", (f, at, end) -> type(f, at) == CHASSIS);
    static final Field CHASSIS_SUBTYPE =
            OF_CHASSIS.u8("chassis.subtype", "Chassis Id Subtype").names(Names.lines("""
            0 Reserved
            1 Chassis component
            2 Interface alias
            3 Port component
            4 MAC address
            5 Network address
            6 Interface name
            7 Locally assigned
            """));

    static {
        id(OF_CHASSIS, "chassis", "Chassis Id", MAC, NETWORK);
    }

    static final Field CHASSIS_ID = OF_CHASSIS.span(
            "chassis.id",
            "Chassis Id",
            Type.BYTES,
            (f, at, end) -> f.u8(at + 2) == MAC || f.u8(at + 2) == NETWORK ? Field.ABSENT : rest(at + 3, end));
    static final Header OF_PORT = TLV.then("Port", (f, at, end) -> type(f, at) == PORT);
    static final Field PORT_SUBTYPE =
            OF_PORT.u8("port.subtype", "Port Id Subtype").names(Names.lines("""
            0 Reserved
            1 Interface alias
            2 Port component
            3 MAC address
            4 Network address
            5 Interface name
            6 Agent circuit Id
            7 Locally assigned
            """));

    static {
        id(OF_PORT, "port", "Port Id", PORT_MAC, PORT_NETWORK);
    }

    static final Field PORT_ID = OF_PORT.span(
            "port.id",
            "Port Id",
            Type.STRING,
            (f, at, end) ->
                    f.u8(at + 2) == PORT_MAC || f.u8(at + 2) == PORT_NETWORK ? Field.ABSENT : rest(at + 3, end));
    static final Field SECONDS =
            TLV.then("Time to Live", (f, at, end) -> type(f, at) == TTL).u16("time_to_live", "Seconds");
    static final Field PORT_DESCRIPTION = text(PORT_DESC, "port.desc", "Port Description"),
            SYSTEM_NAME = text(NAME, "tlv.system.name", "System Name"),
            SYSTEM_DESCRIPTION = text(DESC, "tlv.system.desc", "System Description");
    static final Header ABLE = TLV.then("Capabilities", (f, at, end) -> type(f, at) == CAPABILITIES);
    static final Field SYSTEM_CAP = capabilities("tlv.system_cap", "Capabilities"),
            ENABLED_CAP = capabilities("tlv.enable_system_cap", "Enabled Capabilities");

    static final Header MANAGED = TLV.then("Management Address", (f, at, end) -> type(f, at) == MANAGEMENT);
    static final Field ADDRESS_LENGTH = MANAGED.u8("mgn.address.len", "Address String Length"),
            ADDRESS_SUBTYPE =
                    MANAGED.u8("mgn.address.subtype", "Address Subtype").names(FAMILIES);
    static final Field ADDRESS_4 = MANAGED.then("IPv4", (f, at, end) -> f.u8(at + 3) == IPV4 && f.u8(at + 2) == 5)
            .ipv4("mgn.addr.ip4", "Management Address");
    static final Field ADDRESS_6 = MANAGED.then("IPv6", (f, at, end) -> f.u8(at + 3) == IPV6 && f.u8(at + 2) == 17)
            .ipv6("mgn.addr.ip6", "Management Address");
    static final Field ADDRESS_HEX = MANAGED.span("mgn.addr.hex", "Management Address", Type.BYTES, (f, at, end) -> {
        int bytes = f.u8(at + 2) - 1;
        boolean known = f.u8(at + 3) == IPV4 && bytes == 4 || f.u8(at + 3) == IPV6 && bytes == 16;
        return known || bytes <= 0 || at + 4 + bytes > end ? Field.ABSENT : Field.span(at + 4, bytes);
    });
    static final Header INTERFACE =
            MANAGED.behind("Interface", (f, at, end) -> f.u8(at + 2) == 0 ? -1 : at + 3 + f.u8(at + 2));
    static final Field
            INTERFACE_SUBTYPE =
                    INTERFACE
                            .u8("mgn.interface.subtype", "Interface Subtype")
                            .names(Names.of(1, "Unknown", 2, "ifIndex", 3, "System port number")),
            INTERFACE_NUMBER = INTERFACE.u32("mgn.interface.number", "Interface Number"),
            OBJECT_LENGTH = INTERFACE.u8("mgn.obj.len", "OID String Length"),
            OBJECT =
                    INTERFACE
                            .text("mgn.obj.id", "Object Identifier", Lldp::object)
                            .plain();

    static final Header ORGANIZED_TLV = TLV.then("Organization", (f, at, end) -> type(f, at) == ORGANIZATION);
    static final Field OUI = ORGANIZED_TLV
            .u24("orgtlv.oui", "Organization Unique Code")
            .names(Names.of(DOT_1, "IEEE 802.1", DOT_3, "IEEE 802.3", TIA, "TIA", IANA, "IANA", 0x000ecf, "PROFINET"));

    static final Header OF_DOT_1 = ORGANIZED_TLV.then("802.1", (f, at, end) -> f.u24(at + 2) == DOT_1);
    static final Field DOT_1_SUBTYPE =
            OF_DOT_1.u8("ieee.802_1.subtype", "IEEE 802.1 Subtype").hex().names(Names.lines("""
            0x01 Port VLAN ID
            0x02 Port and Protocol VLAN ID
            0x03 VLAN Name
            0x04 Protocol Identity
            0x05 VID Usage Digest
            0x06 Management VID
            0x07 Link Aggregation
            0x08 Congestion Notification
            0x09 ETS Configuration
            0x0a ETS Recommendation
            0x0b Priority Flow Control Configuration
            0x0c Application Protocol
            0x0d EVB
            0x0e CDCP
            """));
    static final Field PORT_VLAN =
            subtype(OF_DOT_1, "Port VLAN ID", 1).u16("ieee.802_1.port_vlan.id", "Port VLAN Identifier");
    static final Header PROTOCOL_VLAN = subtype(OF_DOT_1, "Port and Protocol VLAN ID", 2);
    static final Field
            PROTOCOL_VLAN_FLAGS =
                    PROTOCOL_VLAN
                            .u8("ieee.802_1.port_and_vlan_id_flag", "Flags")
                            .hex(),
            PROTOCOL_VLAN_ENABLED =
                    PROTOCOL_VLAN
                            .split(PROTOCOL_VLAN_FLAGS)
                            .skip(5)
                            .bit("ieee.802_1.port_and_vlan_id_flag.enabled", "Port and Protocol VLAN"),
            PROTOCOL_VLAN_SUPPORTED =
                    PROTOCOL_VLAN.bit("ieee.802_1.port_and_vlan_id_flag.supported", "Port and Protocol VLAN");

    static {
        PROTOCOL_VLAN.skip(1);
    }

    static final Field PROTOCOL_VLAN_ID =
            PROTOCOL_VLAN.u16("ieee.802_1.port_proto_vlan.id", "Port and Protocol VLAN Identifier");
    static final Header NAMED_VLAN = subtype(OF_DOT_1, "VLAN Name", 3);
    static final Field VLAN_ID = NAMED_VLAN.u16("ieee.802_1.vlan.id", "VLAN Identifier"),
            VLAN_NAME_LENGTH = NAMED_VLAN.u8("ieee.802_1.vlan.name_len", "VLAN Name Length"),
            VLAN_NAME =
                    NAMED_VLAN.span(
                            "ieee.802_1.vlan.name", "VLAN Name", Type.STRING, (f, at, end) -> counted(f, at + 8, end));
    static final Header IDENTITY = subtype(OF_DOT_1, "Protocol Identity", 4);
    static final Field IDENTITY_LENGTH = IDENTITY.u8("ieee.802_1.proto.id_length", "Protocol Identity Length"),
            IDENTITY_BYTES =
                    IDENTITY.span(
                            "ieee.802_1.proto.id",
                            "Protocol Identity",
                            Type.BYTES,
                            (f, at, end) -> counted(f, at + 6, end));

    static final Header AGGREGATED = subtype(OF_DOT_1, "Link Aggregation", 7);
    static final Field
            AGGREGATED_STATUS =
                    AGGREGATED
                            .u8("ieee.802_1.aggregation_status", "Aggregation Status")
                            .hex(),
            AGGREGATED_PORT_TYPE =
                    AGGREGATED
                            .split(AGGREGATED_STATUS)
                            .skip(4)
                            .bits(2, "ieee.802_1.aggregation_status.porttype", "Aggregation Port Type"),
            AGGREGATED_ENABLED = AGGREGATED.bit("ieee.802_1.aggregation_status.enabled", "Aggregation Status"),
            AGGREGATED_CAP = AGGREGATED.bit("ieee.802_1.aggregation_status.cap", "Aggregation Capability"),
            AGGREGATED_ID = AGGREGATED.u32("ieee.802_1.aggregated_port_id", "Aggregated Port Id");

    static final Header OF_DOT_3 = ORGANIZED_TLV.then("802.3", (f, at, end) -> f.u24(at + 2) == DOT_3);
    static final Field DOT_3_SUBTYPE =
            OF_DOT_3.u8("ieee.802_3.subtype", "IEEE 802.3 Subtype").hex().names(Names.lines("""
            0x01 MAC/PHY Configuration/Status
            0x02 Power Via MDI
            0x03 Link Aggregation
            0x04 Maximum Frame Size
            0x05 Energy-Efficient Ethernet
            0x07 Additional Ethernet Capabilities
            """));
    static final Header PHY = subtype(OF_DOT_3, "MAC/PHY", 1);
    static final Field
            NEGOTIATION =
                    PHY.u8("ieee.802_3.mac_phy_auto_neg_status", "Auto-Negotiation Support/Status")
                            .hex(),
            NEGOTIATION_ENABLED =
                    PHY.split(NEGOTIATION)
                            .skip(6)
                            .bit("ieee.802_3.mac_phy_auto_neg_status.enabled", "Auto-Negotiation"),
            NEGOTIATION_SUPPORTED = PHY.bit("ieee.802_3.mac_phy_auto_neg_status.supported", "Auto-Negotiation"),
            ADVERTISED =
                    PHY.u16("ieee.802_3.pmd_auto_neg_advertised_caps", "PMD Auto-Negotiation Advertised Capability")
                            .hex();

    static {
        // IANA-MAU-MIB's IANAifMauAutoNegCapBits, the first of them the most significant (IEEE 802.3, 79.3.1.2).
        PHY.split(ADVERTISED);
        for (String pair : """
                other other
                10base_t 10BASE-T (half duplex mode)
                10base_tfd 10BASE-T (full duplex mode)
                100base_t4 100BASE-T4
                100base_tx 100BASE-TX (half duplex mode)
                100base_txfd 100BASE-TX (full duplex mode)
                100base_t2 100BASE-T2 (half duplex mode)
                100base_t2fd 100BASE-T2 (full duplex mode)
                fdx_pause PAUSE, full duplex
                fdx_apause Asymmetric PAUSE, full duplex
                fdx_spause Symmetric PAUSE, full duplex
                fdx_bpause PAUSE of either kind, full duplex
                1000base_x 1000BASE-X (half duplex mode)
                1000base_xfd 1000BASE-X (full duplex mode)
                1000base_t 1000BASE-T (half duplex mode)
                1000base_tfd 1000BASE-T (full duplex mode)
                """.split("\\n")) {
            int blank = pair.indexOf(' ');
            PHY.bit("ieee.802_3.pmd_auto_neg_advertised_caps." + pair.substring(0, blank), pair.substring(blank + 1));
        }
    }

    static final Field MAU_TYPE =
            PHY.u16("ieee.802_3.pmd_mau_type", "Operational MAU Type").hex();
    static final Header POWER = subtype(OF_DOT_3, "Power", 2);
    static final Field
            POWER_SUPPORT =
                    POWER.u8("ieee.802_3.mdi_power_support", "MDI Power Support")
                            .hex(),
            POWER_PAIRS =
                    POWER.split(POWER_SUPPORT)
                            .skip(4)
                            .bit("ieee.802_3.mdi_power_support.pse_pairs", "PSE Pairs Controlled"),
            POWER_ENABLED = POWER.bit("ieee.802_3.mdi_power_support.enabled", "PSE MDI Power"),
            POWER_SUPPORTED = POWER.bit("ieee.802_3.mdi_power_support.supported", "PSE MDI Power"),
            POWER_PORT_CLASS = POWER.bit("ieee.802_3.mdi_power_support.port_class", "Port Class"),
            PSE_PAIR = POWER.u8("ieee.802_3.mdi_pse_pair", "PSE Power Pair").names(Names.of(1, "Signal", 2, "Spare")),
            POWER_CLASS = POWER.u8("ieee.802_3.mdi_power_class", "Power Class");
    static final Header POWER_MORE = POWER.then("Type", (f, at, end) -> true);
    static final Field POWER_TYPE = POWER_MORE.bits(2, "ieee.802_3.mdi_power_type", "Power Type"),
            POWER_SOURCE = POWER_MORE.bits(2, "ieee.802_3.mdi_power_source", "Power Source"),
            POWER_PRIORITY = POWER_MORE.skip(2).bits(2, "ieee.802_3.mdi_power_priority", "Power Priority"),
            POWER_REQUESTED =
                    POWER_MORE
                            .u16("ieee.802_3.mdi_pde_requested", "PD Requested Power Value")
                            .in("x 0.1 W"),
            POWER_ALLOCATED =
                    POWER_MORE
                            .u16("ieee.802_3.mdi_pse_allocated", "PSE Allocated Power Value")
                            .in("x 0.1 W");
    static final Header AGGREGATION = subtype(OF_DOT_3, "Link Aggregation", 3);
    static final Field
            AGGREGATION_STATUS =
                    AGGREGATION
                            .u8("ieee.802_3.aggregation_status", "Aggregation Status")
                            .hex(),
            AGGREGATION_ENABLED =
                    AGGREGATION
                            .split(AGGREGATION_STATUS)
                            .skip(6)
                            .bit("ieee.802_3.aggregation_status.enabled", "Aggregation Status"),
            AGGREGATION_CAP = AGGREGATION.bit("ieee.802_3.aggregation_status.cap", "Aggregation Capability"),
            AGGREGATED_PORT = AGGREGATION.u32("ieee.802_3.aggregated_port_id", "Aggregated Port Id");
    static final Field MAX_FRAME =
            subtype(OF_DOT_3, "Maximum Frame Size", 4).u16("ieee.802_3.max_frame_size", "Maximum Frame Size");

    static final Header ECONOMY = subtype(OF_DOT_3, "Energy-Efficient Ethernet", 5);
    static final Field
            TRANSMIT = ECONOMY.u16("ieee.802_3.eee.transmit", "Transmit").in("microseconds"),
            RECEIVE = ECONOMY.u16("ieee.802_3.eee.receive", "Receive").in("microseconds"),
            FALLBACK =
                    ECONOMY.u16("ieee.802_3.eee.fallback_receive", "Fallback Receive")
                            .in("microseconds"),
            ECHO_TRANSMIT =
                    ECONOMY.u16("ieee.802_3.eee.echo_transmit", "Echo Transmit").in("microseconds"),
            ECHO_RECEIVE =
                    ECONOMY.u16("ieee.802_3.eee.echo_receive", "Echo Receive").in("microseconds");
    static final Header PREEMPTION = subtype(OF_DOT_3, "Additional Ethernet Capabilities", 7);
    static final Field
            ADDITIONAL =
                    PREEMPTION
                            .u16("ieee.802_3br.eac", "Additional Ethernet Capabilities")
                            .hex(),
            FRAGMENT_SIZE =
                    PREEMPTION
                            .split(ADDITIONAL)
                            .skip(11)
                            .bits(2, "ieee.802_3br.aec.addfragsize", "Additional Fragment Size"),
            PREEMPTS = PREEMPTION.bit("ieee.802_3br.aec.active", "Preemption capabilities active"),
            PREEMPTION_ENABLED = PREEMPTION.bit("ieee.802_3br.aec.enable", "Preemption capabilities enable"),
            PREEMPTION_SUPPORTED = PREEMPTION.bit("ieee.802_3br.aec.support", "Preemption capabilities support");

    static final Header OF_TIA = ORGANIZED_TLV.then("TIA", (f, at, end) -> f.u24(at + 2) == TIA);
    static final Field TIA_SUBTYPE =
            OF_TIA.u8("media.subtype", "Media Subtype").hex().names(Names.lines("""
            0x01 LLDP-MED Capabilities
            0x02 Network Policy
            0x03 Location Identification
            0x04 Extended Power-via-MDI
            0x05 Inventory - Hardware Revision
            0x06 Inventory - Firmware Revision
            0x07 Inventory - Software Revision
            0x08 Inventory - Serial Number
            0x09 Inventory - Manufacturer Name
            0x0a Inventory - Model Name
            0x0b Inventory - Asset ID
            """));
    static final Header MED = subtype(OF_TIA, "Capabilities", 1);
    static final Field MED_CAPS = MED.u16("media.subtype.caps", "Capabilities").hex(),
            MED_INVENTORY = MED.split(MED_CAPS).skip(10).bit("media.subtype.caps.inventory", "Inventory"),
            MED_PD = MED.bit("media.subtype.caps.mid_pd", "Extended Power via MDI-PD"),
            MED_PSE = MED.bit("media.subtype.caps.mdi_pse", "Extended Power via MDI-PSE"),
            MED_LOCATION = MED.bit("media.subtype.caps.location_id", "Location Identification"),
            MED_POLICY = MED.bit("media.subtype.caps.network_policy", "Network Policy"),
            MED_CAPABLE = MED.bit("media.subtype.caps.llpd", "LLDP-MED Capabilities"),
            MED_CLASS = MED.u8("media.subtype.class", "Class Type").names(Names.lines("""
            0 Type Not Defined
            1 Endpoint Class I
            2 Endpoint Class II
            3 Endpoint Class III
            4 Network Connectivity
            """));
    static final Header POLICY = subtype(OF_TIA, "Network Policy", 2);
    static final Field
            APPLICATION = POLICY.u8("media.app_type", "Application Type").names(Names.lines("""
            1 Voice
            2 Voice Signaling
            3 Guest Voice
            4 Guest Voice Signaling
            5 Softphone Voice
            6 Video Conferencing
            7 Streaming Video
            8 Video Signaling
            """)),
            POLICY_UNKNOWN = POLICY.bit("media.policy_flag", "Policy"),
            POLICY_TAGGED = POLICY.bit("media.tag_flag", "Tagged"),
            POLICY_VLAN = POLICY.skip(1).bits(12, "media.vlan_id", "VLAN Id"),
            POLICY_PRIORITY = POLICY.bits(3, "media.l2_prio", "L2 Priority"),
            POLICY_DSCP = POLICY.bits(6, "media.dscp", "DSCP Priority");

    static final Header EXTENDED_POWER = subtype(OF_TIA, "Extended Power", 4);
    static final Field MED_POWER_TYPE = EXTENDED_POWER.bits(2, "media.power.type", "Power Type"),
            MED_POWER_SOURCE = EXTENDED_POWER.bits(2, "media.power.source", "Power Source"),
            MED_POWER_PRIORITY = EXTENDED_POWER.bits(4, "media.power.prio", "Power Priority"),
            MED_POWER_VALUE =
                    EXTENDED_POWER.u16("media.power.value", "Power Value").in("x 0.1 W");

    static {
        inventory(5, "media.hardware", "Hardware Revision");
        inventory(6, "media.firmware", "Firmware Revision");
        inventory(7, "media.software", "Software Revision");
        inventory(8, "media.sn", "Serial Number");
        inventory(9, "media.manufacturer", "Manufacturer Name");
        inventory(10, "media.model", "Model Name");
        inventory(11, "media.asset", "Asset ID");
    }

    static final Header OF_IANA = ORGANIZED_TLV.then("IANA", (f, at, end) -> f.u24(at + 2) == IANA);
    static final Field
            IANA_SUBTYPE =
                    OF_IANA.u8("iana.subtype", "IANA Subtype")
                            .hex()
                            .names(Names.of(1, "Manufacturer Usage Description URL")),
            MUD_URL =
                    OF_IANA.span(
                            "iana.mudurl",
                            "Manufacturer Usage Description URL",
                            Type.STRING,
                            (f, at, end) -> f.u8(at + 5) == 1 ? rest(at + ORGANIZED, end) : Field.ABSENT);
    static final Header OF_OTHERS =
            ORGANIZED_TLV.then("Others", (f, at, end) -> OUI.names().get(f.u24(at + 2)) == null);
    static final Field OTHER_SUBTYPE = OF_OTHERS.u8("unknown_subtype", "Unknown Subtype"),
            OTHER_CONTENT =
                    OF_OTHERS.span(
                            "unknown_subtype.content",
                            "Unknown Subtype Content",
                            Type.BYTES,
                            (f, at, end) -> rest(at + ORGANIZED, end));

    static {
        TLV.length(HEAD);
        ABLE.length(4);
        INTERFACE.length(6);
        PHY.length(5);
        POLICY.length(4);
    }

    public Lldp() {
        super(H);
        on(Ethernet.TYPE, 0x88cc, 0x8942);
    }

    private static int type(Frame f, int at) {
        return f.u8(at) >> 1;
    }

    private static int length(Frame f, int at) {
        return f.u16(at) & 0x1ff;
    }

    private static long rest(int at, int end) {
        return at < end ? Field.span(at, end - at) : Field.ABSENT;
    }

    /** What an octet at {@code at} counts. */
    private static long counted(Frame f, int at, int end) {
        int bytes = f.u8(at);
        return bytes == 0 || at + 1 + bytes > end ? Field.ABSENT : Field.span(at + 1, bytes);
    }

    private static Header subtype(Header organization, String label, int subtype) {
        return organization.then(label, (f, at, end) -> f.u8(at + 5) == subtype);
    }

    private static Field text(int type, String name, String label) {
        return TLV.span(
                name, label, Type.STRING, (f, at, end) -> type(f, at) == type ? rest(at + HEAD, end) : Field.ABSENT);
    }

    private static void inventory(int subtype, String name, String label) {
        OF_TIA.span(
                name,
                label,
                Type.STRING,
                (f, at, end) -> f.u8(at + 5) == subtype ? rest(at + ORGANIZED, end) : Field.ABSENT);
    }

    /** An ID that is an address: of the link, or of a network with its family before it. */
    private static void id(Header h, String name, String label, int mac, int network) {
        h.then("MAC address", (f, at, end) -> f.u8(at + 2) == mac).mac(name + ".id.mac", label);
        Header family = h.then("Network address", (f, at, end) -> f.u8(at + 2) == network);
        family.u8("network_address.subtype", label + " Address Family").names(FAMILIES);
        family.then("IPv4", (f, at, end) -> f.u8(at + 3) == IPV4).ipv4(name + ".id.ip4", label);
        family.then("IPv6", (f, at, end) -> f.u8(at + 3) == IPV6).ipv6(name + ".id.ip6", label);
    }

    private static Field capabilities(String name, String label) {
        Field all = ABLE.u16(name, label).hex();
        ABLE.split(all).skip(8).bit(name + ".station_only", "Station only");
        ABLE.bit(name + ".docsis_cable_device", "DOCSIS cable device");
        ABLE.bit(name + ".telephone", "Telephone");
        ABLE.bit(name + ".router", "Router");
        ABLE.bit(name + ".wlan_access_pt", "WLAN access point");
        ABLE.bit(name + ".bridge", "Bridge");
        ABLE.bit(name + ".repeater", "Repeater");
        ABLE.bit(name + ".other", "Other");
        return all;
    }

    /** X.690, 8.19. */
    private static void object(Frame f, int at, int end, Out out) {
        int stop = at + 6 + f.u8(at + 5);
        if (stop == at + 6 || stop > end) {
            return;
        }
        long number = 0;
        boolean first = true;
        for (int i = at + 6; i < stop; i++) {
            number = number << 7 | f.u8(i) & 0x7f;
            if ((f.u8(i) & 0x80) == 0) {
                long root = Math.min(2, number / 40);
                if (first) {
                    out.dec(root).put('.').dec(number - 40 * root);
                } else {
                    out.put('.').unsigned(number);
                }
                first = false;
                number = 0;
            }
        }
    }

    /** How many of the three parts that have to be there stand at the beginning. */
    private static int mandatory(Frame f, int at, int end) {
        int next = at, count = 0;
        while (count < 3 && next + HEAD <= end && type(f, next) == count + 1) {
            next += HEAD + length(f, next);
            count++;
        }
        return count;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEAD > end) {
            f.broken(at, end);
            return;
        }
        int next = at;
        boolean last = false;
        while (!last && next + HEAD <= end) {
            last = type(f, next) == END;
            next += HEAD + length(f, next);
        }
        f.push(this, at, Math.min(next, end), end);
        if (next > end || !last && next < end) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.body(layer);
        out.put("lldp");
        int tlv = -1;
        for (int i = 0; (tlv = TLV.next(f, at, end, tlv, i)) >= 0; i++) {
            int stop = TLV.end(f, tlv, end);
            switch (type(f, tlv)) {
                case CHASSIS -> {
                    if (tlv + 9 <= stop && f.u8(tlv + 2) == MAC) {
                        out.put(" chassis ").mac(f.u48(tlv + 3));
                    }
                }
                case PORT -> {
                    if (tlv + 9 <= stop && f.u8(tlv + 2) == PORT_MAC) {
                        out.put(" port ").mac(f.u48(tlv + 3));
                    } else if (tlv + 3 < stop && PORT_ID.place(f, tlv, stop) != Field.ABSENT) {
                        PORT_ID.put(f, tlv, stop, out.put(" port "));
                    }
                }
                case NAME -> {
                    if (tlv + HEAD < stop) {
                        SYSTEM_NAME.put(f, tlv, stop, out.put(", system "));
                    }
                }
                case TTL -> {
                    if (tlv + 4 <= stop) {
                        out.put(SECONDS.get(f, tlv) == 0 ? ", shutdown" : ", ttl ");
                        if (SECONDS.get(f, tlv) != 0) {
                            out.dec(SECONDS.get(f, tlv)).put(" s");
                        }
                    }
                }
                default -> {}
            }
        }
    }
}
