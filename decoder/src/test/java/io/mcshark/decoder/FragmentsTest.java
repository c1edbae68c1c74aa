package io.mcshark.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.view.FieldsView;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Datagrams put together out of fragments, friendly and hostile ones. */
class FragmentsTest {
    private static final int LINK_IPV4 = 228, LINK_IPV6 = 229, LINK_ETHERNET = 1;
    private static final long SECOND = 1_000_000_000;

    private final Settings settings = new Settings();
    private final Frame frame = new Frame(settings);
    private final Everything everything = new Everything();
    private long number;
    private long nanos;

    private void give(byte[] packet) {
        give(packet, LINK_IPV4);
    }

    private void give(byte[] packet, int linkType) {
        everything.wrap(frame, packet, packet.length, nanos, ++number, linkType);
    }

    private String get(String field) {
        Out out = new Out();
        new FieldsView(List.of(Catalogue.get(field)), FieldsView.Format.FIELDS).show(frame, out);
        return out.toString().strip();
    }

    /** A UDP datagram whose payload counts up. */
    private static byte[] udp(int payload) {
        byte[] datagram = new byte[8 + payload];
        header(datagram, 0x0fa01388, 8 + payload << 16);
        for (int i = 0; i < payload; i++) {
            datagram[8 + i] = (byte) i;
        }
        return datagram;
    }

    private static void header(byte[] bytes, int... words) {
        for (int i = 0; i < words.length; i++) {
            for (int k = 0; k < 4; k++) {
                bytes[4 * i + k] = (byte) (words[i] >>> 24 - 8 * k);
            }
        }
    }

    /** An IPv4 packet from 192.0.2.1 to 239.1.2.3 with some of a datagram in it. */
    private static byte[] ipv4(int id, int protocol, byte[] datagram, int from, int to, boolean more) {
        byte[] packet = new byte[20 + to - from];
        int fragment = (more ? 0x2000 : 0) | from / 8;
        header(
                packet,
                0x45000000 | packet.length,
                id << 16 | fragment,
                0x01000000 | protocol << 16,
                0xc0000201,
                0xef010203);
        System.arraycopy(datagram, from, packet, 20, to - from);
        return packet;
    }

    private static byte[] ipv6(int id, int next, byte[] datagram, int from, int to, boolean more) {
        byte[] packet = new byte[48 + to - from];
        header(packet, 0x60000000, 8 + to - from << 16 | 44 << 8 | 1, 0xfe800000, 0, 0, 1, 0xff020000, 0, 0, 1);
        byte[] extension = new byte[8];
        header(extension, next << 24 | from | (more ? 1 : 0), id);
        System.arraycopy(extension, 0, packet, 40, 8);
        System.arraycopy(datagram, from, packet, 48, to - from);
        return packet;
    }

    private static byte[] tagged(int vlan, byte[] packet) {
        byte[] bytes = new byte[18 + packet.length];
        header(bytes, 0x01005e01, 0x02030200, 1, 0x81000000 | vlan, 0x08000000);
        System.arraycopy(packet, 0, bytes, 18, packet.length);
        return bytes;
    }

    /** The pieces of a datagram, 16 bytes each. */
    private static List<byte[]> pieces(int id, byte[] datagram) {
        List<byte[]> all = new ArrayList<>();
        for (int from = 0; from < datagram.length; from += 16) {
            int to = Math.min(from + 16, datagram.length);
            all.add(ipv4(id, 17, datagram, from, to, to < datagram.length));
        }
        return all;
    }

    private void assertWhole(byte[] datagram) {
        assertEquals("4000", get("udp.srcport"));
        assertEquals(HexFormat.of().formatHex(datagram, 8, datagram.length), get("udp.payload"));
        assertEquals(HexFormat.of().formatHex(datagram), get("ip.reassembled.data"));
        assertEquals(String.valueOf(datagram.length), get("ip.reassembled.length"));
    }

    @Test
    void udpStandsInTheLastFragment() {
        byte[] datagram = udp(60);
        List<byte[]> pieces = pieces(1, datagram);
        for (byte[] piece : pieces.subList(0, pieces.size() - 1)) {
            give(piece);
            assertEquals("frame|ip|data", layers());
            assertEquals("", get("ip.fragment.count"));
        }
        give(pieces.getLast());
        assertEquals("frame|ip|udp|data", layers());
        assertWhole(datagram);
        assertEquals("1,2,3,4,5", get("ip.fragment"));
        assertEquals("5", get("ip.fragment.count"));
        assertEquals("", get("ip.fragment.overlap"));
        assertEquals(24, frame.captured());
        assertEquals(24 + 68, frame.extent());
    }

    private String layers() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < frame.depth(); i++) {
            names.add(frame.protocol(i).name());
        }
        return String.join("|", names);
    }

    @Test
    void anyOrderWillDo() {
        byte[] datagram = udp(300);
        for (int seed = 0; seed < 20; seed++) {
            List<byte[]> pieces = pieces(seed, datagram);
            Collections.shuffle(pieces, new Random(seed));
            pieces.forEach(this::give);
            assertWhole(datagram);
        }
    }

    @Test
    void aHoleIsWaitedFor() {
        byte[] datagram = udp(40);
        give(ipv4(1, 17, datagram, 0, 16, true));
        give(ipv4(1, 17, datagram, 32, 48, false));
        assertEquals("", get("udp.srcport"));
        give(ipv4(1, 17, datagram, 16, 32, true));
        assertWhole(datagram);
    }

    @Test
    void datagramsAreToldApart() {
        byte[] one = udp(24);
        byte[] other = udp(24);
        other[31] = 99;
        give(ipv4(1, 17, one, 0, 16, true));
        give(ipv4(2, 17, other, 0, 16, true));
        give(ipv4(1, 18, one, 16, 32, false));
        assertEquals("", get("ip.fragment.count"));
        give(ipv4(2, 17, other, 16, 32, false));
        assertWhole(other);
        give(ipv4(1, 17, one, 16, 32, false));
        assertWhole(one);
    }

    @Test
    void vlansAreToldApart() {
        byte[] datagram = udp(24);
        give(tagged(5, ipv4(1, 17, datagram, 0, 16, true)), LINK_ETHERNET);
        give(tagged(6, ipv4(1, 17, datagram, 16, 32, false)), LINK_ETHERNET);
        assertEquals("", get("udp.srcport"));
        give(tagged(5, ipv4(1, 17, datagram, 16, 32, false)), LINK_ETHERNET);
        assertWhole(datagram);
    }

    @Test
    void duplicatesAndOverlapsAreMarked() {
        byte[] datagram = udp(40);
        give(ipv4(1, 17, datagram, 0, 16, true));
        give(ipv4(1, 17, datagram, 0, 16, true));
        give(ipv4(1, 17, datagram, 8, 32, true));
        give(ipv4(1, 17, datagram, 32, 48, false));
        assertWhole(datagram);
        assertEquals("1,2,3,4", get("ip.fragment"));
        assertEquals("1,1", get("ip.fragment.overlap"));
        assertEquals("", get("ip.fragment.overlap.conflict"));
    }

    @Test
    void ofContradictingBytesTheLowerOffsetCounts() {
        byte[] datagram = udp(40);
        byte[] lie = datagram.clone();
        Arrays.fill(lie, 16, 24, (byte) 0xee);
        give(ipv4(1, 17, lie, 16, 32, true));
        give(ipv4(1, 17, datagram, 32, 48, false));
        give(ipv4(1, 17, datagram, 0, 24, true));
        assertWhole(datagram);
        assertEquals("1", get("ip.fragment.overlap.conflict"));
    }

    @Test
    void aSecondEndAndBytesBehindTheEndAreMarked() {
        byte[] datagram = udp(40);
        byte[] longer = udp(72);
        give(ipv4(1, 17, datagram, 32, 48, false));
        give(ipv4(1, 17, longer, 64, 80, false));
        give(ipv4(1, 17, longer, 40, 64, true));
        give(ipv4(1, 17, datagram, 0, 32, true));
        assertWhole(datagram);
        assertEquals("1", get("ip.fragment.multipletails"));
        assertEquals("1,1", get("ip.fragment.toolongfragment"));
    }

    @Test
    void aCutFragmentIsNotWaitedFor() {
        byte[] first = ipv4(1, 17, udp(40), 0, 32, true);
        everything.wrap(frame, Arrays.copyOf(first, 40), first.length, 0, ++number, LINK_IPV4);
        assertEquals("4000", get("udp.srcport"));
        assertEquals(0, frame.fragments().heldBytes());
    }

    @Test
    void withoutReassemblyTheFirstFragmentIsDecodedForWhatItIs() {
        settings.defragment = false;
        byte[] datagram = udp(40);
        give(ipv4(1, 17, datagram, 0, 32, true));
        assertEquals("4000", get("udp.srcport"));
        give(ipv4(1, 17, datagram, 32, 48, false));
        assertEquals("frame|ip|data", layers());
    }

    @Test
    void datagramsInDatagramsAreCompletedInOneFrame() {
        byte[] datagram = udp(40);
        byte[] inner = ipv4(7, 17, datagram, 32, 48, false);
        give(ipv4(7, 17, datagram, 0, 32, true));
        give(ipv4(8, 4, inner, 0, 16, true));
        give(ipv4(8, 4, inner, 16, inner.length, false));
        assertEquals("frame|ip|ip|udp|data", layers());
        assertEquals("4000", get("udp.srcport"));
        assertEquals("2,3,1,3", get("ip.fragment"));
        assertEquals(HexFormat.of().formatHex(datagram, 8, datagram.length), get("udp.payload"));
    }

    @Test
    void ipv6TakesTheNextHeaderFromTheFirstFragment() {
        byte[] datagram = udp(40);
        give(ipv6(1, 59, datagram, 32, 48, false), LINK_IPV6);
        assertEquals("frame|ipv6|ipv6.fraghdr|data", layers());
        give(ipv6(1, 17, datagram, 0, 32, true), LINK_IPV6);
        assertEquals("frame|ipv6|ipv6.fraghdr|udp|data", layers());
        assertEquals("2,1", get("ipv6.fragment"));
        assertEquals("48", get("ipv6.reassembled.length"));
    }

    @Test
    void anAtomicFragmentWaitsForNothing() {
        byte[] datagram = udp(8);
        give(ipv6(1, 17, datagram, 0, 16, false), LINK_IPV6);
        assertEquals("frame|ipv6|ipv6.fraghdr|udp|data", layers());
        assertEquals("", get("ipv6.fragment.count"));
    }

    @Test
    void memoryIsBoundedAndTheOldestAreGivenUp() {
        settings.fragmentBytes = 1 << 16;
        byte[] datagram = udp(40);
        for (int id = 0; id < 5000; id++) {
            give(ipv4(id, 17, datagram, 0, 32, true));
            assertTrue(frame.fragments().heldBytes() <= settings.fragmentBytes);
        }
        assertTrue(frame.fragments().abandoned() > 4000);
        give(ipv4(0, 17, datagram, 32, 48, false));
        assertEquals("", get("udp.srcport"));
        give(ipv4(4999, 17, datagram, 32, 48, false));
        assertWhole(datagram);
    }

    @Test
    void oneDatagramInEndlesslyManyPiecesIsGivenUp() {
        byte[] datagram = udp(24);
        for (int i = 0; i < 20000; i++) {
            give(ipv4(1, 17, datagram, 8, 16, true));
        }
        assertTrue(frame.fragments().heldBytes() <= settings.fragmentBytes);
        assertTrue(frame.fragments().abandoned() > 0);
    }

    @Test
    void theLongestDatagramThereCanBeIsPutTogether() {
        byte[] datagram = new byte[8191 * 8 + 1400];
        System.arraycopy(udp(1000), 0, datagram, 0, 1008);
        for (int from = 0; from < 8191 * 8; from += 1368) {
            give(ipv4(1, 17, datagram, from, Math.min(from + 1368, 8191 * 8), true));
        }
        give(ipv4(1, 17, datagram, 8191 * 8, datagram.length, false));
        assertEquals(String.valueOf(datagram.length), get("ip.reassembled.length"));
        assertEquals("4000", get("udp.srcport"));
    }

    @Test
    void afterTheTimeNothingIsPutTogether() {
        byte[] datagram = udp(24);
        give(ipv4(1, 17, datagram, 0, 16, true));
        nanos = settings.fragmentNanos + SECOND;
        give(ipv4(1, 17, datagram, 16, 32, false));
        assertEquals("", get("udp.srcport"));
        assertEquals(1, frame.fragments().abandoned());
    }

    @Test
    void anotherPassBeginsAnew() {
        byte[] datagram = udp(24);
        give(ipv4(1, 17, datagram, 0, 16, true));
        number = 0;
        give(ipv4(1, 17, datagram, 16, 32, false));
        assertEquals("", get("udp.srcport"));
        give(ipv4(1, 17, datagram, 0, 16, true));
        assertWhole(datagram);
        assertEquals("2,1", get("ip.fragment"));
    }

    @Test
    void recordedFragmentsGiveTheirDatagrams() {
        Frame f = new Frame();
        long n = 0;
        int whole = 0;
        for (Capture.Packet p : Capture.named("fragments.pcap").packets()) {
            f.wrap(MemorySegment.ofArray(p.bytes()), 0, p.bytes().length, p.length(), p.nanos(), ++n, p.linkType());
            whole += f.has(Catalogue.get("udp").protocol()) ? 1 : 0;
        }
        assertEquals(2, whole);
    }
}
