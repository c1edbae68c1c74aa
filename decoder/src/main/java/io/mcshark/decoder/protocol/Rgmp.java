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
 * Router-port Group Management Protocol, in IGMP, to 224.0.0.25: RFC 3488, section 4. A router tells a switch which groups it wants.
 *
 * <pre>
 * type 1, reserved 1, checksum 2, group 4        ff hello, fd join a group, fc leave a group, fe bye
 * </pre>
 */
public final class Rgmp extends Protocol {
    private static final int LEAVE = 0xfc, JOIN = 0xfd, BYE = 0xfe, HELLO = 0xff, BYTES = 8;

    static final Header H = header("rgmp", "Router-port Group Management Protocol");
    static final Field TYPE =
            H.u8("type", "Type").hex().names(Names.of(LEAVE, "Leave", JOIN, "Join", BYE, "Bye", HELLO, "Hello"));
    static final Field RESERVED =
            H.then("Reserved", (f, at, end) -> true).u8("reserved", "Reserved").hex();
    static final Header SUMMED = H.then("Checksum", (f, at, end) -> true).skip(8);
    static final Field CHECKSUM = SUMMED.u16("checksum", "Checksum").hex(),
            STATUS =
                    SUMMED.derived("checksum.status", "Checksum Status", Type.UINT, Rgmp::status)
                            .names(Checksum.STATUS),
            BAD_CHECKSUM =
                    SUMMED.note("bad_checksum", "Bad checksum", (f, at, end) -> status(f, at, end) == Checksum.BAD);
    static final Header GROUP = SUMMED.then("Group", (f, at, end) -> true);
    static final Field MADDR = GROUP.ipv4("maddr", "Multicast group address").group();

    static {
        H.length(1);
        GROUP.length(4);
    }

    public Rgmp() {
        super(H);
        on(Igmp.TYPE, LEAVE, JOIN, BYE, HELLO);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        f.push(this, at, end, end);
        if (at + BYTES > end) {
            f.broken(end, end);
        }
    }

    private static long status(Frame f, int at, int end) {
        return Igmp.status(f, f.layer(H.protocol(), at));
    }

    @Override
    public String through(Frame f, int layer) {
        return "igmp";
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        out.put("rgmp ").words(TYPE.names().get(f.u8(at)));
        if (at + BYTES > f.end(layer)) {
            return;
        }
        if (f.i32(at + 4) != 0) {
            out.put("  ").ipv4(f.i32(at + 4));
        }
        out.put(status(f, at, f.end(layer)) == Checksum.BAD ? " [bad checksum]" : "");
    }
}
