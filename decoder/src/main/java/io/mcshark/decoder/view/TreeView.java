package io.mcshark.decoder.view;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;

/** Every layer and field of a packet as an indented tree; what was worked out stands in brackets. */
public final class TreeView implements View {
    private static final String INDENT = "    ";

    private final TreeLines lines = new TreeLines();
    private final Indented indented = new Indented();

    private static final class Indented implements TreeLines.Sink {
        private Out out;

        @Override
        public void begin(int depth, long place) {
            for (int i = 0; i < depth; i++) {
                out.put(INDENT);
            }
        }

        @Override
        public void end() {
            out.put('\n');
        }
    }

    @Override
    public void show(Frame f, Out out) {
        indented.out = out;
        lines.each(f, out, indented);
        out.put('\n');
    }
}
