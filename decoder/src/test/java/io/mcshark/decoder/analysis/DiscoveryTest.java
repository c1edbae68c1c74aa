package io.mcshark.decoder.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
    private final Findings findings = new Findings();
    private final Traffic traffic = new Traffic(new Discovery(findings));

    private void announce(double at, boolean deletes) {
        byte[] sap = new byte[12];
        sap[0] = (byte) (deletes ? 0x24 : 0x20);
        System.arraycopy("v=0\n".getBytes(StandardCharsets.US_ASCII), 0, sap, 8, 4);
        traffic.at(at).to("224.2.127.254").udp(9875, 9875, sap);
    }

    private List<String> raised() {
        return findings.all().stream().map(finding -> finding.rule().id()).toList();
    }

    @Test
    void sessionsExpireAfterAnHour() {
        announce(0, false);
        announce(300, false);
        traffic.silence(3900);
        assertEquals(List.of(), raised());
        traffic.silence(3900.1);
        assertEquals(List.of("sap-expired"), raised());
        announce(4000, false);
        traffic.silence(9000);
        traffic.silence(90_000);
        assertEquals(2, findings.all().iterator().next().count()); // once each time
    }

    @Test
    void sessionsExpireAfterTenLongPeriods() {
        announce(0, false);
        announce(600, false);
        traffic.silence(6600);
        assertEquals(List.of(), raised());
        traffic.silence(6600.1);
        assertEquals(List.of("sap-expired"), raised());
    }

    @Test
    void deletedSessionsDoNotExpire() {
        announce(0, false);
        announce(1, true);
        traffic.silence(10_000);
        assertEquals(List.of(), raised());
    }

    @Test
    void moreThanAHundredSearchesWithinASecond() {
        byte[] search = "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        traffic.to("239.255.255.250");
        for (int i = 0; i < 100; i++) {
            traffic.at(i / 101.0).udp(1900, 1900, search);
        }
        assertEquals(List.of(), raised());
        traffic.at(1).udp(1900, 1900, search);
        assertEquals(List.of("ssdp-storm"), raised());
    }
}
