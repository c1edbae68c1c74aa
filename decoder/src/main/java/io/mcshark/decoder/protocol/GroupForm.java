package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Protocol;

/**
 * How a message of IGMP or MLD is made, right or wrong: what {@link GroupMessage} takes for granted. A cursor that is aimed at
 * the IP header of a walked frame; it allocates nothing.
 */
public final class GroupForm {
    private static final int IGMP = 2;

    private static final int QUERY = 0x11,
            REPORT_1 = 0x12,
            DVMRP = 0x13,
            REPORT_2 = 0x16,
            LEAVE = 0x17,
            REPORT_3 = 0x22;

    /** Bytes of a query that has no version: RFC 3376, 7.1. */
    private static final int LEAST_QUERY = 8, LEAST_QUERY_3 = 12;

    private Frame f;
    private int ip;
    private int layer;
    private boolean four;
    private int at;
    private int end;
    private int type;

    /**
     * Aims at what an IP header carries.
     *
     * @param ip the layer of the header
     * @return whether it is IGMP of any kind, or a message of MLD; not where it came in pieces and some are missing
     */
    public boolean aim(Frame f, int ip) {
        this.f = f;
        this.ip = ip;
        four = Ipv4.H.isOf(f.protocol(ip));
        return four ? igmp() : mld();
    }

    private boolean igmp() {
        layer = ip + 1;
        if (Ipv4.PROTOCOL.get(f, f.at(ip)) != IGMP || layer >= f.depth()) {
            return false;
        }
        // Fragments that wait for others are data.
        return !Data.H.isOf(f.protocol(layer)) && !Network.isFragment(f, layer) && enter();
    }

    private boolean mld() {
        for (layer = ip + 1; layer < f.depth() && f.protocol(layer).level() != Protocol.Level.NETWORK; layer++) {
            if (Icmpv6.H.isOf(f.protocol(layer))) {
                return !Network.isFragment(f, layer) && enter() && Mld.is(type);
            }
        }
        return false;
    }

    private boolean enter() {
        at = f.at(layer);
        end = f.end(layer);
        type = at < end ? f.u8(at) : -1;
        return type >= 0;
    }

    /** IGMP, as opposed to MLD. */
    public boolean isIpv4() {
        return four;
    }

    /** The layer of the message; it is of a protocol of its own where IGMP carries that. */
    public int layer() {
        return layer;
    }

    /** IGMP's or ICMPv6's type. */
    public int type() {
        return type;
    }

    /** Bytes of the message on the wire. */
    public int bytes() {
        return f.declared(layer) - at;
    }

    public boolean isQuery() {
        return type == (four ? QUERY : Mld.QUERY);
    }

    /** Whether it is a query, a report or a leave of version 1, 2 or 3. */
    public boolean isMembership() {
        return !four || Igmp.isMembership(type);
    }

    /** Whether it is a report that names one group: of versions 1 and 2, of MLD's version 1. */
    public boolean isOldReport() {
        return four ? type == REPORT_1 || type == REPORT_2 : type == Mld.REPORT_1;
    }

    /** Whether it is a report of the version that knows sources. */
    public boolean isNewReport() {
        return type == (four ? REPORT_3 : Mld.REPORT_2);
    }

    public boolean isLeave() {
        return type == (four ? LEAVE : Mld.DONE);
    }

    /** Whether the type stands in no RFC, or belongs to what nobody should run any more: DVMRP, PIM version 1, traceroute. */
    public boolean isForeign() {
        boolean old = type == DVMRP || type == PimVersion1.IGMP_TYPE || Mtrace.is(type);
        return four && (old || Igmp.TYPE.names().get(type) == null);
    }

    /** What the type is called; null for one that stands in no RFC. */
    public String typeName() {
        return (four ? Igmp.TYPE : Icmpv6.TYPE).names().get(type);
    }

    public boolean isBadChecksum() {
        if (four && !Igmp.H.isOf(f.protocol(layer)) || bytes() < 4 || end < at + 4) {
            return false;
        }
        return (four ? Igmp.STATUS : Icmpv6.STATUS).value(f, at, end) == Checksum.BAD;
    }

    /** Whether a query has a length that is of no version: receivers must ignore it (RFC 3376, 7.1; RFC 3810, 8.1). */
    public boolean isOddQuery() {
        if (!isQuery()) {
            return false;
        }
        return four
                ? bytes() < LEAST_QUERY || bytes() > LEAST_QUERY && bytes() < LEAST_QUERY_3
                : Mld.isOddLength(f, at);
    }

    /** Whether the message ends before what its type and its counts ask for, although all of it was captured. */
    public boolean isTruncated() {
        if (end < f.declared(layer) || !isMembership() || four && isOddQuery()) {
            return false;
        }
        return (four ? Igmp.needed(f, at, end) : at + Mld.needed(f, at, end)) > end;
    }

    /** Whether its version is one that has Router Alert: all but IGMP's first (RFC 2236, 2). */
    public boolean needsRouterAlert() {
        return !four || Igmp.isMembership(type) && type != REPORT_1 && Igmp.version(f, at, end) > 1;
    }

    public boolean hasRouterAlert() {
        if (four) {
            return Ipv4Options.hasRouterAlert(f, f.at(ip));
        }
        for (int i = ip + 1; i < layer; i++) {
            if (HopByHop.H.isOf(f.protocol(i)) && HopByHop.hasMldAlert(f, i)) {
                return true;
            }
        }
        return false;
    }
}
