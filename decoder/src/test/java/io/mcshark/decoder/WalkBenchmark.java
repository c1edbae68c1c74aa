package io.mcshark.decoder;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * Nanoseconds per packet of the walk alone: finding the layers, reading no field. Not a test; to run it:
 *
 * <pre>
 * mvn -q package -pl decoder -am -DskipTests
 * java -XX:+UseSerialGC -cp decoder/target/classes:decoder/target/test-classes io.mcshark.decoder.WalkBenchmark [SAVEFILE]
 * </pre>
 *
 * SAVEFILE is a little-endian pcap file. Its first packets are walked again and again, no more than stay in the processor's
 * caches: whoever reads a file has just brought them there. Without one, the frames are Ethernet, IPv4 and UDP to 16 groups and
 * 4 ports. The figure is the best of many rounds; compilers differ from run to run, so start the program several times, on old
 * and new classes in turn.
 */
public final class WalkBenchmark {
    private static final int MOST = 4096, MOST_BYTES = 1 << 20, ROUNDS = 400, PASSES = 10;
    private static final ValueLayout.OfInt LE32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int FILE_HEADER = 24, LINK_TYPE = 20, PACKET_HEADER = 16, CAPTURED = 8, LENGTH = 12;
    private static final int BYTES = 142;

    private final Frame frame = new Frame();
    private final MemorySegment bytes;
    private final int linkType;
    private final long[] at = new long[MOST];
    private final int[] captured = new int[MOST];
    private final int[] length = new int[MOST];
    private int count;

    /** The first packets of a savefile. */
    private WalkBenchmark(Path savefile) throws IOException {
        try (FileChannel file = FileChannel.open(savefile)) {
            ByteBuffer beginning = ByteBuffer.allocateDirect((int) Math.min(file.size(), MOST_BYTES));
            while (beginning.hasRemaining() && file.read(beginning) >= 0) {}
            bytes = MemorySegment.ofBuffer(beginning.flip());
        }
        linkType = bytes.get(LE32, LINK_TYPE);
        long next = FILE_HEADER;
        while (count < MOST && next + PACKET_HEADER <= bytes.byteSize()) {
            at[count] = next + PACKET_HEADER;
            captured[count] = bytes.get(LE32, next + CAPTURED);
            length[count] = bytes.get(LE32, next + LENGTH);
            next = at[count] + captured[count];
            if (next <= bytes.byteSize()) {
                count++;
            }
        }
    }

    /** Frames made here. */
    private WalkBenchmark() {
        bytes = Arena.ofAuto().allocate((long) MOST * BYTES);
        linkType = 1;
        Random random = new Random(1);
        for (count = 0; count < MOST; count++) {
            long start = (long) count * BYTES;
            at[count] = start;
            captured[count] = BYTES;
            length[count] = BYTES;
            int group = random.nextInt(16);
            put(start, 0x01005e000000L + group, 6);
            put(start + 6, 0x020000000001L, 6);
            put(start + 12, 0x0800, 2);
            put(start + 14, 0x4500_0000L | BYTES - 14, 4);
            put(start + 22, 0x0111, 2);
            put(start + 26, 0x0a000001, 4);
            put(start + 30, 0xef000000L + group, 4);
            put(start + 34, 5000, 2);
            put(start + 36, 5516 + random.nextInt(4), 2);
            put(start + 38, BYTES - 34, 2);
            put(start + 42, random.nextLong(), 8);
        }
    }

    private void put(long position, long value, int size) {
        for (int i = size - 1; i >= 0; i--, value >>>= 8) {
            bytes.set(ValueLayout.JAVA_BYTE, position + i, (byte) value);
        }
    }

    public static void main(String[] args) throws IOException {
        (args.length == 0 ? new WalkBenchmark() : new WalkBenchmark(Path.of(args[0]))).measure();
    }

    private void measure() {
        double best = Double.MAX_VALUE;
        long layers = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            layers = 0;
            for (int pass = 0; pass < PASSES; pass++) {
                layers += walk();
            }
            best = Math.min(best, (System.nanoTime() - start) / (double) (count * PASSES));
        }
        System.out.printf(
                Locale.ROOT,
                "%7.2f ns a packet, %.2f layers, of %d%n",
                best,
                layers / (double) (count * PASSES),
                count);
    }

    private long walk() {
        long layers = 0;
        for (int i = 0; i < count; i++) {
            frame.wrap(bytes, at[i], captured[i], length[i], i, i + 1, linkType);
            layers += frame.depth();
        }
        return layers;
    }
}
