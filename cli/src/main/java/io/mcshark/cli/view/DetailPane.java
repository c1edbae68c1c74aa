package io.mcshark.cli.view;

import io.mcshark.decoder.Frame;
import java.util.List;
import java.util.Set;

/**
 * The selected packet in full: its tree with a selected line, its bytes with a cursor. They move together: a line lights its
 * bytes, a byte selects the narrowest line about it.
 */
final class DetailPane {
    private static final int BYTES_A_LINE = Geometry.BYTES_A_LINE;

    private final PacketStore store;
    private final Set<String> opened = Detail.nothingOpen();
    private Detail detail;
    private long detailed;
    private int line;
    private int cursor = -1;
    private int rows = 1;
    private int firstLine;
    private int firstBytes;

    DetailPane(PacketStore store) {
        this.store = store;
    }

    /** The packet in a row; null when there is none. */
    Detail show(long row) {
        long number = store.number(row);
        if (number == 0) {
            detail = null;
            detailed = 0;
            return null;
        }
        if (number != detailed) {
            detail = null;
            store.each(row, 1, (at, seen, f) -> detail = read(f));
            detailed = number;
            cursor = -1;
            line = detail == null ? 0 : Math.min(line, detail.visible().size() - 1);
        }
        return detail;
    }

    private Detail read(Frame f) {
        boolean fresh = opened.isEmpty();
        Detail made = new Detail(f, opened);
        if (fresh) {
            made.openLast();
        }
        return made;
    }

    /** What a key does to the tree; false for one that it does not know. */
    boolean tree(String key) {
        if (detail == null) {
            return true;
        }
        List<Detail.Line> lines = detail.visible();
        int last = lines.size() - 1;
        Detail.Line at = lines.get(Math.min(line, last));
        switch (key) {
            case "down", "j" -> line++;
            case "up", "k" -> line--;
            case "wheel-down" -> line += 3;
            case "wheel-up" -> line -= 3;
            case "pgdn", "ctrl-d" -> line += rows;
            case "pgup", "ctrl-u" -> line -= rows;
            case "home", "g" -> line = 0;
            case "end", "G" -> line = last;
            case "enter", " " -> turn(at);
            case "right", "l" -> detail.open(at);
            case "left", "h" -> {
                if (at.parent() && detail.isOpen(at)) {
                    detail.close(at);
                } else {
                    line = lines.indexOf(detail.parent(at));
                }
            }
            case "e" -> detail.openAll();
            case "c" -> {
                detail.closeAll();
                line = 0;
            }
            default -> {
                return false;
            }
        }
        line = Math.clamp(line, 0, detail.visible().size() - 1);
        cursor = -1;
        return true;
    }

    private void turn(Detail.Line at) {
        if (detail.isOpen(at)) {
            detail.close(at);
        } else {
            detail.open(at);
        }
    }

    /** What a key does to the cursor among the bytes; false for one that it does not know. */
    boolean bytes(String key) {
        if (detail == null || detail.bytes().length == 0) {
            return true;
        }
        int at = cursor >= 0 ? cursor : Math.max(0, lit()[0]);
        switch (key) {
            case "right", "l" -> at++;
            case "left", "h" -> at--;
            case "down", "j" -> at += BYTES_A_LINE;
            case "up", "k" -> at -= BYTES_A_LINE;
            case "wheel-down" -> at += 3 * BYTES_A_LINE;
            case "wheel-up" -> at -= 3 * BYTES_A_LINE;
            case "pgdn", "ctrl-d" -> at += BYTES_A_LINE * rows;
            case "pgup", "ctrl-u" -> at -= BYTES_A_LINE * rows;
            case "home", "g" -> at = 0;
            case "end", "G" -> at = detail.bytes().length - 1;
            default -> {
                return false;
            }
        }
        select(at);
        return true;
    }

    /** Puts the cursor on a byte, and selects the line about it. */
    void select(int at) {
        if (detail == null || detail.bytes().length == 0) {
            return;
        }
        cursor = Math.clamp(at, 0, detail.bytes().length - 1);
        Detail.Line about = detail.about(cursor);
        if (about != null) {
            line = Math.max(0, detail.visible().indexOf(about));
        }
    }

    /** A click on a line of the tree's pane: selects it; opens or closes the selected one. */
    void clickTree(int row) {
        if (detail == null) {
            return;
        }
        List<Detail.Line> lines = detail.visible();
        int at = firstLine + row;
        if (at >= lines.size()) {
            return;
        }
        if (at == line && cursor < 0) {
            turn(lines.get(at));
        }
        line = at;
        cursor = -1;
    }

    /** A click into the bytes' pane. */
    void clickBytes(int row, int column) {
        int in = Geometry.byteAt(column);
        int at = (firstBytes + row) * BYTES_A_LINE + in;
        if (in >= 0 && detail != null && at < detail.bytes().length) {
            select(at);
        }
    }

    /** Selects the line of the tree, or the bytes, that a search has found. */
    void show(Search search) {
        if (detail == null) {
            return;
        }
        int at = search.at(detail.bytes());
        if (at >= 0) {
            select(at);
            return;
        }
        Detail.Line found = detail.find(search::isIn);
        if (found != null) {
            line = Math.max(0, detail.visible().indexOf(found));
            cursor = -1;
        }
    }

    /** The bytes that are lit: those of the tree's line; from equals to for none. */
    int[] lit() {
        Detail.Line at = selected();
        return at == null ? new int[] {0, 0} : new int[] {at.from(), at.to()};
    }

    /** The selected line of the tree; null without a packet. */
    Detail.Line selected() {
        if (detail == null) {
            return null;
        }
        List<Detail.Line> lines = detail.visible();
        return lines.get(Math.clamp(line, 0, lines.size() - 1));
    }

    /** The packet shown last; null for none. */
    Detail detail() {
        return detail;
    }

    int line() {
        return line;
    }

    /** The byte the cursor is on; -1 for none. */
    int cursor() {
        return cursor;
    }

    /** Tells how many lines there are for it, and with which lines the panes begin. */
    void laidOut(int rows, int firstLine, int firstBytes) {
        this.rows = Math.max(1, rows);
        this.firstLine = firstLine;
        this.firstBytes = firstBytes;
    }
}
