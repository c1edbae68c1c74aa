package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Facts;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.analysis.members.Members;
import io.mcshark.decoder.analysis.streams.Limits;
import io.mcshark.decoder.analysis.streams.Streams;
import io.mcshark.decoder.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What happens, told as it is noticed: joins and leaves as {@link Members} sees them, queriers as {@link Queriers} does, missing
 * numbers as {@link Streams} counts them, and streams that stop ({@link Pauses}). At most {@link #MOST} are kept for a report.
 */
public final class Happenings implements Analysis {
    /** The most kept for the report, the latest. */
    public static final int MOST = 10_000;

    /** How far packets of a live capture may be behind the wall clock. */
    private static final long LAG_NANOS = 500_000_000L;

    private final Findings none = new Findings();
    private final Members members = new Members(none);
    private final Queriers queriers = new Queriers(none);
    private final Streams streams = new Streams(Limits.USUAL);
    private final Pauses pauses;
    private final Datagram packet = new Datagram();
    private final Consumer<Happening> watcher;
    private final List<Happening> kept = new ArrayList<>();
    private long count;

    /** @param watcher told of each */
    public Happenings(Consumer<Happening> watcher) {
        this.watcher = watcher;
        pauses = new Pauses(this::tell);
        members.watch(this::tell);
        queriers.watch(this::tell);
    }

    private void tell(Happening happening) {
        count++;
        if (kept.size() == MOST) {
            kept.subList(0, MOST / 2).clear();
        }
        kept.add(happening);
        watcher.accept(happening);
    }

    @Override
    public void accept(Frame f) {
        pauses.pass(f.nanos());
        members.accept(f);
        queriers.accept(f);
        streams.accept(f);
        boolean told = false;
        for (boolean more = packet.aim(f); more; more = packet.inner()) {
            if (packet.isUdp() && packet.isToGroup()) {
                pauses.see(packet);
                told = told || gap(f.facts().number(Facts.Name.LOST));
            }
        }
    }

    private boolean gap(long lost) {
        if (lost == Field.ABSENT || lost <= 0) {
            return false;
        }
        Happening.Type type = Happening.Type.GAP;
        tell(new Happening(
                type,
                packet.nanos(),
                packet.number(),
                packet.vlan(),
                type.token(),
                packet.destination(),
                packet.source(),
                packet.ports(),
                lost,
                0,
                lost + (lost == 1 ? " number is missing" : " numbers are missing")));
        return true;
    }

    @Override
    public void advance(long nanos) {
        members.advance(nanos);
        queriers.advance(nanos - LAG_NANOS);
        pauses.pass(nanos - LAG_NANOS);
    }

    @Override
    public void end(long nanos) {
        members.end(nanos);
        queriers.end(nanos);
        pauses.pass(nanos);
    }

    /** What happened, the latest. */
    public Report report() {
        Report report = new Report().add(Happening.SHEET, kept);
        if (count > kept.size()) {
            report.say(count - kept.size() + " earlier events are not kept");
        }
        if (pauses.refused() > 0) {
            report.say(pauses.refused()
                    + " packets of further streams were not watched for silence: there were more than " + Pauses.MOST);
        }
        return report;
    }

    /** One of them as a report. */
    public static Report report(Happening one) {
        return new Report().add(Happening.SHEET, List.of(one));
    }
}
