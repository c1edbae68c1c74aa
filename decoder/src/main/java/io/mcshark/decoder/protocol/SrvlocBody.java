package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Type;

/** Declares what follows the head in messages of a version and function, one element after another. */
final class SrvlocBody {
    private final int version, function;
    private int count;

    SrvlocBody(int version, int function) {
        this.version = version;
        this.function = function;
    }

    private Header next(String label) {
        int element = count++;
        return Srvloc.H.behind(label, (f, at, end) -> is(f, at) ? Srvloc.place(f, at, end, element) : -1);
    }

    private boolean is(Frame f, int at) {
        return f.u8(at) == version && f.u8(at + 1) == function;
    }

    SrvlocBody error(String name, Names names) {
        next("Error").u16(name, "Error Code").names(names);
        return this;
    }

    SrvlocBody number(int bytes, String name, String label) {
        next(label).bits(8 * bytes, name, label);
        return this;
    }

    SrvlocBody time(String name, String label) {
        next(label)
                .skip(32)
                .derived(name, label, Type.ABSOLUTE_TIME, (f, at, end) -> f.u32(at) * 1_000_000_000L)
                .date()
                .plain();
        return this;
    }

    SrvlocBody string(String length, String name, String label) {
        fields(next(label), length, name, label);
        return this;
    }

    /** A string of parts with commas between them, each shown on its own, too. */
    SrvlocBody list(String length, String name, String label) {
        int element = count++;
        Header h = Srvloc.H
                .parts(
                        label,
                        (f, at, end, previous, index) ->
                                index == 0 && is(f, at) ? Srvloc.place(f, at, end, element) : -1,
                        (f, at, end) -> 2 + f.u16(at))
                .untitled();
        fields(h, length, name, label);
        h.parts(
                        "Item",
                        (f, at, end, previous, index) -> {
                            int next = previous < 0 ? at + 2 : Srvloc.comma(f, previous, end) + 1;
                            return next < end ? next : -1;
                        },
                        (f, at, end) -> Srvloc.comma(f, at, end) - at)
                .untitled()
                .span("item", "Item", Type.STRING, (f, at, end) -> Field.span(at, end - at));
        return this;
    }

    SrvlocBody strings(String length, String name, String label) {
        int element = count++;
        Header h = Srvloc.H.parts(
                label,
                (f, at, end, previous, index) -> {
                    int first = is(f, at) ? Srvloc.place(f, at, end, element) : -1;
                    int next = previous < 0 ? first : previous + 2 + f.u16(previous);
                    return first < 0 || index >= f.u16(first - 2) ? -1 : next;
                },
                (f, at, end) -> 2 + f.u16(at));
        fields(h, length, name, label);
        return this;
    }

    /** One URL entry, or as many as the number before says. */
    SrvlocBody urls() {
        int element = count++;
        boolean many = Srvloc.body(version, function).charAt(element) < 'a';
        Header h = Srvloc.H.parts(
                "URL Entry",
                (f, at, end, previous, index) -> {
                    int first = is(f, at) ? Srvloc.place(f, at, end, element) : -1;
                    boolean more = first >= 0 && index < (many ? f.u16(first - 2) : 1);
                    return more
                            ? previous < 0
                                    ? first
                                    : Srvloc.afterUrl(f, previous, end, version == 1, Srvloc.signs(f, at))
                            : -1;
                },
                (f, at, end) -> version == 2
                        ? Srvloc.afterUrl(f, at, end, false, false) - at
                        : Srvloc.afterUrl(f, at, end, true, false) - at);
        if (version == 2) {
            h.u8("url.reserved", "Reserved").hex();
        }
        h.u16("url.lifetime", "URL lifetime");
        int from = version == 2 ? 3 : 2;
        h.u16("url.urllen", "URL Length");
        h.text("url.url", "URL", (f, at, end, out) -> Srvloc.put(f, at, at + from, end, out))
                .plain();
        if (version == 2) {
            blocks(h.behind("Authentication", (f, at, end) -> at + 5 + f.u16(at + 3)), "url.numauths", "Num Auths");
        }
        return this;
    }

    SrvlocBody signed(String name, String label) {
        blocks(next(label), name, label);
        return this;
    }

    private static void fields(Header h, String length, String name, String label) {
        h.u16(length, label + " Length");
        h.text(name, label, (f, at, end, out) -> Srvloc.put(f, at, at, end, out))
                .plain();
    }

    private static void blocks(Header h, String name, String label) {
        h.u8(name, label);
        Header block = h.parts(
                "Authentication Block",
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? at + 1 : Srvloc.afterBlock(f, previous, end);
                    return index < f.u8(at) && next < end ? next : -1;
                },
                (f, at, end) -> Srvloc.afterBlock(f, at, end) - at);
        block.u16("authblkv2_bsd", "BSD").hex();
        block.u16("authblkv2_len", "Length");
        block.skip(32)
                .derived(
                        "authblkv2.timestamp",
                        "Timestamp",
                        Type.ABSOLUTE_TIME,
                        (f, at, end) -> f.u32(at + 4) * 1_000_000_000L)
                .date()
                .plain();
        block.u16("authblkv2.slpspilen", "SLP SPI Length");
        block.text("authblkv2.slpspi", "SLP SPI", (f, at, end, out) -> Srvloc.put(f, at, at + 8, end, out))
                .plain();
    }
}
