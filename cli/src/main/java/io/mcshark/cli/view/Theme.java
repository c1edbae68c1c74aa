package io.mcshark.cli.view;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Protocol;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jline.utils.AttributedStyle;

/**
 * Colours, by what a packet means and what a part of the screen is; for a dark ground, a light one, or without colours: bold,
 * underlined, reversed. Colours are of the 256 that xterm has, and of the first eight on terminals with fewer. No colour says
 * what is not said by a word or a sign, too.
 */
public final class Theme {
    /** What a packet is to somebody who looks for trouble with multicast. */
    enum Meaning {
        PLAIN,
        CONTROL,
        MEDIA,
        DISCOVERY,
        TROUBLE
    }

    // The colours are about these protocols, so they are named.
    private static final Map<String, Meaning> MEANINGS = Map.ofEntries(
            Map.entry("igmp", Meaning.CONTROL),
            Map.entry("pim", Meaning.CONTROL),
            Map.entry("dvmrp", Meaning.CONTROL),
            Map.entry("msdp", Meaning.CONTROL),
            Map.entry("icmpv6", Meaning.CONTROL),
            Map.entry("ospf", Meaning.CONTROL),
            Map.entry("rip", Meaning.CONTROL),
            Map.entry("vrrp", Meaning.CONTROL),
            Map.entry("hsrp", Meaning.CONTROL),
            Map.entry("ptp", Meaning.CONTROL),
            Map.entry("rtp", Meaning.MEDIA),
            Map.entry("rtcp", Meaning.MEDIA),
            Map.entry("mp2t", Meaning.MEDIA),
            Map.entry("moldudp64", Meaning.MEDIA),
            Map.entry("mdns", Meaning.DISCOVERY),
            Map.entry("llmnr", Meaning.DISCOVERY),
            Map.entry("ssdp", Meaning.DISCOVERY),
            Map.entry("sap", Meaning.DISCOVERY),
            Map.entry("nbns", Meaning.DISCOVERY),
            Map.entry("_ws.malformed", Meaning.TROUBLE),
            Map.entry("icmp", Meaning.TROUBLE));

    /** What they are made for. */
    public enum Look {
        PLAIN,
        DARK,
        LIGHT
    }

    /** Colours for one ground and number of colours; -1 is the terminal's own, from {@link #BOLD} on they are bold. */
    private record Palette(int[] meanings, int[] senders, int good, int unfinished, int wrong) {}

    private static final int BOLD = 1000;

    // On a white ground blue, magenta and red of the eight can be read, on a black one all but blue.
    private static final Palette
            DARK =
                    new Palette(
                            new int[] {-1, 81, 114, 176, 203}, new int[] {81, 221, 114, 176, 215, 147}, 114, 221, 203),
            LIGHT = new Palette(new int[] {-1, 25, 22, 90, 160}, new int[] {25, 94, 22, 90, 23, 61}, 22, 94, 160),
            DARK_OF_EIGHT =
                    new Palette(
                            new int[] {-1, 6, 2, BOLD + 5, BOLD + 1},
                            new int[] {6, 3, 2, BOLD + 5, BOLD + 6, BOLD + 3},
                            2,
                            3,
                            BOLD + 1),
            LIGHT_OF_EIGHT =
                    new Palette(
                            new int[] {-1, 4, -1, 5, BOLD + 1},
                            new int[] {4, 5, 1, -1, BOLD + 4, BOLD + 5},
                            4,
                            5,
                            BOLD + 1);
    private static final int MANY = 256, SOME = 8;

    /** COLORFGBG, as rxvt and others set it, ends with the ground's colour of 16; these are dark. */
    private static final int FIRST_LIGHT = 7, DARK_GREY = 8;

    private final Palette palette;
    private final boolean unicode;

    /** On a terminal with 256 colours. */
    Theme(Look look, boolean unicode) {
        this(look, unicode, MANY);
    }

    /**
     * @param unicode whether signs may be more than ASCII
     * @param colours that the terminal has; null where it does not say
     */
    public Theme(Look look, boolean unicode, Integer colours) {
        this.unicode = unicode;
        int count = colours == null ? 0 : colours;
        palette = look == Look.PLAIN || count < SOME
                ? null
                : count < MANY ? look == Look.DARK ? DARK_OF_EIGHT : LIGHT_OF_EIGHT : look == Look.DARK ? DARK : LIGHT;
    }

    /**
     * The look that the environment asks for: {@code NO_COLOR}, {@code MCSHARK_THEME} (dark, light, plain), and else {@code
     * COLORFGBG}, with which terminals tell their colours.
     */
    public static Look look(UnaryOperator<String> environment) {
        String none = environment.apply("NO_COLOR");
        if (none != null && !none.isEmpty()) {
            return Look.PLAIN;
        }
        String asked = environment.apply("MCSHARK_THEME");
        for (Look one : Look.values()) {
            if (one.name().equalsIgnoreCase(asked)) {
                return one;
            }
        }
        String colours = environment.apply("COLORFGBG");
        if (colours != null && colours.matches(".*;[0-9]{1,2}")) {
            int ground = Integer.parseInt(colours.substring(colours.lastIndexOf(';') + 1));
            return ground >= FIRST_LIGHT && ground != DARK_GREY ? Look.LIGHT : Look.DARK;
        }
        return Look.DARK;
    }

    static Meaning meaning(Frame f) {
        Meaning found = Meaning.PLAIN;
        for (int i = 1; i < f.depth(); i++) {
            Protocol p = f.protocol(i);
            Meaning one = MEANINGS.get(p.name());
            found = one == null ? found : one;
        }
        return found;
    }

    private static AttributedStyle coloured(int colour) {
        return colour < 0
                ? AttributedStyle.DEFAULT
                : colour >= BOLD
                        ? AttributedStyle.BOLD.foreground(colour - BOLD)
                        : AttributedStyle.DEFAULT.foreground(colour);
    }

    AttributedStyle of(Meaning meaning) {
        if (palette == null) {
            return meaning == Meaning.TROUBLE ? AttributedStyle.BOLD : AttributedStyle.DEFAULT;
        }
        return coloured(palette.meanings[meaning.ordinal()]);
    }

    /** How packets of one of several senders look; without colours every other one is bold. */
    AttributedStyle sender(int index) {
        if (palette == null) {
            return index % 2 == 1 ? AttributedStyle.BOLD : AttributedStyle.DEFAULT;
        }
        return coloured(palette.senders[index % palette.senders.length]);
    }

    AttributedStyle selected(boolean focused) {
        return focused ? AttributedStyle.DEFAULT.inverse() : AttributedStyle.DEFAULT.underline();
    }

    AttributedStyle bar() {
        return AttributedStyle.DEFAULT.inverse();
    }

    AttributedStyle heading() {
        return AttributedStyle.BOLD;
    }

    /** Of what is typed and right. */
    public AttributedStyle good() {
        return palette == null ? AttributedStyle.DEFAULT : coloured(palette.good);
    }

    /** Of what may become right. */
    public AttributedStyle unfinished() {
        return palette == null ? AttributedStyle.DEFAULT : coloured(palette.unfinished);
    }

    /** Of what is wrong. */
    public AttributedStyle wrong() {
        return palette == null ? AttributedStyle.DEFAULT.underline() : coloured(palette.wrong);
    }

    AttributedStyle mark() {
        return unfinished().bold();
    }

    AttributedStyle faint() {
        return AttributedStyle.DEFAULT.faint();
    }

    // ---- signs

    String open() {
        return unicode ? "▾ " : "- ";
    }

    String closed() {
        return unicode ? "▸ " : "+ ";
    }

    String rule() {
        return unicode ? "─" : "-";
    }

    String wall() {
        return unicode ? "│" : "|";
    }

    /** Behind the heading of the column that rows are sorted by. */
    String sorted(boolean falling) {
        return unicode ? falling ? "▼" : "▲" : falling ? "v" : "^";
    }

    /** How high a bar is, from nothing to full. */
    String bars() {
        return unicode ? " ▁▂▃▄▅▆▇█" : " .:-=+*#@";
    }

    /** Where text was cut. */
    String more() {
        return unicode ? "…" : "~";
    }
}
