package io.mcshark.decoder.view;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;

/** What the application sent, as text: printable characters and line ends as they are, all else as dots ({@code -A}). */
public final class TextView implements View {
    @Override
    public void show(Frame f, Out out) {
        int at = HexView.begin(f, HexView.Part.PAYLOAD);
        int end = HexView.end(f, HexView.Part.PAYLOAD, at);
        for (int i = at; i < end; i++) {
            int c = f.u8(i);
            out.put(c >= 0x20 && c < 0x7f || c == '\n' || c == '\t' ? (char) c : '.');
        }
        out.put('\n');
    }
}
