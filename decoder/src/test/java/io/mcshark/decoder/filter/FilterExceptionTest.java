package io.mcshark.decoder.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is no filter: the column, and words that the message must have. */
class FilterExceptionTest {
    private static FilterException refused(String text) {
        return assertThrows(FilterException.class, () -> Filter.compile(text), text);
    }

    private static Stream<DynamicTest> table(String rows) {
        return rows.lines().filter(row -> !row.isBlank()).map(row -> {
            String[] parts = row.split("=>", -1);
            return DynamicTest.dynamicTest(parts[0].strip(), () -> {
                FilterException e = refused(parts[0].strip());
                String[] wanted = parts[1].strip().split(" ", 2);
                assertEquals(Integer.parseInt(wanted[0]), e.column(), e.getMessage());
                assertTrue(e.reason().contains(wanted[1]), e.getMessage());
                assertFalse(e.getMessage().contains("\n"), e.getMessage());
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> shape() {
        return table("""
                && igmp                                => 1 unexpected
                igmp)                                  => 5 there is no (
                (igmp                                  => 6 a ) is missing
                igmp and                               => 9 missing
                not                                    => 4 missing
                !                                      => 2 missing
                ()                                     => 2 unexpected
                ip.ttl = = 1                           => 8 write ==
                ip.ttl <> 1                            => 9 unexpected
                ip.ttl == 1 2                          => 13 write “and” or “or”
                ip.ttl == 1 igmp                       => 13 write “and” or “or”
                igmp udp                               => 6 write “and” or “or”
                ip.ttl EQ 1                            => 8 lower case
                ip.ttl == 1 AND igmp                   => 13 lower case
                igmp ^ udp                             => 6 “xor” or ^^
                igmp xor                               => 9 missing
                igmp | udp                             => 6 “or”
                udp port 53                            => 5 capture filter
                host 10.0.0.1                          => 1 capture filter
                any igmp                               => 9 needs a comparison
                all == 1                               => 5 unexpected
                any (ip.ttl == 1)                      => 5 unexpected
                (ip.ttl) == 1                          => 1 grouped with { }
                udp.port in {                          => 14 missing
                udp.port in {}                         => 14 empty
                udp.port in {53                        => 16 a } is missing
                udp.port in {53 54}                    => 17 comma
                udp.port in 53                         => 13 in needs a set
                ip.addr# == 1.1.1.1                    => 8 number of a layer
                1#1 == 1                               => 2 behind the name
                eth.dst[0:3 == 01                      => 8 not closed
                eth.dst[] == 01                        => 9 bad range
                eth.dst[a:b] == 01                     => 9 bad range
                eth.dst[0:0] == 01                     => 9 at least 1
                eth.dst[2-1] == 01                     => 9 last position
                eth.dst[0--1] == 01                    => 9 same side
                eth.dst[99999999999] == 01             => 9 bad range
                frame contains "abc                    => 16 no closing "
                frame contains 'a                      => 16 no closing '
                frame contains 'ab'                    => 16 exactly one
                frame contains "\\q"                   => 17 unknown escape
                frame contains "\\ud800"               => 17 unknown escape
                frame contains ü                       => 16 double quotes
                ip.ttl==1and igmp                      => 14 “and” or “or”
                ip.ttl==1and                           => 9 integer
                ip . ttl == 1                          => 4 unexpected
                """);
    }

    @TestFactory
    Stream<DynamicTest> names() {
        return table("""
                igmp.                                  => 1 did you mean igmp
                igmp.typ == 1                          => 1 did you mean igmp.type?
                nosuchproto.field == 1                 => 1 no field
                IP.addr == 10.0.0.1                    => 1 did you mean ip.addr?
                udp.srcport == udp.dstprt              => 16 did you mean udp.dstport?
                ip.src == 10.0.0.1 or 10.0.0.2         => 23 is a value
                "igmp"                                 => 1 is a value
                1 == 1                                 => 1 is a value
                ip.ttl == 1 == 1                       => 11 is a value
                1 < ip.ttl                             => 1 ip.ttl > 1
                -1 < ip.ttl                            => 1 ip.ttl > -1
                .nosuch == 1                           => 1 no field
                """);
    }

    @TestFactory
    Stream<DynamicTest> values() {
        return table("""
                ip.ttl == 256                          => 11 at most 255
                ip.ttl == -1                           => 11 never negative
                igmp.qrv == 8                          => 13 at most 7
                ip.ttl == 99999999999999999999999      => 11 at most 255
                ip.ttl == 0xZZ                         => 11 integer
                ip.ttl == 09                           => 11 integer
                ip.ttl == "1"                          => 11 without quotes
                ip.ttl == 1.5                          => 11 integer
                igmp.type == "No Such Type Name"       => 14 no value of igmp.type
                igmp.type == "query"                   => 14 "Membership Query"
                igmp.type > "Membership Report"        => 13 several values
                ip.flags.df == maybe                   => 16 boolean
                ip.src == 300.1.1.1                    => 11 IPv4
                ip.src == 10.0.0                       => 11 IPv4
                ip.src == 010.0.0.1                    => 11 IPv4
                ip.src == "10.0.0.1"                   => 11 without quotes
                ip.src == 10.0.0.0/33                  => 20 from 0 to 32
                eth.dst == 01:00:5e:00:00              => 12 six bytes
                eth.dst == 01:00:5e                    => 12 eth.dst[0:3] == 01:00:5e
                eth.dst == 01:00:5g:00:00:01           => 12 six bytes
                eth.dst == 01:00-5e:00-00:01           => 12 six bytes
                frame.time_relative > 1s               => 23 seconds
                frame.time_relative > 0.1234567890     => 23 nine decimals
                frame.time_epoch > "not a date"        => 20 2026-01-31
                frame contains HTTP                    => 16 double quotes
                frame contains ""                      => 16 never contained
                udp.port in {10..1}                    => 14 the lower end comes first
                frame.protocols in {"b".."a"}          => 21 the lower end comes first
                """);
    }

    @TestFactory
    Stream<DynamicTest> types() {
        return table("""
                ip.ttl == ip.src                       => 1 cannot be compared
                ip.src == eth.src                      => 1 cannot be compared
                ip.ttl contains 1                      => 1 contains is for
                ip.src contains 0a                     => 1 contains is for
                ip.ttl[0] == 1                         => 1 slices
                ip.flags.df & 1                        => 1 & needs
                udp & 1                                => 1 udp[0] & 0x80
                ip.dst & 224.0.0.0/4                   => 10 one value
                frame.protocols == igmp                => 20 double quotes
                frame.protocols contains igmp          => 1 cannot be compared
                ip.dst[0] == 239                       => 14 write 0xef
                eth.dst[0] == 256                      => 15 hexadecimal
                eth.dst[0:3] == "01:00:5e"             => 17 without quotes
                eth.dst[0:2] == 01:00:5e               => 17 2 bytes
                eth.dst[0:2] == eth.src                => 1 compare as many
                eth.dst[4:8] == 33:33                  => 1 lies beyond
                eth.dst[6:]                            => 1 lies beyond
                eth.dst[0] contains 01:00              => 21 never contained
                """);
    }

    @TestFactory
    Stream<DynamicTest> functions() {
        return table("""
                foo(ip.src)                            => 1 there is no function
                cuont(ip.src) == 1                     => 1 did you mean count?
                float(ip.ttl) > 1                      => 1 no field holds fractions
                igmp(ip) == 1                          => 1 is no function
                count() == 1                           => 7 count(FIELD)
                count(ip.src, ip.dst) == 2             => 15 one argument
                count(ip.src == 2                      => 14 comma
                count(ip.src                           => 13 ) is missing
                len("abc") == 3                        => 5 needs a field
                len(nosuch) == 3                       => 5 no field
                len(ip.ttl)                            => 1 compare it
                lower(ip.src) == "a"                   => 7 needs text
                string(frame.protocols) == "a"         => 8 string needs
                string(udp) == "a"                     => 8 string needs
                vals(ip.ttl) == "a"                    => 6 have names
                max(ip.src, ip.ttl) == 1               => 5 cannot be compared
                abs(ip.src) == 1                       => 5 needs a number
                ip_multicast(ip.ttl)                   => 14 address
                ip_multicast(239.0.0.1)                => 14 needs a field
                ip.src + 1 == 10.0.0.1                 => 1 needs integers
                ip.flags.df + 1 == 1                   => 1 needs integers
                ip.ttl + frame.time_delta > 1          => 1 cannot be compared
                ip.ttl + abc == 1                      => 10 integer
                ip.ttl / 0 == 1                        => 10 division by zero
                ip.ttl == 1 / 0                        => 15 division by zero
                ip.ttl == 1 + x                        => 15 no number
                frame.time_delta * 2 > 1.0             => 1 needs integers
                ip.ttl +                               => 9 missing
                ip.ttl == -                            => 12 missing
                @udp == 00                             => 2 name of a field
                @ == 00                                => 3 name of a field
                -frame.protocols == "a"                => 2 minus sign
                """);
    }

    @TestFactory
    Stream<DynamicTest> regularExpressions() {
        return table("""
                ip.ttl matches "1"                     => 1 string(ip.ttl)
                frame.protocols matches igmp           => 25 double quotes
                frame.protocols matches 'a'            => 25 double quotes
                frame.protocols matches "["            => 26 not closed
                frame.protocols matches r"ab(c"        => 29 not closed
                frame.protocols matches "(a)\\\\1"    => 25 reference
                frame.protocols matches "a{1000}{1000}" => 26 too big
                frame.protocols matches "\\d"         => 26 unknown escape
                """);
    }

    @TestFactory
    Stream<DynamicTest> records() {
        return table("""
                same_record(igmp.type == 3 && igmp.maddr == 239.0.0.1) => 13 in no part that repeats
                same_record(igmp.maddr == 239.0.0.1 && ip.ttl == 1) => 40 in no part that repeats
                same_record(igmp.record_type == 4 && icmpv6.mldr.mar.record_type == 4) => 38 no one record
                same_record(same_record(igmp.record_type == 4)) => 13 says nothing
                same_record(igmp.record_type == 4      => 34 ) is missing
                same_record()                          => 13 unexpected
                same_record                            => 1 no field
                """);
    }

    @Test
    void showsTheFilterAndCarets() {
        assertEquals(
                "ip.ttl == 300 and udp\n          ^^^",
                refused("ip.ttl == 300 and udp").rendering());
        assertEquals("udp and\n       ^", refused("udp and").rendering());
        assertEquals("ip.ttl == x\n          ^", refused("ip.ttl ==\tx").rendering());
    }

    @Test
    void showsOfALongFilterThePartAroundThePlace() {
        String[] lines = refused("udp and ".repeat(100) + "nosuch" + " and udp".repeat(100))
                .rendering()
                .split("\n");
        assertEquals(2, lines.length);
        assertTrue(lines[0].length() < 130 && lines[0].startsWith("…") && lines[0].endsWith("…"), lines[0]);
        assertEquals("nosuch", lines[0].substring(lines[1].indexOf('^'), lines[1].length()));
    }

    @Test
    void countsCharactersAndNotTheirHalves() {
        assertEquals(20, refused("frame contains \"\ud83d\udce1\" x").column());
    }

    @Test
    void monstersAreAnsweredToo() throws FilterException {
        int many = 100_000;
        assertTrue(refused("(".repeat(many) + "udp" + ")".repeat(many)).reason().contains("deep"));
        assertTrue(refused("!".repeat(many) + "udp").reason().contains("deep"));
        assertTrue(refused("ip.ttl == " + "{".repeat(many)).reason().contains("deep"));
        assertTrue(refused("eth.dst" + "[0:2]".repeat(many)).reason().contains("deep"));
        assertTrue(refused("ip.ttl" + " & 1".repeat(many)).reason().contains("deep"));
        assertTrue(refused("ip.ttl == " + "-{".repeat(many) + "1").reason().contains("deep"));
        assertTrue(refused("ip.ttl" + " + ip.ttl".repeat(many)).reason().contains("deep"));
        assertTrue(refused("ip.ttl" + " * ip.ttl".repeat(many)).reason().contains("deep"));
        assertTrue(refused("len(".repeat(many)).reason().contains("deep"));
        assertTrue(refused("same_record(".repeat(many)).reason().contains("deep"));
        Filter.compile("ip.ttl == 1" + " + 1".repeat(100));
        refused("ip.ttl == 1" + " * 99".repeat(200));
        Filter.compile("udp" + " xor udp".repeat(many));
        refused("9".repeat(many));
        refused("ip.ttl == " + "9".repeat(many));
        refused("ip.src == " + "1.".repeat(many));
        refused("frame contains " + "0:".repeat(many));
        refused("\"".repeat(many + 1));
        Filter.compile("udp" + " or udp".repeat(many));
        Filter.compile("ip.ttl" + " == ip.ttl".repeat(many));
        StringBuilder set = new StringBuilder("frame.number in {0");
        for (int i = 2; i < 2 * many; i += 2) {
            set.append(", ").append(i);
        }
        Filter.compile(set.append('}').toString());
    }
}
