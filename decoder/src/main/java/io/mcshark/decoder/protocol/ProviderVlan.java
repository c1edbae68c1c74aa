package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;

/**
 * The service tag of provider bridges, IEEE 802.1ad (now 802.1Q, 9.6): the outer tag of QinQ.
 *
 * <pre>
 * priority 3 bits, drop eligible 1, identifier 12, then a type 2: 4 bytes
 * </pre>
 */
public final class ProviderVlan extends Protocol {
    public static final Header H = header("ieee8021ad", "IEEE 802.1ad Provider Bridge");
    static final Field PRIORITY = H.bits(3, "priority", "Priority").names(Vlan.PRIORITIES), DEI = H.bit("dei", "DEI");
    public static final Field ID = H.bits(12, "id", "ID");
    static final Field ETYPE =
            H.u16("etype", "Type").hex().names(EtherTypes.NAMES).called("ieee8021ah.etype");

    static {
        H.length(4);
        Trailer.tag(H, "ieee8021ah.trailer");
    }

    public ProviderVlan() {
        super(H);
        on(Ethernet.TYPE, 0x88a8);
    }

    @Override
    public boolean hasEtherType(Frame f, int layer) {
        return Ethernet.isType(ETYPE.get(f, f.at(layer)));
    }

    @Override
    public Level level() {
        return Level.LINK;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int body = at + Vlan.HEADER;
        if (body > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, body, end);
        f.next(Ethernet.TYPE.table(), f.u16(at + 2), body, f.declared());
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        out.put("s-vlan ").dec(ID.get(f, f.at(layer)));
    }
}
