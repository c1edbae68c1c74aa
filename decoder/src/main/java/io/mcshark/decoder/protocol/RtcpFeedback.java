package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Type;

/**
 * Feedback in RTCP, packet types 205 (about transport) and 206 (about a payload): RFC 4585, 5104; REMB of
 * draft-alvestrand-rmcat-remb, transport-wide congestion control of draft-holmer-rmcat-transport-wide-cc-extensions.
 *
 * <pre>
 * 205   1 NACK           packet ID 2, bitmask of the following lost ones 2         RFC 4585, 6.2.1
 * 205   3, 4 TMMBR/TMMBN SSRC 4, exponent 6 bits, mantissa 17, overhead 9          RFC 5104, 4.2.1
 * 205  15 transport-cc   sequence number 2, count 2, time 3, number 1
 * 206   1 picture loss   nothing                                                   RFC 4585, 6.3.1
 * 206   2 slice loss     first 13 bits, number 13, picture 6                       RFC 4585, 6.3.2
 * 206   4 intra request  SSRC 4, sequence number 1, reserved 3                     RFC 5104, 4.3.1
 * 206  15 application    "REMB", SSRCs 1, exponent 6 bits, mantissa 18, SSRCs of 4
 * </pre>
 */
final class RtcpFeedback {
    private static final long REMB = 0x52454d42;

    static final Names TRANSPORT = Names.lines("""
            1 Generic NACK
            3 TMMBR
            4 TMMBN
            5 RTCP-SR-REQ
            6 RAMS
            7 TLLEI
            8 ECN
            9 Pause/Resume
            10 Delay-budget information
            11 Congestion control
            15 Transport-wide congestion control
            31 Reserved for extensions
            """);

    static final Names PAYLOAD = Names.lines("""
            1 Picture loss indication
            2 Slice loss indication
            3 Reference picture selection
            4 Full intra request
            5 Temporal-spatial trade-off request
            6 Temporal-spatial trade-off notification
            7 Video back channel message
            8 Payload-specific third-party loss early indication
            9 Region of interest
            10 Layer refresh request
            15 Application layer feedback
            31 Reserved for extensions
            """);

    private RtcpFeedback() {}

    /** Declares it behind the sender's SSRC. */
    static void declare(Header from) {
        Header media = from.then("Media source", (f, at, end) -> is(f, at, Rtcp.TRANSPORT) || is(f, at, Rtcp.PAYLOAD));
        media.u32("mediassrc", "Media source SSRC").hex();

        Header nack = list(media, "NACK", Rtcp.TRANSPORT, 1, 1, 4);
        nack.u16("rtpfb.nack_pid", "RTCP Transport Feedback NACK PID");
        nack.u16("rtpfb.nack_blp", "RTCP Transport Feedback NACK BLP").hex();
        Header rate = list(media, "Bit rate", Rtcp.TRANSPORT, 3, 4, 8);
        rate.u32("rtpfb.tmmbr.fci.ssrc", "SSRC").hex();
        rate.bits(6, "rtpfb.tmmbr.fci.exp", "MxTBR Exp");
        rate.bits(17, "rtpfb.tmmbr.fci.mantissa", "MxTBR Mantissa");
        rate.bits(9, "rtpfb.tmmbr.fci.measuredoverhead", "Measured Overhead");
        Header wide = media.then("Congestion", (f, at, end) -> is(f, at, Rtcp.TRANSPORT) && format(f, at) == 15);
        wide.u16("rtpfb.transportcc.baseseq", "Base Sequence Number");
        wide.u16("rtpfb.transportcc.statuscount", "Packet Status Count");
        wide.u24("rtpfb.transportcc.reftime", "Reference Time").signed().in("64 ms");
        wide.u8("rtpfb.transportcc.pktcount", "Feedback Packets Count");

        Header slice = list(media, "Slice loss", Rtcp.PAYLOAD, 2, 2, 4);
        slice.bits(13, "psfb.fir.sli.first", "First MB");
        slice.bits(13, "psfb.fir.sli.number", "Number of MBs");
        slice.bits(6, "psfb.fir.sli.picture_id", "Picture ID");
        Header intra = list(media, "Intra request", Rtcp.PAYLOAD, 4, 4, 8);
        intra.u32("psfb.fir.fci.ssrc", "SSRC").hex();
        intra.u8("psfb.fir.fci.csn", "Command Sequence Number");
        intra.u24("psfb.fir.fci.reserved", "Reserved");
        Header remb = media.then("REMB", (f, at, end) -> isRemb(f, at));
        remb.span("psfb.remb.identifier", "Unique Identifier", Type.STRING, (f, at, end) -> Field.span(at + 12, 4));
        Field ssrcs = remb.skip(32).u8("psfb.remb.fci.number_ssrcs", "Number of Ssrcs");
        remb.bits(6, "psfb.remb.fci.br_exp", "BR Exp");
        remb.bits(18, "psfb.remb.fci.br_mantissa", "Br Mantissa");
        remb.text(
                "psfb.remb.fci.bitrate",
                "Maximum bit rate",
                (f, at, end, out) -> out.unsigned((f.u24(at + 17) & 0x3ffffL) << (f.u8(at + 17) >> 2)));
        remb.list("SSRC", ssrcs, (f, at, end) -> 4)
                .u32("psfb.remb.fci.ssrc", "SSRC")
                .hex();

        media.span("fci", "Feedback Control Information (FCI)", Type.BYTES, (f, at, end) -> {
            int bytes = Rtcp.stop(f, at, end) - at - 12;
            return Field.span(at + 12, isKnown(f, at, end) || bytes <= 0 ? -1 : bytes);
        });
    }

    private static Header list(Header media, String label, int type, int first, int last, int bytes) {
        return media.parts(
                label,
                (f, at, end, previous, index) -> {
                    int next = at + 12 + bytes * index;
                    boolean here = is(f, at, type) && format(f, at) >= first && format(f, at) <= last;
                    return here && next + bytes <= Rtcp.stop(f, at, end) ? next : -1;
                },
                (f, at, end) -> bytes);
    }

    private static boolean is(Frame f, int at, int type) {
        return f.u8(at + 1) == type;
    }

    private static int format(Frame f, int at) {
        return f.u8(at) & 31;
    }

    private static boolean isRemb(Frame f, int at) {
        return is(f, at, Rtcp.PAYLOAD) && format(f, at) == 15 && f.u32(at + 12) == REMB;
    }

    /** Whether the message has fields of its own. */
    private static boolean isKnown(Frame f, int at, int end) {
        int format = format(f, at);
        return is(f, at, Rtcp.TRANSPORT)
                ? format == 1 || format == 3 || format == 4 || format == 15
                : format == 1 || format == 2 || format == 4 || at + 20 <= end && isRemb(f, at);
    }

    static void row(Frame f, int at, int end, Out out) {
        String name = (is(f, at, Rtcp.TRANSPORT) ? TRANSPORT : PAYLOAD).get(format(f, at));
        if (name != null) {
            out.put(", ").put(name);
        }
        if (is(f, at, Rtcp.TRANSPORT) && format(f, at) == 1 && at + 16 <= end) {
            out.put(" of seq ").dec(f.u16(at + 12));
        }
    }
}
