package io.mcshark.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every capture there is, whatever was done to it. */
class EveryCaptureTest {
    private static final int MUTATIONS = 150;

    static Stream<Capture> captures() {
        return Capture.all();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void isDecodedWithinItsBoundsAtEveryLength(Capture capture) {
        Everything all = new Everything();
        for (int cut = 0; cut <= capture.longest(); cut++) {
            Frame f = new Frame(verifying());
            long number = 1;
            for (Capture.Packet packet : capture.packets()) {
                all.wrap(f, packet, Math.min(cut, packet.bytes().length), number++);
            }
        }
        assertTrue(all.visited() > 0);
    }

    @ParameterizedTest
    @MethodSource("captures")
    void isDecodedWithinItsBoundsWithBytesChanged(Capture capture) {
        Everything all = new Everything();
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Random random = new Random(seed);
            Frame f = new Frame(verifying());
            long number = 1;
            for (Capture.Packet packet : capture.packets()) {
                all.wrap(
                        f,
                        mutated(packet.bytes(), random),
                        packet.length(),
                        packet.nanos(),
                        number++,
                        packet.linkType());
            }
        }
        assertTrue(all.visited() > 0);
    }

    /** One to eight bytes changed, most of them where headers are; values that lengths and counts do not like. */
    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        for (int i = random.nextInt(1, 9); i > 0 && changed.length > 0; i--) {
            int at = random.nextInt(random.nextBoolean() ? changed.length : Math.min(changed.length, 64));
            changed[at] = switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> (byte) 0xff;
                case 2 -> (byte) (changed[at] ^ 1 << random.nextInt(8));
                default -> (byte) random.nextInt(256);
            };
        }
        return changed;
    }

    private static Settings verifying() {
        Settings settings = new Settings();
        settings.checksums = true;
        return settings;
    }

    @Test
    void areAllDecodedBeyondTheirLinkLayer() {
        captures().forEach(capture -> {
            Frame f = new Frame();
            Capture.Packet packet = capture.packets().getFirst();
            new Everything().wrap(f, packet, packet.bytes().length, 1);
            assertTrue(f.depth() > 2, capture.name());
        });
    }

    @Test
    void areScannedWithoutAllocation() {
        Scan scan = new Scan();
        assertEquals(0, allocated(scan::run));
    }

    @Test
    void areVisitedWithoutAllocation() {
        Scan scan = new Scan();
        Plan plan = Plan.of(List.of(
                field("ip.dst"),
                field("ip.ttl"),
                field("ip.opt.ra"),
                field("ipv6.dst"),
                field("ipv6.opt.router_alert"),
                field("udp.dstport"),
                field("igmp.maddr"),
                field("eth.trailer")));
        Out out = new Out();
        Plan.Visitor visitor = (field, f, layer, at, end) -> {
            field.put(f, at, end, out);
            return false;
        };
        assertEquals(0, allocated(() -> {
            scan.run(plan, visitor);
            out.clear();
        }));
    }

    private static Field field(String name) {
        return Catalogue.get(name).fields().getFirst();
    }

    /** Bytes that one more run allocates, once everything has been run in. */
    private static long allocated(Runnable run) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 20 && least > 0; i++) {
            run.run();
            long before = threads.getCurrentThreadAllocatedBytes();
            run.run();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    /** All packets that no other one completes, side by side in one segment as in a reader's window. */
    private static final class Scan {
        private final Frame frame = new Frame();
        private final List<Capture.Packet> packets = captures()
                .filter(capture -> !capture.name().startsWith("fragments"))
                .flatMap(capture -> capture.packets().stream())
                .toList();
        private final long[] bases = new long[packets.size()];
        private final MemorySegment window;

        Scan() {
            long size = 0;
            for (int i = 0; i < bases.length; i++) {
                bases[i] = size;
                size += packets.get(i).bytes().length;
            }
            window = Arena.ofAuto().allocate(size);
            for (int i = 0; i < bases.length; i++) {
                byte[] bytes = packets.get(i).bytes();
                MemorySegment.copy(MemorySegment.ofArray(bytes), 0, window, bases[i], bytes.length);
            }
        }

        void run() {
            run(null, null);
        }

        void run(Plan plan, Plan.Visitor visitor) {
            for (int i = 0; i < bases.length; i++) {
                Capture.Packet p = packets.get(i);
                frame.wrap(window, bases[i], p.bytes().length, p.length(), p.nanos(), i + 1, p.linkType());
                if (plan != null) {
                    plan.each(frame, visitor);
                }
            }
        }
    }
}
