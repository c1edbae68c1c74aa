package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Dynamic Host Configuration Protocol and BOOTP: RFC 2131, 2 and RFC 951, 3; options RFC 2132 and others: {@link DhcpOptions}, {@link DhcpParts}.
 *
 * <pre>
 * operation 1, hardware type 1, length 1, hops 1, transaction 4, seconds 2, flags 2
 * client's address 4, your 4, next server's 4, relay's 4, hardware address 16, server's name 64, file 128
 * cookie 99.130.83.99 and options: code 1, length 1 (of what follows); 0 pads, 255 ends, both without a length
 * BOOTP: 64 octets of a vendor's own instead
 * </pre>
 *
 * Option 52 lets options go on in the file (1), the server's name (2) or both (3): RFC 2132, 9.3.
 */
public final class Dhcp extends Protocol {
    private static final int SERVER_PORT = 67, CLIENT_PORT = 68, PROXY_PORT = 4011;
    private static final int ADDRESSES = 28, CHADDR = 16, NAME_AT = 44, FILE_AT = 108, COOKIE_AT = 236, VENDOR = 64;
    private static final int COOKIE = 0x63825363, HEAD = 2, PAD = 0, END = 255, ETHERNET = 1, IEEE_802 = 6;
    private static final int HOSTNAME = 12, REQUESTED = 50, LEASE = 51, OVERLOAD = 52, MESSAGE = 53, SERVER = 54;
    private static final int IN_FILE = 1, IN_NAME = 2, OFFER = 2, ACK = 5;

    static final Header H = header("dhcp", "Dynamic Host Configuration Protocol");
    static final Field TYPE = H.u8("type", "Message type").names(Names.of(1, "Boot Request", 2, "Boot Reply")),
            HW_TYPE =
                    H.u8("hw.type", "Hardware type")
                            .hex()
                            .names(Names.of(1, "Ethernet", 6, "IEEE 802", 32, "InfiniBand")),
            HW_LENGTH = H.u8("hw.len", "Hardware address length"),
            HOPS = H.u8("hops", "Hops"),
            ID = H.u32("id", "Transaction ID").hex(),
            SECS = H.u16("secs", "Seconds elapsed"),
            FLAGS = H.u16("flags", "Bootp flags").hex(),
            BROADCAST = H.split(FLAGS).bit("flags.bc", "Broadcast flag"),
            RESERVED = H.bits(15, "flags.reserved", "Reserved flags").hex(),
            CLIENT = H.ipv4("ip.client", "Client IP address"),
            YOUR = H.ipv4("ip.your", "Your (client) IP address"),
            NEXT = H.ipv4("ip.server", "Next server IP address"),
            RELAY = H.ipv4("ip.relay", "Relay agent IP address");

    static final Header ADDRESSED = H.then("Hardware address", (f, at, end) -> true);
    static final Field
            MAC =
                    ADDRESSED
                            .derived(
                                    "hw.mac_addr",
                                    "Client MAC address",
                                    Type.ETHER,
                                    (f, at, end) -> hasMac(f, at) ? f.u48(at + ADDRESSES) : Field.ABSENT)
                            .plain(),
            HW_ADDRESS =
                    ADDRESSED.span("hw.addr", "Client hardware address", Type.BYTES, (f, at, end) -> {
                        return hasMac(f, at) || !isGiven(f, at)
                                ? Field.ABSENT
                                : Field.span(at + ADDRESSES, f.u8(at + 2));
                    }),
            HW_PADDING =
                    ADDRESSED.span("hw.addr_padding", "Client hardware address padding", Type.BYTES, (f, at, end) -> {
                        int bytes = f.u8(at + 2);
                        return isGiven(f, at) && bytes < CHADDR
                                ? Field.span(at + ADDRESSES + bytes, CHADDR - bytes)
                                : Field.ABSENT;
                    }),
            NOT_GIVEN =
                    ADDRESSED.note(
                            "client_address_not_given", "Client address not given", (f, at, end) -> !isGiven(f, at));
    static final Header NAMED = ADDRESSED.skip(CHADDR * 8).then("Server's name", (f, at, end) -> true);
    static final Field
            SERVER_NAME =
                    NAMED.span(
                            "server",
                            "Server host name",
                            Type.STRING,
                            (f, at, end) -> overloads(f, at, end, IN_NAME)
                                    ? Field.ABSENT
                                    : text(f, at + NAME_AT, at + FILE_AT)),
            NAME_OVERLOADED =
                    NAMED.note(
                            "server_name_overloaded_by_dhcp",
                            "Server name option overloaded by DHCP",
                            (f, at, end) -> overloads(f, at, end, IN_NAME));
    static final Header FILED = NAMED.skip(64 * 8).then("Boot file", (f, at, end) -> true);
    static final Field
            FILE =
                    FILED.span(
                            "file",
                            "Boot file name",
                            Type.STRING,
                            (f, at, end) -> overloads(f, at, end, IN_FILE)
                                    ? Field.ABSENT
                                    : text(f, at + FILE_AT, at + COOKIE_AT)),
            FILE_OVERLOADED =
                    FILED.note(
                            "boot_filename_overloaded_by_dhcp",
                            "Boot file name option overloaded by DHCP",
                            (f, at, end) -> overloads(f, at, end, IN_FILE)),
            BOOTP =
                    FILED.derived(
                                    "bootp",
                                    "Frame is BOOTP",
                                    Type.BOOL,
                                    (f, at, end) -> find(f, at, end, MESSAGE) < 0 ? 1 : Field.ABSENT)
                            .hidden();
    static final Field MAGIC = FILED.skip(128 * 8)
            .then("Cookie", (f, at, end) -> f.i32(at + COOKIE_AT) == COOKIE)
            .ipv4("cookie", "Magic cookie");
    static final Field VENDORS = FILED.then("Vendor", (f, at, end) -> f.i32(at + COOKIE_AT) != COOKIE)
            .bytes(VENDOR, "vendor_specific_options", "Bootp vendor specific options");

    static final Header OPTION = H.parts(
            "Option",
            (f, at, end, previous, index) -> previous < 0 ? optionsAt(f, at, end) : following(f, previous, end),
            (f, at, end) -> bytes(f, at, end));
    static final Field CODE = OPTION.u8("option.type", "Option").names(DhcpOptions.NAMES),
            PADDING =
                    OPTION.span(
                            "option.padding",
                            "Padding",
                            Type.BYTES,
                            (f, at, end) -> f.u8(at) == PAD ? Field.span(at, end - at) : Field.ABSENT),
            ENDS =
                    OPTION.derived(
                                    "option.end",
                                    "Option End",
                                    Type.UINT,
                                    (f, at, end) -> f.u8(at) == END ? END : Field.ABSENT)
                            .plain();
    static final Header SIZED = OPTION.then("Length", (f, at, end) -> isSized(f, at));
    static final Field LENGTH = SIZED.u8("option.length", "Length"),
            VALUE = SIZED.span("option.value", "Value", Type.BYTES, (f, at, end) -> value(f, at, end, false)),
            KNOWN =
                    SIZED.span("option.value", "Value", Type.BYTES, (f, at, end) -> value(f, at, end, true))
                            .hidden();
    static final Header IN_THE_NAME = inside("Option in the server's name", NAME_AT, FILE_AT, IN_NAME),
            IN_THE_FILE = inside("Option in the boot file name", FILE_AT, COOKIE_AT, IN_FILE);
    static final Field BEHIND = H.span("option.padding", "Padding", Type.BYTES, (f, at, end) -> {
        int next = optionsAt(f, at, end);
        while (next >= 0 && next < end && f.u8(next) != END) {
            next += bytes(f, next, end);
        }
        return next >= 0 && next + 1 < end ? Field.span(next + 1, end - next - 1) : Field.ABSENT;
    });

    static {
        H.length(ADDRESSES);
        FILED.length(COOKIE_AT - FILE_AT);
        SIZED.length(1);
        DhcpOptions.declare();
        DhcpParts.declare();
    }

    public Dhcp() {
        super(H);
        on(Udp.DSTPORT, SERVER_PORT, CLIENT_PORT, PROXY_PORT);
    }

    /** The same options where option 52 says that there are some. */
    private static Header inside(String label, int from, int to, int where) {
        return H.partsLike(OPTION, label, (f, at, end, previous, index) -> {
            int stop = at + to;
            if (previous < 0) {
                return overloads(f, at, end, where) && bytes(f, at + from, stop) <= to - from ? at + from : -1;
            }
            int next = following(f, previous, stop);
            return next < 0 || next >= stop || next + bytes(f, next, stop) > stop ? -1 : next;
        });
    }

    /** Of padding all that follows; of others as much as they say. */
    private static int bytes(Frame f, int at, int end) {
        int next = at;
        while (next < end && f.u8(next) == PAD) {
            next++;
        }
        return next > at ? next - at : f.u8(at) == END ? 1 : at + 1 < end ? HEAD + f.u8(at + 1) : HEAD;
    }

    private static int following(Frame f, int previous, int end) {
        return f.u8(previous) == END ? -1 : previous + bytes(f, previous, end);
    }

    private static boolean isSized(Frame f, int at) {
        return f.u8(at) != PAD && f.u8(at) != END;
    }

    /** The bytes of an option; those of one that has fields are not shown once more. */
    private static long value(Frame f, int at, int end, boolean known) {
        boolean own = DhcpOptions.KNOWN.get(f.u8(at));
        return own == known && end > at + HEAD ? Field.span(at + HEAD, end - at - HEAD) : Field.ABSENT;
    }

    private static int optionsAt(Frame f, int at, int end) {
        return at + COOKIE_AT + 4 > end ? -1 : at + COOKIE_AT + (f.i32(at + COOKIE_AT) == COOKIE ? 4 : VENDOR);
    }

    /** Where the first option of a code is that is whole, not looked for in names; -1 for nowhere. */
    private static int find(Frame f, int at, int end, int code) {
        int next = optionsAt(f, at, end);
        while (next >= 0 && next + HEAD <= end && f.u8(next) != END) {
            int bytes = bytes(f, next, end);
            if (f.u8(next) == code && next + bytes <= end) {
                return next;
            }
            next += bytes;
        }
        return -1;
    }

    private static boolean overloads(Frame f, int at, int end, int where) {
        int option = find(f, at, end, OVERLOAD);
        return option >= 0 && f.u8(option + 1) > 0 && (f.u8(option + HEAD) & where) != 0;
    }

    static boolean isEthernet(int type) {
        return type == ETHERNET || type == IEEE_802;
    }

    private static boolean hasMac(Frame f, int at) {
        return isEthernet(f.u8(at + 1)) && f.u8(at + 2) == 6;
    }

    private static boolean isGiven(Frame f, int at) {
        return f.u8(at + 2) > 0 && f.u8(at + 2) <= CHADDR;
    }

    /** What stands before the first zero. */
    static long text(Frame f, int at, int end) {
        int stop = at;
        while (stop < end && f.u8(stop) != 0) {
            stop++;
        }
        return Field.span(at, stop - at);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + ADDRESSES > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, end, end);
        int next = optionsAt(f, at, end);
        while (next >= 0 && next < end && f.u8(next) != END) {
            next += bytes(f, next, end);
        }
        if (next < 0 || next > end) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer);
        int message = find(f, at, end, MESSAGE),
                type = message < 0 || f.u8(message + 1) == 0 ? 0 : f.u8(message + HEAD);
        String name = type == 0 ? TYPE.names().get(f.u8(at)) : DhcpOptions.MESSAGES.get(type);
        out.put("dhcp ").words(name == null ? "message " : name);
        if (name == null) {
            out.dec(type == 0 ? f.u8(at) : type);
        }
        if (YOUR.get(f, at) != 0) {
            out.put(' ').ipv4((int) YOUR.get(f, at));
        }
        if (at + NAME_AT <= end && hasMac(f, at)) {
            out.put(" for ").mac(f.u48(at + ADDRESSES));
        }
        address(f, find(f, at, end, REQUESTED), " asks for ", out);
        int host = find(f, at, end, HOSTNAME);
        if (host >= 0 && f.u8(host + 1) > 0) {
            out.put(" \"")
                    .safe(f.segment(), f.base() + host + HEAD, (int) text(f, host + HEAD, host + HEAD + f.u8(host + 1)))
                    .put('"');
        }
        address(f, find(f, at, end, SERVER), ", server ", out);
        int lease = find(f, at, end, LEASE);
        if ((type == OFFER || type == ACK) && lease >= 0 && f.u8(lease + 1) == 4) {
            out.put(", lease ").unsigned(f.u32(lease + HEAD)).put(" s");
        }
        if (RELAY.get(f, at) != 0) {
            out.put(", relay ").ipv4((int) RELAY.get(f, at));
        }
    }

    private static void address(Frame f, int option, String word, Out out) {
        if (option >= 0 && f.u8(option + 1) == 4) {
            out.put(word).ipv4(f.i32(option + HEAD));
        }
    }
}
