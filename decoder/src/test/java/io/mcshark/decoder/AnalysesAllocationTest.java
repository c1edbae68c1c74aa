package io.mcshark.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.mcshark.decoder.analysis.Situation;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** All analyses together allocate nothing for what comes again. */
class AnalysesAllocationTest {
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
