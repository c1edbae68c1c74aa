package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.analysis.Range;
import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The tables of {@link Streams}. */
final class StreamSheets {
    /** Those with most bytes first. */
    static final Comparator<Stream> ORDER = StreamSheets::order;

    private static final int DSCP_SHIFT = 2;

    static final Sheet<Stream> STREAM = Sheet.of(
            "stream",
            "Streams",
            "What one source sends from one port to one group and port on one VLAN.",
            Column.of("source", "Source", Kind.TEXT, "Source address.", Stream::source),
            Column.<Stream>of("source_port", "Port", Kind.COUNT, "Source port.", Stream::sourcePort)
                    .rank(6),
            Column.of("group", "Group", Kind.TEXT, "Group address.", Stream::group),
            Column.of("port", "Port", Kind.COUNT, "Destination port.", Stream::port),
            Column.of("vlan", "VLAN", Kind.TEXT, "VLAN id, outer.inner for two; null untagged.", Stream::vlan),
            Column.<Stream>of(
                            "name",
                            "Name",
                            Kind.TEXT,
                            "The session that SAP announced there (RFC 2974, RFC 8866); null for none.",
                            s -> s.destination.name)
                    .rank(4),
            Column.<Stream>of(
                            "carries", "Carries", Kind.TEXT, "What it is recognised as; null unknown.", s -> s.carries)
                    .rank(4),
            Column.of("packets", "Packets", Kind.COUNT, "Datagrams.", s -> s.packets),
            Column.<Stream>of("bytes", "Bytes", Kind.COUNT, "Bytes of their frames.", s -> s.bytes)
                    .rank(10),
            Column.<Stream>of(
                            "lost",
                            "Lost",
                            Kind.COUNT,
                            "Packets (MoldUDP64: messages) that never came, by their numbers; null without numbers.",
                            s -> s.numbered ? s.lost : null)
                    .rank(1),
            Column.<Stream>of("loss", "Loss", Kind.SHARE, "Lost, of those expected.", Stream::lossShare)
                    .rank(5),
            Column.<Stream>of(
                            "duplicate",
                            "Dup",
                            Kind.COUNT,
                            "Packets whose number had come before.",
                            s -> s.numbered ? s.duplicate : null)
                    .rank(2),
            Column.<Stream>of(
                            "reordered",
                            "Reord",
                            Kind.COUNT,
                            "Packets that came later than a later number.",
                            s -> s.numbered ? s.reordered : null)
                    .rank(2),
            Column.<Stream>of(
                            "jitter",
                            "Jitter",
                            Kind.DURATION,
                            "RTP: largest interarrival jitter (RFC 3550, 6.4.1).",
                            s -> s.rtp == null || !s.numbered ? null : s.rtp.mostJitter())
                    .rank(3),
            Column.<Stream>of(
                            "packet_rate",
                            "Packets/s",
                            Kind.NUMBER,
                            "Packets over the time from first to last.",
                            Stream::packetRate)
                    .rank(8),
            Column.of(
                    "average_rate",
                    "Average",
                    Kind.RATE,
                    "Bytes over the time from first to last.",
                    Stream::averageRate),
            Column.<Stream>of(
                            "peak_rate",
                            "Peak",
                            Kind.RATE,
                            "Most bytes within a burst interval.",
                            s -> s.window.mostRate())
                    .rank(3),
            Column.<Stream>of("max_burst", "Burst", Kind.COUNT, "Most packets within a burst interval.", s ->
                            (long) s.window.mostPackets())
                    .rank(7),
            Column.<Stream>of(
                            "burst_alarms",
                            "Alarms",
                            Kind.COUNT,
                            "How often the burst alarm was raised.",
                            s -> s.window.alarms())
                    .rank(9),
            Column.<Stream>of(
                            "max_buffer",
                            "Buffer",
                            Kind.COUNT,
                            "Most bytes in a buffer that empties at the stream's rate.",
                            s -> s.buffer.most())
                    .rank(7),
            Column.<Stream>of(
                            "buffer_alarms",
                            "Alarms",
                            Kind.COUNT,
                            "How often the buffer alarm was raised.",
                            s -> s.buffer.alarms())
                    .rank(9),
            Column.<Stream>of(
                            "longest_gap",
                            "Longest gap",
                            Kind.DURATION,
                            "Longest time between two packets.",
                            s -> s.packets > 1 ? s.longestGap : null)
                    .rank(4),
            Column.<Stream>of(
                            "silences",
                            "Silences",
                            Kind.COUNT,
                            "Ever longer gaps of more than 1 s and ten times the mean.",
                            s -> s.silences > 0 ? s.silences : null)
                    .rank(8),
            Column.<Stream>of(
                            "ttl", "TTL", Kind.TEXT, "TTL or hop limit; the range where it changed.", StreamSheets::ttl)
                    .rank(6),
            Column.<Stream>of("dscp", "DSCP", Kind.COUNT, "DSCP of the last packet.", s ->
                            (long) (s.trafficClass >> DSCP_SHIFT))
                    .rank(9),
            Column.<Stream>of(
                            "restarts",
                            "Restarts",
                            Kind.COUNT,
                            "How often numbers began anew.",
                            s -> s.restarts > 0 ? s.restarts : null)
                    .rank(9),
            Column.<Stream>of(
                            "strays",
                            "Strays",
                            Kind.COUNT,
                            "Packets whose number fits nothing.",
                            s -> s.strays > 0 ? s.strays : null)
                    .rank(9),
            Column.<Stream>of(
                            "sequence",
                            "Number",
                            Kind.TEXT,
                            "Where payloads have a number, as declared with --sequence or inferred by --sequence auto.",
                            s -> s.numbering == null ? null : s.numbering.place())
                    .rank(8),
            Column.<Stream>of(
                            "sequence_inferred",
                            "",
                            Kind.FLAG,
                            "Whether that was inferred; null where there is none.",
                            s -> s.numbering == null || s.numbering.place() == null ? null : s.inferred != null)
                    .hidden(),
            Column.<Stream>of("first", "First", Kind.TIME, "Time of the first packet.", s -> s.firstNanos)
                    .rank(11),
            Column.<Stream>of("last", "Last", Kind.TIME, "Time of the last packet.", s -> s.lastNanos)
                    .rank(10),
            Column.<Stream>of(
                            "ts_errors",
                            "TS errors",
                            Kind.COUNT,
                            "MPEG-TS: broken continuity counters.",
                            ts(t -> t.errors))
                    .rank(3),
            Column.<Stream>of(
                            "ts_lost",
                            "TS lost",
                            Kind.COUNT,
                            "MPEG-TS: packets missing by the counters.",
                            ts(TransportStream::missing))
                    .rank(4),
            Column.<Stream>of(
                            "transport_errors",
                            "TEI",
                            Kind.COUNT,
                            "MPEG-TS: packets with the transport error indicator.",
                            ts(t -> t.transportErrors > 0 ? t.transportErrors : null))
                    .rank(4),
            Column.<Stream>of(
                            "null_share", "Null", Kind.SHARE, "MPEG-TS: null packets.", ts(TransportStream::nullShare))
                    .hidden(),
            Column.<Stream>of(
                            "pcr_gap",
                            "PCR gap",
                            Kind.DURATION,
                            "MPEG-TS: longest time between two PCRs of a PID.",
                            ts(TransportStream::mostPcrGap))
                    .rank(8),
            Column.<Stream>of(
                            "pcr_jitter",
                            "PCR jitter",
                            Kind.DURATION,
                            "MPEG-TS: arrival against PCR, peak to peak within 10 s.",
                            ts(TransportStream::pcrJitter))
                    .rank(8),
            Column.<Stream>of(
                            "delay_factor",
                            "DF",
                            Kind.DURATION,
                            "MPEG-TS: largest delay factor (RFC 4445, 3.1).",
                            ts(t -> t.delayFactor.mostDelay()))
                    .rank(5),
            Column.<Stream>of(
                            "media_loss_rate",
                            "MLR",
                            Kind.COUNT,
                            "MPEG-TS: largest media loss rate, packets per second (RFC 4445, 3.2).",
                            ts(t -> t.delayFactor.mostLosses()))
                    .rank(5),
            Column.<Stream>of(
                            "delay_min",
                            "Delay min",
                            Kind.DURATION,
                            "One-way delay, by a time in the payload; as good as the clocks.",
                            delay(Range::min))
                    .rank(5),
            Column.<Stream>of("delay_mean", "mean", Kind.DURATION, "The mean.", delay(Range::mean))
                    .rank(5),
            Column.<Stream>of("delay_max", "max", Kind.DURATION, "The largest.", delay(Range::max))
                    .rank(5));

    /** A change or gap and the stream it is of. */
    private interface Of<R> {
        Stream stream(R row);
    }

    private static <R> List<Column<R>> identity(Of<R> of) {
        return List.of(
                Column.of("source", "Source", Kind.TEXT, "Source address.", r -> of.stream(r)
                        .source()),
                Column.<R>of("source_port", "Port", Kind.COUNT, "Source port.", r -> of.stream(r)
                                .sourcePort())
                        .rank(2),
                Column.of("group", "Group", Kind.TEXT, "Group address.", r -> of.stream(r)
                        .group()),
                Column.of("port", "Port", Kind.COUNT, "Destination port.", r -> of.stream(r)
                        .port()),
                Column.of(
                        "vlan", "VLAN", Kind.TEXT, "VLAN id.", r -> of.stream(r).vlan()));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    private static <R> Sheet<R> event(String name, String title, String about, Of<R> of, Column<R>... columns) {
        List<Column<R>> all = new java.util.ArrayList<>(List.of(columns).subList(0, 2));
        all.addAll(identity(of));
        all.addAll(List.of(columns).subList(2, columns.length));
        return new Sheet<>(name, title, about, all);
    }

    static final Sheet<Gap> GAP = event(
            "gap",
            "Gaps",
            "Numbers that never came, where it showed.",
            g -> g.stream,
            Column.of("time", "Time", Kind.TIME, "When a later number came.", g -> g.nanos),
            Column.of("frame", "Frame", Kind.COUNT, "The frame it came in.", g -> g.frame),
            Column.of("lost", "Lost", Kind.COUNT, "How many never came.", g -> g.missing),
            Column.of("from", "From", Kind.TEXT, "The first number of the gap.", g -> number(g, g.from)),
            Column.of("to", "To", Kind.TEXT, "The last one.", g -> number(g, g.from + g.count - 1)),
            Column.<Gap>of("silence", "Silence", Kind.DURATION, "Since the packet before.", g -> g.silence)
                    .rank(1));

    static final Sheet<Change> CHANGE = event(
            "change",
            "Changes",
            "Something about a stream was no longer what it had been.",
            Change::stream,
            Column.of("time", "Time", Kind.TIME, "When.", Change::nanos),
            Column.of("frame", "Frame", Kind.COUNT, "The first frame that shows it.", Change::frame),
            Column.of(
                    "what",
                    "What",
                    Kind.TEXT,
                    "What changed: TTL, DSCP, source, SSRC, payload type, sequence.",
                    Change::what),
            Column.of("before", "Before", Kind.TEXT, "What it had been.", Change::before),
            Column.of("after", "After", Kind.TEXT, "What it became.", Change::after));

    /** An RTP source and its stream. */
    private record Source(Stream stream, RtpSource rtp) {}

    static final Sheet<Source> RTP = Sheet.of(
            "rtp",
            "RTP sources",
            "A synchronization source in a stream (RFC 3550).",
            Column.of("source", "Source", Kind.TEXT, "Source address.", s -> s.stream.source()),
            Column.of("group", "Group", Kind.TEXT, "Group address.", s -> s.stream.group()),
            Column.of("port", "Port", Kind.COUNT, "Destination port.", s -> s.stream.port()),
            Column.of("ssrc", "SSRC", Kind.TEXT, "Synchronization source.", s -> Streams.hex(s.rtp.ssrc)),
            Column.of("payload_type", "Type", Kind.COUNT, "Payload type of the last packet.", s -> (long) s.rtp.type),
            Column.of(
                    "codec",
                    "Codec",
                    Kind.TEXT,
                    "What that is called: as announced, else by RFC 3551.",
                    s -> s.rtp.codec),
            Column.of("clock_rate", "Clock", Kind.COUNT, "Clock rate, Hz.", s -> (long) s.rtp.rate()),
            Column.of("clock_assumed", "assumed", Kind.FLAG, "Whether nothing says so.", s -> s.rtp.isAssumed()),
            Column.of("packets", "Packets", Kind.COUNT, "Packets.", s -> s.rtp.packets),
            Column.of("lost", "Lost", Kind.COUNT, "Packets that never came.", s -> s.rtp.lost),
            Column.of("duplicate", "Dup", Kind.COUNT, "Packets that had come before.", s -> s.rtp.duplicate),
            Column.of("reordered", "Reord", Kind.COUNT, "Packets that came late.", s -> s.rtp.reordered),
            Column.of(
                    "jitter",
                    "Jitter",
                    Kind.DURATION,
                    "Interarrival jitter at the end (RFC 3550, 6.4.1).",
                    s -> s.rtp.jitter()),
            Column.of("max_jitter", "Largest", Kind.DURATION, "The largest it was.", s -> s.rtp.mostJitter()));

    static final Sheet<Totals> TOTAL = Sheet.of(
            "total",
            "All streams",
            "All streams together.",
            Column.of("streams", "Streams", Kind.COUNT, "Streams.", t -> t.streams),
            Column.of("groups", "Groups", Kind.COUNT, "Groups.", t -> t.groups),
            Column.of("sources", "Sources", Kind.COUNT, "Source addresses.", t -> t.sources),
            Column.of("packets", "Packets", Kind.COUNT, "Datagrams.", t -> t.packets),
            Column.of("bytes", "Bytes", Kind.COUNT, "Bytes of their frames.", t -> t.bytes),
            Column.of("lost", "Lost", Kind.COUNT, "Sum of the streams' losses.", t -> t.lost),
            Column.of("duplicate", "Dup", Kind.COUNT, "Sum of the streams' repetitions.", t -> t.duplicate),
            Column.of("reordered", "Reord", Kind.COUNT, "Sum of the streams' late packets.", t -> t.reordered),
            Column.of(
                    "packet_rate",
                    "Packets/s",
                    Kind.NUMBER,
                    "Packets over the time from first to last.",
                    Totals::packetRate),
            Column.of(
                    "average_rate",
                    "Average",
                    Kind.RATE,
                    "Bytes over the time from first to last.",
                    Totals::averageRate),
            Column.of("peak_rate", "Peak", Kind.RATE, "Most bytes within a burst interval.", t -> t.window.mostRate()),
            Column.of("max_burst", "Burst", Kind.COUNT, "Most packets within a burst interval.", t ->
                    (long) t.window.mostPackets()),
            Column.of(
                    "max_buffer",
                    "Buffer",
                    Kind.COUNT,
                    "Most bytes in a buffer that empties at the total rate.",
                    t -> t.buffer.most()),
            Column.<Totals>of(
                            "buffer_alarms",
                            "Alarms",
                            Kind.COUNT,
                            "How often the buffer alarm was raised.",
                            t -> t.buffer.alarms())
                    .rank(1));

    private StreamSheets() {}

    /** Adds what is beside the streams themselves. */
    static void more(Report report, List<Stream> all, List<Gap> gaps, List<Change> changes) {
        report.add(
                RTP,
                all.stream()
                        .filter(s -> s.rtp != null && s.numbered)
                        .flatMap(s -> s.rtp.sources().stream().map(rtp -> new Source(s, rtp)))
                        .toList());
        report.add(
                GAP,
                gaps.stream().filter(g -> g.stream.numbered && g.missing > 0).toList());
        report.add(CHANGE, changes);
    }

    /** Adds all streams together. */
    static void total(Report report, Totals totals, List<Stream> all) {
        if (all.isEmpty()) {
            return;
        }
        Set<String> groups = new HashSet<>();
        Set<String> sources = new HashSet<>();
        totals.streams = all.size();
        totals.lost = 0;
        totals.duplicate = 0;
        totals.reordered = 0;
        for (Stream s : all) {
            groups.add(s.group());
            sources.add(s.source());
            totals.lost += s.numbered ? s.lost : 0;
            totals.duplicate += s.numbered ? s.duplicate : 0;
            totals.reordered += s.numbered ? s.reordered : 0;
        }
        totals.groups = groups.size();
        totals.sources = sources.size();
        report.add(TOTAL, List.of(totals));
    }

    /** By hand: for a chain of {@code thenComparing} the JVM makes classes, each time anew. */
    private static int order(Stream a, Stream b) {
        int order = Long.compare(b.bytes, a.bytes);
        order = order != 0 ? order : a.group().compareTo(b.group());
        order = order != 0 ? order : Integer.compare(a.port(), b.port());
        order = order != 0 ? order : a.source().compareTo(b.source());
        return order != 0 ? order : Integer.compare(a.sourcePort(), b.sourcePort());
    }

    private static String number(Gap gap, long number) {
        int width = gap.stream.rtp != null ? Short.SIZE : gap.stream.numbering.width();
        return Long.toUnsignedString(width < Long.SIZE ? number & (1L << width) - 1 : number);
    }

    private static Function<Stream, Object> ts(Function<TransportStream, ?> value) {
        return s -> s.transport == null ? null : value.apply(s.transport);
    }

    private static Function<Stream, Object> delay(Function<Range, Long> value) {
        return s -> s.numbering == null ? null : value.apply(s.numbering.delay());
    }

    static boolean isAssumed(Stream s) {
        return s.rtp != null && s.numbered && s.rtp.sources().stream().anyMatch(RtpSource::isAssumed);
    }

    private static String ttl(Stream s) {
        return s.leastTtl == s.mostTtl ? String.valueOf(s.ttl) : s.leastTtl + "-" + s.mostTtl;
    }
}
