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
 * Multicast Router Discovery in IGMP: RFC 4286, sections 3 to 5. In ICMPv6 the same messages are types 151 to 153 of {@link Icmpv6}.
 *
 * <pre>
 * 30  advertisement  type 1, interval 1, checksum 2, query interval 2, robustness 2
 * 31  solicitation   type 1, reserved 1, checksum 2
 * 32  termination    type 1, reserved 1, checksum 2
 * </pre>
 */
public final class Mrdisc extends Protocol {
    private static final int ADVERTISEMENT = 0x30, SOLICITATION = 0x31, TERMINATION = 0x32;

    static final Header H = header("mrdisc", "Multicast Router DISCovery protocol");
    static final Field TYPE = H.u8("type", "Type")
            .hex()
            .names(Names.of(
                    ADVERTISEMENT, "Multicast Router Advertisement",
                    SOLICITATION, "Multicast Router Solicitation",
                    TERMINATION, "Multicast Router Termination"));

    static {
        H.then("IGMP", (f, at, end) -> true)
                .again(TYPE, "type", "Type")
                .called("igmp.type")
                .hex()
                .hidden();
    }

    static final Header ADVERTISED = H.then("Interval", (f, at, end) -> f.u8(at) == ADVERTISEMENT);
    static final Field ADV_INT =
            ADVERTISED.u8("adv_int", "Advertising Interval").in("seconds");
    static final Header SUMMED = H.then("Checksum", (f, at, end) -> true).skip(8);
    static final Field CHECKSUM = SUMMED.u16("checksum", "Checksum").hex(),
            STATUS =
                    SUMMED.derived("checksum.status", "Checksum Status", Type.UINT, Mrdisc::status)
                            .names(Checksum.STATUS),
            BAD_CHECKSUM =
                    SUMMED.note("bad_checksum", "Bad checksum", (f, at, end) -> status(f, at, end) == Checksum.BAD);
    static final Header ROUTER = SUMMED.then("Router", (f, at, end) -> f.u8(at) == ADVERTISEMENT);
    static final Field QUERY_INT = ROUTER.u16("query_int", "Query Interval").in("seconds"),
            ROB_VAR = ROUTER.u16("rob_var", "Robustness Variable");

    static {
        H.length(1);
        ROUTER.length(4);
    }

    public Mrdisc() {
        super(H);
        on(Igmp.TYPE, ADVERTISEMENT, SOLICITATION, TERMINATION);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        f.push(this, at, end, end);
        if (at + (f.u8(at) == ADVERTISEMENT ? 8 : 4) > end) {
            f.broken(end, end);
        }
    }

    private static long status(Frame f, int at, int end) {
        return Igmp.status(f, f.layer(H.protocol(), at));
    }

    @Override
    public String through(Frame f, int layer) {
        return "igmp";
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        out.words(TYPE.names().get(f.u8(at)));
        if (f.u8(at) == ADVERTISEMENT && at + 8 <= end) {
            out.put(", robustness ").dec(ROB_VAR.get(f, at));
            out.put(", every ").dec(QUERY_INT.get(f, at)).put(" s");
        }
        out.put(at + 4 <= end && status(f, at, end) == Checksum.BAD ? " [bad checksum]" : "");
    }
}
