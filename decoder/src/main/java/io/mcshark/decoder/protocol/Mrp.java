package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Multiple Registration Protocol: IEEE 802.1Q-2018, clause 10.8, and what it registers: MAC addresses (MMRP, 10.12), VLANs (MVRP, 11.2.3),
 * streams (MSRP, 35.2.2).
 *
 * <pre>
 * version 1; messages: attribute's type 1, its length 1, of streams: bytes of the vectors and the mark 2; vectors; mark 2 (0); a mark behind the last
 * vector: all leave 3 bits, values 13 bits, first value, events of three values in an octet each (x 36, x 6, x 1), of listeners of four (2 bits each)
 * MMRP 1 service requirement 1, 2 MAC 6       MVRP 1 VLAN 2
 * MSRP 1 talker: stream 8, to 6, VLAN 2, largest frame 2, frames 2, priority and rank 1, latency 4   2 talker failed: as 1, bridge 8, code 1
 *      3 listener: stream 8   4 domain: class 1, priority 1, VLAN 2
 * </pre>
 */
public final class Mrp extends Protocol {
    private static final int HEADER = 1, MARK = 2, LISTENER = 3, SHOWN = 4;
    private static final int[] MAC_BYTES = {0, 1, 6}, VLAN_BYTES = {0, 2}, STREAM_BYTES = {0, 25, 34, 8, 4};
    private static final Names EVENTS = Names.lines("""
            0 New
            1 JoinIn
            2 In
            3 JoinMt
            4 Mt
            5 Lv
            """);

    private final Header message;
    private final boolean streams;
    private final int[] sizes;

    private Mrp(String name, String label, int type, Names attributes, boolean streams, int[] sizes) {
        super(header(name, label));
        this.streams = streams;
        this.sizes = sizes;
        Header h = header();
        h.u8("protocol_version", "Protocol Version");
        message = h.parts(
                "Message",
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? at + HEADER : stop(f, previous, end);
                    return next < 0 || next + MARK > end || f.u16(next) == 0 ? -1 : next;
                },
                (f, at, end) -> {
                    int stop = stop(f, at, end);
                    return stop < 0 ? end - at : stop - at;
                });
        message.note("message", "Message", (f, at, end) -> true).hidden();
        message.u8("attribute_type", "Attribute Type").names(attributes);
        message.u8("attribute_length", "Attribute Length").in("bytes");
        if (streams) {
            message.u16("attribute_list_length", "Attribute List Length").in("bytes");
        }
        message.note("attribute_list", "Attribute List", (f, at, end) -> true).hidden();
        on(Ethernet.TYPE, type);
    }

    /** MMRP. */
    public static Mrp addresses() {
        Names attributes = Names.of(1, "Service Requirement", 2, "MAC");
        Mrp mrp = new Mrp("mrp-mmrp", "Multiple MAC Registration Protocol", 0x88f6, attributes, false, MAC_BYTES);
        mrp.vector(1, 1).u8("service", "Service Requirement").called("mcast.mmrp_service");
        mrp.vector(2, 6).mac("address", "MAC").called("mcast.mmrp_address");
        return mrp.ended();
    }

    /** MVRP. */
    public static Mrp vlans() {
        Mrp mrp = new Mrp(
                "mrp-mvrp", "Multiple VLAN Registration Protocol", 0x88f5, Names.of(1, "VID"), false, VLAN_BYTES);
        mrp.vector(1, 2).u16("vid", "VLAN ID");
        return mrp.ended();
    }

    /** MSRP. */
    public static Mrp streams() {
        Names attributes = Names.of(1, "Talker Advertise", 2, "Talker Failed", 3, "Listener", 4, "Domain");
        Mrp mrp = new Mrp("mrp-msrp", "Multiple Stream Reservation Protocol", 0x22ea, attributes, true, STREAM_BYTES);
        talker(mrp.vector(1, 25));
        Header failed = mrp.vector(2, 34);
        talker(failed);
        failed.u64("failure_bridge_id", "Failure Bridge ID").hex();
        failed.u8("failure_code", "Failure Code");
        mrp.vector(LISTENER, 8).u64("stream_id", "Stream ID").hex();
        Header domain = mrp.vector(4, 4);
        domain.u8("sr_class_id", "SR Class ID").names(Names.of(5, "Class B", 6, "Class A"));
        domain.u8("sr_class_priority", "SR Class Priority");
        domain.u16("sr_class_vid", "SR Class VID");
        return mrp.ended();
    }

    private static void talker(Header h) {
        h.u64("stream_id", "Stream ID").hex();
        h.mac("stream_da", "Stream DA");
        h.u16("vlan_id", "VLAN ID").hex();
        h.u16("tspec_max_frame_size", "TSpec Max Frame Size").in("bytes");
        h.u16("tspec_max_interval_frames", "TSpec Max Frame Interval");
        Field both = h.u8("priority_and_rank", "Priority and Rank").hex();
        h.split(both).bits(3, "priority", "Priority");
        h.bits(1, "rank", "Rank");
        h.bits(4, "reserved", "Reserved");
        h.u32("accumulated_latency", "Accumulated Latency").in("ns");
    }

    private Mrp ended() {
        mark(message, (f, at, end) -> f.u16(end - MARK) == 0);
        mark(header(), (f, at, end) -> last(f, at, end) >= 0);
        header().length(HEADER);
        return this;
    }

    private static void mark(Header h, Header.Test test) {
        h.derived("end_mark", "End Mark", Type.UINT, (f, at, end) -> test.test(f, at, end) ? 0 : Field.ABSENT)
                .hex(4);
    }

    /** Vectors of a type of attribute; what comes next stands in the first value. */
    private Header vector(int type, int bytes) {
        Header vector = message.parts(
                "Vector",
                (f, at, end, previous, index) -> {
                    if (f.u8(at) != type || f.u8(at + 1) != bytes) {
                        return -1;
                    }
                    int next = previous < 0 ? at + message.bytes() : previous + size(f, previous, type);
                    return next + MARK > end || f.u16(next) == 0 ? -1 : next;
                },
                (f, at, end) -> size(f, at, type));
        vector.note("vector_attribute", "Vector Attribute", (f, at, end) -> true)
                .hidden();
        Field head = vector.u16("vector_header", "Vector Header").hex();
        vector.split(head).bits(3, "leave_all_event", "Leave All Event");
        Field values = vector.bits(13, "number_of_values", "Number of Values");
        vector.note("first_value", "First Value", (f, at, end) -> true).hidden();
        Header first = vector.then("First Value", (f, at, end) -> true);
        events(vector, "three_packed_event", "Attribute Event", MARK + bytes, values, 3);
        if (streams && type == LISTENER) {
            vector.entries(
                            "Declaration",
                            (f, at, end, previous, index) -> entry(
                                    at + MARK + bytes + thirds(values.get(f, at)), end, index, values.get(f, at), 4))
                    .derived(
                            "four_packed_event",
                            "Declaration Type",
                            Type.UINT,
                            (f, number, end) -> f.u8(number >> 2) >> 6 - 2 * (number & 3) & 3)
                    .names(Names.of(0, "Ignore", 1, "Asking Failed", 2, "Ready", 3, "Ready Failed"));
        }
        return first;
    }

    private static void events(Header vector, String name, String label, int from, Field values, int packed) {
        vector.entries(
                        "Event",
                        (f, at, end, previous, index) -> entry(at + from, end, index, values.get(f, at), packed))
                .derived(name, label, Type.UINT, (f, number, end) -> event(f.u8(number >> 2), number & 3))
                .names(EVENTS);
    }

    /** The octet that holds the event of a value, and above it, in two bits, the event's place there; -1 behind the last. */
    private static int entry(int from, int end, int index, long values, int packed) {
        int place = from + index / packed;
        return index >= values || place >= end ? -1 : place << 2 | index % packed;
    }

    private static int event(int octet, int place) {
        return place == 0 ? octet / 36 : place == 1 ? octet / 6 % 6 : octet % 6;
    }

    private static int thirds(long values) {
        return (int) (values + 2) / 3;
    }

    private int size(Frame f, int at, int type) {
        int values = f.u16(at) & 0x1fff;
        return MARK + sizes[type] + thirds(values) + (streams && type == LISTENER ? (values + 3) / 4 : 0);
    }

    /** One past the message at {@code at}; -1 where that has no end. */
    private int stop(Frame f, int at, int end) {
        if (streams) {
            int stop = at + 4 > end ? end + 1 : at + 4 + f.u16(at + 2);
            return stop > end || stop < at + 4 + MARK ? -1 : stop;
        }
        int type = f.u8(at), next = at + MARK;
        boolean known = type > 0 && type < sizes.length && f.u8(at + 1) == sizes[type];
        while (known && next + MARK <= end && f.u16(next) != 0) {
            next += size(f, next, type);
        }
        return known && next + MARK <= end ? next + MARK : -1;
    }

    /** Where the mark behind the last message stands; -1 for none. */
    private int last(Frame f, int at, int end) {
        int next = at + HEADER;
        while (next >= 0 && next + MARK <= end) {
            if (f.u16(next) == 0) {
                return next;
            }
            next = stop(f, next, end);
        }
        return -1;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEADER > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, end, end);
        if (last(f, at, end) < 0) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer), one = -1;
        out.put(name().substring(name().indexOf('-') + 1));
        for (int i = 0; i < SHOWN && (one = message.next(f, at, end, one, i)) >= 0; i++) {
            int from = one + message.bytes(), type = f.u8(one);
            String name = ((Field) message.items().get(1)).names().get(type);
            out.put(i == 0 ? " " : ", ").words(name == null ? "attribute" : name);
            if (name == null || from + MARK + sizes[type] + 1 > end || (f.u16(from) & 0x1fff) == 0) {
                continue;
            }
            String event = EVENTS.get(event(f.u8(from + MARK + sizes[type]), 0));
            out.put(event == null ? "" : " ").put(event == null ? "" : event);
        }
    }
}
