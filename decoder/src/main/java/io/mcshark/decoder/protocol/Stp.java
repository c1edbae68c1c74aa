package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Spanning Tree Protocol with its rapid and its multiple form, to 01:80:c2:00:00:00: IEEE 802.1D, 9.3; IEEE 802.1Q, 14; per VLAN by Cisco.
 *
 * <pre>
 * protocol 2, version 1, type 1 (00 configuration, 02 rapid or multiple, 80 topology change);
 * 00, 02     flags 1, root 8 (priority 4 bits, extension 12 bits, MAC address), cost 4, bridge 8, port 2,
 *            message age 2, maximum age 2, hello time 2, forward delay 2, in 1/256 s
 * 02         length of what version 1 says 1; version 3: length 2, format 1, name 32, revision 2, digest 16, cost 4, bridge 8, hops 1,
 *            instances of 16: flags 1, root 8 (priority 4 bits, instance 12 bits, MAC address), cost 4, priorities 1 and 1, hops 1
 * Cisco's    type 2, length 2, VLAN 2
 * </pre>
 */
public final class Stp extends Protocol {
    private static final int SAP = 0x42, PVST = 0x010b, HEADER = 4, CONFIGURATION = 0x00, RAPID = 0x02, CHANGE = 0x80;
    private static final int CONFIGURED = 35, VERSION_1 = 36, VERSION_3 = 38, MST = 64, INSTANCE = 16;
    static final int GARP = 1;
    private static final int ORIGINATING = 0;

    private static final Names ROLES = Names.of(0, "Unknown", 1, "Alternate or Backup", 2, "Root", 3, "Designated");

    static final Header H = header("stp", "Spanning Tree Protocol");
    static final Field
            PROTOCOL =
                    H.u16("protocol", "Protocol Identifier")
                            .hex()
                            .names(Names.of(0, "Spanning Tree Protocol"))
                            .parent(),
            VERSION = H.u8("version", "Protocol Version Identifier").names(Names.lines("""
            0 Spanning Tree
            2 Rapid Spanning Tree
            3 Multiple Spanning Tree
            4 Shortest Path Tree
            """)),
            TYPE = H.u8("type", "BPDU Type").hex().names(Names.lines("""
            0x00 Configuration
            0x02 Rapid/Multiple Spanning Tree
            0x80 Topology Change Notification
            """)),
            UNKNOWN_TYPE =
                    H.note(
                            "type.unknown",
                            "Unknown BPDU type data",
                            (f, at, end) -> !isConfiguration(f.u8(at + 3)) && f.u8(at + 3) != CHANGE);

    static final Header PLAIN = H.then("Flags", (f, at, end) -> f.u8(at + 3) == CONFIGURATION);
    static final Field PLAIN_FLAGS = PLAIN.u8("flags", "BPDU flags").hex(),
            PLAIN_TCACK = PLAIN.split(PLAIN_FLAGS).bit("flags.tcack", "Topology Change Acknowledgment"),
            PLAIN_TC = PLAIN.skip(6).bit("flags.tc", "Topology Change");
    static final Header FLAGGED = H.then("Flags", (f, at, end) -> f.u8(at + 3) == RAPID);
    static final Field FLAGS = flags(FLAGGED, "flags");
    static final Header BODY = H.then("Configuration", (f, at, end) -> isConfiguration(f.u8(at + 3)))
            .skip(8);
    static final Field ROOT_PRIO = priority(BODY, "root.prio", "Root Bridge Priority"),
            ROOT_EXT = BODY.bits(12, "root.ext", "Root Bridge System ID Extension"),
            ROOT_HW = BODY.mac("root.hw", "Root Bridge System ID"),
            ROOT_COST = BODY.u32("root.cost", "Root Path Cost"),
            BRIDGE_PRIO = priority(BODY, "bridge.prio", "Bridge Priority"),
            BRIDGE_EXT = BODY.bits(12, "bridge.ext", "Bridge System ID Extension"),
            BRIDGE_HW = BODY.mac("bridge.hw", "Bridge System ID"),
            PORT = BODY.u16("port", "Port identifier").hex(),
            MSG_AGE = seconds("msg_age", "Message Age", 27),
            MAX_AGE = seconds("max_age", "Max Age", 29),
            HELLO = seconds("hello", "Hello Time", 31),
            FORWARD = seconds("forward", "Forward Delay", 33);
    static final Header RAPID_BODY = BODY.then("Rapid", (f, at, end) -> f.u8(at + 3) == RAPID);
    static final Field VERSION_1_LENGTH = RAPID_BODY.u8("version_1_length", "Version 1 Length");

    static final Header PVST_TLV = H.parts(
            "PVST",
            (f, at, end, previous, index) -> {
                if (!isPerVlan(f, at) || at + CONFIGURED > end || !isConfiguration(f.u8(at + 3))) {
                    return -1;
                }
                int next = previous < 0 ? at + VERSION_1 : previous + 4 + f.u16(previous + 2);
                return next + 4 <= end ? next : -1;
            },
            (f, at, end) -> 4 + f.u16(at + 2));
    static final Field
            TLV_TYPE = PVST_TLV.u16("pvst.tlvtype", "Type").hex().names(Names.of(ORIGINATING, "Originating VLAN")),
            TLV_LEN = PVST_TLV.u16("pvst.tlvlen", "Length");
    static final Field ORIGINATING_VLAN = PVST_TLV.then(
                    "VLAN", (f, at, end) -> f.u16(at) == ORIGINATING && f.u16(at + 2) == 2)
            .u16("pvst.origvlan", "Originating VLAN");
    static final Field TLV_VALUE = PVST_TLV.span(
            "pvst.tlvval",
            "Value",
            Type.BYTES,
            (f, at, end) -> f.u16(at) == ORIGINATING || f.u16(at + 2) == 0 || end < at + 4 + f.u16(at + 2)
                    ? Field.ABSENT
                    : Field.span(at + 4, f.u16(at + 2)));

    static final Header MULTIPLE = H.parts(
            "mstp",
            "MST Extension",
            (f, at, end, previous, index) -> index == 0 && isMultiple(f, at, end) ? at + VERSION_1 : -1,
            null);
    static final Field V3_LENGTH = MULTIPLE.u16("version_3_length", "Version 3 Length"),
            FORMAT = MULTIPLE.u8("config_format_selector", "MST Config ID format selector"),
            NAME =
                    MULTIPLE.span(
                            "config_name",
                            "MST Config name",
                            Type.STRING,
                            (f, at, end) -> Field.span(at + 3, Vrrp.textBytes(f, at + 3, 32)));
    static final Header CONFIGURATION_ID =
            MULTIPLE.then("Configuration", (f, at, end) -> true).skip(32 * 8);
    static final Field REVISION = CONFIGURATION_ID.u16("config_revision_level", "MST Config revision"),
            DIGEST = CONFIGURATION_ID.bytes(16, "config_digest", "MST Config digest"),
            INTERNAL_COST = CONFIGURATION_ID.u32("cist_internal_root_path_cost", "CIST Internal Root Path Cost"),
            CIST_PRIO = priority(CONFIGURATION_ID, "cist_bridge.prio", "CIST Bridge Priority"),
            CIST_EXT = CONFIGURATION_ID.bits(12, "cist_bridge.ext", "CIST Bridge Identifier System ID Extension"),
            CIST_HW = CONFIGURATION_ID.mac("cist_bridge.hw", "CIST Bridge Identifier System ID"),
            CIST_HOPS = CONFIGURATION_ID.u8("cist_remaining_hops", "CIST Remaining hops");
    static final Header MSTI = MULTIPLE.parts(
            "MST Instance",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? at + 2 + MST : previous + INSTANCE;
                return next + INSTANCE <= Math.min(end, at + 2 + f.u16(at)) ? next : -1;
            },
            (f, at, end) -> INSTANCE);
    static final Field MSTI_FLAGS = flags(MSTI, "msti.flags"),
            MSTI_PRIORITY = MSTI.bits(4, "msti.priority", "Priority").hex(),
            MSTI_ID = MSTI.bits(12, "msti.msti_id", "MSTID"),
            MSTI_ROOT = MSTI.mac("msti.root.hw", "Regional Root"),
            MSTI_COST = MSTI.u32("msti.root_cost", "Internal root path cost"),
            MSTI_BRIDGE_PRIORITY = MSTI.bits(4, "msti.bridge_priority", "Bridge Identifier Priority");

    static {
        MSTI.skip(4);
    }

    static final Field MSTI_PORT_PRIORITY = MSTI.bits(4, "msti.port_priority", "Port identifier priority");

    static {
        MSTI.skip(4);
    }

    static final Field MSTI_HOPS = MSTI.u8("msti.remaining_hops", "Remaining hops");

    static final Header SHORTEST = H.parts(
            "mstp",
            "SPT Extension",
            (f, at, end, previous, index) -> index == 0 && isMultiple(f, at, end) && f.u8(at + 2) >= 4
                    ? at + VERSION_3 + f.u16(at + VERSION_1)
                    : -1,
            null);
    static final Field V4_LENGTH = SHORTEST.u16("version_4_length", "Version 4 Length"),
            SPT_FORMAT = SHORTEST.u8("config_format_selector", "SPT Config ID format selector"),
            SPT_NAME =
                    SHORTEST.span(
                            "config_name",
                            "SPT Config name",
                            Type.STRING,
                            (f, at, end) ->
                                    at + 35 > end ? Field.ABSENT : Field.span(at + 3, Vrrp.textBytes(f, at + 3, 32)));
    static final Header AGREEMENT =
            SHORTEST.then("Agreement", (f, at, end) -> true).skip(32 * 8);
    static final Field SPT_REVISION = AGREEMENT.u16("config_revision_level", "SPT Config revision"),
            SPT_DIGEST = AGREEMENT.bytes(16, "config_digest", "SPT Config digest"),
            RESTRICTED = AGREEMENT.skip(2).bit("agree_flags.rest_role", "Restricted Role"),
            AGREEMENT_VALID = AGREEMENT.bit("agree_flags.agreement_valid", "Agreement Valid Flag"),
            DISCARDED = AGREEMENT.bits(2, "agree_flags.dagreement_num", "Disagreement Number"),
            AGREED = AGREEMENT.bits(2, "agree_flags.agreement_num", "Agreement Number"),
            AGREEMENT_DIGEST = AGREEMENT.skip(13 * 8).bytes(20, "agreement_digest", "Agreement Digest");

    static {
        H.length(HEADER);
        PLAIN.length(1);
        FLAGGED.length(1);
        BODY.length(CONFIGURED - HEADER);
        RAPID_BODY.length(1);
        CONFIGURATION_ID.length(MST - 1);
        MSTI.length(INSTANCE);
    }

    public Stp() {
        super(H);
        on(Llc.DSAP, SAP);
        on(Llc.CISCO_PID, 0x0108, 0x0109, PVST, 0x010c);
        on(Ethernet.TYPE, 0x8181);
    }

    /** IEEE 802.1Q, 14.2.1. */
    private static Field flags(Header h, String name) {
        Field all = h.u8(name, name.startsWith("msti") ? "MSTI flags" : "BPDU flags")
                .hex();
        h.split(all).bit("flags.tcack", "Topology Change Acknowledgment").called("stp.flags.tcack");
        h.bit("flags.agreement", "Agreement").called("stp.flags.agreement");
        h.bit("flags.forwarding", "Forwarding").called("stp.flags.forwarding");
        h.bit("flags.learning", "Learning").called("stp.flags.learning");
        h.bits(2, "flags.port_role", "Port Role").called("stp.flags.port_role").names(ROLES);
        h.bit("flags.proposal", "Proposal").called("stp.flags.proposal");
        h.bit("flags.tc", "Topology Change").called("stp.flags.tc");
        return all;
    }

    /** The upper four bits of what was a priority of 16 before it had an extension in it (IEEE 802.1t). */
    private static Field priority(Header h, String name, String label) {
        return h.bits(4, name, label).code(bits -> bits << 12);
    }

    private static Field seconds(String name, String label, int from) {
        BODY.skip(16);
        return BODY.text(name, label, (f, at, end, out) -> seconds(f.u16(at + from), out))
                .plain();
    }

    private static void seconds(int time, Out out) {
        out.dec(time >> 8);
        int digits = 8;
        long fraction = (time & 0xff) * 390_625L; // of 10^-8
        if (fraction == 0) {
            return;
        }
        while (fraction % 10 == 0) {
            fraction /= 10;
            digits--;
        }
        out.put('.').dec(fraction, digits);
    }

    private static boolean isConfiguration(int type) {
        return type == CONFIGURATION || type == RAPID;
    }

    private static boolean isMultiple(Frame f, int at, int end) {
        return at + VERSION_3 + MST <= end
                && f.u8(at + 2) >= 3
                && f.u8(at + 3) == RAPID
                && f.u16(at + VERSION_1) >= MST;
    }

    /** Cisco's are in a SNAP header, which knows the protocol by a number of its own. */
    private static boolean isPerVlan(Frame f, int at) {
        return f.u8(at - 1) == (PVST & 0xff);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEADER > end) {
            f.broken(at, end);
            return;
        }
        if (f.u16(at) == GARP) {
            f.next(PROTOCOL.table(), GARP, at, f.declared());
            return;
        }
        f.push(this, at, end, end);
        int needed = at + (isConfiguration(f.u8(at + 3)) ? f.u8(at + 3) == RAPID ? VERSION_1 : CONFIGURED : HEADER);
        if (needed > end) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer);
        out.put(f.u8(at + 2) >= 3 ? "mstp" : f.u8(at + 2) == 2 ? "rstp" : "stp");
        if (f.u8(at + 3) == CHANGE) {
            out.put(" topology change notification");
            return;
        }
        if (!isConfiguration(f.u8(at + 3)) || at + CONFIGURED > end) {
            return;
        }
        bridge(f, at + 5, out.put(" root "));
        out.put(", cost ").dec(ROOT_COST.get(f, at));
        if (f.u64(at + 5) != f.u64(at + 17)) {
            bridge(f, at + 17, out.put(", bridge "));
        }
        out.put(", port 0x").hex(PORT.get(f, at), 4);
        int flags = f.u8(at + 4);
        if (f.u8(at + 2) >= 2) {
            out.put(' ').words(ROLES.get(flags >> 2 & 3));
        }
        out.put((flags & 1) != 0 ? ", topology change" : "").put((flags & 2) != 0 ? ", proposal" : "");
        out.put((flags & 0x40) != 0 ? ", agreement" : "");
    }

    private static void bridge(Frame f, int at, Out out) {
        out.dec(f.u16(at) & 0xf000).put('.').dec(f.u16(at) & 0xfff).put('.').mac(f.u48(at + 2));
    }
}
