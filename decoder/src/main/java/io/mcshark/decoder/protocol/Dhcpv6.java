package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;

/**
 * Dynamic Host Configuration Protocol for IPv6, to ff02::1:2 and ff05::1:3: RFC 8415, 8, 9 and 21; leasequery RFC 5007; options {@link
 * Dhcpv6Options}, {@link Dhcpv6Parts}.
 *
 * <pre>
 * message type 1, transaction 3, options                    relay-forward 12, relay-reply 13: hops 1, link 16, peer 16, options
 * option: code 2, length 2 (of what follows), value; options that have options in them are followed by these, in the packet and here
 * </pre>
 */
public final class Dhcpv6 extends Protocol {
    private static final int CLIENT_PORT = 546, SERVER_PORT = 547, HEAD = Dhcpv6Options.HEAD, MAX_DEPTH = 16;
    private static final int RELAY_FORWARD = 12, RELAY_REPLY = 13, MESSAGE = 4, RELAY_MESSAGE = 34;
    private static final int IA_NA = 3,
            IA_TA = 4,
            IA_ADDRESS = 5,
            RELAYED = 9,
            IA_PD = 25,
            IA_PREFIX = 26,
            LQ_QUERY = 44,
            CLIENT_DATA = 45;
    private static final int RELAY_SUPPLIED = 66,
            S46_RULE = 89,
            S46_BINDING = 92,
            S46_FIRST = 94,
            S46_LAST = 96,
            NONE = -1;
    private static final int CLIENT = 1, DUID_LINK_TIME = 1, DUID_LINK = 3;

    static final Names MESSAGES = Names.lines("""
            1 Solicit
            2 Advertise
            3 Request
            4 Confirm
            5 Renew
            6 Rebind
            7 Reply
            8 Release
            9 Decline
            10 Reconfigure
            11 Information-request
            12 Relay-forward
            13 Relay-reply
            14 Leasequery
            15 Leasequery-reply
            16 Leasequery-done
            17 Leasequery-data
            18 Reconfigure-request
            19 Reconfigure-reply
            20 DHCPv4-query
            21 DHCPv4-response
            22 Active leasequery
            23 Start TLS
            24 Binding update
            25 Binding reply
            26 Pool request
            27 Pool response
            28 Update request
            29 Update request all
            30 Update done
            31 Connect
            32 Connect reply
            33 Disconnect
            34 State
            35 Contact
            """);

    static final Header H = header("dhcpv6", "DHCPv6");
    static final Field TYPE = H.u8("msgtype", "Message type").names(MESSAGES);

    static {
        message(
                H.then("Message", (f, at, end) -> !isRelay(f.u8(at))),
                H.then("Relay", (f, at, end) -> isRelay(f.u8(at))));
    }

    static final Header OPTION = H.parts(
            "Option",
            (f, at, end, previous, index) -> previous < 0 ? at + headBytes(f, at) : previous + bytes(f, previous, end),
            (f, at, end) -> bytes(f, at, end));
    static final Field
            NAME =
                    OPTION.text("option.type_str", "Option", (f, at, end, out) -> {
                                String name = Dhcpv6Options.NAMES.get(f.u16(at));
                                if (name == null) {
                                    out.put("DHCP option ").dec(f.u16(at));
                                } else {
                                    out.put(name);
                                }
                            })
                            .plain(),
            CODE = OPTION.u16("option.type", "Option"),
            LENGTH = OPTION.u16("option.length", "Length"),
            BAD =
                    OPTION.note(
                            "malformed_option",
                            "Malformed option",
                            (f, at, end) -> !Dhcpv6Options.fits(f.u16(at), f.u16(at + 2)));

    static final Header CARRIED = Dhcpv6Options.of(RELAYED, "Relay Message");
    static final Field CARRIED_TYPE = CARRIED.u8("msgtype", "Message type").names(MESSAGES);

    static {
        message(
                CARRIED.then("Message", (f, at, end) -> !isRelay(f.u8(at + HEAD))),
                CARRIED.then("Relay", (f, at, end) -> isRelay(f.u8(at + HEAD))));
        OPTION.length(HEAD);
        Dhcpv6Options.declare();
        Dhcpv6Parts.declare();
    }

    public Dhcpv6() {
        super(H);
        on(Udp.DSTPORT, CLIENT_PORT, SERVER_PORT);
    }

    private static void message(Header plain, Header relay) {
        plain.u24("xid", "Transaction ID").hex();
        relay.u8("hopcount", "Hopcount");
        relay.ipv6("linkaddr", "Link address");
        relay.ipv6("peeraddr", "Peer address");
    }

    private static boolean isRelay(int type) {
        return type == RELAY_FORWARD || type == RELAY_REPLY;
    }

    private static int headBytes(Frame f, int at) {
        return isRelay(f.u8(at)) ? RELAY_MESSAGE : MESSAGE;
    }

    /** How many bytes of an option's value come before the options in it; {@link #NONE} where there are none. */
    private static int before(Frame f, int at, int end) {
        int code = f.u16(at), length = f.u16(at + 2);
        int bytes =
                switch (code) {
                    case IA_NA, IA_PD -> 12;
                    case IA_TA -> 4;
                    case IA_ADDRESS -> 24;
                    case IA_PREFIX -> 25;
                    case LQ_QUERY -> 17;
                    case CLIENT_DATA, RELAY_SUPPLIED -> 0;
                    case RELAYED -> length > 0 && at + HEAD < end ? headBytes(f, at + HEAD) : NONE;
                    case S46_RULE -> length >= 8 && at + HEAD + 8 <= end ? 8 + (f.u8(at + HEAD + 7) + 7) / 8 : NONE;
                    case S46_BINDING -> length >= 5 && at + HEAD + 5 <= end ? 5 + (f.u8(at + HEAD + 4) + 7) / 8 : NONE;
                    default -> code >= S46_FIRST && code <= S46_LAST ? 0 : NONE;
                };
        return bytes > length ? NONE : bytes;
    }

    /** An option up to the first one in it, which comes next. */
    private static int bytes(Frame f, int at, int end) {
        int before = before(f, at, end);
        return HEAD + (before == NONE ? f.u16(at + 2) : before);
    }

    /** Where options from {@code at} to {@code end} begin to contradict one another; -1 for nowhere. */
    private static int wrong(Frame f, int at, int end, int depth) {
        int next = at;
        while (next < end) {
            int stop = next + HEAD > end ? next : next + HEAD + f.u16(next + 2);
            if (stop <= next || stop > end || depth == MAX_DEPTH) {
                return next;
            }
            int before = before(f, next, end),
                    inside = before == NONE ? -1 : wrong(f, next + HEAD + before, stop, depth + 1);
            if (inside >= 0) {
                return inside;
            }
            next = stop;
        }
        return -1;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at >= end) {
            f.broken(at, end);
            return;
        }
        int head = headBytes(f, at), wrong = at + head > end ? end : wrong(f, at + head, end, 0);
        int stop = wrong < 0 ? end : wrong;
        f.push(this, at, stop, stop);
        if (wrong >= 0) {
            f.broken(stop, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.body(layer), option = -1;
        said(f.u8(at), out.put("dhcpv6 "));
        for (int i = 0; (option = OPTION.next(f, at, end, option, i)) >= 0; i++) {
            int stop = OPTION.end(f, option, end);
            switch (f.u16(option)) {
                case CLIENT -> {
                    int kind = option + 6 <= stop ? f.u16(option + HEAD) : 0,
                            from = kind == DUID_LINK_TIME ? 12 : kind == DUID_LINK ? 8 : 0;
                    if (from > 0 && option + from + 6 == stop) {
                        out.put(" of ").mac(f.u48(option + from));
                    }
                }
                case RELAYED -> {
                    if (option + HEAD < stop) {
                        said(f.u8(option + HEAD), out.put(", "));
                    }
                }
                case IA_ADDRESS -> {
                    if (option + HEAD + 16 <= stop) {
                        out.put(' ').ipv6(f.u64(option + HEAD), f.u64(option + HEAD + 8));
                    }
                }
                case IA_PREFIX -> {
                    if (option + HEAD + 25 <= stop) {
                        out.put(' ')
                                .ipv6(f.u64(option + HEAD + 9), f.u64(option + HEAD + 17))
                                .put('/')
                                .dec(f.u8(option + HEAD + 8));
                    }
                }
                default -> {}
            }
        }
    }

    private static void said(int type, Out out) {
        String name = MESSAGES.get(type);
        out.words(name == null ? "message " : name);
        if (name == null) {
            out.dec(type);
        }
    }
}
