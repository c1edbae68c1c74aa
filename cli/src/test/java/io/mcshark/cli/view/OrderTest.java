package io.mcshark.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTest {
    /** Values as narrow as lengths, and too wide to stand beside a row's number: times, and the whole range. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8, 20, 40, 47, 50, 63, 64})
    void numbersAreAsAListWouldSortThem(int bits) {
        Random random = new Random(bits);
        List<Long> values = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            // some of them alike but for their last bits
            values.add(i % 3 == 0 ? 7L : i % 3 == 1 ? random.nextLong() >> 64 - bits : 1000L + random.nextInt(5));
        }
        for (boolean falling : new boolean[] {false, true}) {
            Order.Values some = new Order.Values(values.size());
            values.forEach(some::add);
            Order order = some.order(falling);
            List<Integer> expected = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                expected.add(i);
            }
            Comparator<Integer> rising = Comparator.comparing(values::get);
            expected.sort(falling ? rising.reversed() : rising);
            for (int place = 0; place < expected.size(); place++) {
                assertEquals((long) expected.get(place), order.at(place));
                assertEquals(place, order.of(expected.get(place)));
            }
            assertEquals(values.size(), order.at(values.size()), "rows that came later");
        }
    }

    @Test
    void textsAreSortedAsPeopleExpect() {
        Order.Values some = new Order.Values(4);
        List.of("239.1.1.10", "239.1.1.9", "", "239.1.1.10").forEach(some::add);
        Order order = some.order(false);
        assertEquals(List.of(2L, 1L, 0L, 3L), List.of(order.at(0), order.at(1), order.at(2), order.at(3)));
        assertEquals(0, new Order.Values(0).order(true).at(0));
    }

    @Test
    void saysWhenThereAreTooManyTexts() {
        Order.Values some = new Order.Values(100, 1000);
        List<Boolean> taken = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            taken.add(some.add("text " + i % 10));
        }
        assertTrue(taken.getFirst());
        assertFalse(taken.getLast());
        assertEquals(7, Collections.frequency(taken, true));
    }
}
