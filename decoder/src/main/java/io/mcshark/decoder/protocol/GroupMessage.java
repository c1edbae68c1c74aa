package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.FloatingCode;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.groups.Address;

/**
 * An IGMP or MLD membership message as routers see it, whatever its version: a query, or a list of group records. A cursor that
 * is aimed at a walked frame; it allocates nothing.
 *
 * <p>Reports of IGMPv1, IGMPv2 and MLDv1 are one record, {@code IS_EX {}}; a leave or done is {@code TO_IN {}} (RFC 3376, 7.3.2;
 * RFC 3810, 8.3.2). Messages that are not whole, or of no version, are none.
 */
public final class GroupMessage {
    /** Record types (RFC 3376, 4.2.12; RFC 3810, 5.2.12). */
    public static final int IS_IN = GroupRecords.IS_IN,
            IS_EX = GroupRecords.IS_EX,
            TO_IN = GroupRecords.TO_IN,
            TO_EX = GroupRecords.TO_EX,
            ALLOW = GroupRecords.ALLOW,
            BLOCK = GroupRecords.BLOCK;

    private static final int IGMP_QUERY = 0x11, IGMP_REPORT_1 = 0x12, IGMP_REPORT_2 = 0x16, IGMP_LEAVE = 0x17;
    private static final int IGMP_REPORT_3 = 0x22;
    private static final long TENTH = 100_000_000L, MILLI = 1_000_000L, SECOND = 1_000_000_000L;

    /** What a query of version 1 gives everybody to answer: RFC 2236, 4. */
    private static final long VERSION_1_RESPONSE = 10 * SECOND;

    private Frame f;
    private int layer;
    private boolean four;
    private int at;
    private int end;
    private int type;
    private int version;
    private int records;
    private int index;
    private int record;

    /** Aims at the outermost membership message that is no quotation; false when there is none. */
    public boolean aim(Frame f) {
        for (int i = 1; i < f.depth() && !f.isQuoted(i); i++) {
            if (aim(f, i)) {
                return true;
            }
        }
        return false;
    }

    /** Aims at the message in a layer; false when it has none. */
    public boolean aim(Frame f, int layer) {
        Protocol p = f.protocol(layer);
        this.f = f;
        this.layer = layer;
        at = f.at(layer);
        end = f.end(layer);
        index = 0;
        record = -1;
        return Igmp.H.isOf(p) ? igmp() : Icmpv6.H.isOf(p) && mld();
    }

    private boolean igmp() {
        four = true;
        type = f.u8(at);
        if (at + 8 > end || !Igmp.isMembership(type)) {
            return false;
        }
        version = Igmp.version(f, at, end);
        return whole(version > 0 && Igmp.needed(f, at, end) <= end, type == IGMP_REPORT_3);
    }

    private boolean mld() {
        four = false;
        type = f.u8(at);
        if (at + 8 > end || !Mld.is(type)) {
            return false;
        }
        version = type == Mld.REPORT_2 || Mld.isQuery2(f, at) ? 2 : 1;
        return whole(
                at + Mld.needed(f, at, end) <= end && !(isQuery() && Mld.isOddLength(f, at)), type == Mld.REPORT_2);
    }

    private boolean whole(boolean whole, boolean counted) {
        records = isQuery() ? 0 : counted ? f.u16(at + 6) : 1;
        return whole;
    }

    public Frame frame() {
        return f;
    }

    /** The layer it is in. */
    public int layer() {
        return layer;
    }

    /** IGMP, as opposed to MLD. */
    public boolean isIpv4() {
        return four;
    }

    /** IGMP's 1 to 3, MLD's 1 or 2. */
    public int version() {
        return version;
    }

    /** Whether it is of the version that knows sources: IGMPv3, MLDv2. */
    public boolean isNewest() {
        return version == (four ? 3 : 2);
    }

    public boolean isQuery() {
        return type == (four ? IGMP_QUERY : Mld.QUERY);
    }

    /** Whether it is a leave of IGMPv2 or a done of MLDv1. */
    public boolean isLeave() {
        return type == (four ? IGMP_LEAVE : Mld.DONE);
    }

    /** Whether its checksum is wrong: receivers must ignore it (RFC 3376, 4.1.2). */
    public boolean isBad() {
        return four ? Igmp.STATUS.value(f, at, end) == Checksum.BAD : Icmpv6.STATUS.value(f, at, end) == Checksum.BAD;
    }

    // ---- queries

    /** Whether it asks for all groups. */
    public boolean isGeneral() {
        return isQuery() && (four ? f.i32(at + 4) == 0 : f.u64(at + 8) == 0 && f.u64(at + 16) == 0);
    }

    /** How long members may take to answer, in nanoseconds. */
    public long responseNanos() {
        if (!four) {
            return MILLI * (version == 2 ? Mld.CODE.get(f, at) : Mld.DELAY.get(f, at));
        }
        return version == 1
                ? VERSION_1_RESPONSE
                : TENTH * (version == 3 ? FloatingCode.OCTET.value(f.u8(at + 1)) : f.u8(at + 1));
    }

    /** The querier's robustness variable; 0 where it says none, or more than fits. */
    public int robustness() {
        return !isNewest() ? 0 : (int) (four ? Igmp.QRV : Mld.QRV).get(f, at);
    }

    /** The querier's query interval, in nanoseconds; 0 where it says none. */
    public long intervalNanos() {
        return !isNewest() ? 0 : SECOND * FloatingCode.OCTET.value((four ? Igmp.QQIC : Mld.QQI).get(f, at));
    }

    /** Whether routers other than the querier are to leave their timers alone (RFC 3376, 4.1.5). */
    public boolean isSuppressed() {
        return isNewest() && (four ? Igmp.S : Mld.S).get(f, at) == 1;
    }

    // ---- records

    /** How many records the report says it has. */
    public int records() {
        return records;
    }

    /** Moves to the next record of a report; false behind the last. */
    public boolean next() {
        if (index == records) {
            return false;
        }
        record = record < 0 ? at + 8 : record + GroupRecords.bytes(f, record, width());
        index++;
        return true;
    }

    private boolean isCounted() {
        return type == (four ? IGMP_REPORT_3 : Mld.REPORT_2);
    }

    private int width() {
        return four ? 4 : 16;
    }

    /** The record's type: 1 to 6, or one that no RFC knows. */
    public int recordType() {
        return isCounted() ? f.u8(record) : isLeave() ? TO_IN : IS_EX;
    }

    private int group() {
        return isCounted() ? record + 4 : four ? at + 4 : at + 8;
    }

    /** The upper half of the group of the record, or that the query asks for; see {@link Address}. */
    public long groupHigh() {
        return four ? 0 : f.u64(group());
    }

    public long groupLow() {
        return four ? Address.mapped(f.i32(group())) : f.u64(group() + 8);
    }

    public Address groupAddress() {
        return new Address(groupHigh(), groupLow());
    }

    /** How many sources the record, or the query, names. */
    public int sources() {
        return isCounted() ? f.u16(record + 2) : isQuery() && isNewest() ? f.u16(at + (four ? 10 : 26)) : 0;
    }

    private int source(int i) {
        int from = isCounted() ? record + GroupRecords.head(width()) : at + (four ? 12 : 28);
        return from + i * width();
    }

    public long sourceHigh(int i) {
        return four ? 0 : f.u64(source(i));
    }

    public long sourceLow(int i) {
        return four ? Address.mapped(f.i32(source(i))) : f.u64(source(i) + 8);
    }

    public Address sourceAddress(int i) {
        return new Address(sourceHigh(i), sourceLow(i));
    }
}
