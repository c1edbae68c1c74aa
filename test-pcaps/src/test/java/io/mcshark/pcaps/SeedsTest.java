package io.mcshark.pcaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The restored programs in seeds/ hear each other between two namespaces. */
@Tag("live")
class SeedsTest {
    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void eachProgramWorksWithItsCounterpartsBothWays() throws Exception {
        String lab = "mcseedstest" + ProcessHandle.current().pid();
        boolean made = runs("./lab", "up", lab, "1");
        runs("./lab", "down", lab);
        assumeTrue(made, "no network namespaces here (root, iproute2)");
        assumeTrue(
                runs("socat", "-V") && runs("hostname") && runs("python3", "--version"),
                "no socat, hostname or python3 here");
        Process check =
                new ProcessBuilder("seeds/check").redirectErrorStream(true).start();
        String report = new String(check.getInputStream().readAllBytes());
        assertEquals(0, check.waitFor(), report);
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // not installed
        }
    }
}
