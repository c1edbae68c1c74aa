package io.mcshark.cli.traffic;

import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Quantity;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What a receiver tells at its end, of each sender: lines for people, rows for programs. */
final class ReceiveReport {
    /** Flows shown to people. */
    private static final int SHOWN = 20;

    /** All that came. */
    record Total(Tally tally, long tookNanos, int bufferBytes, long dropped, Long strangers) {}

    static final Sheet<Total> TOTAL = Sheet.of(
            "received",
            "Received",
            "What receive got in all.",
            Column.of("packets", "Packets", Kind.COUNT, "Datagrams that came.", t -> t.tally.packets()),
            Column.of("bytes", "Bytes", Kind.COUNT, "Their payload.", t -> t.tally.bytes()),
            Column.of("senders", "Senders", Kind.COUNT, "Addresses they came from.", t -> t.tally.senders()),
            Column.of("groups", "Groups", Kind.COUNT, "Groups, with port, that got some.", t -> t.tally.groups()),
            Column.of("duration", "Duration", Kind.DURATION, "How long receive listened.", Total::tookNanos),
            Column.of("buffer", "Buffer", Kind.COUNT, "Bytes of each socket's buffer, as granted.", Total::bufferBytes),
            Column.of("dropped", "Dropped", Kind.COUNT, "Datagrams for which it had no room.", Total::dropped),
            Column.of(
                    "cross_talk",
                    "Cross-talk",
                    Kind.COUNT,
                    "Datagrams to other groups on the same ports; null where that could not be watched.",
                    Total::strangers));

    static final Sheet<Flow> FLOWS = Sheet.of(
            "flow",
            "Senders",
            "What one sender sent to one group, as receive got it.",
            Column.of(
                    "source", "Source", Kind.TEXT, "Address it came from.", f -> Addresses.text(f.source.getAddress())),
            Column.of("source_port", "Port", Kind.COUNT, "Port it came from.", f -> f.source.getPort()),
            Column.of("group", "Group", Kind.TEXT, "Group it was sent to.", f -> Addresses.text(f.target.group())),
            Column.of("port", "Port", Kind.COUNT, "Port it was sent to.", f -> f.target.port()),
            Column.of("interface", "Interface", Kind.TEXT, "Interface, where one was named.", f -> f.nic.name()),
            Column.of("content", "Content", Kind.TEXT, "probe, rtp or other.", f -> f.content()
                    .name()
                    .toLowerCase(Locale.ROOT)),
            Column.of("stream", "Stream", Kind.TEXT, "Run and sender of probes, SSRC of RTP.", Flow::stream),
            Column.of("packets", "Packets", Kind.COUNT, "Datagrams that came.", Flow::packets),
            Column.of("bytes", "Bytes", Kind.COUNT, "Their payload.", Flow::bytes),
            Column.of("first", "First", Kind.TIME, "When the first came.", Flow::firstNanos),
            Column.of("last", "Last", Kind.TIME, "When the last came.", Flow::lastNanos),
            Column.of("packet_rate", "Packets/s", Kind.NUMBER, "Datagrams a second.", f -> rate(f.rate())),
            Column.of("bit_rate", "Rate", Kind.RATE, "Payload bits a second.", f -> rate(f.bitRate())),
            Column.of("received", "Received", Kind.COUNT, "Numbers that came, each once.", of(Numbers::received)),
            Column.of("lost", "Lost", Kind.COUNT, "Numbers that did not come.", of(Numbers::lost)),
            Column.of("loss", "Loss", Kind.SHARE, "Lost of those that should have come.", of(Numbers::loss)),
            Column.of("duplicate", "Duplicate", Kind.COUNT, "Numbers that came again.", of(Numbers::duplicate)),
            Column.of("reordered", "Reordered", Kind.COUNT, "Numbers behind a later one.", of(Numbers::reordered)),
            Column.of("stray", "Stray", Kind.COUNT, "Numbers far from the others.", of(Numbers::stray)),
            Column.of("restarts", "Restarts", Kind.COUNT, "How often numbers began anew.", of(Numbers::restarts)),
            Column.of("corrupt", "Corrupt", Kind.COUNT, "Probes that were cut or changed.", Flow::corrupt),
            Column.of("jitter", "Jitter", Kind.DURATION, "RFC 3550, 6.4.1, at the end.", of(Numbers::jitter)),
            Column.of(
                    "delay_min",
                    "Delay min",
                    Kind.DURATION,
                    "From sending to arrival, by two clocks.",
                    f -> f.delay.min()),
            Column.of("delay_mean", "Delay mean", Kind.DURATION, "The same, mean.", f -> f.delay.mean()),
            Column.of("delay_max", "Delay max", Kind.DURATION, "The same, largest.", f -> f.delay.max()),
            Column.of(
                    "synchronized",
                    "Synchronized",
                    Kind.FLAG,
                    "Whether the sender says that its clock is.",
                    f -> f.delay.isEmpty() ? null : f.isSynchronized()),
            Column.of(
                    "hops_min", "Hops min", Kind.COUNT, "Routers passed, by the TTL a probe tells.", f -> f.hops.min()),
            Column.of("hops_max", "Hops max", Kind.COUNT, "The same, most.", f -> f.hops.max()),
            Column.of("ttl_min", "TTL min", Kind.COUNT, "TTL or hop limit on arrival.", f -> f.ttl.min()),
            Column.of("ttl_max", "TTL max", Kind.COUNT, "The same, largest.", f -> f.ttl.max()),
            Column.of(
                    "dscp",
                    "DSCP",
                    Kind.COUNT,
                    "DSCP of the last datagram.",
                    f -> f.trafficClass() < 0 ? null : f.trafficClass() >> 2),
            Column.of("remarked", "Remarked", Kind.COUNT, "Probes whose traffic class was changed.", Flow::remarked),
            Column.of("ended", "Ended", Kind.FLAG, "Whether the last probe of the run came.", Flow::ended));

    private ReceiveReport() {}

    private static Function<Flow, ?> of(Function<Numbers, ?> value) {
        return flow -> flow.numbers() == null ? null : value.apply(flow.numbers());
    }

    private static Double rate(double rate) {
        return Double.isFinite(rate) ? rate : null;
    }

    /** The sum first, then each sender. */
    static Report report(Tally tally, Inbox inbox, CrossTalk strangers, long tookNanos, List<Wire> wires) {
        Total total = new Total(
                tally, tookNanos, inbox.bufferBytes(), inbox.dropped(), strangers == null ? null : strangers.count());
        Report report = new Report().add(TOTAL, List.of(total)).add(FLOWS, List.copyOf(tally.flows()));
        return wires.isEmpty() ? report : report.add(WireReport.SHEET, wires);
    }

    /** Lines about senders whose datagrams have numbers, or whose TTL changed. */
    static void text(Tally tally, java.io.PrintWriter out) {
        List<Flow> some = tally.flows().stream()
                .filter(f -> f.numbers() != null || f.corrupt() > 0)
                .toList();
        some.stream().limit(SHOWN).forEach(flow -> out.println(text(flow)));
        if (some.size() > SHOWN) {
            out.println("… and " + Sender.plural(some.size() - SHOWN, "other sender") + " (--json shows all)");
        }
        if (tally.unmeasured() > 0) {
            out.println(Sender.plural(tally.unmeasured(), "datagram") + " of more senders than are told apart");
        }
    }

    private static String text(Flow f) {
        StringBuilder line = new StringBuilder();
        line.append(Addresses.text(f.source.getAddress(), f.source.getPort()))
                .append(" > ")
                .append(f.target);
        line.append(f.nic.given() ? " on " + f.nic.name() : "");
        Numbers n = f.numbers();
        if (n != null) {
            line.append(f.content() == Flow.Content.PROBE ? ", probe " : ", RTP ")
                    .append(f.stream());
            line.append(": ").append(n.received()).append(" received, ");
            line.append(n.lost()).append(" lost");
            line.append(n.lost() == 0 ? "" : " (" + Quantity.share(n.loss()) + ")");
            line.append(", ").append(n.duplicate()).append(" duplicate, ");
            line.append(n.reordered()).append(" reordered");
            append(line, n.stray(), " stray");
            append(line, n.restarts(), " restarts");
        }
        append(line, f.corrupt(), " corrupt");
        line.append(f.content() != Flow.Content.PROBE || f.ended() ? "" : ", end not seen");
        line.append("\n  ").append(String.format(Locale.ROOT, "%.1f packets/s", f.packets() == 1 ? 0 : f.rate()));
        line.append(", ").append(Quantity.rate(f.packets() == 1 ? 0 : f.bitRate()));
        if (n != null) {
            line.append("; jitter ").append(Quantity.duration(n.jitter()));
        }
        if (!f.delay.isEmpty()) {
            line.append("; one-way delay min/mean/max ").append(Quantity.duration(f.delay.min()));
            line.append(" / ").append(Quantity.duration(f.delay.mean()));
            line.append(" / ").append(Quantity.duration(f.delay.max()));
            line.append(f.isSynchronized() ? "" : " (the sender's clock is not known to be right)");
        }
        line.append(f.hops.isEmpty() ? "" : "; hops " + f.hops).append(f.ttl.isEmpty() ? "" : "; ttl " + f.ttl);
        line.append(f.trafficClass() < 0 ? "" : "; dscp " + (f.trafficClass() >> 2));
        append(line, f.remarked(), " remarked on the way");
        return line.toString();
    }

    private static void append(StringBuilder line, long count, String what) {
        line.append(count == 0 ? "" : ", " + count + what);
    }
}
