package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.UserError;
import io.mcshark.decoder.protocol.ProbeWriter;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationTest {
    /** Three datagrams of 1000 bytes from two senders to one group. */
    private static Tally tally() {
        Tally tally = new Tally(0);
        for (String sender : new String[] {"10.0.0.1", "10.0.0.2", "10.0.0.1"}) {
            tally.add(new Message(
                    0,
                    new InetSocketAddress(InetAddress.ofLiteral(sender), 5),
                    Target.parse("239.1.1.1:5000").getFirst(),
                    Nic.ANY,
                    1,
                    0,
                    new byte[1000]));
        }
        return tally;
    }

    @ParameterizedTest
    @CsvSource({
        "packets>=3, true",
        "packets>3, false",
        "packets<=3, true",
        "packets<3, false",
        "packets==3, true",
        "packets!=3, false",
        "' packets >= 4 ', false",
        "bytes>=3000, true",
        "bytes>=3k, false",
        "senders==2, true",
        "groups==1, true",
        "packets>=3&&senders==2, true",
        "packets>=3 && senders==3, false",
        "packets>=4 && senders==2, false"
    })
    void holdsOrNot(String expression, boolean holds) {
        String unmet = new Expectation(expression).unmet(tally());
        assertEquals(holds, unmet == null, unmet);
    }

    @Test
    void saysWhatDidNotHold() {
        assertEquals("senders==3, but it was 2", new Expectation("packets>=3 && senders==3").unmet(tally()));
    }

    /** Probes 0, 1, 1, 4, 3 of a sender that sends one in a millisecond; the last one is damaged. */
    private static Tally probes() {
        Tally tally = new Tally(0);
        Target group = Target.parse("239.1.1.1:5000").getFirst();
        InetSocketAddress source = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 5);
        long[] numbers = {0, 1, 1, 4, 3, 5};
        for (int i = 0; i < numbers.length; i++) {
            byte[] probe = new byte[ProbeWriter.HEADER];
            long sent = 1_000_000_000L + numbers[i] * 1_000_000;
            new ProbeWriter(1, 2).sentWith(5, 0xb8).write(MemorySegment.ofArray(probe), 0, numbers[i], sent, 0);
            probe[16] ^= (byte) (i == 5 ? 1 : 0);
            tally.add(new Message(sent + 2_000_000, source, group, Nic.ANY, 3, i == 0 ? 0 : 0xb8, probe));
        }
        return tally;
    }

    @ParameterizedTest
    @CsvSource({
        "packets==6 && lost==1 && duplicate==1 && reordered==1 && corrupt==1, true",
        "lost==0, false",
        "loss<20.1%, true",
        "loss<0.2, false",
        "delay==2ms && jitter==0, true",
        "delay<2ms, false"
    })
    void probesTellWhatIsMissing(String expression, boolean holds) {
        String unmet = new Expectation(expression).unmet(probes());
        assertEquals(holds, unmet == null, unmet);
    }

    @Test
    void probesTellHopsAndRemarking() {
        Flow flow = probes().flows().iterator().next();
        assertEquals("2", flow.hops.toString());
        assertEquals(1, flow.remarked());
        assertEquals("00000001/2", flow.stream());
    }

    @Test
    void withoutNumbersNothingIsKnownOfLoss() {
        assertEquals(
                "lost==0, but nothing came that has numbers (probes or RTP)",
                new Expectation("packets>=3 && lost==0").unmet(tally()));
    }

    @ParameterizedTest
    @CsvSource({
        "packet>=3, column 1",
        "packets=>3, column 1",
        "packets>=3&&, column 13",
        "packets>=3&&foo==1, column 13",
        "'', column 1"
    })
    void whatIsNoConditionIsToldByColumn(String expression, String where) {
        String message =
                assertThrows(UserError.class, () -> new Expectation(expression)).getMessage();
        assertTrue(message.contains(where), message);
    }
}
