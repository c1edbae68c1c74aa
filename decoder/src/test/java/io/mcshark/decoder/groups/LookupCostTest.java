package io.mcshark.decoder.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class LookupCostTest {
    /** Everything a packet's generated fields ask, over all kinds of groups. */
    private static long askAll(int rounds) {
        long answers = 0;
        for (int i = 0; i < rounds; i++) {
            int group = 0xe0000000 | i * 0x9e3779b1 >>> 4;
            long high = 0xff00L << 48 | (long) (i & 0xff) << 48 | (long) (i * 31 & 0xff) << 32;
            answers += length(Ipv4Groups.block(group)) + length(Ipv4Groups.name(group));
            answers += length(Ipv4Groups.scope(group).token());
            answers += length(Ipv6Groups.block(high, i)) + length(Ipv6Groups.name(high, i));
            answers += length(Ipv6Groups.scope(high).token())
                    + length(Reach.of(i & 255).token());
            answers += GroupMac.fitIpv4(i, group).ordinal()
                    + GroupMac.fitIpv6(i, i).ordinal();
            answers += Hops.travelled(i & 255, i & 127, i & 0xffff, group);
            answers += Hops.travelled(i & 255, i & 127, i & 0xffff, high, i);
            answers += TtlRange.of(group).most() + (Ipv6Groups.hasEmbeddedRp(high, i) ? 1 : 0);
        }
        return answers;
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }

    @Test
    void lookupsAllocateNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long expected = askAll(100_000); // reads the registries and makes the rows that are asked for
        long id = Thread.currentThread().threadId();
        threads.getThreadAllocatedBytes(id);
        long before = threads.getThreadAllocatedBytes(id);
        long answers = askAll(100_000);
        long allocated = threads.getThreadAllocatedBytes(id) - before;
        assertEquals(expected, answers);
        assertTrue(allocated < 1024, allocated + " bytes allocated by 100,000 rounds");
    }
}
