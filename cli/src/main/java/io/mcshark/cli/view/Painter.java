package io.mcshark.cli.view;

import io.mcshark.decoder.filter.Completion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Makes the screen of a {@link Browser}: as many lines as the terminal has, each as wide. */
final class Painter {
    private static final int NUMBER = 8, TIME = 15, ADDRESS = 24, PROTOCOL = 10, LENGTH = 6;
    private static final int HEX = 76;
    private static final int BYTES_A_LINE = 16;
    private static final String HELP = """
            Move         up down j k   pgup pgdn   home end g G   : goes to a packet's number
            Panes        tab; enter from the list to the tree; esc back
            Tree         enter or space opens, left closes, e opens all, c closes all, J K the next packet
            Bytes        the arrows; the tree follows
            Filter       / asks (tab completes, up for earlier ones), esc takes it away, F follows the packet's group
            Search       s asks, n N next and previous; in source, destination, protocol and what the line says
            Marks        m marks a packet, ' goes to the next one
            Times        t changes how they are shown, T counts from this packet
            Line         left right h l shift it
            Screens      1 packets  2 streams  3 groups  4 queriers  5 expert  6 graph  7 pim  8 ptp  9 talkers
            Leave        q""";

    private final Browser browser;
    private final Theme theme;
    private final String name;

    Painter(Browser browser, Theme theme, String name) {
        this.browser = browser;
        this.theme = theme;
        this.name = name;
    }

    /** The screen. */
    List<AttributedString> paint(int width, int height) {
        List<AttributedString> screen = new ArrayList<>();
        browser.sized(width, height);
        if (browser.board() != null && !browser.isHelp()) {
            board(screen, browser.board(), width, height);
            return screen;
        }
        screen.add(bar(title(), width));
        int below = Math.max(3, (height - 4) / 2);
        int listRows = Math.max(1, height - 4 - below);
        list(screen, width, listRows);
        screen.add(rule(width));
        if (browser.isHelp()) {
            help(screen, width, below);
        } else {
            panes(screen, width, below);
        }
        screen.add(bottom(width));
        while (screen.size() > height) {
            screen.remove(screen.size() - 2);
        }
        return screen;
    }

    /** Where the terminal's cursor is to be: column of the last line; -1 for nowhere. */
    int cursor() {
        Prompt prompt = browser.prompt();
        return prompt == null ? -1 : prompt.label().length() + prompt.cursor();
    }

    private String title() {
        PacketStore store = browser.store();
        StringBuilder text = new StringBuilder(" ").append(name).append("   ");
        if (browser.filter().isEmpty()) {
            text.append(String.format(Locale.ROOT, "%,d packets", store.count()));
        } else {
            text.append(String.format(Locale.ROOT, "%,d of %,d packets", store.count(), store.seen()));
            text.append(store.isComplete() ? "" : " …").append("   ").append(browser.filter());
        }
        if (browser.marks() > 0) {
            text.append("   ").append(browser.marks()).append(" marked");
        }
        return text.toString();
    }

    private void board(List<AttributedString> screen, Board board, int width, int height) {
        String filter = browser.filter().isEmpty() ? "" : "   " + browser.filter();
        screen.add(bar(" " + name + "   " + board.command() + filter, width));
        List<String> lines = board.lines();
        for (int i = 0; i < height - 2; i++) {
            String line = board.top() + i < lines.size() ? lines.get(board.top() + i) : "";
            screen.add(fit(new AttributedString(line.substring(Math.min(board.shift(), line.length()))), width));
        }
        screen.add(
                browser.message().isEmpty()
                        ? bar(" 1 packets   " + keys() + "   r again   q back", width)
                        : fit(new AttributedString(browser.message(), theme.wrong()), width));
    }

    private static String keys() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Board.COMMANDS.size(); i++) {
            text.append(i == 0 ? "" : "   ").append(i + 2).append(' ').append(Board.COMMANDS.get(i));
        }
        return text.toString();
    }

    // ---- the list

    private void list(List<AttributedString> screen, int width, int count) {
        AttributedStringBuilder heading = new AttributedStringBuilder();
        heading.style(theme.heading());
        heading.append(cell("No.", NUMBER, true))
                .append(cell(browser.times().heading(), TIME + extra(), false))
                .append(cell("Source", ADDRESS, false))
                .append(cell("Destination", ADDRESS, false))
                .append(cell("Protocol", PROTOCOL, false))
                .append(cell("Length", LENGTH, true))
                .append("Packet");
        screen.add(fit(heading.toAttributedString(), width));
        long first = browser.page(count);
        for (int i = 0; i < count; i++) {
            screen.add(row(first + i, width));
        }
    }

    private int extra() {
        return browser.times() == Rows.Times.DATE || browser.times() == Rows.Times.EPOCH ? 12 : 0;
    }

    private AttributedString row(long index, int width) {
        Rows.Row row = browser.rows().get(index);
        if (row == null) {
            return fit(new AttributedString(""), width);
        }
        Rows.Row before = browser.rows().get(index - 1);
        long previous = before == null ? row.nanos() : before.nanos();
        String time = browser.times().text(row.nanos(), browser.countsFrom(), previous);
        String told = row.told();
        String shifted = told.substring(Math.min(browser.shift(), told.length()));
        boolean selected = index == browser.selected();
        AttributedStyle style =
                selected ? theme.selected(browser.focus() == Browser.Pane.LIST) : theme.of(row.meaning());
        AttributedStringBuilder line = new AttributedStringBuilder();
        line.style(browser.isMarked(row.number()) && !selected ? theme.mark() : style);
        line.append(cell((browser.isMarked(row.number()) ? "*" : "") + row.number(), NUMBER, true));
        line.style(style);
        line.append(cell(time, TIME + extra(), false))
                .append(cell(row.source(), ADDRESS, false))
                .append(cell(row.destination(), ADDRESS, false))
                .append(cell(row.protocol(), PROTOCOL, false))
                .append(cell(String.valueOf(row.length()), LENGTH, true))
                .append(shifted);
        return fit(line.toAttributedString(), width, style);
    }

    /** Text in a column; what is longer takes the gap and more, as tcpdump's lines do, rather than being cut. */
    private static String cell(String text, int width, boolean right) {
        String pad = " ".repeat(Math.max(0, width - text.length()));
        return (right ? pad + text : text + pad) + " ";
    }

    // ---- tree and bytes

    private void panes(List<AttributedString> screen, int width, int count) {
        Detail detail = browser.detail();
        browser.treeRows(count);
        boolean beside = width >= HEX + 50;
        int treeWidth = beside ? width - HEX - 1 : width;
        List<AttributedString> tree = detail == null ? List.of() : tree(detail, treeWidth, count);
        List<AttributedString> hex = detail == null ? List.of() : hex(detail, HEX, count);
        boolean bytes = !beside && browser.focus() == Browser.Pane.HEX;
        for (int i = 0; i < count; i++) {
            AttributedString left = i < tree.size() ? tree.get(i) : AttributedString.EMPTY;
            AttributedString right = i < hex.size() ? hex.get(i) : AttributedString.EMPTY;
            if (!beside) {
                screen.add(fit(bytes ? right : left, width));
                continue;
            }
            screen.add(new AttributedStringBuilder()
                    .append(fit(left, treeWidth))
                    .append("│")
                    .append(fit(right, HEX))
                    .toAttributedString());
        }
    }

    private List<AttributedString> tree(Detail detail, int width, int count) {
        List<Detail.Line> lines = detail.visible();
        int at = Math.clamp(browser.treeLine(), 0, lines.size() - 1);
        int first = Math.clamp(at - count / 2, 0, Math.max(0, lines.size() - count));
        List<AttributedString> shown = new ArrayList<>();
        for (int i = first; i < Math.min(lines.size(), first + count); i++) {
            Detail.Line line = lines.get(i);
            String sign = !line.parent() ? "  " : detail.isOpen(line) ? "▾ " : "▸ ";
            AttributedStyle style = i == at
                    ? theme.selected(browser.focus() == Browser.Pane.TREE)
                    : line.depth() == 0 ? theme.heading() : AttributedStyle.DEFAULT;
            String text = "  ".repeat(line.depth()) + sign + line.text();
            shown.add(fit(new AttributedString(text, style), width, style));
        }
        return shown;
    }

    private List<AttributedString> hex(Detail detail, int width, int count) {
        byte[] bytes = detail.bytes();
        int[] lit = browser.lit();
        int at = browser.hexByte() >= 0 ? browser.hexByte() : lit[0];
        int all = (bytes.length + BYTES_A_LINE - 1) / BYTES_A_LINE;
        int first = Math.clamp(at / BYTES_A_LINE - count / 2, 0, Math.max(0, all - count));
        List<AttributedString> shown = new ArrayList<>();
        for (int i = first; i < Math.min(all, first + count); i++) {
            shown.add(hexLine(bytes, i * BYTES_A_LINE, lit));
        }
        return shown;
    }

    private AttributedString hexLine(byte[] bytes, int from, int[] lit) {
        AttributedStringBuilder line = new AttributedStringBuilder();
        line.append(String.format(Locale.ROOT, " %04x  ", from));
        int end = Math.min(bytes.length, from + BYTES_A_LINE);
        for (int i = from; i < from + BYTES_A_LINE; i++) {
            line.append(i == from + BYTES_A_LINE / 2 ? " " : "");
            if (i < end) {
                line.styled(style(i, lit), String.format(Locale.ROOT, "%02x", bytes[i]));
                line.styled(
                        i + 1 < end && lit(i, lit) && lit(i + 1, lit) ? style(i, lit) : AttributedStyle.DEFAULT, " ");
            } else {
                line.append("   ");
            }
        }
        line.append(" ");
        for (int i = from; i < end; i++) {
            int c = bytes[i] & 0xff;
            line.styled(style(i, lit), c >= 0x20 && c < 0x7f ? String.valueOf((char) c) : ".");
        }
        return line.toAttributedString();
    }

    private boolean lit(int at, int[] lit) {
        return at >= lit[0] && at < lit[1];
    }

    private AttributedStyle style(int at, int[] lit) {
        return at == browser.hexByte()
                ? theme.selected(true).bold()
                : lit(at, lit) ? theme.selected(browser.focus() != Browser.Pane.HEX) : AttributedStyle.DEFAULT;
    }

    // ---- the rest

    private void help(List<AttributedString> screen, int width, int count) {
        String[] lines = HELP.split("\n");
        for (int i = 0; i < count; i++) {
            screen.add(fit(new AttributedString(i < lines.length ? " " + lines[i] : ""), width));
        }
    }

    private AttributedString bottom(int width) {
        Prompt prompt = browser.prompt();
        if (prompt != null) {
            AttributedStringBuilder line = new AttributedStringBuilder().append(prompt.label());
            typed(prompt, line);
            return fit(line.toAttributedString(), width);
        }
        if (!browser.message().isEmpty()) {
            return fit(new AttributedString(browser.message(), theme.wrong()), width);
        }
        return bar(
                " ? help   / filter   s search   tab pane   F follow group   2 streams   3 groups   5 expert   q leave",
                width);
    }

    /** The text of a prompt; a filter in the colour of what it is so far, with the reason behind it. */
    private void typed(Prompt prompt, AttributedStringBuilder line) {
        if (!prompt.label().startsWith("Filter")) {
            line.append(prompt.text());
            return;
        }
        Completion state = Completion.at(prompt.text(), prompt.text().length());
        switch (state.state()) {
            case VALID -> line.styled(theme.good(), prompt.text());
            case INCOMPLETE -> line.styled(theme.unfinished(), prompt.text());
            case WRONG -> {
                int from = Math.clamp(state.error().from(), 0, prompt.text().length());
                line.append(prompt.text().substring(0, from));
                line.styled(theme.wrong(), prompt.text().substring(from));
            }
        }
        String tail = !prompt.proposal().isEmpty()
                ? prompt.proposal()
                : !browser.message().isEmpty()
                        ? browser.message()
                        : state.error() == null ? "" : state.error().getMessage();
        if (!tail.isEmpty() && !prompt.text().isEmpty()) {
            line.styled(
                    AttributedStyle.DEFAULT.faint(),
                    "   " + tail.lines().findFirst().orElse(""));
        }
    }

    private AttributedString rule(int width) {
        return new AttributedString("─".repeat(Math.max(0, width)), AttributedStyle.DEFAULT.faint());
    }

    private AttributedString bar(String text, int width) {
        return fit(new AttributedString(text, theme.bar()), width, theme.bar());
    }

    private static AttributedString fit(AttributedString text, int width) {
        return fit(text, width, AttributedStyle.DEFAULT);
    }

    /** Cut or filled up to a width. */
    private static AttributedString fit(AttributedString text, int width, AttributedStyle fill) {
        AttributedString cut = text.columnSubSequence(0, width);
        int missing = width - cut.columnLength();
        if (missing <= 0) {
            return cut;
        }
        return new AttributedStringBuilder()
                .append(cut)
                .styled(fill, " ".repeat(missing))
                .toAttributedString();
    }
}
