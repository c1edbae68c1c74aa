package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.capture.PacketReader;
import io.mcshark.cli.Lab;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Settings;
import io.mcshark.decoder.filter.Filter;
import io.mcshark.decoder.filter.FilterException;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.UdpRedirection;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingTest {
    private static final int LINKTYPE_RAW = 101;

    private static PacketReader open(String name) throws IOException {
        return PacketReader.open(Lab.repository("test-pcaps/src/main/resources/pcaps/" + name));
    }

    @ParameterizedTest
    @CsvSource({
        "rtp-mp2t.pcap, 13, 13, 0, 0",
        "fragments.pcap, 2, 0, 0, 6",
        "udp-cut.pcap, 1, 1, 2, 0",
        "igmp-v2.pcap, 0, 0, 0, 0",
    })
    void countsWhatCanBeSentAndWhatCannot(String name, int datagrams, int packets, int cut, int fragments)
            throws IOException {
        for (boolean whole : new boolean[] {false, true}) {
            try (PacketReader reader = open(name)) {
                Recording recording = new Recording(reader, null, whole);
                int count = 0;
                while (recording.next()) {
                    count++;
                }
                assertEquals(whole ? packets : datagrams, count);
                assertEquals(cut, recording.cut());
                assertEquals(whole ? fragments : 0, recording.fragments());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rtp-mp2t.pcap, 239.9.9.9:7000, 'ip.dst == 239.9.9.9 && ip.ttl == 7 && ip.checksum.status == 1'",
        "udp6.pcap, '[ff15::99]:7000', 'ipv6.dst == ff15::99 && ipv6.hlim == 7'"
    })
    void redirectedPacketsHaveChecksumsThatFit(String name, String to, String header)
            throws IOException, FilterException {
        Target target = Target.parse(to).getFirst();
        Address group = target.ipv6() ? new Address(0xff15L << 48, 0x99) : Address.ipv4(0xef090909);
        Filter right = Filter.compile(header + " && udp.dstport == 7000 && udp.checksum.status == 1");
        Settings settings = new Settings();
        settings.checksums = true;
        Frame frame = new Frame(settings);
        int count = 0;
        try (PacketReader reader = open(name)) {
            Recording recording = new Recording(reader, null, true);
            while (recording.next()) {
                byte[] packet = recording.packet();
                UdpRedirection.rewrite(packet, recording.udp(), group, target.port(), 7);
                frame.wrap(MemorySegment.ofArray(packet), 0, packet.length, packet.length, 0, ++count, LINKTYPE_RAW);
                assertTrue(right.test(frame), "packet " + count);
                packet[packet.length - 1] ^= 1;
                frame.wrap(MemorySegment.ofArray(packet), 0, packet.length, packet.length, 0, count, LINKTYPE_RAW);
                assertFalse(right.test(frame), "a checksum that is looked at");
            }
        }
        assertTrue(count > 0);
    }

    @Test
    void nothingIsSentOfAFileWithoutAny() throws IOException {
        try (PacketReader reader = open("stp.pcap")) {
            assertFalse(new Recording(reader, null, true).next());
        }
    }
}
