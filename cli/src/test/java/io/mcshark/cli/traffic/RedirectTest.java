package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.UserError;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "- | - | 239.1.1.1:5000",
                "239.9.9.9 | - | 239.9.9.9:5000",
                "239.9.9.9:7 | - | 239.9.9.9:7",
                "ff15::1234 | - | [ff15::1234]:5000",
                "[ff15::1234]:7 | - | [ff15::1234]:7",
                "- | 239.1.1.1=239.2.2.2 | 239.2.2.2:5000",
                "- | 239.1.1.1:5000=239.2.2.2:8 | 239.2.2.2:8",
                "- | 239.1.1.1:5001=239.2.2.2:8 | 239.1.1.1:5000",
                "239.9.9.9 | 239.1.1.2=239.2.2.2 | 239.9.9.9:5000",
                "239.9.9.9 | 239.1.1.1=239.2.2.2 | 239.2.2.2:5000"
            })
    void goesWhereItIsTold(String to, String map, String where) {
        Redirect redirect = new Redirect(to, map == null ? List.of() : List.of(map));
        assertEquals(
                where, redirect.of(InetAddress.ofLiteral("239.1.1.1"), 5000).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, is no multicast group",
        "239.1.1.1+2, one group",
        "'10.0.0.1,239.1.1.1', one group",
    })
    void refusesWhatIsNoGroup(String to, String message) {
        UserError error = assertThrows(UserError.class, () -> new Redirect(to, List.of()));
        assertTrue(error.getMessage().contains(message), error.getMessage());
        assertThrows(UserError.class, () -> new Redirect(null, List.of("239.1.1.1:" + to)));
    }
}
