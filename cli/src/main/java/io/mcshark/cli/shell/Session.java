package io.mcshark.cli.shell;

import io.mcshark.capture.PacketReader;
import io.mcshark.capture.SparseIndex;
import io.mcshark.capture.Spool;
import io.mcshark.capture.live.LiveCapture;
import io.mcshark.capture.live.Running;
import io.mcshark.cli.Console;
import io.mcshark.cli.DecodeOptions;
import io.mcshark.cli.LiveOptions;
import io.mcshark.cli.OpenCapture;
import io.mcshark.cli.OutputOptions;
import io.mcshark.cli.PacketLoop;
import io.mcshark.cli.UserError;
import io.mcshark.cli.hooks.Hooks;
import io.mcshark.cli.hooks.Watching;
import io.mcshark.cli.traffic.Membership;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Settings;
import io.mcshark.decoder.filter.Filter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the shell works on: one savefile or one live capture, and the filter in force.
 *
 * <p>Threads: one at a time, except {@link #packets}; a thread of its own makes the index after opening.
 */
public final class Session implements OpenCapture, Closeable {
    /** Packets decoded before the one looked at, so that fragments of its datagram are known. */
    private static final int RUN_UP = SparseIndex.STEP;

    private static final long SETTLE_MILLIS = 50;

    private String name;
    /** What is read or being captured to; null for a spool. */
    private Path file;

    private PacketReader cursor;
    private Spool spool;
    private SparseIndex index;
    private Thread indexer;
    private Running live;
    private Watching watching = Watching.NONE;
    private final List<Membership> memberships = new ArrayList<>();
    private final Set<Long> marks = new TreeSet<>();
    private final Notices notices = new Notices();
    private Seen seen;
    private Filter filter;
    private String filterText;
    private long current;
    private Settings settings = new DecodeOptions().guessing();

    /** Opens a savefile in place of what is open. */
    public void open(Path file) throws IOException {
        Spool room = Spool.usual();
        PacketReader reader = PacketReader.open(file, room);
        close();
        spool = room;
        this.file = file;
        name = file.getFileName().toString();
        begin(reader);
    }

    /**
     * Captures, in place of what is open.
     *
     * @param hooks commands that are run when something happens
     * @param console what there is to say meanwhile goes to its standard error
     */
    public void capture(LiveOptions options, Hooks hooks, Console console) throws IOException {
        if (options.writes() && options.target().toString().equals("-")) {
            throw new UserError("-w -: packets that are looked at go to a file; capture writes to standard output");
        }
        options.checkJoins();
        hooks.check(true);
        LiveCapture capture = LiveCapture.start(options.settings(console));
        boolean begun = false;
        try {
            follow(capture, String.join(", ", options.interfaces()), options.target());
            memberships.addAll(options.join());
            watching = hooks.watch(console, capture, settings);
            begun = true;
        } finally {
            if (!begun) {
                capture.close();
                close();
            }
        }
    }

    /**
     * Works on a capture that runs, in place of what is open.
     *
     * @param file the person's that it goes to, or null
     */
    public void follow(Running capture, String name, Path file) throws IOException {
        close();
        live = capture;
        this.file = file;
        this.name = name;
        begin(capture.reader());
    }

    /**
     * Keeps what is open from being written to.
     *
     * @throws UserError when {@code target} is that file
     */
    void refuse(Path target) throws IOException {
        if (file != null && target != null) {
            OutputOptions.refuse(target, file);
        }
    }

    /** What there is to say of it that nobody asked for. */
    public Notices notices() {
        return notices;
    }

    /** The numbers of the packets that a person has marked. */
    public Set<Long> marks() {
        return marks;
    }

    /** Whether a live capture is running. */
    public boolean capturing() {
        return live != null && !live.ended();
    }

    /** Ends the live capture; its packets can still be looked at. */
    public void stop() {
        memberships.forEach(Membership::close);
        memberships.clear();
        live.stop();
        try {
            live.await();
            indexer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watching.settle();
        forget();
    }

    private void forget() {
        watching.close();
        watching = Watching.NONE;
    }

    private void begin(PacketReader reader) throws IOException {
        cursor = reader;
        index = new SparseIndex();
        current = 0;
        PacketReader scout = another();
        SparseIndex made = index;
        indexer = Thread.ofPlatform().daemon().name("index").start(() -> index(scout, made));
    }

    private static void index(PacketReader scout, SparseIndex index) {
        try (scout) {
            while (!Thread.interrupted() && scout.next()) {
                index.note(scout);
            }
        } catch (IOException e) {
            // What is damaged is told where packets are read; the index ends here.
        }
    }

    @Override
    public boolean isOpen() {
        return cursor != null;
    }

    /** The open file's name, or the interfaces captured on; null when nothing is open. */
    @Override
    public String name() {
        return name;
    }

    /** The capture that is running or has run in this session, or null. */
    public Running live() {
        return live;
    }

    /** Gives the index of a file that was just opened a moment, enough for a small one. */
    public void settle() {
        try {
            if (indexer != null && live == null) {
                indexer.join(SETTLE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether all packets of a savefile have been counted; always so in a live capture. */
    public boolean isIndexed() {
        return live != null || indexer == null || !indexer.isAlive();
    }

    /** The groups and senders seen in it, for completion. */
    public Seen seen() {
        seen = seen == null ? new Seen(this) : seen;
        return seen;
    }

    /** Packets known so far; may still grow. */
    public long packets() {
        return index == null ? 0 : index.packets();
    }

    @Override
    public PacketReader scan() throws IOException {
        needOpen();
        return another();
    }

    private PacketReader another() throws IOException {
        return live == null ? cursor.twin() : live.reader();
    }

    /** The index's last entry at or before a packet, to begin reading there; null where there is none yet. */
    public SparseIndex.Entry before(long number) {
        return index.before(number);
    }

    /**
     * Aims {@code frame} at packet {@code number}.
     *
     * @throws UserError when there is no such packet
     */
    public void show(long number, Frame frame) throws IOException {
        needOpen();
        if (number < 1) {
            throw new UserError("packets are numbered from 1, not " + number);
        }
        long seen;
        try (PacketReader reader = another()) {
            SparseIndex.Entry from = index.before(Math.max(1, number - RUN_UP));
            if (from != null && reader.seekable()) {
                reader.seek(from);
            }
            while ((live == null || reader.number() < index.packets()) && reader.next()) {
                PacketLoop.aim(frame, reader);
                if (reader.number() == number) {
                    current = number;
                    return;
                }
            }
            seen = reader.number();
        }
        throw new UserError("no packet " + number + "; " + name + " has " + seen);
    }

    @Override
    public long last() {
        return live == null ? Long.MAX_VALUE : packets();
    }

    /** Has a pass over {@link #scan} end at packet {@code last}, in a live capture at what has come so far. */
    public void bound(PacketLoop loop, long last) {
        loop.until(Math.min(last, last()));
    }

    /** The packet looked at last, from 1; 0 before the first. */
    public long current() {
        return current;
    }

    private void needOpen() {
        if (cursor == null) {
            throw new UserError("nothing is open: open FILE, or capture start -i INTERFACE");
        }
    }

    @Override
    public Settings settings() {
        return settings;
    }

    /** Has packets decoded that way from now on. */
    void decode(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Filter filter() {
        return filter;
    }

    /** Its text, or null. */
    public String filterText() {
        return filterText;
    }

    /** Puts a filter in force; null takes it away. */
    public void filter(Filter filter, String text) {
        this.filter = filter;
        this.filterText = text;
    }

    @Override
    public void close() throws IOException {
        if (indexer != null) {
            indexer.interrupt();
        }
        if (seen != null) {
            seen.close();
            seen = null;
        }
        memberships.forEach(Membership::close);
        memberships.clear();
        marks.clear();
        forget();
        if (live != null) {
            live.close();
            live = null;
        }
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
        if (spool != null) {
            spool.close();
            spool = null;
        }
        name = null;
        file = null;
        index = null;
    }
}
