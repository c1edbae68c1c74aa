package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Conversations;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Protocol;

/**
 * The RTP and RTCP endpoints that a session description announces: RFC 8866, 5.7 and 5.14; {@code a=rtcp:} RFC 3605, {@code
 * a=rtcp-mux} RFC 5761. RTCP has the next port where nothing else is said. Source filters (RFC 4570) narrow down who may
 * send, not what is spoken: they change nothing here.
 */
final class SdpMedia {
    /** The most endpoints of one description that are followed: one line can announce millions. */
    private static final int MOST = 64;

    private static final int DYNAMIC = 96;

    /** No clock is faster: 100 MHz. */
    private static final int MOST_HERTZ = 100_000_000;

    private SdpMedia() {}

    /** What is done with an endpoint: its address and port, the medium's lines, and what is between two ports of it. */
    @FunctionalInterface
    interface Use {
        void of(Frame f, int at, int end, long high, long low, int port, int step);
    }

    /** Enters what the description from {@code at} to {@code end} announces. */
    static void announce(Frame f, int at, int end) {
        each(f, at, end, SdpMedia::enter);
    }

    /** Takes the endpoints of the media of the description from {@code at} to {@code end}, whatever is spoken there. */
    static void each(Frame f, int at, int end, Use use) {
        int left = MOST;
        int session = -1;
        int line = at;
        while (line + 2 <= end && !is(f, line, 'm')) {
            session = is(f, line, 'c') ? line : session;
            line = Words.next(f, line, end);
        }
        while (line + 2 <= end && left > 0) {
            int next = Words.next(f, line, end);
            int connection = session;
            while (next + 2 <= end && !is(f, next, 'm')) {
                connection = is(f, next, 'c') ? next : connection;
                next = Words.next(f, next, end);
            }
            if (connection >= 0) {
                left -= medium(f, line, next, connection, Words.stop(f, connection, end), left, use);
            }
            line = next;
        }
    }

    private static boolean is(Frame f, int line, char type) {
        return f.u8(line) == type && f.u8(line + 1) == '=';
    }

    /** Takes the endpoints of the medium whose lines go from {@code at} to {@code end}, at most {@code most}; returns how many. */
    private static int medium(Frame f, int at, int end, int connection, int connectionEnd, int most, Use use) {
        int stop = Words.stop(f, at, end);
        long ports = Words.word(f, at + 2, stop, 1);
        long where = Words.word(f, connection + 2, connectionEnd, 2);
        if (ports == Field.ABSENT || where == Field.ABSENT) {
            return 0;
        }
        long port = Words.number(f, ports);
        if (port <= 0 || port > 0xffff) {
            return 0;
        }
        long count = count(f, ports, 1);
        long address = Words.slash(f, where, 0);
        long four = Words.ipv4(f, address);
        long high = four == Field.ABSENT ? Words.ipv6(f, address, true) : 0;
        long low = four == Field.ABSENT ? Words.ipv6(f, address, false) : Announced.low((int) four);
        if (four == 0 || high == 0 && low == 0) {
            return 0;
        }
        // IPv4: address/TTL/addresses; IPv6: address/addresses.
        long addresses = count(f, where, four == Field.ABSENT ? 1 : 2);
        int step = !isRtp(f, at, stop) || isMuxed(f, at, end) ? 1 : 2;
        int entered = 0;
        for (int a = 0; a < addresses; a++) {
            for (int p = 0; p < count && entered < most && port + (long) step * p < 0xffff; p++) {
                use.of(f, at, end, high, low + a, (int) port + step * p, step);
                entered++;
            }
        }
        return entered;
    }

    private static boolean isRtp(Frame f, int at, int stop) {
        long transport = Words.word(f, at + 2, stop, 2);
        int proto = (int) (transport >>> 32);
        return transport != Field.ABSENT
                && (Words.begins(f, proto, stop, "rtp/") || Words.begins(f, proto, stop, "udp/tls/rtp/"));
    }

    private static void enter(Frame f, int at, int end, long high, long low, int port, int step) {
        if (!isRtp(f, at, Words.stop(f, at, end))) {
            return;
        }
        Protocol rtp = Rtp.H.protocol();
        Conversations.Entry media = Announced.enter(f, high, low, port, rtp, "SDP");
        int control = step == 1 ? 0 : port + 1;
        for (int line = Words.next(f, at, end); line + 2 <= end; line = Words.next(f, line, end)) {
            if (!is(f, line, 'a')) {
                continue;
            }
            int stop = Words.stop(f, line, end);
            if (Words.begins(f, line, stop, "a=rtpmap:")) {
                map(f, line + 9, stop, media);
            } else if (Words.begins(f, line, stop, "a=rtcp:")) {
                long told = Words.number(f, Field.span(line + 7, stop - line - 7));
                control = told > 0 && told <= 0xffff ? (int) told : control;
            }
        }
        if (control > 0 && control != port) {
            Announced.enter(f, high, low, control, Rtcp.H.protocol(), "SDP");
        }
    }

    /** Notes what {@code type name/rate} calls a payload type. */
    private static void map(Frame f, int at, int end, Conversations.Entry media) {
        long type = Words.number(f, Field.span(at, end - at));
        long name = Words.word(f, at, end, 1);
        if (type >= DYNAMIC && type < 128 && name != Field.ABSENT) {
            long rate = Words.slash(f, name, 1);
            name = Words.slash(f, name, 0);
            int from = (int) (name >>> 32);
            media.name((int) type, f, from, from + (int) name);
            long hertz = rate == Field.ABSENT ? 0 : Words.number(f, rate);
            media.rate((int) type, hertz > 0 && hertz <= MOST_HERTZ ? (int) hertz : 0);
        }
    }

    private static boolean isMuxed(Frame f, int at, int end) {
        for (int line = at; line + 2 <= end; line = Words.next(f, line, end)) {
            if (Words.begins(f, line, end, "a=rtcp-mux")) {
                return true;
            }
        }
        return false;
    }

    /** How many: the number behind a slash, 1 where there is none. */
    private static long count(Frame f, long place, int part) {
        long text = Words.slash(f, place, part);
        long number = text == Field.ABSENT ? Field.ABSENT : Words.number(f, text);
        return number == Field.ABSENT ? 1 : Math.min(Math.max(number, 1), MOST);
    }
}
