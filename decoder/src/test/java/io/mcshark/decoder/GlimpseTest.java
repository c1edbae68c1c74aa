package io.mcshark.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.filter.Filter;
import io.mcshark.decoder.filter.FilterException;
import io.mcshark.decoder.protocol.Glimpse;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is passed over without a walk would not have passed the filter. */
class GlimpseTest {
    private static final int FILTERS = 400, MUTATIONS = 20;

    private static final List<String> TESTS = List.of(
            "udp",
            "tcp",
            "igmp",
            "ip",
            "ipv6",
            "vlan",
            "data",
            "eth.trailer",
            "ip.dst == 239.1.1.1",
            "ip.src == 192.0.2.0/24",
            "ip.addr != 192.0.2.1",
            "ip.addr === 224.0.0.0/3",
            "ip.opt.type",
            "ip.ttl == 1",
            "ip.ttl & 1",
            "ipv6.dst == ff02::/16",
            "ipv6.plen > 20",
            "eth.dst == 01:00:5e:01:01:01",
            "eth.addr contains 01:00",
            "eth.type == 0x0800",
            "vlan.id == 5",
            "udp.port in {5000 .. 5010}",
            "udp.srcport == udp.dstport",
            "udp.length > 20",
            "udp.payload contains 61",
            "tcp.flags.syn == 1",
            "tcp.options.mss_val",
            "igmp.maddr == 239.0.0.0/8",
            "mcast.group == 239.1.1.1",
            "mcast.scope == \"admin-scoped\"",
            "frame.len > 60",
            "frame.number < 5",
            "_ws.malformed",
            "ip.src#1 == 192.0.2.1");

    private final Random random = new Random(9);

    private String filter(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(4)) {
            case 0 -> TESTS.get(random.nextInt(TESTS.size()));
            case 1 -> "not (" + filter(depth - 1) + ")";
            case 2 -> "(" + filter(depth - 1) + ") and (" + filter(depth - 1) + ")";
            default -> "(" + filter(depth - 1) + ") or (" + filter(depth - 1) + ")";
        };
    }

    @Test
    void whatMayNotPassDoesNot() throws FilterException {
        List<Filter> filters = new ArrayList<>();
        for (int i = 0; i < FILTERS; i++) {
            filters.add(Filter.compile(i < TESTS.size() ? TESTS.get(i) : filter(3)));
        }
        Glimpse glimpse = new Glimpse();
        Frame frame = new Frame();
        int over = 0;
        for (Capture capture : Capture.all().toList()) {
            long number = 1;
            for (Capture.Packet packet : capture.packets()) {
                for (int i = 0; i <= MUTATIONS; i++) {
                    byte[] bytes = packet.bytes().clone();
                    for (int k = random.nextInt(3); i > 0 && k >= 0 && bytes.length > 0; k--) {
                        bytes[random.nextInt(Math.min(bytes.length, 70))] = (byte) random.nextInt();
                    }
                    MemorySegment segment = MemorySegment.ofArray(bytes);
                    if (!glimpse.aim(segment, 0, bytes.length, packet.linkType())) {
                        continue;
                    }
                    frame.wrap(segment, 0, bytes.length, packet.length(), packet.nanos(), number++, packet.linkType());
                    for (Filter filter : filters) {
                        if (!filter.mayPass(glimpse)) {
                            over++;
                            assertFalse(
                                    filter.test(frame), () -> filter + " passes over a packet of " + capture.name());
                        }
                    }
                }
            }
        }
        assertTrue(over > 10_000, over + " passed over");
    }

    @Test
    void whatOtherPacketsNeedIsNotPlain() {
        String addresses = "01005e010101020000000001";
        String ports = "1388138900100000 0000000000000000";
        assertTrue(isPlain(addresses + "0800 4500 0024 0000 0000 0111 0000 c0000201 ef010101" + ports));
        assertTrue(isPlain(addresses + "81000005 0800 4500 0024 0000 0000 0111 0000 c0000201 ef010101" + ports));
        assertFalse(isPlain(addresses + "0800 4500 0024 0000 2000 0111 0000 c0000201 ef010101" + ports), "a fragment");
        assertFalse(isPlain(addresses + "0800 4500 0024 0000 0001 0111 0000 c0000201 ef010101" + ports), "the last");
        assertFalse(isPlain(addresses + "0800 4500 0024 0000 0000 0129 0000 c0000201 ef010101" + ports), "a tunnel");
        assertFalse(isPlain(addresses + "0800 4500 001b 0000 0000 0111 0000 c0000201 ef010101" + ports), "no room");
        assertFalse(isPlain(addresses + "0800 4600 0028 0000 0000 0111 0000 c0000201 ef010101 94040000" + ports));
    }

    private static boolean isPlain(String hex) {
        byte[] bytes = Decoded.bytes(hex);
        return new Glimpse().aim(MemorySegment.ofArray(bytes), 0, bytes.length, 1);
    }

    @Test
    void timesGoOnOverWhatIsPassedOver() {
        Frame frame = new Frame();
        byte[] bytes = new byte[60];
        frame.passOver(1000, 1);
        frame.passOver(3000, 2);
        frame.wrap(MemorySegment.ofArray(bytes), 0, 60, 60, 3500, 3, 1);
        assertEquals(1000, frame.firstNanos());
        assertEquals(3000, frame.previousNanos());
    }
}
