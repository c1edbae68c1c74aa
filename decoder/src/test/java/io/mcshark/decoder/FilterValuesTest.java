package io.mcshark.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.filter.Filter;
import io.mcshark.decoder.filter.FilterException;
import io.mcshark.decoder.view.FieldsView;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code -T fields} prints of a field, a filter on the field takes and finds; over all fields, in all captures. */
class FilterValuesTest {
    /** Of each capture; they are much alike after that. */
    private static final int PACKETS = 25;

    private final Map<String, Filter> compiled = new HashMap<>();
    private final Map<Catalogue.Entry, FieldsView> views = new IdentityHashMap<>();
    private final Out out = new Out();
    private int found;

    private Filter filter(String text) {
        return compiled.computeIfAbsent(text, t -> {
            try {
                return Filter.compile(t);
            } catch (FilterException e) {
                throw new AssertionError(t + ": " + e.getMessage(), e);
            }
        });
    }

    private String printed(Catalogue.Entry entry, Frame frame) {
        out.clear();
        views.computeIfAbsent(entry, e -> new FieldsView(List.of(e), FieldsView.Format.FIELDS))
                .show(frame, out);
        return out.toString().strip();
    }

    @Test
    void printedValuesAreTakenAndFound() {
        Capture.all().forEach(capture -> {
            Frame frame = new Frame();
            for (int i = 0; i < Math.min(PACKETS, capture.packets().size()); i++) {
                Capture.Packet packet = capture.packets().get(i);
                MemorySegment bytes = MemorySegment.ofArray(packet.bytes());
                frame.wrap(bytes, 0, packet.bytes().length, packet.length(), packet.nanos(), i + 1, packet.linkType());
                for (Catalogue.Entry entry : Catalogue.all().values()) {
                    check(entry, frame, capture.name() + " " + (i + 1) + " " + entry.name());
                }
            }
        });
        assertTrue(found > 5000, found + " values");
    }

    private void check(Catalogue.Entry entry, Frame frame, String where) {
        String printed = printed(entry, frame);
        boolean there = filter(entry.name()).test(frame);
        // Of bytes and text there may be none: there, and nothing printed.
        assertTrue(there || printed.isEmpty(), where);
        assertTrue(!there || !printed.isEmpty() || entry.type().spans(), where);
        boolean comparable = !entry.isProtocol() && entry.type() != Type.NONE && entry.type() != Type.STRING;
        boolean date = entry.fields().stream().anyMatch(Field::isDate); // words, with commas
        if (!comparable || date || printed.isEmpty()) {
            return;
        }
        String[] values = printed.split(",", -1);
        boolean alike =
                Arrays.stream(values).map(FilterValuesTest::meant).distinct().count() == 1;
        for (String value : values) {
            if (value.isEmpty()) {
                continue;
            }
            String what = where + " " + value;
            assertTrue(filter(entry.name() + " == " + value).test(frame), what);
            assertTrue(filter(entry.name() + " in {" + value + "}").test(frame), what);
            assertTrue(filter(entry.name() + " >= " + value).test(frame), what);
            assertEquals(alike, filter(entry.name() + " === " + value).test(frame), what);
            assertTrue(!filter(entry.name() + " != " + value).test(frame), what);
            found++;
        }
    }

    /** Fields of one name may print the same number in different ways: 0x00 and 0. */
    private static String meant(String value) {
        return value.matches("0x[0-9a-f]{1,15}") ? Long.decode(value).toString() : value;
    }
}
