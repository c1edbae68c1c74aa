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
 * Sections of a transport stream: ITU-T H.222.0, 2.4.4.11; the tables of DVB ETSI EN 300 468, 5.1.
 *
 * <pre>
 * table 1, syntax indicator 1 bit, private 1 and reserved 2, length 12: 3 bytes
 * the table, length bytes; the last four are a CRC when the syntax indicator is set
 * </pre>
 *
 * A section that begins in one packet and ends in another is shown as far as its header.
 */
public final class MpegSect extends Protocol {
    private static final int HEADER = 3, CRC = 4, TIME_OFFSET = 0x73, STUFFING = 0xff;
    private static final int POLYNOMIAL = 0x04c11db7;

    static final Header H = header("mpeg_sect", "MPEG2 Section");
    static final Field TID = H.u8("tid", "Table ID").hex().parent().names(Names.lines("""
            0x00 Program Association Table (PAT)
            0x01 Conditional Access Table (CAT)
            0x02 Program Map Table (PMT)
            0x03 Transport Stream Description Table
            0x3e Multiprotocol Encapsulation (MPE)
            0x40 Network Information Table (NIT), this network
            0x41 Network Information Table (NIT), other network
            0x42 Service Description Table (SDT), this stream
            0x46 Service Description Table (SDT), other stream
            0x4a Bouquet Association Table (BAT)
            0x4e Event Information Table (EIT), present and following, this stream
            0x4f Event Information Table (EIT), present and following, other stream
            0x70 Time and Date Table (TDT)
            0x71 Running Status Table (RST)
            0x72 Stuffing Table (ST)
            0x73 Time Offset Table (TOT)
            0x74 Application Information Table (AIT)
            0x7f Selection Information Table (SIT)
            0xfc Splice Information (SCTE 35)
            """));
    static final Field SYNTAX = H.bits(1, "syntax_indicator", "Syntax indicator"),
            RESERVED = H.bits(3, "reserved", "Reserved").hex(4),
            LEN = H.bits(12, "len", "Length"),
            OPEN =
                    H.note(
                                    "open",
                                    "The section goes on in packets to come",
                                    (f, at, end) -> at + HEADER + LEN.get(f, at) > declared(f, at))
                            .called("mcast.mpeg_section_goes_on"),
            SUM =
                    H.derived(
                                    "crc",
                                    "CRC 32",
                                    Type.UINT,
                                    (f, at, end) -> crcAt(f, at, end) < 0 ? Field.ABSENT : f.u32(crcAt(f, at, end)))
                            .hex(8)
                            .plain(),
            STATUS =
                    H.derived("crc.status", "CRC 32 Status", Type.UINT, MpegSect::status)
                            .names(Checksum.STATUS);

    static {
        H.length(HEADER);
    }

    public MpegSect() {
        super(H);
        on(Mp2t.CONTENT, Mp2t.SECTIONS);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEADER > end) {
            if (f.declared() > end) {
                f.broken(at, end);
            }
            return; // the header itself goes on in the next packet
        }
        if (f.u8(at) == STUFFING) {
            return;
        }
        int stop = at + HEADER + (int) LEN.get(f, at);
        f.push(this, at, at + HEADER, Math.min(stop, end));
        if (stop > f.declared()) {
            return;
        }
        if (stop > at + HEADER) {
            f.after(this, stop, end);
        }
        Protocol table = TID.table().get(f.u8(at));
        int body = stop - (hasCrc(f, at) ? CRC : 0);
        if (table != null && body >= at + HEADER) {
            f.next(table, at + HEADER, body);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int tid = f.u8(f.at(layer));
        if (layer + 1 < f.depth() && f.protocol(layer + 1) == TID.table().get(tid)) {
            return; // the table speaks for itself
        }
        out.put("section 0x").hex(tid, 2);
        if (OPEN.value(f, f.at(layer), f.end(layer)) != Field.ABSENT) {
            out.put(" of ").dec(LEN.get(f, f.at(layer)) + HEADER).put(" bytes begins");
        }
    }

    /** What stands behind the last section of those from {@code at} on; see H.222.0, 2.4.4: nothing but stuffing may. */
    static long stuffing(Frame f, int at, int end) {
        int next = at;
        while (next < end && f.u8(next) != STUFFING) {
            if (next + HEADER > end) {
                return Field.ABSENT;
            }
            next += HEADER + (int) LEN.get(f, next);
        }
        return next < end ? Field.span(next, end - next) : Field.ABSENT;
    }

    /** One past the bytes that the packet has for sections. */
    private static int declared(Frame f, int at) {
        return f.declared(f.layer(H.protocol(), at));
    }

    private static boolean hasCrc(Frame f, int at) {
        return SYNTAX.get(f, at) == 1 || f.u8(at) == TIME_OFFSET;
    }

    private static int crcAt(Frame f, int at, int end) {
        int stop = at + HEADER + (int) LEN.get(f, at);
        return hasCrc(f, at) && stop <= end && stop - CRC >= at + HEADER ? stop - CRC : -1;
    }

    private static long status(Frame f, int at, int end) {
        int crcAt = crcAt(f, at, end);
        if (crcAt < 0) {
            return Field.ABSENT;
        }
        if (!f.settings().checksums) {
            return Checksum.UNVERIFIED;
        }
        int sum = -1; // H.222.0, annex A: the whole section leaves nothing
        for (int i = at; i < crcAt + CRC; i++) {
            sum ^= f.u8(i) << 24;
            for (int bit = 0; bit < 8; bit++) {
                sum = sum << 1 ^ (sum < 0 ? POLYNOMIAL : 0);
            }
        }
        return sum == 0 ? Checksum.GOOD : Checksum.BAD;
    }
}
