package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Common Address Redundancy Protocol of the BSDs, to 224.0.0.18 and ff02::12. Never an RFC; it took VRRP's protocol number.
 *
 * <pre>
 * version 4 bits (2), type 4 bits (1 advertisement), virtual host 1, skew 1, authentication length 1 (7 words), demotion 1,
 * interval 1 (seconds), checksum 2, counter 8, HMAC-SHA1 20
 * </pre>
 *
 * Where the 7 is, VRRP counts addresses; that many of them, and VRRP's authentication data, would be 44 bytes, not these 36.
 */
public final class Carp extends Protocol {
    private static final int BYTES = 36, WORDS = 7;

    static final Header H = header("carp", "Common Address Redundancy Protocol");
    static final Field TYPEVER = H.u8("typever", "CARP message version and type"),
            VERSION = H.split(TYPEVER).bits(4, "version", "CARP protocol version"),
            TYPE = H.bits(4, "type", "CARP packet type").names(Names.of(1, "Advertisement")),
            VHID = H.u8("vhid", "Virtual Host ID"),
            ADVSKEW = H.u8("advskew", "Advertisement Skew"),
            AUTHLEN = H.u8("authlen", "Auth Len");
    static final Header TIMED = H.then("Adver Int", (f, at, end) -> true);
    static final Field DEMOTION = TIMED.u8("demotion", "Demotion indicator"),
            ADVER_INT = TIMED.u8("adver_int", "Adver Int").in("seconds");
    static final Header SUMMED = TIMED.then("Checksum", (f, at, end) -> true);
    static final Field CHECKSUM = SUMMED.u16("checksum", "Checksum").hex(),
            STATUS =
                    SUMMED.derived("checksum.status", "Checksum Status", Type.UINT, Carp::status)
                            .names(Checksum.STATUS),
            BAD_CHECKSUM =
                    SUMMED.note("bad_checksum", "Bad checksum", (f, at, end) -> status(f, at, end) == Checksum.BAD);
    static final Header COUNTED = SUMMED.then("Counter", (f, at, end) -> true);
    static final Field COUNTER = COUNTED.u64("counter", "Counter");
    static final Header SIGNED = COUNTED.then("HMAC", (f, at, end) -> true);
    static final Field HMAC = SIGNED.bytes(20, "hmac", "HMAC");

    static {
        H.length(4);
        SIGNED.length(20);
    }

    public Carp() {
        super(H);
        on(Vrrp.ADDR_COUNT, WORDS);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + 4 > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, end, end);
        if (at + BYTES > end) {
            f.broken(end, end);
        }
    }

    private static long status(Frame f, int at, int end) {
        int layer = f.layer(H.protocol(), at);
        boolean partial = f.isQuoted(layer) || Network.isFragment(f, layer);
        return partial ? Checksum.UNVERIFIED : Checksum.ofLayer(f, layer, 0);
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        out.put("carp v").dec(VERSION.get(f, at)).put(" host ").dec(f.u8(at + 1));
        out.put(", skew ").dec(f.u8(at + 2));
        if (at + BYTES > end) {
            return;
        }
        out.put(", every ").dec(f.u8(at + 5)).put(" s");
        if (f.u8(at + 4) != 0) {
            out.put(", demoted by ").dec(f.u8(at + 4));
        }
        out.put(status(f, at, end) == Checksum.BAD ? " [bad checksum]" : "");
    }
}
