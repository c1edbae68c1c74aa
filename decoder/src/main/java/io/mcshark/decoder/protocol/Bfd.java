package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Bidirectional Forwarding Detection: RFC 5880, section 4; over UDP RFC 5881 (port 3784), RFC 5883 (4784), RFC 7130 (6784), RFC 7881 (7784).
 *
 * <pre>
 * version 3 bits, diagnostic 5 bits, state 2 bits, P F C A D M; multiplier 1, length 1; discriminators 4 and 4,
 * intervals in microseconds: to send 4, to receive 4, of echos 4; authentication: type 1, length 1, key 1, and
 * 1     password        2, 3  reserved 1, sequence 4, digest 16        4, 5  reserved 1, sequence 4, hash 20
 * </pre>
 *
 * Version 0 (a draft's) has H D P F C A where version 1 has the state and P F C A D M.
 */
public final class Bfd extends Protocol {
    private static final int HEADER = 24, AUTHENTICATED = 4, SIMPLE = 1;

    static final Header H = header("bfd", "BFD Control message");
    static final Field VERSION = H.bits(3, "version", "Protocol Version"),
            DIAG = H.bits(5, "diag", "Diagnostic Code").hex().names(Names.lines("""
            0 No Diagnostic
            1 Control Detection Time Expired
            2 Echo Function Failed
            3 Neighbor Signaled Session Down
            4 Forwarding Plane Reset
            5 Path Down
            6 Concatenated Path Down
            7 Administratively Down
            8 Reverse Concatenated Path Down
            9 Mis-Connectivity Defect
            """));
    static final Header NOW = H.then("Version 1", (f, at, end) -> f.u8(at) >> 5 != 0);
    static final Field FLAGS = NOW.u8("flags", "Message Flags").hex(),
            STATE = NOW.split(FLAGS).bits(2, "sta", "Session State").hex().names(Names.lines("""
            0 AdminDown
            1 Down
            2 Init
            3 Up
            """)),
            POLL = NOW.bit("flags.p", "Poll"),
            FINAL = NOW.bit("flags.f", "Final"),
            CONTROL_PLANE = NOW.bit("flags.c", "Control Plane Independent"),
            AUTH_PRESENT = NOW.bit("flags.a", "Authentication Present"),
            DEMAND = NOW.bit("flags.d", "Demand"),
            MULTIPOINT = NOW.bit("flags.m", "Multipoint");
    static final Header DRAFT = H.then("Version 0", (f, at, end) -> f.u8(at) >> 5 == 0);
    static final Field FLAGS_0 = DRAFT.u8("flags", "Message Flags").hex(),
            HEAR_0 = DRAFT.split(FLAGS_0).bit("flags.h", "I hear you"),
            DEMAND_0 = DRAFT.bit("flags.d", "Demand"),
            POLL_0 = DRAFT.bit("flags.p", "Poll"),
            FINAL_0 = DRAFT.bit("flags.f", "Final"),
            CONTROL_PLANE_0 = DRAFT.bit("flags.c", "Control Plane Independent"),
            AUTH_PRESENT_0 = DRAFT.bit("flags.a", "Authentication Present");
    static final Header BODY = H.then("Body", (f, at, end) -> true).skip(8);
    static final Field MULTIPLIER = BODY.u8("detect_time_multiplier", "Detect Time Multiplier"),
            LENGTH = BODY.u8("message_length", "Message Length").in("bytes"),
            MINE = BODY.u32("my_discriminator", "My Discriminator").hex(),
            YOURS = BODY.u32("your_discriminator", "Your Discriminator").hex(),
            TX_INTERVAL =
                    BODY.u32("desired_min_tx_interval", "Desired Min TX Interval")
                            .in("us"),
            RX_INTERVAL =
                    BODY.u32("required_min_rx_interval", "Required Min RX Interval")
                            .in("us"),
            ECHO_INTERVAL =
                    BODY.u32("required_min_echo_interval", "Required Min Echo Interval")
                            .in("us");
    static final Header AUTH = BODY.then("Authentication", (f, at, end) -> (f.u8(at + 1) & AUTHENTICATED) != 0);
    static final Field AUTH_TYPE = AUTH.u8("auth.type", "Authentication Type").names(Names.lines("""
            1 Simple Password
            2 Keyed MD5
            3 Meticulous Keyed MD5
            4 Keyed SHA1
            5 Meticulous Keyed SHA1
            """)),
            AUTH_LEN = AUTH.u8("auth.len", "Authentication Length").in("bytes"),
            AUTH_KEY = AUTH.u8("auth.key", "Authentication Key ID"),
            PASSWORD =
                    AUTH.span("auth.password", "Password", Type.STRING, (f, at, end) -> {
                        int stop = at + HEADER + f.u8(at + HEADER + 1);
                        return f.u8(at + HEADER) != SIMPLE || stop <= at + HEADER + 3 || stop > end
                                ? Field.ABSENT
                                : Field.span(at + HEADER + 3, stop - at - HEADER - 3);
                    });
    static final Header SEQUENCED = AUTH.then("Digest", (f, at, end) -> digestBytes(f.u8(at + HEADER)) > 0)
            .skip(8);
    static final Field
            SEQUENCE = SEQUENCED.u32("auth.seq_num", "Sequence Number").hex(),
            CHECKSUM =
                    SEQUENCED.span("checksum", "Checksum", Type.BYTES, (f, at, end) -> {
                        int bytes = digestBytes(f.u8(at + HEADER));
                        return at + HEADER + 8 + bytes > end ? Field.ABSENT : Field.span(at + HEADER + 8, bytes);
                    });

    static {
        NOW.length(1);
        DRAFT.skip(2).length(1);
        BODY.length(HEADER - 1);
        AUTH.length(3);
        SEQUENCED.length(5);
    }

    public Bfd() {
        super(H);
        on(Udp.DSTPORT, 3784, 4784, 6784, 7784);
        on(Pseudowire.Channel.TYPE, 7, 0x22, 0x23);
    }

    private static int digestBytes(int type) {
        return switch (type) {
            case 2, 3 -> 16;
            case 4, 5 -> 20;
            default -> 0;
        };
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + 1 > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, end, end);
        if (at + HEADER > end || at + f.u8(at + 3) > end) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer);
        out.put("bfd v").dec(VERSION.get(f, at));
        if (at + HEADER > end) {
            return;
        }
        if (f.u8(at) >> 5 != 0) {
            out.put(' ').words(STATE.names().get(STATE.get(f, at)));
            out.put(POLL.get(f, at) != 0 ? ", poll" : "").put(FINAL.get(f, at) != 0 ? ", final" : "");
        }
        String diagnostic = DIAG.names().get(DIAG.get(f, at));
        if (DIAG.get(f, at) != 0) {
            out.put(", ").words(diagnostic == null ? "diagnostic " : diagnostic);
            if (diagnostic == null) {
                out.dec(DIAG.get(f, at));
            }
        }
        out.put(", 0x")
                .hex(MINE.get(f, at), 8)
                .put(" to 0x")
                .hex(YOURS.get(f, at), 8)
                .put(", every ");
        GroupRecords.seconds(TX_INTERVAL.get(f, at) / 1000, 3, out);
        out.put(" x ").dec(MULTIPLIER.get(f, at));
    }
}
