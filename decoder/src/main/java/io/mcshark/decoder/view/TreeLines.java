package io.mcshark.decoder.view;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * The lines of a packet's tree, one after the other: every layer and field, what was worked out in brackets. Where a line is
 * written, and how deep, is up to who asks.
 */
public final class TreeLines {
    /** Is told where a line of the tree begins and ends in what is appended. */
    public interface Sink {
        /**
         * A line begins.
         *
         * @param depth 0 for layers
         * @param place of its bytes, {@link Field#span}; {@link Field#ABSENT} for what has none
         */
        void begin(int depth, long place);

        /** Its text has been appended. */
        void end();
    }

    private final Out scratch = new Out();
    private Sink sink;

    /** Appends the text of all lines. */
    public void each(Frame f, Out out, Sink sink) {
        this.sink = sink;
        for (int i = 0; i < f.depth(); i++) {
            sink.begin(0, Field.span(f.at(i), (i == 0 ? f.end(i) : f.body(i)) - f.at(i)));
            title(f, i, out);
            sink.end();
            items(f.protocol(i).header(), f, f.at(i), f.end(i), 1, out);
        }
    }

    /** Appends a layer's first line: what the protocol is, who talks to whom. */
    static void title(Frame f, int layer, Out out) {
        Protocol p = f.protocol(layer);
        out.put(p.label());
        int before = out.size();
        out.put(", ");
        int written = out.size();
        p.source(f, layer, out);
        if (out.size() == written) {
            out.size(before);
            return;
        }
        out.put(" > ");
        p.destination(f, layer, out);
    }

    private void items(Header header, Frame f, int at, int end, int depth, Out out) {
        for (Object item : header.items()) {
            if (item instanceof Field field) {
                line(field, f, at, end, depth, out);
            } else if (item instanceof Header part) {
                parts(part, f, at, end, depth, out);
            }
        }
    }

    private void parts(Header part, Frame f, int at, int end, int depth, Out out) {
        int previous = -1;
        for (int index = 0; (previous = part.next(f, at, end, previous, index)) >= 0; index++) {
            int stop = part.end(f, previous, end);
            boolean title = part.isTitled();
            if (title) {
                sink.begin(depth, part.hasPlace() ? Field.span(previous, stop - previous) : Field.ABSENT);
                out.put(part.label());
                sink.end();
            }
            items(part, f, previous, stop, title ? depth + 1 : depth, out);
        }
    }

    private void line(Field field, Frame f, int at, int end, int depth, Out out) {
        if (field.isHidden() || !field.present(f, at, end, scratch)) {
            return;
        }
        boolean bits = field.whole() != null && field.width() < field.whole().width();
        sink.begin(bits ? depth + 1 : depth, place(field, f, at, end));
        boolean generated = field.isGenerated();
        if (generated) {
            out.put('[');
        }
        if (bits) {
            bits(field, f, at, out);
        }
        out.put(field.label());
        if (field.type() != Type.NONE) {
            out.put(": ");
            value(field, f, at, end, out);
        }
        out.put(generated ? "]" : "");
        sink.end();
    }

    private static long place(Field field, Frame f, int at, int end) {
        return field.isGenerated() ? Field.ABSENT : field.place(f, at, end);
    }

    /** The field's bits within the whole they belong to: {@code 1100 00.. = }. */
    private static void bits(Field field, Frame f, int at, Out out) {
        Field whole = field.whole();
        if (whole.width() > 32 || field.width() == 0) {
            return;
        }
        long value = whole.raw(f, at);
        int from = field.bit() - whole.bit();
        int pad = (4 - whole.width() % 4) % 4;
        for (int i = 0; i < whole.width(); i++) {
            if (i > 0 && i % 4 == 0) {
                out.put(' ');
            }
            boolean ours = i >= from && i < from + field.width();
            out.put(ours ? (value >>> whole.width() - 1 - i & 1) == 1 ? '1' : '0' : '.');
        }
        out.repeat('.', pad).put(" = ");
    }

    private static void value(Field field, Frame f, int at, int end, Out out) {
        if (field.text() != null || field.type().spans()) {
            field.put(f, at, end, out);
            unit(field, out);
            return;
        }
        long value = field.value(f, at, end);
        String name = field.names() == null ? null : field.names().get(value);
        if (field.names() != null) {
            out.put(name == null ? "Unknown" : name).put(" (");
            field.put(value, out);
            out.put(')');
        } else if (field.type() == Type.BOOL) {
            out.put(field.width() == 1 ? value == 0 ? "Not set" : "Set" : value == 0 ? "False" : "True");
        } else {
            field.put(value, out);
        }
        unit(field, out);
        if (field.meaning() != null) {
            int before = out.size();
            out.put(" (");
            int written = out.size();
            field.meaning().put(value, out);
            if (out.size() == written) {
                out.size(before);
            } else {
                out.put(')');
            }
        }
    }

    private static void unit(Field field, Out out) {
        if (field.unit() != null) {
            out.put(' ').put(field.unit());
        }
    }
}
