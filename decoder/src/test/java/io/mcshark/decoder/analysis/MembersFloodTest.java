package io.mcshark.decoder.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.analysis.members.Members;
import io.mcshark.decoder.groups.GroupMac;
import io.mcshark.decoder.protocol.Glimpse;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten million groups, joined or sent to: memory stays within the limits, and what is not kept is said. */
class MembersFloodTest {
    private static final int GROUPS = 10_000_000, FIRST = 0xef000000, IN_MESSAGE = 8_000;

    /** What 50,000 groups may take, and as many members and findings. */
    private static final long MOST_BYTES = 100 << 20;

    private final Findings findings = new Findings();
    private final Members members = new Members(findings);

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static ByteBuffer ip(int protocol, int payload) {
        ByteBuffer packet = ByteBuffer.allocate(34 + payload);
        packet.putShort((short) 0x0100)
                .putInt(0x5e000016)
                .putShort((short) 0x0200)
                .putInt(1)
                .putShort((short) 0x0800);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) (20 + payload)).putInt(0);
        packet.put((byte) 1)
                .put((byte) protocol)
                .putShort((short) 0)
                .putInt(0x0a000001)
                .putInt(0xe0000016);
        return packet;
    }

    private static short checksum(ByteBuffer packet, int from) {
        int sum = 0;
        for (int i = from; i < packet.limit(); i += 2) {
            sum += packet.getShort(i) & 0xffff;
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (short) ~sum;
    }

    private void said(String what) {
        List<String> remarks = members.report(null).remarks();
        assertTrue(remarks.stream().anyMatch(remark -> remark.contains(what)), remarks::toString);
    }

    @Test
    void joined() {
        long before = used();
        Frame frame = new Frame();
        for (int first = 0, n = 1; first < GROUPS; first += IN_MESSAGE, n++) {
            ByteBuffer packet = ip(2, 8 + 8 * IN_MESSAGE);
            packet.putInt(0x22000000).putInt(IN_MESSAGE);
            for (int i = 0; i < IN_MESSAGE; i++) {
                packet.putInt(0x04000000).putInt(FIRST + first + i);
            }
            packet.putShort(36, checksum(packet, 34));
            frame.wrap(
                    MemorySegment.ofArray(packet.array()),
                    0,
                    packet.limit(),
                    packet.limit(),
                    Traffic.START + n * 1_000_000_000L,
                    n,
                    1);
            members.accept(frame);
        }
        long after = used();
        assertTrue(after - before < MOST_BYTES, () -> (after - before) + " bytes");
        said("reports of further hosts or groups were not counted");
        said("idle groups were forgotten to make room");
    }

    @Test
    void sentTo() {
        long before = used();
        ByteBuffer packet = ip(17, 20);
        packet.putInt(0x138c138c).putShort((short) 20);
        MemorySegment segment = MemorySegment.ofArray(packet.array());
        Glimpse glimpse = new Glimpse();
        Datagram datagram = new Datagram();
        for (int i = 0; i < GROUPS; i++) {
            packet.putInt(2, (int) GroupMac.ofIpv4(FIRST + i)).putInt(30, FIRST + i);
            assertTrue(glimpse.aim(segment, 0, packet.limit(), 1));
            datagram.aim(glimpse, packet.limit(), packet.limit(), Traffic.START + i * 100_000L, i + 1);
            members.glance(datagram);
        }
        long after = used();
        assertTrue(after - before < MOST_BYTES, () -> (after - before) + " bytes");
        said("packets of further groups were not counted: there were more than 50000 at a time");
        said("idle groups were forgotten to make room");
        assertFalse(members.report(null).isEmpty());
        assertEquals(Findings.MOST, Math.max(Findings.MOST, findings.all().size()));
    }
}
