package io.mcshark.capture.live;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;

/**
 * The files of a ring as one savefile: pcapng sections one after the other, or one pcap file whose later heads are left out.
 * Waits for more until the capture ends. Files that were deleted before their turn are passed over.
 *
 * <p>Threads: one reads; any may close, which ends a wait.
 */
final class RingStream extends InputStream {
    private static final int PCAP_HEAD = 24;
    private static final long PAUSE_MILLIS = 100;

    private final Trail trail;
    private final boolean pcap;
    private Part part;
    private FileChannel channel;
    private long number = -1;
    private long at;
    private volatile boolean closed;

    RingStream(Trail trail, boolean pcap) {
        this.trail = trail;
        this.pcap = pcap;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            while (!closed && (part != null || begin())) {
                boolean last = part.ended(); // asked first: what was added before the end is read
                long room = part.limit() - at;
                if (room > 0) {
                    int n = channel.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, room)), at);
                    at += Math.max(n, 0);
                    return n;
                }
                if (last) {
                    leave();
                } else {
                    part.await(at, PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leave();
        return -1;
    }

    /** Goes to the next part there is, waiting for it; false at the end of the capture. */
    private boolean begin() throws IOException, InterruptedException {
        while (!closed) {
            boolean last = trail.ended(); // asked first, for the same reason
            Part following = trail.after(number, PAUSE_MILLIS);
            if (following == null) {
                if (last) {
                    return false;
                }
                continue;
            }
            boolean first = number < 0;
            number = following.number();
            try {
                channel = FileChannel.open(following.path(), StandardOpenOption.READ);
            } catch (NoSuchFileException e) {
                continue;
            }
            at = pcap && !first ? PCAP_HEAD : 0;
            part = following;
            return true;
        }
        return false;
    }

    private void leave() throws IOException {
        if (part != null) {
            part = null;
            channel.close();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
