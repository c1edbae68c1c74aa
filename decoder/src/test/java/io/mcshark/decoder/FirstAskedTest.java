package io.mcshark.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Several threads ask for protocols at the same time, in different orders, in a JVM where none is declared yet. */
class FirstAskedTest {
    private static final int RUNS = 6, THREADS = 4, LONG_SECONDS = 60;

    @Test
    void everyProtocolIsDeclaredOnce() throws IOException, InterruptedException {
        String paths = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String names = "";
        for (int run = 0; run < RUNS; run++) {
            Process java = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            paths,
                            FirstAskedTest.class.getName(),
                            String.valueOf(run))
                    .redirectErrorStream(true)
                    .start();
            String out = new String(java.getInputStream().readAllBytes());
            assertTrue(java.waitFor(LONG_SECONDS, TimeUnit.SECONDS));
            assertEquals(0, java.exitValue(), out);
            names = names.isEmpty() ? out : names;
            assertEquals(names, out, "run " + run);
        }
    }

    /** Prints how many names of fields there are; ends by itself when threads wait for one another. */
    public static void main(String[] args) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            List<String> names = new ArrayList<>(Protocols.names());
            Collections.shuffle(names, new Random(i + THREADS * Long.parseLong(args[0])));
            Thread thread = new Thread(() -> {
                names.forEach(Protocols::named);
                done.countDown();
            });
            thread.setDaemon(true);
            thread.start();
        }
        if (!done.await(LONG_SECONDS / 2, TimeUnit.SECONDS)) {
            System.exit(1);
        }
        int homes = Catalogue.all().values().stream()
                .mapToInt(entry -> entry.fields().size())
                .sum();
        System.out.println(Catalogue.all().size() + " names, " + homes + " fields");
    }
}
