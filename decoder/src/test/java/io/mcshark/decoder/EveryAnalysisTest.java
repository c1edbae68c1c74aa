package io.mcshark.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.management.ThreadMXBean;
import io.mcshark.decoder.analysis.Finding;
import io.mcshark.decoder.analysis.Situation;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All analyses together, over every capture there is: whatever was done to it, they go on and describe what they find. */
class EveryAnalysisTest {
    private static final int MUTATIONS = 60;

    static Stream<Capture> captures() {
        return Capture.all();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void goesOnAtEveryLength(Capture capture) {
        for (int cut = 0; cut <= capture.longest(); cut++) {
            Situation situation = new Situation(verifying());
            Frame f = new Frame(verifying());
            long number = 1;
            for (Capture.Packet packet : capture.packets()) {
                byte[] bytes = Arrays.copyOf(packet.bytes(), Math.min(cut, packet.bytes().length));
                accept(situation, f, bytes, packet, number++);
            }
            finish(situation, f);
        }
    }

    @ParameterizedTest
    @MethodSource("captures")
    void goesOnWithBytesChanged(Capture capture) {
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Random random = new Random(seed);
            Situation situation = new Situation(verifying());
            Frame f = new Frame(verifying());
            long number = 1;
            for (Capture.Packet packet : capture.packets()) {
                accept(situation, f, EveryCaptureTest.mutated(packet.bytes(), random), packet, number++);
            }
            finish(situation, f);
        }
    }

    private static void accept(Situation situation, Frame f, byte[] bytes, Capture.Packet packet, long number) {
        MemorySegment exactly = MemorySegment.ofArray(bytes);
        f.wrap(exactly, 0, bytes.length, packet.length(), packet.nanos(), number, packet.linkType());
        situation.accept(f);
    }

    private static void finish(Situation situation, Frame f) {
        situation.end(f.nanos());
        for (Finding finding : situation.findings().all()) {
            assertFalse(
                    finding.text().isEmpty() || finding.about().isEmpty(),
                    finding.rule().id());
        }
    }

    /** What comes again and again, as streams do, allocates nothing, found or not. */
    @Test
    void aStreamAllocatesNothing() {
        Situation situation = new Situation(verifying());
        Frame f = new Frame(verifying());
        Capture.Packet packet = Capture.named("udp-ttl.pcap").packets().get(3);
        MemorySegment bytes = MemorySegment.ofArray(packet.bytes());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        threads.getThreadAllocatedBytes(thread); // the first reading may itself allocate
        long least = Long.MAX_VALUE;
        int packets = 20_000;
        for (int attempt = 0; attempt < 5; attempt++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 1; i <= packets; i++) {
                f.wrap(bytes, 0, packet.bytes().length, packet.length(), packet.nanos(), i, packet.linkType());
                situation.accept(f);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        assertEquals(0, least / packets, least + " bytes");
    }

    private static Settings verifying() {
        Settings settings = new Settings();
        settings.checksums = true;
        return settings;
    }
}
