package io.mcshark.decoder.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.decoder.Out;
import io.mcshark.decoder.report.Csv;
import org.junit.jupiter.api.Test;

class TalkersTest {
    @Test
    void tellsSourcesApartByVlanAndCountsFrames() {
        Talkers talkers = new Talkers();
        Traffic traffic = new Traffic(talkers);
        traffic.at(0).udp(1, 5004, new byte[10]);
        traffic.at(1).to("239.1.1.2").udp(1, 5004, new byte[10]);
        traffic.to("224.0.0.22")
                .routerAlert(true)
                .igmp("16 00 0000 ef010101 00000000 0000")
                .routerAlert(false);
        traffic.to("239.1.1.2");
        traffic.at(2).vlan(7).udp(1, 5004, new byte[1]);
        traffic.vlan().to("10.0.0.9").mac("020000000002").udp(1, 5004, new byte[1]);
        Out out = new Out();
        new Csv().put(talkers.report(), out);
        assertEquals(
                "source,vlan,packets,bytes,share,average_rate,groups,protocols,first,last\r\n"
                        + "10.0.0.1,,3,156,0.7684729064039408,1248,3,igmp udp,1700000000.000000000,1700000001.000000000\r\n"
                        + "10.0.0.1,7,1,47,0.2315270935960591,,1,udp,1700000002.000000000,1700000002.000000000\r\n",
                out.toString());
    }
}
