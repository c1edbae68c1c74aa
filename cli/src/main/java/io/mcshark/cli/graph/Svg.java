package io.mcshark.cli.graph;

import io.mcshark.decoder.Out;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** A chart as SVG 1.1, with a title and a description for those who cannot see it. */
final class Svg implements Canvas {
    private static final String[] DASHES = {"", "8 4", "2 3", "10 3 2 3"};

    private final Out out = new Out();

    Svg(int width, int height, String title, String description) {
        out.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
                .dec(width)
                .put("\" height=\"")
                .dec(height)
                .put("\" viewBox=\"0 0 ")
                .dec(width)
                .put(' ')
                .dec(height)
                .put(
                        "\" role=\"img\" aria-labelledby=\"title description\" font-family=\"monospace\" font-size=\"12\">\n");
        out.put("<title id=\"title\">").put(escaped(title)).put("</title>\n");
        out.put("<desc id=\"description\">").put(escaped(description)).put("</desc>\n");
        out.put("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    }

    @Override
    public void line(int[] xs, int[] ys, int colour, int dash, double width) {
        out.put("<polyline fill=\"none\" stroke=\"#").hex(colour, 6).put("\" stroke-width=\"");
        out.put(String.format(Locale.ROOT, "%.1f", width)).put('"');
        if (dash > 0) {
            out.put(" stroke-dasharray=\"").put(DASHES[dash % DASHES.length]).put('"');
        }
        out.put(" points=\"");
        for (int i = 0; i < xs.length; i++) {
            out.put(i == 0 ? "" : " ").dec(xs[i]).put(',').dec(ys[i]);
        }
        out.put("\"/>\n");
    }

    @Override
    public void text(int x, int y, String text, Anchor anchor, int colour) {
        out.put("<text x=\"").dec(x).put("\" y=\"").dec(y).put("\" text-anchor=\"");
        out.put(anchor.name().toLowerCase(Locale.ROOT))
                .put("\" fill=\"#")
                .hex(colour, 6)
                .put("\">");
        out.put(escaped(text)).put("</text>\n");
    }

    /** Text as XML has it; what XML cannot have is left out. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> {
                    if (c >= ' ' && c < 0xd800 || c >= 0xe000 && c < 0xfffe || c > 0xffff) {
                        safe.appendCodePoint(c);
                    }
                }
            }
        });
        return safe.toString();
    }

    @Override
    public void writeTo(OutputStream stream) throws IOException {
        out.put("</svg>\n").writeTo(stream);
    }
}
