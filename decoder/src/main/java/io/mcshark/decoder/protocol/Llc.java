package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Logical Link Control, IEEE 802.2, and the Subnetwork Access Protocol on top (RFC 1042; IEEE 802, 10).
 *
 * <pre>
 * DSAP 1, SSAP 1, control 1 (unnumbered frames) or 2 (information and supervisory frames, sequence numbers)
 * both SAPs 0xaa: organization 3, protocol of that organization 2; for organization 0 an EtherType
 * </pre>
 */
public final class Llc extends Protocol {
    /** IEEE 802.2, 3.3.1.2, and the LSAP assignments in use. */
    private static final Names SAPS = Names.lines("""
            0x00 Null LSAP
            0x02 LLC sublayer management, individual
            0x03 LLC sublayer management, group
            0x04 SNA path control, individual
            0x05 SNA path control, group
            0x06 IP
            0x08 SNA
            0x0c SNA
            0x0e PROWAY network management
            0x18 Texas Instruments
            0x42 Spanning Tree
            0x4e EIA RS-511
            0x7e ISO 8208 (X.25 over 802.2)
            0x7f ISO 802.2
            0x80 XNS
            0x82 BACnet
            0x86 Nestar
            0x8e PROWAY active station list
            0x98 ARP
            0xa6 HP extended LLC
            0xaa SNAP
            0xba HP extended LLC
            0xbc Banyan VINES
            0xc0 SNA
            0xc8 SNA
            0xd4 Resource management
            0xdc Dynamic address resolution
            0xe0 NetWare
            0xf0 NetBIOS
            0xf4 IBM net management, individual
            0xf5 IBM net management, group
            0xf8 Remote program load
            0xfc Remote program load
            0xfe ISO network layer
            0xff Global LSAP
            """);

    /** Organizations that name protocols of interest here. */
    private static final Names ORGANIZATIONS = Names.of(
            0x000000,
            "Encapsulated Ethernet",
            0x00000c,
            "Cisco",
            0x0000f8,
            "Cisco 90-compatible",
            0x00005e,
            "IANA",
            0x0080c2,
            "IEEE 802.1",
            0x080007,
            "Apple");

    /** IEEE 802.2, 5.4. */
    private static final Names MODIFIERS = Names.of(
            0x00,
            "Unnumbered information",
            0x03,
            "Disconnected mode",
            0x10,
            "Disconnect",
            0x18,
            "Unnumbered acknowledgement",
            0x1b,
            "Set asynchronous balanced mode extended",
            0x21,
            "Frame reject",
            0x2b,
            "Exchange identification",
            0x38,
            "Test");

    private static final int SNAP_BOTH = 0xaaaa;
    private static final int ENCAPSULATED = 0, APPLE = 0x080007, CISCO = 0x00000c, CISCO_90 = 0x0000f8, IEEE = 0x0080c2;

    static final Header H = header("llc", "Logical-Link Control");
    public static final Field DSAP = H.u8("dsap", "DSAP").hex().names(SAPS).parent();
    static final Field DSAP_SAP = H.split(DSAP).bits(7, "dsap.sap", "SAP"),
            DSAP_IG = H.bit("dsap.ig", "Group"),
            SSAP = H.u8("ssap", "SSAP").hex().names(SAPS),
            SSAP_SAP = H.split(SSAP).bits(7, "ssap.sap", "SAP"),
            SSAP_CR = H.bit("ssap.cr", "Response");

    // Unnumbered: M M M P/F M M 1 1. Information: N(S) 7 bits, 0, N(R) 7 bits, P/F. Supervisory: S S 0 1, N(R), P/F
    // (5.2).
    static final Header UNNUMBERED = H.then("Unnumbered", (f, at, end) -> isUnnumbered(f, at));
    static final Field U_CONTROL = UNNUMBERED.u8("control", "Control").hex(4),
            U_POLL = poll("control.p", "Poll", 0),
            U_FINAL = poll("control.f", "Final", 1),
            U_COMMAND = modifier("control.u_modifier_cmd", "Command", 0),
            U_RESPONSE = modifier("control.u_modifier_resp", "Response", 1),
            U_FTYPE = ftype(UNNUMBERED).hex(2);
    static final Header NUMBERED = H.then("Numbered", (f, at, end) -> !isUnnumbered(f, at));
    static final Field CONTROL = NUMBERED.u16("control", "Control").little().hex(),
            N_R =
                    NUMBERED.derived("control.n_r", "N(R)", Type.UINT, (f, at, end) -> f.u8(at + 3) >> 1)
                            .plain(),
            N_S =
                    NUMBERED.derived(
                                    "control.n_s",
                                    "N(S)",
                                    Type.UINT,
                                    (f, at, end) -> (f.u8(at + 2) & 1) == 0 ? f.u8(at + 2) >> 1 : Field.ABSENT)
                            .plain(),
            POLL =
                    NUMBERED.derived(
                                    "control.p",
                                    "Poll",
                                    Type.BOOL,
                                    (f, at, end) -> (f.u8(at + 3) & 1) == 1 && !isFinal(f, at) ? 1 : Field.ABSENT)
                            .plain(),
            FINAL =
                    NUMBERED.derived(
                                    "control.f",
                                    "Final",
                                    Type.BOOL,
                                    (f, at, end) -> (f.u8(at + 3) & 1) == 1 && isFinal(f, at) ? 1 : Field.ABSENT)
                            .plain(),
            S_FTYPE =
                    NUMBERED.derived(
                                    "control.s_ftype",
                                    "Supervisory frame type",
                                    Type.UINT,
                                    (f, at, end) -> (f.u8(at + 2) & 1) == 1 ? f.u8(at + 2) >> 2 & 3 : Field.ABSENT)
                            .hex(4)
                            .plain()
                            .names(Names.of(
                                    0, "Receiver ready", 1, "Receiver not ready", 2, "Reject", 3, "Selective reject")),
            FTYPE = ftype(NUMBERED).hex(4);

    static final Header SNAP_HEADER =
            H.parts("SNAP", (f, at, end, previous, index) -> index == 0 ? snap(f, at) : -1, null);
    static final Field OUI = SNAP_HEADER.u24("oui", "Organization Code").names(ORGANIZATIONS);
    static final Header TYPED = SNAP_HEADER.then("Type", (f, at, end) -> isEtherType(f.u24(at)));
    static final Field TYPE = TYPED.u16("type", "Type").hex().names(EtherTypes.NAMES);
    static final Header OF_CISCO = SNAP_HEADER.then("Cisco", (f, at, end) -> f.u24(at) == CISCO);
    public static final Field CISCO_PID = OF_CISCO.u16("cisco_pid", "PID").hex().parent();
    static final Header OF_IEEE = SNAP_HEADER.then("IEEE 802.1", (f, at, end) -> f.u24(at) == IEEE);
    public static final Field IEEE_PID = OF_IEEE.u16("pid", "Protocol ID").hex().parent();
    static final Header OF_APPLE = SNAP_HEADER.then("AppleTalk", (f, at, end) -> f.u24(at) == APPLE);
    public static final Field APPLE_PID =
            OF_APPLE.u16("apple_atalk_pid", "PID").hex().parent();
    static final Header OF_OTHERS = SNAP_HEADER.then("Others", (f, at, end) -> isOther(f.u24(at)));
    static final Field PID = OF_OTHERS.u16("pid", "Protocol ID").hex();

    static {
        SNAP_HEADER.length(3);
    }

    public Llc() {
        super(H);
        on(Ethernet.LEN, Ethernet.LLC);
        on(Sll.LTYPE, 4);
        on(Fddi.CLF, Fddi.LLC);
        on(Wlan.TYPE, Wlan.DATA);
    }

    private static Field poll(String name, String label, int response) {
        return UNNUMBERED
                .derived(
                        name,
                        label,
                        Type.BOOL,
                        (f, at, end) -> (f.u8(at + 1) & 1) == response && (f.u8(at + 2) & 0x10) != 0 ? 1 : Field.ABSENT)
                .plain();
    }

    /** In a response the bit of a supervisory frame is called final. */
    private static boolean isFinal(Frame f, int at) {
        return (f.u8(at + 2) & 1) == 1 && (f.u8(at + 1) & 1) == 1;
    }

    private static Field modifier(String name, String label, int response) {
        return UNNUMBERED
                .derived(
                        name,
                        label,
                        Type.UINT,
                        (f, at, end) -> (f.u8(at + 1) & 1) == response ? (f.u8(at + 2) & 0xec) >> 2 : Field.ABSENT)
                .plain()
                .hex(2)
                .names(MODIFIERS);
    }

    private static Field ftype(Header h) {
        return h.derived("control.ftype", "Frame type", Type.UINT, (f, at, end) -> frameType(f, at))
                .plain()
                .names(Names.of(0, "Information frame", 1, "Supervisory frame", 3, "Unnumbered frame"));
    }

    private static int frameType(Frame f, int at) {
        int low = f.u8(at + 2) & 3;
        return (low & 1) == 0 ? 0 : low;
    }

    private static boolean isUnnumbered(Frame f, int at) {
        return (f.u8(at + 2) & 3) == 3;
    }

    private static boolean isEtherType(int organization) {
        return organization == ENCAPSULATED || organization == CISCO_90;
    }

    private static boolean isOther(int organization) {
        boolean known = organization == CISCO || organization == IEEE || organization == APPLE;
        return !isEtherType(organization) && !known;
    }

    /** Where the SNAP header begins; -1 where there is none. */
    private static int snap(Frame f, int at) {
        return f.u16(at) == SNAP_BOTH && hasPayload(f, at) ? at + (isUnnumbered(f, at) ? 3 : 4) : -1;
    }

    /** Information frames and unnumbered information carry a packet. */
    private static boolean hasPayload(Frame f, int at) {
        int control = f.u8(at + 2);
        return (control & 1) == 0 || (control & 0xef) == 3;
    }

    @Override
    public Level level() {
        return Level.LINK;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int body = at + 3;
        if (body > end || (body += isUnnumbered(f, at) ? 0 : 1) > end) {
            f.broken(at, end);
            return;
        }
        int snap = snap(f, at);
        if (snap < 0) {
            f.push(this, at, body, end);
            if (hasPayload(f, at)) {
                f.next(DSAP.table(), f.u8(at), body, f.declared());
            } else {
                f.nextData(body, f.declared());
            }
            return;
        }
        body = snap + 5;
        if (body > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, body, end);
        int organization = f.u24(snap);
        int type = f.u16(snap + 3);
        if (isEtherType(organization)) {
            f.next(Ethernet.TYPE.table(), type, body, f.declared());
        } else if (organization == CISCO) {
            f.next(CISCO_PID.table(), type, body, f.declared());
        } else if (organization == APPLE) {
            f.next(APPLE_PID.table(), type, body, f.declared());
        } else if (organization == IEEE) {
            f.next(IEEE_PID.table(), type, body, f.declared());
        } else {
            f.nextData(body, f.declared());
        }
    }
}
