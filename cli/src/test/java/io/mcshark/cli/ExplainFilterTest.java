package io.mcshark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcshark.pcaps.Pcaps;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code explain-filter}, and {@code -f} on savefiles. */
class ExplainFilterTest {
    private static final String FILE = Pcaps.path("igmp-v3.pcap").toString();

    @Test
    void tellsTheTreeWhatIsReadAndTheCaptureFilter() {
        Ran ran = Ran.mcshark("explain-filter", "ip.dst == 239.1.0.0/16 && !udp.port in {5000..5010}");
        assertEquals("""
                ip.dst == 239.1.0.0/16 and not udp.port in {5000 .. 5010}

                  and                                       all of
                    ==                                      some value is equal to
                      ip.dst                                IPv4 address, 4 bytes
                      239.1.0.0/16                          literal
                    not                                     the contrary of
                      in                                    some value is one of
                        udp.port                            unsigned integer
                        ..                                  from, to, both included
                          5000                              literal
                          5010                              literal

                Reads
                """, ran.out().substring(0, ran.out().indexOf("  ip.dst: ")));
        assertTrue(ran.out().contains("  udp.port: unsigned integer, udp bytes 0-1; udp bytes 2-3\n"), ran.out());
        assertTrue(ran.out().contains("\n  ip dst net 239.1.0.0/16 and (not udp portrange 5000-5010)\n"), ran.out());
        assertEquals(Main.OK, ran.code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "igmp.type == 0x22 => igmp[0] = 34",
                "ip.dst != 224.0.0.1 => ip and not ip dst host 224.0.0.1",
                "ipv6.dst == ff02::/16 and udp => ip6 dst net ff02:0:0:0:0:0:0:0/16 and udp",
                "eth.dst[0:3] == 01:00:5e => ether[0:2] = 0x0100 and ether[2] = 0x5e",
                "ip.dsfield & 0x3 => ip[1] & 0x3 != 0",
                "ip.ttl < 2 or frame.len > 100 => ip[8] < 2 or len > 100",
                "vlan.id == 5 and igmp => vlan 5 and igmp",
                "eth.addr == 01-00-5e-00-00-01 => ether host 01:00:5e:00:00:01",
                "ip.flags.df == 1 => ip[6] & 0x40 = 64",
                "not (arp or pim or icmpv6) => not (arp or pim or icmp6)",
            })
    void capturesTheSame(String text, String capture) {
        if (text.contains("pim") && !Ran.mcshark("fields", "pim").out().startsWith("pim ")) {
            return; // not decoded yet
        }
        Ran ran = Ran.mcshark("explain-filter", text);
        assertTrue(ran.out().contains("\n  " + capture + "\n"), ran.out() + ran.err());
        Ran taken = Ran.mcshark("read", FILE, "-f", capture, "-q");
        assumeTrue(!taken.err().contains("needs libpcap"), taken.err());
        assertEquals(Main.OK, taken.code(), taken.err());
        assertEquals(
                Ran.mcshark("read", FILE, "-Y", text).out(),
                Ran.mcshark("read", FILE, "-f", capture).out());
    }

    @Test
    void saysWhatACaptureFilterCannotSay() {
        String out = Ran.mcshark("explain-filter", "igmp and len(ip.src) > 3").out();
        assertTrue(out.contains("  igmp\n  Takes more packets: a capture filter cannot say len(ip.src) > 3\n"), out);
    }

    @Test
    void aWrongCaptureFilterIsOneLine() {
        Ran ran = Ran.mcshark("read", FILE, "-f", "udp prot 5");
        assumeTrue(!ran.err().contains("needs libpcap"), ran.err());
        assertEquals(Main.ERROR, ran.code());
        assertTrue(ran.err().startsWith("mcshark: bad capture filter \"udp prot 5\" on Ethernet: "), ran.err());
        assertEquals("", ran.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "!",
                "{",
                "-",
                "udp or ",
                "9",
                "\"",
                "frame matches \"(a*)*",
                "[",
                "len(",
                "$x(",
                "ip.ttl + "
            })
    void monstersAreAnsweredWithinASecond(String piece) {
        Ran.mcshark("explain-filter", "udp"); // what is loaded first takes its time
        for (String text :
                new String[] {piece.repeat((1 << 20) / piece.length()), "ip.ttl == " + piece.repeat(10_000)}) {
            assertTimeout(Duration.ofSeconds(3), () -> {
                Ran ran = Ran.mcshark("read", FILE, "-q", "-Y", text);
                assertEquals(Main.ERROR, ran.code());
                assertTrue(ran.err().startsWith("mcshark: column "), ran.err());
            });
        }
    }
}
