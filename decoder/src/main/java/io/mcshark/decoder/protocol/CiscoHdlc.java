package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;

/**
 * Cisco's HDLC on serial lines, as RFC 1547, 4.3.1 describes it; its Serial Line Address Resolution Protocol.
 *
 * <pre>
 * address 0f (unicast) or 8f (broadcast), control 0, protocol 2: an EtherType, 8035 for SLARP
 * SLARP: type 4, then of 0 request and 1 reply: address 4, mask 4; of 2 keepalive: own and other's number 4 each, ffff
 * </pre>
 */
public final class CiscoHdlc extends Protocol {
    static final int LINK_TYPE = 104;
    private static final int LENGTH = 4;

    static final Header H = header("chdlc", "Cisco HDLC");
    static final Field
            ADDRESS =
                    H.u8("address", "Address")
                            .hex()
                            .names(Names.of(Ppp.CISCO_UNICAST, "Unicast", Ppp.CISCO_BROADCAST, "Multicast")),
            CONTROL = H.u8("control", "Control").hex();
    public static final Field PROTOCOL =
            H.u16("protocol", "Protocol").hex().names(EtherTypes.NAMES).parent();

    static {
        H.length(LENGTH);
    }

    public CiscoHdlc() {
        super(H);
        on(FrameInfo.LINK_TYPE, LINK_TYPE);
    }

    /** Goes on with what a type that is Cisco's or Ethernet's names. */
    static void next(Frame f, int type, int at, int end) {
        if (PROTOCOL.table().has(type)) {
            f.next(PROTOCOL.table(), type, at, end);
        } else if (Llc.CISCO_PID.table().has(type)) {
            f.next(Llc.CISCO_PID.table(), type, at, end);
        } else {
            f.next(Ethernet.TYPE.table(), type, at, end);
        }
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int body = at + LENGTH;
        if (body > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, body, end);
        next(f, f.u16(at + 2), body, f.declared());
    }

    /** Addresses for serial lines, and whether they live. */
    public static final class Slarp extends Protocol {
        private static final int REQUEST = 0, REPLY = 1, KEEPALIVE = 2;
        private static final Names TYPES = Names.of(REQUEST, "Request", REPLY, "Reply", KEEPALIVE, "Line keepalive");

        static final Header H = header("slarp", "Cisco SLARP");
        static final Field TYPE = H.u32("ptype", "Packet type").names(TYPES);
        static final Header ADDRESSED = H.then("Address", (f, at, end) -> f.i32(at) == REQUEST || f.i32(at) == REPLY);
        static final Field ADDRESS = ADDRESSED.ipv4("address", "Address"),
                NETMASK = ADDRESSED.ipv4("netmask", "Netmask");
        static final Header ALIVE = H.then("Keepalive", (f, at, end) -> f.i32(at) == KEEPALIVE);
        static final Field OWN = ALIVE.u32("mysequence", "Outgoing sequence number"),
                OTHERS = ALIVE.u32("yoursequence", "Returned sequence number"),
                RELIABILITY = ALIVE.u16("reliability", "Reliability").hex();

        static {
            H.length(4);
            ADDRESSED.length(8);
            ALIVE.length(10);
        }

        public Slarp() {
            super(H);
            on(PROTOCOL, 0x8035);
        }

        @Override
        public void walk(Frame f, int at, int end) {
            if (at + 4 > end) {
                f.broken(at, end);
                return;
            }
            int type = f.i32(at);
            f.push(this, at, end, end);
            if (at + (type == KEEPALIVE ? 14 : type == REQUEST || type == REPLY ? 12 : 4) > end) {
                f.broken(end, end);
            }
        }

        @Override
        public void row(Frame f, int layer, Out out) {
            String name = TYPES.get(f.u32(f.at(layer)));
            out.put("slarp ").put(name == null ? "?" : name);
        }
    }
}
