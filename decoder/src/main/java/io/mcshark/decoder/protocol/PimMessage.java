package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.groups.Address;

/**
 * A PIM message of version 2 as routers see it. A cursor that is aimed at a walked frame; it allocates nothing but the {@link
 * Address}es it is asked for. What did not fit into the frame is not there.
 *
 * <p>Messages that list things ({@link #next}) are read one entry at a time:
 *
 * <pre>
 * Join/Prune, Graft  a group and a source that is joined or pruned; {@link #point} is the source, or the RP of (*,G)
 * Bootstrap          a group range and one of its RPs
 * Candidate-RP       a group range, the RP
 * Flooding           a group and one of its sources
 * </pre>
 */
public final class PimMessage {
    public static final int HELLO = 0,
            REGISTER = 1,
            REGISTER_STOP = 2,
            JOIN_PRUNE = 3,
            BOOTSTRAP = 4,
            ASSERT = 5,
            GRAFT = 6,
            GRAFT_ACK = 7,
            CANDIDATE_RP = 8,
            STATE_REFRESH = 9,
            DF_ELECTION = 10,
            REDIRECT = 11,
            FLOODING = 12;

    /** What a number is that the message does not have. */
    public static final long NONE = -1;

    /** A holdtime without end (RFC 7761, 4.9.2). */
    public static final int FOREVER = 0xffff;

    private static final int RPT = 1, WILDCARD = 2, BIDIRECTIONAL = 0x80, ZONE = 1, ALL_BITS_4 = 4, ALL_BITS_6 = 8;
    private static final Address ALL_4 = Address.ipv4(0xe0000000), ALL_6 = new Address(0xffL << 56, 0);

    private Frame f;
    private int layer;
    private int at;
    private int end;
    private int type;
    private boolean one;
    private boolean first;

    // Where the present entry is.
    private int body;
    private int group;
    private int groups;
    private int list;
    private int point;
    private int points;
    private boolean pruned;

    /** Aims at the outermost message of version 2 that is no quotation; false when there is none. */
    public boolean aim(Frame f) {
        one = false;
        for (int i = 1; i < f.depth() && !f.isQuoted(i); i++) {
            if (Pim.H.isOf(f.protocol(i))) {
                this.f = f;
                layer = i;
                at = f.at(i);
                end = f.end(i);
                one = PimVersion1.is(f, at);
                if (at + Pim.HEADER > end || one || Pim.VERSION.get(f, at) != Pim.VERSION_2) {
                    return false;
                }
                type = Pim.type(f, at);
                restart();
                return true;
            }
        }
        return false;
    }

    /** Whether the frame last aimed at has a message of version 1 instead. */
    public boolean isOfVersion1() {
        return one;
    }

    /** Begins with the entries anew. */
    private void restart() {
        first = true;
        body = -1;
        group = -1;
        groups = 0;
        list = -1;
        point = -1;
        points = 0;
        pruned = false;
    }

    public Frame frame() {
        return f;
    }

    /** The layer it is in. */
    public int layer() {
        return layer;
    }

    /** One of the constants, or what no RFC knows. */
    public int type() {
        return type;
    }

    /** The type in words, as Wireshark has it; null for none. */
    public String name() {
        return Pim.TYPE.names().get(type);
    }

    /** Whether its checksum is wrong: receivers must ignore it. */
    public boolean isBad() {
        return Pim.status(f, at, end) == Checksum.BAD;
    }

    public boolean isHello() {
        return type == HELLO;
    }

    /** Whether it is about joined and pruned sources. */
    public boolean isJoinPrune() {
        return type == JOIN_PRUNE || type == GRAFT || type == GRAFT_ACK;
    }

    // ---- hello

    /** How long the sender is to be kept as a neighbor, in seconds; 0 says goodbye, {@link #FOREVER}; {@link #NONE} not said. */
    public long holdtime() {
        return switch (type) {
            case HELLO -> option(PimHello.HOLDTIME_TYPE, PimHello.HOLDTIME);
            case JOIN_PRUNE, GRAFT, GRAFT_ACK -> of(PimJoinPrune.HOLDTIME, body());
            case BOOTSTRAP -> of(PimBootstrap.HOLDTIME, state());
            case CANDIDATE_RP -> of(PimBootstrap.CANDIDATE_HOLDTIME, at);
            case FLOODING -> of(PimFlooding.SRCHOLDTIME, list);
            default -> NONE;
        };
    }

    /** The priority in the election of the designated router, unsigned; {@link #NONE}. */
    public long drPriority() {
        return option(PimHello.PRIORITY, PimHello.DR_PRIORITY);
    }

    /** A number that is another after a restart; {@link #NONE}. */
    public long generation() {
        return option(PimHello.GENERATION, PimHello.GENERATION_ID);
    }

    /** The propagation delay on the LAN in milliseconds; {@link #NONE}. */
    public long propagationDelay() {
        return option(PimHello.DELAY, PimHello.PROPAGATION_DELAY);
    }

    /** How long others may take to override a prune, in milliseconds; {@link #NONE}. */
    public long overrideInterval() {
        return option(PimHello.DELAY, PimHello.OVERRIDE_INTERVAL);
    }

    /** Whether the sender is capable of bidirectional PIM (RFC 5015, 3.7.4). */
    public boolean isBidirectional() {
        return isHello() && option(PimHello.BIDIRECTIONAL) >= 0;
    }

    /** The value of an option's field. */
    private long option(int wanted, Field field) {
        return isHello() ? of(field, option(wanted)) : NONE;
    }

    private int option(int wanted) {
        int option = -1;
        for (int i = 0; (option = PimHello.OPTION.next(f, at, end, option, i)) >= 0; i++) {
            if (PimHello.OPTION_TYPE.get(f, option) == wanted) {
                return option;
            }
        }
        return -1;
    }

    /** How many further addresses the sender lists that are its own; at most {@code most} of them are put into {@code into}. */
    public int addresses(Address[] into) {
        int count = 0;
        int option = -1;
        for (int i = 0; isHello() && (option = PimHello.OPTION.next(f, at, end, option, i)) >= 0; i++) {
            int stop = Math.min(end, PimHello.OPTION.end(f, option, end));
            int address = -1;
            for (int k = 0; (address = PimHello.ADDRESS.next(f, option, stop, address, k)) >= 0; k++) {
                if (count < into.length) {
                    into[count] = unicast(address);
                }
                count++;
            }
        }
        return count;
    }

    // ---- one group, one source: register-stop, assert, state refresh, redirect

    /** The group that the message is about; null for none. */
    public Address routeGroup() {
        int place = PimRoute.GROUP.next(f, at, end, -1, 0);
        return place < 0 ? null : masked(place);
    }

    /** The source that the message is about, 0.0.0.0 or :: for all; null for none. */
    public Address routeSource() {
        int place = PimRoute.SOURCE.next(f, at, end, -1, 0);
        return place < 0 ? null : unicast(place);
    }

    /** Whether the route is that to the RP; asserts and state refreshes. */
    public boolean isRpt() {
        return of(PimRoute.RPT, metrics()) == 1;
    }

    /** Metric preference; {@link #NONE}. */
    public long preference() {
        return of(PimRoute.METRIC_PREF, metrics());
    }

    /** Metric, unsigned; {@link #NONE}. */
    public long metric() {
        return of(PimRoute.METRIC, metrics());
    }

    private int metrics() {
        return PimRoute.METRICS.next(f, at, end, -1, 0);
    }

    // ---- register

    /** Whether a register carries no data, only keeps the state. */
    public boolean isNullRegister() {
        return type == REGISTER && of(Pim.NULL_REGISTER, at) == 1;
    }

    // ---- whom a message of several entries is from or for

    /** The upstream neighbor of a join/prune or graft, the BSR, the candidate RP, the originator of a flooding; null for none. */
    public Address head() {
        Header head =
                switch (type) {
                    case JOIN_PRUNE, GRAFT, GRAFT_ACK -> PimJoinPrune.UPSTREAM;
                    case BOOTSTRAP -> PimBootstrap.BSR;
                    case CANDIDATE_RP -> PimBootstrap.CANDIDATE_RP;
                    case FLOODING -> PimFlooding.ORIGINATOR;
                    case DF_ELECTION -> PimElection.RP;
                    default -> null;
                };
        int place = head == null ? -1 : head.next(f, at, end, -1, 0);
        return place < 0 ? null : unicast(place);
    }

    /** The BSR's priority. */
    public long bsrPriority() {
        return of(PimBootstrap.BSR_PRIORITY, at);
    }

    /** The priority of the RP in a bootstrap or candidate message, 0 the best; {@link #NONE}. */
    public long priority() {
        return type == BOOTSTRAP ? of(PimBootstrap.PRIORITY, state()) : of(PimBootstrap.CANDIDATE_PRIORITY, at);
    }

    // ---- entries

    /** Moves to the next entry; false behind the last. */
    public boolean next() {
        return switch (type) {
            case JOIN_PRUNE, GRAFT, GRAFT_ACK -> nextSource();
            case BOOTSTRAP -> nextRp();
            case CANDIDATE_RP -> nextPrefix();
            case FLOODING -> nextFlooded();
            default -> false;
        };
    }

    private int body() {
        if (body < 0) {
            body = PimJoinPrune.BODY.next(f, at, end, -1, 0);
        }
        return body;
    }

    private boolean nextSource() {
        if (body() < 0) {
            return false;
        }
        while (true) {
            if (group >= 0) {
                int stop = PimJoinPrune.GROUP.end(f, group, end);
                if (list < 0 && !pruned) {
                    list = PimJoinPrune.JOINS.next(f, group, stop, -1, 0);
                }
                while (list >= 0) {
                    Header sources = pruned ? PimJoinPrune.PRUNE : PimJoinPrune.JOIN;
                    point = sources.next(f, list, stop, point, points++);
                    if (point >= 0) {
                        return true;
                    }
                    points = 0;
                    list = pruned ? -1 : PimJoinPrune.PRUNES.next(f, group, stop, -1, 0);
                    pruned = true;
                }
            }
            group = PimJoinPrune.GROUP.next(f, body, end, group, groups++);
            list = -1;
            pruned = false;
            if (group < 0) {
                return false;
            }
        }
    }

    private boolean nextRp() {
        while (true) {
            if (group >= 0) {
                point = PimBootstrap.RP.next(f, group, PimBootstrap.GROUP.end(f, group, end), point, points++);
                if (point >= 0) {
                    return true;
                }
                points = 0;
            }
            group = PimBootstrap.GROUP.next(f, at, end, group, groups++);
            if (group < 0) {
                return false;
            }
        }
    }

    private boolean nextPrefix() {
        point = PimBootstrap.CANDIDATE_RP.next(f, at, end, -1, 0);
        if (point < 0) {
            return false;
        }
        boolean all = first && PimBootstrap.PREFIX_COUNT.get(f, at) == 0;
        first = false;
        group = all ? -1 : PimBootstrap.PREFIX.next(f, at, end, group, groups++);
        return all || group >= 0;
    }

    private boolean nextFlooded() {
        while (true) {
            if (list >= 0) {
                point = PimFlooding.SOURCE.next(f, list, PimFlooding.TLV.end(f, body, end), point, points++);
                if (point >= 0) {
                    return true;
                }
                points = 0;
                list = -1;
            }
            body = PimFlooding.TLV.next(f, at, end, body, groups++);
            if (body < 0) {
                return false;
            }
            int stop = PimFlooding.TLV.end(f, body, end);
            group = PimFlooding.GROUP.next(f, body, stop, -1, 0);
            list = group < 0 ? -1 : PimFlooding.LIST.next(f, body, stop, -1, 0);
        }
    }

    /** The entry's group, or the first address of its range. */
    public Address group() {
        return group < 0 ? point().isIpv4() ? ALL_4 : ALL_6 : masked(group);
    }

    /** Bits of the prefix of the entry's group range. */
    public int groupBits() {
        return group < 0 ? point().isIpv4() ? ALL_BITS_4 : ALL_BITS_6 : PimAddresses.mask(f, group);
    }

    /** Whether the entry's range is for bidirectional PIM. */
    public boolean isBidirectionalRange() {
        return group >= 0 && (PimAddresses.flags(f, group) & BIDIRECTIONAL) != 0;
    }

    /** Whether the entry's range is an administrative scope (RFC 5059, 3.5). */
    public boolean isScoped() {
        return group >= 0 && (PimAddresses.flags(f, group) & ZONE) != 0;
    }

    /** The entry's source or RP. */
    public Address point() {
        return isJoinPrune() ? masked(point) : unicast(point);
    }

    /** Whether the source is pruned, not joined. */
    public boolean isPrune() {
        return pruned;
    }

    /** Whether the entry is for all sources, (*,G): its source is the RP. */
    public boolean isWildcard() {
        return (PimAddresses.flags(f, point) & WILDCARD) != 0;
    }

    /** Whether the entry is about the tree of the RP. */
    public boolean isOnRpTree() {
        return (PimAddresses.flags(f, point) & RPT) != 0;
    }

    private int state() {
        return point < 0 ? -1 : PimBootstrap.RP_STATE.next(f, point, end, -1, 0);
    }

    // ---- reading

    private Address unicast(int place) {
        return new Address(PimAddresses.unicastHigh(f, place), PimAddresses.unicastLow(f, place));
    }

    private Address masked(int place) {
        return new Address(PimAddresses.maskedHigh(f, place), PimAddresses.maskedLow(f, place));
    }

    /** A field of what begins at {@code base}; {@link #NONE} where that is nowhere or the field is not whole. */
    private long of(Field field, int base) {
        return base < 0 || base + field.at() + field.bytes() > end ? NONE : field.get(f, base);
    }
}
