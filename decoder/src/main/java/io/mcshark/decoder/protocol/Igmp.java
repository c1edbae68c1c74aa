package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/** IGMP exemplar; being written. */
public final class Igmp extends Protocol {
    static final Names TYPES = Names.of(
            0x11,
            "Membership Query",
            0x12,
            "Membership Report",
            0x16,
            "Membership Report",
            0x17,
            "Leave Group",
            0x22,
            "Membership Report");
    static final Header H = header("igmp", "Internet Group Management Protocol");
    static final Field VERSION = H.derived("version", "IGMP Version", Type.UINT, Igmp::version),
            TYPE = H.u8("type", "Type").hex().names(TYPES);
    static final Header CODED = H.then("Max Resp", (f, at, end) -> f.u8(at) != 0x22);
    static final Field MAX_RESP = CODED.u8("max_resp", "Max Resp Time");
    static final Field CHECKSUM = H.skip(8).u16("checksum", "Checksum").hex();
    static final Field STATUS = H.derived("checksum.status", "Checksum Status", Type.UINT, Checksum::status)
            .names(Checksum.STATUS);
    static final Header GROUP = H.then("Group", (f, at, end) -> f.u8(at) != 0x22);
    static final Field MADDR = GROUP.ipv4("maddr", "Multicast Address").group();
    static final Header QUERY3 = GROUP.then("Query v3", (f, at, end) -> f.u8(at) == 0x11 && end - at >= 12);
    static final Field S = QUERY3.skip(4).bit("s", "S"),
            QRV = QUERY3.bits(3, "qrv", "QRV"),
            QQIC = QUERY3.u8("qqic", "QQIC"),
            NUM_SRC = QUERY3.u16("num_src", "Num Src");
    static final Header SOURCE = QUERY3.list("Source", NUM_SRC, (f, at, end) -> 4);
    static final Field SADDR = SOURCE.ipv4("saddr", "Source Address");
    static final Header REPORT3 = H.then("Report v3", (f, at, end) -> f.u8(at) == 0x22);
    static final Field NUM_GRP_RECS = REPORT3.skip(16).u16("num_grp_recs", "Num Group Records");
    static final Header RECORD =
            REPORT3.list("Group Record", NUM_GRP_RECS, (f, at, end) -> 8 + 4 * f.u16(at + 2) + 4 * f.u8(at + 1));
    static final Field RECORD_TYPE = RECORD.u8("record_type", "Record Type"),
            AUX = RECORD.u8("aux_data_len", "Aux Data Len"),
            RECORD_NUM_SRC = RECORD.u16("num_src", "Num Src"),
            RECORD_MADDR = RECORD.ipv4("maddr", "Multicast Address").group();
    static final Header RECORD_SOURCE = RECORD.list("Source", RECORD_NUM_SRC, (f, at, end) -> 4);
    static final Field RECORD_SADDR = RECORD_SOURCE.ipv4("saddr", "Source Address");

    public Igmp() {
        super(H);
        on(Ipv4.PROTOCOL, 2);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + 8 > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, end, end);
    }

    private static long version(Frame f, int at, int end) {
        return switch (f.u8(at)) {
            case 0x11 -> end - at >= 12 ? 3 : f.u8(at + 1) == 0 ? 1 : 2;
            case 0x12 -> 1;
            case 0x22 -> 3;
            default -> 2;
        };
    }
}
