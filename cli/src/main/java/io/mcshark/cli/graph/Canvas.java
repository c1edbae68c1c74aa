package io.mcshark.cli.graph;

import java.io.IOException;
import java.io.OutputStream;

/** Where a chart is drawn: a sheet of so many units, x to the right, y down. */
interface Canvas {
    /** How text lies to its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** A line through points; {@code dash} 0 is solid, others differ from each other. */
    void line(int[] xs, int[] ys, int colour, int dash, double width);

    /** Text on one line, its base at {@code y}. */
    void text(int x, int y, String text, Anchor anchor, int colour);

    void writeTo(OutputStream out) throws IOException;
}
