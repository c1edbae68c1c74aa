package io.mcshark.cli;

import io.mcshark.decoder.filter.Filter;
import io.mcshark.decoder.filter.FilterException;
import io.mcshark.decoder.filter.Macros;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Display filters with the macros that a person keeps in {@code mcshark/macros} in the folder for configuration
 * ({@code $XDG_CONFIG_HOME}, or {@code ~/.config}). The file is read only for filters that use some.
 */
public final class DisplayFilters {
    /** What is said about a filter on fields that need state. */
    static final String STATE =
            "Analyses all packets in their order, on one thread, to know these fields; what is known only at the"
                    + " end, that something is missing, is on no packet.";

    private DisplayFilters() {}

    /** Tells that packets are analysed for what a filter, or a column, asks about them. */
    public static void tellState(Console console) {
        console.err().println(Main.PREFIX + "analysing all packets in their order, for fields that need it");
    }

    /** Where macros are kept. */
    static Path file() {
        String folder = System.getenv("XDG_CONFIG_HOME");
        boolean given = folder != null && Path.of(folder).isAbsolute(); // relative ones count for nothing, says XDG
        Path config = given ? Path.of(folder) : Path.of(System.getProperty("user.home", "/"), ".config");
        return config.resolve("mcshark").resolve("macros");
    }

    /** As {@link Filter#compile(String)}, with macros. */
    public static Filter compile(String text) throws FilterException {
        return Macros.isIn(text) ? Filter.compile(text, macros()) : Filter.compile(text);
    }

    /**
     * The macros there are; none when there is no file.
     *
     * @throws UserError for a file that is none of macros
     */
    static Macros macros() {
        Path file = file();
        try {
            return Macros.parse(Files.readAllLines(file));
        } catch (NoSuchFileException e) {
            return Macros.parse(List.of());
        } catch (MalformedInputException e) {
            throw new UserError(file + ": is not text in UTF-8");
        } catch (IOException e) {
            throw new UserError(file + ": cannot be read");
        } catch (IllegalArgumentException e) {
            throw new UserError(file + ": " + e.getMessage());
        }
    }

    static void list(PrintWriter out) {
        Macros macros = macros();
        macros.all().forEach((name, body) -> out.println(name + " = " + body));
        out.println((macros.all().isEmpty() ? "No macros; they are kept in " : "# ") + file());
    }
}
