package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Program map table: ITU-T H.222.0, 2.4.4.8, behind the header of {@link MpegSect} and without its CRC.
 *
 * <pre>
 * program 2, reserved 2 bits, version 5, current 1 bit, section 1, last section 1,
 * reserved 3 bits, PID of the PCR 13, reserved 4 bits, length 12: 9 bytes, then descriptors of that length
 * streams, each 5 + descriptors: type 1, reserved 3 bits, PID 13, reserved 4 bits, length 12
 * descriptor: tag 1, length 1, data
 * </pre>
 */
public final class MpegPmt extends Protocol {
    private static final int HEADER = 9, STREAM = 5, DESCRIPTOR = 2;

    /** Streams named in a row. */
    private static final int FEW = 4;

    static final Header H = header("mpeg_pmt", "MPEG2 Program Map Table");
    static final Field PG_NUM = H.u16("pg_num", "Program Number").hex(),
            RESERVED_1 = H.bits(2, "reserved1", "Reserved").hex(),
            VERSION = H.bits(5, "version", "Version Number").hex(),
            CUR_NEXT_IND = H.bits(1, "cur_next_ind", "Current/Next Indicator").hex(),
            SECT_NUM = H.u8("sect_num", "Section Number"),
            LAST_SECT_NUM = H.u8("last_sect_num", "Last Section Number"),
            RESERVED_2 = H.bits(3, "reserved2", "Reserved").hex(4),
            PCR_PID = H.bits(13, "pcr_pid", "PCR PID").hex(),
            RESERVED_3 = H.bits(4, "reserved3", "Reserved").hex(4),
            PROG_INFO_LEN = H.bits(12, "prog_info_len", "Program Info Length");

    static final Header PROGRAM_DESCRIPTOR = descriptors(H, HEADER, PROG_INFO_LEN);

    static final Header STREAMS = H.parts("Stream", MpegPmt::stream, (f, at, end) -> streamBytes(f, at));
    static final Field
            STREAM_TYPE = STREAMS.u8("stream.type", "Stream type").hex().names(Names.lines("""
            0x01 MPEG-1 video
            0x02 MPEG-2 video
            0x03 MPEG-1 audio
            0x04 MPEG-2 audio
            0x05 private sections
            0x06 private data in PES packets
            0x07 MHEG
            0x08 DSM-CC
            0x09 H.222.1
            0x0a DSM-CC multiprotocol encapsulation
            0x0b DSM-CC U-N messages
            0x0c DSM-CC stream descriptors
            0x0d DSM-CC sections
            0x0e auxiliary
            0x0f AAC (ADTS)
            0x10 MPEG-4 visual
            0x11 AAC (LATM)
            0x12 MPEG-4 in PES packets
            0x13 MPEG-4 in sections
            0x14 synchronized download
            0x15 metadata in PES packets
            0x16 metadata in sections
            0x1b H.264
            0x1c MPEG-4 audio
            0x1f H.264 SVC
            0x20 H.264 MVC
            0x21 JPEG 2000
            0x24 H.265
            0x33 H.266
            0x42 AVS video
            0x81 AC-3 (ATSC)
            0x86 splice information (SCTE 35)
            0x87 E-AC-3 (ATSC)
            """)),
            STREAM_RESERVED_1 = STREAMS.bits(3, "stream.reserved1", "Reserved").hex(4),
            ELEMENTARY_PID =
                    STREAMS.bits(13, "stream.elementary_pid", "Elementary PID").hex(),
            STREAM_RESERVED_2 = STREAMS.bits(4, "stream.reserved2", "Reserved").hex(4),
            ES_INFO_LEN = STREAMS.bits(12, "stream.es_info_len", "ES Info Length");
    static final Header STREAM_DESCRIPTOR = descriptors(STREAMS, STREAM, ES_INFO_LEN);

    static {
        H.length(HEADER);
        STREAMS.length(STREAM);
    }

    public MpegPmt() {
        super(H);
        on(MpegSect.TID, 0x02);
    }

    /** The descriptors behind the {@code fixed} bytes of {@code parent}, {@code length} bytes of them. */
    private static Header descriptors(Header parent, int fixed, Field length) {
        Header each = parent.parts(
                "mpeg_descr",
                "Descriptor",
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? at + fixed : previous + DESCRIPTOR + f.u8(previous + 1);
                    return next + DESCRIPTOR <= at + fixed + length.get(f, at) ? next : -1;
                },
                (f, at, end) -> DESCRIPTOR + f.u8(at + 1));
        each.u8("tag", "Descriptor Tag").hex().names(Names.lines("""
                0x02 Video Stream
                0x03 Audio Stream
                0x05 Registration
                0x06 Data Stream Alignment
                0x09 CA
                0x0a ISO 639 Language
                0x0e Maximum Bitrate
                0x28 AVC Video
                0x38 HEVC Video
                0x48 Service
                0x52 Stream Identifier
                0x56 Teletext
                0x59 Subtitling
                0x6a AC-3
                0x7a Enhanced AC-3
                0x7f Extension
                """));
        each.u8("len", "Descriptor Length");
        each.span(
                "data",
                "Descriptor Data",
                Type.BYTES,
                (f, at, end) ->
                        at + DESCRIPTOR < end ? Field.span(at + DESCRIPTOR, end - at - DESCRIPTOR) : Field.ABSENT);
        return each;
    }

    private static int stream(Frame f, int at, int end, int previous, int index) {
        return previous < 0 ? at + HEADER + (int) PROG_INFO_LEN.get(f, at) : previous + streamBytes(f, previous);
    }

    private static int streamBytes(Frame f, int at) {
        return STREAM + (int) ES_INFO_LEN.get(f, at);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEADER > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, at + HEADER, end);
        int next = stream(f, at, end, -1, 0);
        while (next + STREAM <= end) {
            next += streamBytes(f, next);
        }
        if (f.declared() > end || next != end) {
            f.broken(end, end);
        }
    }

    /** {@code pmt 1: 0x101 H.264, 0x102 AAC (ADTS), pcr in 0x101}. */
    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        out.put("pmt ").dec(PG_NUM.get(f, at)).put(':');
        int stream = -1;
        for (int i = 0; (stream = STREAMS.next(f, at, end, stream, i)) >= 0; i++) {
            if (i == FEW) {
                out.put(", …");
                break;
            }
            Mp2t.pid(ELEMENTARY_PID.get(f, stream), out.put(i == 0 ? " " : ", "))
                    .put(' ');
            String name = STREAM_TYPE.names().get(f.u8(stream));
            if (name == null) {
                out.put("type 0x").hex(f.u8(stream), 2);
            } else {
                out.put(name);
            }
        }
        Mp2t.pid(PCR_PID.get(f, at), out.put(", pcr in "));
    }
}
