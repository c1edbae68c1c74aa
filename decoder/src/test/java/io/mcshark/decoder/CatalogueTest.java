package io.mcshark.decoder;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every name and every header must keep to. */
class CatalogueTest {
    /** Wireshark's own names with capitals in them; those of PTP and SIP have many. */
    private static final Set<String> CAPITALS = Set.of(
            "ipv6.routing.rpl.cmprI",
            "ipv6.routing.rpl.cmprE",
            "l2tp.Ns",
            "l2tp.Nr",
            "nsh.Obit",
            "nsh.CBit",
            "arcnet.protID");

    /** An address of either family. */
    private static final Set<String> TWO_TYPES = Set.of("mcast.group");

    private static Stream<Header> headers() {
        List<Header> all = new ArrayList<>();
        Protocols.all().forEach(p -> collect(p.header(), all));
        return all.stream();
    }

    private static void collect(Header header, List<Header> all) {
        all.add(header);
        header.items().forEach(item -> {
            if (item instanceof Header part) {
                collect(part, all);
            }
        });
    }

    @Test
    void namesAreWellFormedLabelledAndOfOneType() {
        assertAll(Catalogue.all().values().stream().map(entry -> () -> checkName(entry)));
    }

    /** Tables of names are read when first asked for; a name given twice would be found out by a packet. */
    @Test
    void tablesOfNamesCanBeRead() {
        assertAll(Catalogue.all().values().stream()
                .flatMap(entry -> entry.fields().stream())
                .filter(field -> field.names() != null)
                .map(field -> () -> assertFalse(field.names().all().isEmpty(), field.name())));
    }

    private static void checkName(Catalogue.Entry entry) {
        assertTrue(
                entry.name().matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)*")
                        || CAPITALS.contains(entry.name())
                        || entry.name().startsWith("ptp.")
                        || entry.name().startsWith("rtps.")
                        || entry.name().startsWith("marker.")
                        || entry.name().startsWith("sip."),
                entry.name());
        assertFalse(entry.label().isBlank(), entry.name());
        entry.fields().forEach(field -> {
            boolean same = entry.type() == field.type() || TWO_TYPES.contains(entry.name());
            assertTrue(same, () -> entry.name() + " has homes of different types");
            assertFalse(field.label().isBlank(), field.name());
        });
    }

    @Test
    void headersHaveEachNameOnceAndNoBitTwice() {
        assertAll(headers().map(header -> () -> checkPlaces(header)));
    }

    private static void checkPlaces(Header header) {
        List<Field> fixed = header.items().stream()
                .filter(Field.class::isInstance)
                .map(Field.class::cast)
                .filter(field -> field.width() > 0)
                .toList();
        Set<String> names = new HashSet<>();
        for (Field field : fixed) {
            assertTrue(names.add(field.name()), field.name() + " twice in " + header.label());
            assertTrue(field.bit() + field.width() <= header.bytes() * 8, field.name() + " sticks out");
        }
        for (Field a : fixed) {
            for (Field b : fixed) {
                boolean overlap = a.bit() < b.bit() + b.width() && b.bit() < a.bit() + a.width();
                assertTrue(a == b || !overlap || a.whole() != null || b.whole() != null, a.name() + " and " + b.name());
            }
        }
    }
}
