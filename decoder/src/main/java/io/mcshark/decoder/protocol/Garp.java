package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Generic Attribute Registration Protocol: IEEE 802.1D-2004, clause 12.10, and what it registers: groups (GMRP, clause 10.3; to
 * 01:80:c2:00:00:20) and VLANs (GVRP, IEEE 802.1Q-2003, clause 11.2; to 01:80:c2:00:00:21).
 *
 * <pre>
 * protocol 2 (1); messages: type 1, attributes, 0; a 0 behind the last message
 * attribute: length 1 (of all of it), event 1, value: group 6 (type 1) or service requirement 1 (type 2) of GMRP, VLAN 2 of GVRP
 * </pre>
 */
public final class Garp extends Protocol {
    private static final int GROUPS = 0x20, VLANS = 0x21, HEADER = 2, HEAD = 2, SHOWN = 4;
    private static final Names EVENTS = Names.lines("""
            0 Leave All
            1 Join Empty
            2 Join In
            3 Leave Empty
            4 Leave In
            5 Empty
            """);

    private static final Header GMRP = header("gmrp", "GARP Multicast Registration Protocol");
    private static final Header GVRP = header("gvrp", "GARP VLAN Registration Protocol");

    private final int last;
    private final Header message;

    private Garp(Header h, int last, boolean numbered) {
        super(h);
        this.last = last;
        h.u16("protocol_id", "Protocol Identifier").hex();
        message = h.parts(
                "Message",
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? at + HEADER : stop(f, previous, end);
                    return next >= end || f.u8(next) == 0 ? -1 : next;
                },
                (f, at, end) -> stop(f, at, end) - at);
        Field type = message.u8("attribute_type", "Type").hex();
        if (numbered) {
            type.names(Names.of(1, "Group Membership", 2, "Service Requirement"));
            attribute(1).mac("attribute_value_group_membership", "Value");
            attribute(2).u8("attribute_value_service_requirement", "Value").hex();
            mark(message, Garp::isClosed).as(Type.UINT).hex(2);
            mark(h, Garp::isEnded).as(Type.UINT).hex(2);
        } else {
            type.names(Names.of(1, "VID"));
            attribute(1).u16("attribute_value", "Value");
            message.note("end_of_mark", "End of Mark", Garp::isClosed);
            h.note("end_of_mark", "End of Mark", Garp::isEnded);
        }
        h.length(HEADER);
    }

    public static Garp groups() {
        Garp groups = new Garp(GMRP, GROUPS, true);
        groups.on(Stp.PROTOCOL, Stp.GARP);
        return groups;
    }

    public static Garp vlans() {
        return new Garp(GVRP, VLANS, false);
    }

    private static Field mark(Header h, Header.Test test) {
        return h.derived(
                "end_of_mark", "End of mark", Type.UINT, (f, at, end) -> test.test(f, at, end) ? 0 : Field.ABSENT);
    }

    private Header attribute(int type) {
        Header attribute = message.parts(
                "Attribute",
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? at + 1 : f.u8(previous) < HEAD ? -1 : previous + f.u8(previous);
                    return f.u8(at) != type || next < 0 || next + HEAD > end || f.u8(next) == 0 ? -1 : next;
                },
                (f, at, end) -> f.u8(at));
        attribute.u8("attribute_length", "Length").in("bytes");
        attribute.u8("attribute_event", "Event").names(EVENTS);
        return attribute.then("Value", (f, at, end) -> f.u8(at) > HEAD);
    }

    /** One past the message at {@code at} and the mark that ends it. */
    private static int stop(Frame f, int at, int end) {
        int next = at + 1;
        while (next < end && f.u8(next) >= HEAD) {
            next += f.u8(next);
        }
        return Math.min(next + 1, end);
    }

    /** Whether a mark stands behind the last attribute of the message at {@code at}. */
    private static boolean isClosed(Frame f, int at, int end) {
        int next = at + 1;
        while (next < end && f.u8(next) >= HEAD) {
            next += f.u8(next);
        }
        return next < end && f.u8(next) == 0;
    }

    /** Whether a mark stands behind the last message. */
    private static boolean isEnded(Frame f, int at, int end) {
        int next = at + HEADER;
        while (next < end && f.u8(next) != 0) {
            next = stop(f, next, end);
        }
        return next < end;
    }

    @Override
    public String through(Frame f, int layer) {
        return "stp";
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int ethernet = f.first(Ethernet.H.protocol());
        int to = ethernet < 0 ? 0 : f.u8(f.at(ethernet) + 5);
        if (to != last) {
            if (to == VLANS && last == GROUPS) {
                f.next(GVRP.protocol(), at, f.declared());
            } else {
                f.nextData(at, f.declared());
            }
            return;
        }
        f.push(this, at, end, end);
        if (!isEnded(f, at, end)) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer), next = at + HEADER, shown = 0;
        out.put(name());
        while (next < end && f.u8(next) != 0) {
            int stop = stop(f, next, end), attribute = next + 1;
            while (attribute + HEAD <= stop && f.u8(attribute) >= HEAD) {
                if (shown++ == SHOWN) {
                    out.put(", …");
                    return;
                }
                String event = EVENTS.get(f.u8(attribute + 1));
                int bytes = Math.min(f.u8(attribute), stop - attribute) - HEAD;
                out.put(shown == 1 ? " " : ", ").words(event == null ? "event" : event);
                if (bytes == 6) {
                    out.put(' ').mac(f.u48(attribute + HEAD));
                } else if (bytes > 0 && bytes < 3) {
                    out.put(' ').dec(f.number(attribute + HEAD, bytes));
                }
                attribute += f.u8(attribute);
            }
            next = stop;
        }
    }
}
