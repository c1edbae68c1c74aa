package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Layer 2 Tunneling Protocol: version 2 RFC 2661, 3.1 and 4.1; version 3 RFC 3931, 3.2, 4.1 and 5.1 (over IP without the flags
 * in data messages).
 *
 * <pre>
 * flags and version 2, then as the flags say
 *   version 2  L  length 2, tunnel 2, session 2     S  Ns 2, Nr 2     O  offset size 2, padding of that size
 *   version 3  control: length 2, control connection 4, Ns 2, Nr 2;   data: reserved 2, session 4
 * over IP: session 4; 0 for a control message, which the rest is
 * control messages: attributes: M 1 bit, H 1, reserved 4, length 10 (of all), vendor 16, type 16, value
 * data messages of version 2: PPP; of version 3 only the two ends know what, and how many bytes of cookie precede it
 * </pre>
 */
public final class L2tp extends Protocol {
    private static final int T = 0x8000, L = 0x4000, S = 0x0800, O = 0x0200;
    private static final int AVP = 6;
    private static final int IP_SESSION = 4;

    private static final Names MESSAGES = Names.lines("""
            1 Start-Control-Connection-Request
            2 Start-Control-Connection-Reply
            3 Start-Control-Connection-Connected
            4 Stop-Control-Connection-Notification
            6 Hello
            7 Outgoing-Call-Request
            8 Outgoing-Call-Reply
            9 Outgoing-Call-Connected
            10 Incoming-Call-Request
            11 Incoming-Call-Reply
            12 Incoming-Call-Connected
            14 Call-Disconnect-Notify
            15 WAN-Error-Notify
            16 Set-Link-Info
            20 Explicit-Acknowledgement
            """);

    static final Header H = header("l2tp", "Layer 2 Tunneling Protocol");

    /** Over IP the session stands before everything else; zero there means that a control message follows. */
    static final Header DIRECT = H.then("Session over IP", (f, at, end) -> isDirect(f, at));

    static final Field SID_IP = DIRECT.u32("sid", "Session ID").hex();
    static final Header MESSAGE = H.parts("Message", L2tp::message, null);
    static final Field FLAGS = MESSAGE.u16("flags", "Flags").hex(),
            TYPE =
                    MESSAGE.split(FLAGS)
                            .bits(1, "type", "Type")
                            .names(Names.of(0, "Data Message", 1, "Control Message")),
            LENGTH_BIT = MESSAGE.bit("length_bit", "Length Bit"),
            SEQ_BIT = MESSAGE.skip(2).bit("seq_bit", "Sequence Bit"),
            OFFSET_BIT = MESSAGE.skip(1).bit("offset_bit", "Offset bit"),
            PRIORITY = MESSAGE.bit("priority", "Priority"),
            VERSION = MESSAGE.skip(4).bits(4, "version", "Version");
    static final Header LENGTHED = word("Length", (f, at) -> (f.u16(at) & L) != 0, 0);
    static final Field LENGTH = LENGTHED.u16("length", "Length");
    static final Header SECOND = word("Version 2", (f, at) -> !isThird(f, at), 1);
    static final Field TUNNEL = SECOND.u16("tunnel", "Tunnel ID"), SESSION = SECOND.u16("session", "Session ID");
    static final Header CONNECTION = word("Control connection", (f, at) -> isThird(f, at) && isControl(f, at), 1);
    static final Field CCID = CONNECTION.u32("ccid", "Control Connection ID").hex();
    static final Header DATA_3 = word("Version 3", (f, at) -> isThird(f, at) && !isControl(f, at), 0);
    static final Field RES = DATA_3.u16("res", "Reserved").hex(),
            SID = DATA_3.u32("sid", "Session ID").hex();
    static final Header NUMBERED = word("Numbers", (f, at) -> isNumbered(f, at), 2);
    static final Field NS = NUMBERED.u16("Ns", "Ns"), NR = NUMBERED.u16("Nr", "Nr");
    static final Header SHIFTED = word("Offset", (f, at) -> !isThird(f, at) && (f.u16(at) & O) != 0, 3);
    static final Field OFFSET = SHIFTED.u16("offset", "Offset");
    static final Header PART = MESSAGE.parts("AVP", L2tp::avp, (f, at, end) -> Math.max(f.u16(at) & 0x3ff, AVP));
    static final Field MANDATORY = PART.bit("avp.mandatory", "Mandatory"),
            HIDDEN = PART.bit("avp.hidden", "Hidden"),
            AVP_LENGTH = PART.skip(4).bits(10, "avp.length", "Length"),
            VENDOR = PART.u16("avp.vendor_id", "Vendor ID"),
            AVP_TYPE = PART.u16("avp.type", "AVP Type");
    static final Field
            MESSAGE_TYPE = number(0, 2, "avp.message_type", "Message Type").names(MESSAGES),
            HOST_NAME = text(7, "avp.host_name", "Host Name"),
            VENDOR_NAME = text(8, "avp.vendor_name", "Vendor Name"),
            ASSIGNED_TUNNEL = number(9, 2, "avp.assigned_tunnel_id", "Assigned Tunnel ID"),
            WINDOW = number(10, 2, "avp.receive_window_size", "Receive Window Size"),
            ASSIGNED_SESSION = number(14, 2, "avp.assigned_session_id", "Assigned Session ID"),
            SERIAL = number(15, 4, "avp.call_serial_number", "Call Serial Number"),
            ASSIGNED_CONNECTION = number(61, 4, "avp.assigned_control_conn_id", "Assigned Control Connection ID"),
            LOCAL_SESSION = number(63, 4, "avp.local_session_id", "Local Session ID"),
            REMOTE_SESSION = number(64, 4, "avp.remote_session_id", "Remote Session ID");

    static {
        MESSAGE.length(2);
        PART.length(AVP);
    }

    private interface Flag {
        boolean test(Frame f, int at);
    }

    public L2tp() {
        super(H);
        on(Udp.DSTPORT, 1701);
        on(Ipv4.PROTOCOL, 115);
    }

    /** Declares words of the message, behind the first {@code before} of: length, identifiers, numbers, offset. */
    private static Header word(String label, Flag flag, int before) {
        return MESSAGE.parts(
                label,
                (f, at, end, previous, index) -> index == 0 && flag.test(f, at) ? at + words(f, at, before) : -1,
                (f, at, end) -> 2);
    }

    private static Field number(int type, int bytes, String name, String label) {
        return PART.derived(
                        name,
                        label,
                        Type.UINT,
                        (f, at, end) -> isAvp(f, at, type) && at + AVP + bytes <= end
                                ? f.number(at + AVP, bytes)
                                : Field.ABSENT)
                .plain();
    }

    private static Field text(int type, String name, String label) {
        return PART.span(
                name,
                label,
                Type.STRING,
                (f, at, end) -> Field.span(at + AVP, isAvp(f, at, type) && end > at + AVP ? end - at - AVP : -1));
    }

    private static boolean isAvp(Frame f, int at, int type) {
        return (f.u16(at) & 0x4000) == 0 && f.u16(at + 2) == 0 && f.u16(at + 4) == type;
    }

    private static boolean isDirect(Frame f, int at) {
        int layer = f.layer(H.protocol(), at);
        return (layer < 0 ? f.protocol(f.depth() - 1) : f.protocol(layer - 1)).level() == Level.NETWORK;
    }

    private static boolean isThird(Frame f, int at) {
        return (f.u8(at + 1) & 15) == 3;
    }

    private static boolean isControl(Frame f, int at) {
        return (f.u16(at) & T) != 0;
    }

    private static boolean isNumbered(Frame f, int at) {
        return isThird(f, at) ? isControl(f, at) : (f.u16(at) & S) != 0;
    }

    private static int message(Frame f, int at, int end, int previous, int index) {
        if (index > 0 || !isDirect(f, at)) {
            return index > 0 ? -1 : at;
        }
        return f.u32(at) == 0 ? at + IP_SESSION : -1;
    }

    /** Bytes of the message's header up to the first {@code kinds} kinds of words. */
    private static int words(Frame f, int at, int kinds) {
        int flags = f.u16(at);
        if (isThird(f, at) && (flags & T) == 0) {
            return kinds == 0 ? 2 : 8;
        }
        int bytes = 2;
        bytes += kinds > 0 && (flags & L) != 0 ? 2 : 0;
        bytes += kinds > 1 ? 4 : 0;
        bytes += kinds > 2 && isNumbered(f, at) ? 4 : 0;
        return bytes + (kinds > 3 && !isThird(f, at) && (flags & O) != 0 ? 2 : 0);
    }

    private static int avp(Frame f, int at, int end, int previous, int index) {
        if (!isControl(f, at)) {
            return -1;
        }
        int length = previous < 0 ? 0 : f.u16(previous) & 0x3ff;
        return previous < 0 ? at + words(f, at, 4) : length < AVP ? -1 : previous + length;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        boolean direct = isDirect(f, at);
        int from = direct ? at + IP_SESSION : at;
        if (from > end || !direct && from + 2 > end) {
            f.broken(at, end);
            return;
        }
        if (direct && f.u32(at) != 0) {
            f.push(this, at, from, end);
            f.nextData(from, f.declared());
            return;
        }
        int body = from + 2 > end ? from + 2 : from + words(f, from, 4);
        if (body > end) {
            f.push(this, at, end, end);
            f.broken(end, end);
            return;
        }
        int flags = f.u16(from);
        if (!isThird(f, from) && (flags & O) != 0) {
            body += f.u16(body - 2);
        }
        boolean control = (flags & T) != 0;
        int length = (flags & L) != 0 ? f.u16(from + 2) : 0;
        int declared = length >= body - from ? Math.min(f.declared(), from + length) : f.declared();
        int stop = Math.min(end, declared);
        f.push(this, at, control ? stop : Math.min(body, stop), stop);
        if (body > stop) {
            f.broken(stop, stop);
        } else if (!control && isThird(f, from)) {
            f.nextData(body, declared);
        } else if (!control && body < stop) {
            f.next(Ethernet.TYPE.table(), Ppp.ETHER_TYPE, body, declared);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        out.put("l2tp");
        int message = message(f, at, f.end(layer), -1, 0);
        if (message < 0) {
            out.put(" session ").unsigned(f.u32(at));
            return;
        }
        int end = f.end(layer);
        int ids = message + 2 <= end ? message + words(f, message, 1) : end;
        if (ids + 4 <= end && !isThird(f, message)) {
            out.put(" tunnel ").dec(f.u16(ids)).put(" session ").dec(f.u16(ids + 2));
        }
        int avp = message + 2 <= end && isControl(f, message) ? message + words(f, message, 4) : end;
        if (avp + AVP + 2 <= end && isAvp(f, avp, 0)) {
            String name = MESSAGES.get(f.u16(avp + AVP));
            out.put(' ').put(name == null ? "control" : name);
        }
    }
}
