package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LiveRateTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Console console(boolean terminal, boolean watched) {
        return new Console(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), err, terminal)
                .sized(100, 30, watched);
    }

    @Test
    void theRateIsShownInPlaceAndTakenAway() throws InterruptedException {
        AtomicLong count = new AtomicLong();
        LiveRate rate =
                LiveRate.show(console(true, true), true, "sent", () -> count.addAndGet(1000), () -> 100 * count.get());
        while (err.size() == 0) {
            Thread.sleep(10);
        }
        LiveRate.end(rate);
        String text = err.toString(StandardCharsets.UTF_8);
        assertTrue(text.matches("(?s)\r2,000 datagrams sent, [0-9,]+ packets/s, .*bit/s.*\r +\r"), text);
        assertTrue(!text.contains("\n"), "one line");
    }

    @Test
    void nothingIsShownToNobodyNorAmongOtherLines() {
        assertNull(LiveRate.show(console(true, false), true, "sent", () -> 0, () -> 0));
        assertNull(LiveRate.show(console(true, true), false, "sent", () -> 0, () -> 0));
    }
}
