package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;

/**
 * Program association table: ITU-T H.222.0, 2.4.4.3, behind the header of {@link MpegSect} and without its CRC.
 *
 * <pre>
 * transport stream 2, reserved 2 bits, version 5, current 1 bit, section 1, last section 1: 5 bytes
 * programs, each 4: program number 2 (0: network), reserved 3 bits, PID of its map 13
 * </pre>
 */
public final class MpegPat extends Protocol {
    private static final int HEADER = 5, PROGRAM = 4;

    /** Programs named in a row. */
    private static final int FEW = 4;

    static final Header H = header("mpeg_pat", "MPEG2 Program Association Table");
    static final Field TSID = H.u16("tsid", "Transport Stream ID").hex(),
            RESERVED = H.bits(2, "reserved", "Reserved").hex(),
            VERSION = H.bits(5, "version", "Version Number").hex(),
            CUR_NEXT_IND = H.bit("cur_next_ind", "Current/Next Indicator"),
            SECT_NUM = H.u8("sect_num", "Section Number"),
            LAST_SECT_NUM = H.u8("last_sect_num", "Last Section Number");
    static final Header PROGRAMS = H.list("Program", null, (f, at, end) -> PROGRAM);
    static final Field PROG_NUM = PROGRAMS.u16("prog_num", "Program Number").hex(),
            PROG_RESERVED = PROGRAMS.bits(3, "prog_reserved", "Reserved").hex(4),
            PROG_MAP_PID = PROGRAMS.bits(13, "prog_map_pid", "Program Map PID").hex();

    static {
        H.length(HEADER);
        PROGRAMS.length(PROGRAM);
    }

    public MpegPat() {
        super(H);
        on(MpegSect.TID, 0x00);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEADER > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, at + HEADER, end);
        if (f.declared() > end) {
            f.broken(end, end);
        }
    }

    /** {@code pat: 1 at 0x100, 2 at 0x200}. */
    @Override
    public void row(Frame f, int layer, Out out) {
        out.put("pat");
        int end = f.end(layer);
        int at = f.body(layer);
        for (int i = 0; at + PROGRAM <= end; i++, at += PROGRAM) {
            if (i == FEW) {
                out.put(", and ").dec((end - at) / PROGRAM).put(" more");
                return;
            }
            out.put(i == 0 ? ": " : ", ");
            if (PROG_NUM.get(f, at) == 0) {
                out.put("network");
            } else {
                out.dec(PROG_NUM.get(f, at));
            }
            Mp2t.pid(PROG_MAP_PID.get(f, at), out.put(" at "));
        }
    }
}
