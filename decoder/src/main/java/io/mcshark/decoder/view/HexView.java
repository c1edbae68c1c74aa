package io.mcshark.decoder.view;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol.Level;

/** A packet's bytes as hexadecimal and characters, sixteen a line. */
public final class HexView implements View {
    /** Which bytes. */
    public enum Part {
        /** All that was captured. */
        FRAME,
        /** From the network layer on. */
        NETWORK,
        /** What the application sent: behind the transport header. */
        PAYLOAD
    }

    private static final int WIDTH = 16;

    private final Part part;

    public HexView(Part part) {
        this.part = part;
    }

    @Override
    public void show(Frame f, Out out) {
        int at = begin(f, part);
        int end = end(f, part, at);
        int cut = Math.max(at, Math.min(end, f.captured()));
        if (at < f.captured()) {
            dump(f, at, cut, out);
        }
        int assembled = Math.max(at, f.captured());
        if (end > assembled) {
            out.put("Reassembled (").dec(end - assembled).put(" bytes):\n");
            dump(f, assembled, end, out);
        }
        out.put('\n');
    }

    /** The position of the first byte that belongs to {@code part}. */
    static int begin(Frame f, Part part) {
        return switch (part) {
            case FRAME -> 0;
            case NETWORK -> {
                int i = find(f, Level.NETWORK);
                yield i < 0 ? find(f, Level.LINK) < 0 ? 0 : f.body(find(f, Level.LINK)) : f.at(i);
            }
            case PAYLOAD -> {
                int i = find(f, Level.TRANSPORT);
                if (i >= 0) {
                    yield f.body(i);
                }
                int network = find(f, Level.NETWORK);
                yield network < 0 ? begin(f, Part.NETWORK) : f.body(network);
            }
        };
    }

    /** One past the last byte of {@code part}. */
    static int end(Frame f, Part part, int at) {
        int end = f.captured();
        for (int i = 1; i < f.depth(); i++) {
            if (part == Part.PAYLOAD && f.body(i) == at && f.protocol(i).level() != Level.OTHER) {
                return f.end(i);
            }
            end = Math.max(end, f.end(i));
        }
        return end;
    }

    private static int find(Frame f, Level level) {
        for (int i = 1; i < f.depth(); i++) {
            if (f.protocol(i).level() == level) {
                return i;
            }
        }
        return -1;
    }

    private static void dump(Frame f, int at, int end, Out out) {
        for (int line = at; line < end; line += WIDTH) {
            int n = Math.min(WIDTH, end - line);
            out.hex(line - at, 4).put("  ");
            for (int i = 0; i < WIDTH; i++) {
                if (i == WIDTH / 2) {
                    out.put(' ');
                }
                if (i < n) {
                    out.hex(f.u8(line + i), 2).put(' ');
                } else {
                    out.put("   ");
                }
            }
            out.put("  ");
            for (int i = 0; i < n; i++) {
                int c = f.u8(line + i);
                out.put(c >= 0x20 && c < 0x7f ? (char) c : '.');
            }
            out.put('\n');
        }
    }
}
