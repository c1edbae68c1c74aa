package io.mcshark.decoder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must be known of all protocols before they are declared: their names and order, who follows whom, and who has fields of
 * a name. To declare a protocol takes about as long as to decode ten thousand packets, and few captures hold more than a dozen,
 * so that {@link Protocols} makes each when it is first asked for.
 *
 * <p>{@code protocols.csv} and {@code tables.csv} are made from the declarations; a test holds them to them, and writes them.
 */
final class ProtocolIndex {
    /** In a binding, behind the parent's field: by value, by content, when told. */
    static final char VALUE = '=', CONTENT = '?', TOLD = '~';

    private static final int LIKE = 1, BEGINS = 2, TABLE = 3;

    private static final List<String> NAMES = new ArrayList<>();
    private static final Map<String, Integer> IDS = new HashMap<>();
    private static final List<String> ROWS = new ArrayList<>();
    private static final Map<String, String> TABLES = new HashMap<>();

    // A row is cut when it is asked for: this runs on each start, interpreted.
    static {
        for (String row : lines("protocols.csv")) {
            String name = row.substring(0, row.indexOf(','));
            IDS.put(name, NAMES.size());
            NAMES.add(name);
            ROWS.add(row);
        }
        for (String row : lines("tables.csv")) {
            int comma = row.indexOf(',');
            TABLES.put(row.substring(0, comma), row.substring(comma + 1));
        }
    }

    private ProtocolIndex() {}

    /** All but the first line, which says what the columns are. */
    private static List<String> lines(String resource) {
        try (InputStream in = ProtocolIndex.class.getResourceAsStream(resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            List<String> lines = new ArrayList<>();
            int end;
            for (int at = text.indexOf('\n') + 1; at < text.length(); at = end + 1) {
                end = text.indexOf('\n', at);
                lines.add(text.substring(at, end));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int count() {
        return NAMES.size();
    }

    /** All names; the place of one is the protocol's {@link Protocol#id}. */
    static List<String> names() {
        return NAMES;
    }

    /** The number of a protocol, -1 for no such. */
    static int id(String name) {
        return IDS.getOrDefault(name, -1);
    }

    /** The number of a protocol that there must be. */
    static int known(String name) {
        int id = id(name);
        if (id < 0) {
            throw new AssertionError("no line for " + name + " in protocols.csv");
        }
        return id;
    }

    /** Whether another protocol has the fields of this one ({@link Header#twin}). */
    static boolean hasTwins(String name) {
        return !twins(name).isEmpty();
    }

    /** The protocols that have the same fields as this one, without itself. */
    static List<Integer> twins(String name) {
        List<Integer> twins = new ArrayList<>();
        for (int id = 0; id < ROWS.size(); id++) {
            if (column(id, LIKE).equals(name)) {
                twins.add(id);
            }
        }
        return twins;
    }

    /** Whether a protocol declares fields of that name; perhaps, where it has others that begin so. */
    static boolean mayDeclare(int id, String field) {
        String start = start(field);
        return words(column(id, BEGINS)).contains(start);
    }

    /** What stands in the index for a field's name: what it begins with; the whole of ours, which many protocols have. */
    static String start(String field) {
        int dot = field.indexOf('.');
        return dot < 0 || field.startsWith("mcast.") ? field : field.substring(0, dot);
    }

    /** The fields of a protocol that others hang under. */
    static List<String> tables(int id) {
        return words(column(id, TABLE));
    }

    /** Who hangs under a field: words of a protocol's name, one of {@link #VALUE}, {@link #CONTENT}, {@link #TOLD}, and what is asked for. */
    static List<String> children(String field) {
        return words(TABLES.getOrDefault(field, ""));
    }

    private static String column(int id, int column) {
        return ROWS.get(id).split(",", -1)[column];
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
