package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * User Datagram Protocol: RFC 768; over IPv6 RFC 8200, 8.1 (the checksum) and RFC 2675, 4 (length zero in a jumbogram).
 *
 * <pre>
 * source port 2, destination port 2, length of header and data 2, checksum 2
 * </pre>
 */
public final class Udp extends Protocol {
    private static final int NUMBER = 17;
    public static final int HEADER = 8;

    public static final Header H = header("udp", "User Datagram Protocol");
    public static final Field SRCPORT = H.u16("srcport", "Source Port"),
            DSTPORT = H.u16("dstport", "Destination Port").parent();

    // A quoted or cut datagram shows its ports even where the rest is missing.
    static final Header MEASURED = H.then("Length", (f, at, end) -> true);
    public static final Field LENGTH = MEASURED.u16("length", "Length").in("bytes"),
            LENGTH_BAD = MEASURED.note("length.bad", "Bad length value", Udp::isLengthBad),
            LENGTH_ZERO =
                    MEASURED.note(
                            "length.bad_zero",
                            "Length is zero but payload < 65536",
                            (f, at, end) -> isJumbo(f, at) && end - at < 65536);
    static final Header SUMMED = MEASURED.then("Checksum", (f, at, end) -> !isBogus(f, at));
    static final Field CHECKSUM = SUMMED.u16("checksum", "Checksum").hex(),
            STATUS =
                    SUMMED.derived("checksum.status", "Checksum Status", Type.UINT, Udp::status)
                            .names(Checksum.STATUS),
            CHECKSUM_ZERO =
                    SUMMED.note(
                            "checksum.zero",
                            "Illegal checksum value (0)",
                            (f, at, end) -> status(f, at, end) == Checksum.ILLEGAL),
            CHECKSUM_BAD =
                    SUMMED.note("checksum.bad", "Bad checksum", (f, at, end) -> status(f, at, end) == Checksum.BAD),
            PAYLOAD =
                    SUMMED.span(
                            "payload",
                            "Payload",
                            Type.BYTES,
                            (f, at, end) -> Field.span(at + HEADER, end > at + HEADER ? end - at - HEADER : -1));

    static {
        H.length(4);
        MEASURED.length(2);
        SUMMED.length(2);
        H.either("port", "Source or Destination Port", SRCPORT, DSTPORT);
    }

    public Udp() {
        super(H);
        on(Ipv4.PROTOCOL, NUMBER);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEADER > end) {
            if (at + 4 > end) {
                f.broken(at, end);
            } else {
                f.push(this, at, end, end);
                f.broken(end, end);
            }
            return;
        }
        int length = f.u16(at + 4);
        f.push(this, at, at + HEADER, length < HEADER ? end : Math.min(end, at + length));
        if (isBogus(f, at)) {
            f.malformed(at + HEADER, end);
            return;
        }
        int stop = length == 0 ? f.declared() : at + length;
        int body = at + HEADER;
        Protocol child = Network.child(f, DSTPORT.table(), f.u16(at), f.u16(at + 2), body, Math.min(stop, end));
        if (child == null) {
            f.nextData(body, stop);
        } else {
            f.next(child, body, stop);
        }
    }

    @Override
    public Level level() {
        return Level.TRANSPORT;
    }

    @Override
    public void source(Frame f, int layer, Out out) {
        out.unsigned(SRCPORT.get(f, f.at(layer)));
    }

    @Override
    public void destination(Frame f, int layer, Out out) {
        out.unsigned(DSTPORT.get(f, f.at(layer)));
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        out.put("udp");
        if (at + HEADER > end) {
            return;
        }
        int length = f.u16(at + 4);
        if (!isBogus(f, at)) {
            out.put(' ').dec(length == 0 ? f.declared(layer) - at - HEADER : length - HEADER);
        }
        if (isLengthBad(f, at, end)) {
            out.put(" [bad length ").dec(length).put(']');
        }
        long status = isBogus(f, at) ? Checksum.UNVERIFIED : status(f, at, end);
        out.put(status == Checksum.BAD ? " [bad checksum]" : status == Checksum.ILLEGAL ? " [no checksum]" : "");
    }

    /** The status of the checksum of the datagram in a layer, one of {@link Checksum}'s. */
    public static int checksum(Frame f, int layer) {
        int at = f.at(layer);
        boolean whole = at + HEADER <= f.end(layer) && !isBogus(f, at);
        return whole ? (int) status(f, at, f.end(layer)) : Checksum.UNVERIFIED;
    }

    /**
     * Whether the checksum is only that of the pseudo-header: the network adapter of the host that captured was to add the
     * rest.
     */
    public static boolean isOffloaded(Frame f, int layer) {
        int at = f.at(layer);
        long pseudo = Network.pseudoHeader(f, layer, NUMBER, f.u16(at + 4));
        return pseudo >= 0 && Checksum.fold(pseudo) == f.u16(at + 6);
    }

    /** Less than a header, and no jumbogram: nothing behind the length can be believed. */
    private static boolean isBogus(Frame f, int at) {
        int length = f.u16(at + 4);
        return length < HEADER && !isJumbo(f, at);
    }

    private static boolean isJumbo(Frame f, int at) {
        return f.u16(at + 4) == 0 && Network.version(f, layer(f, at)) == 6;
    }

    private static boolean isLengthBad(Frame f, int at, int end) {
        int layer = layer(f, at);
        return isBogus(f, at)
                || at + f.u16(at + 4) > f.declared(layer) && !f.isQuoted(layer) && !Network.isFragment(f, layer);
    }

    private static int layer(Frame f, int at) {
        return f.layer(H.protocol(), at);
    }

    /** Zero stands for none, which IPv6 does not allow. Verified only on request and where all bytes are there. */
    private static long status(Frame f, int at, int end) {
        int layer = layer(f, at);
        if (f.u16(at + 6) == 0) {
            return Network.version(f, layer) == 6 ? Checksum.ILLEGAL : Checksum.NOT_PRESENT;
        }
        int length = f.u16(at + 4) == 0 ? f.declared(layer) - at : f.u16(at + 4);
        if (!f.settings().checksums || at + length > end) {
            return Checksum.UNVERIFIED;
        }
        long pseudo = Network.pseudoHeader(f, layer, NUMBER, length);
        return pseudo < 0
                ? Checksum.UNVERIFIED
                : Checksum.good(Checksum.sum(f, at, at + length, pseudo)) ? Checksum.GOOD : Checksum.BAD;
    }
}
