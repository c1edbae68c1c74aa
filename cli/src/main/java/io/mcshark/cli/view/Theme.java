package io.mcshark.cli.view;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Protocol;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jline.utils.AttributedStyle;

/**
 * Colours, by what a packet means and what a part of the screen is; for a dark ground, a light one, or without colours: bold,
 * underlined, reversed. Colours are of the 256 that xterm has; JLine takes the nearest one on terminals with fewer.
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

    // Of the 256 colours: by look what packets mean, what is typed, marks, senders.
    private static final int[] DARK_MEANINGS = {-1, 81, 114, 176, 203}, LIGHT_MEANINGS = {-1, 25, 28, 90, 160};
    private static final int[] DARK_SENDERS = {81, 221, 114, 176, 215, 147}, LIGHT_SENDERS = {25, 130, 28, 90, 166, 61};
    private static final int DARK_GOOD = 114, LIGHT_GOOD = 28;
    private static final int DARK_UNFINISHED = 221, LIGHT_UNFINISHED = 130;
    private static final int DARK_WRONG = 203, LIGHT_WRONG = 160;

    /** COLORFGBG, as rxvt and others set it, ends with the ground's colour of 16; these are dark. */
    private static final int FIRST_LIGHT = 7, DARK_GREY = 8;

    private final Look look;
    private final boolean unicode;

    /** @param unicode whether signs may be more than ASCII */
    public Theme(Look look, boolean unicode) {
        this.look = look;
        this.unicode = unicode;
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

    private AttributedStyle coloured(int dark, int light) {
        return switch (look) {
            case PLAIN -> AttributedStyle.DEFAULT;
            case DARK -> AttributedStyle.DEFAULT.foreground(dark);
            case LIGHT -> AttributedStyle.DEFAULT.foreground(light);
        };
    }

    AttributedStyle of(Meaning meaning) {
        if (look == Look.PLAIN) {
            return meaning == Meaning.TROUBLE ? AttributedStyle.BOLD : AttributedStyle.DEFAULT;
        }
        return meaning == Meaning.PLAIN
                ? AttributedStyle.DEFAULT
                : coloured(DARK_MEANINGS[meaning.ordinal()], LIGHT_MEANINGS[meaning.ordinal()]);
    }

    /** How packets of one of several senders look; without colours every other one is bold. */
    AttributedStyle sender(int index) {
        int one = index % DARK_SENDERS.length;
        if (look == Look.PLAIN) {
            return one % 2 == 1 ? AttributedStyle.BOLD : AttributedStyle.DEFAULT;
        }
        return coloured(DARK_SENDERS[one], LIGHT_SENDERS[one]);
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
        return coloured(DARK_GOOD, LIGHT_GOOD);
    }

    /** Of what may become right. */
    public AttributedStyle unfinished() {
        return coloured(DARK_UNFINISHED, LIGHT_UNFINISHED);
    }

    /** Of what is wrong. */
    public AttributedStyle wrong() {
        return look == Look.PLAIN ? AttributedStyle.DEFAULT.underline() : coloured(DARK_WRONG, LIGHT_WRONG);
    }

    AttributedStyle mark() {
        return look == Look.PLAIN
                ? AttributedStyle.BOLD
                : coloured(DARK_UNFINISHED, LIGHT_UNFINISHED).bold();
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
