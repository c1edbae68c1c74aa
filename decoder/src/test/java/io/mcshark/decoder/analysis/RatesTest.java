package io.mcshark.decoder.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.analysis.rates.Plot;
import io.mcshark.decoder.analysis.rates.Rates;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RatesTest {
    private static final long SECOND = 1_000_000_000L;

    private static List<String> names(Plot plot) {
        return plot.lines().stream().map(Plot.Line::name).toList();
    }

    private static Rates counted(Rates.By by) {
        Rates rates = new Rates(by, SECOND);
        Traffic traffic = new Traffic(rates);
        traffic.at(0).udp(1, 5004, new byte[58]).at(0.999).udp(1, 5004, new byte[58]);
        traffic.at(3)
                .udp(1, 5004, new byte[58])
                .at(1)
                .to("239.1.1.2")
                .from("10.0.0.2")
                .vlan(7);
        traffic.udp(1, 5353, new byte[54]).to("10.0.0.9").mac("020000000002").udp(1, 1, new byte[100]);
        traffic.to("224.0.0.22").vlan().routerAlert(true).igmp("22 00 0000 0000 0000");
        return rates;
    }

    @Test
    void countsFramesToGroupsInTheIntervalTheyFallInto() {
        Plot plot = counted(Rates.By.GROUP).plot(9, 10);
        assertEquals(List.of("239.1.1.1", "239.1.1.2", "224.0.0.22"), names(plot));
        assertArrayEquals(new long[] {2, 0, 0, 1}, plot.lines().get(0).packets());
        assertArrayEquals(new long[] {200, 0, 0, 100}, plot.lines().get(0).bytes());
        assertArrayEquals(new long[] {0, 1, 0, 0}, plot.lines().get(1).packets());
        assertArrayEquals(new long[] {2, 2, 0, 1}, plot.total().packets());
        assertEquals(2, plot.lines().get(0).gaps());
        assertEquals(1600, plot.peak(plot.lines().get(0), Plot.Unit.BITS));
        assertEquals(0.75, plot.mean(plot.lines().get(0), Plot.Unit.PACKETS));
    }

    @Test
    void seriesAreByWhatIsAskedFor() {
        assertEquals(
                List.of("10.0.0.1", "10.0.0.2"), names(counted(Rates.By.SOURCE).plot(9, 10)));
        assertEquals(
                List.of("10.0.0.1 > 239.1.1.1:5004", "10.0.0.2 > 239.1.1.2:5353", "10.0.0.2 > 224.0.0.22"),
                names(counted(Rates.By.STREAM).plot(9, 10)));
        assertEquals(List.of("untagged", "VLAN 7"), names(counted(Rates.By.VLAN).plot(9, 10)));
        assertEquals(
                List.of("udp", "mdns", "igmp"), names(counted(Rates.By.PROTOCOL).plot(9, 10)));
    }

    @Test
    void whatIsNotAmongTheTopIsInOneLine() {
        Plot plot = counted(Rates.By.GROUP).plot(1, 10);
        assertEquals(List.of("239.1.1.1", "others"), names(plot));
        assertArrayEquals(new long[] {0, 2, 0, 0}, plot.lines().get(1).packets());
    }

    @Test
    void theIntervalSuitsTheLength() {
        Rates rates = new Rates(Rates.By.GROUP, null);
        Traffic traffic = new Traffic(rates);
        for (int i = 0; i <= 1000; i++) {
            traffic.at(i * 0.1).udp(1, 1, new byte[0]);
        }
        rates.end(Traffic.START + 100 * SECOND);
        assertEquals(2 * SECOND, rates.plot(9, 60).interval());
        assertEquals(51, rates.plot(9, 60).count());
        assertEquals(5 * SECOND, rates.plot(9, 50).interval());
        assertEquals(1001, Arrays.stream(rates.plot(9, 30).total().packets()).sum());
        traffic.at(1e6).udp(1, 1, new byte[0]); // eleven days later
        Plot plot = rates.plot(9, 60);
        assertEquals(20_000 * SECOND, plot.interval());
        assertEquals(1001, plot.total().packets()[0]);
        assertEquals(1, plot.total().packets()[50]);
    }

    @Test
    void tooManyIntervalsAreMergedAndSaid() {
        Rates rates = new Rates(Rates.By.GROUP, 1_000_000L);
        Traffic traffic = new Traffic(rates);
        traffic.at(0).udp(1, 1, new byte[0]).at(11).udp(1, 1, new byte[0]);
        Plot plot = rates.plot(1, 10);
        assertEquals(10_000_000L, plot.interval());
        assertTrue(rates.report(plot).remarks().getFirst().startsWith("Intervals are of 10 ms"));
        assertEquals(1, plot.total().packets()[1100]);
    }

    @Test
    void packetsOlderThanTheFirstAreSaid() {
        Rates rates = new Rates(Rates.By.GROUP, SECOND);
        new Traffic(rates).at(5).udp(1, 1, new byte[0]).at(1).udp(1, 1, new byte[0]);
        Plot plot = rates.plot(1, 10);
        assertArrayEquals(new long[] {2}, plot.total().packets());
        assertEquals(
                "1 packets that are older than the first one stand in its interval",
                rates.report(plot).remarks().getFirst());
    }

    @Test
    void moreSeriesThanThereIsRoomForAreOthers() {
        Rates rates = new Rates(Rates.By.GROUP, SECOND);
        Traffic traffic = new Traffic(rates);
        for (int i = 0; i < Rates.MOST + 10; i++) {
            traffic.to("239.2." + i / 256 + "." + i % 256).udp(1, 1, new byte[0]);
        }
        Plot plot = rates.plot(2000, 10);
        assertEquals(Rates.MOST + 1, plot.lines().size());
        assertArrayEquals(new long[] {10}, plot.lines().getLast().packets());
        assertEquals(1, rates.report(plot).remarks().size());
    }
}
