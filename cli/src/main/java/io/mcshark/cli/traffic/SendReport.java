package io.mcshark.cli.traffic;

import io.mcshark.cli.Console;
import io.mcshark.cli.Quantities;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Json;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * What a sender has sent.
 *
 * @param tookNanos from the first datagram to the last
 * @param pieces that the payload gave; each went to each group, but for what was done wrong on purpose
 * @param faults what was; null for nothing
 * @param replies that came back; null when none was awaited
 */
record SendReport(
        List<Target> targets,
        long startNanos,
        long tookNanos,
        long pieces,
        long datagrams,
        long bytes,
        Faults faults,
        long seed,
        Long replies,
        int hosts) {
    static final Sheet<SendReport> SHEET = Sheet.of(
            "sent",
            "Sent",
            "What send has sent.",
            Column.of("groups", "Groups", Kind.TEXTS, "Where to, with ports.", r -> r.targets.stream()
                    .map(Target::toString)
                    .toList()),
            Column.of("start", "Start", Kind.TIME, "When it began.", SendReport::startNanos),
            Column.of("duration", "Duration", Kind.DURATION, "From the first to the last.", SendReport::tookNanos),
            Column.of("pieces", "Pieces", Kind.COUNT, "Numbers used, the same to each group.", SendReport::pieces),
            Column.of("packets", "Packets", Kind.COUNT, "Datagrams that left.", SendReport::datagrams),
            Column.of("bytes", "Bytes", Kind.COUNT, "Their payload.", SendReport::bytes),
            Column.of("packet_rate", "Packets/s", Kind.NUMBER, "Datagrams a second.", r -> r.known(r.rate())),
            Column.of("bit_rate", "Rate", Kind.RATE, "Payload bits a second.", r -> r.known(r.bitRate())),
            Column.of("lost", "Lost", Kind.COUNT, "Left out on purpose.", r -> r.faults == null ? 0 : r.faults.lost()),
            Column.of(
                    "duplicate",
                    "Duplicate",
                    Kind.COUNT,
                    "Sent twice on purpose.",
                    r -> r.faults == null ? 0 : r.faults.duplicated()),
            Column.of(
                    "reordered",
                    "Reordered",
                    Kind.COUNT,
                    "Sent behind a later one on purpose.",
                    r -> r.faults == null ? 0 : r.faults.reordered()),
            Column.of(
                    "seed",
                    "Seed",
                    Kind.COUNT,
                    "Of those faults; null without.",
                    r -> r.faults == null ? null : r.seed),
            Column.of("replies", "Replies", Kind.COUNT, "That came back; null where none was awaited.", r -> r.replies),
            Column.of("hosts", "Hosts", Kind.COUNT, "That replied.", r -> r.replies == null ? null : r.hosts));

    /** From the first to the last there is one gap less than there are pieces. */
    private double rate() {
        return datagrams * (1 - 1.0 / pieces) / (tookNanos / 1e9);
    }

    private double bitRate() {
        return rate() * bytes * 8 / datagrams;
    }

    private Double known(double rate) {
        return pieces > 1 && datagrams > 0 && tookNanos > 0 ? rate : null;
    }

    void json(Console console) throws IOException {
        Out out = new Out();
        new Json(false).put(new Report().add(SHEET, List.of(this)), out);
        console.show(out);
    }

    /** One line: how much, to how many, how fast. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        line.append(Sender.plural(datagrams, "datagram"))
                .append(", ")
                .append(Sender.plural(bytes, "byte"))
                .append(" sent to ")
                .append(targets.size() == 1 ? targets.getFirst() : Sender.plural(targets.size(), "group"));
        if (known(rate()) != null) {
            line.append(String.format(
                    Locale.ROOT,
                    " in %.3f s: %.1f packets/s, %s",
                    tookNanos / 1e9,
                    rate(),
                    Quantities.bitRate(bitRate())));
        }
        if (faults != null) {
            line.append("; ").append(faults);
        }
        if (replies != null) {
            line.append("; ")
                    .append(Sender.plural(replies, "reply"))
                    .append(" from ")
                    .append(Sender.plural(hosts, "host"));
        }
        return line.toString();
    }
}
