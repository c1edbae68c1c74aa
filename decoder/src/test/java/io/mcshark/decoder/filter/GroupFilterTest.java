package io.mcshark.decoder.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mcshark.decoder.Frame;
import io.mcshark.pcaps.Pcaps;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code mcast.group} holds addresses of both kinds: a filter means those of the kind it names. */
class GroupFilterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "igmp-v3.pcap | mcast.group == 239.1.1.1 | true",
                "igmp-v3.pcap | mcast.group == 239.0.0.0/8 | true",
                "igmp-v3.pcap | mcast.group == ff15::1:1 | false",
                "igmp-v3.pcap | mcast.group in {224.0.0.22, 224.0.0.1} | true",
                "igmp-v3.pcap | mcast.group == ip.dst | true",
                "mld-v2.pcap | mcast.group == ff15::1:1 | true",
                "mld-v2.pcap | mcast.group == ff02::/16 | true",
                "mld-v2.pcap | mcast.group == 239.0.0.0/8 | false",
                "mld-v2.pcap | mcast.group == ipv6.dst | true",
                "mld-v2.pcap | mcast.group | true",
                "mld-v2.pcap | mcast.scope == \"site-local\" and mcast.hops == 0 | true",
            })
    void theFirstPacketPasses(String capture, String filter, boolean passes) throws Exception {
        Frame frame = new Frame();
        first(capture, frame);
        assertEquals(passes, Filter.compile(filter).test(frame));
    }

    @ParameterizedTest
    @CsvSource({"mcast.group == 239.1.1", "mcast.group == ff15:::1"})
    void whatIsNoAddressIsRefused(String filter) {
        assertThrows(FilterException.class, () -> Filter.compile(filter));
    }

    /** The first packet of a pcap file, little-endian, found by its fixed places. */
    private static void first(String capture, Frame frame) throws IOException {
        byte[] file = Files.readAllBytes(Pcaps.path(capture));
        ByteBuffer b = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        frame.wrap(MemorySegment.ofArray(file), 40, b.getInt(32), b.getInt(36), 0, 1, 1);
    }
}
