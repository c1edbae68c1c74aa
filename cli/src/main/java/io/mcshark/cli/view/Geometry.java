package io.mcshark.cli.view;

/**
 * Where the parts of the screen lie: title, heading, list, a line with the names of the panes, tree and bytes, bottom line. What
 * paints and what a click means go by the same.
 *
 * @param width of the terminal in columns
 * @param height of it in lines
 */
record Geometry(int width, int height) {
    static final int BYTES_A_LINE = 16;

    /** The first line of the list. */
    static final int LIST_TOP = 2;

    /** Columns of a line of bytes: offset, bytes in two halves, characters. */
    private static final int HEX = 75, HEX_FIRST = 7, HEX_BYTE = 3, HEX_HALF = BYTES_A_LINE / 2;

    private static final int LINES_ASIDE = 4, LEAST_PANES = 3, LEAST_TREE = 50;

    /** Lines of tree and bytes. */
    int paneRows() {
        return Math.max(LEAST_PANES, (height - LINES_ASIDE) / 2);
    }

    int listRows() {
        return Math.max(1, height - LINES_ASIDE - paneRows());
    }

    /** The first line of tree and bytes. */
    int paneTop() {
        return LIST_TOP + listRows() + 1;
    }

    /** Whether tree and bytes stand side by side; if not, the one that has the keys is shown. */
    boolean beside() {
        return width >= HEX + LEAST_TREE;
    }

    int treeWidth() {
        return beside() ? width - HEX - 1 : width;
    }

    int hexWidth() {
        return beside() ? HEX : width;
    }

    /** Which byte of its line a column of the bytes' pane is about; -1 for none. */
    static int byteAt(int column) {
        int digits = column - HEX_FIRST;
        if (digits < 0) {
            return -1;
        }
        digits -= digits >= HEX_HALF * HEX_BYTE ? 1 : 0;
        if (digits < BYTES_A_LINE * HEX_BYTE) {
            return digits / HEX_BYTE;
        }
        int character = column - (HEX_FIRST + BYTES_A_LINE * HEX_BYTE + 2);
        return character >= 0 && character < BYTES_A_LINE ? character : -1;
    }
}
