package io.mcshark.cli.view;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.view.TreeLines;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** One packet in full: the lines of its tree, which of them are open, its bytes; and which line and which bytes belong together. */
final class Detail {
    /** A line of the tree; {@code from} and {@code to} are the bytes it is about, equal for none. */
    record Line(int depth, String text, int from, int to, boolean parent, String key) {
        boolean covers(int at) {
            return at >= from && at < to;
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private final Set<String> opened;
    private final byte[] bytes;
    private final int captured;

    /** @param opened the keys of lines that are open; shared between packets, so that what was opened stays open */
    Detail(Frame f, Set<String> opened) {
        this.opened = opened;
        captured = f.captured();
        bytes = new byte[f.extent()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) f.u8(i);
        }
        read(f);
    }

    private void read(Frame f) {
        Out out = new Out();
        List<int[]> places = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        new TreeLines().each(f, out, new TreeLines.Sink() {
            @Override
            public void begin(int depth, long place) {
                out.clear();
                int from = place == Field.ABSENT ? 0 : (int) (place >>> 32);
                places.add(new int[] {depth, from, place == Field.ABSENT ? from : from + (int) place});
            }

            @Override
            public void end() {
                texts.add(out.toString());
            }
        });
        List<String> path = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            int depth = places.get(i)[0];
            boolean parent = i + 1 < texts.size() && places.get(i + 1)[0] > depth;
            while (path.size() > depth) {
                path.removeLast();
            }
            String label = label(texts.get(i));
            String key = String.join("/", path) + "/" + label;
            path.add(label);
            while (path.size() <= depth) {
                path.add("");
            }
            lines.add(new Line(depth, texts.get(i), places.get(i)[1], places.get(i)[2], parent, key));
        }
    }

    /** What of a line is the same in every packet: without values. */
    private static String label(String text) {
        int end = text.length();
        for (String stop : new String[] {": ", ", "}) {
            int at = text.indexOf(stop);
            end = at > 0 ? Math.min(end, at) : end;
        }
        return text.substring(0, end);
    }

    /** The lines that are to be seen: those whose parents are open. */
    List<Line> visible() {
        List<Line> seen = new ArrayList<>();
        int closed = Integer.MAX_VALUE;
        for (Line line : lines) {
            if (line.depth() <= closed) {
                seen.add(line);
                closed = line.parent() && !opened.contains(line.key()) ? line.depth() : Integer.MAX_VALUE;
            }
        }
        return seen;
    }

    boolean isOpen(Line line) {
        return opened.contains(line.key());
    }

    void open(Line line) {
        if (line.parent()) {
            opened.add(line.key());
        }
    }

    void close(Line line) {
        opened.remove(line.key());
    }

    void openAll() {
        lines.forEach(this::open);
    }

    void closeAll() {
        opened.clear();
    }

    /** The line that a line belongs to; itself at the top. */
    Line parent(Line line) {
        for (int i = lines.indexOf(line); i >= 0; i--) {
            if (lines.get(i).depth() < line.depth()) {
                return lines.get(i);
            }
        }
        return line;
    }

    /** The narrowest line about a byte, its parents opened; null for none. */
    Line about(int at) {
        Line best = null;
        for (Line line : lines) {
            if (line.covers(at) && (best == null || line.to() - line.from() <= best.to() - best.from())) {
                best = line;
            }
        }
        reveal(best);
        return best;
    }

    /** The first line for whose text {@code condition} holds, its parents opened; null for none. */
    Line find(Predicate<String> condition) {
        for (Line line : lines) {
            if (condition.test(line.text())) {
                reveal(line);
                return line;
            }
        }
        return null;
    }

    private void reveal(Line best) {
        for (Line line = best; line != null && line.depth() > 0; ) {
            line = parent(line);
            open(line);
        }
    }

    /** The lines of the topmost protocol, for a tree that nobody has opened yet. */
    void openLast() {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).depth() == 0) {
                open(lines.get(i));
                return;
            }
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** How many of the bytes were captured; those behind were put together. */
    int captured() {
        return captured;
    }

    /** A first set of opened lines. */
    static Set<String> nothingOpen() {
        return new HashSet<>();
    }
}
