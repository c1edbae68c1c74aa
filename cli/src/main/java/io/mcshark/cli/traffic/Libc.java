package io.mcshark.cli.traffic;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The calls of Linux's C library that a multicast receiver needs and Java's channels do not offer: socket options by
 * number, joins by interface index, and reception with what the kernel knows of a datagram.
 *
 * <p>A call that fails throws {@link Failure}. See socket(7), ip(7), ipv6(7), udp(7).
 */
@SuppressWarnings("restricted") // calling C is this class's purpose
final class Libc {
    /** What went wrong, by errno. */
    static final class Failure extends IOException {
        private static final long serialVersionUID = 1;
        private final int errno;

        Failure(int errno) {
            super(message(errno));
            this.errno = errno;
        }

        int errno() {
            return errno;
        }
    }

    static final int EINTR = 4,
            EAGAIN = 11,
            EACCES = 13,
            ENODEV = 19,
            EINVAL = 22,
            EMFILE = 24,
            EADDRINUSE = 98,
            ENOBUFS = 105;
    private static final int PR_SET_TIMERSLACK = 29, TIMEX_BYTES = 208, TIME_ERROR = 5;

    // The numbers of socket options are the same on these; elsewhere (MIPS, SPARC, 32 bits) they or the structures
    // differ.
    private static final Set<String> ARCHITECTURES =
            Set.of("amd64", "x86_64", "aarch64", "riscv64", "ppc64le", "s390x", "loongarch64");
    private static final boolean AVAILABLE = System.getProperty("os.name").equals("Linux")
            && ARCHITECTURES.contains(System.getProperty("os.arch"))
            && !Boolean.getBoolean("mcshark.java-sockets"); // so that the fallback can be tried here

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));
    private static final ThreadLocal<MemorySegment> STATES =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private static final MethodHandle
            SOCKET = handle("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT)),
            CLOSE = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT)),
            BIND = handle("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT)),
            SETSOCKOPT =
                    handle(
                            "setsockopt",
                            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT)),
            GETSOCKOPT =
                    handle(
                            "getsockopt",
                            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS)),
            RECVMSG = handle("recvmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT)),
            SENDTO =
                    handle(
                            "sendto",
                            FunctionDescriptor.of(
                                    JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT)),
            CONNECT = handle("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT)),
            GETSOCKNAME = handle("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS)),
            SENDMMSG = handle("sendmmsg", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT)),
            PRCTL =
                    handle(
                            "prctl",
                            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG)),
            ADJTIMEX = handle("adjtimex", FunctionDescriptor.of(JAVA_INT, ADDRESS)),
            POLL = handle("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT)),
            IF_NAMETOINDEX = handle("if_nametoindex", FunctionDescriptor.of(JAVA_INT, ADDRESS)),
            IF_NAMEINDEX = handle("if_nameindex", FunctionDescriptor.of(ADDRESS)),
            IF_FREENAMEINDEX = handle("if_freenameindex", FunctionDescriptor.ofVoid(ADDRESS)),
            STRERROR = handle("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private Libc() {}

    /** Whether this system has these calls in the form used here; without, Java's own channels must do. */
    static boolean available() {
        return AVAILABLE;
    }

    static int socket(int family, int type, int protocol) throws Failure {
        try {
            return (int) checked((int) SOCKET.invokeExact(STATES.get(), family, type, protocol));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    static void close(int fd) throws Failure {
        try {
            checked((int) CLOSE.invokeExact(STATES.get(), fd));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    static void bind(int fd, MemorySegment address) throws Failure {
        try {
            checked((int) BIND.invokeExact(STATES.get(), fd, address, (int) address.byteSize()));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    static void setOption(int fd, int level, int name, MemorySegment value) throws Failure {
        try {
            checked((int) SETSOCKOPT.invokeExact(STATES.get(), fd, level, name, value, (int) value.byteSize()));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    static void setOption(int fd, int level, int name, int value) throws Failure {
        try (Arena arena = Arena.ofConfined()) {
            setOption(fd, level, name, arena.allocateFrom(JAVA_INT, value));
        }
    }

    static int option(int fd, int level, int name) throws Failure {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(JAVA_INT);
            option(fd, level, name, value);
            return value.get(JAVA_INT, 0);
        }
    }

    /** Reads an option that is as long as {@code value}, or shorter. */
    static void option(int fd, int level, int name, MemorySegment value) throws Failure {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment length = arena.allocateFrom(JAVA_INT, (int) value.byteSize());
            checked((int) GETSOCKOPT.invokeExact(STATES.get(), fd, level, name, value, length));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /** @return bytes of the datagram, or -1 when none waits */
    static int receive(int fd, MemorySegment header, int flags) throws Failure {
        try {
            MemorySegment state = STATES.get();
            long length = (long) RECVMSG.invokeExact(state, fd, header, flags);
            if (length < 0) {
                int errno = (int) ERRNO.get(state, 0L);
                if (errno == EAGAIN || errno == EINTR) {
                    return -1;
                }
                throw new Failure(errno);
            }
            return (int) length;
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    static void send(int fd, MemorySegment payload, MemorySegment address) throws Failure {
        try {
            checked((long) SENDTO.invokeExact(
                    STATES.get(), fd, payload, payload.byteSize(), 0, address, (int) address.byteSize()));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    static void connect(int fd, MemorySegment address) throws Failure {
        try {
            checked((int) CONNECT.invokeExact(STATES.get(), fd, address, (int) address.byteSize()));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /** Writes the address that the socket is bound to. */
    static void name(int fd, MemorySegment address) throws Failure {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment length = arena.allocateFrom(JAVA_INT, (int) address.byteSize());
            checked((int) GETSOCKNAME.invokeExact(STATES.get(), fd, address, length));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /** Sends {@code count} messages of {@code mmsghdr} structures. @return how many of them the system took */
    static int send(int fd, MemorySegment messages, int count) throws Failure {
        try {
            MemorySegment state = STATES.get();
            int sent = (int) SENDMMSG.invokeExact(state, fd, messages, count, 0);
            if (sent < 0) {
                int errno = (int) ERRNO.get(state, 0L);
                if (errno == EAGAIN || errno == EINTR || errno == ENOBUFS) {
                    return 0;
                }
                throw new Failure(errno);
            }
            return sent;
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /** Has this thread's sleeps end as exactly as the system can; by default they are up to 50 µs longer. */
    static void sleepExactly() {
        try {
            int refused = (int) PRCTL.invokeExact(STATES.get(), PR_SET_TIMERSLACK, 1L, 0L, 0L, 0L);
            assert refused == 0 : "PR_SET_TIMERSLACK cannot be refused";
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether something keeps this host's clock right, adjtimex(2). */
    static boolean clockIsSynchronized() {
        try (Arena arena = Arena.ofConfined()) {
            return (int) ADJTIMEX.invokeExact(STATES.get(), arena.allocate(TIMEX_BYTES, 8)) != TIME_ERROR;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return how many of the {@code pollfd} structures have something; 0 also when a signal came */
    static int poll(MemorySegment fds, int count, int millis) throws Failure {
        try {
            MemorySegment state = STATES.get();
            int ready = (int) POLL.invokeExact(state, fds, (long) count, millis);
            if (ready < 0) {
                int errno = (int) ERRNO.get(state, 0L);
                if (errno == EINTR) {
                    return 0;
                }
                throw new Failure(errno);
            }
            return ready;
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /** @return the interface's index, 0 when there is none of that name */
    static int interfaceIndex(String name) throws Failure {
        try (Arena arena = Arena.ofConfined()) {
            return (int) IF_NAMETOINDEX.invokeExact(STATES.get(), arena.allocateFrom(name));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /** Names of all interfaces of this network namespace, by index. */
    static List<String> interfaceNames() throws Failure {
        try {
            MemorySegment list = (MemorySegment) IF_NAMEINDEX.invokeExact(STATES.get());
            if (list.address() == 0) {
                return List.of();
            }
            // struct if_nameindex { unsigned index; char *name; }, ended by index 0
            MemorySegment entries = list.reinterpret(Long.MAX_VALUE);
            List<String> names = new ArrayList<>();
            for (long at = 0; entries.get(JAVA_INT, at) != 0; at += 16) {
                names.add(entries.get(ADDRESS, at + 8).reinterpret(64).getString(0));
            }
            IF_FREENAMEINDEX.invokeExact(STATES.get(), list);
            return names;
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    private static String message(int errno) {
        try {
            MemorySegment text = (MemorySegment) STRERROR.invokeExact(STATES.get(), errno);
            return text.reinterpret(256).getString(0);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static long checked(long result) throws Failure {
        if (result < 0) {
            throw new Failure((int) ERRNO.get(STATES.get(), 0L));
        }
        return result;
    }

    /** A method handle may declare anything; ours end in {@link Failure} or in a defect. */
    private static Failure failure(Throwable problem) {
        if (problem instanceof Failure failure) {
            return failure;
        }
        throw new IllegalStateException(problem);
    }

    private static MethodHandle handle(String name, FunctionDescriptor type) {
        if (!AVAILABLE) {
            return null;
        }
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), type, Linker.Option.captureCallState("errno"));
    }
}
