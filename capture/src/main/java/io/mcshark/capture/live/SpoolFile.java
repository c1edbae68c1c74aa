package io.mcshark.capture.live;

import io.mcshark.capture.Growth;
import io.mcshark.capture.PacketWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The file without a name of a capture that is written nowhere else. Beyond its limit the oldest packets are given back to
 * the file system, so that offsets stay what they are.
 *
 * <p>Threads: the recorder's; {@link #close} any, once the recorder has ended.
 */
final class SpoolFile {
    /** So much of the limit is given up at a time. */
    private static final int SHARES = 16;

    private static final long PAGE = 4096;

    private final int descriptor;
    private final PacketWriter writer;
    private final long limit;
    private final Path folder;
    private final Consumer<String> notices;
    private final Deque<Growth.Gap> marks = new ArrayDeque<>();
    private long head = -1;
    private long givenUp;
    private long marked;

    SpoolFile(Path folder, long limit, Consumer<String> notices) throws IOException {
        this.folder = folder;
        this.limit = limit;
        this.notices = notices;
        Path file;
        try {
            file = Files.createTempFile(folder, "mcshark-", ".spool");
        } catch (IOException e) {
            throw new CaptureException(
                    folder + ": the packets cannot be kept there (" + e.getMessage()
                            + "); --spool-dir names another folder, -w a file",
                    e);
        }
        try {
            writer = PacketWriter.create(file, false);
            descriptor = Libc.open(file);
        } finally {
            Files.delete(file);
        }
    }

    PacketWriter writer() {
        return writer;
    }

    /** The file for readers, as long as it is not closed. */
    Path path() {
        return Libc.path(descriptor);
    }

    /** Whether so much was written since the last note that it is time for the next, lest all be given up at once. */
    boolean due() {
        return writer.position() - marked >= limit / SHARES;
    }

    /** Notes where the file stands after whole packets, and gives up what exceeds the limit. */
    void keep(Part part, long packets) throws CaptureException {
        long flushed = writer.flushed();
        if (head < 0) {
            head = flushed; // section and interfaces, which readers need
            givenUp = head;
            marked = head;
        }
        if (flushed - marked >= limit / SHARES) {
            marks.addLast(new Growth.Gap(head, flushed, packets));
            marked = flushed;
        }
        while (flushed - givenUp > limit && !marks.isEmpty()) {
            if (givenUp == head) {
                notices.accept("the capture has filled its " + limit + " bytes in " + folder
                        + ": from here on the oldest packets are given up; -w FILE keeps all");
            }
            Growth.Gap gap = marks.removeFirst();
            part.giveUp(gap); // readers first
            punch(givenUp, gap.to());
            givenUp = gap.to();
        }
    }

    private void punch(long from, long to) throws CaptureException {
        long first = (from + PAGE - 1) / PAGE * PAGE, end = to / PAGE * PAGE;
        if (end > first && !Libc.punchHole(descriptor, first, end)) {
            throw new CaptureException("the file system cannot give up what is oldest");
        }
    }

    String explained(IOException e) {
        String cause = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
        return folder + ": the packets cannot be kept there any longer (" + cause
                + "); --spool-dir names another folder, --spool-limit keeps less, -w FILE keeps all";
    }

    void close() {
        Libc.closeDescriptor(descriptor);
    }
}
