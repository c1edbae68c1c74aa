package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Common External Message Interface, a telegram of a KNX bus: ISO/IEC 14543-3-10, KNX Standard 3/6/3, 4; application layer 3/3/7.
 *
 * <pre>
 * message code 1, length 1 of additional information (type 1, length 1, data), and
 * link layer (0x10 … 0x2f): control 1 (standard, repeat, broadcast, priority 2 bits, acknowledge, error), control 1 (group, hops 3 bits, format 4 bits),
 *   source 2, destination 2, length 1, TPCI and APCI 2 (control 1 bit, numbered 1 bit, number 4 bits, service 10 bits), data
 * properties (0xf0 …): no additional information; object type 2, instance 1, property 1, count 4 bits, index 12 bits, data
 * </pre>
 */
public final class Cemi extends Protocol {
    private static final int RESPONSE = 1,
            WRITE = 2,
            USER = 0xb,
            ESCAPE = 0xf,
            PROPERTY_FIRST = 0x3d5,
            PROPERTY_LAST = 0x3d7;
    private static final int RESET = 0xf1, RESETS = 0xf0, FIXED = 7;

    static final Header H = header("cemi", "Common External Message Interface");
    static final Field CODE = H.u8("mc", "Message Code").hex().names(Names.lines("""
            0x10 L_Raw.req
            0x11 L_Data.req
            0x13 L_Poll_Data.req
            0x25 L_Poll_Data.con
            0x2b L_Busmon.ind
            0x2d L_Raw.ind
            0x2e L_Data.con
            0x2f L_Raw.con
            0x29 L_Data.ind
            0x41 T_Data_Individual.req
            0x4a T_Data_Connected.req
            0x89 T_Data_Connected.ind
            0x94 T_Data_Individual.ind
            0xf0 M_Reset.ind
            0xf1 M_Reset.req
            0xf5 M_PropWrite.con
            0xf6 M_PropWrite.req
            0xf7 M_PropInfo.ind
            0xf8 M_FuncPropCommand.req
            0xf9 M_FuncPropStateRead.req
            0xfa M_FuncPropCommand.con
            0xfb M_PropRead.con
            0xfc M_PropRead.req
            """));
    static final Field INFORMATION =
            H.then("Additional information", (f, at, end) -> isLink(f, at)).u8("ai.n", "Additional Information Length");
    static final Header ELEMENT = H.parts(
            "Additional information",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? at + 2 : previous + 2 + f.u8(previous + 1);
                return isLink(f, at) && next + 2 <= end && next + 2 <= linkAt(f, at) ? next : -1;
            },
            (f, at, end) -> 2 + f.u8(at + 1));
    static final Field
            ELEMENT_TYPE =
                    ELEMENT.u8("ait.n", "Additional Information Element Type").hex(),
            ELEMENT_LENGTH = ELEMENT.u8("aie.n", "Additional Information Element Length"),
            ELEMENT_DATA = ELEMENT.span("data", "Data", Type.BYTES, (f, at, end) -> some(at + 2, end));

    static final Header LINK =
            H.behind("Link layer", (f, at, end) -> isLink(f, at) && at + 2 <= end ? linkAt(f, at) : -1);
    static final Field STANDARD = LINK.bits(1, "ft", "Frame Type").names(Names.of(0, "Extended", 1, "Standard")),
            REPEAT = LINK.skip(1).bits(1, "rep", "Repeat On Error").names(Names.of(0, "Yes", 1, "No")),
            BROADCAST = LINK.bits(1, "bt", "Broadcast Type").names(Names.of(0, "System", 1, "Domain")),
            PRIORITY =
                    LINK.bits(2, "prio", "Priority").names(Names.of(0, "System", 1, "Normal", 2, "Urgent", 3, "Low")),
            ACKNOWLEDGE = LINK.bits(1, "ack", "Ack Wanted"),
            ERROR = LINK.bits(1, "ce", "Confirmation Error"),
            GROUPED = LINK.bits(1, "at", "Address Type").names(Names.of(0, "Individual", 1, "Group")),
            HOPS = LINK.bits(3, "hc", "Hop Count"),
            FORMAT = LINK.bits(4, "eff", "Extended Frame Format").hex(),
            SOURCE = LINK.u16("sa", "Source").hex().means(Cemi::individual),
            DESTINATION = LINK.u16("da", "Destination").hex();
    static final Field LENGTH = LINK.then("Length", (f, at, end) -> true).u8("len", "Length");
    static final Header TRANSPORT = LINK.then("Transport", (f, at, end) -> true).skip(8);
    static final Field CONTROL = TRANSPORT.bits(1, "tpt", "Packet Type").names(Names.of(0, "Data", 1, "Control")),
            NUMBERED = TRANSPORT.bits(1, "st", "Sequence Type").names(Names.of(0, "Unnumbered", 1, "Numbered")),
            NUMBER =
                    TRANSPORT
                            .derived(
                                    "num",
                                    "Sequence Number",
                                    Type.UINT,
                                    (f, at, end) ->
                                            NUMBERED.get(f, at) != 0 ? f.u8(at + FIXED) >> 2 & 15 : Field.ABSENT)
                            .plain(),
            COMMAND =
                    TRANSPORT
                            .derived(
                                    "tc",
                                    "Service",
                                    Type.UINT,
                                    (f, at, end) -> CONTROL.get(f, at) != 0 ? f.u8(at + FIXED) & 3 : Field.ABSENT)
                            .hex(2)
                            .plain()
                            .names(Names.of(0, "Connect", 1, "Disconnect", 2, "Ack", 3, "Nak"));
    static final Header APPLICATION = TRANSPORT
            .skip(6)
            .then("Application", (f, at, end) -> CONTROL.get(f, at) == 0)
            .skip(8);
    static final Field
            ACTION =
                    APPLICATION
                            .derived(
                                    "ac",
                                    "Service",
                                    Type.UINT,
                                    (f, at, end) -> isExtended(f, at) ? Field.ABSENT : service(f, at) >> 6)
                            .hex(4)
                            .plain()
                            .names(Names.lines("""
            0 GroupValueRead
            1 GroupValueResponse
            2 GroupValueWrite
            3 IndividualAddressWrite
            4 IndividualAddressRead
            5 IndividualAddressResponse
            6 AdcRead
            7 AdcResponse
            8 MemoryRead
            9 MemoryResponse
            10 MemoryWrite
            12 DeviceDescriptorRead
            13 DeviceDescriptorResponse
            14 Restart
            """)),
            EXTENDED_ACTION =
                    APPLICATION
                            .derived(
                                    "ax",
                                    "Service",
                                    Type.UINT,
                                    (f, at, end) -> isExtended(f, at) ? service(f, at) : Field.ABSENT)
                            .hex(4)
                            .plain()
                            .names(Names.lines("""
            0x2c0 UserMemoryRead
            0x2c1 UserMemoryResponse
            0x2c2 UserMemoryWrite
            0x3d1 AuthorizeRequest
            0x3d2 AuthorizeResponse
            0x3d3 KeyWrite
            0x3d4 KeyResponse
            0x3d5 PropertyValueRead
            0x3d6 PropertyValueResponse
            0x3d7 PropertyValueWrite
            0x3d8 PropertyDescriptionRead
            0x3d9 PropertyDescriptionResponse
            0x3dc IndividualAddressSerialNumberRead
            0x3dd IndividualAddressSerialNumberResponse
            0x3de IndividualAddressSerialNumberWrite
            0x3e0 DomainAddressWrite
            0x3e1 DomainAddressRead
            0x3e2 DomainAddressResponse
            0x3f1 DataSecurity
            """)),
            SMALL =
                    APPLICATION
                            .derived("ad", "Data", Type.UINT, (f, at, end) -> {
                                int action = service(f, at) >> 6;
                                return (action == RESPONSE || action == WRITE) && LENGTH.get(f, at) == 1
                                        ? service(f, at) & 63
                                        : Field.ABSENT;
                            })
                            .hex(2)
                            .plain();
    static final Header PROPERTY = APPLICATION.then(
            "Property", (f, at, end) -> service(f, at) >= PROPERTY_FIRST && service(f, at) <= PROPERTY_LAST);
    static final Field PROPERTY_OBJECT = PROPERTY.u8("ox", "Object Index"),
            PROPERTY_ID = PROPERTY.u8("pid", "Property ID"),
            PROPERTY_COUNT = PROPERTY.bits(4, "n", "Count"),
            PROPERTY_INDEX = PROPERTY.bits(12, "x", "Index");
    static final Field DATA = APPLICATION.span("data", "Data", Type.BYTES, (f, at, end) -> {
        int service = service(f, at), from = at + FIXED + 2;
        return some(service >= PROPERTY_FIRST && service <= PROPERTY_LAST ? from + 4 : from, end);
    });

    static final Header MANAGED = H.then("Property", (f, at, end) -> f.u8(at) > RESET);
    static final Field OBJECT_TYPE = MANAGED.u16("ot", "Object Type"),
            OBJECT_INSTANCE = MANAGED.u8("oi", "Object Instance"),
            OBJECT_PROPERTY = MANAGED.u8("pid", "Property ID");
    static final Header RANGED = MANAGED.then("Elements", (f, at, end) -> f.u8(at) < 0xf8 || f.u8(at) > 0xfa);
    static final Field OBJECT_COUNT = RANGED.bits(4, "n", "Count"),
            OBJECT_INDEX = RANGED.bits(12, "x", "Index"),
            OBJECT_DATA = RANGED.span("data", "Data", Type.BYTES, (f, at, end) -> some(at + 7, end));

    static {
        LINK.length(6);
    }

    public Cemi() {
        super(H);
    }

    private static void individual(long value, Out out) {
        out.dec(value >> 12).put('.').dec(value >> 8 & 15).put('.').dec(value & 255);
    }

    private static boolean isLink(Frame f, int at) {
        return f.u8(at) >= 0x10 && f.u8(at) < 0x30;
    }

    private static int linkAt(Frame f, int at) {
        return at + 2 + f.u8(at + 1);
    }

    private static int service(Frame f, int at) {
        return f.u16(at + FIXED) & 0x3ff;
    }

    private static boolean isExtended(Frame f, int at) {
        int action = service(f, at) >> 6;
        return action == USER || action == ESCAPE;
    }

    private static long some(int at, int end) {
        return at < end ? Field.span(at, end - at) : Field.ABSENT;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at >= end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, end, end);
        int least = isLink(f, at) ? at + 2 <= end ? linkAt(f, at) + 8 : end + 1 : f.u8(at) > RESET ? at + 5 : at + 1;
        if (least > end) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer);
        String name = CODE.names().get(f.u8(at));
        out.put("cemi ").put(name == null ? "message 0x" : name);
        if (name == null) {
            out.hex(f.u8(at), 2);
        }
        int link = isLink(f, at) && at + 2 <= end ? linkAt(f, at) : end;
        if (link + 8 > end) {
            return;
        }
        individual(SOURCE.get(f, link), out.put(' '));
        long to = DESTINATION.get(f, link);
        if (GROUPED.get(f, link) != 0) {
            out.put(" > ").dec(to >> 11).put('/').dec(to >> 8 & 7).put('/').dec(to & 255);
        } else {
            individual(to, out.put(" > "));
        }
        Field said = CONTROL.get(f, link) != 0
                ? COMMAND
                : link + 9 > end ? null : isExtended(f, link) ? EXTENDED_ACTION : ACTION;
        if (said != null) {
            long value = said.value(f, link, end);
            String action = said.names().get(value);
            out.put(' ').put(action == null ? "service 0x" : action);
            if (action == null) {
                out.hex(value, 4);
            }
        }
    }
}
