package io.mcshark.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChosenTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64, 5000, 1_000_000})
    void findsRowsAndNumbersAsAListWould(int oneIn) {
        Random random = new Random(oneIn);
        Chosen chosen = new Chosen();
        List<Long> numbers = new ArrayList<>();
        for (long number = 1; number <= 100_000; number++) {
            boolean passes = random.nextInt(oneIn) == 0;
            chosen.add(passes);
            if (passes) {
                numbers.add(number);
            }
        }
        assertEquals(numbers.size(), chosen.count());
        for (int row = 0; row < numbers.size(); row++) {
            assertEquals(numbers.get(row), chosen.number(row));
            assertEquals(row, chosen.row(numbers.get(row)));
        }
        assertEquals(0, chosen.number(numbers.size()));
        assertEquals(0, chosen.number(-1));
        assertEquals(numbers.size(), chosen.row(1_000_000));
    }
}
