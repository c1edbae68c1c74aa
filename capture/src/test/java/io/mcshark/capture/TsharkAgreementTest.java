package io.mcshark.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcshark.pcaps.Pcaps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Number, lengths and time of every packet of every test capture are tshark's. */
class TsharkAgreementTest {
    private static final String[] TSHARK = {
        "tshark",
        "-n",
        "-T",
        "fields",
        "-e",
        "frame.number",
        "-e",
        "frame.len",
        "-e",
        "frame.cap_len",
        "-e",
        "frame.time_epoch",
        "-r"
    };

    static Stream<Path> captures() {
        return Pcaps.all().stream();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void framesAreTsharks(Path capture) throws Exception {
        List<String> expected = tshark(capture);
        List<String> actual = new ArrayList<>();
        try (PacketReader reader = PacketReader.open(capture)) {
            while (reader.next()) {
                long seconds = Math.floorDiv(reader.nanos(), 1_000_000_000L);
                String time = String.format(Locale.ROOT, "%d.%09d", seconds, reader.nanos() - seconds * 1_000_000_000L);
                actual.add(reader.number() + "\t" + reader.length() + "\t" + reader.captured() + "\t"
                        + (reader.timed() ? time : ""));
            }
            assertNull(reader.damage());
        }
        assertEquals(expected, actual);
    }

    private static List<String> tshark(Path capture) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(TSHARK));
        command.add(capture.toString());
        Process process = null;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "tshark is not installed");
        }
        List<String> lines =
                new String(process.getInputStream().readAllBytes()).lines().toList();
        assertEquals(0, process.waitFor());
        return lines;
    }
}
