package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Fragments;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Type;

/** The fields of the frame that completed a datagram: which frames its fragments came in, what was odd about them. */
final class Reassembled {
    private Reassembled() {}

    /**
     * Declares them at the end of {@code parent}, the header that has the fragment's offset.
     *
     * @param prefix what their names begin with: {@code ip} or {@code ipv6}
     * @param version for the labels: IPv4 or IPv6
     */
    static void declare(Header parent, String prefix, String version) {
        Header whole = parent.then("Reassembled", (f, at, end) -> f.fragments().datagram(at) >= 0);
        // tshark gives the bytes for the one and a mere mark for the other.
        Field all = prefix.equals("ip")
                ? whole.span("fragments", version + " Fragments", Type.BYTES, Reassembled::place)
                : whole.note("fragments", version + " Fragments", (f, at, end) -> true);
        all.called(prefix + ".fragments").hidden();
        Header fragment = whole.entries(version + " Fragment", Reassembled::next);
        fragment.derived("fragment", version + " Fragment in frame", Type.UINT, (f, entry, end) -> f.fragments()
                        .number(entry))
                .called(prefix + ".fragment");
        flag(fragment, prefix, "overlap", "Fragment overlap", Fragments.OVERLAP);
        flag(fragment, prefix, "overlap.conflict", "Conflicting data in fragment overlap", Fragments.CONFLICT);
        flag(fragment, prefix, "multipletails", "Multiple tail fragments found", Fragments.SECOND_TAIL);
        flag(fragment, prefix, "toolongfragment", "Fragment too long", Fragments.TOO_LONG);
        whole.derived("count", "Fragment count", Type.UINT, (f, at, end) -> f.fragments()
                        .count(f.fragments().datagram(at)))
                .called(prefix + ".fragment.count");
        whole.derived("length", "Reassembled " + version + " length", Type.UINT, (f, at, end) -> f.fragments()
                        .length(f.fragments().datagram(at)))
                .called(prefix + ".reassembled.length");
        whole.span("data", "Reassembled " + version + " data", Type.BYTES, Reassembled::place)
                .called(prefix + ".reassembled.data");
    }

    private static void flag(Header fragment, String prefix, String name, String label, int flag) {
        fragment.derived(
                        name,
                        label,
                        Type.BOOL,
                        (f, entry, end) -> (f.fragments().flags(entry) & flag) != 0 ? 1 : Field.ABSENT)
                .called(prefix + ".fragment." + name);
    }

    private static long place(Frame f, int at, int end) {
        int datagram = f.fragments().datagram(at);
        return Field.span(f.fragments().start(datagram), f.fragments().length(datagram));
    }

    private static int next(Frame f, int at, int end, int previous, int index) {
        int datagram = f.fragments().datagram(at);
        return index < f.fragments().count(datagram) ? f.fragments().first(datagram) + index : -1;
    }
}
