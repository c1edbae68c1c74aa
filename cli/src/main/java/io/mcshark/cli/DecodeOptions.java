package io.mcshark.cli;

import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Protocols;
import io.mcshark.decoder.Settings;
import io.mcshark.decoder.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How packets are decoded: the options that every command which decodes has. */
public final class DecodeOptions {
    /** The protocols that can be; by hand, since asking for them would wait for all protocols to be declared. */
    static final String GUESSABLE = "artnet, moldudp64, mp2t, probe, rtcp, rtp, rtps";

    private final List<String> told = new ArrayList<>();
    private String guess;

    /** Declares the options; a command calls it for its own. */
    public DecodeOptions declare(Options options) {
        options.value(
                        String.class,
                        names -> guess = names,
                        "NAMES",
                        "Recognise these protocols by content, too, where no port says what it is: " + GUESSABLE
                                + "; all; none for not even those that tshark recognises.",
                        "--guess")
                .values(
                        told,
                        "FIELD==VALUE,PROTOCOL",
                        "Decode as told: udp.port==5004,rtp or udp.port==5000-5010,rtp; may be given several times.",
                        "-d");
        return this;
    }

    /** Whether anything was asked for. */
    public boolean given() {
        return guess != null || !told.isEmpty();
    }

    /** The settings asked for: guessing what tshark does by default, unless told otherwise. */
    public Settings settings() {
        return apply(new Settings());
    }

    /** The same where everything is guessed unless told otherwise: for people who look at packets, not for scripts. */
    public Settings guessing() {
        Settings settings = new Settings();
        settings.guess = all();
        return apply(settings);
    }

    private Settings apply(Settings settings) {
        if (guess != null) {
            settings.guess = guesses(new Settings().guess);
        }
        told.forEach(one -> tell(one, settings));
        return settings;
    }

    private static Set<String> all() {
        return Set.of(GUESSABLE.split(", "));
    }

    private Set<String> guesses(Set<String> usual) {
        Set<String> names = new HashSet<>(usual);
        for (String name : guess.split(",", -1)) {
            switch (name.strip()) {
                case "none" -> names.clear();
                case "all" -> names.addAll(all());
                case String one when all().contains(one) -> names.add(one);
                default -> throw new UserError("--guess " + name + ": give some of " + GUESSABLE + "; or all, or none");
            }
        }
        return names;
    }

    private static void tell(String text, Settings settings) {
        int equal = text.indexOf("==");
        int comma = text.lastIndexOf(',');
        if (equal <= 0 || comma < equal) {
            throw new UserError("-d " + text + ": give FIELD==VALUE,PROTOCOL, such as udp.port==5004,rtp");
        }
        String selector = text.substring(0, equal).strip();
        Table table = table(text, selector);
        long[] range = range(text, text.substring(equal + 2, comma).strip());
        String name = text.substring(comma + 1).strip();
        if (!table.able().contains(name)) {
            throw new UserError("-d " + text + ": " + unable(name) + "; by " + selector + " go "
                    + table.able().stream().sorted().collect(Collectors.joining(", ")));
        }
        settings.decodeAs(table, (int) range[0], (int) range[1], Protocols.named(name));
    }

    private static String unable(String name) {
        return Protocols.names().contains(name) ? name + " cannot be decoded there" : "no protocol " + name;
    }

    private static Table table(String text, String selector) {
        Catalogue.Entry entry = Catalogue.get(selector);
        if (entry != null) {
            for (Field field : entry.fields()) {
                if (field.table() != null) {
                    return field.table();
                }
            }
        }
        throw new UserError("-d " + text + ": " + (entry == null ? "no field " : "nothing is chosen by ") + selector
                + "; give one of " + String.join(", ", selectors()));
    }

    private static List<String> selectors() {
        return Catalogue.all().values().stream()
                .filter(e -> e.fields().stream()
                        .anyMatch(f -> f.table() != null && !f.table().able().isEmpty()))
                .map(Catalogue.Entry::name)
                .toList();
    }

    private static long[] range(String text, String values) {
        int dash = values.indexOf('-', 1);
        try {
            long first =
                    Long.decode(dash < 0 ? values : values.substring(0, dash).strip());
            long last =
                    dash < 0 ? first : Long.decode(values.substring(dash + 1).strip());
            if (first >= 0 && first <= last && last <= Integer.MAX_VALUE) {
                return new long[] {first, last};
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new UserError("-d " + text + ": " + values + " is no number and no range such as 5000-5010");
    }
}
