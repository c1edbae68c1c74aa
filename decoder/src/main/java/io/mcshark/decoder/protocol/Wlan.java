package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Frames of IEEE 802.11, 9.2 and 9.3, as {@link Capwap} carries them: the two octets of the frame control stand in the other
 * order there, as Cisco's controllers and access points send them. Of those in the air nothing is shown.
 *
 * <pre>
 * flags 1; subtype 4 bits, type 2 bits, version 2 bits; duration 2, address 6
 * type 0, 2  address 6, address 6, fragment and sequence 2
 * type 2     address 6 where both from and to a distribution system, quality of service 2 from subtype 8 on; LLC
 * </pre>
 */
public final class Wlan extends Protocol {
    private static final int LEAST = 10, ADDRESSED_BYTES = 24, ADDRESS = 6, QOS = 2, HIGH_THROUGHPUT = 4;
    private static final int CONTROL = 1, NO_DATA = 4, OF_QOS = 8, BOTH_DS = 3;
    private static final int PROTECTED_BIT = 0x40, ORDER_BIT = 0x80;

    /** The key of data frames in the table of {@link #TYPE}. */
    static final int DATA = 2;

    static final Header H = header("wlan", "IEEE 802.11 wireless LAN");
    static final Field ORDER = H.bit("fc.order", "+HTC/Order flag"),
            PROTECTED = H.bit("fc.protected", "Protected flag"),
            MORE_DATA = H.bit("fc.moredata", "More Data"),
            POWER = H.bit("fc.pwrmgt", "PWR MGT"),
            RETRY = H.bit("fc.retry", "Retry"),
            FRAGMENTS = H.bit("fc.frag", "More Fragments"),
            FROM = H.bit("fc.fromds", "From DS"),
            TO = H.bit("fc.tods", "To DS"),
            SUBTYPE = H.bits(4, "fc.subtype", "Subtype"),
            TYPE =
                    H.bits(2, "fc.type", "Type")
                            .names(Names.of(0, "Management frame", CONTROL, "Control frame", DATA, "Data frame"))
                            .parent(),
            VERSION = H.bits(2, "fc.version", "Version"),
            RECEIVER = H.skip(16).mac("ra", "Receiver address");
    static final Header ADDRESSED = H.then("Addresses", (f, at, end) -> TYPE.get(f, at) != CONTROL);
    static final Field TRANSMITTER = ADDRESSED.mac("ta", "Transmitter address");

    static {
        ADDRESSED.skip(48 + 16);
        station("da", "Destination address", new int[] {4, 16, 4, 16});
        station("sa", "Source address", new int[] {10, 10, 16, ADDRESSED_BYTES});
        station("bssid", "BSS Id", new int[] {16, 4, 10, -1});
        H.length(LEAST);
        ADDRESSED.length(ADDRESSED_BYTES - LEAST);
    }

    public Wlan() {
        super(H);
        on(Capwap.Tunnel.BINDING, Capwap.IEEE_802_11);
    }

    /** An address whose place is told by whether the frame goes to or comes from a distribution system. */
    private static void station(String name, String label, int[] places) {
        ADDRESSED
                .derived(name, label, Type.ETHER, (f, at, end) -> {
                    int place = places[f.u8(at) & BOTH_DS];
                    return place < 0 || at + place + ADDRESS > end ? Field.ABSENT : f.u48(at + place);
                })
                .plain();
    }

    @Override
    public Level level() {
        return Level.LINK;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int type = at + LEAST > end ? CONTROL : (int) TYPE.get(f, at);
        int body = at + (type == CONTROL ? LEAST : ADDRESSED_BYTES);
        int subtype = body > end ? 0 : (int) SUBTYPE.get(f, at);
        if (type == DATA) {
            body += (f.u8(at) & BOTH_DS) == BOTH_DS ? ADDRESS : 0;
            body += subtype < OF_QOS ? 0 : (f.u8(at) & ORDER_BIT) == 0 ? QOS : QOS + HIGH_THROUGHPUT;
        }
        if (body > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, body, end);
        if (type == DATA && (subtype & NO_DATA) == 0 && (f.u8(at) & PROTECTED_BIT) == 0) {
            f.next(TYPE.table(), DATA, body, f.declared());
        }
    }

    @Override
    public void source(Frame f, int layer, Out out) {
        if (f.body(layer) >= f.at(layer) + ADDRESSED_BYTES) {
            out.mac(TRANSMITTER.get(f, f.at(layer)));
        }
    }

    @Override
    public void destination(Frame f, int layer, Out out) {
        out.mac(RECEIVER.get(f, f.at(layer)));
    }
}
