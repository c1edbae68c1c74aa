package io.mcshark.decoder.filter;

import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Type;
import java.util.List;
import java.util.Objects;

/**
 * What is known of an operand's values before the first packet.
 *
 * @param length bytes of each, for those that are bytes; -1 when it depends on the packet
 * @param width bits of each, for integers; 0 when it is not limited
 * @param entry the field or protocol they come from, for its value names
 * @param text the operand as written, for messages
 */
record Shape(Type type, int length, int width, Catalogue.Entry entry, String text) {
    Shape {
        text = Quote.brief(text);
    }

    static Shape of(Catalogue.Entry entry) {
        if (entry.isProtocol()) {
            return new Shape(Type.BYTES, -1, 0, entry, entry.name());
        }
        int width = 0;
        boolean limited = true;
        boolean alike = true;
        for (Field field : entry.fields()) {
            limited &= field.width() > 0 && field.code() == null;
            alike &= width == 0 || width == field.width();
            width = Math.max(width, field.width());
        }
        int length =
                switch (entry.type()) {
                    case IPV4 -> 4;
                    case ETHER -> 6;
                    case IPV6 -> 16;
                    case BYTES -> limited && alike && width % 8 == 0 ? width / 8 : -1;
                    default -> -1;
                };
        return new Shape(entry.type(), length, limited && width < 64 ? width : 0, entry, entry.name());
    }

    /** Bytes cut out of this, {@code length} of them or, with -1, an unknown number. */
    Shape bytes(int length, String text) {
        return new Shape(Type.BYTES, length, 0, entry, text);
    }

    Shape called(String text) {
        return new Shape(type, length, width, entry, text);
    }

    boolean isInteger() {
        return type == Type.UINT || type == Type.INT || type == Type.BOOL;
    }

    boolean isTime() {
        return type == Type.ABSOLUTE_TIME || type == Type.RELATIVE_TIME;
    }

    /** Whether values are handed over as numbers; the others as bytes. */
    boolean isNumber() {
        return !type.spans() && type != Type.NONE;
    }

    /** Whether values are, or can be looked at as, bytes. */
    boolean hasBytes() {
        return type.spans() || type == Type.IPV4 || type == Type.ETHER;
    }

    boolean isSigned() {
        return type == Type.INT || isTime();
    }

    /** The tables of value names of all its homes. */
    List<Names> names() {
        return entry == null || !isInteger()
                ? List.of()
                : entry.fields().stream()
                        .map(Field::names)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
    }
}
