package io.mcshark.decoder;

import io.mcshark.decoder.analysis.Situation;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for all analyses, whatever was done to a capture. A packet has its array to itself: no read gets out of it. */
class AnalysesTest {
    private static final int MUTATIONS = 40;

    static Stream<Capture> captures() {
        return Capture.all();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void takeWhatIsCutAtAnyLength(Capture capture) {
        Situation situation = new Situation(verifying());
        Frame f = new Frame(verifying());
        for (int cut = 0; cut <= capture.longest(); cut++) {
            long number = 1;
            for (Capture.Packet packet : capture.packets()) {
                byte[] bytes = packet.bytes();
                give(situation, f, packet, Arrays.copyOf(bytes, Math.min(cut, bytes.length)), number++);
            }
        }
        situation.end(f.nanos());
    }

    @ParameterizedTest
    @MethodSource("captures")
    void takeWhatIsChanged(Capture capture) {
        Situation situation = new Situation(verifying());
        Frame f = new Frame(verifying());
        Random random = new Random(1);
        for (int round = 0; round < MUTATIONS; round++) {
            long number = 1;
            for (Capture.Packet packet : capture.packets()) {
                byte[] bytes = packet.bytes().clone();
                for (int i = random.nextInt(1, 9); i > 0 && bytes.length > 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt(256) : 0xff);
                }
                give(situation, f, packet, bytes, number++);
            }
        }
        situation.end(f.nanos());
    }

    private static Settings verifying() {
        Settings settings = new Settings();
        settings.checksums = true;
        return settings;
    }

    private static void give(Situation situation, Frame f, Capture.Packet packet, byte[] bytes, long number) {
        int length = Math.max(packet.length(), bytes.length);
        f.wrap(MemorySegment.ofArray(bytes), 0, bytes.length, length, packet.nanos(), number, packet.linkType());
        situation.accept(f);
    }
}
