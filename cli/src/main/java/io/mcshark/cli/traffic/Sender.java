package io.mcshark.cli.traffic;

import io.mcshark.cli.Console;
import io.mcshark.cli.Quantities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Sends payloads on schedule, shows what it sent and what came back. Used by one thread. */
final class Sender implements AutoCloseable {
    /** So that a wait notices Ctrl-C. */
    private static final long LOOK_NANOS = 50_000_000L;

    /** A pause shorter than this is too short to be worth showing every line as it is written. */
    private static final long SHOW_NANOS = 1_000_000L;

    /** Hosts that are told apart in the count of who replied. */
    private static final int MAX_HOSTS = 100_000;

    /** Where a datagram goes, and where from. */
    private record Route(Outlet outlet, InetSocketAddress source, Target target) {}

    private final Console console;
    private final Lines lines;
    private final int ttl;
    private final boolean quiet;
    private final Duration await;
    private final List<Outlet> outlets = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final Replies replies;
    private final Set<InetAddress> repliers = new HashSet<>();
    private long datagrams;
    private long bytes;
    private long replied;
    private long startTick;
    private long lastTick;

    /**
     * Opens sockets and finds the way to each group; nothing is sent yet.
     *
     * @param await how long replies are awaited after the last datagram, or null
     */
    Sender(Console console, List<Target> targets, Nic nic, Outlet.Settings settings, Duration await, boolean quiet)
            throws IOException {
        this.console = console;
        this.lines = new Lines(console);
        this.ttl = settings.ttl();
        this.quiet = quiet;
        this.await = await;
        this.replies = await == null ? null : new Replies();
        Map<List<Object>, Outlet> opened = new LinkedHashMap<>();
        try {
            for (Target target : targets) {
                Nic on = target.on(nic);
                List<Object> key = List.of(target.ipv6(), on.index());
                Outlet outlet = opened.get(key);
                if (outlet == null) {
                    outlet = new Outlet(target.ipv6(), on, settings);
                    opened.put(key, outlet);
                    outlets.add(outlet);
                }
                routes.add(new Route(outlet, new InetSocketAddress(outlet.source(target), outlet.port()), target));
            }
            if (replies != null) {
                for (Outlet outlet : outlets) {
                    replies.listen(outlet.channel());
                }
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Sends every piece to every group.
     *
     * @param passes how often, 0 for until the person stops it
     * @return whether all was sent and all replies awaited; false when the person stopped it
     */
    boolean run(Payload payload, Pace pace, long passes) throws IOException {
        boolean whole = sendAll(payload, pace, passes) && (await == null || awaited());
        lines.flush();
        return whole;
    }

    private boolean sendAll(Payload payload, Pace pace, long passes) throws IOException {
        startTick = System.nanoTime();
        lastTick = startTick;
        long slip = 0; // what waiting for input took beyond the schedule
        for (long pass = 0; (passes == 0 || pass < passes) && !console.stopped(); pass++) {
            while (true) {
                long asked = System.nanoTime();
                boolean waited = waited(payload);
                byte[] piece = console.stopped() ? null : payload.next();
                if (piece == null) {
                    break;
                }
                long due = startTick + slip + pace.dueNanos();
                if (waited) {
                    slip += Math.max(0, System.nanoTime() - Math.max(asked, due));
                }
                if (!reached(due)) {
                    return false;
                }
                send(piece);
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

    private void send(byte[] piece) throws IOException {
        for (Route route : routes) {
            lastTick = System.nanoTime();
            long clock = quiet ? 0 : Replies.now();
            if (replies != null) {
                replies.sending(lastTick);
            }
            route.outlet().send(piece, route.target());
            datagrams++;
            bytes += piece.length;
            if (!quiet) {
                lines.datagram(clock, route.source(), route.target(), ttl, piece);
            }
        }
        showReplies();
    }

    private void showReplies() throws IOException {
        for (Replies.Reply reply; replies != null && (reply = poll(0)) != null; ) {
            show(reply);
        }
    }

    /** Waits until it is time. @return false when the person does not want any more */
    private boolean reached(long due) throws IOException {
        long left = due - System.nanoTime();
        if (left > SHOW_NANOS) {
            lines.flush();
        }
        while (!console.stopped() && (left = due - System.nanoTime()) > 0) {
            long nap = Math.min(left, LOOK_NANOS);
            if (replies == null) {
                LockSupport.parkNanos(nap);
            } else {
                show(poll(nap));
            }
        }
        return !console.stopped();
    }

    private boolean awaited() throws IOException {
        lines.flush();
        long since = System.nanoTime();
        while (!console.stopped()) {
            long left = since + await.toNanos() - System.nanoTime();
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
        if (!quiet) {
            lines.reply(reply.epochNanos(), reply.source(), reply.delayNanos(), reply.payload());
        }
    }

    long replies() {
        return replied;
    }

    /** One line on standard error: how much, to how many, how fast; none when the first datagram was refused. */
    void summary() {
        if (datagrams == 0 && !console.stopped()) {
            return;
        }
        double seconds = Math.max(lastTick - startTick, 0) / 1e9;
        StringBuilder line = new StringBuilder();
        line.append(plural(datagrams, "datagram"))
                .append(", ")
                .append(plural(bytes, "byte"))
                .append(" sent to ")
                .append(routes.size() == 1 ? routes.getFirst().target() : plural(routes.size(), "group"));
        if (datagrams > routes.size() && seconds > 0) {
            // from the first to the last there is one gap less than there are datagrams
            double share = (datagrams - routes.size()) / (double) datagrams;
            line.append(String.format(
                    Locale.ROOT,
                    " in %.3f s: %.1f packets/s, %s",
                    seconds,
                    datagrams * share / seconds,
                    Quantities.bitRate(bytes * 8 * share / seconds)));
        }
        if (replies != null) {
            line.append("; ").append(plural(replied, "reply")).append(" from ").append(plural(repliers.size(), "host"));
        }
        console.err().println(line);
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
