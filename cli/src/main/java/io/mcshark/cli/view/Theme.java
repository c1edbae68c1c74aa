package io.mcshark.cli.view;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Protocol;
import java.util.Map;
import org.jline.utils.AttributedStyle;

/** Colours, by what a packet means and what a part of the screen is. Without colours: bold, underlined, reversed. */
final class Theme {
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

    private final boolean colours;

    Theme(boolean colours) {
        this.colours = colours;
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

    AttributedStyle of(Meaning meaning) {
        AttributedStyle plain = AttributedStyle.DEFAULT;
        if (!colours) {
            return meaning == Meaning.TROUBLE ? plain.bold() : plain;
        }
        return switch (meaning) {
            case PLAIN -> plain;
            case CONTROL -> plain.foreground(AttributedStyle.CYAN);
            case MEDIA -> plain.foreground(AttributedStyle.GREEN);
            case DISCOVERY -> plain.foreground(AttributedStyle.MAGENTA);
            case TROUBLE -> plain.foreground(AttributedStyle.RED);
        };
    }

    AttributedStyle selected(boolean focused) {
        return focused ? AttributedStyle.DEFAULT.inverse() : AttributedStyle.DEFAULT.underline();
    }

    AttributedStyle bar() {
        return AttributedStyle.DEFAULT.inverse();
    }

    AttributedStyle heading() {
        return AttributedStyle.DEFAULT.bold();
    }

    AttributedStyle good() {
        return colours ? AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN) : AttributedStyle.DEFAULT;
    }

    AttributedStyle unfinished() {
        return colours ? AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW) : AttributedStyle.DEFAULT;
    }

    AttributedStyle wrong() {
        return colours ? AttributedStyle.DEFAULT.foreground(AttributedStyle.RED) : AttributedStyle.DEFAULT.underline();
    }

    AttributedStyle mark() {
        return colours
                ? AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW).bold()
                : AttributedStyle.BOLD;
    }
}
