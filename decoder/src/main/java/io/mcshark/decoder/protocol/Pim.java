package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;
import java.util.function.IntPredicate;

/**
 * Protocol Independent Multicast, version 2: RFC 7761 (sparse mode), 3973 (dense mode), 5015 (bidirectional), 5059 (bootstrap),
 * 6754 (ECMP redirect), 8364 (flooding), 8736 (the second octet); and {@link PimVersion1}.
 *
 * <pre>
 * type  message          RFC                          type   message           RFC
 * 0     Hello            7761  {@link PimHello}       7      Graft-Ack         3973  {@link PimJoinPrune}
 * 1     Register         7761  flags 4, the packet    8      Candidate-RP-Adv. 5059  {@link PimBootstrap}
 * 2     Register-Stop    7761  {@link PimRoute}       9      State Refresh     3973  {@link PimRoute}
 * 3     Join/Prune       7761  {@link PimJoinPrune}   10     DF Election       5015  {@link PimElection}
 * 4     Bootstrap        5059  {@link PimBootstrap}   11     ECMP Redirect     6754  {@link PimRoute}
 * 5     Assert           7761  {@link PimRoute}       12     Flooding          8364  {@link PimFlooding}
 * 6     Graft            3973  {@link PimJoinPrune}   13-15  with subtypes     8736
 * </pre>
 */
public final class Pim extends Protocol {
    static final int VERSION_2 = 2;
    private static final int NUMBER = 103, REGISTER = 1, ELECTION = 10, FLOODING = 12, EXTENDED = 13;

    /** Bytes before a message's own fields, and of a register's flags behind them. */
    static final int HEADER = 4, FLAGS = 4;

    public static final Header H = header("pim", "Protocol Independent Multicast");

    static final Header FIRST = H.then("Version 2", (f, at, end) -> !PimVersion1.is(f, at));
    static final Field VERSION = FIRST.bits(4, "version", "Version"),
            TYPE = FIRST.bits(4, "type", "Type").names(Names.lines("""
            0 Hello
            1 Register
            2 Register-stop
            3 Join/Prune
            4 Bootstrap
            5 Assert
            6 Graft
            7 Graft-Ack
            8 Candidate-RP-Advertisement
            9 State-Refresh
            10 DF election
            11 ECMP redirect
            12 PFM source discovery
            """));
    static final Header DF = FIRST.then("DF election", (f, at, end) -> type(f, at) == ELECTION);
    static final Field
            SUBTYPE =
                    DF.bits(4, "df_elect.subtype", "DF Subtype")
                            .names(Names.of(1, "offer", 2, "DF Winner", 3, "DF Backoff", 4, "DF Pass")),
            DF_RESERVED = DF.bits(4, "df_elect.rsvd", "DF reserved");
    static final Header PFM = FIRST.then("Flooding", (f, at, end) -> type(f, at) == FLOODING);
    static final Field NO_FORWARD = PFM.bit("pfmnoforwardbit", "Pfm no forward bit");
    static final Header OTHER = FIRST.then("Flags", (f, at, end) -> type(f, at) != ELECTION);
    static final Field RESERVED = OTHER.bytes(1, "res_bytes", "Reserved byte(s)");
    static final Header SUMMED = FIRST.then("Checksum", (f, at, end) -> true).skip(8);
    static final Field CKSUM = SUMMED.u16("cksum", "Checksum").hex();

    static {
        status(SUMMED);
        options(SUMMED, HEADER);
    }

    static final Header REGISTER_BODY = message(REGISTER, "Register");
    static final Field FLAG = REGISTER_BODY.u32("register_flag", "Flags").hex(),
            BORDER = REGISTER_BODY.split(FLAG).bit("register_flag.border", "Border"),
            NULL_REGISTER = REGISTER_BODY.bit("register_flag.null_register", "Null-Register");

    static {
        REGISTER_BODY.skip(30);
        inside(REGISTER_BODY);
        PimHello.declare();
        PimRoute.declare();
        PimJoinPrune.declare();
        PimBootstrap.declare();
        PimElection.declare();
        PimFlooding.declare();
        PimVersion1.declare();
        inside(PimVersion1.BODY.then("Register", (f, at, end) -> f.u8(at + 1) == PimVersion1.REGISTER));
    }

    public Pim() {
        super(H);
        on(Ipv4.PROTOCOL, NUMBER);
        on(Igmp.TYPE, PimVersion1.IGMP_TYPE);
    }

    /** What stands before the packet in a register: which version of IP it is, or addresses in the place of a header. */
    private static void inside(Header body) {
        Header packet = body.then("Packet", (f, at, end) -> true);
        packet.bits(4, "ip_version", "IP Version").names(Names.of(0, "Dummy Header", 4, "IPv4", 6, "IPv6"));
        Header dummy = body.then(
                "Dummy Header", (f, at, end) -> at + packet.start() < end && f.u8(at + packet.start()) >> 4 == 0);
        dummy.note("dummy_header", "Dummy Header", (f, at, end) -> true).plain();
        Header four = dummy.then("IPv4", (f, at, end) -> !isIpv6(f, at)).skip(96);
        four.ipv4("source", "Source");
        four.ipv4("group", "Group").group();
        Header six = dummy.then("IPv6", (f, at, end) -> isIpv6(f, at)).skip(64);
        six.ipv6("source_ip6", "Source");
        six.ipv6("group_ip6", "Group").group();
    }

    /** Declares that there is more than a header of so many bytes. */
    static void options(Header h, int bytes) {
        h.note("option", "PIM Options", (f, at, end) -> f.declared(f.layer(H.protocol(), at)) > at + bytes)
                .plain()
                .hidden();
    }

    /** Declares the checksum's status in {@code header}. */
    static void status(Header header) {
        header.derived("cksum.status", "Checksum Status", Type.UINT, Pim::status)
                .names(Checksum.STATUS);
        header.note("bad_checksum", "Bad checksum", (f, at, end) -> status(f, at, end) == Checksum.BAD);
    }

    /** The place for the fields of the messages of version 2 of a type. */
    static Header message(int type, String label) {
        return message(label, t -> t == type);
    }

    static Header message(String label, IntPredicate types) {
        return SUMMED.then(label, (f, at, end) -> VERSION.get(f, at) == VERSION_2 && types.test(type(f, at)));
    }

    static int type(Frame f, int at) {
        return f.u8(at) & 15;
    }

    /** What a holdtime means that is no time. */
    static void holdtime(long seconds, Out out) {
        out.put(seconds == 0xffff ? "Infinity" : "");
    }

    private static boolean isIpv6(Frame f, int at) {
        return Network.version(f, f.layer(H.protocol(), at)) == 6;
    }

    /** Bytes before the packet that a register carries; 0 in other messages. */
    private static int register(Frame f, int at, int end) {
        if (PimVersion1.is(f, at)) {
            boolean whole = at + PimVersion1.HEADER <= end && f.u8(at + 1) == PimVersion1.REGISTER;
            return whole && PimVersion1.isOne(f, at) ? PimVersion1.HEADER : 0;
        }
        return f.u8(at) == (VERSION_2 << 4 | REGISTER) && at + HEADER + FLAGS <= end ? HEADER + FLAGS : 0;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at == end) {
            // A null register carries an IPv4 header and no message behind it; in IPv6 there is one (RFC 7761, 4.9.3).
            if (f.declared() > end || Network.version(f, f.depth()) == 6) {
                f.broken(at, end);
            }
            return;
        }
        int head = register(f, at, end);
        f.push(this, at, head == 0 ? end : at + head, end);
        if (needed(f, at, end) > end) {
            f.broken(end, end);
        } else if (head > 0 && at + head < end) {
            int version = f.u8(at + head) >> 4;
            if (version == 4 || version == 6) {
                f.next(Ipv4.VERSION.table(), version, at + head, f.declared());
            }
        }
    }

    /** One past the last byte that the message's own counts ask for; negative where that cannot be told. */
    private static int needed(Frame f, int at, int end) {
        int head = register(f, at, end);
        if (head > 0) {
            boolean dummy = at + head < end && f.u8(at + head) >> 4 == 0;
            return at + head + (dummy ? isIpv6(f, at) ? 40 : 20 : PimVersion1.is(f, at) ? 0 : 1);
        }
        if (PimVersion1.is(f, at)) {
            return PimVersion1.needed(f, at, end);
        }
        if (at + HEADER >= end || VERSION.get(f, at) != VERSION_2) {
            return at + HEADER;
        }
        return switch (type(f, at)) {
            case 0 -> PimHello.needed(f, at, end);
            case REGISTER -> at + HEADER + FLAGS;
            case 2, 5, 9, 11 -> PimRoute.needed(f, at, end);
            case 3, 6, 7 -> PimJoinPrune.needed(f, at, end);
            case 4, 8 -> PimBootstrap.needed(f, at, end);
            case ELECTION -> PimElection.needed(f, at, end);
            case FLOODING -> PimFlooding.needed(f, at, end);
            default -> at + HEADER;
        };
    }

    @Override
    public String through(Frame f, int layer) {
        return PimVersion1.is(f, f.at(layer)) ? "igmp" : null;
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        out.put("pim");
        if (PimVersion1.is(f, at)) {
            PimVersion1.row(f, at, end, out.put(" v1"));
        } else if (VERSION.get(f, at) != VERSION_2) {
            out.put(" of version ").dec(VERSION.get(f, at));
        } else {
            said(f, at, end, out);
        }
        packet(f, layer, register(f, at, end), out);
        if (at + HEADER < end && status(f, at, end) == Checksum.BAD) {
            out.put(" [bad checksum]");
        }
    }

    private static void said(Frame f, int at, int end, Out out) {
        int type = type(f, at);
        String name = TYPE.names().get(type);
        out.put(' ').words(type == FLOODING ? "flooding" : name == null ? "type " : name);
        if (name == null) {
            out.dec(type);
        }
        if (at + HEADER >= end) {
            return;
        }
        switch (type) {
            case 0 -> PimHello.row(f, at, end, out);
            case REGISTER -> {
                boolean whole = at + HEADER + FLAGS <= end;
                out.put(whole && NULL_REGISTER.get(f, at) == 1 ? ", null" : "");
                out.put(whole && BORDER.get(f, at) == 1 ? ", border" : "");
            }
            case 2, 5, 9, 11 -> PimRoute.row(f, at, end, out);
            case 3, 6, 7 -> PimJoinPrune.row(f, at, end, out);
            case 4, 8 -> PimBootstrap.row(f, at, end, out);
            case ELECTION -> PimElection.row(f, at, end, out);
            case FLOODING -> PimFlooding.row(f, at, end, out);
            default -> {
                if (type >= EXTENDED) {
                    out.put('.').dec(f.u8(at + 1) >> 4);
                }
            }
        }
    }

    /** Appends who sent to which group in the packet of a register. */
    private static void packet(Frame f, int layer, int head, Out out) {
        int inside = layer + 1;
        int at = f.at(layer) + head;
        if (head == 0) {
            return;
        }
        if (inside < f.depth() && f.protocol(inside).level() == Level.NETWORK) {
            f.protocol(inside).source(f, inside, out.put("  ("));
            f.protocol(inside).destination(f, inside, out.put(','));
            out.put(')');
        } else if (at < f.end(layer) && f.u8(at) >> 4 == 0) {
            boolean six = isIpv6(f, f.at(layer));
            int addresses = at + (six ? 8 : 12);
            if (addresses + (six ? 32 : 8) > f.end(layer)) {
                return;
            }
            if (six) {
                out.put("  (").ipv6(f.u64(addresses), f.u64(addresses + 8));
                out.put(',').ipv6(f.u64(addresses + 16), f.u64(addresses + 24)).put(')');
            } else {
                out.put("  (")
                        .ipv4(f.i32(addresses))
                        .put(',')
                        .ipv4(f.i32(addresses + 4))
                        .put(')');
            }
        }
    }

    /**
     * The checksum covers the message, in IPv6 with a pseudo-header; of a register only what is before the packet, but one
     * over everything is to be accepted, too (RFC 7761, 4.9 and 4.9.3).
     */
    static long status(Frame f, int at, int end) {
        int layer = f.layer(H.protocol(), at);
        boolean known = PimVersion1.is(f, at) ? PimVersion1.isOne(f, at) : VERSION.get(f, at) == VERSION_2;
        if (!known || f.isQuoted(layer) || Network.isFragment(f, layer)) {
            return Checksum.UNVERIFIED;
        }
        int head = register(f, at, end);
        if (head > 0 && isGood(f, layer, at, at + head)) {
            return Checksum.GOOD;
        }
        if (f.declared(layer) > end) {
            return Checksum.UNVERIFIED;
        }
        return isGood(f, layer, at, end) ? Checksum.GOOD : Checksum.BAD;
    }

    private static boolean isGood(Frame f, int layer, int at, int end) {
        boolean pseudo = !PimVersion1.is(f, at) && isIpv6(f, at);
        long covered = pseudo ? Network.pseudoHeader(f, layer, NUMBER, end - at) : 0;
        return Checksum.good(Checksum.sum(f, at, end, covered));
    }
}
