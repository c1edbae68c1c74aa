package io.mcshark.cli;

import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.view.Clock;
import io.mcshark.decoder.view.FieldsView;
import io.mcshark.decoder.view.HexView;
import io.mcshark.decoder.view.LineView;
import io.mcshark.decoder.view.TextView;
import io.mcshark.decoder.view.TreeView;
import io.mcshark.decoder.view.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;

/** How packets are shown: the options that every command which shows packets has. */
public final class OutputOptions {
    private final List<String> fields = new ArrayList<>();
    private boolean tree;
    private boolean hex;
    private boolean network;
    private boolean payload;
    private boolean ascii;
    private String format;
    private String time = "a";
    private boolean nano;
    private boolean link;
    private boolean eager;
    private boolean quiet;
    private boolean number;

    /** Declares the options; a command calls it for its own. */
    public OutputOptions declare(Options options) {
        options.flag(() -> tree = true, "All fields of each packet, as a tree.", "-V")
                .flag(() -> hex = true, "The whole frame in hexadecimal and characters.", "-x")
                .flag(() -> network = true, "The packet from the network layer on in hexadecimal and characters.", "-X")
                .flag(() -> payload = true, "What the application sent, in hexadecimal and characters.", "--payload")
                .flag(() -> ascii = true, "What the application sent, as text.", "-A")
                .value(
                        String.class,
                        f -> format = f,
                        "FORMAT",
                        "Chosen fields (-e) as fields, json, ndjson or csv.",
                        "-T")
                .values(fields, "FIELD", "A field to print with -T; may be given several times.", "-e")
                .flag(() -> quiet = true, "No packets, only what goes wrong.", "-q", "--quiet")
                .value(
                        String.class,
                        t -> time = t,
                        "a|ad|d|dd|e|r|u|ud",
                        "Time: of day, with date, since the previous packet, since the one shown before, since 1970, "
                                + "since the first, universal, universal with date.",
                        "-t")
                .flag(() -> nano = true, "Times with nine decimals.", "--nano")
                .flag(() -> number = true, "The packet's number before each line.", "-#", "--number")
                .flag(() -> link = true, "Link-layer addresses in each line.", "--link")
                .flag(() -> {}, "Resolve no names; never done, accepted because hands type it.", "-n")
                .flag(() -> eager = true, "Write each packet as soon as it is there.", "-l", "--line-buffered");
        return this;
    }

    /**
     * Has packets written to a savefile, too: then they are shown only if that is asked for in so many words.
     *
     * @param target the file, {@code -} for standard output, or null for none
     */
    public void writes(Path target) {
        if (target == null) {
            return;
        }
        if (target.toString().isEmpty()) {
            throw new UserError("-w: the name of a file is empty");
        }
        if (!asks()) {
            quiet = true;
        } else if (target.toString().equals("-")) {
            throw new UserError("-w -: standard output takes either the savefile or what is shown of the packets");
        }
    }

    /** Refuses to write to what is being read. */
    public static void refuse(Path target, Path source) throws IOException {
        if (Files.isRegularFile(target) && Files.exists(source) && Files.isSameFile(target, source)) {
            throw new UserError(target + ": is being read; write to another file");
        }
    }

    /** Shows no packets. */
    public void quiet() {
        quiet = true;
    }

    /** Numbers the lines. */
    public void number() {
        number = true;
    }

    /** Whether each packet is to be written as soon as it is there. */
    boolean eager() {
        return eager;
    }

    /** Whether a way of showing packets was asked for in so many words; writing a savefile alone shows none. */
    boolean asks() {
        return tree || hex || network || payload || ascii || format != null || !fields.isEmpty() || number || eager;
    }

    /** The views asked for, in the order they are written for each packet; none for {@code -q}. */
    public List<View> views() {
        List<View> views = new ArrayList<>();
        if (format != null || !fields.isEmpty()) {
            views.add(fieldsView());
            return views;
        }
        if (quiet) {
            return views;
        }
        if (tree) {
            views.add(new TreeView());
        } else {
            views.add(new LineView(new Clock(clock(), TimeZone.getDefault(), nano), number, link));
        }
        if (hex) {
            views.add(new HexView(HexView.Part.FRAME));
        }
        if (network) {
            views.add(new HexView(HexView.Part.NETWORK));
        }
        if (payload) {
            views.add(new HexView(HexView.Part.PAYLOAD));
        }
        if (ascii) {
            views.add(new TextView());
        }
        return views;
    }

    private Clock.Format clock() {
        try {
            return Clock.Format.valueOf(time.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UserError("-t " + time + ": give one of a, ad, d, dd, e, r, u, ud");
        }
    }

    private View fieldsView() {
        FieldsView.Format how = FieldsView.Format.FIELDS;
        if (format != null) {
            try {
                how = FieldsView.Format.valueOf(format.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new UserError("-T " + format + ": give one of fields, json, ndjson, csv");
            }
        }
        if (fields.isEmpty()) {
            throw new UserError("-T " + format + " needs the fields to print: -e FIELD, as often as needed");
        }
        return new FieldsView(fields.stream().map(OutputOptions::entry).toList(), how);
    }

    private static Catalogue.Entry entry(String name) {
        Catalogue.Entry entry = Catalogue.get(name);
        if (entry == null) {
            String near = Catalogue.nearest(name);
            throw new UserError("-e " + name + ": no such field"
                    + (near == null ? " (mcshark fields lists them)" : "; did you mean " + near + "?"));
        }
        return entry;
    }
}
