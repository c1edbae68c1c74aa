package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;

/**
 * Cisco's metadata tag, which carries a security group through a network (draft-smith-kandula-sxp-05, appendix).
 *
 * <pre>
 * version 1, length 1, options 2, security group 2, type 2: 8 bytes
 * </pre>
 */
public final class CiscoMetaData extends Protocol {
    private static final int LENGTH = 8;

    static final Header H = header("cmd", "Cisco MetaData");
    static final Field VERSION = H.u8("version", "Version"),
            BYTES = H.u8("length", "Length"),
            OPTIONS = H.u16("options", "Options").hex(),
            SGT = H.u16("sgt", "SGT"),
            TYPE = H.u16("type", "Type").hex().names(EtherTypes.NAMES);

    static {
        H.length(LENGTH);
    }

    public CiscoMetaData() {
        super(H);
        on(Ethernet.TYPE, 0x8909);
    }

    @Override
    public boolean hasEtherType(Frame f, int layer) {
        return true;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int body = at + LENGTH;
        if (body > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, body, end);
        f.next(Ethernet.TYPE.table(), (int) TYPE.get(f, at), body, f.declared());
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        out.put("sgt ").unsigned(SGT.get(f, f.at(layer)));
    }
}
