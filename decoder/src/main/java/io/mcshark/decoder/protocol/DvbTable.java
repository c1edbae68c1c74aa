package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;

/**
 * Tables of a transport stream that are named and not decoded: the conditional access table of H.222.0, 2.4.4.6, and those of
 * DVB, ETSI EN 300 468, 5.2. One instance each.
 */
public final class DvbTable extends Protocol {
    private static final int EIT_FIRST = 0x4e, EIT_LAST = 0x6f;

    private final String shortName;

    private DvbTable(String name, String label, String shortName, int... tables) {
        super(header(name, label));
        this.shortName = shortName;
        on(MpegSect.TID, tables);
    }

    public static DvbTable conditionalAccess() {
        return new DvbTable("mpeg_ca", "MPEG2 Conditional Access Table", "cat", 0x01);
    }

    public static DvbTable networks() {
        return new DvbTable("dvb_nit", "DVB Network Information Table", "nit", 0x40, 0x41);
    }

    public static DvbTable services() {
        return new DvbTable("dvb_sdt", "DVB Service Description Table", "sdt", 0x42, 0x46);
    }

    public static DvbTable bouquets() {
        return new DvbTable("dvb_bat", "DVB Bouquet Association Table", "bat", 0x4a);
    }

    public static DvbTable events() {
        int[] tables = new int[EIT_LAST - EIT_FIRST + 1];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = EIT_FIRST + i;
        }
        return new DvbTable("dvb_eit", "DVB Event Information Table", "eit", tables);
    }

    public static DvbTable time() {
        return new DvbTable("dvb_tdt", "DVB Time and Date Table", "tdt", 0x70);
    }

    public static DvbTable timeOffset() {
        return new DvbTable("dvb_tot", "DVB Time Offset Table", "tot", 0x73);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        f.push(this, at, at, end);
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        out.put(shortName);
    }
}
