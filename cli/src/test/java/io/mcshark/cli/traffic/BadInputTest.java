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
                "send 239.1.1.1:5000 --burst 0 | --burst 0 is outside 1",
                "receive 239.1.1.1 --capture | --capture needs an interface",
                "send 239.1.1.1:5000 --preset 6 | --preset 6 is outside 1 to 5",
                "send 239.1.1.1:5000 --preset 1 --count 3 | --preset says how many and when",
                "send 239.1.1.1:5000 --lose 101% | is no share",
                "send 239.1.1.1:5000 --lose 60% --duplicate 60% | more than all datagrams",
                "send 239.1.1.1:5000 --reorder 1%:0 | BY '0' is outside 1",
                "send 239.1.1.1:5000 --ttl-sweep 1-3 --reorder 1% | --reorder does not go with --ttl-sweep",
                "send 239.1.1.1:5000 --ttl-sweep 9-3 | is no range of TTLs",
                "send 239.1.1.1:5000 --ttl-sweep 1-256 | is outside 0 to 255",
                "send 239.1.1.1:5000 --probe --rtp | one of --probe, --rtp and --ts",
                "send 239.1.1.1:5000 --rtp 128 | --rtp 128 is no payload type",
                "send 239.1.1.1:5000 --probe - | go with --text, --hex and --size",
                "send 239.1.1.1:5000 --probe --size 43 | less than the header: 44 bytes",
                "send 239.1.1.1:5000 --ts --size 1317 | 188 bytes each",
                "receive | is missing",
                "receive 10.0.0.1:5000 | is no multicast group",
                "receive 239.1.1.1:0 | is outside 1 to 65535",
                "receive 239.1.1.1 -i nowhere0 | no interface 'nowhere0': there are",
                "receive [ff02::1%nowhere0]:5 | no interface 'nowhere0'",
                "receive ff02::5 | name one with -i",
                "receive 239.1.1.1 --ack --reply x | is enough",
                "receive 239.1.1.1 --expect frames>1 | column 1",
                "receive 239.1.1.1 --expect loss>2 | is no share",
                "receive 239.1.1.1 --expect delay<20 | is no duration",
                "receive 239.1.1.1 --exclude 239.9.9.9 | is a multicast group, and no sender",
                "receive 10.0.0.1,239.1.1.1 --exclude 10.0.0.2 | does not go with a group that names its source",
                "receive 10.0.0.1,nobody,239.1.1.1 | is no IP address",
                "receive 239.1.1.1 --json --history | is enough",
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

    /** Help texts are formats: a lone per cent sign spoils them. */
    @ParameterizedTest
    @CsvSource({"send, --lose 1% --seed", "receive, loss<0.1% && reordered"})
    void helpShowsPerCent(String command, String text) {
        Ran ran = Ran.mcshark(command, "--help");
        assertEquals("", ran.err());
        assertTrue(ran.out().contains(text), ran.out());
    }
}
