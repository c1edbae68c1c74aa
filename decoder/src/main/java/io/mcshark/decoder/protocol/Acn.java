package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Architecture for Control Networks: ANSI E1.17, and in it Streaming ACN (sACN), ANSI E1.31-2018: levels of lamps, to 239.255.0.0/16,
 * where the last two octets are the universe, and ff18::83:0:0/112.
 *
 * <pre>
 * sizes of preamble and postamble 4, "ASC-E1.17" 12; a PDU is flags 4 bits, length 12 bits (of all of it), vector, what the vector says
 * root: vector 4, sender's CID 16, PDU     3, 4 levels   8 extended   1 session (SDT)
 * levels: vector 4, name 64, priority 1, synchronization address 2, sequence 1, options 1, universe 2, PDU (of the draft: name 32, priority, sequence, universe)
 * in it: vector 1, address type 1, first address 2, increment 2, count 2, start code 1, levels
 * extended: 1 synchronization: sequence 1, address 2, reserved 2     2 discovery: name 64, reserved 4, PDU: vector 4, page 1, last page 1, universes 2 each
 * </pre>
 */
public final class Acn extends Protocol {
    private static final int PORT = 5568,
            SDT = 1,
            DRAFT = 3,
            LEVELS = 4,
            EXTENDED = 8,
            DATA = 2,
            SYNC = 1,
            DISCOVERY = 2;
    private static final int WITHOUT_LENGTH = 7, NAME = 64, DRAFT_NAME = 32, CID_AT = 22, CID = 16;
    private static final long ASC_E1 = 0x4153432d45312e31L, POINT_17 = 0x37000000L;

    static final Header H = header("acn", "Architecture for Control Networks");
    static final Field PREAMBLE = H.u16("preamble_size", "Size of preamble"),
            POSTAMBLE = H.u16("postamble_size", "Size of postamble"),
            IDENTIFIER =
                    H.span(
                            "packet_identifier",
                            "Packet Identifier",
                            Type.STRING,
                            (f, at, end) -> Field.span(at + 4, Vrrp.textBytes(f, at + 4, 12)));
    static final Header ROOT = H.skip(96).then("Root", (f, at, end) -> true);
    static final Field ROOT_LENGTH = pdu(ROOT),
            PROTOCOL_ID = ROOT.u32("protocol_id", "Protocol ID").names(Names.lines("""
            1 SDT Protocol
            2 DMP Protocol
            3 DMX Protocol
            4 Ratified DMX Protocol
            8 DMX Extension Protocol
            """)),
            CID_TEXT =
                    ROOT.text("cid", "CID", (f, at, end, out) -> guid(f, at + CID_AT, out))
                            .plain();

    static final Header FRAME =
            ROOT.skip(8 * CID).then("Framing", (f, at, end) -> isLevels(f, at) || PROTOCOL_ID.get(f, at) == EXTENDED);
    static final Field FRAME_LENGTH = pdu(FRAME), VECTOR = FRAME.u32("dmx_vector", "Vector");

    static final Header STREAM =
            FRAME.then("Stream", (f, at, end) -> PROTOCOL_ID.get(f, at) == LEVELS && VECTOR.get(f, at) == DATA);
    static final Field SOURCE = name(STREAM, NAME),
            PRIORITY = STREAM.u8("dmx.priority", "Priority"),
            SYNC_ADDRESS = STREAM.u16("dmx.reserved", "Synchronization address"),
            SEQUENCE = STREAM.u8("dmx.seq_number", "Seq No"),
            OPTIONS = STREAM.u8("dmx.options", "Options"),
            PREVIEW = STREAM.split(OPTIONS).bit("dmx.option_p", "Preview Data"),
            TERMINATED = STREAM.bit("dmx.option_s", "Stream Terminated"),
            FORCE = STREAM.bit("dmx.option_f", "Force Synchronization").called("mcast.sacn_force_synchronization"),
            UNIVERSE = STREAM.skip(5).u16("dmx.universe", "Universe");
    static final Header SET = STREAM.then("DMP", (f, at, end) -> true);
    static final Field SET_LENGTH = pdu(SET),
            SET_VECTOR = property(SET),
            FIRST = SET.u16("dmx.first_property_address", "First Property Address"),
            INCREMENT = SET.u16("dmx.increment", "Increment"),
            COUNT = SET.u16("dmx.count", "Count");
    static final Header CODED = SET.then("Levels", (f, at, end) -> COUNT.get(f, at) > 0);
    static final Field
            CODE = CODED.u8("dmx.start_code2", "Start Code").names(Names.of(0, "levels", 0xdd, "priorities")),
            SLOTS =
                    CODED.span(
                            "dmx.data",
                            "Data",
                            Type.BYTES,
                            (f, at, end) -> slots(f, at + CODE.at() + 1, end, COUNT.get(f, at) - 1));

    static final Header OLD =
            FRAME.then("Draft", (f, at, end) -> PROTOCOL_ID.get(f, at) == DRAFT && VECTOR.get(f, at) == DATA);
    static final Field OLD_SOURCE = name(OLD, DRAFT_NAME),
            OLD_PRIORITY = OLD.u8("dmx.priority", "Priority"),
            OLD_SEQUENCE = OLD.u8("dmx.seq_number", "Seq No"),
            OLD_UNIVERSE = OLD.u16("dmx.universe", "Universe");
    static final Header OLD_SET = OLD.then("DMP", (f, at, end) -> true);
    static final Field OLD_LENGTH = pdu(OLD_SET),
            OLD_VECTOR = property(OLD_SET),
            OLD_CODE = OLD_SET.u16("dmx.start_code", "Start Code"),
            OLD_INCREMENT = OLD_SET.u16("dmx.increment", "Increment"),
            OLD_COUNT = OLD_SET.u16("dmx.count", "Count"),
            OLD_SLOTS =
                    OLD_SET.span(
                            "dmx.data",
                            "Data",
                            Type.BYTES,
                            (f, at, end) -> slots(f, at + OLD_COUNT.at() + 2, end, OLD_COUNT.get(f, at)));

    static final Header SYNCHRONIZATION = FRAME.then(
            "Synchronization", (f, at, end) -> PROTOCOL_ID.get(f, at) == EXTENDED && VECTOR.get(f, at) == SYNC);
    static final Field SYNC_SEQUENCE = SYNCHRONIZATION.u8("dmx.seq_number", "Seq No"),
            SYNC_TO = SYNCHRONIZATION.u16("dmx.reserved", "Synchronization address");
    static final Header DISCOVER = FRAME.then(
            "Discovery", (f, at, end) -> PROTOCOL_ID.get(f, at) == EXTENDED && VECTOR.get(f, at) == DISCOVERY);
    static final Field DISCOVER_SOURCE = name(DISCOVER, NAME);
    static final Header LIST = DISCOVER.skip(32).then("Universes", (f, at, end) -> true);
    static final Field LIST_LENGTH = pdu(LIST),
            LIST_VECTOR = LIST.u32("dmx_vector", "Vector"),
            PAGE = LIST.u8("page", "Page").called("mcast.sacn_page"),
            LAST_PAGE = LIST.u8("last_page", "Last page").called("mcast.sacn_last_page"),
            LISTED = LIST.list("Universe", null, (f, at, end) -> 2).u16("dmx.universe", "Universe");

    static final Header SESSION = ROOT.then("SDT", (f, at, end) -> PROTOCOL_ID.get(f, at) == SDT);
    static final Field SESSION_LENGTH = pdu(SESSION),
            SDT_VECTOR = SESSION.u8("sdt_vector", "SDT Vector").names(Names.lines("""
            1 Reliable Wrapper
            2 Unreliable Wrapper
            3 Channel Parameters
            4 Join
            5 Join Refuse
            6 Join Accept
            7 Leave
            8 Leaving
            9 Connect
            10 Connect Accept
            11 Connect Refuse
            12 Disconnect
            13 Disconnecting
            14 Ack
            15 Nak
            16 Get Sessions
            17 Sessions
            """));
    static final Header WRAPPER = SESSION.then("Wrapper", (f, at, end) -> SDT_VECTOR.get(f, at) <= 2);
    static final Field CHANNEL = WRAPPER.u16("channel_number", "Channel Number"),
            TOTAL = WRAPPER.u32("total_sequence_number", "Total Sequence Number"),
            RELIABLE = WRAPPER.u32("reliable_sequence_number", "Reliable Sequence Number"),
            OLDEST = WRAPPER.u32("oldest_available_wrapper", "Oldest Available Wrapper"),
            FIRST_ACK = WRAPPER.u16("first_member_to_ack", "First Member to ACK"),
            LAST_ACK = WRAPPER.u16("last_member_to_ack", "Last Member to ACK"),
            MAK = WRAPPER.u16("mak_threshold", "MAK Threshold");

    static {
        H.length(16);
        ROOT.length(22);
        STREAM.length(71);
        SET.length(10);
        OLD.length(36);
        WRAPPER.length(20);
    }

    public Acn() {
        super(H);
        on(Udp.DSTPORT, PORT);
    }

    /** What every PDU begins with; its length. */
    private static Field pdu(Header h) {
        Field flags = h.bits(4, "pdu.flags", "Flags").code(bits -> bits << 4).hex();
        h.split(flags).bit("pdu.flag_l", "Length");
        h.bit("pdu.flag_v", "Vector");
        h.bit("pdu.flag_h", "Header");
        h.bit("pdu.flag_d", "Data");
        return h.bits(12, "pdu.length", "Length").in("bytes");
    }

    private static Field property(Header h) {
        Field vector =
                h.u8("dmp_vector", "DMP Vector").names(Names.of(1, "Get Property", 2, "Set Property", 4, "Event"));
        h.bit("dmp_adt_v", "Virtual").as(Type.UINT);
        h.bit("dmp_adt_r", "Relative").as(Type.UINT);
        h.bits(2, "dmp_adt_d", "Data Type");
        h.bits(2, "dmp_adt_x", "Reserved");
        h.bits(2, "dmp_adt_a", "Size");
        return vector;
    }

    private static Field name(Header h, int bytes) {
        Field name = h.span("dmx.source_name", "Source", Type.STRING, (f, at, end) -> {
            int from = at + VECTOR.at() + 4;
            return Field.span(from, Vrrp.textBytes(f, from, bytes));
        });
        h.skip(8 * bytes);
        return name;
    }

    private static long slots(Frame f, int at, int end, long count) {
        return count <= 0 || at >= end ? Field.ABSENT : Field.span(at, (int) Math.min(count, end - at));
    }

    /** As tshark writes a GUID. */
    static void guid(Frame f, int at, Out out) {
        out.hex(f.u32(at), 8).put('-').hex(f.u16(at + 4), 4).put('-').hex(f.u16(at + 6), 4);
        out.put('-').hex(f.u16(at + 8), 4).put('-').hex(f.u48(at + 10), 12);
    }

    private static boolean isLevels(Frame f, int at) {
        long vector = PROTOCOL_ID.get(f, at);
        return vector == DRAFT || vector == LEVELS;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + 16 > end || f.u64(at + 4) != ASC_E1 || f.u32(at + 12) != POINT_17) {
            Network.others(f, at, end);
            return;
        }
        f.push(this, at, end, end);
        if (at + CID_AT + CID > end || at + 16 + ROOT_LENGTH.get(f, at) > end || f.u8(at + 16) >> 4 != WITHOUT_LENGTH) {
            f.broken(end, end);
            return;
        }
        boolean framed = isLevels(f, at) || PROTOCOL_ID.get(f, at) == EXTENDED;
        boolean lies = framed && (at + VECTOR.at() + 4 > end || at + FRAME_LENGTH.at() + FRAME_LENGTH.get(f, at) > end);
        boolean few = STREAM.next(f, at, end, -1, 0) >= 0
                && (at + CODE.at() > end || at + CODE.at() + COUNT.get(f, at) > end);
        if (lies || few) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer);
        if (STREAM.next(f, at, end, -1, 0) >= 0) {
            out.put("sacn universe ").dec(UNIVERSE.get(f, at)).put(" priority ").dec(PRIORITY.get(f, at));
            out.put(", sequence ").dec(SEQUENCE.get(f, at));
            if (SET.next(f, at, end, -1, 0) >= 0) {
                out.put(", ").dec(Math.max(0, COUNT.get(f, at) - 1)).put(" slots");
            }
            out.put(TERMINATED.get(f, at) == 1 ? ", ends" : "")
                    .put(PREVIEW.get(f, at) == 1 ? ", preview" : "")
                    .put("  ");
            SOURCE.put(f, at, end, out);
        } else if (OLD.next(f, at, end, -1, 0) >= 0) {
            out.put("sacn draft universe ").dec(OLD_UNIVERSE.get(f, at)).put("  ");
            OLD_SOURCE.put(f, at, end, out);
        } else if (SYNCHRONIZATION.next(f, at, end, -1, 0) >= 0) {
            out.put("sacn synchronization ")
                    .dec(SYNC_TO.get(f, at))
                    .put(", sequence ")
                    .dec(SYNC_SEQUENCE.get(f, at));
        } else if (DISCOVER.next(f, at, end, -1, 0) >= 0) {
            out.put("sacn discovery  ");
            DISCOVER_SOURCE.put(f, at, end, out);
        } else if (SESSION.next(f, at, end, -1, 0) >= 0) {
            String name = SDT_VECTOR.names().get(SDT_VECTOR.get(f, at));
            out.put("acn session").put(name == null ? "" : " ").words(name == null ? "" : name);
        } else {
            out.put("acn");
        }
    }
}
