package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Network Time Protocol: RFC 5905 (version 4), 1305 (3), 7822 (extensions).
 *
 * <pre>
 * mode  message                bytes
 * 1-5   symmetric, client,     48 + E + M  stratum, poll, precision, root delay and dispersion 4 4, reference 4,
 *       server, broadcast                  times 8 each: reference, origin, receive, transmit
 * 6     control                12 + N      {@link NtpControl}
 * 7     private                8 + N       {@link NtpControl}
 * E     extensions             type 2, length 2 (all of it), value
 * M     authentication         key id 4, digest 0 to 20
 * </pre>
 */
public final class Ntp extends Protocol {
    private static final int TIMED = 48, MAX_MAC = 24, MIN_EXTENSION = 8, BROADCAST = 5;

    /** Seconds from 1900 to 1970, and from 1970 to 2036, when NTP's seconds begin again. */
    private static final long TO_1970 = 2_208_988_800L, TO_2036 = 2_085_978_496L;

    static final Header H = header("ntp", "Network Time Protocol");
    static final Field FLAGS = H.u8("flags", "Flags").hex(),
            VN = H.split(FLAGS).skip(2).bits(3, "flags.vn", "Version number"),
            MODE =
                    H.bits(3, "flags.mode", "Mode")
                            .names(Names.of(
                                    0,
                                    "reserved",
                                    1,
                                    "symmetric active",
                                    2,
                                    "symmetric passive",
                                    3,
                                    "client",
                                    4,
                                    "server",
                                    5,
                                    "broadcast",
                                    6,
                                    "control",
                                    7,
                                    "private"));
    static final Header LEAP = H.then("Leap Indicator", (f, at, end) -> mode(f, at) < 7);
    static final Field LI = LEAP.split(FLAGS)
            .bits(2, "flags.li", "Leap Indicator")
            .names(Names.of(
                    0,
                    "no warning",
                    1,
                    "last minute has 61 seconds",
                    2,
                    "last minute has 59 seconds",
                    3,
                    "clock not synchronized"));
    static final Header TIME = H.then("Time", (f, at, end) -> mode(f, at) < 6);
    static final Field STRATUM = TIME.u8("stratum", "Peer Clock Stratum"),
            POLL = TIME.u8("ppoll", "Peer Polling Interval").means((v, out) -> power((byte) v, out)),
            PRECISION = TIME.u8("precision", "Peer Clock Precision").means((v, out) -> power((byte) v, out));
    static final Header ROOT = TIME.then("Root", (f, at, end) -> true);
    static final Field ROOT_DELAY = ROOT.u32("rootdelay", "Root Delay").means(Ntp::seconds16),
            ROOT_DISPERSION = ROOT.u32("rootdispersion", "Root Dispersion").means(Ntp::seconds16);
    static final Header REFERENCE = ROOT.then("Reference", (f, at, end) -> true);
    static final Field REFID = REFERENCE.bytes(4, "refid", "Reference ID"),
            REFID_TEXT =
                    REFERENCE.text("refid_text", "Reference", Ntp::reference).called("mcast.ntp_reference");
    static final Header REFERENCE_TIME = time(REFERENCE, "reftime", "Reference Timestamp"),
            ORIGIN_TIME = time(REFERENCE_TIME, "org", "Origin Timestamp"),
            RECEIVE_TIME = time(ORIGIN_TIME, "rec", "Receive Timestamp"),
            TRANSMIT_TIME = time(RECEIVE_TIME, "xmt", "Transmit Timestamp");

    static final Header EXTENSION = TRANSMIT_TIME.parts("Extension", Ntp::extension, (f, at, end) -> f.u16(at + 2));
    static final Field
            ANY = EXTENSION.note("ext", "Extension", (f, at, end) -> true).hidden(),
            EXT_TYPE = EXTENSION.u16("ext.type", "Field type").hex(),
            EXT_LENGTH = EXTENSION.u16("ext.length", "Extension length").in("bytes"),
            EXT_VALUE =
                    EXTENSION.span("ext.value", "Value", Type.BYTES, (f, at, end) -> Field.span(at + 4, end - at - 4));
    static final Header MAC = TRANSMIT_TIME.behind("Authentication", Ntp::mac);
    static final Field KEYID = MAC.bytes(4, "keyid", "Key ID"),
            DIGEST =
                    MAC.span(
                            "mac",
                            "Message Authentication Code",
                            Type.BYTES,
                            (f, at, end) -> end > at + 4 ? Field.span(at + 4, end - at - 4) : Field.ABSENT);

    static {
        H.length(1);
        TIME.length(3);
        REFERENCE.length(4);
        TRANSMIT_TIME.length(8);
        NtpControl.declare();
    }

    public Ntp() {
        super(H);
        on(Udp.DSTPORT, 123);
        on(Tcp.DSTPORT, 123);
    }

    static int mode(Frame f, int at) {
        return f.u8(at) & 7;
    }

    private static int extension(Frame f, int at, int end, int previous, int index) {
        int next = previous < 0 ? at + TIMED : previous + f.u16(previous + 2);
        return end - next > MAX_MAC && f.u16(next + 2) >= MIN_EXTENSION ? next : -1;
    }

    /** The key id behind the extensions; what is left is too short for another one (RFC 7822, 3). */
    private static int mac(Frame f, int at, int end) {
        int next = at + TIMED;
        while (end - next > MAX_MAC && f.u16(next + 2) >= MIN_EXTENSION) {
            next += f.u16(next + 2);
        }
        return end - next > MAX_MAC ? -1 : next;
    }

    /** Declares what follows {@code before}, a time of 64 bits: seconds since 1900, or since 2036 where the top bit is not set, and a fraction. */
    private static Header time(Header before, String name, String label) {
        int from = before.bytes();
        Header h = before.then(label, (f, at, end) -> true).skip(64);
        h.derived(name, label, Type.ABSOLUTE_TIME, (f, at, end) -> nanos(f.u64(at + from)))
                .plain()
                .date();
        return h;
    }

    private static long nanos(long time) {
        if (time == 0) {
            return Field.NO_TIME;
        }
        long seconds = time >>> 32;
        long since1970 = time < 0 ? seconds - TO_1970 : seconds + TO_2036;
        return since1970 * 1_000_000_000L + ((time & 0xffffffffL) * 1_000_000_000L >>> 32);
    }

    /** What the reference id stands for (RFC 5905, 7.3): four letters at stratum 0 and 1, else mostly an IPv4 address. */
    private static void reference(Frame f, int at, int end, Out out) {
        if (STRATUM.get(f, at) > 1) {
            out.ipv4(f.i32(at + 12));
            return;
        }
        int n = 0;
        while (n < 4 && f.u8(at + 12 + n) != 0) {
            n++;
        }
        out.safe(f.segment(), f.base() + at + 12, n);
    }

    private static void power(int log, Out out) {
        if (log >= 0 && log < 32) {
            out.unsigned(1L << log).put(" s");
        } else if (log < 0 && log >= -30) {
            out.seconds(1_000_000_000L >> -log).put(" s");
        }
    }

    private static void seconds16(long value, Out out) {
        out.seconds(value * 1_000_000_000L >> 16).put(" s");
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + 1 > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, end, end);
        int needed = mode(f, at) < 6 ? TIMED : NtpControl.needed(f, at, end);
        if (at + needed > end) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        int mode = mode(f, at);
        out.put("ntp v").dec(VN.get(f, at)).put(' ').put(MODE.names().get(mode));
        if (mode >= 6) {
            NtpControl.row(f, at, end, out);
            return;
        }
        if (at + TIMED > end) {
            return;
        }
        if (mode >= 4 || STRATUM.get(f, at) != 0) {
            out.put(", stratum ").dec(STRATUM.get(f, at)).put(", reference ");
            reference(f, at, end, out);
        }
        if (mode == BROADCAST) {
            out.put(", every ");
            power((byte) f.u8(at + 2), out);
        }
        if (LI.get(f, at) != 0) {
            out.put(", ").put(LI.names().get(LI.get(f, at)));
        }
    }
}
