package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Type;

/**
 * Extended reports of RTCP, packet type 207: RFC 3611.
 *
 * <pre>
 * SSRC 4, then blocks: type 1, for the type 1, length 2 in words; then
 * 1, 2  loss, duplicate runs   SSRC 4, first 2, last 2, chunks of 2
 * 3     receipt times          SSRC 4, first 2, last 2, times of 4
 * 4     receiver reference     NTP time 8
 * 5     delay since that       SSRC 4, last RR 4, delay 4, again and again
 * 6     statistics             SSRC 4, first 2, last 2, lost 4, duplicate 4, jitter 4 × 4, TTL 4 × 1
 * 7     VoIP metrics           SSRC 4, 28 bytes of metrics
 * </pre>
 */
final class RtcpExtended {
    private static final int LOSS = 1, DUPLICATE = 2, TIMES = 3, REFERENCE = 4, DELAY = 5, STATISTICS = 6, VOIP = 7;

    private RtcpExtended() {}

    /** Declares the blocks as parts of a packet. */
    static void declare(Header packet) {
        Header block = packet.parts("Extended report block", RtcpExtended::next, (f, at, end) -> 4 + 4 * f.u16(at + 2));
        block.u8("xr.bt", "Type").names(Names.lines("""
                1 Loss run length encoding
                2 Duplicate run length encoding
                3 Packet receipt times
                4 Receiver reference time
                5 DLRR
                6 Statistics summary
                7 VoIP metrics
                8 RTCP XR block
                9 Texas Instruments extended VoIP quality
                10 Post-repair loss RLE
                11 Multicast acquisition
                12 IDMS
                14 Measurement information
                15 Packet delay variation
                16 Delay metrics
                17 Burst/gap loss summary
                18 Burst/gap discard summary
                20 Discard count
                """));
        block.u8("xr.bs", "Type Specific");
        block.u16("xr.bl", "Length").in("words");

        Header about =
                block.then("Source", (f, at, end) -> f.u8(at) != REFERENCE && f.u8(at) != DELAY && f.u8(at) <= VOIP);
        about.u32("ssrc.identifier", "Identifier").hex();
        Header range = about.then("Range", (f, at, end) -> f.u8(at) <= STATISTICS);
        range.u16("xr.beginseq", "Begin Sequence Number");
        range.u16("xr.endseq", "End Sequence Number");
        range.derived(
                        "xr.tf",
                        "Thinning factor",
                        Type.UINT,
                        (f, at, end) -> f.u8(at) <= TIMES ? f.u8(at + 1) & 15 : Field.ABSENT)
                .plain();
        list(range, "Chunk", LOSS, DUPLICATE, 12, 2).u16("xr.chunk.bit_vector", "Chunk");
        list(range, "Receipt time", TIMES, TIMES, 12, 4).u32("xr.receipt_time_seq", "Receipt Time");

        Header reference = block.then("Reference", (f, at, end) -> f.u8(at) == REFERENCE);
        reference
                .skip(64)
                .derived("xr.timestamp", "Timestamp", Type.ABSOLUTE_TIME, (f, at, end) -> Rtcp.nanos(f, at + 4));
        Header delay = list(block, "Delay", DELAY, DELAY, 4, 12);
        delay.u32("ssrc.identifier", "Identifier").hex();
        delay.u32("xr.lrr", "Last RR timestamp");
        delay.u32("xr.dlrr", "Delay since last RR timestamp").in("/ 65536 s");

        Header statistics = range.then("Statistics", (f, at, end) -> f.u8(at) == STATISTICS);
        statistics.u32("xr.stats.lost", "Lost Packets");
        statistics.u32("xr.stats.dups", "Duplicate Packets");
        statistics.u32("xr.stats.minjitter", "Minimum Jitter");
        statistics.u32("xr.stats.maxjitter", "Maximum Jitter");
        statistics.u32("xr.stats.meanjitter", "Mean Jitter");
        statistics.u32("xr.stats.devjitter", "Standard Deviation of Jitter");
        statistics.u8("xr.stats.minttl", "Minimum TTL or Hop Limit");
        statistics.u8("xr.stats.maxttl", "Maximum TTL or Hop Limit");
        statistics.u8("xr.stats.meanttl", "Mean TTL or Hop Limit");
        statistics.u8("xr.stats.devttl", "Standard Deviation of TTL");
        voip(about.then("VoIP metrics", (f, at, end) -> f.u8(at) == VOIP));
    }

    private static void voip(Header h) {
        h.u8("ssrc.fraction", "Fraction lost").in("/ 256");
        h.u8("ssrc.discarded", "Fraction discarded").in("/ 256");
        h.u8("xr.voipmetrics.burstdensity", "Burst Density");
        h.u8("xr.voipmetrics.gapdensity", "Gap Density");
        h.u16("xr.voipmetrics.burstduration", "Burst Duration").in("ms");
        h.u16("xr.voipmetrics.gapduration", "Gap Duration").in("ms");
        h.u16("xr.voipmetrics.rtdelay", "Round Trip Delay").in("ms");
        h.u16("xr.voipmetrics.esdelay", "End System Delay").in("ms");
        h.u8("xr.voipmetrics.signallevel", "Signal Level").signed();
        h.u8("xr.voipmetrics.noiselevel", "Noise Level").signed();
        h.u8("xr.voipmetrics.rerl", "Residual Echo Return Loss");
        h.u8("xr.voipmetrics.gmin", "Gmin");
        h.u8("xr.voipmetrics.rfactor", "R Factor");
        h.u8("xr.voipmetrics.extrfactor", "External R Factor");
        h.skip(16); // MOS, in tenths: a fraction, which no type here is
        h.bits(2, "xr.voipmetrics.plc", "Packet Loss Concealment Algorithm");
        h.bits(2, "xr.voipmetrics.jba", "Adaptive Jitter Buffer Algorithm");
        h.bits(4, "xr.voipmetrics.jbrate", "Jitter Buffer Rate");
        h.skip(8).u16("xr.voipmetrics.jbnominal", "Nominal Jitter Buffer Size");
        h.u16("xr.voipmetrics.jbmax", "Maximum Jitter Buffer Size");
        h.u16("xr.voipmetrics.jbabsmax", "Absolute Maximum Jitter Buffer Size");
        h.length(28);
    }

    private static int next(Frame f, int at, int end, int previous, int index) {
        if (f.u8(at + 1) != Rtcp.EXTENDED) {
            return -1;
        }
        int next = previous < 0 ? at + 8 : previous + 4 + 4 * f.u16(previous + 2);
        return next + 4 <= Rtcp.stop(f, at, end) ? next : -1;
    }

    private static Header list(Header block, String label, int first, int last, int from, int bytes) {
        return block.parts(
                label,
                (f, at, end, previous, index) ->
                        f.u8(at) >= first && f.u8(at) <= last && at + from + bytes * (index + 1) <= end
                                ? at + from + bytes * index
                                : -1,
                (f, at, end) -> bytes);
    }
}
