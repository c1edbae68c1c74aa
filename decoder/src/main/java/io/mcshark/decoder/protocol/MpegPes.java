package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Packetized elementary stream: ITU-T H.222.0, 2.4.3.6; what of a PES packet lies in the transport stream packet that it
 * begins in.
 *
 * <pre>
 * prefix 000001, stream 1, length 2 (0: not told, in video): 6 bytes
 * in most streams: 10 2 bits, scrambling 2, priority, alignment, copyright, original 1 each; flags 1; header data length 1
 *   header data, as the flags say: PTS 5, or PTS and DTS 10; ESCR 6; ES rate 3; trick mode 1; copy info 1; CRC 2; extension
 * data
 * </pre>
 */
public final class MpegPes extends Protocol {
    private static final int HEADER = 6, EXTENSION = 9;

    /** Header data by bits of the flags; the time stamps' two bits tell of one or of both. */
    private static final int ESCR_FLAG = 0x20,
            ES_RATE_FLAG = 0x10,
            TRICK_FLAG = 0x08,
            COPY_FLAG = 0x04,
            CRC_FLAG = 0x02;

    static final Header H = header("mpeg-pes", "Packetized Elementary Stream");
    static final Field PREFIX = H.bytes(3, "prefix", "prefix"),
            STREAM = H.u8("stream", "stream").hex().names(Names.lines("""
            0xbc program-stream-map
            0xbd private-stream-1
            0xbe padding-stream
            0xbf private-stream-2
            0xc0 audio-stream
            0xe0 video-stream
            """)),
            LENGTH = H.u16("length", "length");

    static final Header EXTENDED = H.then("PES extension", (f, at, end) -> hasExtension(f.u8(at + 3)));
    static final Field MUST_BE_ONE = EXTENDED.bit("must_be_one", "must-be-one"),
            MUST_BE_ZERO = EXTENDED.bit("stream.must-be-zero", "must-be-zero"),
            SCRAMBLING = EXTENDED.bits(2, "scrambling_control", "scrambling-control"),
            PRIORITY = EXTENDED.bit("priority", "priority"),
            ALIGNMENT = EXTENDED.bit("data_alignment", "data-alignment"),
            COPYRIGHT = EXTENDED.bit("copyright", "copyright"),
            ORIGINAL = EXTENDED.bit("original", "original"),
            PTS_FLAG = EXTENDED.bit("pts_flag", "pts-flag"),
            DTS_FLAG = EXTENDED.bit("dts_flag", "dts-flag"),
            HAS_ESCR = EXTENDED.bit("escr_flag", "escr-flag"),
            HAS_ES_RATE = EXTENDED.bit("es_rate_flag", "es-rate-flag"),
            HAS_TRICK = EXTENDED.bit("dsm_trick_mode_flag", "dsm-trick-mode-flag"),
            HAS_COPY_INFO = EXTENDED.bit("additional_copy_info_flag", "additional-copy-info-flag"),
            HAS_CRC = EXTENDED.bit("crc_flag", "crc-flag"),
            HAS_EXTENSION = EXTENDED.bit("extension_flag", "extension-flag"),
            HEADER_DATA_LENGTH = EXTENDED.u8("header_data_length", "header-data-length"),
            HEADER_DATA =
                    EXTENDED.span(
                            "header-data",
                            "PES header data",
                            Type.BYTES,
                            (f, at, end) -> data(at + EXTENSION, Math.min(end, body(f, at)))),
            PTS =
                    EXTENDED.derived(
                                    "pts",
                                    "presentation time stamp (PTS)",
                                    Type.RELATIVE_TIME,
                                    (f, at, end) ->
                                            PTS_FLAG.get(f, at) == 1 ? stamp(f, at, at + EXTENSION, end) : Field.ABSENT)
                            .plain()
                            .in("seconds"),
            DTS =
                    EXTENDED.derived(
                                    "dts",
                                    "decode time stamp (DTS)",
                                    Type.RELATIVE_TIME,
                                    (f, at, end) -> DTS_FLAG.get(f, at) == 1
                                            ? stamp(f, at, at + EXTENSION + 5, end)
                                            : Field.ABSENT)
                            .plain()
                            .in("seconds");
    static final Header RATED = EXTENDED.parts(
            "ES rate",
            (f, at, end, previous, index) -> index > 0 ? -1 : option(f, at, ES_RATE_FLAG, 3),
            (f, at, end) -> 3);
    static final Field ES_RATE =
            RATED.skip(1).bits(22, "es-rate", "elementary stream rate").in("times 50 bytes/s");
    static final Header COPIED = EXTENDED.parts(
            "Copy info",
            (f, at, end, previous, index) -> index > 0 ? -1 : option(f, at, COPY_FLAG, 1),
            (f, at, end) -> 1);
    static final Field COPY_INFO = COPIED.skip(1).bits(7, "copy-info", "copy info");
    static final Header SUMMED = EXTENDED.parts(
            "CRC", (f, at, end, previous, index) -> index > 0 ? -1 : option(f, at, CRC_FLAG, 2), (f, at, end) -> 2);
    static final Field CRC = SUMMED.u16("crc", "CRC");

    static final Field DATA = H.span("data", "PES data", Type.BYTES, (f, at, end) -> data(body(f, at, end), end));

    static {
        H.length(HEADER);
        EXTENDED.length(3);
    }

    public MpegPes() {
        super(H);
        on(Mp2t.CONTENT, Mp2t.PES);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEADER > end) {
            if (f.declared() > end) {
                f.broken(at, end);
            }
            return; // the header goes on in the next packet
        }
        int length = (int) LENGTH.get(f, at);
        int stop = length == 0 ? end : Math.min(end, at + HEADER + length);
        f.push(this, at, Math.min(body(f, at, stop), stop), stop);
        if (f.declared() > end && stop == end) {
            f.broken(end, end);
        }
    }

    /** {@code pes video pts 1.48}. */
    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        int stream = f.u8(at + 3);
        out.put("pes ");
        switch (stream & 0xf0) {
            case 0xe0 -> out.put("video");
            case 0xc0, 0xd0 -> out.put("audio");
            default -> out.put("stream 0x").hex(stream, 2);
        }
        if (!hasExtension(stream) || at + EXTENSION > end) {
            return;
        }
        time(PTS.value(f, at, end), " pts ", out);
        time(DTS.value(f, at, end), " dts ", out);
    }

    private static void time(long nanos, String label, Out out) {
        if (nanos != Field.ABSENT) {
            GroupRecords.seconds(nanos / 1_000_000, 3, out.put(label));
        }
    }

    /** H.222.0, table 2-21: these have data behind the length. */
    private static boolean hasExtension(int stream) {
        return switch (stream) {
            case 0xbc, 0xbe, 0xbf, 0xf0, 0xf1, 0xf2, 0xf8, 0xff -> false;
            default -> stream > 0xbc;
        };
    }

    /** One past the header data that there should be. */
    private static int body(Frame f, int at) {
        return at + EXTENSION + (int) HEADER_DATA_LENGTH.get(f, at);
    }

    /** Where the data begins in the packet from {@code at} to {@code end}; may lie beyond. */
    private static int body(Frame f, int at, int end) {
        if (!hasExtension(f.u8(at + 3))) {
            return at + HEADER;
        }
        return at + EXTENSION > end ? end : body(f, at);
    }

    private static long data(int at, int end) {
        return at < end ? Field.span(at, end - at) : Field.ABSENT;
    }

    /** A time stamp of 33 bits at 90 kHz, in three pieces with a marker bit behind each (H.222.0, 2.4.3.7), in nanoseconds. */
    private static long stamp(Frame f, int at, int stampAt, int end) {
        if (stampAt + 5 > Math.min(end, body(f, at))) {
            return Field.ABSENT;
        }
        long ticks = (f.u8(stampAt) >> 1 & 7L) << 30 | (f.u16(stampAt + 1) >> 1) << 15 | f.u16(stampAt + 3) >> 1;
        return ticks * 100_000 / 9;
    }

    /** Where the header data that {@code flag} announces begins, {@code bytes} long; -1 when it is not there. */
    private static int option(Frame f, int at, int flag, int bytes) {
        int flags = f.u8(at + 7);
        int place = at
                + EXTENSION
                + 5 * Integer.bitCount(flags >> 6)
                + (flag < ESCR_FLAG && (flags & ESCR_FLAG) != 0 ? 6 : 0)
                + (flag < ES_RATE_FLAG && (flags & ES_RATE_FLAG) != 0 ? 3 : 0)
                + (flag < TRICK_FLAG && (flags & TRICK_FLAG) != 0 ? 1 : 0)
                + (flag < COPY_FLAG && (flags & COPY_FLAG) != 0 ? 1 : 0);
        return (flags & flag) == 0 || place + bytes > body(f, at) ? -1 : place;
    }
}
