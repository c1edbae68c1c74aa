package io.mcshark.cli.view;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.view.TreeView;
import java.util.Locale;

/**
 * A search through the rows, done in portions so that keys are heard meanwhile: in what the list says, in the tree, or in the
 * bytes.
 */
final class Search {
    /** Rows of a portion. */
    private static final int PORTION = 500;

    /** What is looked at. */
    enum Where {
        LIST,
        TREE,
        BYTES
    }

    private final PacketStore store;
    private final Rows rows;
    private final Where where;
    private final String sought;
    private final byte[] bytes;
    private final int step;
    private final TreeView tree = new TreeView();
    private final Out out = new Out();
    private long row;
    private long looked;
    private long hit = -1;
    private boolean ended;

    /**
     * @param text what is sought; {@code 0x…} are bytes
     * @param from the row from which to go on, itself left out
     * @param step 1 downwards, -1 upwards
     */
    Search(PacketStore store, Rows rows, String text, Where where, long from, int step) {
        this.store = store;
        this.rows = rows;
        this.step = step;
        byte[] digits = digits(text);
        this.where = digits != null ? Where.BYTES : where;
        bytes = digits != null ? digits : text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        sought = text.toLowerCase(Locale.ROOT);
        row = from + step;
    }

    /** The bytes that {@code 0x…} names; null for other text. */
    private static byte[] digits(String text) {
        String digits = text.replace(":", "").replace(" ", "");
        if (!digits.matches("0x([0-9a-fA-F]{2})+")) {
            return null;
        }
        return java.util.HexFormat.of().parseHex(digits.substring(2));
    }

    /** Looks at some more rows; true when it is over: something was found, or there are no more. */
    boolean go() {
        long first = step > 0 ? row : Math.max(0, row - PORTION + 1);
        int count = (int) (step > 0 ? Math.min(PORTION, store.count() - row) : row - first + 1);
        if (row < 0 || count <= 0) {
            ended = true;
            return true;
        }
        store.each(first, count, (at, number, f) -> {
            boolean open = step < 0 || hit < 0; // upwards the last one counts
            if (open && has(number, f)) {
                hit = at;
            }
        });
        looked += count;
        row += (long) step * count;
        ended = hit >= 0;
        return ended;
    }

    private boolean has(long number, Frame f) {
        return switch (where) {
            case LIST -> {
                Rows.Row one = rows.row(number, f);
                yield contains(one.source() + " " + one.destination() + " " + one.protocol() + " " + one.told());
            }
            case TREE -> {
                out.clear();
                tree.show(f, out);
                yield contains(out.toString());
            }
            case BYTES -> at(f) >= 0;
        };
    }

    private boolean contains(String text) {
        return text.toLowerCase(Locale.ROOT).contains(sought);
    }

    /** Where the bytes stand in a packet; -1 for nowhere. */
    private int at(Frame f) {
        for (int i = 0; i + bytes.length <= f.extent(); i++) {
            int j = 0;
            while (j < bytes.length && f.u8(i + j) == (bytes[j] & 0xff)) {
                j++;
            }
            if (j == bytes.length) {
                return i;
            }
        }
        return -1;
    }

    /** Where the bytes stand in a packet's; -1 for nowhere, or when they are not what is sought. */
    int at(byte[] all) {
        if (where != Where.BYTES) {
            return -1;
        }
        for (int i = 0; i + bytes.length <= all.length; i++) {
            if (java.util.Arrays.equals(all, i, i + bytes.length, bytes, 0, bytes.length)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a line of the tree has it. */
    boolean isIn(String line) {
        return where == Where.TREE && contains(line);
    }

    /** The row that was found; -1 for none. */
    long hit() {
        return hit;
    }

    long looked() {
        return looked;
    }

    Where where() {
        return where;
    }
}
