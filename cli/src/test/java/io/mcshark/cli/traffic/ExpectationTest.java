package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.UserError;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationTest {
    /** Three datagrams of 1000 bytes from two senders to one group. */
    private static Tally tally() {
        Tally tally = new Tally();
        for (String sender : new String[] {"10.0.0.1", "10.0.0.2", "10.0.0.1"}) {
            tally.add(new Message(
                    0,
                    new InetSocketAddress(InetAddress.ofLiteral(sender), 5),
                    Target.parse("239.1.1.1:5000").getFirst(),
                    1,
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
