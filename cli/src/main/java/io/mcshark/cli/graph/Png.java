package io.mcshark.cli.graph;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A chart as PNG, drawn dot by dot: it needs no screen and no font of the machine. Two dots a unit. */
final class Png implements Canvas {
    private static final int SCALE = 2, WHITE = 0xffffff;

    /** Dots that are drawn and left out, in turn. */
    private static final int[][] DASHES = {{1, 0}, {16, 8}, {4, 6}, {20, 6, 4, 6}};

    private final BufferedImage image;

    Png(int width, int height) {
        image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        fill(0, 0, image.getWidth(), image.getHeight(), WHITE);
    }

    private void fill(int x, int y, int width, int height, int colour) {
        for (int i = Math.max(0, x); i < Math.min(x + width, image.getWidth()); i++) {
            for (int j = Math.max(0, y); j < Math.min(y + height, image.getHeight()); j++) {
                image.setRGB(i, j, colour);
            }
        }
    }

    @Override
    public void line(int[] xs, int[] ys, int colour, int dash, double width) {
        int[] pattern = DASHES[dash % DASHES.length];
        int thick = (int) Math.max(1, Math.round(width * SCALE));
        int drawn = 0; // the dashes go on around corners
        for (int i = 0; i + 1 < xs.length; i++) {
            int fromX = xs[i] * SCALE;
            int fromY = ys[i] * SCALE;
            int byX = xs[i + 1] * SCALE - fromX;
            int byY = ys[i + 1] * SCALE - fromY;
            int steps = Math.max(1, Math.max(Math.abs(byX), Math.abs(byY)));
            for (int s = 0; s <= steps; s++) {
                if (isDrawn(pattern, drawn++)) {
                    int x = fromX + Math.round((float) byX * s / steps);
                    int y = fromY + Math.round((float) byY * s / steps);
                    fill(x - thick / 2, y - thick / 2, thick, thick, colour);
                }
            }
        }
    }

    private static boolean isDrawn(int[] pattern, int dot) {
        int length = 0;
        for (int part : pattern) {
            length += part;
        }
        int rest = dot % length;
        for (int i = 0; i < pattern.length; i++) {
            if (rest < pattern[i]) {
                return i % 2 == 0;
            }
            rest -= pattern[i];
        }
        return true;
    }

    @Override
    public void text(int x, int y, String text, Anchor anchor, int colour) {
        int width = text.length() * Glyphs.ADVANCE;
        int left = x * SCALE
                - switch (anchor) {
                    case START -> 0;
                    case MIDDLE -> width * SCALE / 2;
                    case END -> width * SCALE;
                };
        int top = (y - Glyphs.HEIGHT) * SCALE;
        for (int i = 0; i < text.length(); i++) {
            for (int row = 0; row < Glyphs.HEIGHT; row++) {
                for (int column = 0; column < Glyphs.WIDTH; column++) {
                    if (Glyphs.isInk(text.charAt(i), row, column)) {
                        int at = left + (i * Glyphs.ADVANCE + column) * SCALE;
                        fill(at, top + row * SCALE, SCALE, SCALE, colour);
                    }
                }
            }
        }
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) { // no file beside it
            writer.setOutput(stream);
            writer.write(image);
        } finally {
            writer.dispose();
        }
    }
}
