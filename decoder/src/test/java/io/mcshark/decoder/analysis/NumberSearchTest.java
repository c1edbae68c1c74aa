package io.mcshark.decoder.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.analysis.streams.Limits;
import io.mcshark.decoder.analysis.streams.Streams;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers that nobody declared: found where they are, and nowhere else. */
class NumberSearchTest {
    private final Streams streams = new Streams(Limits.USUAL).inferNumbers();
    private final Traffic traffic = Traffic.guessing(streams);

    /** A payload of one byte over and over, with a number in it. */
    private static byte[] payload(int at, int width, ByteOrder order, long number) {
        byte[] bytes = new byte[48];
        Arrays.fill(bytes, (byte) 0x25);
        ByteBuffer payload = ByteBuffer.wrap(bytes).order(order);
        switch (width) {
            case 1 -> payload.put(at, (byte) number);
            case 2 -> payload.putShort(at, (short) number);
            case 4 -> payload.putInt(at, (int) number);
            default -> payload.putLong(at, number);
        }
        return bytes;
    }

    private void send(int port, int at, int width, ByteOrder order, long... numbers) {
        for (long number : numbers) {
            traffic.udp(1, port, payload(at, width, order, number));
        }
    }

    private static long[] from(long first, int count) {
        long[] numbers = new long[count];
        Arrays.setAll(numbers, i -> first + i);
        return numbers;
    }

    private List<Map<String, String>> rows(String sheet) {
        traffic.end();
        return StreamsTest.rows(streams.report(), sheet);
    }

    private Map<String, String> stream(int port) {
        return rows("stream").stream()
                .filter(row -> row.get("port").equals(String.valueOf(port)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsAsIfDeclaredFromTheFirstPacketOn() {
        send(5000, 8, 4, ByteOrder.BIG_ENDIAN, 1, 2, 3, 4, 7, 8, 9);
        send(5000, 8, 4, ByteOrder.BIG_ENDIAN, from(10, 400));
        send(5000, 8, 4, ByteOrder.BIG_ENDIAN, 409, 411);
        Map<String, String> row = stream(5000);
        assertEquals("u32@8", row.get("sequence"));
        assertEquals("true", row.get("sequence_inferred"));
        assertEquals("3", row.get("lost"));
        assertEquals("1", row.get("duplicate"));
        List<Map<String, String>> gaps = rows("gap");
        assertEquals(List.of("5", "410"), gaps.stream().map(g -> g.get("from")).toList());
        assertEquals(List.of("5", "409"), gaps.stream().map(g -> g.get("frame")).toList());
        assertTrue(streams.report()
                .remarks()
                .contains("Inferred, as it goes up by one: a number at u32@8 in 10.0.0.1:1 > 239.1.1.1:5000"));
    }

    @Test
    void fewPacketsAreEnoughAtTheEnd() {
        send(5000, 4, 4, ByteOrder.LITTLE_ENDIAN, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13);
        assertEquals("u32le@4", stream(5000).get("sequence"));
        assertEquals("1", stream(5000).get("lost"));
        send(5001, 4, 4, ByteOrder.LITTLE_ENDIAN, from(1, 9));
        assertEquals("", stream(5001).get("sequence"));
    }

    @Test
    void tellsWidthAndOrderWhereverItIs() {
        ByteOrder big = ByteOrder.BIG_ENDIAN;
        ByteOrder little = ByteOrder.LITTLE_ENDIAN;
        send(5000, 0, 2, big, from(65400, 400));
        send(5001, 2, 2, little, from(65400, 400));
        send(5002, 3, 2, big, from(0x1f0, 400)); // neither is aligned
        send(5003, 3, 2, little, from(0x101, 400));
        send(5004, 12, 4, big, from(0, 400));
        send(5005, 12, 4, little, from(0xfff0, 400));
        send(5006, 16, 8, big, from(0xfffffff0L, 400));
        send(5007, 32, 8, little, from(5, 400));
        send(5008, 29, 4, big, from(0x12345678, 400));
        List<String> places =
                List.of("u16@0", "u16le@2", "u16@3", "u16le@3", "u32@12", "u32le@12", "u64@16", "u64le@32", "u16@31");
        for (int i = 0; i < places.size(); i++) {
            Map<String, String> row = stream(5000 + i);
            assertEquals(places.get(i), row.get("sequence"));
            assertEquals("0", row.get("lost"), places.get(i));
            assertEquals("", row.get("restarts"), places.get(i));
        }
    }

    @Test
    void whatOnlyLooksLikeOneIsNone() {
        Random random = new Random(4);
        long clock = 1_000_000;
        for (int i = 0; i < 700; i++) {
            send(5000, 8, 4, ByteOrder.BIG_ENDIAN, 77); // constant
            byte[] noise = new byte[48];
            random.nextBytes(noise);
            noise[0] = 0x25; // no RTP
            traffic.udp(1, 5001, noise);
            clock += random.nextInt(3); // about one a packet
            send(5002, 8, 8, ByteOrder.BIG_ENDIAN, clock);
            send(5003, 8, 4, ByteOrder.BIG_ENDIAN, i / 25); // seconds
            send(5004, 8, 1, ByteOrder.BIG_ENDIAN, i); // a byte
            send(5005, 8, 4, ByteOrder.LITTLE_ENDIAN, 2L * i);
            send(5006, 8, 4, ByteOrder.BIG_ENDIAN, 160L * i);
            send(5007, 8, 4, ByteOrder.BIG_ENDIAN, i % 5 == 0 ? i + 3 : i); // a fifth is something else
            send(5008, 33, 4, ByteOrder.BIG_ENDIAN, i); // too far behind
            send(5009, 8, 1, ByteOrder.BIG_ENDIAN, i % 16); // four bits
        }
        for (Map<String, String> row : rows("stream")) {
            assertEquals("", row.get("sequence"), row.toString());
            assertEquals("", row.get("lost"), row.toString());
        }
        assertTrue(streams.report().remarks().contains("No number was found in payloads that are not recognised"));
    }

    @Test
    void whatIsRecognisedIsLeftAlone() {
        for (int i = 0; i < 400; i++) {
            ByteBuffer rtp = ByteBuffer.allocate(60);
            rtp.put((byte) 0x80)
                    .put((byte) 8)
                    .putShort((short) i)
                    .putInt(160 * i)
                    .putInt(7);
            traffic.udp(1, 5004, rtp.array());
        }
        assertEquals("rtp", stream(5004).get("carries"));
        assertEquals("", stream(5004).get("sequence"));
    }

    @Test
    void shortAndEmptyPayloadsAreSurvived() {
        for (int i = 0; i < 400; i++) {
            traffic.udp(1, 5000, new byte[i % 3]).udp(1, 5001, new byte[] {0, (byte) (i >> 8), (byte) i});
        }
        assertEquals("", stream(5000).get("sequence"));
        assertEquals("u16@1", stream(5001).get("sequence"));
    }

    @Test
    void noMoreThanAThousandAreLookedAtAtATime() {
        for (int i = 0; i < 40; i++) {
            for (int source = 0; source < 1100; source++) {
                traffic.from("10.1." + source / 250 + "." + source % 250);
                send(5000, 8, 4, ByteOrder.BIG_ENDIAN, 9);
            }
        }
        assertTrue(streams.report()
                .remarks()
                .contains("76 streams were not looked at for numbers: there were too many at a time"));
        send(6000, 8, 4, ByteOrder.BIG_ENDIAN, from(0, 40)); // the others are done with
        assertEquals("u32@8", stream(6000).get("sequence"));
    }
}
