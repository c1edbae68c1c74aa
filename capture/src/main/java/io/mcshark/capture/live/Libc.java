package io.mcshark.capture.live;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The few Linux calls the JDK does not offer: pipes with a descriptor number, poll, holes in files, the flags of a
 * link. */
final class Libc {
    /** Interface flags of {@code SIOCGIFFLAGS}, from linux/if.h. */
    static final int IFF_UP = 0x1, IFF_RUNNING = 0x40;

    /** {@link #linkFlags}'s answer where no such interface is. */
    static final int NO_LINK = -1;

    private static final int O_CLOEXEC = 0x80000, O_RDWR = 2;
    private static final int FALLOC_FL_KEEP_SIZE = 1, FALLOC_FL_PUNCH_HOLE = 2;
    private static final int F_SETPIPE_SZ = 1031, PIPE_USUAL = 1 << 16;
    private static final int AF_INET = 2, SOCK_DGRAM = 2, SOCK_CLOEXEC = O_CLOEXEC;
    private static final int SIOCGIFFLAGS = 0x8913, IFREQ_BYTES = 40, IFR_FLAGS_AT = 16;
    private static final int POLLFD_BYTES = 8, REVENTS_AT = 6;
    private static final short POLLIN = 1;
    private static final int PRIO_PROCESS = 0;

    static {
        Native.register("c");
    }

    private Libc() {}

    private static native int pipe2(int[] descriptors, int flags);

    private static native int fcntl(int descriptor, int command, int argument);

    private static native int poll(byte[] descriptors, NativeLong count, int timeoutMillis);

    private static native int open(String path, int flags, int mode);

    private static native int close(int descriptor);

    private static native int fallocate(int descriptor, int mode, long offset, long length);

    private static native int socket(int family, int type, int protocol);

    private static native int setpriority(int which, int who, int nice);

    private static native int ioctl(int descriptor, NativeLong request, byte[] argument);

    /**
     * A pipe of {@code bytes}, or half, or a quarter, ..., whatever the kernel allows this person; not inherited by children.
     *
     * @return {read end, write end}
     */
    static int[] pipe(int bytes) throws CaptureException {
        int[] ends = new int[2];
        if (pipe2(ends, O_CLOEXEC) != 0) {
            throw new CaptureException("cannot make a pipe: too many open files");
        }
        for (int size = bytes; fcntl(ends[1], F_SETPIPE_SZ, size) < 0 && size > PIPE_USUAL; ) {
            size /= 2;
        }
        return ends;
    }

    /** What a descriptor of this process is called in the file system. */
    static Path path(int descriptor) {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    /** Opens a file for reading and writing; its descriptor. */
    static int open(Path file) throws CaptureException {
        int descriptor = open(file.toString(), O_RDWR | O_CLOEXEC, 0);
        if (descriptor < 0) {
            throw new CaptureException(file + ": cannot be opened");
        }
        return descriptor;
    }

    /** Gives a stretch of a file back to the file system, which then reads as zeros; whether it could. */
    static boolean punchHole(int descriptor, long from, long to) {
        return fallocate(descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, from, to - from) == 0;
    }

    static void closeDescriptor(int descriptor) {
        close(descriptor);
    }

    /** Waits at most {@code timeoutMillis} for bytes, or the end, of a pipe; tells for each whether it can be read. */
    static boolean[] awaitReadable(int[] descriptors, int timeoutMillis) {
        ByteBuffer polls =
                ByteBuffer.allocate(descriptors.length * POLLFD_BYTES).order(ByteOrder.nativeOrder());
        for (int descriptor : descriptors) {
            polls.putInt(descriptor).putShort(POLLIN).putShort((short) 0);
        }
        boolean[] ready = new boolean[descriptors.length];
        if (poll(polls.array(), new NativeLong(descriptors.length), timeoutMillis) > 0) {
            for (int i = 0; i < ready.length; i++) {
                ready[i] = polls.getShort(i * POLLFD_BYTES + REVENTS_AT) != 0;
            }
        }
        return ready;
    }

    /** Lets the calling thread go before others, where the system allows it (root). On Linux niceness is a thread's own. */
    static void hurry(int nice) {
        setpriority(PRIO_PROCESS, 0, nice);
    }

    /** The flags of an interface of this network namespace, or {@link #NO_LINK}. */
    static int linkFlags(String name) {
        int socket = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        byte[] request = new byte[IFREQ_BYTES];
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, request, 0, Math.min(bytes.length, IFR_FLAGS_AT - 1));
        try {
            if (ioctl(socket, new NativeLong(SIOCGIFFLAGS), request) != 0) {
                return NO_LINK;
            }
        } finally {
            close(socket);
        }
        return ByteBuffer.wrap(request).order(ByteOrder.nativeOrder()).getShort(IFR_FLAGS_AT) & 0xffff;
    }
}
