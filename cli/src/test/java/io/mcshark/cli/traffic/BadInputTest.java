package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Ran;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes give one line on standard error, exit code 2, and nothing is sent or joined. */
class BadInputTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "send | is missing",
                "send - | no group to send to",
                "send 10.0.0.1:5000 | is no multicast group",
                "send 239.1.1.1:70000 | is outside 1 to 65535",
                "send 1.2.3.4,239.1.1.1:5000 | a sender chooses its own source",
                "send 239.1.1.1:5000 -i nowhere0 | no interface 'nowhere0': there are",
                "send 239.1.1.1:5000 --ttl 256 | TTL 256 is outside 0 to 255",
                "send 239.1.1.1:5000 --ttl -1 | TTL -1 is outside 0 to 255",
                "send 239.1.1.1:5000 --source-port 0 | source port 0 is outside 1 to 65535",
                "send 239.1.1.1:5000 --size 65508 | payload too long: 65508 bytes",
                "send [ff15::1]:5000 --size 65528 | payload too long: 65528 bytes",
                "send [ff15::1]:5000 239.1.1.1:5 --size 65520 | payload too long: 65520 bytes",
                "send 239.1.1.1:5000 --hex 4g | column 2",
                "send 239.1.1.1:5000 --file /no/such/file | no file /no/such/file",
                "send 239.1.1.1:5000 --rate 5 | is no rate",
                "send 239.1.1.1:5000 --interval 5 | is no duration",
                "send 239.1.1.1:5000 --rate 5pps --interval 5s | one is enough",
                "send 239.1.1.1:5000 --text a --hex 41 | is enough",
                "send 239.1.1.1:5000 - --count 2 | only once",
                "send 239.1.1.1:5000 --count -2 | is below 0",
                "send 239.1.1.1:5000 --dscp 64 | DSCP '64'",
                "receive | is missing",
                "receive 10.0.0.1:5000 | is no multicast group",
                "receive 239.1.1.1:0 | is outside 1 to 65535",
                "receive 239.1.1.1 -i nowhere0 | no interface 'nowhere0': there are",
                "receive [ff02::1%nowhere0]:5 | no interface 'nowhere0'",
                "receive ff02::5 | name one with -i",
                "receive 239.1.1.1 --ack --reply x | is enough",
                "receive 239.1.1.1 --expect frames>1 | column 1",
                "receive 239.1.1.1 --deadline soon | is no duration",
                "receive 239.1.1.1 -c 0 | is below 1",
                "receive 239.1.1.1 --buffer 1G | --buffer is outside"
            })
    void isOneLineAndExitCode2(String command, String message) {
        Ran ran = Ran.mcshark(command.split(" "));
        assertEquals(2, ran.code(), ran.err());
        assertEquals("", ran.out());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().startsWith("mcshark: ") && ran.err().contains(message), ran.err());
    }
}
