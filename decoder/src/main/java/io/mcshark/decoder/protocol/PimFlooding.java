package io.mcshark.decoder.protocol;

import static io.mcshark.decoder.protocol.PimAddresses.UNKNOWN;
import static io.mcshark.decoder.protocol.PimAddresses.afterMasked;
import static io.mcshark.decoder.protocol.PimAddresses.afterUnicast;
import static io.mcshark.decoder.protocol.PimAddresses.fits;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Type;

/**
 * The PIM Flooding Mechanism and source discovery by it (RFC 8364, 3.1 and 4.1): originator; then each TLV: T 1 bit, type 15
 * bits, length 2, value. Type 1, group source holdtime: group, number of sources 2, their holdtime 2, sources.
 */
final class PimFlooding {
    private static final int SOURCES_TYPE = 1, TLV_HEAD = 4, COUNTS = 4, SOURCES = 4;

    static final Header MESSAGE = Pim.message(12, "Flooding");
    static final Header ORIGINATOR = PimAddresses.unicast(
            MESSAGE,
            "Originator",
            "originator",
            "originator_ip6",
            (f, at, end, previous, index) -> index == 0 ? at + Pim.HEADER : -1);
    static final Header TLV = MESSAGE.parts(
            "TLV",
            (f, at, end, previous, index) -> {
                int next = previous < 0
                        ? afterUnicast(f, at + Pim.HEADER, end)
                        : previous + TLV_HEAD + f.u16(previous + 2);
                return fits(next, end) && next + TLV_HEAD <= end && next + TLV_HEAD + f.u16(next + 2) <= end
                        ? next
                        : -1;
            },
            (f, at, end) -> TLV_HEAD + f.u16(at + 2));
    static final Field TRANSITIVE = TLV.bit("transitivetype", "Transitive Type"),
            TLV_TYPE = TLV.bits(15, "optiontype", "Type").names(Names.of(SOURCES_TYPE, "Group Source Holdtime")),
            TLV_LENGTH = TLV.u16("optionlength", "Length");
    static final Header GROUP = PimAddresses.group(
            TLV, (f, at, end, previous, index) -> index == 0 && isSources(f, at) ? at + TLV_HEAD : -1);
    static final Header LIST = TLV.parts(
            "Sources",
            (f, at, end, previous, index) -> index == 0 && isSources(f, at) ? afterMasked(f, at + TLV_HEAD, end) : -1,
            null);
    static final Field SRCCOUNT = LIST.u16("srccount", "Source Count"),
            SRCHOLDTIME =
                    LIST.u16("srcholdtime", "Source Holdtime").in("seconds").means(Pim::holdtime);
    static final Header SOURCE = PimAddresses.unicast(
            LIST,
            "Source",
            "source",
            "source_ip6",
            (f, at, end, previous, index) ->
                    index >= SRCCOUNT.get(f, at) ? -1 : previous < 0 ? at + COUNTS : afterUnicast(f, previous, end));
    static final Field VALUE = TLV.span(
            "optionvalue",
            "Unknown",
            Type.BYTES,
            (f, at, end) -> isSources(f, at) || end == at + TLV_HEAD
                    ? Field.ABSENT
                    : Field.span(at + TLV_HEAD, end - at - TLV_HEAD));

    static {
        TLV.length(TLV_HEAD);
        LIST.length(COUNTS);
    }

    private PimFlooding() {}

    /** Loads this class, whose fields then stand in PIM's header. */
    static void declare() {}

    private static boolean isSources(Frame f, int at) {
        return (f.u16(at) & 0x7fff) == SOURCES_TYPE;
    }

    static int needed(Frame f, int at, int end) {
        int next = afterUnicast(f, at + Pim.HEADER, end);
        while (next != UNKNOWN && next < end) {
            if (next + TLV_HEAD > end) {
                return end + 1;
            }
            int tlv = next;
            next += TLV_HEAD + f.u16(next + 2);
            if (next <= end && isSources(f, tlv) && sources(f, tlv + TLV_HEAD, next) > next) {
                return end + 1;
            }
        }
        return next;
    }

    private static int sources(Frame f, int at, int end) {
        int counts = afterMasked(f, at, end);
        if (!fits(counts, end) || counts + COUNTS > end) {
            return counts == UNKNOWN ? UNKNOWN : end + 1;
        }
        int next = counts + COUNTS;
        for (int i = f.u16(counts); i > 0 && fits(next, end); i--) {
            next = afterUnicast(f, next, end);
        }
        return next;
    }

    static void row(Frame f, int at, int end, Out out) {
        if (!fits(afterUnicast(f, at + Pim.HEADER, end), end)) {
            return;
        }
        PimAddresses.putUnicast(f, at + Pim.HEADER, out.put(" from "));
        int tlv = -1;
        for (int i = 0; (tlv = TLV.next(f, at, end, tlv, i)) >= 0; i++) {
            int stop = TLV.end(f, tlv, end);
            int counts = isSources(f, tlv) ? afterMasked(f, tlv + TLV_HEAD, stop) : UNKNOWN;
            if (counts == UNKNOWN || counts + COUNTS > stop) {
                continue;
            }
            if (i == SOURCES) {
                out.put(" …");
                return;
            }
            PimAddresses.putMasked(f, tlv + TLV_HEAD, out.put(i == 0 ? "  " : ", "));
            int source = -1;
            out.put(" from {");
            for (int k = 0; (source = SOURCE.next(f, counts, stop, source, k)) >= 0 && k < SOURCES; k++) {
                PimAddresses.putUnicast(f, source, out.put(k == 0 ? "" : ", "));
            }
            out.put(source >= 0 ? ", …}" : "}");
        }
        out.put((f.u8(at + 1) & 0x80) != 0 ? ", no forward" : "");
    }
}
