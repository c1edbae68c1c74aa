package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;

/** Domain names outside of DNS messages, as options carry them: RFC 1035, 3.1; pointers (RFC 3397, 2) lead backwards within the option. */
final class Labels {
    private static final int POINTER = 0xc0, MAX_CHARACTERS = 255;

    private Labels() {}

    /** One past the bytes of the name at {@code at}; {@code end} where it does not end before. */
    static int after(Frame f, int at, int end) {
        int i = at;
        while (i < end && f.u8(i) != 0) {
            if (f.u8(i) >= POINTER) {
                return Math.min(end, i + 2);
            }
            i += 1 + f.u8(i);
        }
        return Math.min(end, i + 1);
    }

    /** Appends the labels with points between them, as far as they go; {@code base} is where pointers count from, -1 where there are none. */
    static void put(Frame f, int at, int end, int base, Out out) {
        int i = at, characters = 0, limit = end;
        while (i < limit && f.u8(i) != 0 && characters < MAX_CHARACTERS) {
            int length = f.u8(i);
            if (length >= POINTER) {
                int to = i + 2 > end || base < 0 ? i : base + (f.u16(i) & 0x3fff);
                if (to >= i) {
                    return;
                }
                limit = i; // Back only: what loops ends here.
                i = to;
                continue;
            }
            int bytes = Math.min(length, limit - i - 1);
            out.put(characters == 0 ? "" : ".").safe(f.segment(), f.base() + i + 1, bytes);
            characters += bytes + 1;
            i += 1 + length;
        }
    }
}
