package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Pragmatic General Multicast: RFC 3208, section 8 (packets), 9 (options), 11 and 13 (repairs, polls); congestion control as PGMCC has it.
 *
 * <pre>
 * ports 4, type 1, options 1, checksum 2, global source ID 6, TSDU length 2; an address (NLA) is AFI 2, reserved 2, 4 or 16 octets
 * 0 SPM: sequence numbers 4, trailing 4, leading edge 4, path NLA       4 ODATA, 5 RDATA: sequence number 4, trailing edge 4, data
 * 1 POLL: sequence number 4, round 2, subtype 2, path NLA, back-off 4, random 4, mask 4     2 POLR: sequence number 4, round 2, reserved 2
 * 8 NAK, 9 NNAK, 10 NCF: sequence number 4, source NLA, group NLA       12 SPMR: nothing    13 ACK: highest number 4, bitmap 4
 * options behind these: type 0, length 4, total length 2; each end 1 bit, type 7 bits, length 1, extensibility 1, reserved 1, its own
 * </pre>
 */
public final class Pgm extends Protocol {
    private static final int NUMBER = 113, HEADER = 16, OPTION = 4, INET = 1, INET6 = 2;
    private static final int SPM = 0,
            POLL = 1,
            POLR = 2,
            ODATA = 4,
            RDATA = 5,
            NAK = 8,
            NNAK = 9,
            NCF = 10,
            SPMR = 12,
            ACK = 13;

    private static final Names FAMILIES = Names.of(INET, "IPv4", INET6, "IPv6");

    static final Header H = header("pgm", "Pragmatic General Multicast");
    static final Field SPORT = H.u16("hdr.sport", "Source Port"),
            DPORT = H.u16("hdr.dport", "Destination Port"),
            TYPE = H.u8("hdr.type", "Type").hex().names(Names.lines("""
            0 SPM
            1 POLL
            2 POLR
            4 ODATA
            5 RDATA
            8 NAK
            9 NNAK
            10 NCF
            12 SPMR
            13 ACK
            """)),
            OPTS = H.u8("hdr.opts", "Options").hex();
    static final Field PARITY = H.split(OPTS).bit("hdr.opts.parity", "Parity"),
            VARLEN = H.bit("hdr.opts.varlen", "Variable length Parity Packet Option"),
            NETSIG = H.skip(4).bit("hdr.opts.netsig", "Network Significant Options"),
            OPT = H.bit("hdr.opts.opt", "Options"),
            CKSUM = H.u16("hdr.cksum", "Checksum").hex(),
            STATUS =
                    H.derived("hdr.cksum.status", "Checksum Status", Type.UINT, Pgm::status)
                            .names(Checksum.STATUS),
            BAD_CHECKSUM = H.note("bad_checksum", "Bad checksum", (f, at, end) -> status(f, at, end) == Checksum.BAD),
            GSI = H.bytes(6, "hdr.gsi", "Global Source Identifier"),
            TSDULEN = H.u16("hdr.tsdulen", "Transport Service Data Unit Length").in("bytes");

    static final Header PATH = of("SPM", SPM, SPM);
    static final Field SPM_SQN = PATH.u32("spm.sqn", "Sequence number").hex(),
            SPM_TRAIL = PATH.u32("spm.trail", "Trailing Edge Sequence Number").hex(),
            SPM_LEAD = PATH.u32("spm.lead", "Leading Edge Sequence Number").hex(),
            SPM_AFI = nla(PATH, "spm", "path", "Path NLA", "pathafi", "res");
    static final Header DATA = of("Data", ODATA, RDATA);
    static final Field SQN = DATA.u32("spm.sqn", "Sequence number").hex(),
            TRAIL = DATA.u32("spm.trail", "Trailing Edge Sequence Number").hex();
    static final Header ASKED = of("NAK", NAK, NCF);
    static final Field
            NAK_SQN = ASKED.u32("nak.sqn", "Requested Sequence Number").hex(),
            SRC_AFI = nla(ASKED, "nak", "src", "Source NLA", "srcafi", "srcres");
    static final Header GROUP = ASKED.behind("Group", (f, at, end) -> known(f, at, end, SRC_AFI));
    static final Field GRP_AFI = nla(GROUP, "nak", "grp", "Multicast Group NLA", "grpafi", "grpres");
    static final Header ROUND = of("POLL", POLL, POLL);
    static final Field POLL_SQN = ROUND.u32("poll.sqn", "Sequence Number").hex(),
            POLL_ROUND = ROUND.u16("poll.round", "Round"),
            POLL_SUBTYPE = ROUND.u16("poll.subtype", "Subtype").hex().names(Names.of(0, "General", 1, "DLR")),
            POLL_AFI = nla(ROUND, "poll", "path", "Path NLA", "pathafi", "res");
    static final Header DRAW = ROUND.behind("Draw", (f, at, end) -> known(f, at, end, POLL_AFI));
    static final Field
            BACKOFF = DRAW.u32("poll.backoff_ivl", "Back-off Interval").in("microseconds"),
            RANDOM = DRAW.u32("poll.rand_str", "Random String").hex(),
            MASK = DRAW.u32("poll.matching_bmask", "Matching Bitmask").hex();
    static final Header ANSWER = of("POLR", POLR, POLR);
    static final Field POLR_SQN = ANSWER.u32("polr.sqn", "Sequence Number").hex(),
            POLR_ROUND = ANSWER.u16("polr.round", "Round"),
            POLR_RES = ANSWER.u16("polr.res", "Reserved").hex();
    static final Header HAVE = of("ACK", ACK, ACK);
    static final Field
            MAXSQN = HAVE.u32("ack.maxsqn", "Maximum Received Sequence Number").hex(),
            BITMAP = HAVE.u32("ack.bitmap", "Packet Bitmap").hex();

    static final Header OPTIONS = H.parts(
            "Options",
            (f, at, end, previous, index) -> index == 0 && OPT.get(f, at) == 1 ? fixed(f, at, end) : -1,
            (f, at, end) -> isList(f, at) ? f.u16(at + 2) : OPTION);
    static final Field LIST_TYPE = OPTIONS.u8("opts.type", "Type").hex(),
            LIST_LEN = OPTIONS.u8("opts.len", "Length").in("bytes"),
            TLEN = OPTIONS.u16("opts.tlen", "Total Length").in("bytes"),
            LIST_INVALID = OPTIONS.note("opts.type.invalid", "Invalid option", (f, at, end) -> f.u8(at) != 0),
            TLEN_INVALID =
                    OPTIONS.note(
                            "opts.tlen.invalid",
                            "Total Length invalid",
                            (f, at, end) -> f.u8(at) == 0 && f.u16(at + 2) < OPTION);
    static final Header ONE = OPTIONS.parts(
            "Option",
            (f, at, end, previous, index) -> {
                if (previous < 0) {
                    return isList(f, at) ? at + OPTION : -1;
                }
                boolean last = f.u8(previous) >> 7 == 1 || f.u8(previous + 1) < OPTION;
                return last ? -1 : previous + f.u8(previous + 1);
            },
            (f, at, end) -> f.u8(at + 1));
    static final Field END = ONE.bit("genopts.end", "Option end"),
            OPTION_TYPE = ONE.bits(7, "genopts.type", "Type").hex().names(Names.lines("""
            0x00 Length
            0x01 Fragment
            0x02 NakList
            0x03 Join
            0x04 NakBackOffIvl
            0x05 NakBackOffRng
            0x07 ReDirect
            0x08 ParityPrm
            0x09 ParityGrp
            0x0a CurrTgsiz
            0x0b NbrUnreach
            0x0c PathNla
            0x0d Syn
            0x0e Fin
            0x0f Rst
            0x10 Cr
            0x11 Crqst
            0x12 CcData
            0x13 CcFeedBack
            0x7f Invalid
            """)),
            OPTION_LEN = ONE.u8("genopts.len", "Length").in("bytes"),
            LEN_INVALID =
                    ONE.note(
                            "genopts.len.invalid",
                            "Option length invalid",
                            (f, at, end) -> f.u8(at + 1) < OPTION || at + f.u8(at + 1) > end),
            OPX =
                    ONE.u8("genopts.opx", "Option Extensibility Bits")
                            .hex()
                            .names(Names.of(0, "Ignore", 1, "Invalidate", 2, "Discard"));

    static final Header FRAGMENT = option(1, "Fragment");
    static final Field
            FRAGMENT_RES = FRAGMENT.u8("opts.fragment.res", "Reserved").hex(),
            FIRST_SQN =
                    FRAGMENT.u32("opts.fragment.first_sqn", "First Sequence Number")
                            .hex(),
            FRAGMENT_OFFSET = FRAGMENT.u32("opts.fragment.fragment_offset", "Fragment Offset"),
            FRAGMENT_TOTAL = FRAGMENT.u32("opts.fragment.total_length", "Total Length");
    static final Header NAKS = option(2, "NAK list");
    static final Field NAKS_RES = NAKS.u8("opts.nak.op", "Reserved").hex(),
            NAK_LIST = NAKS.list("Sequence number", null, (f, at, end) -> 4).bytes(4, "opts.nak.list", "List");
    static final Header JOIN = option(3, "Join");
    static final Field JOIN_RES = JOIN.u8("opts.join.res", "Reserved").hex(),
            MIN_JOIN = JOIN.u32("opts.join.min_join", "Minimum Sequence Number").hex();
    static final Header INTERVAL = option(4, "NAK back-off interval");
    static final Field IVL_RES = INTERVAL.u8("opts.nak_bo_ivl.res", "Reserved").hex(),
            IVL = INTERVAL.u32("opts.nak_bo_ivl.bo_ivl", "Back-off Interval").in("microseconds"),
            IVL_SQN =
                    INTERVAL.u32("opts.nak_bo_ivl.bo_ivl_sqn", "Back-off Interval Sequence Number")
                            .hex();
    static final Header RANGE = option(5, "NAK back-off range");
    static final Field RNG_RES = RANGE.u8("opts.nak_bo_rng.res", "Reserved").hex(),
            RNG_MIN =
                    RANGE.u32("opts.nak_bo_rng.min_bo_ivl", "Min Back-off Interval")
                            .in("microseconds"),
            RNG_MAX =
                    RANGE.u32("opts.nak_bo_rng.max_bo_ivl", "Max Back-off Interval")
                            .in("microseconds");
    static final Header REDIRECT = option(7, "Redirect");
    static final Field REDIRECT_RES = REDIRECT.u8("opts.redirect.res", "Reserved"),
            REDIRECT_AFI = nla(REDIRECT, "opts.redirect", "dlr", "DLR", "afi", "res2");
    static final Header REPAIRS = ONE.then("Parity", (f, at, end) -> kind(f, at) == 8 || kind(f, at) == 9);
    static final Field
            PARITY_OP = REPAIRS.u8("opts.parity_prm.op", "Parity Parameters").hex(),
            PARITY_GROUP =
                    REPAIRS.u32("opts.parity_prm.prm_grp", "Transmission Group Size")
                            .hex();
    static final Header PACE = option(0x12, "Congestion control data");
    static final Field PACE_RES = PACE.u8("opts.ccdata.res", "Reserved"),
            PACE_TSTAMP = PACE.u32("opts.ccdata.tstamp", "Time Stamp").hex(),
            PACE_AFI = nla(PACE, "opts.ccdata", "acker", "Acker", "afi", "res2");
    static final Header FEEDBACK = option(0x13, "Congestion control feedback");
    static final Field FEEDBACK_RES = FEEDBACK.u8("opts.ccdata.res", "Reserved"),
            FEEDBACK_TSTAMP = FEEDBACK.u32("opts.ccdata.tstamp", "Time Stamp").hex(),
            FEEDBACK_AFI = nla(FEEDBACK, "opts.ccdata", "acker", "Acker", "afi", "lossrate");

    static {
        H.length(HEADER);
        PATH.length(12);
        ROUND.length(8);
        REDIRECT.length(1);
        H.either("port", "Port", SPORT, DPORT);
    }

    public Pgm() {
        super(H);
        on(Ipv4.PROTOCOL, NUMBER);
        onRequest(Udp.DSTPORT);
    }

    private static Header of(String label, int from, int to) {
        return H.then(label, (f, at, end) -> f.u8(at + 4) >= from && f.u8(at + 4) <= to);
    }

    private static Header option(int kind, String label) {
        return ONE.then(label, (f, at, end) -> kind(f, at) == kind);
    }

    private static int kind(Frame f, int at) {
        return f.u8(at) & 0x7f;
    }

    /** An address with its family, which is returned; what stands between them is reserved but for one option. */
    private static Field nla(Header h, String prefix, String name, String label, String afi, String between) {
        // What stands before it shows where the address was cut off.
        Header address = h.then(label, (f, at, end) -> true);
        Field family = address.u16(prefix + "." + afi, label + " AFI").names(FAMILIES);
        boolean rate = between.equals("lossrate");
        Field reserved = address.u16(prefix + "." + between, rate ? "Loss Rate" : "Reserved");
        if (rate || !prefix.equals("opts.ccdata")) {
            reserved.hex();
        }
        address.note(
                "address_format_invalid",
                "Can't handle this address format",
                (f, at, end) -> FAMILIES.get(family.get(f, at)) == null);
        address.then("IPv4", (f, at, end) -> family.get(f, at) == INET)
                .ipv4(prefix + "." + name + ".ipv4", label)
                .group();
        address.then("IPv6", (f, at, end) -> family.get(f, at) == INET6)
                .ipv6(prefix + "." + name + ".ipv6", label)
                .group();
        return family;
    }

    /** One past the address whose family is {@code family}, in the layer or part at {@code at}. */
    private static int behind(Frame f, int at, Field family) {
        long afi = family.get(f, at);
        return at + family.at() + 4 + (afi == INET ? 4 : afi == INET6 ? 16 : 0);
    }

    /** One past what a packet of its type always has: where options or data begin. Beyond {@code end} when that is not all there. */
    private static int fixed(Frame f, int at, int end) {
        return switch (f.u8(at + 4)) {
            case SPM -> known(f, at, end, SPM_AFI);
            case POLL -> known(f, at, end, POLL_AFI) + 12;
            case NAK, NNAK, NCF -> {
                int group = known(f, at, end, SRC_AFI);
                yield group > end ? group : known(f, group, end, GRP_AFI);
            }
            case SPMR -> at + HEADER;
            default -> at + HEADER + 8;
        };
    }

    private static int known(Frame f, int at, int end, Field family) {
        return at + family.at() + 4 > end ? end + 1 : behind(f, at, family);
    }

    /** Whether a list of options begins as it must. */
    private static boolean isList(Frame f, int at) {
        return f.u8(at) == 0 && f.u16(at + 2) >= OPTION;
    }

    /** Over all of the packet; none is zero, which data packets may not have (8.). */
    private static long status(Frame f, int at, int end) {
        int type = f.u8(at + 4);
        return CKSUM.get(f, at) == 0 && type != ODATA && type != RDATA
                ? Checksum.NOT_PRESENT
                : Checksum.ofLayer(f, f.layer(H.protocol(), at), 0);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEADER > end) {
            f.broken(at, end);
            return;
        }
        int type = f.u8(at + 4);
        if (TYPE.names().get(type) == null) {
            f.nextData(at, f.declared());
            return;
        }
        int body = fixed(f, at, end);
        if (body <= end && OPT.get(f, at) == 1) {
            body = body + OPTION > end ? end + 1 : isList(f, body) ? body + f.u16(body + 2) : body;
        }
        boolean data = type == ODATA || type == RDATA;
        f.push(this, at, data ? Math.min(body, end) : end, end);
        if (body > end) {
            f.broken(end, end);
        } else if (data) {
            f.nextData(body, f.declared());
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer), type = f.u8(at + 4);
        out.put("pgm ").words(TYPE.names().get(type));
        if (fixed(f, at, end) > end) {
            return;
        }
        switch (type) {
            case SPM -> {
                long trail = SPM_TRAIL.get(f, at), lead = SPM_LEAD.get(f, at);
                out.put(' ').unsigned(SPM_SQN.get(f, at)).put(", window ");
                if ((int) (lead - trail) == -1) {
                    out.put("empty");
                } else {
                    out.unsigned(trail).put('–').unsigned(lead);
                }
            }
            case ODATA, RDATA ->
                out.put(' ')
                        .unsigned(SQN.get(f, at))
                        .put(", ")
                        .dec(TSDULEN.get(f, at))
                        .put(" bytes");
            case NAK, NNAK, NCF -> out.put(' ').unsigned(NAK_SQN.get(f, at));
            case POLL ->
                out.put(' ').unsigned(POLL_SQN.get(f, at)).put(" round ").dec(POLL_ROUND.get(f, at));
            case POLR ->
                out.put(' ').unsigned(POLR_SQN.get(f, at)).put(" round ").dec(POLR_ROUND.get(f, at));
            case ACK -> out.put(" to ").unsigned(MAXSQN.get(f, at));
            default -> {}
        }
        int list = OPTIONS.next(f, at, end, -1, 0), option = -1;
        int stop = list < 0 ? end : OPTIONS.end(f, list, end);
        for (int i = 0; list >= 0 && (option = ONE.next(f, list, stop, option, i)) >= 0; i++) {
            String name = OPTION_TYPE.names().get(kind(f, option));
            if (name != null) {
                out.put(i == 0 ? "  " : " ").words(name);
            }
        }
        out.put(status(f, at, end) == Checksum.BAD ? " [bad checksum]" : "");
    }
}
