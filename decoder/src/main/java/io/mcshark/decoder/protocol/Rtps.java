package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Real-Time Publish-Subscribe protocol of the Data Distribution Service: OMG DDSI-RTPS 2.5, sections 8.3 (messages), 9.4 (their octets),
 * 9.6.2 (ports: 7400, 250 for each domain). What is discovered is in {@link RtpsParameters}.
 *
 * <pre>
 * "RTPS" 4, version 2, vendor 2, GUID prefix 12 (version 1: 8); submessages: kind 1, flags 1 (bit 0: low octet first), length 2, and
 * 0x06 acknack: reader 4, writer 4, numbers wanted, count 4          0x07 heartbeat: reader 4, writer 4, first 8, last 8, count 4
 * 0x08 gap: reader 4, writer 4, from 8, numbers                      0x09 time 8       0x0e for whom: GUID prefix 12
 * 0x0c source: unused 4, version 2, vendor 2, GUID prefix 12         0x12, 0x13 the same of fragments
 * 0x15 data: flags 2, octets to parameters 2, reader 4, writer 4, number 8, parameters, kind of data 2, options 2, data
 * 0x16 fragment: as data, before the parameters: first fragment 4, fragments 2, size 2, of all 4
 * numbers: first 8, bits 4, a bit each
 * </pre>
 */
public final class Rtps extends Protocol {
    private static final int RTPS = 0x52545053, RTPX = 0x52545058, HEADER = 20, HEADER_1 = 16, HEAD = 4, SHOWN = 6;
    private static final int PORT_BASE = 7400, PER_DOMAIN = 250, FIRST_PARTICIPANT = 10;
    private static final int PAD = 1,
            ACKNACK = 6,
            HEARTBEAT = 7,
            GAP = 8,
            INFO_TS = 9,
            INFO_SRC = 0x0c,
            INFO_DST = 0x0e;
    private static final int NACK_FRAG = 0x12, HEARTBEAT_FRAG = 0x13, DATA = 0x15, DATA_FRAG = 0x16;
    private static final long NDDSPING = 0x4e44445350494e47L;
    private static final long MESSAGE_WRITER = 0x000200c2;
    private static final int PL_CDR = 2, PL_CDR_LITTLE = 3;
    private static final long ABSENT = Field.ABSENT;

    static final Header H = header("rtps", "Real-Time Publish-Subscribe Wire Protocol");
    static final Field MAGIC = H.span("magic", "Magic", Type.STRING, (f, at, end) -> Field.span(at, 4)),
            VERSION = version(H.skip(32)),
            VENDOR = vendor(H);
    static final Header TWO = H.then("Sender", (f, at, end) -> f.u8(at + 4) >= 2);
    static final Field PREFIX = prefix(TWO, "guidPrefix.src");
    static final Header ONE = H.then("Sender", (f, at, end) -> f.u8(at + 4) < 2);

    static {
        prefixOne(ONE);
        port("domain_id", "domain_id", (domain, offset) -> domain);
        port(
                "participant_idx",
                "participant_idx",
                (domain, offset) -> offset < 2 ? ABSENT : (offset - FIRST_PARTICIPANT) / 2 & 0xffffffffL);
        port("traffic_nature", "traffic_nature", (domain, offset) -> switch (offset) {
            case 0 -> 2;
            case 1 -> 1;
            default -> (offset & 1) == 0 ? 0 : 3;
        });
    }

    static final Header SUB = H.parts(
            "Submessage",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? at + header(f, at) : next(f, previous, end);
                return next < 0 || previous < 0 && isPing(f, at, end) || next + HEAD > end ? -1 : next;
            },
            (f, at, end) -> {
                int next = next(f, at, end);
                return next < 0 ? end - at : next - at;
            });
    static final Field KIND = SUB.u8("sm.id", "submessageId").hex().names(Names.lines("""
            0x01 PAD
            0x02 DATA
            0x03 NOKEY_DATA
            0x06 ACKNACK
            0x07 HEARTBEAT
            0x08 GAP
            0x09 INFO_TS
            0x0c INFO_SRC
            0x0d INFO_REPLY_IP4
            0x0e INFO_DST
            0x0f INFO_REPLY
            0x10 DATA_FRAG
            0x11 NOKEY_DATA_FRAG
            0x12 NACK_FRAG
            0x13 HEARTBEAT_FRAG
            0x14 RTPS_DATA_SESSION
            0x15 DATA
            0x16 DATA_FRAG
            0x17 ACKNACK_BATCH
            0x18 DATA_BATCH
            0x19 HEARTBEAT_BATCH
            0x1a ACKNACK_SESSION
            0x1b HEARTBEAT_SESSION
            0x1c APP_ACK
            0x1d APP_ACK_CONF
            0x1e HEARTBEAT_VIRTUAL
            0x30 SEC_BODY
            0x31 SEC_PREFIX
            0x32 SEC_POSTFIX
            0x33 SRTPS_PREFIX
            0x34 SRTPS_POSTFIX
            """)),
            FLAGS = SUB.u8("sm.flags", "Flags").hex();

    static {
        flags();
        whole(SUB.then("Low octet first", (f, at, end) -> isLittle(f, at)), true);
        whole(SUB.then("High octet first", (f, at, end) -> !isLittle(f, at)), false);
    }

    /** What is sent, behind what a data submessage says of it. */
    static final Header PAYLOAD = SUB.parts(
            "serializedData",
            (f, at, end, previous, index) -> index == 0 && hasPayload(f, at) ? payload(f, at, end) : -1,
            null);

    static final Field
            ENCAPSULATION =
                    PAYLOAD.u16("param.serialize.encap_kind", "encapsulation kind")
                            .hex()
                            .names(Names.lines("""
            0x0000 CDR_BE
            0x0001 CDR_LE
            0x0002 PL_CDR_BE
            0x0003 PL_CDR_LE
            0x0006 CDR2_BE
            0x0007 CDR2_LE
            0x0008 D_CDR2_BE
            0x0009 D_CDR2_LE
            0x000a PL_CDR2_BE
            0x000b PL_CDR2_LE
            """)),
            ENCAPSULATION_OPTIONS =
                    PAYLOAD.u16("param.serialize.encap_len", "encapsulation options")
                            .hex();
    static final Header
            TOLD_LITTLE =
                    RtpsParameters.list(PAYLOAD, true, (f, at, end) -> f.u16(at) == PL_CDR_LITTLE ? at + HEAD : -1),
            TOLD_BIG = RtpsParameters.list(PAYLOAD, false, (f, at, end) -> f.u16(at) == PL_CDR ? at + HEAD : -1);
    /** Of a participant that lives (8.4.13). */
    static final Header ALIVE = SUB.parts(
            "ParticipantMessageData",
            (f, at, end, previous, index) -> index == 0 && isMessage(f, at, end) ? payload(f, at, end) + HEAD : -1,
            null);

    static final Field ALIVE_PREFIX = ALIVE.bytes(12, "sm.guidPrefix", "guidPrefix"),
            ALIVE_HOST =
                    ALIVE.split(ALIVE_PREFIX)
                            .u32("sm.guidPrefix.hostId", "host_id")
                            .hex(),
            ALIVE_APP = ALIVE.u32("sm.guidPrefix.appId", "appId").hex(),
            ALIVE_INSTANCE = ALIVE.u32("sm.guidPrefix.instanceId", "instanceId").hex(),
            ALIVE_KIND =
                    ALIVE.u32("encapsulation_kind", "kind")
                            .hex(4)
                            .names(Names.of(1, "AUTOMATIC_LIVELINESS", 2, "MANUAL_LIVELINESS"));
    static final Header ALIVE_DATA = ALIVE.then("Data", (f, at, end) -> true);
    static final Field ALIVE_SIZE =
            ALIVE_DATA.u32("sequence_size", "sequenceSize").little();
    static final Field ISSUE = SUB.span("issueData", "serializedData", Type.BYTES, (f, at, end) -> {
        int from = f.u8(at) == DATA_FRAG ? payload(f, at, end) : hasPayload(f, at) ? payload(f, at, end) + HEAD : -1;
        boolean told =
                f.u8(at) == DATA && from <= end && from >= HEAD && (isList(f, from - HEAD) || isMessage(f, at, end));
        return from < HEAD || from >= end || told ? ABSENT : Field.span(from, end - from);
    });

    static {
        H.length(8);
        TWO.length(12);
        ONE.length(8);
        SUB.length(2);
    }

    private interface OfPort {
        long value(int domain, int offset);
    }

    public Rtps() {
        super(H);
        guessed(Udp.DSTPORT, RTPS);
        guessed(Udp.DSTPORT, RTPX);
    }

    // ---- declaring

    static Field version(Header h) {
        Field version = h.u16("version", "version").hex();
        h.split(version).u8("version.major", "major");
        h.u8("version.minor", "minor");
        return version;
    }

    static Field vendor(Header h) {
        return h.u16("vendorId", "vendorId").hex().names(RtpsParameters.VENDORS);
    }

    private static Field prefix(Header h, String name) {
        Field prefix = h.bytes(12, name, "guidPrefix");
        h.split(prefix).u32("hostId", "hostId").hex();
        h.u32("appId", "appId").hex();
        h.u32("sm.guidPrefix.instanceId", "instanceId").hex();
        h.span("guidPrefix", "guidPrefix", Type.BYTES, (f, at, end) -> Field.span(at + prefix.at(), 12))
                .hidden();
        return prefix;
    }

    private static void prefixOne(Header h) {
        Field prefix = h.u64("guidPrefix_v1", "guidPrefix").hex();
        h.split(prefix).u32("hostId", "hostId").hex();
        Field app = h.u32("appId", "appId").hex();
        h.split(app).u24("appId.instanceId", "appId.instanceId").hex();
        h.u8("appId.appKind", "appid.appKind").hex();
    }

    /** What the destination port says, where the rules of 9.6.2 are followed. */
    private static void port(String name, String label, OfPort of) {
        H.derived(name, label, Type.UINT, (f, at, end) -> {
            int layer = f.layer(H.protocol(), at);
            if (layer < 1 || !Udp.H.isOf(f.protocol(layer - 1))) {
                return ABSENT;
            }
            int port = (int) Udp.DSTPORT.get(f, f.at(layer - 1)) - PORT_BASE;
            return port < 0 ? ABSENT : of.value(port / PER_DOMAIN, port % PER_DOMAIN);
        });
    }

    private static void flags() {
        SUB.derived("flag.endianness", "Endianness bit", Type.BOOL, (f, at, end) -> f.u8(at + 1) & 1);
        flag("final", "Final flag", 0x02, ACKNACK, HEARTBEAT);
        flag("liveliness", "Liveliness flag", 0x04, HEARTBEAT);
        flag("timestamp", "Timestamp flag", 0x02, INFO_TS);
        flag("multicast", "Multicast flag", 0x02, 0x0d, 0x0f);
        flag("inline_qos", "Inline QoS", 0x02, DATA, DATA_FRAG);
        flag("data_present", "Data present", 0x04, DATA);
        flag("data.serialized_key", "Serialized Key", 0x08, DATA);
        flag("data_frag.serialized_key", "Serialized Key", 0x04, DATA_FRAG);
        for (int bit = 7; bit > 0; bit--) {
            int mask = 1 << bit;
            SUB.derived(
                            "flag.reserved",
                            "Reserved",
                            Type.BOOL,
                            (f, at, end) -> (known(f.u8(at)) & mask) != 0 ? ABSENT : (f.u8(at + 1) & mask) != 0 ? 1 : 0)
                    .hidden();
        }
    }

    private static void flag(String name, String label, int mask, int... kinds) {
        SUB.derived("flag." + name, label, Type.BOOL, (f, at, end) -> {
            for (int kind : kinds) {
                if (f.u8(at) == kind) {
                    return (f.u8(at + 1) & mask) != 0 ? 1 : 0;
                }
            }
            return ABSENT;
        });
    }

    /** The flags that a kind of submessage has. */
    private static int known(int kind) {
        return switch (kind) {
            case ACKNACK, INFO_TS, 0x0d, 0x0f -> 0x03;
            case HEARTBEAT, DATA_FRAG -> 0x07;
            case DATA -> 0x0f;
            default -> 0x01;
        };
    }

    private static void whole(Header e, boolean little) {
        order(e.u16("sm.octetsToNextHeader", "octetsToNextHeader"), little);
        Header ack = of(e, ACKNACK, "ACKNACK");
        pair(ack);
        numbers(ack, little, true, "acknack.count", "Count");
        Header heartbeat = of(e, HEARTBEAT, "HEARTBEAT");
        pair(heartbeat);
        number(heartbeat, little, "firstAvailableSeqNumber");
        Header last = heartbeat.then("HEARTBEAT", (f, at, end) -> true);
        number(last, little, "lastSeqNumber");
        order(last.u32("heartbeat_count", "count"), little);
        Header gap = of(e, GAP, "GAP");
        pair(gap);
        number(gap, little, "gapStart");
        numbers(gap.then("gapList", (f, at, end) -> true), little, false, null, null);
        Header time = e.then("INFO_TS", (f, at, end) -> f.u8(at) == INFO_TS && (f.u8(at + 1) & 2) == 0);
        time.u64("info_ts.timestamp", "Timestamp")
                .as(Type.ABSOLUTE_TIME)
                .code(bits -> nanos(halves(bits, little)))
                .date();
        Header source = of(e, INFO_SRC, "INFO_SRC").skip(32);
        version(source);
        vendor(source);
        prefix(source, "guidPrefix.src");
        prefix(of(e, INFO_DST, "INFO_DST"), "guidPrefix.dst");
        Header wanted = of(e, NACK_FRAG, "NACK_FRAG");
        pair(wanted);
        number(wanted, little, "writerSN");
        Header which = wanted.then("fragmentNumberState", (f, at, end) -> true);
        order(which.u32("fragment_number.base32", "bitmapBase"), little);
        bits(
                which,
                order(which.u32("fragment_number.num_bits", "numBits"), little),
                little,
                "nack_frag.count",
                "Count");
        Header beat = of(e, HEARTBEAT_FRAG, "HEARTBEAT_FRAG");
        pair(beat);
        number(beat, little, "writerSN");
        order(beat.u32("heartbeat_frag.number", "lastFragmentNum"), little);
        order(beat.u32("heartbeat_frag.count", "Count"), little);
        Header data = e.then("Data", (f, at, end) -> f.u8(at) == DATA || f.u8(at) == DATA_FRAG);
        order(data.u16("extra_flags", "Extra flags").hex(), little);
        order(data.u16("octets_to_inline_qos", "Octets to inline QoS"), little);
        pair(data);
        number(data, little, "writerSeqNumber");
        Header fragment = data.then("Fragment", (f, at, end) -> f.u8(at) == DATA_FRAG);
        order(fragment.u32("data_frag.number", "fragmentStartingNum"), little);
        order(fragment.u16("data_frag.num_fragments", "fragmentsInSubmessage"), little);
        order(fragment.u16("data_frag.size", "fragmentSize"), little);
        order(fragment.u32("data_frag.sample_size", "sampleSize"), little);
        RtpsParameters.list(data, little, (f, at, end) -> (f.u8(at + 1) & 2) == 0 ? -1 : qos(f, at));
    }

    private static Header of(Header e, int kind, String label) {
        return e.then(label, (f, at, end) -> f.u8(at) == kind);
    }

    static Field order(Field field, boolean little) {
        return little ? field.little() : field;
    }

    private static void pair(Header h) {
        entity(h, "sm.rdEntityId", "reader", "sm.rdEntityId");
        entity(h, "sm.wrEntityId", "writer", "sm.wrEntityId");
    }

    static void entity(Header h, String name, String label, String below) {
        Field entity = h.u32(name, label + "EntityId").hex().names(RtpsParameters.ENTITIES);
        h.split(entity).u24(below + ".entityKey", label + "EntityKey").hex();
        h.u8(below + ".entityKind", label + "EntityKind").hex().names(RtpsParameters.ENTITY_KINDS);
    }

    /** A sequence number: the high word first, in either byte order. */
    private static Field number(Header h, boolean little, String label) {
        return h.u64("sm.seqNumber", label).signed().code(bits -> halves(bits, little));
    }

    private static void numbers(Header h, boolean little, boolean judged, String name, String label) {
        number(h, little, "bitmapBase");
        Field count = order(h.u32("bitmap.num_bits", "numBits"), little);
        if (judged) {
            h.derived(
                    "sm.acknack_analysis",
                    "Acknack Analysis",
                    Type.UINT,
                    (f, at, end) -> count.get(f, at) == 0 ? 2 : 3);
        }
        bits(h, count, little, name, label);
    }

    /** A bit for each number, and behind them a count where {@code name} says so. */
    private static void bits(Header h, Field count, boolean little, String name, String label) {
        int from = count.at() + 4;
        h.span("bitmap", "bitmap", Type.BYTES, (f, at, end) -> {
            int bytes = bytes(count.get(f, at));
            return bytes == 0 || at + from + bytes > end ? ABSENT : Field.span(at + from, bytes);
        });
        if (name != null) {
            Header behind = h.behind(label, (f, at, end) -> at + from + bytes(count.get(f, at)));
            order(behind.u32(name, label), little);
        }
    }

    private static int bytes(long bits) {
        return (int) Math.min((bits + 31) / 32 * 4, 1 << 16);
    }

    private static long halves(long bits, boolean little) {
        return !little
                ? bits
                : (long) Integer.reverseBytes((int) (bits >>> 32)) << 32
                        | Integer.reverseBytes((int) bits) & 0xffffffffL;
    }

    /** Seconds and parts of 2^32 as nanoseconds. */
    private static long nanos(long time) {
        return (time >>> 32) * 1_000_000_000 + ((time & 0xffffffffL) * 1_000_000_000 >>> 32);
    }

    // ---- finding

    private static boolean isLittle(Frame f, int at) {
        return (f.u8(at + 1) & 1) == 1;
    }

    private static boolean isList(Frame f, int at) {
        return f.u16(at) == PL_CDR || f.u16(at) == PL_CDR_LITTLE;
    }

    private static int header(Frame f, int at) {
        return f.u8(at + 4) < 2 ? HEADER_1 : HEADER;
    }

    private static int u16(Frame f, int at, boolean little) {
        int value = f.u16(at);
        return little ? Integer.reverseBytes(value) >>> 16 : value;
    }

    /** Where the submessage behind the one at {@code at} begins; -1 where that goes on to the end. */
    private static int next(Frame f, int at, int end) {
        int length = u16(f, at + 2, isLittle(f, at));
        boolean open = length == 0 && f.u8(at) != PAD && f.u8(at) != INFO_TS;
        return open ? -1 : at + HEAD + length;
    }

    private static boolean hasPayload(Frame f, int at) {
        return f.u8(at) == DATA && (f.u8(at + 1) & 0x0c) != 0;
    }

    /** Where the parameters of a data submessage begin that is {@code at}, or what is sent where it has none. */
    private static int qos(Frame f, int at) {
        return at + 8 + u16(f, at + 6, isLittle(f, at));
    }

    private static boolean isMessage(Frame f, int at, int end) {
        return hasPayload(f, at) && at + 16 <= end && f.u32(at + 12) == MESSAGE_WRITER && payload(f, at, end) >= 0;
    }

    private static int payload(Frame f, int at, int end) {
        if (at + 8 > end) {
            return -1;
        }
        int from = qos(f, at);
        return (f.u8(at + 1) & 2) == 0 ? from : RtpsParameters.behind(f, from, end, isLittle(f, at));
    }

    /** What the standard's own writers tell of. */
    private static String about(int writer) {
        return switch (writer) {
            case 0x000100c2 -> " of a participant";
            case 0x000002c2 -> " of a topic";
            case 0x000003c2 -> " of a publication";
            case 0x000004c2 -> " of a subscription";
            case (int) MESSAGE_WRITER -> " of life";
            default -> "";
        };
    }

    /** What Connext sends to find out whether a way is open. */
    private static boolean isPing(Frame f, int at, int end) {
        return at + HEADER_1 <= end && f.u64(at + 8) == NDDSPING;
    }

    @Override
    public boolean looksLike(Frame f, int at, int end) {
        return at + HEADER_1 <= end && (f.u8(at + 4) == 1 || f.u8(at + 4) == 2);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + 8 > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, end, end);
        if (isPing(f, at, end)) {
            return;
        }
        int next = at + header(f, at);
        while (next >= 0 && next < end) {
            next = next + HEAD > end ? end + 1 : next(f, next, end);
        }
        if (next > end) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer), sub = -1;
        out.put("rtps v").dec(f.u8(at + 4)).put('.').dec(f.u8(at + 5)).put(isPing(f, at, end) ? " ping" : "");
        for (int i = 0; (sub = SUB.next(f, at, end, sub, i)) >= 0; i++) {
            if (i == SHOWN) {
                out.put(", …");
                return;
            }
            String name = KIND.names().get(f.u8(sub));
            out.put(i == 0 ? " " : ", ").words(name == null ? "submessage " : name);
            if (name == null) {
                out.dec(f.u8(sub));
            }
            if ((f.u8(sub) == DATA || f.u8(sub) == DATA_FRAG) && sub + 16 <= SUB.end(f, sub, end)) {
                out.put(about(f.i32(sub + 12)));
            }
        }
    }
}
