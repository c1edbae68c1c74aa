package io.mcshark.cli.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Lab;
import io.mcshark.cli.Main;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code expert -i}: findings are told as they come. */
@Tag("live")
class ExpertLabTest {
    @Test
    void findingsAreToldAsTheyCome() {
        try (Lab lab = Lab.up("expert", 2)) {
            lab.monitor(2);
            Lab.Running text =
                    lab.startMcshark(2, "expert", "-i", "eth0", "--only", "reserved-block-used", "--fail-on", "warn");
            Lab.Running json = lab.startMcshark(2, "expert", "-i", "eth0", "--ndjson", "--only", "reserved-block-used");
            text.await("analysing on eth0");
            json.await("analysing on eth0");
            String told = lab.address(1) + " > 225.1.2.3:5004: in the reserved block";
            assertEquals(
                    0,
                    lab.mcshark(1, "send", "225.1.2.3:5004", "--ttl", "4", "--text", "hello")
                            .code());
            text.await(told);
            json.await("\"id\":\"reserved-block-used\"");
            assertEquals(
                    0,
                    lab.mcshark(1, "send", "225.1.2.3:5004", "--ttl", "4", "--text", "again")
                            .code());
            lab.mcshark(1, "send", "225.1.2.4:5004", "--ttl", "4", "--text", "and more");
            text.await("225.1.2.4:5004");
            json.await("225.1.2.4");
            Lab.Result ended = text.interrupt();
            assertEquals(Main.NO, ended.code());
            assertTrue(ended.out().contains("2 times, "), ended.out());
            assertTrue(ended.out().contains("2 warnings in "), ended.out());
            Lab.Result lines = json.interrupt();
            assertEquals(0, lines.code());
            List<String> objects = lines.out().lines().toList();
            assertEquals(3, objects.size(), "two as they came, the first once more with its count: " + lines.out());
            assertTrue(objects.getLast().contains("\"count\":2,\"suppressed\":1,"), objects.getLast());
        }
    }
}
