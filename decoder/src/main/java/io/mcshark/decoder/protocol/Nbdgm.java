package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;

/**
 * NetBIOS Datagram Service: RFC 1002, 4.4.
 *
 * <pre>
 * 10 11 12  datagrams  type 1, flags 1, id 2, address 4, port 2, length 2, offset 2, source and destination name, data
 * 13        error      … port 2, code 1
 * 14 15 16  queries    … port 2, destination name
 * </pre>
 */
public final class Nbdgm extends Protocol {
    private static final int FIXED = 10, DATAGRAM = 14;

    static final Header H = header("nbdgm", "NetBIOS Datagram Service");
    static final Field
            TYPE =
                    H.u8("type", "Message Type")
                            .names(Names.of(
                                    16,
                                    "Direct unique datagram",
                                    17,
                                    "Direct group datagram",
                                    18,
                                    "Broadcast datagram",
                                    19,
                                    "Datagram error",
                                    20,
                                    "Query request",
                                    21,
                                    "Positive query response",
                                    22,
                                    "Negative query response")),
            FLAGS = H.u8("flags", "Flags").hex(),
            NODE_TYPE =
                    H.split(FLAGS)
                            .skip(4)
                            .bits(2, "node_type", "Source Node Type")
                            .names(Names.of(0, "B node", 1, "P node", 2, "M node", 3, "NBDD")),
            FIRST = H.bit("first", "This is first fragment"),
            NEXT = H.bit("next", "More fragments follow"),
            ID = H.u16("dgram_id", "Datagram ID").hex(),
            SOURCE_IP = H.ipv4("src.ip", "Source IP"),
            SOURCE_PORT = H.u16("src.port", "Source Port");
    static final Header CARRIER = H.then("Datagram", (f, at, end) -> isDatagram(f.u8(at)));
    static final Field LENGTH = CARRIER.u16("dgram_len", "Datagram length").in("bytes"),
            OFFSET = CARRIER.u16("pkt_offset", "Packet offset").in("bytes");
    static final Header SOURCE = CARRIER.behind(
            "Source name", (f, at, end) -> DnsName.after(f, at + DATAGRAM, end) < 0 ? -1 : at + DATAGRAM);
    static final Field SOURCE_NAME =
            SOURCE.text("source_name", "Source name", Nbns::encoded).plain();
    static final Header DESTINATION = H.behind("Destination name", Nbdgm::destination);
    static final Field DESTINATION_NAME = DESTINATION
            .text("destination_name", "Destination name", Nbns::encoded)
            .plain();
    static final Field ERROR = H.then("Error", (f, at, end) -> f.u8(at) == 19)
            .u8("error_code", "Error code")
            .hex()
            .names(Names.of(
                    0x82,
                    "Destination name not present",
                    0x83,
                    "Invalid source name format",
                    0x84,
                    "Invalid destination name format"));

    static {
        H.length(FIXED);
        CARRIER.length(4);
    }

    public Nbdgm() {
        super(H);
        on(Udp.DSTPORT, 138);
    }

    private static boolean isDatagram(int type) {
        return type >= 16 && type <= 18;
    }

    private static int destination(Frame f, int at, int end) {
        int type = f.u8(at);
        int name = isDatagram(type) ? DnsName.after(f, at + DATAGRAM, end) : type >= 20 && type <= 22 ? at + FIXED : -1;
        return name < 0 || DnsName.after(f, name, end) < 0 ? -1 : name;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + FIXED > end) {
            f.broken(at, end);
            return;
        }
        int name = destination(f, at, end);
        int body = name < 0 ? at + FIXED : DnsName.after(f, name, end);
        f.push(this, at, body, end);
        if (name < 0 && isDatagram(f.u8(at))) {
            f.broken(body, end);
        } else if (name >= 0) {
            f.nextData(body, f.declared());
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        String name = TYPE.names().get(TYPE.get(f, at));
        out.put("nbdgm ").words(name == null ? "datagram" : name);
        int destination = destination(f, at, f.end(layer));
        if (destination >= 0) {
            if (isDatagram(f.u8(at))) {
                Nbns.encoded(f, at + DATAGRAM, f.end(layer), out.put("  "));
            }
            Nbns.encoded(f, destination, f.end(layer), out.put(" > "));
        }
    }
}
