package io.mcshark.decoder.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A filter allocates nothing per frame, whichever way it reads. */
class AllocationTest {
    private static final int PASSES = 2000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ip.dst == 239.0.0.7 && udp.dstport == 5516",
                "ip.addr != 10.0.0.1 or not igmp.maddr == 239.0.0.0/8",
                "udp.port in {53, 5353, 1000 .. 2000, 1900, 1, 2, 3, 4, 5}",
                "udp.srcport == udp.dstport or udp.port in {1 .. udp.srcport}",
                "eth.dst[0:3] == 01:00:5e or eth.dst[0,5] == 01:01 or frame[-1] & 1",
                "ip.src[0:2] == ip.dst[0:2] and ip.src == frame[26:4]",
                "frame contains \"none\" or udp contains ip.dst",
                "frame.protocols contains \"igmp\" and frame.protocols != \"x\" and frame.protocols == frame.protocols",
                "ip.dsfield & 0xe0 == 0xc0 or ip.dst & 240.0.0.0 == 224.0.0.0",
                "len(udp.payload) + 1 == 7 or max(udp.port) - 5 > 6000 or abs(ip.ttl - 16) == 3 or count(ip) > 2",
                "upper(frame.protocols) contains \"NONE\" or string(ip.src) == \"1.1.1.1\" or vals(igmp.type) == \"x\"",
                "frame matches \"no.*ne|(a|b)*c{3}$\" or frame.protocols matches \"^eth.*x\" or @ip.ttl == 33",
                "same_record(igmp.maddr == 239.1.1.1 and igmp.record_type == 5) xor ip_multicast(ip.src)",
                "ip.src#2 or frame.time_relative > 3 or igmp.type == \"Leave Group\" or igmp.saddr",
            })
    void nothing(String text) throws FilterException {
        Frames frames = new Frames();
        Filter filter = Filter.compile(text);
        scan(frames, filter);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        // The first reading may itself allocate.
        threads.getThreadAllocatedBytes(thread);
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5; attempt++) {
            long before = threads.getThreadAllocatedBytes(thread);
            scan(frames, filter);
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        assertEquals(0, least / (PASSES * (long) Frames.count()), least + " bytes in a scan");
    }

    private static void scan(Frames frames, Filter filter) {
        for (int pass = 0; pass < PASSES; pass++) {
            for (int number = 1; number <= Frames.count(); number++) {
                filter.test(frames.frame(number));
            }
        }
    }
}
