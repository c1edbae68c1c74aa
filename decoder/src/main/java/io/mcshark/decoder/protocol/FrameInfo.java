package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Protocols;
import io.mcshark.decoder.Type;

/** What the capture says of a packet beside its bytes: when, how long, on what link. The outermost layer of every frame. */
public final class FrameInfo extends Protocol {
    static final Header H = header("frame", "Frame");

    /** The link-layer header type: link layers hang themselves here. */
    public static final Field LINK_TYPE = H.derived(
                    "encap_type", "Encapsulation type", Type.UINT, (f, at, end) -> encapsulation(f.linkType()))
            .parent()
            .plain();

    static final Field TIME = H.derived("time", "Arrival Time", Type.ABSOLUTE_TIME, (f, at, end) -> f.nanos())
            .plain()
            .date();
    static final Field TIME_EPOCH = H.derived("time_epoch", "Epoch Time", Type.ABSOLUTE_TIME, (f, at, end) -> f.nanos())
            .plain()
            .in("seconds");
    static final Field TIME_DELTA = H.derived(
                    "time_delta",
                    "Time delta from previous frame",
                    Type.RELATIVE_TIME,
                    (f, at, end) -> f.nanos() - f.previousNanos())
            .in("seconds");
    static final Field TIME_RELATIVE = H.derived(
                    "time_relative",
                    "Time since first frame",
                    Type.RELATIVE_TIME,
                    (f, at, end) -> f.nanos() - f.firstNanos())
            .in("seconds");
    static final Field NUMBER = H.derived("number", "Frame Number", Type.UINT, (f, at, end) -> f.number())
            .plain();
    static final Field LEN = H.derived("len", "Frame Length", Type.UINT, (f, at, end) -> f.length())
            .plain()
            .in("bytes");
    static final Field CAP_LEN = H.derived("cap_len", "Capture Length", Type.UINT, (f, at, end) -> f.captured())
            .plain()
            .in("bytes");
    static final Field PROTOCOLS = H.text("protocols", "Protocols in frame", FrameInfo::protocols);

    public FrameInfo() {
        super(H);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        throw new AssertionError("entered by the frame itself");
    }

    /** Wireshark's number for a LINKTYPE_ value; the value itself for those that are not decoded here. */
    private static int encapsulation(int linkType) {
        return switch (linkType) {
            case 0 -> 15;
            case 1 -> 1;
            case 7 -> 8;
            case 9, 50 -> 4;
            case 10 -> 6;
            case 12, 14, 101 -> 7;
            case 51 -> 139;
            case 104 -> 28;
            case 107 -> 26;
            case 108 -> 174;
            case 113 -> 25;
            case 129 -> 9;
            case 192 -> 97;
            case 226 -> 124;
            case 228 -> 129;
            case 229 -> 130;
            case 239 -> 141;
            case 242 -> 180;
            case 276 -> 210;
            default -> linkType;
        };
    }

    private static void protocols(Frame f, int at, int end, Out out) {
        for (int i = 1; i < f.depth(); i++) {
            // What is malformed or short is a remark on the protocol before, and no step of its own.
            boolean remark = f.protocol(i) == Protocols.MALFORMED || f.protocol(i) == Protocols.SHORT;
            if (remark || f.protocol(i).goesOn(f, i)) {
                continue;
            }
            if (i > 1) {
                out.put(':');
            }
            String through = f.protocol(i).through(f, i);
            if (through != null) {
                out.put(through).put(':');
            }
            out.put(f.protocol(i).name());
            if (i + 1 < f.depth() && f.protocol(i).hasEtherType(f, i)) {
                out.put(":ethertype");
            }
        }
    }
}
