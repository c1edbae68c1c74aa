package io.mcshark.cli;

import io.mcshark.capture.PacketReader;
import io.mcshark.capture.PacketWriter;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.filter.Filter;
import io.mcshark.decoder.protocol.Glimpse;
import io.mcshark.decoder.view.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads packets, keeps those that pass, shows them: what {@code read}, {@code capture} and the shell do alike. */
public final class PacketLoop implements AutoCloseable {
    /** Text is handed on in pieces of about this size. */
    private static final int FLUSH_BYTES = 32 << 10;

    private final Console console;
    private final Frame frame;
    private final Filter filter;
    private final Glimpse glimpse;
    private final List<View> views;
    private final Out out = new Out();
    private final boolean eager;
    private Path target;
    private PacketWriter writer;
    private boolean drains;
    private long first = 1;
    private long last = Long.MAX_VALUE;
    private long shown;

    public PacketLoop(Console console, Frame frame, Filter filter, OutputOptions options) {
        this.console = console;
        this.frame = frame;
        this.filter = filter;
        this.glimpse = filter == null ? null : new Glimpse();
        this.views = options.views();
        this.eager = options.eager();
    }

    /** Has the packets that pass written to a savefile; {@code -} is standard output. */
    public PacketLoop writeTo(Path file) {
        target = file;
        return this;
    }

    /** Begins the output; once, before the first file. */
    public void begin() throws IOException {
        views.forEach(view -> view.begin(out));
    }

    /** Ends the output; once, after the last file. */
    public void end() throws IOException {
        views.forEach(view -> view.end(out));
        flush();
    }

    /** Ends the savefile that is written: what went into it stays, however the loop ended. */
    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }

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
        boolean walks = filter != null || !views.isEmpty();
        if (target != null) {
            beginWriting(reader);
        }
        reader.flushing(this::catchUp);
        while (shown < most && reader.number() < last && (drains || !console.stopped()) && reader.next()) {
            if (glimpse != null && passesOver(reader)) {
                continue;
            }
            if (walks) {
                aim(frame, reader);
            }
            if (reader.number() < first || filter != null && !filter.test(frame)) {
                continue;
            }
            shown++;
            if (writer != null) {
                writer.copy(reader);
            }
            for (int i = 0; i < views.size(); i++) {
                views.get(i).show(frame, out);
            }
            if (eager || out.size() >= FLUSH_BYTES) {
                flush();
            }
        }
        flush();
        return shown < most && !console.stopped();
    }

    /** Whether a packet need not be walked because the filter cannot let it through. */
    private boolean passesOver(PacketReader reader) {
        boolean plain = glimpse.aim(reader.segment(), reader.at(), reader.captured(), reader.linkType());
        if (!plain || filter.mayPass(glimpse)) {
            return false;
        }
        frame.passOver(reader.nanos(), reader.number());
        return true;
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
