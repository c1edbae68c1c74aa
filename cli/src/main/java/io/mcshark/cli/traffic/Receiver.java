package io.mcshark.cli.traffic;

import io.mcshark.cli.Console;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.report.Json;
import io.mcshark.decoder.view.View;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Takes datagrams out of an inbox, shows, counts and answers them. Used by one thread. */
final class Receiver {
    /** So that a wait notices Ctrl-C. */
    private static final int LOOK_MILLIS = 100;

    /** A socket's buffer does not hold more than is read in this time. */
    private static final long DRAIN_NANOS = 500_000_000L;

    private static final long LOOK_FOR_STRANGERS_NANOS = 20_000_000L;

    private static final int STRANGERS_SHOWN = 3;

    private static final long LOOK_FOR_INTERFACES_NANOS = 1_000_000_000L;

    private final Console console;
    private final Lines lines;
    private final Inbox inbox;
    private final List<Nic> interfaces;
    private final Responder responder;
    private final List<View> views;
    private final History history;
    private final CrossTalk strangers;
    private long lookedForStrangersTick;
    private final Tally tally = new Tally(Replies.now());
    private final boolean several;
    private List<Wire> wires = List.of();
    private boolean silent;
    private volatile long packets; // read by whoever shows how fast it goes, like bytes
    private volatile long bytes;
    private final long startTick = System.nanoTime();
    private long lookedTick = startTick;

    /**
     * @param interfaces on which the inbox joined
     * @param responder what is answered, or null
     * @param views what is shown of each payload after its line; null for no lines either
     * @param history what is shown instead, or null
     * @param strangers what watches for other groups on the same ports, or null
     */
    Receiver(
            Console console,
            Inbox inbox,
            List<Nic> interfaces,
            Responder responder,
            List<View> views,
            History history,
            CrossTalk strangers) {
        this.console = console;
        this.lines = new Lines(console);
        this.inbox = inbox;
        this.interfaces = interfaces.stream().filter(Nic::given).distinct().toList();
        this.responder = responder;
        this.views = views;
        this.history = history;
        this.strangers = strangers;
        this.several = this.interfaces.size() > 1;
    }

    /** Has what interfaces see counted beside what is received. */
    Receiver beside(List<Wire> captures) {
        wires = captures;
        wires.forEach(wire -> wire.begin(inbox));
        return this;
    }

    /** Has nothing shown while it receives. */
    Receiver silent(boolean on) {
        silent = on;
        return this;
    }

    Tally tally() {
        return tally;
    }

    /**
     * Receives until enough has come, it is time to end, or the person says so.
     *
     * @param most datagrams, {@link Long#MAX_VALUE} for as many as come
     * @param deadline after the receiver was made, or null
     * @return false when datagrams were to be counted and the deadline came first
     * @throws UserError when an interface disappears, which nothing else would show
     */
    boolean run(long most, Duration deadline) throws IOException {
        boolean whole;
        LiveRate rate = LiveRate.show(
                console, views == null && history == null && !silent, "received", () -> packets, () -> bytes);
        try {
            whole = receive(most, deadline);
        } finally {
            LiveRate.end(rate);
        }
        if (!(responder instanceof Responder.Program)) {
            drain(most);
        }
        lines.flush();
        if (!wires.isEmpty()) {
            Wire.end(wires, inbox);
        }
        if (strangers != null) {
            strangers.look();
        }
        if (history != null) {
            history.flush(Replies.now());
        }
        return whole;
    }

    private boolean receive(long most, Duration deadline) throws IOException {
        boolean whole = true;
        while (!console.stopped() && tally.packets() < most) {
            long left = deadline == null
                    ? LOOK_MILLIS
                    : (startTick + deadline.toNanos() - System.nanoTime() + 999_999) / 1_000_000;
            if (left <= 0) {
                whole = most == Long.MAX_VALUE;
                break;
            }
            lookForStrangers();
            Message message = inbox.next(0);
            if (message == null) {
                lines.flush();
                if (history != null) {
                    history.tick(Replies.now());
                }
                lookForInterfaces();
                message = inbox.next(Math.clamp(left, 0, LOOK_MILLIS));
            }
            if (message != null) {
                handle(message);
            }
        }
        return whole;
    }

    private void handle(Message message) throws IOException {
        for (int i = 0; i < wires.size(); i++) {
            wires.get(i).got(message);
        }
        Flow flow = tally.add(message);
        packets = tally.packets();
        bytes = tally.bytes();
        if (history != null && flow != null) {
            history.add(flow, tally.character(), message.nanos());
        }
        take(message);
    }

    /** What has come by the end counts, though it was not looked at yet. */
    private void drain(long most) throws IOException {
        long now = Replies.now();
        long endTick = System.nanoTime() + DRAIN_NANOS;
        while (tally.packets() < most && System.nanoTime() < endTick) {
            Message message = inbox.next(0);
            if (message == null || message.nanos() > now) {
                break;
            }
            handle(message);
        }
    }

    private void lookForStrangers() {
        if (strangers == null) {
            return;
        }
        long now = System.nanoTime();
        if (now - lookedForStrangersTick >= LOOK_FOR_STRANGERS_NANOS) {
            lookedForStrangersTick = now;
            strangers.look();
        }
    }

    private void lookForInterfaces() throws IOException {
        long now = System.nanoTime();
        if (now - lookedTick < LOOK_FOR_INTERFACES_NANOS) {
            return;
        }
        lookedTick = now;
        for (Nic nic : interfaces) {
            if (nic.gone()) {
                throw new UserError("interface " + nic.name() + " is gone: nothing more can come");
            }
        }
    }

    private void take(Message message) throws IOException {
        boolean slow = responder instanceof Responder.Program;
        if (slow) {
            show(message);
            lines.flush();
        }
        byte[] answer = responder == null ? null : responder.answer(message);
        long nanos = Replies.now();
        String problem = answer == null ? null : refused(message, answer);
        if (!slow) {
            show(message); // only now: a sender that measures delays is answered first
        }
        if (problem != null) {
            InetSocketAddress to = message.source();
            console.err()
                    .println("mcshark: no reply to " + Addresses.text(to.getAddress(), to.getPort()) + ": " + problem);
        } else if (answer != null && views != null) {
            lines.answered(nanos, message.source(), answer);
        }
    }

    private void show(Message message) throws IOException {
        if (views != null) {
            lines.datagram(
                    message.nanos(),
                    message.source(),
                    message.target(),
                    message.ttl(),
                    message.trafficClass(),
                    several ? message.nic().name() : null,
                    message.payload());
            lines.whole(message.payload(), views);
        }
    }

    /** @return why the answer could not be sent, or null when it was */
    private String refused(Message message, byte[] answer) {
        try {
            inbox.reply(message, answer);
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /** The senders as JSON on standard output. */
    void json() throws IOException {
        Out out = new Out();
        new Json(false).put(ReceiveReport.report(tally, inbox, strangers, System.nanoTime() - startTick, wires), out);
        console.show(out);
    }

    /** On standard error: how much, from how many, what was lost, and what its numbers say of each sender. */
    void summary() {
        StringBuilder line = new StringBuilder();
        line.append(Sender.plural(tally.packets(), "datagram"))
                .append(", ")
                .append(Sender.plural(tally.bytes(), "byte"))
                .append(" received from ")
                .append(Sender.plural(tally.senders(), "sender"))
                .append(String.format(Locale.ROOT, " in %.1f s", (System.nanoTime() - startTick) / 1e9));
        if (inbox.dropped() > 0) {
            line.append("; ").append(inbox.dropped()).append(" more were lost because the socket's buffer was full");
            line.append(" (--buffer; it has ").append(inbox.bufferBytes()).append(" bytes)");
        }
        console.err().println(line);
        ReceiveReport.text(tally, console.err());
        wires.forEach(wire -> WireReport.text(wire, inbox.bufferBytes(), console.err()));
        if (strangers != null && strangers.count() > 0) {
            console.err()
                    .println("not asked for, but on the same port here (joined by another program, or flooded): "
                            + Sender.plural(strangers.count(), "datagram") + ": "
                            + String.join(", ", strangers.lines(STRANGERS_SHOWN)));
        }
    }
}
