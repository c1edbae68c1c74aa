package io.mcshark.decoder;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.view.TreeView;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Visits all fields of all layers of a frame and holds it to the bounds contract. */
final class Everything implements Plan.Visitor {
    private static final List<Field> FIELDS =
            Catalogue.all().values().stream()
                    .flatMap(entry -> entry.fields().stream())
                    .collect(Collectors.toSet())
                    .stream()
                    .toList();

    private final Plan plan = Plan.of(FIELDS);
    private final Out out = new Out();
    private final Out scratch = new Out();
    private final TreeView tree = new TreeView();
    private int visited;

    /** Aims {@code f} at a packet in a segment of exactly its size, so that what reads too far throws, and visits it. */
    void wrap(Frame f, byte[] bytes, int length, long nanos, long number, int linkType) {
        f.wrap(MemorySegment.ofArray(bytes), 0, bytes.length, length, nanos, number, linkType);
        visit(f);
    }

    void wrap(Frame f, Capture.Packet packet, int captured, long number) {
        wrap(f, Arrays.copyOf(packet.bytes(), captured), packet.length(), packet.nanos(), number, packet.linkType());
    }

    private void visit(Frame f) {
        for (int i = 0; i < f.depth(); i++) {
            boolean inside = 0 <= f.at(i) && f.at(i) <= f.body(i) && f.body(i) <= f.end(i) && f.end(i) <= f.extent();
            assertTrue(inside, () -> f + " " + Arrays.toString(protocols(f)));
            assertTrue(
                    f.declared(i) >= f.end(i), () -> "declared less than captured in " + Arrays.toString(protocols(f)));
        }
        out.clear();
        plan.each(f, this);
        tree.show(f, out);
        for (int i = 0; i < f.depth(); i++) {
            Protocol p = f.protocol(i);
            p.row(f, i, out);
            p.source(f, i, out);
            p.destination(f, i, out);
            p.remark(f, i, out);
        }
    }

    static String[] protocols(Frame f) {
        String[] names = new String[f.depth()];
        for (int i = 0; i < names.length; i++) {
            names[i] = f.protocol(i) + "@" + f.at(i) + "-" + f.body(i) + "-" + f.end(i);
        }
        return names;
    }

    @Override
    public boolean visit(Field field, Frame f, int layer, int at, int end) {
        visited++;
        field.put(f, at, end, out);
        boolean present = field.present(f, at, end, scratch);
        long place = field.place(f, at, end);
        if (present && place != Field.ABSENT) {
            long from = place >>> 32;
            long to = from + (int) place;
            long limit = field.width() > 0 ? f.end(layer) : f.extent();
            assertTrue((int) place >= 0 && to <= limit, () -> field.name() + " at " + from + "-" + to + " of " + limit);
        }
        return false;
    }

    int visited() {
        return visited;
    }
}
