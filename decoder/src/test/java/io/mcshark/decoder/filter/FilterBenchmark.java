package io.mcshark.decoder.filter;

import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.protocol.Glimpse;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Nanoseconds per packet of a filter, walk included, beside hand-written access to the same fields in the same run. Not a
 * test; to run it:
 *
 * <pre>
 * mvn -q package -pl decoder -am -DskipTests
 * java -cp decoder/target/classes:decoder/target/test-classes io.mcshark.decoder.filter.FilterBenchmark [FILTER]…
 * </pre>
 *
 * The frames are Ethernet, IPv4 and UDP to 16 groups and 4 ports, so that one in 64 passes the first filter. Each figure is the
 * best of several rounds; start the program several times, compilers differ from run to run.
 */
public final class FilterBenchmark {
    private static final int FRAMES = 4096, BYTES = 128, ROUNDS = 400, PASSES = 10;
    private static final Protocol IP = Catalogue.get("ip").protocol(),
            UDP = Catalogue.get("udp").protocol();
    private static final Field DST = Catalogue.get("ip.dst").fields().getFirst(),
            PORT = Catalogue.get("udp.dstport").fields().getFirst();

    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final MemorySegment frames;
    private final Frame frame = new Frame();
    private long matched;

    private FilterBenchmark(Arena arena) {
        frames = arena.allocate((long) FRAMES * BYTES);
        Random random = new Random(1);
        for (int i = 0; i < FRAMES; i++) {
            long at = (long) i * BYTES;
            put(at, 0x01005e000000L + random.nextInt(16), 6);
            put(at + 6, 0x020000000001L, 6);
            put(at + 12, 0x0800, 2);
            put(at + 14, 0x4500_0000L | BYTES - 14, 4);
            put(at + 22, 0x0111, 2);
            put(at + 26, 0x0a000001, 4);
            put(at + 30, 0xef000000L + random.nextInt(16), 4);
            put(at + 34, 5000, 2);
            put(at + 36, 5516 + random.nextInt(4), 2);
            put(at + 38, BYTES - 34, 2);
        }
    }

    private void put(long at, long value, int count) {
        for (int i = count - 1; i >= 0; i--, value >>>= 8) {
            frames.set(ValueLayout.JAVA_BYTE, at + i, (byte) value);
        }
    }

    public static void main(String[] filters) throws FilterException {
        try (Arena arena = Arena.ofConfined()) {
            FilterBenchmark bench = new FilterBenchmark(arena);
            String[] chosen =
                    filters.length > 0 ? filters : new String[] {"ip.dst == 239.0.0.7 && udp.dstport == 5516"};
            bench.raw();
            double walk = bench.measure("walk alone", f -> true);
            double hand = bench.measure("hand-written", FilterBenchmark::byHand);
            bench.measure("static final Field", FilterBenchmark::byField);
            for (String text : chosen) {
                Filter filter = Filter.compile(text);
                bench.glimpsed(filter);
                double ns = bench.measure(text, filter::test);
                System.out.printf(
                        Locale.ROOT, "%28s %.2f times hand-written, %.2f of the walk%n", "", ns / hand, ns / walk);
            }
        }
    }

    private static boolean byHand(Frame f) {
        int ip = f.first(IP);
        int udp = f.first(UDP);
        return ip >= 0 && f.i32(f.at(ip) + 16) == 0xef000007 && udp >= 0 && f.u16(f.at(udp) + 2) == 5516;
    }

    private static boolean byField(Frame f) {
        int ip = f.first(IP);
        int udp = f.first(UDP);
        return ip >= 0 && DST.get(f, f.at(ip)) == 0xef000007L && udp >= 0 && PORT.get(f, f.at(udp)) == 5516;
    }

    private double measure(String what, Predicate<Frame> filter) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            matched = 0;
            for (int pass = 0; pass < PASSES; pass++) {
                scan(filter);
            }
            best = Math.min(best, (System.nanoTime() - start) / (double) (FRAMES * PASSES));
        }
        System.out.printf(Locale.ROOT, "%7.2f ns  %-40s  %d of %d%n", best, what, matched / PASSES, FRAMES);
        return best;
    }

    /** As a scan of a file does it: what cannot pass is not walked. */
    private void glimpsed(Filter filter) {
        Glimpse glimpse = new Glimpse();
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            matched = 0;
            for (int pass = 0; pass < PASSES; pass++) {
                for (int i = 0; i < FRAMES; i++) {
                    long at = (long) i * BYTES;
                    if (glimpse.aim(frames, at, BYTES, 1) && !filter.mayPass(glimpse)) {
                        frame.passOver(i, i + 1);
                        continue;
                    }
                    frame.wrap(frames, at, BYTES, BYTES, i, i + 1, 1);
                    if (filter.test(frame)) {
                        matched++;
                    }
                }
            }
            best = Math.min(best, (System.nanoTime() - start) / (double) (FRAMES * PASSES));
        }
        System.out.printf(
                Locale.ROOT, "%7.2f ns  %-40s  %d of %d%n", best, "with a glimpse first", matched / PASSES, FRAMES);
    }

    /** The bytes alone, at places known beforehand: what no walk can beat. */
    private void raw() {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            matched = 0;
            for (int pass = 0; pass < PASSES; pass++) {
                scanRaw();
            }
            best = Math.min(best, (System.nanoTime() - start) / (double) (FRAMES * PASSES));
        }
        System.out.printf(
                Locale.ROOT, "%7.2f ns  %-40s  %d of %d%n", best, "raw bytes, no walk", matched / PASSES, FRAMES);
    }

    private void scanRaw() {
        for (long at = 0; at < (long) FRAMES * BYTES; at += BYTES) {
            if (frames.get(U16, at + 12) == 0x0800
                    && frames.get(ValueLayout.JAVA_BYTE, at + 23) == 17
                    && frames.get(U32, at + 30) == 0xef000007
                    && frames.get(U16, at + 36) == 5516) {
                matched++;
            }
        }
    }

    private void scan(Predicate<Frame> filter) {
        for (int i = 0; i < FRAMES; i++) {
            frame.wrap(frames, (long) i * BYTES, BYTES, BYTES, i, i + 1, 1);
            if (filter.test(frame)) {
                matched++;
            }
        }
    }
}
