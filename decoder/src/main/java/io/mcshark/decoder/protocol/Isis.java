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
 * Intermediate System to Intermediate System: ISO 10589, 9; for IP RFC 1195 and 5308, names RFC 5301, three-way adjacencies RFC 5303, restarts RFC 8706.
 *
 * <pre>
 * discriminator 1 (83), header's length 1, version 1, ID's length 1, type 1, version 1, reserved 1, area addresses 1;
 * 15, 16, 17  hello     circuit type 1, source 6, holding time 2, length 2; 15, 16: priority 1, LAN 7; 17: circuit 1
 * 18, 20      link state length 2, lifetime 2, LSP 8, sequence 4, checksum 2, flags 1
 * 24, 25      complete  length 2, source 7, from LSP 8, to LSP 8
 * 26, 27      partial   length 2, source 7
 * parts: type 1, length 1 (of what follows)
 * </pre>
 *
 * On Cisco's HDLC an octet of padding stands before it.
 *
 * What link states say can be reached: {@link IsisReach}.
 */
public final class Isis extends Protocol {
    static final int HEADER = 8, DISCRIMINATOR = 0x83, SAP = 0xfe, OSI = 0xfefe, HEAD = 2;
    private static final int AREAS = 1, MACS = 6, ENTRIES = 9, PROTOCOLS = 129, IPV4 = 132, NAME = 137, RESTART = 211;
    private static final int IPV6 = 232, IPV6_GLOBAL = 233, TOPOLOGIES = 229, THREE_WAY = 240, ENTRY = 16;
    private static final int INSTANCE = 7, AUTHENTICATION = 10, CHECKSUM = 12, GENERIC_KEY = 3, ACKNOWLEDGED = 2;

    static final Header H = header("isis", "ISO 10589 ISIS InTRA Domain Routeing Information Exchange Protocol");
    static final Field
            IRPD =
                    H.u8("irpd", "Intradomain Routing Protocol Discriminator")
                            .hex()
                            .names(Names.of(DISCRIMINATOR, "ISIS")),
            LEN = H.u8("len", "Length Indicator"),
            VERSION = H.u8("version", "Version/Protocol ID Extension"),
            SYSID_LEN = H.u8("sysid_len", "ID Length"),
            TYPE_RESERVED = H.bits(3, "type.reserved", "Reserved").hex();
    public static final Field TYPE =
            H.bits(5, "type", "PDU Type").names(Names.lines("""
            15 L1 HELLO
            16 L2 HELLO
            17 P2P HELLO
            18 L1 LSP
            20 L2 LSP
            24 L1 CSNP
            25 L2 CSNP
            26 L1 PSNP
            27 L2 PSNP
            """)).parent();
    static final Field VERSION_2 = H.u8("version2", "Version"),
            RESERVED = H.u8("reserved", "Reserved"),
            MAX_AREAS = H.u8("max_area_adr", "Maximum Area Addresses");

    static {
        H.length(HEADER);
    }

    public Isis() {
        super(H);
        on(Llc.DSAP, SAP);
        on(CiscoHdlc.PROTOCOL, OSI);
        on(Gre.PROTO, 0x00fe);
        on(Ppp.PROTOCOL, 0x23);
        on(Ethernet.TYPE, 0x22f4);
    }

    @Override
    public String through(Frame f, int layer) {
        return f.protocol(layer - 1).hasEtherType(f, layer - 1) ? null : "osi";
    }

    @Override
    public void walk(Frame f, int from, int end) {
        boolean padded = f.protocol(f.depth() - 1).header() == CiscoHdlc.H;
        int at = padded && from + 1 < end && f.u8(from) != DISCRIMINATOR ? from + 1 : from;
        if (at + HEADER > end) {
            f.broken(from, end);
            return;
        }
        if (f.u8(at) != DISCRIMINATOR) {
            f.nextData(from, f.declared());
            return;
        }
        f.push(this, at, at + HEADER, end);
        f.next(TYPE.table(), (int) TYPE.get(f, at), at + HEADER, f.declared());
    }

    // ---- what the messages have in common

    /** Octets of an ID in pairs, as in 1921.6800.1001; behind a system's six those of a pseudonode and of a fragment. */
    static void systemId(Frame f, int at, int bytes, Out out) {
        for (int i = 0; i < bytes; i++) {
            out.put(i == 0 ? "" : i == 7 ? "-" : i % 2 == 0 ? "." : "").hex(f.u8(at + i), 2);
        }
    }

    /** An ID of {@code bytes} octets, as text. */
    static Field systemId(Header h, int from, int bytes, String name, String label) {
        h.skip(8 * bytes);
        return h.text(name, label, (f, at, end, out) -> systemId(f, at + from, bytes, out))
                .plain();
    }

    /** Fields of type {@code type}, {@code bytes} octets each, until the part ends. */
    static Header each(Header tlv, String label, int type, int bytes) {
        return tlv.parts(
                        label,
                        (f, at, end, previous, index) -> {
                            int next = previous < 0 ? at + HEAD : previous + bytes;
                            return f.u8(at) == type && next + bytes <= end ? next : -1;
                        },
                        (f, at, end) -> bytes)
                .untitled();
    }

    private static Header parts(Header h, Header.Place from) {
        Header tlv = h.parts(
                "Part",
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? from.of(f, at, end) : previous + HEAD + f.u8(previous + 1);
                    return next + HEAD <= end ? next : -1;
                },
                (f, at, end) -> HEAD + f.u8(at + 1));
        tlv.u8("clv.type", "Type").names(Names.lines("""
            1 Area address(es)
            2 IS Reachability
            6 IS Neighbor(s)
            7 Instance Identifier
            8 Padding
            9 LSP entries
            10 Authentication
            12 Checksum
            14 Originating neighbor buffer size
            22 Extended IS reachability
            128 IP Internal reachability
            129 Protocols Supported
            130 IP External reachability
            132 IP Interface address(es)
            134 Traffic Engineering Router ID
            135 Extended IP Reachability
            137 Hostname
            211 Restart Signaling
            222 Multi Topology IS Reachability
            229 Multi Topology
            232 IPv6 Interface address(es)
            233 IPv6 Global Interface Address
            235 Multi Topology Reachable IPv4 Prefixes
            236 IPv6 reachability
            237 Multi Topology Reachable IPv6 Prefixes
            240 Point-to-point Adjacency State
            242 Router Capability
            """));
        tlv.u8("clv.length", "Length");
        return tlv;
    }

    /** The parts of hellos and link states alike. */
    private static Header said(Header tlv) {
        Header area = tlv.parts(
                        "Area",
                        (f, at, end, previous, index) -> {
                            int next = previous < 0 ? at + HEAD : previous + 1 + f.u8(previous);
                            return f.u8(at) == AREAS && next < end && next + 1 + f.u8(next) <= end ? next : -1;
                        },
                        (f, at, end) -> 1 + f.u8(at))
                .untitled();
        area.span("area_address", "Area address", Type.BYTES, (f, at, end) -> Field.span(at, 1 + f.u8(at)));
        each(tlv, "NLPID", PROTOCOLS, 1)
                .u8("clv_nlpid.nlpid", "NLPID")
                .hex()
                .names(Names.of(0x81, "CLNP", 0x8e, "IPv6", 0xcc, "IP"));
        each(tlv, "Address", IPV4, 4).ipv4("clv_ipv4_int_addr", "IPv4 interface address");
        each(tlv, "Address", IPV6, 16).ipv6("clv_ipv6_int_addr", "IPv6 interface address");
        return tlv;
    }

    /** What authenticates a message: a type and, for keys that have numbers (RFC 5310), the number stand before it. */
    static Field authentication(Header tlv, String name) {
        tlv.then("Key", (f, at, end) -> f.u8(at) == AUTHENTICATION && end >= at + 5 && f.u8(at + 2) == GENERIC_KEY)
                .skip(8)
                .u16("key_id", "Key ID")
                .called("isis.clv.key_id");
        return tlv.span(name, "Authentication", Type.BYTES, (f, at, end) -> {
            if (f.u8(at) != AUTHENTICATION || at + HEAD >= end) {
                return Field.ABSENT;
            }
            int from = at + (f.u8(at + 2) == GENERIC_KEY ? 5 : 3);
            return from < end ? Field.span(from, end - from) : Field.ABSENT;
        });
    }

    private static Header entries(Header tlv) {
        Header entry = tlv.parts(
                "isis.csnp",
                "LSP",
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? at + HEAD : previous + ENTRY;
                    return f.u8(at) == ENTRIES && next + ENTRY <= end ? next : -1;
                },
                (f, at, end) -> ENTRY);
        entry.u16("lsp_remain_life", "Remaining Lifetime");
        systemId(entry, 2, 8, "lsp_id", "LSP-ID");
        entry.u32("lsp_seq_num", "LSP Sequence Number").hex();
        entry.u16("lsp_checksum", "LSP checksum").hex();
        entry.length(ENTRY);
        return entry;
    }

    /** Pushes a message: it ends where its length, which counts the header before it, says so. */
    private static void push(Frame f, Protocol p, int at, int end, int fixed, int lengthAt) {
        if (at + fixed > end) {
            f.broken(at, end);
            return;
        }
        int stop = at - HEADER + f.u16(at + lengthAt);
        int limit = Math.max(at + fixed, Math.min(stop, end));
        f.push(p, at, limit, limit);
        if (stop > end) {
            f.broken(end, end);
        } else if (stop < at + fixed) {
            f.malformed(limit, limit);
        }
    }

    /** ISO 8473, 6.11: two sums, modulo 255, over what is covered and the checksum in it. */
    private static int status8473(Frame f, int at, int end) {
        int low = 0, high = 0;
        for (int i = at; i < end; i++) {
            low = (low + f.u8(i)) % 255;
            high = (high + low) % 255;
        }
        return low == 0 && high == 0 ? Checksum.GOOD : Checksum.BAD;
    }

    private static void titled(Frame f, int at, String name, Out out) {
        int type = f.u8(at - 4) & 0x1f;
        out.put("isis ");
        if (type != 17) {
            out.put(type == 15 || type == 18 || type == 24 || type == 26 ? "l1 " : "l2 ");
        }
        out.put(name);
    }

    /** Intermediate System to Intermediate System hellos. */
    public static final class Hello extends Protocol {
        private static final int COMMON = 11, LAN_BYTES = 19, P2P_BYTES = 12;

        static final Header H = header("isis.hello", "ISIS HELLO");
        static final Field RESERVED = H.bits(6, "reserved", "Reserved").hex(),
                CIRCUIT = H.bits(2, "circuit_type", "Circuit type").hex().names(Names.lines("""
            1 Level 1 only
            2 Level 2 only
            3 Level 1 and 2
            """)),
                SOURCE = systemId(H, 1, 6, "source_id", "SystemID {Sender of PDU}"),
                HOLDING = H.u16("holding_timer", "Holding timer"),
                PDU_LENGTH = H.u16("pdu_length", "PDU length");
        static final Header LAN = H.then("LAN", (f, at, end) -> isLan(f, at));
        static final Field LAN_RESERVED = LAN.bits(1, "reserved", "Reserved"),
                PRIORITY = LAN.bits(7, "priority", "Priority"),
                LAN_ID = systemId(LAN, 12, 7, "lan_id", "SystemID {Designated IS}");
        static final Header P2P = H.then("Point-to-point", (f, at, end) -> !isLan(f, at));
        static final Field LOCAL_CIRCUIT = P2P.u8("local_circuit_id", "Local circuit ID");
        static final Header TLV = said(parts(H, (f, at, end) -> at + (isLan(f, at) ? LAN_BYTES : P2P_BYTES)));
        static final Field NEIGHBOR = each(TLV, "Neighbor", MACS, 6).mac("is_neighbor", "IS Neighbor");
        static final Header RESTARTS = TLV.then("Restart", (f, at, end) -> f.u8(at) == RESTART);
        static final Field
                RESTART_FLAGS =
                        RESTARTS.u8("clv_restart_flags", "Restart Signaling Flags")
                                .hex(),
                SUPPRESS = RESTARTS.split(RESTART_FLAGS).skip(5).bit("clv_restart_flags.sa", "Suppress Adjacency"),
                ACKNOWLEDGES = RESTARTS.bit("clv_restart_flags.ra", "Restart Acknowledgment"),
                REQUESTS = RESTARTS.bit("clv_restart_flags.rr", "Restart Request");
        static final Header REMAINS =
                RESTARTS.then("Remaining time", (f, at, end) -> (f.u8(at + 2) & ACKNOWLEDGED) != 0);
        static final Field REMAIN_TIME =
                REMAINS.u16("clv_restart.remain_time", "Remaining holding time").in("seconds");
        static final Header RESTARTING = REMAINS.then("Neighbor", (f, at, end) -> true);
        static final Field RESTARTING_NEIGHBOR =
                systemId(RESTARTING, 5, 6, "clv_restart.neighbor", "Restarting Neighbor ID");
        static final Header ADJACENCY = TLV.then("Adjacency", (f, at, end) -> f.u8(at) == THREE_WAY);
        static final Field STATE =
                ADJACENCY.u8("adjacency_state", "Adjacency State").names(Names.lines("""
            0 Up
            1 Initializing
            2 Down
            """));
        static final Header EXTENDED = ADJACENCY.then("Circuit", (f, at, end) -> true);
        static final Field EXTENDED_CIRCUIT = EXTENDED.u32("extended_local_circuit_id", "Extended Local circuit ID")
                .hex();
        static final Header NEIGHBORED = EXTENDED.then("Neighbor", (f, at, end) -> true);
        static final Field NEIGHBOR_ID = systemId(NEIGHBORED, 7, 6, "neighbor_systemid", "Neighbor SystemID");
        static final Field NEIGHBOR_CIRCUIT = NEIGHBORED
                .then("Neighbor's circuit", (f, at, end) -> true)
                .u32("neighbor_extended_local_circuit_id", "Neighbor Extended Local circuit ID")
                .hex();
        static final Field TOPOLOGY =
                each(TLV, "Topology", TOPOLOGIES, 2).u16("clv_mt", "MT-ID").hex();
        static final Field GLOBAL =
                each(TLV, "Address", IPV6_GLOBAL, 16).ipv6("clv_ipv6_glb_int_addr", "IPv6 Global interface address");
        static final Header OF_INSTANCE = TLV.then("Instance", (f, at, end) -> f.u8(at) == INSTANCE);
        static final Field INSTANCE_ID = OF_INSTANCE.u16("iid", "Instance Identifier");
        static final Field INSTANCE_TOPOLOGY = OF_INSTANCE
                .parts(
                        "Topology",
                        (f, at, end, previous, index) -> {
                            int next = previous < 0 ? at + HEAD + 2 : previous + 2;
                            return next + 2 <= end ? next : -1;
                        },
                        (f, at, end) -> 2)
                .untitled()
                .u16("supported_itid", "Supported ITID");
        static final Header SUMMED = TLV.then("Checksum", (f, at, end) -> f.u8(at) == CHECKSUM);
        static final Field SUM = SUMMED.u16("checksum", "Checksum").hex(),
                SUM_STATUS =
                        H.derived("checksum.status", "Checksum Status", Type.UINT, Hello::status)
                                .names(Checksum.STATUS);

        static {
            H.length(COMMON);
            LAN.length(LAN_BYTES - COMMON);
            P2P.length(P2P_BYTES - COMMON);
            authentication(TLV, "clv_authentication");
        }

        public Hello() {
            super(H);
            on(TYPE, 15, 16, 17);
        }

        /** RFC 3358, 3: over the whole message; of the first checksum, whatever number there are. */
        private static long status(Frame f, int at, int end) {
            int tlv = -1;
            for (int i = 0; (tlv = TLV.next(f, at, end, tlv, i)) >= 0; i++) {
                if (f.u8(tlv) == Isis.CHECKSUM && f.u8(tlv + 1) >= 2 && tlv + HEAD + 2 <= end) {
                    boolean whole = at - HEADER + PDU_LENGTH.get(f, at) <= end;
                    return SUM.get(f, tlv) == 0
                            ? Checksum.NOT_PRESENT
                            : whole ? status8473(f, at - HEADER, end) : Checksum.UNVERIFIED;
                }
            }
            return Field.ABSENT;
        }

        private static boolean isLan(Frame f, int at) {
            return (f.u8(at - 4) & 0x1f) != 17;
        }

        @Override
        public void walk(Frame f, int at, int end) {
            push(f, this, at, end, isLan(f, at) ? LAN_BYTES : P2P_BYTES, 9);
        }

        @Override
        public void row(Frame f, int layer, Out out) {
            int at = f.at(layer);
            titled(f, at, "hello of ", out);
            systemId(f, at + 1, 6, out);
            out.put(", hold ").dec(HOLDING.get(f, at)).put(" s");
            if (isLan(f, at)) {
                out.put(", priority ").dec(PRIORITY.get(f, at)).put(", lan ");
                systemId(f, at + 12, 7, out);
            }
        }
    }

    /** Link state protocol data units. */
    public static final class Lsp extends Protocol {
        private static final int FIXED = 19;

        static final Header H = header("isis.lsp", "ISO 10589 ISIS Link State Protocol Data Unit");
        static final Field PDU_LENGTH = H.u16("pdu_length", "PDU length"),
                LIFETIME = H.u16("remaining_life", "Remaining lifetime"),
                ID = systemId(H, 4, 8, "lsp_id", "LSP-ID"),
                SEQUENCE = H.u32("sequence_number", "Sequence number").hex(),
                CHECKSUM = H.u16("checksum", "Checksum").hex(),
                STATUS =
                        H.derived("checksum.status", "Checksum Status", Type.UINT, Lsp::status)
                                .names(Checksum.STATUS),
                PARTITION = H.bit("partition_repair", "Partition Repair"),
                ATTACHED = H.bits(4, "att", "Attachment"),
                ERRORS = H.split(ATTACHED).bit("error_metric", "Error metric"),
                EXPENSES = H.bit("expense_metric", "Expense metric"),
                DELAYS = H.bit("delay_metric", "Delay metric"),
                DEFAULTS = H.bit("default_metric", "Default metric"),
                OVERLOAD = H.bit("overload", "Overload bit"),
                IS_TYPE =
                        H.bits(2, "is_type", "Type of Intermediate System").names(Names.of(1, "Level 1", 3, "Level 2"));
        static final Header TLV = said(parts(H, (f, at, end) -> at + FIXED));
        static final Field HOSTNAME = TLV.span(
                "hostname",
                "Hostname",
                Type.STRING,
                (f, at, end) ->
                        f.u8(at) == NAME && end > at + HEAD ? Field.span(at + HEAD, end - at - HEAD) : Field.ABSENT);

        static {
            H.length(FIXED);
            IsisReach.declare(TLV);
        }

        public Lsp() {
            super(H);
            on(TYPE, 18, 20);
        }

        /** Over what follows the lifetime. A purged one has none. */
        private static long status(Frame f, int at, int end) {
            if (f.u16(at + 16) == 0) {
                return Checksum.NOT_PRESENT;
            }
            if (at - HEADER + f.u16(at) > end) {
                return Checksum.UNVERIFIED;
            }
            return status8473(f, at + 4, end);
        }

        @Override
        public void walk(Frame f, int at, int end) {
            push(f, this, at, end, FIXED, 0);
        }

        @Override
        public void row(Frame f, int layer, Out out) {
            int at = f.at(layer), end = f.end(layer), tlv = -1;
            titled(f, at, "lsp ", out);
            systemId(f, at + 4, 8, out);
            out.put(", sequence ")
                    .dec(SEQUENCE.get(f, at))
                    .put(", lifetime ")
                    .dec(LIFETIME.get(f, at))
                    .put(" s");
            for (int i = 0; (tlv = TLV.next(f, at, end, tlv, i)) >= 0; i++) {
                int stop = TLV.end(f, tlv, end);
                if (f.u8(tlv) == NAME && tlv + HEAD < stop) {
                    HOSTNAME.put(f, tlv, stop, out.put(", "));
                }
            }
            out.put(status(f, at, end) == Checksum.BAD ? " [bad checksum]" : "");
        }
    }

    /** Complete sequence numbers: all link states that the sender has. */
    public static final class Csnp extends Protocol {
        private static final int FIXED = 25;

        static final Header H = header("isis.csnp", "ISO 10589 ISIS Complete Sequence Numbers Protocol Data Unit");
        static final Field PDU_LENGTH = H.u16("pdu_length", "PDU length"),
                SOURCE = systemId(H, 2, 6, "source_id", "Source-ID"),
                SOURCE_CIRCUIT = H.bytes(1, "source_circuit", "Source-ID-Circuit"),
                START = systemId(H, 9, 8, "start_lsp_id", "Start LSP-ID"),
                STOP = systemId(H, 17, 8, "end_lsp_id", "End LSP-ID");
        static final Header TLV = parts(H, (f, at, end) -> at + FIXED);
        static final Header LSP = entries(TLV);

        static {
            H.length(FIXED);
            authentication(TLV, "authentication");
        }

        public Csnp() {
            super(H);
            on(TYPE, 24, 25);
        }

        @Override
        public void walk(Frame f, int at, int end) {
            push(f, this, at, end, FIXED, 0);
        }

        @Override
        public void row(Frame f, int layer, Out out) {
            titled(f, f.at(layer), "csnp of ", out);
            systemId(f, f.at(layer) + 2, 6, out);
        }
    }

    /** Partial sequence numbers: link states asked for or received. */
    public static final class Psnp extends Protocol {
        private static final int FIXED = 9;

        static final Header H = header("isis.psnp", "ISO 10589 ISIS Partial Sequence Numbers Protocol Data Unit");
        static final Field PDU_LENGTH = H.u16("pdu_length", "PDU length"),
                SOURCE = systemId(H, 2, 6, "source_id", "Source-ID"),
                SOURCE_CIRCUIT = H.bytes(1, "source_circuit", "Source-ID-Circuit");
        static final Header TLV = parts(H, (f, at, end) -> at + FIXED);
        static final Header LSP = entries(TLV);

        static {
            H.length(FIXED);
            authentication(TLV, "authentication").called("isis.csnp.authentication");
        }

        public Psnp() {
            super(H);
            on(TYPE, 26, 27);
        }

        @Override
        public void walk(Frame f, int at, int end) {
            push(f, this, at, end, FIXED, 0);
        }

        @Override
        public void row(Frame f, int layer, Out out) {
            titled(f, f.at(layer), "psnp of ", out);
            systemId(f, f.at(layer) + 2, 6, out);
        }
    }
}
