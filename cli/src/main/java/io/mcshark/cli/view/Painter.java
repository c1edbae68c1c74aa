package io.mcshark.cli.view;

import io.mcshark.decoder.Out;
import io.mcshark.decoder.filter.Completion;
import io.mcshark.decoder.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Makes the screen of a {@link Browser}: as many lines as the terminal has, each as wide. */
final class Painter {
    private static final int BYTES_A_LINE = Geometry.BYTES_A_LINE;
    private static final int LINES_OF_BOARD_ASIDE = 2;

    /** Before a number: one for marked or selected, one for a finding. */
    private static final int SIGNS = 2;

    private static final String
            KEYS =
                    " ? help   / filter   s search   ] finding   tab pane   F group   2 streams   3 groups   5 expert   q leave",
            KEYS_NARROW = " ? help  / filter  s search  ] finding  2 streams  5 expert  q leave";
    private static final String HELP = """
            Move         up down j k   pgup pgdn   home end g G   : goes to a packet's number   J K the next packet, from anywhere
            Panes        tab; enter from the list to the tree; esc back; or the mouse
            Tree         enter or space opens, left closes, e opens all, c closes all; its bytes are lit
            Bytes        the arrows; the tree follows
            Filter       / asks (tab completes, up for earlier ones), esc stops it, then takes it away
            Group        F shows all that goes to the packet's group, coloured by sender
            Search       s asks, n N next and previous; in what the list says, in the tree when it has the keys; 0x… in bytes
            Findings     ] [ next and previous packet on which something was found; ! before a number: a warning or worse
            Columns      C chooses them, any field too; . , go to one, < > resize it, o sorts by it, again the other way
            Marks        m marks a packet (*), ' goes to the next one
            Times        t changes how they are shown, T counts from this packet
            Line         left right h l shift it
            Screens      1 packets  2 streams  3 groups  4 queriers  5 expert  6 graph  7 pim  8 ptp  9 talkers
                         there enter shows the packets of a line, . , and o sort, r asks again
            Leave        q""";

    private final Browser browser;
    private final Theme theme;
    private final String name;

    Painter(Browser browser, Theme theme, String name) {
        this.browser = browser;
        this.theme = theme;
        this.name = new Out().safe(name).toString();
    }

    /** The screen. */
    List<AttributedString> paint(int width, int height) {
        List<AttributedString> screen = new ArrayList<>();
        browser.sized(width, height);
        if (browser.isHelp()) {
            help(screen, width, height);
        } else if (browser.board() != null) {
            board(screen, browser.board(), width, height);
        } else {
            Geometry at = browser.geometry();
            screen.add(bar(title(), width));
            list(screen, width, at.listRows());
            List<AttributedString> panes = panes(at);
            screen.add(names(width));
            screen.addAll(panes);
            screen.add(bottom(width));
        }
        while (screen.size() > height) {
            screen.remove(Math.max(0, screen.size() - 2));
        }
        while (screen.size() < height) {
            screen.add(fit(AttributedString.EMPTY, width));
        }
        screen.replaceAll(line -> harmless(line, width));
        return screen;
    }

    /** The last fence before the terminal: what may have come by a file's name or a filter that was pasted. */
    private static AttributedString harmless(AttributedString line, int width) {
        String text = line.toString();
        if (text.codePoints().noneMatch(Painter::isHarmful)) {
            return line;
        }
        StringBuilder plain = new StringBuilder();
        text.codePoints().map(c -> isHarmful(c) ? '?' : c).forEach(plain::appendCodePoint);
        return fit(new AttributedString(plain), width);
    }

    private static boolean isHarmful(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
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
            text.append(String.format(Locale.ROOT, "%,d packets", store.packets()));
            text.append(store.isIndexed() ? "" : " counted " + theme.more());
        } else {
            text.append(String.format(Locale.ROOT, "%,d of %,d packets", store.count(), store.seen()));
            if (!store.isComplete()) {
                long all = Math.max(1, store.packets());
                text.append(String.format(Locale.ROOT, " %s %d %%, esc stops", theme.more(), 100 * store.seen() / all));
            } else if (store.isCutShort()) {
                text.append(" (stopped)");
            }
            text.append("   ").append(browser.filter());
        }
        text.append(browser.pulse());
        if (browser.list().sortingAt() >= 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "   sorting %s %,d",
                    theme.more(),
                    browser.list().sortingAt()));
        }
        if (browser.list().marks() > 0) {
            text.append("   ").append(browser.list().marks()).append(" marked");
        }
        if (browser.troubles() != null && browser.troubles().count() > 0) {
            text.append(String.format(
                    Locale.ROOT, "   %,d with findings", browser.troubles().count()));
            text.append(browser.troubles().isDone() ? "" : " " + theme.more());
        }
        return text.toString();
    }

    // ---- a screen before the packets

    private void board(List<AttributedString> screen, Board board, int width, int height) {
        String filter = browser.filter().isEmpty() ? "" : "   " + browser.filter();
        List<String> lines = board.lines();
        screen.add(bar(" " + name + "   " + board.command() + filter, width));
        for (int i = 0; i < height - LINES_OF_BOARD_ASIDE; i++) {
            int at = board.top() + i;
            String line = at < lines.size() ? lines.get(at) : "";
            screen.add(line(board, at, line.substring(Math.min(board.shift(), line.length())), width));
        }
        screen.add(
                browser.message().isEmpty()
                        ? bar(" 1 packets   " + keys() + "   enter its packets   , . o sort   q back", width)
                        : fit(new AttributedString(browser.message(), theme.wrong()), width));
    }

    private AttributedString line(Board board, int at, String text, int width) {
        TextTable.Place place = board.place();
        if (at == board.headingLine() && place != null) {
            int from = Math.clamp(place.from() - (long) board.shift(), 0, text.length());
            int to = Math.clamp(place.from() + place.width() - (long) board.shift(), from, text.length());
            return fit(
                    new AttributedStringBuilder()
                            .styled(theme.heading(), text.substring(0, from))
                            .styled(theme.heading().underline(), text.substring(from, to))
                            .styled(theme.heading(), text.substring(to))
                            .toAttributedString(),
                    width);
        }
        AttributedStyle style = at == board.selectedLine() ? theme.selected(true) : AttributedStyle.DEFAULT;
        return fit(new AttributedString(text, style), width, style);
    }

    private static String keys() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Board.COMMANDS.size(); i++) {
            text.append(i == 0 ? "" : "  ").append(i + 2).append(' ').append(Board.COMMANDS.get(i));
        }
        return text.toString();
    }

    // ---- the list

    private void list(List<AttributedString> screen, int width, int count) {
        ListPane list = browser.list();
        long first = list.page(count);
        String[] times = new String[count];
        for (int i = 0; i < count; i++) {
            Rows.Row row = list.rows().get(first + i);
            if (row != null) {
                times[i] = time(first + i, row);
                fit(row, times[i], width);
            }
        }
        screen.add(heading(width));
        for (int i = 0; i < count; i++) {
            screen.add(row(first + i, times[i], width));
        }
    }

    private String time(long index, Rows.Row row) {
        Rows.Row before = browser.list().rows().get(index - 1);
        long previous = before == null ? row.nanos() : before.nanos();
        return browser.list().times().text(row.nanos(), browser.list().countsFrom(), previous);
    }

    /** Makes room for a row in its columns. */
    private void fit(Rows.Row row, String time, int width) {
        for (Columns.Column column : browser.list().columns().shown()) {
            if (column.kind() == Columns.Kind.PACKET) {
                continue; // takes what is left
            }
            boolean whole = column.kind() == Columns.Kind.TIME || column.kind() == Columns.Kind.NO;
            int length = column.kind() == Columns.Kind.TIME
                    ? time.length()
                    : browser.list().text(column, row).length() + (column.kind() == Columns.Kind.NO ? SIGNS : 0);
            column.fit(length, whole ? Integer.MAX_VALUE : width / 5);
        }
    }

    private AttributedString heading(int width) {
        Columns columns = browser.list().columns();
        AttributedStringBuilder line = new AttributedStringBuilder();
        for (Columns.Column column : columns.shown()) {
            String text =
                    column.kind() == Columns.Kind.TIME ? browser.list().times().heading() : column.heading();
            if (column == columns.sorted()) {
                text += theme.sorted(columns.isFalling());
            }
            AttributedStyle style =
                    column == columns.current() ? theme.heading().underline() : theme.heading();
            boolean last = column == columns.shown().getLast();
            line.styled(style, last ? text : cell(text, column));
            line.append(last ? "" : " ");
        }
        return fit(line.toAttributedString(), width);
    }

    private AttributedString row(long index, String time, int width) {
        ListPane list = browser.list();
        Rows.Row row = list.rows().get(index);
        if (row == null) {
            return fit(AttributedString.EMPTY, width);
        }
        boolean selected = index == list.selected();
        AttributedStyle style = selected ? theme.selected(browser.focus() == Browser.Pane.LIST) : style(row);
        AttributedStringBuilder line = new AttributedStringBuilder();
        for (Columns.Column column : list.columns().shown()) {
            boolean marked = column.kind() == Columns.Kind.NO && list.isMarked(row.number());
            String text = column.kind() == Columns.Kind.TIME ? time : list.text(column, row);
            if (column.kind() == Columns.Kind.PACKET) {
                text = text.substring(Math.min(list.shift(), text.length()));
            }
            boolean last = column == list.columns().shown().getLast();
            boolean grave = column.kind() == Columns.Kind.NO && isGrave(row);
            String cell = last ? text : cell((marked ? "*" : "") + (grave ? "!" : "") + text, column);
            if (selected && line.length() == 0 && cell.startsWith(" ")) {
                cell = ">" + cell.substring(1); // seen without colours, too
            }
            line.styled(marked && !selected ? theme.mark() : style, cell);
            line.styled(style, last ? "" : " ");
        }
        return fit(line.toAttributedString(), width, style);
    }

    private AttributedStyle style(Rows.Row row) {
        int sender = browser.list().sender(row);
        if (sender >= 0) {
            return theme.sender(sender);
        }
        return theme.of(isGrave(row) ? Theme.Meaning.TROUBLE : row.meaning());
    }

    /** Whether something was found on a packet that is a warning or worse. */
    private boolean isGrave(Rows.Row row) {
        return browser.troubles() != null && browser.troubles().isGrave(row.number());
    }

    /**
     * Text in a column. What is longer takes the gap and more, as in tcpdump's lines, rather than being cut, unless a person has
     * set the width.
     */
    private String cell(String text, Columns.Column column) {
        int width = column.width();
        boolean cuts = column.isFixed() || column.kind() == Columns.Kind.PACKET;
        String cut = cuts && text.length() > width ? text.substring(0, width - 1) + theme.more() : text;
        String pad = " ".repeat(Math.max(0, width - cut.length()));
        return column.isNumeric() ? pad + cut : cut + pad;
    }

    // ---- tree and bytes

    private List<AttributedString> panes(Geometry at) {
        Detail detail = browser.detail().show(browser.list().selected());
        int count = at.paneRows();
        int firstLine = 0;
        int firstBytes = 0;
        List<AttributedString> tree = List.of();
        List<AttributedString> bytes = List.of();
        if (detail != null) {
            List<Detail.Line> lines = detail.visible();
            int line = Math.clamp(browser.detail().line(), 0, lines.size() - 1);
            firstLine = Math.clamp(line - count / 2, 0, Math.max(0, lines.size() - count));
            int[] lit = browser.detail().lit();
            int byteAt = browser.detail().cursor() >= 0 ? browser.detail().cursor() : lit[0];
            int all = (detail.bytes().length + BYTES_A_LINE - 1) / BYTES_A_LINE;
            firstBytes = Math.clamp(byteAt / BYTES_A_LINE - count / 2, 0, Math.max(0, all - count));
            tree = tree(detail, lines, firstLine, line, at);
            bytes = bytes(detail.bytes(), firstBytes, Math.min(all, firstBytes + count), lit);
        }
        browser.detail().laidOut(count, firstLine, firstBytes);
        boolean bytesOnly = !at.beside() && browser.focus() == Browser.Pane.BYTES;
        List<AttributedString> panes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            AttributedString left = i < tree.size() ? tree.get(i) : AttributedString.EMPTY;
            AttributedString right = i < bytes.size() ? bytes.get(i) : AttributedString.EMPTY;
            panes.add(
                    !at.beside()
                            ? fit(bytesOnly ? right : left, at.width())
                            : new AttributedStringBuilder()
                                    .append(fit(left, at.treeWidth()))
                                    .append(theme.wall())
                                    .append(fit(right, at.hexWidth()))
                                    .toAttributedString());
        }
        return panes;
    }

    private List<AttributedString> tree(Detail detail, List<Detail.Line> lines, int first, int selected, Geometry at) {
        List<AttributedString> shown = new ArrayList<>();
        for (int i = first; i < Math.min(lines.size(), first + at.paneRows()); i++) {
            Detail.Line line = lines.get(i);
            String sign = !line.parent() ? "  " : detail.isOpen(line) ? theme.open() : theme.closed();
            AttributedStyle style = i == selected
                    ? theme.selected(browser.focus() == Browser.Pane.TREE)
                    : line.depth() == 0 ? theme.heading() : AttributedStyle.DEFAULT;
            String text = "  ".repeat(line.depth()) + sign + line.text();
            shown.add(fit(new AttributedString(text, style), at.treeWidth(), style));
        }
        return shown;
    }

    private List<AttributedString> bytes(byte[] bytes, int first, int end, int[] lit) {
        List<AttributedString> shown = new ArrayList<>();
        for (int i = first; i < end; i++) {
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
        return at == browser.detail().cursor()
                ? theme.selected(true).bold()
                : lit(at, lit) ? theme.selected(browser.focus() != Browser.Pane.BYTES) : AttributedStyle.DEFAULT;
    }

    /** The line above tree and bytes: which of them has the keys, the senders that rows are coloured by. */
    private AttributedString names(int width) {
        AttributedStringBuilder line = new AttributedStringBuilder();
        line.styled(theme.faint(), theme.rule());
        pane(line, " Packet ", Browser.Pane.TREE);
        line.styled(theme.faint(), theme.rule());
        Detail.Line selected = browser.detail().selected();
        String which = browser.detail().cursor() >= 0
                ? String.format(Locale.ROOT, " Bytes, at %d ", browser.detail().cursor())
                : selected != null && selected.to() > selected.from()
                        ? String.format(
                                Locale.ROOT, " Bytes, %d from %d ", selected.to() - selected.from(), selected.from())
                        : " Bytes ";
        pane(line, which, Browser.Pane.BYTES);
        List<String> senders = browser.list().senders();
        for (int i = 0; i < senders.size(); i++) {
            line.styled(theme.faint(), theme.rule());
            line.styled(theme.sender(i), " " + senders.get(i) + " ");
        }
        int left = Math.max(0, width - line.columnLength());
        return fit(line.styled(theme.faint(), theme.rule().repeat(left)).toAttributedString(), width);
    }

    private void pane(AttributedStringBuilder line, String text, Browser.Pane pane) {
        line.styled(browser.focus() == pane ? theme.bar() : theme.faint(), text);
    }

    // ---- the rest

    /** The keys, a line each. */
    static List<String> help() {
        return HELP.lines().toList();
    }

    private void help(List<AttributedString> screen, int width, int height) {
        screen.add(bar(" mcshark view: keys", width));
        List<String> lines = help();
        for (int i = 0; i < height - LINES_OF_BOARD_ASIDE; i++) {
            screen.add(fit(new AttributedString(i < lines.size() ? " " + lines.get(i) : ""), width));
        }
        screen.add(bar(" any key goes back", width));
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
        return bar(width < Columns.NARROW_BELOW ? KEYS_NARROW : KEYS, width);
    }

    /** The text of a prompt; a filter in the colour of what it is so far, with the reason behind it. */
    private void typed(Prompt prompt, AttributedStringBuilder line) {
        String text = prompt.text();
        FilterState state = FilterState.of(prompt);
        line.append(text.substring(0, state.wrongFrom()));
        line.styled(
                switch (state.state()) {
                    case VALID -> prompt.isFilter() ? theme.good() : AttributedStyle.DEFAULT;
                    case INCOMPLETE -> theme.unfinished();
                    case WRONG -> theme.wrong();
                },
                text.substring(state.wrongFrom()));
        String tail = !prompt.proposal().isEmpty()
                ? prompt.proposal()
                : !browser.message().isEmpty() ? browser.message() : state.reason();
        if (!tail.isEmpty() && !text.isEmpty()) {
            line.styled(theme.faint(), "   " + tail.lines().findFirst().orElse(""));
        }
    }

    /** What a filter is as it stands; other text is always right. */
    private record FilterState(Completion.State state, int wrongFrom, String reason) {
        static FilterState of(Prompt prompt) {
            if (!prompt.isFilter()) {
                return new FilterState(Completion.State.VALID, 0, "");
            }
            Completion now = Completion.at(prompt.text(), prompt.text().length());
            boolean wrong = now.state() == Completion.State.WRONG;
            int from = wrong ? Math.clamp(now.error().from(), 0, prompt.text().length()) : 0;
            return new FilterState(
                    now.state(), from, now.error() == null ? "" : now.error().getMessage());
        }
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
