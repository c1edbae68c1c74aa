package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Cisco Hot Standby Router Protocol: version 1, RFC 2281, to 224.0.0.2; version 2, never an RFC, to 224.0.0.102 and, from another
 * port, ff02::66. Nothing in a message says which version it is of, only where it goes.
 *
 * <pre>
 * 1  version 1 (0), opcode 1, state 1, hello time 1, hold time 1, priority 1, group 1, reserved 1, password 8, address 4;
 *    a digest as that of version 2 may follow
 *    opcode 3 (advertise): version 1, opcode 1, type 2, length 2, state 1, reserved 1, active 2, passive 2, reserved 4
 * 2  parts: type 1, length 1, and
 *    1  version 1 (2), opcode 1, state 1, IP version 1, group 2, identifier 6, priority 4, hello 4 and hold time 4 (ms), address 16
 *    2  active groups 2, passive groups 2
 *    3  password 8
 *    4  algorithm 1, padding 1, flags 2, sender 4, key 4, digest 16
 * </pre>
 */
public final class Hsrp extends Protocol {
    private static final int PORT = 1985, PORT_6 = 2029, ALL_ROUTERS = 0xe0000002, HSRP_ROUTERS = 0xe0000066;
    private static final int HEAD = 2, HELLO_BYTES = 20, ADVERTISE_BYTES = 16, ADVERTISE = 3, PASSWORD = 8;
    private static final int GROUP_STATE = 1, INTERFACE_STATE = 2, TEXT = 3, MD5 = 4, ADDRESS = 26, MD5_BYTES = 30;

    static final Header H = header("hsrp", "Cisco Hot Standby Router Protocol");

    static final Header VERSION_1 = H.then("Version 1", (f, at, end) -> isVersion1(f, at));
    static final Field VERSION = VERSION_1.u8("version", "Version"),
            OPCODE = VERSION_1.u8("opcode", "Op Code").names(Names.lines("""
            0 Hello
            1 Coup
            2 Resign
            3 Advertise
            """));
    static final Header HELLO = VERSION_1.then("Hello", (f, at, end) -> f.u8(at + 1) < ADVERTISE);
    static final Field STATE = HELLO.u8("state", "State").names(Names.lines("""
            0 Initial
            1 Learn
            2 Listen
            4 Speak
            8 Standby
            16 Active
            """)),
            HELLOTIME = HELLO.u8("hellotime", "Hellotime").in("seconds"),
            HOLDTIME = HELLO.u8("holdtime", "Holdtime").in("seconds"),
            PRIORITY = HELLO.u8("priority", "Priority"),
            GROUP = HELLO.u8("group", "Group"),
            RESERVED = HELLO.u8("reserved", "Reserved");
    static final Header KNOWN = HELLO.then("Password", (f, at, end) -> true).skip(PASSWORD * 8);
    static final Field AUTH_DATA = KNOWN.span(
            "auth_data",
            "Authentication Data",
            Type.STRING,
            (f, at, end) -> Field.span(at + 8, Vrrp.textBytes(f, at + 8, PASSWORD)));
    static final Header VIRTUAL = KNOWN.then("Virtual IP Address", (f, at, end) -> true);
    static final Field VIRT_IP = VIRTUAL.ipv4("virt_ip", "Virtual IP Address"),
            UNKNOWN_TLV =
                    VIRTUAL.note(
                            "unknown_tlv",
                            "Unknown TLV sequence (HSRPv1)",
                            (f, at, end) -> end == at + HELLO_BYTES + MD5_BYTES && tlv(f, at, end, -1) < 0);
    static final Header ADV = VERSION_1.then("Advertisement", (f, at, end) -> f.u8(at + 1) == ADVERTISE);
    static final Field
            ADV_TYPE =
                    ADV.u16("adv.tlvtype", "Adv type").names(Names.of(1, "HSRP interface state", 2, "IP redundancy")),
            ADV_LENGTH = ADV.u16("adv.tlvlength", "Adv length"),
            ADV_STATE = ADV.u8("adv.state", "Adv state").names(Names.of(1, "Dormant", 2, "Passive", 3, "Active")),
            ADV_RESERVED_1 = ADV.u8("adv.reserved1", "Adv reserved1");
    static final Header ADV_COUNTS = ADV.then("Advertised counts", (f, at, end) -> true);
    static final Field ADV_ACTIVE = ADV_COUNTS.u16("adv.activegrp", "Adv active groups"),
            ADV_PASSIVE = ADV_COUNTS.u16("adv.passivegrp", "Adv passive groups"),
            ADV_RESERVED_2 = ADV_COUNTS.u32("adv.reserved2", "Adv reserved2");

    static final Header TLV = H.parts(
            "hsrp2",
            "TLV",
            (f, at, end, previous, index) -> tlv(f, at, end, previous),
            (f, at, end) -> HEAD + f.u8(at + 1));

    static final Header GROUP_TLV = TLV.then("Group State", (f, at, end) -> f.u8(at) == GROUP_STATE);
    static final Field GROUP_STATE_TLV = GROUP_TLV.u8("group_state_tlv", "Group State TLV");
    static final Header ROUTER = GROUP_TLV.skip(8).then("Router", (f, at, end) -> true);
    static final Field VERSION_2 = ROUTER.u8("version", "Version"),
            OPCODE_2 = ROUTER.u8("opcode", "Op Code").names(Names.of(0, "Hello", 1, "Coup", 2, "Resign")),
            STATE_2 = ROUTER.u8("state", "State").names(Names.lines("""
            1 Init
            2 Learn
            3 Listen
            4 Speak
            5 Standby
            6 Active
            """)),
            IP_VERSION = ROUTER.u8("ipversion", "IP Ver.").names(Names.of(4, "IPv4", 6, "IPv6"));
    static final Header NUMBERED = ROUTER.then("Group", (f, at, end) -> true);
    static final Field GROUP_2 = NUMBERED.u16("group", "Group"), IDENTIFIER = NUMBERED.mac("identifier", "Identifier");
    static final Header RANK = NUMBERED.then("Priority", (f, at, end) -> true);
    static final Field PRIORITY_2 = RANK.u32("priority", "Priority");
    static final Header TIMES = RANK.then("Times", (f, at, end) -> true);
    static final Field HELLOTIME_2 = TIMES.u32("hellotime", "Hellotime").in("milliseconds"),
            HOLDTIME_2 = TIMES.u32("holdtime", "Holdtime").in("milliseconds");
    static final Header VIRTUAL_4 = TIMES.then("Virtual IP Address", (f, at, end) -> f.u8(at + 5) == 4);
    static final Field VIRT_IP_2 = VIRTUAL_4.ipv4("virt_ip", "Virtual IP Address");
    static final Header VIRTUAL_6 = TIMES.then("Virtual IPv6 Address", (f, at, end) -> f.u8(at + 5) == 6);
    static final Field VIRT_IP_6 = VIRTUAL_6.ipv6("virt_ip_v6", "Virtual IPv6 Address");

    static final Header INTERFACE_TLV = TLV.then("Interface State", (f, at, end) -> f.u8(at) == INTERFACE_STATE);
    static final Field INTERFACE_STATE_TLV = INTERFACE_TLV.u8("interface_state_tlv", "Interface State TLV");
    static final Header COUNTS = INTERFACE_TLV.skip(8).then("Counts", (f, at, end) -> true);
    static final Field ACTIVE_GROUPS = COUNTS.u16("active_groups", "Active Groups"),
            PASSIVE_GROUPS = COUNTS.u16("passive_groups", "Passive Groups");

    static final Header TEXT_TLV = TLV.then("Text Authentication", (f, at, end) -> f.u8(at) == TEXT);
    static final Field TEXT_AUTH_TLV = TEXT_TLV.u8("text_auth_tlv", "Text Authentication TLV");
    static final Header KNOWN_2 =
            TEXT_TLV.skip(8).then("Password", (f, at, end) -> true).skip(PASSWORD * 8);
    static final Field AUTH_DATA_2 = KNOWN_2.span(
            "auth_data",
            "Authentication Data",
            Type.STRING,
            (f, at, end) -> Field.span(at + HEAD, Vrrp.textBytes(f, at + HEAD, PASSWORD)));

    static final Header MD5_TLV = TLV.then("MD5 Authentication", (f, at, end) -> f.u8(at) == MD5);
    static final Field MD5_AUTH_TLV = MD5_TLV.u8("md5_auth_tlv", "MD5 Authentication TLV");
    static final Header SIGNED = MD5_TLV.skip(8).then("Key", (f, at, end) -> true);
    static final Field
            MD5_ALGORITHM = SIGNED.u8("md5_algorithm", "MD5 Algorithm").names(Names.of(1, "MD5")),
            MD5_PADDING = SIGNED.u8("md5_padding", "Padding").hex(),
            MD5_FLAGS = SIGNED.u16("md5_flags", "MD5 Flags"),
            MD5_IP_ADDRESS =
                    SIGNED.ipv4("md5_ip_address", "Sender's IP Address").called("hsrp.md5_ip_address"),
            MD5_KEY_ID = SIGNED.u32("md5_key_id", "MD5 Key ID");
    static final Header DIGEST = SIGNED.then("Digest", (f, at, end) -> true);
    static final Field MD5_AUTH_DATA = DIGEST.bytes(16, "md5_auth_data", "MD5 Authentication Data");

    static {
        VERSION_1.length(2);
        HELLO.length(6);
        VIRTUAL.length(4);
        ADV.length(6);
        ADV_COUNTS.length(8);
        TIMES.length(8);
        DIGEST.length(16);
    }

    public Hsrp() {
        super(H);
        on(Udp.DSTPORT, PORT, PORT_6);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int version = version(f, f.depth());
        if (version == 0 || at == end && f.declared() == end) {
            f.nextData(at, f.declared());
            return;
        }
        if (at == end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, end, end);
        int stop = version == 1 ? stop1(f, at, end) : stop2(f, at, end);
        if (stop > end) {
            f.broken(end, end);
        } else {
            f.nextData(stop, f.declared());
        }
    }

    /** The version that a datagram in {@code layer} is of, by its destination; 0 for none. */
    private static int version(Frame f, int layer) {
        int ip = Network.outside(f, layer);
        int port = ip < 0 ? 0 : (int) Udp.DSTPORT.get(f, f.at(layer - 1));
        if (port != PORT && port != PORT_6) {
            return 0;
        }
        if (f.u8(f.at(ip)) >> 4 == 6) {
            return port == PORT_6 ? 2 : 0;
        }
        int group = f.i32(f.at(ip) + 16);
        return group == ALL_ROUTERS ? 1 : group == HSRP_ROUTERS ? 2 : 0;
    }

    private static boolean isVersion1(Frame f, int at) {
        return version(f, f.layer(H.protocol(), at)) == 1;
    }

    /** Where a message of version 1 goes on as something else; beyond {@code end} when it is not whole. */
    private static int stop1(Frame f, int at, int end) {
        if (at + HEAD > end) {
            return at + HEAD;
        }
        int opcode = f.u8(at + 1);
        return opcode > ADVERTISE
                ? at + HEAD
                : Math.max(end, at + (opcode == ADVERTISE ? ADVERTISE_BYTES : HELLO_BYTES));
    }

    /** Where a message of version 2 goes on as something else; beyond {@code end} when it is not whole. */
    private static int stop2(Frame f, int at, int end) {
        int next = at;
        while (next < end) {
            if (next + HEAD > end) {
                return next + HEAD;
            }
            int bytes = bytes(f, next);
            if (bytes == 0) {
                return next;
            }
            if (isOfOtherNetwork(f, next, end)) {
                return next + ADDRESS;
            }
            next += bytes;
        }
        return next;
    }

    /** Where the part behind the one at {@code previous} begins; -1 for none. */
    private static int tlv(Frame f, int at, int end, int previous) {
        int next;
        if (isVersion1(f, at)) {
            next = at + HELLO_BYTES;
            boolean signed = previous < 0
                    && next + MD5_BYTES <= end
                    && f.u8(at + 1) < ADVERTISE
                    && f.u8(next) == MD5
                    && bytes(f, next) == MD5_BYTES;
            return signed ? next : -1;
        }
        if (previous >= 0 && isOfOtherNetwork(f, previous, end)) {
            return -1;
        }
        next = previous < 0 ? at : previous + bytes(f, previous);
        return next + HEAD <= end && bytes(f, next) > 0 ? next : -1;
    }

    /** Bytes of a part whose type and length belong together; 0 for any other, behind which nothing can be found. */
    private static int bytes(Frame f, int at) {
        int length = f.u8(at + 1);
        int known =
                switch (f.u8(at)) {
                    case GROUP_STATE -> 40;
                    case INTERFACE_STATE -> 4;
                    case TEXT -> PASSWORD;
                    case MD5 -> MD5_BYTES - HEAD;
                    default -> -1;
                };
        return length == known ? HEAD + length : 0;
    }

    /** Whether a part tells of a group of neither IPv4 nor IPv6. */
    private static boolean isOfOtherNetwork(Frame f, int at, int end) {
        return f.u8(at) == GROUP_STATE
                && at + ADDRESS <= end
                && IP_VERSION.names().get(f.u8(at + 5)) == null;
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        boolean one = isVersion1(f, at);
        out.put(one ? "hsrp v1" : "hsrp v2");
        if (one) {
            if (at + HEAD <= end) {
                row1(f, at, end, out);
            }
            return;
        }
        boolean authenticated = false;
        int part = -1;
        for (int i = 0; (part = TLV.next(f, at, end, part, i)) >= 0; i++) {
            int stop = TLV.end(f, part, end);
            int type = f.u8(part);
            authenticated |= type == TEXT || type == MD5;
            if (type == GROUP_STATE && part + ADDRESS <= stop) {
                group(f, part, stop, out);
            } else if (type == INTERFACE_STATE && part + HEAD + 4 <= stop) {
                counts((int) ACTIVE_GROUPS.get(f, part), (int) PASSIVE_GROUPS.get(f, part), out);
            }
        }
        out.put(authenticated ? ", authenticated" : "");
    }

    private static void row1(Frame f, int at, int end, Out out) {
        name(OPCODE, f.u8(at + 1), out);
        if (f.u8(at + 1) < ADVERTISE && at + HELLO_BYTES <= end) {
            out.put(", group ").dec(f.u8(at + 6));
            name(STATE, f.u8(at + 2), out);
            out.put(", priority ")
                    .dec(f.u8(at + 5))
                    .put(", every ")
                    .dec(f.u8(at + 3))
                    .put(" s, hold ");
            out.dec(f.u8(at + 4)).put(" s  ").ipv4(f.i32(at + 16));
            out.put(tlv(f, at, end, -1) < 0 ? "" : ", authenticated");
        } else if (f.u8(at + 1) == ADVERTISE && at + ADVERTISE_BYTES <= end) {
            name(ADV_STATE, f.u8(at + 6), out);
            counts((int) ADV_ACTIVE.get(f, at), (int) ADV_PASSIVE.get(f, at), out);
        }
    }

    private static void group(Frame f, int part, int stop, Out out) {
        name(OPCODE_2, f.u8(part + 3), out);
        out.put(", group ").dec(GROUP_2.get(f, part));
        name(STATE_2, f.u8(part + 4), out);
        out.put(", priority ").dec(PRIORITY_2.get(f, part)).put(", every ");
        GroupRecords.seconds(HELLOTIME_2.get(f, part), 3, out);
        GroupRecords.seconds(HOLDTIME_2.get(f, part), 3, out.put(", hold "));
        int address = part + ADDRESS;
        if (f.u8(part + 5) == 4 && address + 4 <= stop) {
            out.put("  ").ipv4(f.i32(address));
        } else if (f.u8(part + 5) == 6 && address + 16 <= stop) {
            out.put("  ").ipv6(f.u64(address), f.u64(address + 8));
        }
    }

    private static void counts(int active, int passive, Out out) {
        out.put(", groups ").dec(active).put(" active ").dec(passive).put(" passive");
    }

    private static void name(Field field, int value, Out out) {
        String name = field.names().get(value);
        if (name == null) {
            out.put(' ')
                    .put(field == OPCODE || field == OPCODE_2 ? "opcode " : "state ")
                    .dec(value);
        } else {
            out.put(' ').words(name);
        }
    }
}
