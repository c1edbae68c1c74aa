package io.mcshark.cli;

import io.mcshark.capture.PacketReader;
import io.mcshark.capture.PacketWriter;
import io.mcshark.capture.PcapReader;
import io.mcshark.capture.bpf.SavefileFilter;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.filter.Filter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Reads packets, keeps those that pass, shows them: what {@code read}, {@code capture} and the shell do alike, one after the
 * other. {@link ParallelLoop} does the same on several threads where the packets do not depend on each other.
 */
public final class PacketLoop implements AutoCloseable {
    /** Text is handed on in pieces of about this size. */
    private static final int FLUSH_BYTES = 32 << 10;

    private static final int SOME = 1024;

    private final Console console;
    private final Strand strand;
    private final Out out = new Out();
    private Supplier<Strand> more;
    private int threads = 1;
    private final boolean eager;
    private SavefileFilter taken;
    private Path target;
    private PacketWriter writer;
    private boolean drains;
    private long first = 1;
    private long last = Long.MAX_VALUE;
    private long shown;

    public PacketLoop(Console console, Frame frame, Filter filter, OutputOptions options) {
        this.console = console;
        this.strand = new Strand(frame, filter, options.views());
        this.eager = options.eager();
    }

    /** Leaves out, before anything else looks at them, the packets that a capture filter does not take; null takes all. */
    public PacketLoop taking(SavefileFilter filter) {
        taken = filter;
        return this;
    }

    /** Has the packets that pass written to a savefile; {@code -} is standard output. */
    public PacketLoop writeTo(Path file) {
        target = file;
        return this;
    }

    /** Begins the output; once, before the first file. */
    public void begin() throws IOException {
        if (strand.hasState()) {
            DisplayFilters.tellState(console);
        }
        strand.views().forEach(view -> view.begin(out));
    }

    /** Ends the output; once, after the last file. */
    public void end() throws IOException {
        strand.views().forEach(view -> view.end(out));
        flush();
    }

    /** Ends the savefile that is written: what went into it stays, however the loop ended. */
    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }

    /** Makes ready to write what passes of {@code reader}'s packets, where that was asked for. */
    private void beginWriting(PacketReader reader) throws IOException {
        if (writer != null) {
            writer.begin(reader);
        } else if (target.toString().equals("-")) {
            writer = PacketWriter.create(console.out(), "standard output", false);
            writer.begin(reader);
        } else {
            writer = PacketWriter.create(target, reader);
        }
    }

    /**
     * Shows the packets of one reader.
     *
     * @param most stop after this many that passed
     * @return whether more is wanted
     */
    public boolean run(PacketReader reader, long most) throws IOException {
        if (target != null) {
            beginWriting(reader);
        }
        if (isDivisible(reader) && most == Long.MAX_VALUE) {
            flush(); // what stands before the first packet
            shown += new ParallelLoop(console, strand, more, threads, writer, console::show).run(reader);
            return false;
        }
        reader.flushing(this::catchUp);
        boolean more = true;
        while (more) {
            more = some(reader, most);
        }
        flush();
        return shown < most && !console.stopped();
    }

    /** The next packets, a limited number: one endless loop would be compiled while it runs, which makes slower code. */
    private boolean some(PacketReader reader, long most) throws IOException {
        for (int i = 0; i < SOME; i++) {
            if (taken == null) {
                strand.passOver(reader, (int) Math.min(SOME, last - reader.number()));
            }
            if (shown >= most || reader.number() >= last || !drains && console.stopped() || !reader.next()) {
                return false;
            }
            boolean passes = (taken == null || taken.passes(reader))
                    && strand.takes(
                            reader.segment(),
                            reader.at(),
                            reader.captured(),
                            reader.length(),
                            reader.nanos(),
                            reader.number(),
                            reader.linkType());
            if (passes && reader.number() >= first) {
                pass(reader);
            }
        }
        return true;
    }

    private void pass(PacketReader reader) throws IOException {
        shown++;
        if (writer != null) {
            writer.copy(reader);
        }
        strand.show(out);
        if (eager || out.size() >= FLUSH_BYTES) {
            flush();
        }
    }

    /**
     * Lets large files be done by several threads. For one file only: what packets of one leave for the next is not kept.
     *
     * @param more makes what a further thread needs: the same frame settings, filter and views again
     */
    PacketLoop parallel(int threads, Supplier<Strand> more) {
        this.threads = threads;
        this.more = more;
        return this;
    }

    /** Whether a reader's packets can be done by several threads. Of pcapng, what is written has more to it than packets. */
    private boolean isDivisible(PacketReader reader) throws IOException {
        return threads > 1
                && strand.isDivisible()
                && !eager
                && taken == null
                && (writer == null || reader instanceof PcapReader)
                && reader.bytes() >= ParallelLoop.LEAST_BYTES;
    }

    /** Has {@link #run} end behind packet {@code number}: a live capture has no end to wait for. */
    public PacketLoop until(long number) {
        last = number;
        return this;
    }

    /** Has {@link #run} show no packet before {@code number}; they are read all the same, for what later ones need of them. */
    public PacketLoop from(long number) {
        first = number;
        return this;
    }

    /** Has {@link #run} go on when asked to stop, until the reader ends: a live capture that is stopped still has some. */
    public PacketLoop drain() {
        drains = true;
        return this;
    }

    /**
     * Moves over packets that a glance is enough for, and has a frame take note of that.
     *
     * @param limit at most so many
     * @return how many
     */
    public static int passOver(Frame frame, PacketReader reader, PacketReader.Glance glance, int limit) {
        // The first packet's time must be known.
        int count = reader.number() == 0 ? 0 : reader.passOver(glance, limit);
        if (count > 0) {
            frame.passOver(reader.nanos(), reader.number());
        }
        return count;
    }

    /** Aims a frame at the packet under a reader's cursor. */
    public static void aim(Frame frame, PacketReader reader) {
        frame.wrap(
                reader.segment(),
                reader.at(),
                reader.captured(),
                reader.length(),
                reader.nanos(),
                reader.number(),
                reader.linkType());
    }

    /** Packets that passed the filter. */
    public long shown() {
        return shown;
    }

    /** Hands on what there is before more packets are waited for. */
    private void catchUp() throws IOException {
        flush();
        if (writer != null) {
            writer.flush();
        }
    }

    private void flush() throws IOException {
        if (out.size() == 0) {
            return;
        }
        console.show(out);
    }
}
