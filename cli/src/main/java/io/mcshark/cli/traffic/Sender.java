package io.mcshark.cli.traffic;

import io.mcshark.cli.Console;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Sends payloads on schedule, shows what it sent and what came back. Used by one thread. */
final class Sender implements AutoCloseable {
    /** So that a wait notices Ctrl-C. */
    private static final long LOOK_NANOS = 50_000_000L;

    /** A pause shorter than this is too short to be worth showing every line as it is written. */
    private static final long SHOW_NANOS = 1_000_000L;

    /** A pause longer than this may end a little late: a sleep ends up to some tenths of a millisecond late. */
    private static final long EXACT_NANOS = 20_000_000L;

    /** The shortest sleep: datagrams that follow one another faster go together, a few at a time. */
    private static final long NAP_NANOS = 50_000L;

    /** The end of a pause that is to be exact is not slept through, as far as sleeps end late at most. */
    private static final long MAX_LATE_NANOS = 150_000L;

    private static final int FORGET = 256;

    /** How often, and how long at most, sending is rehearsed, and with how large a payload. */
    private static final int REHEARSALS = 20_000, FEW_REHEARSALS = 10, REHEARSED_BYTES = 188;

    private static final long REHEARSAL_NANOS = 300_000_000L;

    /** Hosts that are told apart in the count of who replied. */
    private static final int MAX_HOSTS = 100_000;

    /**
     * How datagrams are sent.
     *
     * @param sweep TTLs that they have in turn, or null
     * @param await how long replies are awaited after the last datagram, or null
     * @param quiet whether none is shown
     */
    record Settings(
            Outlet.Settings socket, Stamp stamp, Faults.Settings faults, int[] sweep, Duration await, boolean quiet) {}

    /** Where a datagram goes, and where from. */
    private record Route(Outlet outlet, InetSocketAddress source, Target target) {}

    private final Console console;
    private final Lines lines;
    private final Settings settings;
    private final List<Outlet> outlets = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final List<Faults.Way> ways = new ArrayList<>();
    private final Faults faults;
    private final Replies replies;
    private final Set<InetAddress> repliers = new HashSet<>();
    private int ttl;
    private long pieces;
    private volatile long datagrams; // read by whoever shows how fast it goes, like bytes
    private volatile long bytes;
    private long replied;
    private long startTick;
    private long startNanos;
    private long lastTick;
    private long lateNanos = NAP_NANOS / 2;
    private boolean together;

    /** Opens sockets and finds the way to each group; nothing is sent yet. */
    Sender(Console console, List<Target> targets, Nic nic, Settings settings) throws IOException {
        this.console = console;
        this.lines = new Lines(console);
        this.settings = settings;
        this.ttl = settings.socket().ttl();
        this.faults = settings.faults().isNone() ? null : new Faults(settings.faults(), targets.size());
        this.replies = settings.await() == null ? null : new Replies();
        Map<List<Object>, Outlet> opened = new LinkedHashMap<>();
        try {
            for (Target target : targets) {
                Nic on = target.on(nic);
                List<Object> key = List.of(target.ipv6(), on.index());
                Outlet outlet = opened.get(key);
                if (outlet == null) {
                    outlet = open(target, on, targets.size() == 1);
                    opened.put(key, outlet);
                }
                Route route =
                        new Route(outlet, new InetSocketAddress(Outlet.source(target, on), outlet.port()), target);
                routes.add(route);
                ways.add(datagram -> put(route, datagram, false));
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Outlet open(Target target, Nic nic, boolean only) throws IOException {
        if (replies != null || !Libc.available()) {
            ChannelOutlet outlet = new ChannelOutlet(target.ipv6(), nic, settings.socket());
            outlets.add(outlet);
            if (replies != null) {
                replies.listen(outlet.channel());
            }
            return outlet;
        }
        LinuxOutlet outlet = new LinuxOutlet(target.ipv6(), nic, settings.socket());
        outlets.add(outlet);
        if (only) {
            outlet.only(target);
        }
        return outlet;
    }

    /**
     * Sends every piece to every group.
     *
     * @param passes how often, 0 for until the person stops it
     * @return whether all was sent and all replies awaited; false when the person stopped it
     */
    boolean run(Payload payload, Pace pace, long passes) throws IOException {
        if (Libc.available()) {
            Libc.sleepExactly();
        }
        if (settings.stamp() != Stamp.NONE || pace.isFast() && passes != 1) {
            rehearse(
                    new byte[settings.stamp().room() + REHEARSED_BYTES],
                    pace.isFast() && passes != 1 ? REHEARSALS : FEW_REHEARSALS);
        }
        boolean whole;
        LiveRate rate = LiveRate.show(console, settings.quiet(), "sent", () -> datagrams, () -> bytes);
        try {
            whole = sendAll(payload, pace, passes);
        } finally {
            LiveRate.end(rate);
        }
        if (faults != null) {
            for (int i = 0; i < routes.size(); i++) {
                faults.end(i, ways.get(i));
            }
        }
        flush();
        whole = whole && (settings.await() == null || awaited());
        lines.flush();
        return whole;
    }

    /** Does everything many times without sending, so that the schedule does not begin with what takes long only once. */
    private void rehearse(byte[] datagram, int times) throws IOException {
        long end = System.nanoTime() + REHEARSAL_NANOS;
        for (int i = 0; i < times && System.nanoTime() < end; i++) {
            settings.stamp().put(datagram, 0, false, ttl);
            for (Route route : routes) {
                route.outlet().rehearse(datagram, route.target());
            }
        }
    }

    private boolean sendAll(Payload payload, Pace pace, long passes) throws IOException {
        startNanos = Replies.now();
        startTick = System.nanoTime();
        lastTick = startTick;
        boolean constant = payload.isConstant() && settings.stamp() == Stamp.NONE;
        boolean late = payload.comesLate();
        together = pace.nanos() < NAP_NANOS;
        Slots slots = pace.isFast() && !late && replies == null ? new Slots(startTick) : null;
        long slip = 0; // what waiting for input took beyond the schedule
        long due = 0;
        for (long pass = 0; (passes == 0 || pass < passes) && !console.stopped(); pass++) {
            while (true) {
                long asked = 0;
                boolean waited = false;
                if (late) {
                    flush();
                    asked = System.nanoTime();
                    waited = waited(payload);
                }
                byte[] piece = console.stopped() ? null : payload.next();
                if (piece == null) {
                    break;
                }
                long planned = startTick + slip + pace.dueNanos();
                if (waited) {
                    slip += Math.max(0, System.nanoTime() - Math.max(asked, planned));
                }
                due = faults == null ? planned : Math.max(due, planned + faults.lateness());
                long now = System.nanoTime();
                long slot = slots == null ? due : slots.next(due, now);
                if (slot > now) {
                    flush();
                    if (!reached(slot)) {
                        return false;
                    }
                }
                send(piece, constant, pass == passes - 1);
                pace.sent(piece.length);
            }
            pace.passed();
        }
        return !console.stopped();
    }

    /** Shows what there is to show until the next piece has come. @return whether that took time */
    private boolean waited(Payload payload) throws IOException {
        boolean waited = false;
        while (!payload.ready() && !console.stopped()) {
            waited = true;
            showReplies();
            lines.flush();
        }
        return waited;
    }

    private void send(byte[] piece, boolean constant, boolean last) throws IOException {
        sweep();
        settings.stamp().put(piece, pieces++, last, ttl);
        for (int i = 0; i < routes.size(); i++) {
            if (faults == null) {
                put(routes.get(i), piece, constant);
            } else {
                faults.pass(piece, i, ways.get(i));
            }
        }
        if (replies != null) {
            showReplies();
        }
    }

    private void sweep() throws IOException {
        int[] all = settings.sweep();
        if (all != null) {
            flush();
            ttl = all[(int) (pieces % all.length)];
            for (Outlet outlet : outlets) {
                outlet.timeToLive(ttl);
            }
        }
    }

    private void put(Route route, byte[] piece, boolean constant) throws IOException {
        long clock = settings.quiet() ? 0 : Replies.now();
        if (replies != null) {
            lastTick = System.nanoTime();
            replies.sending(lastTick);
        }
        route.outlet().add(piece, constant, route.target());
        datagrams++;
        bytes += piece.length;
        if (!settings.quiet()) {
            lines.datagram(
                    clock,
                    route.source(),
                    route.target(),
                    ttl,
                    settings.socket().trafficClass(),
                    null,
                    piece);
        }
    }

    private void flush() throws IOException {
        for (int i = 0; i < outlets.size(); i++) {
            outlets.get(i).flush();
        }
        if (replies == null) {
            lastTick = System.nanoTime();
        }
    }

    private void showReplies() throws IOException {
        for (Replies.Reply reply; replies != null && (reply = poll(0)) != null; ) {
            show(reply);
        }
    }

    /** Waits until it is time. @return false when the person does not want any more */
    private boolean reached(long due) throws IOException {
        long left = due - System.nanoTime();
        boolean exact = left < EXACT_NANOS && replies == null;
        lateNanos -= lateNanos / FORGET; // so that a sleep is tried again, now and then, where all was spun through
        if (left > SHOW_NANOS) {
            lines.flush();
        }
        while (!console.stopped() && (left = due - System.nanoTime()) > 0) {
            if (replies != null) {
                show(poll(Math.min(left, LOOK_NANOS)));
            } else if (!exact) {
                LockSupport.parkNanos(Math.min(left, LOOK_NANOS));
            } else {
                nap(together ? Math.max(left, NAP_NANOS) : left - lateNanos);
            }
        }
        return !console.stopped();
    }

    /** Sleeps, and learns how late sleeps end; a rest that is too short for that is spun through. */
    private void nap(long nanos) {
        if (nanos < NAP_NANOS / 2) {
            Thread.onSpinWait();
            return;
        }
        long end = System.nanoTime() + nanos;
        LockSupport.parkNanos(nanos);
        lateNanos += (Math.clamp(System.nanoTime() - end, 0, MAX_LATE_NANOS) - lateNanos) / 8;
    }

    private boolean awaited() throws IOException {
        lines.flush();
        long since = System.nanoTime();
        while (!console.stopped()) {
            long left = since + settings.await().toNanos() - System.nanoTime();
            if (left <= 0) {
                return true;
            }
            Replies.Reply reply = poll(Math.min(left, LOOK_NANOS));
            if (reply != null) {
                since = reply.tick();
                show(reply);
                lines.flush();
            }
        }
        return false;
    }

    private Replies.Reply poll(long nanos) {
        try {
            return replies.poll(nanos);
        } catch (InterruptedException e) {
            console.stop();
            return null;
        }
    }

    private void show(Replies.Reply reply) throws IOException {
        if (reply == null) {
            return;
        }
        replied++;
        if (repliers.size() < MAX_HOSTS) {
            repliers.add(reply.source().getAddress());
        }
        if (!settings.quiet()) {
            lines.reply(reply.epochNanos(), reply.source(), reply.delayNanos(), reply.payload());
        }
    }

    long replies() {
        return replied;
    }

    /** Says what was sent; nothing when the first datagram was refused. */
    void finish(boolean json) throws IOException {
        if (datagrams == 0 && faults == null && !console.stopped()) {
            return;
        }
        SendReport report = new SendReport(
                routes.stream().map(Route::target).toList(),
                startNanos,
                Math.max(lastTick - startTick, 0),
                pieces,
                datagrams,
                bytes,
                faults,
                settings.faults().seed(),
                replies == null ? null : replied,
                repliers.size());
        if (json) {
            report.json(console);
        } else {
            console.err().println(report);
        }
    }

    static String plural(long count, String noun) {
        return count + " "
                + (count == 1 ? noun : noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s");
    }

    @Override
    public void close() {
        outlets.forEach(Outlet::close);
    }
}
