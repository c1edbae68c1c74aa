package io.mcshark.cli.analysis;

import io.mcshark.capture.InterfaceStatistics;
import io.mcshark.capture.PacketReader;
import io.mcshark.cli.Console;
import io.mcshark.cli.Main;
import io.mcshark.cli.PacketLoop;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Settings;
import io.mcshark.decoder.filter.Filter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One of the captures that are compared: a cursor over its frames. */
final class Point implements Closeable {
    private final Console console;
    private final String file;
    private final PacketReader reader;
    private final Frame frame;
    private final Filter filter;
    private final Progress progress;

    /**
     * @param filter what frames have to pass; null for none
     * @throws UserError for what cannot be read twice
     */
    Point(Console console, String file, Settings settings, Filter filter) throws IOException {
        Path path = Path.of(file);
        if (file.equals("-") || Files.exists(path) && !Files.isRegularFile(path)) {
            throw new UserError(file + ": captures are read twice to compare them; give files, no pipe");
        }
        this.console = console;
        this.file = file;
        this.filter = filter;
        reader = PacketReader.open(path);
        frame = new Frame(settings);
        progress = new Progress(console, reader);
    }

    /** Moves to the next frame; false at the end. */
    boolean next() throws IOException {
        if (console.stopped() || !reader.next()) {
            return false;
        }
        PacketLoop.aim(frame, reader);
        progress.steps(1, reader);
        return true;
    }

    /** Whether the frame passes the filter. */
    boolean passes() {
        return filter == null || filter.test(frame);
    }

    Frame frame() {
        return frame;
    }

    long nanos() {
        return frame.nanos();
    }

    /** Says what the capture lacks, at its end; whether the file is damaged. */
    boolean isDamaged() {
        long dropped = 0;
        for (InterfaceStatistics one : reader.statistics()) {
            dropped += Math.max(0, one.droppedByOs()) + Math.max(0, one.droppedByInterface());
        }
        if (dropped > 0) {
            console.err()
                    .println(Main.PREFIX + file + ": " + dropped
                            + " packets were dropped when it was captured; they count as not seen there");
        }
        if (reader.damage() != null) {
            console.err().println(Main.PREFIX + file + ": " + reader.damage());
        }
        return reader.damage() != null;
    }

    @Override
    public void close() throws IOException {
        progress.end();
        reader.close();
    }
}
