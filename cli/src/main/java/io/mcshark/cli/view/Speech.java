package io.mcshark.cli.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The {@link Browser} as lines of text, one after the other, for a screen reader or a terminal that can do no more: what is
 * selected after each key, what there is to say, and nothing twice.
 */
final class Speech {
    /** Lines of a screen of its own that are told at a time. */
    private static final int PAGE = 10;

    /** As wide as a line may be: nothing is cut. */
    private static final int WIDE = 4000, HIGH = 40;

    private final Browser browser;
    private final String name;
    private String last = "";
    private String said = "";

    Speech(Browser browser, String name) {
        this.browser = browser;
        this.name = name;
    }

    /** The first line. */
    String greeting() {
        return String.format(
                Locale.ROOT,
                "%s, %,d packets. Question mark tells the keys, q leaves.",
                name,
                browser.store().packets());
    }

    /**
     * What is new since it was asked last.
     *
     * @param pressed whether a key was pressed: then something is said, also when nothing has changed
     */
    List<String> news(boolean pressed) {
        browser.sized(WIDE, HIGH);
        List<String> lines = new ArrayList<>();
        if (browser.isHelp()) {
            return pressed ? Painter.help() : lines;
        }
        String now = browser.board() != null ? board(browser.board()) : browser.prompt() != null ? typed() : packet();
        if (pressed || !now.equals(last) && browser.prompt() == null) {
            lines.addAll(now.lines().toList());
        }
        last = now;
        String message = browser.message();
        if (!message.isEmpty() && (pressed || !message.equals(said))) {
            lines.add(message);
        }
        said = message;
        return lines;
    }

    private String typed() {
        Prompt prompt = browser.prompt();
        String proposal = prompt.proposal().isEmpty() ? "" : "   " + prompt.proposal();
        return prompt.label() + prompt.text() + proposal;
    }

    private String board(Board board) {
        List<String> lines = board.lines();
        if (board.selectedLine() >= 0) {
            return board.command() + "\n" + lines.get(board.headingLine()) + "\n" + lines.get(board.selectedLine());
        }
        int from = Math.min(board.top(), lines.size());
        return String.join("\n", lines.subList(from, Math.min(lines.size(), from + PAGE)));
    }

    private String packet() {
        ListPane list = browser.list();
        list.page(1);
        browser.detail().show(list.selected());
        return switch (browser.focus()) {
            case LIST -> row(list);
            case TREE -> tree();
            case BYTES -> bytes();
        };
    }

    private String row(ListPane list) {
        Rows.Row row = list.rows().get(list.selected());
        if (row == null) {
            return "no packet";
        }
        StringBuilder text = new StringBuilder();
        for (Columns.Column column : list.columns().shown()) {
            text.append(text.isEmpty() ? "" : "  ").append(list.text(column, row));
        }
        return text.append(list.isMarked(row.number()) ? "  marked" : "").toString();
    }

    private String tree() {
        Detail.Line line = browser.detail().selected();
        if (line == null) {
            return "no packet";
        }
        String state = !line.parent() ? "" : browser.detail().detail().isOpen(line) ? "  open" : "  closed";
        return "level " + (line.depth() + 1) + "  " + line.text() + state;
    }

    private String bytes() {
        Detail detail = browser.detail().detail();
        int at = Math.max(browser.detail().cursor(), browser.detail().lit()[0]);
        if (detail == null || at >= detail.bytes().length) {
            return "no bytes";
        }
        return String.format(
                Locale.ROOT,
                "byte %d is %02x  %s",
                at,
                detail.bytes()[at],
                browser.detail().selected().text());
    }
}
