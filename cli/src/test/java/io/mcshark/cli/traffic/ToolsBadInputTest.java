package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Lab;
import io.mcshark.cli.Ran;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes give one line on standard error, exit code 2, and nothing is sent or joined. */
class ToolsBadInputTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zap | is missing",
                "zap 10.0.0.1:5000 -i lo | is no multicast group",
                "zap 239.1.1.1 -i nowhere0 | no interface 'nowhere0'",
                "zap 239.1.1.1 -i lo --rounds 0 | --rounds 0 is outside",
                "zap 239.1.1.1 -i lo --hold 5 | is no duration",
                "zap 239.1.1.1 -i lo --timeout 0 | must be longer than 0",
                "zap 239.1.1.1 -i lo --json --csv | give one of --json",
                "zap 239.1.1.1 -i lo --leak-on nowhere0 | nowhere0",
                "zap 239.1.1.1 -i lo --rounds x | ",
                "query 239.1.1.1 | name an interface with -i",
                "query -i nowhere0 | no interface 'nowhere0'",
                "query -i lo 239.1.1.1 --report drop | --report takes join or leave",
                "query -i lo --report join | --report takes join or leave, and a group",
                "query -i lo --response 1ms | is outside 100ms to 1h",
                "reflect 10.0.0.1 | is no multicast group",
                "reflect 239.1.1.1:5 --to 239.1.1.1:5 | it would answer itself",
                "reflect 239.1.1.1:5 --to 10.0.0.1 | is no multicast group",
                "reflect 239.1.1.1:5 --ttl 300 | TTL 300",
                "ping 239.1.1.1 --interval 0 | below 1ms",
                "ping 239.1.1.1 --size 43 | --size 43 is outside 44",
                "ping 239.1.1.1+2 | one group",
                "ping 239.1.1.1 -c 0 | -c 0 is below 1",
                "replay PCAPS/igmp-v2.pcap | no UDP datagram to a multicast group in",
                "replay /no/such/file | /no/such/file",
                "replay PCAPS/udp6.pcap --rate 0pps | is no rate",
                "replay PCAPS/udp6.pcap --speed 0 | --speed 0.0 is outside",
                "replay PCAPS/udp6.pcap --speed 2 --rate 1pps | is enough",
                "replay PCAPS/udp6.pcap --to 10.0.0.1 | is no multicast group",
                "replay PCAPS/udp6.pcap --map 239.1.1.1 | is no map",
                "replay PCAPS/udp6.pcap --frames | name an interface with -i",
                "replay PCAPS/udp6.pcap --ttl 256 | TTL 256 is outside",
                "replay PCAPS/udp6.pcap --loop -1 | --loop -1 is below 0",
                "replay - --loop 2 | only once",
                "replay PCAPS/udp6.pcap -Y nosuch.field | nosuch",
            })
    void isOneLineAndExitCode2(String command, String message) {
        String pcaps = Lab.repository("test-pcaps/src/main/resources/pcaps").toString();
        Ran ran = Ran.mcshark(command.replace("PCAPS", pcaps).split(" "));
        assertEquals(2, ran.code(), ran.err());
        assertEquals("", ran.out());
        if (!command.contains("-Y")) { // what is wrong in a filter is shown below it
            assertEquals(1, ran.err().lines().count(), ran.err());
        }
        assertTrue(ran.err().startsWith("mcshark: "), ran.err());
        assertTrue(message == null || ran.err().contains(message), ran.err());
    }
}
