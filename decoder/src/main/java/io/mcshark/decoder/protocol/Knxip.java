package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * KNXnet/IP, to 224.0.23.12: ISO 22510 (EN 13321-2), KNX Standard 3/8/1 to 3/8/9. What it carries from the bus: {@link Cemi}.
 *
 * <pre>
 * length of the header 1 (6), version 1 (0x10), service 2, length of it all 2, and by service structures (length 1, …):
 * 0201 search            HPAI                        0310 configuration      CH, cEMI
 * 0202, 020c response    HPAI, DIBs                  0311 acknowledgement    CH
 * 020b extended search   HPAI, SRPs                  0420 tunnelling         CH, cEMI
 * 0203 description       HPAI                        0421 acknowledgement    CH
 * 0204 response          DIBs                        0422 to 0425 features   CH, feature 1, status 1, value
 * 0205 connect           HPAI, HPAI, CRI             0530, 0533 routing      cEMI
 * 0206 response          channel 1, status 1, HPAI, CRD      0531 lost, 0532 busy   structure
 * 0207, 0209 state, end  channel 1, reserved 1, HPAI 0950 to 0955 secure     session 2, sequence 6, serial 6, tag 2, data
 * 0208, 020a response    channel 1, status 1         0740 to 0742 diagnosis  HPAI, selector
 * HPAI: host protocol 1, address 4, port 2           DIB: type 1, …          SRP: mandatory 1 bit, type 7 bits, data
 * CRI, CRD: connection type 1, …                     CH: channel 1, counter 1, status 1
 * </pre>
 */
public final class Knxip extends Protocol {
    private static final int PORT = 3671, HEADER = 6, VERSION_1 = 0x10;
    private static final int SEARCH_RESPONSE = 0x0202,
            CONNECT = 0x0205,
            CONNECTED = 0x0206,
            CONFIGURE = 0x0310,
            CONFIGURED = 0x0311;
    private static final int TUNNEL = 0x0420,
            TUNNELLED = 0x0421,
            FEATURE_GET = 0x0422,
            FEATURE_RESPONSE = 0x0423,
            FEATURE_LAST = 0x0425;
    private static final int ROUTE = 0x0530,
            LOST = 0x0531,
            BUSY = 0x0532,
            BROADCAST = 0x0533,
            WRAPPER = 0x0950,
            SESSION_ASKED = 0x0951;
    private static final int SESSION = 0x0952, AUTHENTICATE = 0x0953, SESSION_STATUS = 0x0954, TIMER = 0x0955;

    static final Header H = header("kip", "KNX/IP");
    static final Field LENGTH = H.u8("headerlength", "Header Length").called("knxip.headerlength"),
            VERSION = H.u8("version", "Protocol Version").hex().called("knxip.version"),
            SERVICE =
                    H.u16("service", "Service Identifier")
                            .hex()
                            .called("knxip.service")
                            .names(KnxipNames.SERVICES),
            FAMILY =
                    H.split(SERVICE)
                            .u8("service.family", "Service Family")
                            .hex()
                            .called("knxip.service.family")
                            .names(KnxipNames.FAMILIES);

    static {
        H.skip(8);
    }

    static final Field
            KIND = H.again(SERVICE, "service.type", "Service Type").hex().called("knxip.service.type"),
            TOTAL = H.u16("totallength", "Total Length").called("knxip.totallength");

    // ---- what comes before structures

    static final Header CHANNELLED = H.then("Channel", (f, at, end) -> isService(f, at, 0x0206, 0x020a));
    static final Field CHANNEL = named(CHANNELLED.u8("channel", "Channel").hex());
    static final Field STATUS = named(CHANNELLED
            .then("Status", (f, at, end) -> !isAsking(f, at))
            .u8("status", "Status")
            .hex()
            .names(KnxipNames.STATUSES));
    static final Field RESERVED = named(CHANNELLED
            .then("Reserved", (f, at, end) -> isAsking(f, at))
            .u8("reserved", "Reserved")
            .hex());

    // ---- structures

    static final Header HPAI = structures('h', "HPAI");
    static final Field HPAI_LENGTH = named(HPAI.u8("struct.length", "Structure Length")),
            HOST_PROTOCOL =
                    named(HPAI.u8("hostprotocol", "Host Protocol")
                            .hex()
                            .names(Names.of(1, "UDP over IPv4", 2, "TCP over IPv4"))),
            ADDRESS = named(HPAI.ipv4("ipaddr", "IP Address")),
            HOST_PORT = named(HPAI.u16("port", "Port Number"));

    static final Header DIB = structures('d', "Description");
    static final Field DIB_LENGTH = named(DIB.u8("struct.length", "Structure Length")),
            DIB_TYPE = named(DIB.u8("dibtype", "Description Type").hex().names(Names.lines("""
            0x01 Device Information
            0x02 Supported Service Families
            0x03 IP Configuration
            0x04 Current Configuration
            0x05 KNX Addresses
            0x06 Secured Service Families
            0x07 Tunneling Information
            0x08 Extended Device Information
            0xfe Manufacturer Data
            """)));
    static final Header DEVICE = dib(1, "Device");
    static final Field
            MEDIUM =
                    named(DEVICE.u8("medium", "KNX Medium")
                            .hex()
                            .names(Names.of(1, "TP0", 2, "TP1", 4, "PL110", 8, "PL132", 16, "RF", 32, "IP"))),
            DEVICE_STATUS = named(DEVICE.u8("device.status", "Device Status").hex()),
            PROGRAMMING = named(DEVICE.split(DEVICE_STATUS).skip(7).bits(1, "progmode", "Programming Mode")),
            INDIVIDUAL = knx(DEVICE.u16("knxaddr", "KNX Individual Address")),
            PROJECT =
                    named(DEVICE.u16("project", "Project Installation Identifier")
                            .hex()),
            PROJECT_NUMBER = named(DEVICE.split(PROJECT).bits(12, "project.nr", "Project Number")),
            INSTALLATION = named(DEVICE.bits(4, "project.installation", "Installation Number")),
            SERIAL = named(DEVICE.bits(48, "sernr", "KNX Serial Number").hex(16)),
            GROUP = named(DEVICE.ipv4("mcaddr", "Multicast Address").group()),
            MAC = named(DEVICE.mac("macaddr", "MAC Address")),
            NAME =
                    named(DEVICE.skip(30 * 8)
                            .span(
                                    "device.name",
                                    "Friendly Name",
                                    Type.STRING,
                                    (f, at, end) -> Dhcp.text(f, at + 24, at + 54)));
    static final Header SUPPORTED = list(2, 2, "Service Family");
    static final Field
            SUPPORTED_FAMILY =
                    named(SUPPORTED.u8("service.family", "Service Family").hex().names(KnxipNames.FAMILIES)),
            SUPPORTED_VERSION =
                    named(SUPPORTED.u8("service.version", "Service Version").hex());
    static final Header CONFIGURATION = dib(3, "IP Configuration");
    static final Field CONFIGURATION_IP = named(CONFIGURATION.ipv4("ipaddr", "IP Address")),
            CONFIGURATION_MASK = named(CONFIGURATION.ipv4("subnet", "Subnet Mask")),
            CONFIGURATION_GATEWAY = named(CONFIGURATION.ipv4("gateway", "Default Gateway")),
            CAPABILITIES = named(CONFIGURATION.u8("ipcaps", "IP Capabilities").hex()),
            ASSIGNMENT = named(CONFIGURATION.u8("ipassign", "IP Assignment").hex());
    static final Header CURRENT = dib(4, "Current Configuration");
    static final Field CURRENT_IP = named(CURRENT.ipv4("ipaddr", "IP Address")),
            CURRENT_MASK = named(CURRENT.ipv4("subnet", "Subnet Mask")),
            CURRENT_GATEWAY = named(CURRENT.ipv4("gateway", "Default Gateway")),
            CURRENT_SERVER = named(CURRENT.ipv4("dhcp", "DHCP Server")),
            CURRENT_ASSIGNMENT = named(CURRENT.u8("ipassign", "IP Assignment").hex()),
            CURRENT_RESERVED = named(CURRENT.u8("reserved", "Reserved").hex());
    static final Field ADDRESSES = knx(list(5, 2, "KNX Address").u16("knxaddr", "KNX Individual Address"));
    static final Header SECURED = list(6, 2, "Secured Service Family");
    static final Field
            SECURED_FAMILY =
                    named(SECURED.u8("service.family", "Service Family").hex().names(KnxipNames.FAMILIES)),
            SECURED_VERSION =
                    named(SECURED.u8("security.version", "Security Version").hex());
    static final Field TUNNELS = named(dib(7, "Tunneling").u16("maxapdulength", "Max APDU Length"));
    static final Header SLOT = DIB.parts(
                    "Slot",
                    (f, at, end, previous, index) -> {
                        int next = previous < 0 ? at + 4 : previous + 4;
                        return f.u8(at + 1) == 7 && next + 4 <= end ? next : -1;
                    },
                    (f, at, end) -> 4)
            .untitled();
    static final Field SLOT_ADDRESS = knx(SLOT.u16("knxaddr", "KNX Individual Address")),
            SLOT_STATUS = SLOT.u16("status", "Slot Status").hex().called("mcast.knx_slot_status");
    static final Header EXTENDED = dib(8, "Extended Device");
    static final Field
            MEDIUM_STATUS = named(EXTENDED.u8("medium.status", "Medium Status").hex()),
            EXTENDED_RESERVED = named(EXTENDED.u8("reserved", "Reserved").hex()),
            EXTENDED_APDU = named(EXTENDED.u16("maxapdulength", "Max APDU Length")),
            MASK_VERSION = named(EXTENDED.u16("mask.version", "Mask Version").hex());
    static final Header MADE = dib(0xfe, "Manufacturer");
    static final Field
            MANUFACTURER =
                    named(MADE.u16("manufacturer", "KNX Manufacturer Code").hex()),
            MADE_DATA = named(MADE.span("data", "Data", Type.BYTES, (f, at, end) -> some(at + 4, end)));

    static final Header SRP = structures('s', "Search Request Parameter");
    static final Field SRP_LENGTH = named(SRP.u8("struct.length", "Structure Length")),
            MANDATORY = named(SRP.bits(1, "srp.mandatory", "Mandatory")),
            SRP_TYPE =
                    named(SRP.bits(7, "srp.type", "SRP Type")
                            .hex()
                            .names(Names.of(
                                    1,
                                    "Select By Programming Mode",
                                    2,
                                    "Select By MAC Address",
                                    3,
                                    "Select By Service",
                                    4,
                                    "Request DIBs"))),
            SRP_DATA = named(SRP.span("data", "Data", Type.BYTES, (f, at, end) -> some(at + 2, end)));

    static final Header CRI = structures('c', "Connection Request");
    static final Field CRI_LENGTH = named(CRI.u8("struct.length", "Structure Length")),
            CRI_TYPE = named(CRI.u8("conn.type", "Connection Type").hex().names(KnxipNames.CONNECTIONS));
    static final Header CRI_TUNNEL = CRI.then("Tunnel", (f, at, end) -> f.u8(at + 1) == 4);
    static final Field
            LAYER =
                    named(CRI_TUNNEL
                            .u8("tunnel.layer", "KNX Layer")
                            .hex()
                            .names(Names.of(2, "LinkLayer", 4, "Raw", 128, "Busmonitor"))),
            CRI_RESERVED = named(CRI_TUNNEL.u8("reserved", "Reserved").hex());
    static final Field CRI_ADDRESS =
            knx(CRI_TUNNEL.then("Address", (f, at, end) -> true).u16("knxaddr", "KNX Individual Address"));
    static final Header CRD = structures('r', "Connection Response");
    static final Field CRD_LENGTH = named(CRD.u8("struct.length", "Structure Length")),
            CRD_TYPE = named(CRD.u8("conn.type", "Connection Type").hex().names(KnxipNames.CONNECTIONS));
    static final Field CRD_ADDRESS =
            knx(CRD.then("Tunnel", (f, at, end) -> f.u8(at + 1) == 4).u16("knxaddr", "KNX Individual Address"));

    static final Header CONNECTION = H.then("Connection", (f, at, end) -> isConnected(f, at));
    static final Field CONNECTION_LENGTH = named(CONNECTION.u8("struct.length", "Structure Length")),
            CONNECTION_CHANNEL = named(CONNECTION.u8("channel", "Channel").hex()),
            COUNTER = named(CONNECTION.u8("seqctr", "Sequence Counter"));
    static final Field ACKNOWLEDGED = named(CONNECTION
            .then("Status", (f, at, end) -> isAcknowledgement(f, at))
            .u8("status", "Status")
            .hex()
            .names(KnxipNames.STATUSES));
    static final Field ASKED = named(CONNECTION
            .then("Reserved", (f, at, end) -> !isAcknowledgement(f, at))
            .u8("reserved", "Reserved")
            .hex());
    static final Header FEATURED =
            CONNECTION.skip(8).then("Feature", (f, at, end) -> isService(f, at, FEATURE_GET, FEATURE_LAST));
    static final Field FEATURE = named(
            FEATURED.u8("tunnel.feature", "Tunneling Feature Identifier").hex().names(Names.lines("""
            0x01 Supported EMI Types
            0x02 Host Device Descriptor Type 0
            0x03 Bus Connection Status
            0x04 KNX Manufacturer Code
            0x05 Active EMI Type
            0x06 Individual Address
            0x07 Max APDU Length
            0x08 Info Service Enable
            """)));
    static final Field FEATURE_STATUS =
            named(FEATURED.then("Return code", (f, at, end) -> SERVICE.get(f, at) == FEATURE_RESPONSE)
                    .u8("status", "Status")
                    .hex());
    static final Field FEATURE_RESERVED =
            named(FEATURED.then("Reserved", (f, at, end) -> SERVICE.get(f, at) != FEATURE_RESPONSE)
                    .u8("reserved", "Reserved")
                    .hex());
    static final Field FEATURE_VALUE =
            named(FEATURED.span("data", "Data", Type.BYTES, (f, at, end) -> some(at + HEADER + 6, end)));

    static final Header LOSS = of(LOST, "Lost");
    static final Field LOSS_LENGTH = named(LOSS.u8("struct.length", "Structure Length")),
            LOSS_STATUS = named(LOSS.u8("status", "Device State").hex()),
            LOST_MESSAGES = named(LOSS.u16("loss", "Lost Messages"));
    static final Header OCCUPIED = of(BUSY, "Busy");
    static final Field BUSY_LENGTH = named(OCCUPIED.u8("struct.length", "Structure Length")),
            BUSY_STATUS = named(OCCUPIED.u8("status", "Device State").hex()),
            WAIT = named(OCCUPIED.u16("busy.time", "Wait Time").in("ms")),
            CONTROL = named(OCCUPIED.u16("busy.control", "Control").hex());
    static final Header WRAPPED = of(WRAPPER, "Secure wrapper");
    static final Field WRAPPED_SESSION = named(WRAPPED.u16("session", "Session").hex()),
            WRAPPED_COUNTER = named(WRAPPED.bytes(6, "data", "Sequence Information"));
    static final Header WRAPPED_BY = WRAPPED.then("Sender", (f, at, end) -> true);
    static final Field WRAPPED_SERIAL = named(WRAPPED_BY.bytes(6, "data", "Serial Number")),
            WRAPPED_TAG = named(WRAPPED_BY.u16("tag", "Tag").hex()),
            WRAPPED_DATA =
                    named(WRAPPED_BY
                            .then("Encrypted", (f, at, end) -> true)
                            .span("data", "Encrypted", Type.BYTES, (f, at, end) -> some(at + HEADER + 16, end)));
    static final Field KEY = named(of(SESSION_ASKED, "Session").skip(8 * 8).bytes(32, "data", "Public Key"));
    static final Header OPENED = of(SESSION, "Session");
    static final Field OPENED_SESSION = named(OPENED.u16("session", "Session").hex()),
            OPENED_KEY = named(OPENED.bytes(32, "data", "Public Key")),
            OPENED_CODE =
                    named(OPENED.then("Code", (f, at, end) -> true).bytes(16, "data", "Message Authentication Code"));
    static final Header PROVES = of(AUTHENTICATE, "Authentication");
    static final Field PROVES_RESERVED = named(PROVES.u8("reserved", "Reserved").hex()),
            USER = named(PROVES.u8("user", "User")),
            PROOF = named(PROVES.bytes(16, "data", "Message Authentication Code"));
    static final Header SAYS = of(SESSION_STATUS, "Session status");
    static final Field
            SAYS_STATUS = named(SAYS.u8("session.status", "Status").hex().names(Names.lines("""
            0 Authentication success
            1 Authentication failed
            2 Unauthenticated
            3 Timeout
            4 Keep alive
            5 Close
            """))),
            SAYS_RESERVED = named(SAYS.u8("reserved", "Reserved").hex());
    static final Header TIMED = of(TIMER, "Timer");
    static final Field TIMED_VALUE = named(TIMED.bytes(6, "data", "Timer Value"));
    static final Header TIMED_BY = TIMED.then("Sender", (f, at, end) -> true);
    static final Field TIMED_SERIAL = named(TIMED_BY.bytes(6, "data", "Serial Number")),
            TIMED_TAG = named(TIMED_BY.u16("tag", "Tag").hex()),
            TIMED_CODE =
                    named(TIMED_BY.then("Code", (f, at, end) -> true).bytes(16, "data", "Message Authentication Code"));
    static final Field OTHER = named(H.span(
            "data",
            "Data",
            Type.BYTES,
            (f, at, end) ->
                    KnxipNames.SERVICES.get(SERVICE.get(f, at)) == null ? some(at + HEADER, end) : Field.ABSENT));

    static {
        H.length(HEADER);
        DEVICE.length(52);
    }

    public Knxip() {
        super(H);
        on(Udp.DSTPORT, PORT);
    }

    private static Field named(Field field) {
        return field.called("knxip" + field.name().substring("kip".length()));
    }

    /** An individual address: area, line, device. */
    private static Field knx(Field field) {
        return named(field.hex().means((value, out) -> out.dec(value >> 12)
                .put('.')
                .dec(value >> 8 & 15)
                .put('.')
                .dec(value & 255)));
    }

    private static long some(int at, int end) {
        return at < end ? Field.span(at, end - at) : Field.ABSENT;
    }

    private static Header of(int service, String label) {
        return H.then(label, (f, at, end) -> SERVICE.get(f, at) == service);
    }

    private static Header dib(int type, String label) {
        return DIB.then(label, (f, at, end) -> f.u8(at + 1) == type);
    }

    private static Header list(int type, int bytes, String label) {
        return DIB.parts(
                        label,
                        (f, at, end, previous, index) -> {
                            int next = previous < 0 ? at + 2 : previous + bytes;
                            return f.u8(at + 1) == type && next + bytes <= end ? next : -1;
                        },
                        (f, at, end) -> bytes)
                .untitled();
    }

    private static boolean isService(Frame f, int at, int first, int last) {
        return SERVICE.get(f, at) >= first && SERVICE.get(f, at) <= last;
    }

    private static boolean isAsking(Frame f, int at) {
        return SERVICE.get(f, at) == 0x0207 || SERVICE.get(f, at) == 0x0209;
    }

    private static boolean isConnected(Frame f, int at) {
        return isService(f, at, CONFIGURE, CONFIGURED) || isService(f, at, TUNNEL, FEATURE_LAST);
    }

    private static boolean isAcknowledgement(Frame f, int at) {
        return SERVICE.get(f, at) == CONFIGURED || SERVICE.get(f, at) == TUNNELLED;
    }

    /** What structures a service has: the last kind repeats when it is {@code d} or {@code s}. */
    private static String structures(int service) {
        return switch (service) {
            case 0x0201, 0x0203, 0x0206 + 1, 0x0209, SESSION_ASKED, 0x0740, 0x0742, 0x0743 -> "h";
            case SEARCH_RESPONSE, 0x020c -> "hd";
            case 0x0204 -> "d";
            case CONNECT -> "hhc";
            case CONNECTED -> "hr";
            case 0x020b -> "hs";
            default -> "";
        };
    }

    private static Header structures(char kind, String label) {
        return H.parts(
                label,
                (f, at, end, previous, index) -> {
                    boolean repeats = kind == 'd' || kind == 's';
                    if (repeats && previous >= 0) {
                        return f.u8(previous) < 2 ? -1 : previous + f.u8(previous);
                    }
                    String kinds = structures((int) SERVICE.get(f, at));
                    int next = at + (isService(f, at, CONNECTED, 0x0209) ? HEADER + 2 : HEADER);
                    for (int i = 0; i < kinds.length() && next < end; i++) {
                        if (kinds.charAt(i) == kind && next > previous) {
                            return next;
                        }
                        next += Math.max(2, f.u8(next));
                    }
                    return -1;
                },
                (f, at, end) -> f.u8(at));
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEADER > end) {
            f.broken(at, end);
            return;
        }
        int service = (int) SERVICE.get(f, at), total = (int) TOTAL.get(f, at);
        int body = isService(f, at, ROUTE, ROUTE) || service == BROADCAST
                ? HEADER
                : service == CONFIGURE || service == TUNNEL ? HEADER + (at + HEADER < end ? f.u8(at + HEADER) : 0) : 0;
        boolean carries = f.u8(at + 1) == VERSION_1 && body > 0;
        f.push(this, at, carries ? Math.min(at + body, end) : end, end);
        if (f.u8(at) != HEADER || f.u8(at + 1) != VERSION_1) {
            return;
        }
        if (total < HEADER) {
            f.malformed(at + HEADER, end);
        } else if (carries && at + body < end) {
            f.next(Cemi.H.protocol(), at + body, at + total);
        } else if (at + total > end || carries) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer), service = (int) SERVICE.get(f, at);
        String name = KnxipNames.SERVICES.get(service);
        out.put("kip ").words(name == null ? "service " : name);
        if (name == null) {
            out.put("0x").hex(service, 4);
        }
        int dib = DIB.next(f, at, end, -1, 0);
        if (dib >= 0 && f.u8(dib + 1) == 1 && dib + 54 <= end) {
            out.put(" \"")
                    .safe(f.segment(), f.base() + dib + 24, (int) Dhcp.text(f, dib + 24, dib + 54))
                    .put('"');
        }
        int channel = isConnected(f, at) && at + HEADER + 2 <= end
                ? at + HEADER + 1
                : isService(f, at, CONNECTED, 0x020a) && at + HEADER < end ? at + HEADER : -1;
        if (channel >= 0) {
            out.put(" channel ").dec(f.u8(channel));
        }
    }
}
