package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * RTP Control Protocol: RFC 3550, 6; feedback RFC 4585 ({@link RtcpFeedback}), extended reports RFC 3611 ({@link RtcpExtended}).
 *
 * <pre>
 * a datagram has one or more packets: version 2 bits, padding 1, count 5, type 1 byte, length 2 in words - 1; then
 *
 * 200 sender report     SSRC 4, NTP time 8, RTP time 4, packets 4, octets 4, count blocks of 24
 * 201 receiver report   SSRC 4, count blocks of 24
 * 202 description       count chunks: SSRC 4, items (type 1, length 1, text) up to a zero, zeros to a multiple of 4
 * 203 goodbye           count SSRCs of 4; length 1, reason
 * 204 application       SSRC 4, name 4, data
 * 205, 206 feedback     SSRC of the sender 4, of the media 4, by count
 * 207 extended report   SSRC 4, blocks
 * </pre>
 */
public final class Rtcp extends Protocol {
    static final int SENDER = 200, RECEIVER = 201, DESCRIPTION = 202, BYE = 203, APPLICATION = 204;
    static final int TRANSPORT = 205, PAYLOAD = 206, EXTENDED = 207;
    private static final int LOWEST = 192, HIGHEST = 223, BLOCK = 24;

    /** Seconds from 1900, NTP's beginning, to 1970; and to 2036, when its 32 bits begin again (RFC 4330, 3). */
    private static final long TO_1970 = 2208988800L, ERA = 1L << 32;

    static final Header H = header("rtcp", "Real-time Transport Control Protocol");

    static {
        Announced.declare(H);
    }

    static final Header PACKET = H.parts("Packet", Rtcp::next, (f, at, end) -> bytes(f, at));
    static final Field VERSION = PACKET.bits(2, "version", "Version").names(Names.of(2, "RFC 3550"));
    static final Field PADDING = PACKET.bit("padding", "Padding");
    static final Header REPORTS = PACKET.then("Reports", (f, at, end) -> is(f, at, SENDER, RECEIVER)),
            CHUNKS = PACKET.then("Sources", (f, at, end) -> is(f, at, DESCRIPTION, BYE)),
            SUBTYPE = PACKET.then("Application", (f, at, end) -> is(f, at, APPLICATION, APPLICATION)),
            TRANSPORT_FMT = PACKET.then("Transport feedback", (f, at, end) -> is(f, at, TRANSPORT, TRANSPORT)),
            PAYLOAD_FMT = PACKET.then("Payload feedback", (f, at, end) -> is(f, at, PAYLOAD, PAYLOAD));
    static final Field RC = REPORTS.skip(3).bits(5, "rc", "Reception report count"),
            SC = CHUNKS.skip(3).bits(5, "sc", "Source count"),
            APP_SUBTYPE = SUBTYPE.skip(3).bits(5, "app.subtype", "Subtype"),
            RTPFB_FMT =
                    TRANSPORT_FMT
                            .skip(3)
                            .bits(5, "rtpfb.fmt", "RTCP Feedback message type (FMT)")
                            .names(RtcpFeedback.TRANSPORT),
            PSFB_FMT =
                    PAYLOAD_FMT
                            .skip(3)
                            .bits(5, "psfb.fmt", "RTCP Feedback message type (FMT)")
                            .names(RtcpFeedback.PAYLOAD);
    static final Header TYPED = PACKET.then("Type", (f, at, end) -> true);
    static final Field PT = TYPED.skip(8).u8("pt", "Packet type").names(Names.lines("""
            192 FIR
            193 NACK
            194 SMPTE time-code mapping
            195 Extended inter-arrival jitter
            200 Sender report
            201 Receiver report
            202 Source description
            203 Goodbye
            204 Application specific
            205 Transport feedback
            206 Payload-specific feedback
            207 Extended report
            208 AVB
            209 Receiver summary information
            210 Port mapping
            211 IDMS settings
            """)),
            LENGTH = TYPED.u16("length", "Length").in("words - 1");

    static final Header FROM =
            TYPED.then("Sender", (f, at, end) -> !is(f, at, DESCRIPTION, BYE) && f.u8(at + 1) >= SENDER);
    static final Field SENDERSSRC = FROM.u32("senderssrc", "Sender SSRC").hex();

    static final Header SR = FROM.then("Sender report", (f, at, end) -> is(f, at, SENDER, SENDER));
    static final Field MSW = SR.u32("timestamp.ntp.msw", "Timestamp, MSW"),
            LSW = SR.u32("timestamp.ntp.lsw", "Timestamp, LSW"),
            NTP =
                    SR.derived(
                            "timestamp.ntp",
                            "MSW and LSW as NTP timestamp",
                            Type.ABSOLUTE_TIME,
                            (f, at, end) -> nanos(f, at + 8)),
            RTP = SR.u32("timestamp.rtp", "RTP timestamp"),
            PACKETS = SR.u32("sender.packetcount", "Sender's packet count"),
            OCTETS = SR.u32("sender.octetcount", "Sender's octet count");

    static final Header REPORT = PACKET.parts("Report block", Rtcp::block, (f, at, end) -> BLOCK);
    static final Field SOURCE = REPORT.u32("ssrc.identifier", "Identifier").hex(),
            FRACTION = REPORT.u8("ssrc.fraction", "Fraction lost").in("/ 256"),
            CUM_NR =
                    REPORT.u24("ssrc.cum_nr", "Cumulative number of packets lost")
                            .signed(),
            EXT_HIGH = REPORT.u32("ssrc.ext_high", "Extended highest sequence number received"),
            CYCLES = REPORT.split(EXT_HIGH).u16("ssrc.high_cycles", "Sequence number cycles count"),
            HIGH_SEQ = REPORT.u16("ssrc.high_seq", "Highest sequence number received"),
            JITTER = REPORT.u32("ssrc.jitter", "Interarrival jitter"),
            LSR = REPORT.u32("ssrc.lsr", "Last SR timestamp"),
            DLSR = REPORT.u32("ssrc.dlsr", "Delay since last SR timestamp").in("/ 65536 s");
    static final Header PROFILE = PACKET.parts(
            "Profile-specific extension",
            (f, at, end, previous, index) -> index == 0 && extension(f, at) < end ? extension(f, at) : -1,
            null);
    static final Field PROFILE_TYPE = PROFILE.u16("profile-specific-extension.type", "Extension Type"),
            PROFILE_LENGTH = PROFILE.u16("profile-specific-extension.length", "Extension Length"),
            PROFILE_DATA =
                    PROFILE.span(
                            "profile-specific-extension",
                            "Profile-specific extension",
                            Type.BYTES,
                            (f, at, end) -> Field.span(at + 4, end > at + 4 ? end - at - 4 : -1));

    static {
        RtcpSources.declare(PACKET);
    }

    static final Header APP = FROM.then("Application", (f, at, end) -> is(f, at, APPLICATION, APPLICATION));
    static final Field
            APP_NAME = APP.span("app.name", "Name (ASCII)", Type.STRING, (f, at, end) -> Field.span(at + 8, 4)),
            APP_DATA =
                    APP.skip(32)
                            .span(
                                    "app.data",
                                    "Application specific data",
                                    Type.BYTES,
                                    (f, at, end) -> Field.span(
                                            at + 12, stop(f, at, end) - at - 12 > 0 ? stop(f, at, end) - at - 12 : -1));

    static {
        RtcpFeedback.declare(FROM);
        RtcpExtended.declare(PACKET);
    }

    static final Field
            PADDING_DATA =
                    PACKET.span("padding.data", "Padding data", Type.BYTES, (f, at, end) -> {
                        int count = padding(f, at, end);
                        return Field.span(end - count, count > 1 ? count - 1 : -1);
                    }),
            PADDING_COUNT =
                    PACKET.derived(
                                    "padding.count",
                                    "Padding count",
                                    Type.UINT,
                                    (f, at, end) -> padding(f, at, end) > 0 ? f.u8(end - 1) : Field.ABSENT)
                            .plain();
    static final Field LENGTH_CHECK = H.derived("length_check", "RTCP frame length check", Type.BOOL, (f, at, end) -> {
        int stop = last(f, at, end);
        return stop < 0 ? Field.ABSENT : stop == declared(f, at) ? 1 : 0;
    });

    static {
        TYPED.length(4);
        FROM.length(4);
        SR.length(20);
        REPORT.length(BLOCK);
    }

    public Rtcp() {
        super(H);
        guessed(Udp.DSTPORT);
    }

    /** As tshark, which does so by default: a report, a goodbye, a message of an application or feedback comes first. */
    @Override
    public boolean looksLike(Frame f, int at, int end) {
        if (at + 2 > end || f.u8(at) >> 6 != 2 || Network.payloadBytes(f, at) % 4 != 0) {
            return false;
        }
        int type = f.u8(at + 1);
        return type == SENDER || type == RECEIVER || type == BYE || type == APPLICATION || type == PAYLOAD;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        f.push(this, at, end, end);
        int stop = last(f, at, end);
        if (stop < 0 || stop > end) {
            f.broken(end, end);
        }
    }

    private static int bytes(Frame f, int at) {
        return 4 + 4 * f.u16(at + 2);
    }

    /** The next packet of the datagram: whole up to its length, and of a type that RTCP can have. */
    private static int next(Frame f, int at, int end, int previous, int index) {
        int next = previous < 0 ? at : previous + bytes(f, previous);
        boolean packet = next + 4 <= end && f.u8(next) >> 6 == 2;
        return packet && f.u8(next + 1) >= LOWEST && f.u8(next + 1) <= HIGHEST ? next : -1;
    }

    /** One past the last packet as its length has it; -1 where there is none. */
    private static int last(Frame f, int at, int end) {
        int stop = -1;
        int packet = -1;
        for (int i = 0; i < Header.MAX_PARTS && (packet = next(f, at, end, packet, i)) >= 0; i++) {
            stop = packet + bytes(f, packet);
        }
        return stop;
    }

    private static int declared(Frame f, int at) {
        return f.declared(f.layer(H.protocol(), at));
    }

    private static boolean is(Frame f, int at, int first, int last) {
        int type = f.u8(at + 1);
        return type >= first && type <= last;
    }

    /** Where the blocks of a report begin. */
    private static int blocks(Frame f, int at) {
        return at + (f.u8(at + 1) == SENDER ? 28 : 8);
    }

    private static int block(Frame f, int at, int end, int previous, int index) {
        return is(f, at, SENDER, RECEIVER) && index < (f.u8(at) & 31) ? blocks(f, at) + BLOCK * index : -1;
    }

    /** Where what follows the blocks of a report begins; beyond every end in other packets. */
    private static int extension(Frame f, int at) {
        return is(f, at, SENDER, RECEIVER) ? blocks(f, at) + BLOCK * (f.u8(at) & 31) : Integer.MAX_VALUE;
    }

    /** Nanoseconds since 1970 of an NTP time; before 1968 means after 2036. */
    static long nanos(Frame f, int at) {
        long seconds = f.u32(at);
        long fraction = f.u32(at + 4) * 1_000_000_000 >>> 32;
        return (seconds + (seconds >>> 31 == 0 ? ERA : 0) - TO_1970) * 1_000_000_000 + fraction;
    }

    /** Bytes of padding at the end of a packet. */
    static int padding(Frame f, int at, int end) {
        int count = (f.u8(at) & 0x20) == 0 || end - at < 8 || at + bytes(f, at) > end ? 0 : f.u8(end - 1);
        return count > end - at - 4 ? 0 : count;
    }

    /** Where a packet's contents end. */
    static int stop(Frame f, int at, int end) {
        return end - padding(f, at, end);
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        out.put("rtcp");
        int packet = -1;
        for (int i = 0; i < Header.MAX_PARTS && (packet = next(f, at, end, packet, i)) >= 0; i++) {
            packet(f, packet, Math.min(end, packet + bytes(f, packet)), out.put(i == 0 ? " " : "; "));
        }
    }

    private static void packet(Frame f, int at, int end, Out out) {
        int type = f.u8(at + 1);
        String name = PT.names().get(type);
        if (name == null) {
            out.put("type ").dec(type);
        } else {
            out.words(name);
        }
        if (type >= SENDER && at + 8 <= end && (type > BYE || (f.u8(at) & 31) > 0 || type <= RECEIVER)) {
            out.put(" of 0x").hex(f.u32(at + 4), 8);
        }
        if (type == SENDER && at + 28 <= end) {
            out.put(", ")
                    .unsigned(f.u32(at + 20))
                    .put(" packets, ")
                    .unsigned(f.u32(at + 24))
                    .put(" octets");
        }
        if (is(f, at, SENDER, RECEIVER) && (f.u8(at) & 31) > 0 && blocks(f, at) + BLOCK <= end) {
            int block = blocks(f, at);
            out.put(", hears 0x").hex(f.u32(block), 8).put(": lost ").dec(CUM_NR.get(f, block));
            out.put(", jitter ").unsigned(JITTER.get(f, block));
        }
        if (type == DESCRIPTION) {
            RtcpSources.row(f, at, end, out);
        } else if (type == TRANSPORT || type == PAYLOAD) {
            RtcpFeedback.row(f, at, end, out);
        }
    }
}
