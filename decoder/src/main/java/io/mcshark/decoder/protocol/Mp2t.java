package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * MPEG-2 transport stream: ITU-T H.222.0 (ISO/IEC 13818-1), 2.4.3.2 and 2.4.3.4; over RTP RFC 2250, 2. A datagram carries
 * whole packets of 188 bytes, mostly seven; each is a layer, and what begins in it follows it.
 *
 * <pre>
 * sync 0x47, error 1 bit, unit start 1, priority 1, PID 13, scrambling 2, adaptation 2, continuity 4: 4 bytes
 * adaptation field   length 1, flags 1, then as the flags say, in their order:
 *   PCR              33 bits at 90 kHz, 6 reserved, 9 at 27 MHz
 *   OPCR             the same
 *   splice countdown 1
 *   private data     length 1, data
 *   extension        length 1, flags 1; window offset 2, piecewise rate 3, seamless splice 5
 *   stuffing         the rest
 * payload            of a packet with unit start: a PES packet begins, or a pointer 1 leads to where a section does
 * </pre>
 *
 * Only what lies in one packet is shown: sections and PES packets are not put together out of several. The continuity of
 * counters is for the analyses.
 */
public final class Mp2t extends Protocol {
    public static final int PACKET = 188;
    public static final int SYNC = 0x47, NULL = 0x1fff;
    private static final int DOCSIS = 0x1ffe, HEADER = 4, FLAGS_AT = 5;

    /** Runs of packets told of in a row. */
    private static final int FEW = 8;

    /** What a payload is: keys of {@link #CONTENT}. */
    static final int PES = 1, SECTIONS = 2, SCRAMBLED = 3, CONTINUED = 4;

    public static final Header H = header("mp2t", "ISO/IEC 13818-1");
    public static final Field WORD = H.u32("header", "Header").hex(),
            SYNC_BYTE = H.split(WORD).bits(8, "sync_byte", "Sync Byte").hex(8).names(Names.of(SYNC, "Correct")),
            TEI = H.bits(1, "tei", "Transport Error Indicator"),
            PUSI = H.bits(1, "pusi", "Payload Unit Start Indicator"),
            TP = H.bits(1, "tp", "Transport Priority"),
            PID = H.bits(13, "pid", "PID").hex(8).names(Names.lines("""
            0x0000 Program Association Table
            0x0001 Conditional Access Table
            0x0002 Transport Stream Description Table
            0x0010 Network Information or Stuffing Table
            0x0011 Service Description or Bouquet Association or Stuffing Table
            0x0012 Event Information or Stuffing or Content Identifier Table
            0x0013 Running Status or Stuffing Table
            0x0014 Time and Date or Time Offset or Stuffing Table
            0x0015 Network Synchronization
            0x0016 Resolution Authority Record Notification Table
            0x001c Inband Signaling
            0x001d Measurement
            0x001e Discontinuity Information Table
            0x001f Selection Information Table
            0x1ffe DOCSIS Data-over-cable well-known PID
            0x1fff Null packet
            """)),
            TSC = H.bits(2, "tsc", "Transport Scrambling Control").hex(8).names(Names.lines("""
            0 Not scrambled
            1 Reserved
            2 Packet scrambled with Even Key
            3 Packet scrambled with Odd Key
            """)),
            AFC = H.bits(2, "afc", "Adaptation Field Control").hex(8).names(Names.lines("""
            0 Reserved
            1 Payload only
            2 Adaptation Field only
            3 Adaptation Field and Payload
            """)),
            CC = H.bits(4, "cc", "Continuity Counter"),
            AFC_INVALID =
                    H.note(
                            "afc.invalid",
                            "Adaptation Field Control for NULL packets must be 0x01",
                            (f, at, end) -> isNull(f, at) && AFC.get(f, at) != 1);

    public static final Header ADAPTATION = H.then("Adaptation field", (f, at, end) -> hasAdaptation(f, at));
    public static final Field AF_LENGTH = ADAPTATION.u8("af.length", "Adaptation Field Length"),
            AF_TOO_LONG =
                    ADAPTATION
                            .note(
                                    "af.too_long",
                                    "The adaptation field asks for more bytes than there are (H.222.0, 2.4.3.5)",
                                    (f, at, end) -> Mp2tAdaptation.isTooLong(f, at))
                            .called("mcast.mp2t_af_length");

    static {
        H.length(HEADER);
        ADAPTATION.length(1);
        Mp2tAdaptation.declare();
    }

    static final Field CONTENT = H.derived("content", "Content", Type.UINT, Mp2t::content)
            .called("mcast.mp2t_content")
            .names(Names.of(
                    PES, "PES packet begins", SECTIONS, "section begins", SCRAMBLED, "scrambled", CONTINUED, "goes on"))
            .parent();
    static final Header POINTED = H.parts(
            "Pointer",
            (f, at, end, previous, index) -> index > 0 ? -1 : begins(f, at, end, SECTIONS),
            (f, at, end) -> 1);
    static final Field POINTER = POINTED.u8("pointer", "Pointer");
    static final Field
            POINTER_TOO_LARGE =
                    H.note(
                            "pointer_too_large",
                            "Pointer value is too large",
                            (f, at, end) ->
                                    begins(f, at, end, SECTIONS) >= 0 && section(f, at, end) < 0 && end == at + PACKET),
            STUFFING = H.span("stuff_bytes", "Stuffing", Type.BYTES, Mp2t::stuffing);

    public Mp2t() {
        super(H);
        guessed(Udp.DSTPORT);
        on(Rtp.P_TYPE, 33);
    }

    /** As tshark guesses: the datagram is a multiple of 188 bytes, with a sync byte at the start of every packet that was captured. */
    @Override
    public boolean looksLike(Frame f, int at, int end) {
        int length = end < f.captured() ? end - at : Math.max(end, f.declared()) - at;
        if (end == at || length % PACKET != 0) {
            return false;
        }
        for (int i = at; i < end; i += PACKET) {
            if (f.u8(i) != SYNC) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEADER > end) {
            f.broken(at, end);
            return;
        }
        int stop = Math.min(at + PACKET, end);
        int payload = payload(f, at, end);
        f.push(this, at, Math.min(payload, stop), stop);
        if (stop < at + PACKET) {
            // The bytes that are there were shown; nothing more can follow.
            if (f.declared() < at + PACKET || payload >= stop) {
                f.broken(stop, stop);
                return;
            }
        }
        f.after(this, at + PACKET, end);
        int content = (int) content(f, at, stop);
        if (content == PES) {
            f.next(CONTENT.table(), PES, payload, at + PACKET);
        } else if (content == SECTIONS) {
            int section = section(f, at, stop);
            if (section >= 0) {
                f.next(CONTENT.table(), SECTIONS, section, at + PACKET);
            }
        }
    }

    @Override
    public boolean goesOn(Frame f, int layer) {
        return f.first(this) < layer;
    }

    /** All packets of the datagram, runs of one PID together: {@code mp2t 0x0 cc 3 start, 0x100 cc 5 pcr 1.4 s}. */
    @Override
    public void row(Frame f, int layer, Out out) {
        if (goesOn(f, layer)) {
            return;
        }
        out.put("mp2t");
        int runs = 0;
        int previous = -1;
        for (int i = layer; i < f.depth(); i++) {
            if (f.protocol(i) != this) {
                continue;
            }
            int at = f.at(i);
            if (previous < 0 || PID.get(f, at) != PID.get(f, previous) || isMarked(f, at, f.end(i))) {
                if (++runs > FEW) {
                    out.put(", …");
                    return;
                }
                begin(f, at, f.end(i), out.put(previous < 0 ? " " : ", "));
            }
            previous = at;
        }
    }

    private static void begin(Frame f, int at, int end, Out out) {
        if (isNull(f, at)) {
            out.put("null");
            return;
        }
        pid(PID.get(f, at), out).put(" cc ").dec(CC.get(f, at));
        if (PUSI.get(f, at) == 1) {
            out.put(" start");
        }
        long pcr = Mp2tAdaptation.pcr(f, at, end);
        if (pcr != Field.ABSENT) {
            out.put(" pcr ");
            GroupRecords.seconds(pcr / 27_000, 3, out);
        }
        out.put(TEI.get(f, at) == 1 ? " [error]" : "").put(TSC.get(f, at) != 0 ? " scrambled" : "");
    }

    /** A PID as people write it. */
    static Out pid(long pid, Out out) {
        int digits = pid > 0xfff ? 4 : pid > 0xff ? 3 : pid > 0xf ? 2 : 1;
        return out.put("0x").hex(pid, digits);
    }

    /** Whether a packet has something to say of its own, although the one before is of the same PID. */
    private static boolean isMarked(Frame f, int at, int end) {
        boolean marked = PUSI.get(f, at) == 1 || TEI.get(f, at) == 1;
        return !isNull(f, at) && (marked || Mp2tAdaptation.pcr(f, at, end) != Field.ABSENT);
    }

    private static boolean isNull(Frame f, int at) {
        return PID.get(f, at) == NULL;
    }

    static boolean hasAdaptation(Frame f, int at) {
        return (AFC.get(f, at) & 2) != 0 && !isNull(f, at);
    }

    /** One past the adaptation field, at most one past the packet; where its length was not captured, that. */
    private static int payload(Frame f, int at, int end) {
        if (!hasAdaptation(f, at)) {
            return at + HEADER;
        }
        return at + HEADER >= end ? at + PACKET : Math.min(at + FLAGS_AT + f.u8(at + HEADER), at + PACKET);
    }

    private static long content(Frame f, int at, int end) {
        int from = payload(f, at, end);
        if ((AFC.get(f, at) & 1) == 0 || PID.get(f, at) >= DOCSIS || from + HEADER > end) {
            return Field.ABSENT;
        }
        if (TSC.get(f, at) != 0) {
            return SCRAMBLED;
        }
        if (PUSI.get(f, at) == 0) {
            return CONTINUED;
        }
        return f.u24(from) == 1 ? PES : SECTIONS;
    }

    /** Where a payload of that content begins; -1 when it is of another. */
    private static int begins(Frame f, int at, int end, int content) {
        return content(f, at, end) == content ? payload(f, at, end) : -1;
    }

    /** Where the first section begins that does in a packet with a pointer; -1 when that is beyond {@code end}. */
    private static int section(Frame f, int at, int end) {
        int pointer = payload(f, at, end);
        int section = pointer + 1 + f.u8(pointer);
        return section < end ? section : -1;
    }

    /** Behind the last section, or all there is where no payload should be. */
    private static long stuffing(Frame f, int at, int end) {
        int from = payload(f, at, end);
        if (AFC.get(f, at) == 2) {
            return Field.span(from, from < end && !isNull(f, at) ? end - from : -1);
        }
        if (begins(f, at, end, SECTIONS) < 0) {
            return Field.ABSENT;
        }
        int section = section(f, at, end);
        return section < 0 ? Field.ABSENT : MpegSect.stuffing(f, section, end);
    }
}
