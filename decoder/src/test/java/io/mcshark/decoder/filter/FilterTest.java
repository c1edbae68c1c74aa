package io.mcshark.decoder.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.Catalogue;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tables of filters and the numbers of the packets in {@link Frames} that pass. */
class FilterTest {
    private static Stream<DynamicTest> table(String rows) {
        Frames frames = new Frames();
        return rows.lines().filter(row -> !row.isBlank()).map(row -> {
            String[] parts = row.split("=>", -1);
            String text = parts[0].strip();
            return DynamicTest.dynamicTest(text, () -> {
                Filter filter = Filter.compile(text);
                assertEquals(Frames.numbers(parts[1]), frames.passing(filter));
                // Written back, it says the same and parses to the same.
                Filter again = Filter.compile(filter.toString());
                assertEquals(filter.toString(), again.toString());
                assertEquals(Frames.numbers(parts[1]), frames.passing(again));
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> presenceAndLogic() {
        return table("""
                frame                                  => 1 2 3 4 5 6 7 8
                igmp                                   => 1 2 7
                .igmp                                  => 1 2 7
                not ip                                 => 6 8
                ip.ttl                                 => 1 2 3 4 5 7
                igmp.saddr                             => 1
                igmp.qqic                              =>
                ip.flags.df                            => 1 2 3 4 5 7
                igmp or udp and ip.ttl == 1            => 1 2 5 7
                udp and ip.ttl == 1 or igmp            => 1 2 5 7
                (igmp or udp) and ip.ttl == 1          => 1 2 5 7
                (igmp or udp) and not ip.ttl == 1      => 3 4
                !udp && !igmp                          => 6 8
                !(udp||igmp)                           => 6 8
                not not icmp                           => 5
                ((((udp))))                            => 3 4 5
                udp and(ip)or(igmp)                    => 1 2 3 4 5 7
                """);
    }

    @TestFactory
    Stream<DynamicTest> numbers() {
        return table("""
                ip.ttl == 1                            => 1 2 5 7
                ip.ttl eq 0x01                         => 1 2 5 7
                ip.ttl != 1                            => 3 4
                ip.ttl ne 01                           => 3 4
                ip.ttl !== 1                           => 3 4 5
                ip.ttl ~= 1                            => 3 4 5
                ip.ttl === 1                           => 1 2 7
                ip.ttl all_eq 1                        => 1 2 7
                ip.ttl any_ne 1                        => 3 4 5
                ip.ttl any_eq 1                        => 1 2 5 7
                ip.ttl all_ne 1                        => 3 4
                any ip.ttl != 1                        => 3 4 5
                all ip.ttl == 1                        => 1 2 7
                all ip.ttl > 15                        => 3 4
                ip.ttl > 15                            => 3 4 5
                ip.ttl >= 255                          => 3
                ip.ttl > 255                           =>
                ip.ttl < 1                             =>
                ip.ttl lt 2                            => 1 2 5 7
                ip.ttl <= 16                           => 1 2 4 5 7
                ip.ttl gt 64                           => 3
                ip.ttl ge 64                           => 3 5
                ip.ttl le 0b10000                      => 1 2 4 5 7
                ip.ttl == '\\x10'                      => 4
                ip.ttl == 020                          => 4
                ip.ttl==1&&igmp                        => 1 2 7
                udp.port == 5353                       => 3
                udp.port != 5000                       => 3
                udp.port !== 5000                      => 3 4 5
                udp.port === 5353                      => 3
                any udp.port < 5001                    => 4 5
                all udp.port > 5001                    => 3
                ip.hdr_len == 20                       => 1 2 3 4 5 7
                ip.hdr_len & 16 == 16                  => 1 2 3 4 5 7
                ip.hdr_len == 5                        =>
                eth.type == 0x800                      => 1 2 3 4 5 7
                eth.type != 0x800                      => 6 8
                all eth.type in {0x800, 0x88b5}        => 1 2 3 4 5 6 7
                igmp.record_type == 3                  => 1
                igmp.record_type !== 3                 => 1
                all igmp.num_src >= 0                  => 1
                udp.srcport == udp.dstport             => 3
                udp.srcport != udp.dstport             => 4 5
                udp.srcport < udp.dstport              => 4 5
                ip.hdr_len < ip.len < frame.len        => 1 2 3 4 5 7
                udp.port == udp.port == 5353           => 3
                udp.length > 8 and udp.length < 16     => 4
                ip.src == ip.dst                       => 5
                ip.flags.df == 1                       => 1 2 3 4 5 7
                ip.flags.mf == True                    =>
                eth.dst.ig == TRUE                     => 1 2 3 4 6 7 8
                eth.dst.ig == 2                        => 1 2 3 4 6 7 8
                eth.dst.ig == false                    => 5
                eth.dst.ig != "set"                    => 5
                eth.dst.ig < True                      => 5
                igmp.type == "Membership Query"        => 2
                igmp.type == "membership report"       => 1
                igmp.type != "Membership Report"       => 2 7
                igmp.type in {"Membership Report", "Leave Group"} => 1 7
                ip.proto == IGMP                       => 1 2 7
                frame.number == 3                      => 3
                frame.number in {1, 4 .. 5, 7}         => 1 4 5 7
                """);
    }

    @TestFactory
    Stream<DynamicTest> sets() {
        return table("""
                udp.port in {5353, 1900}               => 3
                udp.dstport in {5516..5517}            => 4 5
                udp.port not in {5000}                 => 1 2 3 6 7 8
                not udp.port in {5000}                 => 1 2 3 6 7 8
                udp.port !in {5000}                    => 1 2 3 6 7 8
                all udp.port in {5000, 5516}           => 4
                any udp.port in {5000, 5516}           => 4 5
                ip.dst in {224.0.0.0/24, 10.0.0.0/8}   => 1 2 3 5 7
                ip.dst in {224.0.0.1 .. 224.0.0.22}    => 1 2 7
                eth.dst in {01:00:5e:00:00:00..01:00:5e:00:00:10} => 2 4 7
                eth.dst[0:2] in {02:00, ff:ff}         => 5 6
                udp.dstport in {udp.srcport}           => 3
                udp.dstport in {1 .. udp.srcport, 5517} => 3 5
                udp.dstport in {udp.srcport .. 5516}   => 3 4
                frame.protocols in {"eth" .. "f", "ip"} => 1 2 3 4 5 6 7 8
                frame.protocols in {"eth", "ip"}       =>
                frame.number in {1, 3, 5, 7, 9, 11, 13, 15} => 1 3 5 7
                """);
    }

    @TestFactory
    Stream<DynamicTest> addresses() {
        return table("""
                ip.dst == 239.0.0.7                    => 4
                ip.dst == 224.0.0.0/4                  => 1 2 3 4 5 7
                ip.dst == 239.0.0.7/8                  => 4 5
                ip.dst != 224.0.0.0/4                  =>
                ip.dst !== 224.0.0.0/4                 => 5
                ip.dst === 224.0.0.0/4                 => 1 2 3 4 7
                ip.dst > 224.0.0.0/8                   => 4 5
                ip.dst >= 239.0.0.0/8                  => 4 5
                ip.dst < 224.0.0.2                     => 2 5
                ip.dst <= 224.0.0.0/24                 => 1 2 3 5 7
                ip.dst == 0.0.0.0/0                    => 1 2 3 4 5 7
                ip.addr == 10.0.0.2                    => 4 5
                ip.addr != 10.0.0.1                    => 2 4 5
                !(ip.addr == 10.0.0.1)                 => 2 4 5 6 8
                igmp.maddr == 239.0.0.0/8              => 1 7
                igmp.maddr === 239.0.0.0/8             => 7
                igmp.maddr != 239.0.0.0/8              => 2
                all igmp.maddr >= 232.0.0.0            => 1 7
                eth.dst == 01:00:5e:00:00:16           => 1
                eth.dst == 01-00-5E-00-00-16           => 1
                eth.dst == 0100.5e00.0016              => 1
                eth.dst == 01.00.5e.00.00.16           => 1
                eth.dst == 01005e000016                => 1
                eth.dst > 02:00:00:00:00:02            => 6 8
                eth.addr == 02:00:00:00:00:01          => 1 2 3 4 5 6 7 8
                """);
    }

    /** {@code mcast.group} is an IPv4 address in some homes and an IPv6 address in others. */
    @TestFactory
    Stream<DynamicTest> namesOfSeveralTypes() {
        return table("""
                mcast.group                            => 1 2 3 4 5 7 8
                mcast.group == 239.0.0.0/8             => 1 4 5 7
                mcast.group == ff02::/16               => 8
                mcast.group == ff02::fb                => 8
                mcast.group != 239.0.0.7               => 1 2 3 5 7 8
                mcast.group !== 239.0.0.7              => 1 2 3 5 7 8
                mcast.group === 239.0.0.7              => 4
                mcast.group === ff02::/16              => 8
                mcast.group > 239.0.0.0                => 1 4 5 7
                mcast.group in {239.0.0.7, ff00::/8}   => 4 8
                all mcast.group in {224.0.0.0/24, ff00::/8} => 2 3 8
                mcast.group not in {224.0.0.0/4}       => 6 8
                mcast.group == ip.dst                  => 1 2 3 4 5 7
                ip.dst == mcast.group                  => 1 2 3 4 5 7
                ipv6.dst == mcast.group                => 8
                mcast.group[0] == ff                   => 8
                mcast.group & 255.0.0.0 == 239.0.0.0   => 1 4 5 7
                """);
    }

    @TestFactory
    Stream<DynamicTest> bytesAndText() {
        return table("""
                udp contains "ssdp"                    => 3
                udp contains 73:73                     => 3
                udp contains 14:e9                     => 3
                frame contains "\\x73sdp"              => 3
                frame contains 's'                     => 3
                ip contains 15:8c                      => 4
                udp.payload contains 00:00:84:00       => 3
                udp.payload contains 0                 => 3 4
                udp.payload == 00:00:00:00:ff          => 4
                udp.payload == 00000000ff              => 4
                udp.payload > ff:ff                    => 3 4
                udp.payload < 00:00:00:00:ff:00        => 4
                udp.payload != "ssdp"                  => 3 4
                udp.payload                            => 3 4
                frame.protocols contains "igmp"        => 1 2 7
                frame.protocols == "igmp"              =>
                frame.protocols != "igmp"              => 1 2 3 4 5 6 7 8
                frame.protocols == frame.protocols     => 1 2 3 4 5 6 7 8
                frame.protocols > "eth"                => 1 2 3 4 5 6 7 8
                frame.protocols > "f"                  =>
                frame.protocols < "eth:z" and udp      => 3 4 5
                all frame.protocols contains r"ip:"    => 1 2 3 4 5 7
                frame contains ip.dst[0:3]             => 1 2 3 4 5 7
                frame contains frame[0:6]              => 1 2 3 4 5 6 7 8
                """);
    }

    @TestFactory
    Stream<DynamicTest> slices() {
        return table("""
                eth.dst[0:3] == 01:00:5e               => 1 2 3 4 7
                eth.dst[0:3] == 01.00.5e               => 1 2 3 4 7
                eth.dst[:3] == 01005e                  => 1 2 3 4 7
                eth.dst[0-2] == 01:00:5e               => 1 2 3 4 7
                eth.dst[0] == 1                        => 1 2 3 4 7
                eth.dst[0] == 0x01                     => 1 2 3 4 7
                eth.dst[0] == '\\xff'                  => 6
                eth.dst[0] > 1                         => 5 6 8
                eth.dst[0,5] == 01:01                  => 2
                eth.dst[0:1,-2:] == 01:00:16           => 1
                eth.dst[-1] == 16                      => 1
                eth.dst[-2:2] == 00:16                 => 1
                eth.dst[-2--1] == 00:16                => 1
                eth.dst[4:] == 00:16                   => 1
                eth.dst[0:3][2:1] == 5e                => 1 2 3 4 7
                eth.dst[0:2] != ff:ff                  => 1 2 3 4 5 7 8
                eth.dst[4:2] == ip.dst[2:2]            => 1 2 3 4 5 7
                eth.dst[3:3] != ip.dst[1:3]            =>
                ip.src == frame[26:4]                  => 1 2 3 4 5 7
                frame[6:6] == eth.src                  => 1 2 3 4 5 6 7 8
                ip.dst[0] == e0                        => 1 2 3 7
                ip[9] == 2                             => 1 2 7
                ip[16:4] == e0:00:00:16                => 1
                udp[0:2] == 14:e9                      => 3
                udp[8:2] == 73:73                      =>
                udp[8]                                 =>
                udp[7]                                 => 3 4 5
                udp[7:2] != 00:00                      => 3 4 5
                igmp[4:4] == 00:00:00:00               => 2
                frame[12:2] == 88:b5                   => 6
                frame[0:60]                            => 1 5
                frame.protocols[-4:] == "igmp"         => 1 2 7
                """);
    }

    @TestFactory
    Stream<DynamicTest> masksAndLayers() {
        return table("""
                ip.dsfield & 0xfc                      => 1 2 4 7
                ip.dsfield & 0xe0 == 0xc0              => 1 2 7
                ip.dsfield & 0xe0 == 0xc0 and igmp     => 1 2 7
                not ip.dsfield & 0xfc                  => 3 5 6 8
                {ip.ttl & 0x11} == 0x11                => 3
                ip.ttl & 0xf0 & 0x90                   => 3 4
                all ip.ttl & 1 == 1                    => 1 2 3 7
                ip.ttl == ip.ttl & 1                   => 1 2 5 7
                ip.dst & 255.0.0.0 == 239.0.0.0        => 4 5
                ip.dst & 0.0.0.1                       => 2 3 4 5
                eth[0] & 1                             => 1 2 3 4 6 7 8
                eth.dst[0] & 1 == 1                    => 1 2 3 4 6 7 8
                eth.dst & 02:00:00:00:00:00            => 5 6 8
                frame[0:3] & 01:00:5e == 01:00:5e      => 1 2 3 4 6 7
                frame[0:3] & ff == 02                  => 5
                ip#2                                   => 5
                ip.src#1 == 192.0.2.1                  => 5
                ip.src#2 == 10.0.0.0/8                 => 5
                ip.src#[-1] == 10.0.0.2                => 4 5
                ip.src#[1-2] == 10.0.0.2               => 4 5
                ip.src#[2:]                            => 5
                ip.src#2[0] == 0a                      => 5
                udp.port#1 == 5353                     => 3
                ip.src#0                               =>
                """);
    }

    @TestFactory
    Stream<DynamicTest> times() {
        return table("""
                frame.time_relative > 1                => 3 4 5 6 7 8
                frame.time_relative >= 1.5             => 3 4 5 6 7 8
                frame.time_relative in {1 .. 2.5}      => 2 3
                frame.time_delta > -1                  => 1 2 3 4 5 6 7 8
                frame.time_epoch < 1767225602.5        => 1 2
                frame.time_epoch >= "2026-01-01 00:00:06Z" => 6 7 8
                frame.time_epoch >= 2026-01-01T00:00:06Z => 6 7 8
                frame.time_epoch < "2026-01-01 01:00:04.5 +01:00" => 1 2 3 4
                frame.time_epoch < "Jan 1, 2026 00:00:02 UTC" => 1
                frame.time_epoch == frame.time_epoch   => 1 2 3 4 5 6 7 8
                """);
    }

    @TestFactory
    Stream<DynamicTest> functions() {
        return table("""
                upper(frame.protocols) contains "IGMP"  => 1 2 7
                lower(frame.protocols) == "eth:ethertype:ip:igmp:igmp" => 1 2 7
                lower(frame.protocols)[0:3] == "eth"    => 1 2 3 4 5 6 7 8
                len(ip.src) == 4                        => 1 2 3 4 5 7
                len(ip.ttl) == 1                        => 1 2 3 4 5 7
                len(udp.payload) > 5                    => 3
                len(udp) == 8                           => 3 4 5
                len(eth) + 1 == 15                      => 1 2 3 4 5 6 7 8
                count(ip.addr) > 2                      => 5
                count(igmp.maddr) == 2                  => 1
                count(ip) == 2                          => 5
                count(mcast.group) >= 1                 => 1 2 3 4 5 7 8
                string(ip.ttl) == "255"                 => 3
                string(ip.dst) matches r"^239\\."       => 4 5
                string(ip.ttl + 1) == "2"               => 1 2 5 7
                string(frame.number) matches "[02468]$" => 2 4 6 8
                dec(ip.ttl) == "16"                     => 4
                hex(ip.ttl) == "0x10"                   => 4
                vals(igmp.type) contains "Query"        => 2
                max(udp.port) > 5353                    => 4 5
                max(udp.srcport, udp.dstport) == 5517   => 5
                min(udp.srcport, udp.dstport) < 5001    => 4 5
                min(ip.ttl, 100) == 100                 => 3
                max(ip.src, ip.dst) == 239.0.0.0/8      => 4 5
                max(frame.protocols) contains "udp"     => 3 4 5
                max(igmp.maddr) == 239.1.1.1            => 1 7
                max(igmp.type) == "Leave Group"         => 7
                abs(ip.ttl - 16) == 15                  => 1 2 5 7
                abs(frame.time_delta - 1.0) == 0.0      => 2 3 4 5 6 7 8
                ip_multicast(ip.dst)                    => 1 2 3 4 5 7
                ip_multicast(ipv6.dst)                  => 8
                ip_multicast(mcast.group)               => 1 2 3 4 5 7 8
                not ip_multicast(ip.dst)                => 6 8
                all ip.dst == 224.0.0.0/4               => 1 2 3 4 7
                ip_rfc1918(ip.src)                      => 1 2 3 4 5 7
                all ip_rfc1918(ip.src) == 1             => 1 2 3 4 7
                ip_linklocal(ipv6.src)                  => 8
                ip_ula(ipv6.src)                        =>
                ip_special_name(ip.src) contains "TEST-NET-1" => 5
                ip_special_mask(ip.src) & 4             => 1 2 3 4 5 7
                ip_special_mask(ip.src) == 28           => 1 2 3 4 5 7
                """);
    }

    @TestFactory
    Stream<DynamicTest> arithmetic() {
        return table("""
                ip.ttl + 1 == 2                         => 1 2 5 7
                1 + ip.ttl == 2                         => 1 2 5 7
                ip.ttl - 2 < 0                          => 1 2 5 7
                ip.ttl - 1                              => 3 4 5
                ip.ttl * 2 + 1 == 33                    => 4
                ip.ttl * {2 + 1} == 48                  => 4
                {ip.ttl + 1} * 2 == 34                  => 4
                ip.ttl / 16 == 1                        => 4
                ip.ttl % 16 == 15                       => 3
                ip.ttl % 5 == 1 and ip.ttl != 1         => 4
                10 / ip.ttl == 10                       => 1 2 5 7
                1 / {ip.ttl - 1} == 0                   => 3 4 5
                -ip.ttl == -255                         => 3
                - ip.ttl < -20                          => 3 5
                --ip.ttl == 255                         => 3
                ip.ttl == 4 * 4                         => 4
                ip.ttl == 20 - 2 - 2                    => 4
                ip.ttl == {20 - 2} - 2                  => 4
                ip.ttl == 20 - {2 + 2}                  => 4
                ip.ttl == -{-16}                        => 4
                ip.ttl in {10 + 6, 200 .. 250 + 5}      => 3 4
                ip.ttl + 1 in {17}                      => 4
                ip.ttl & 0x0f + 1 == 16                 => 3 4
                {ip.ttl & 0x1f} + 1 == 32               => 3
                ip.len - ip.hdr_len == udp.length       => 3 4 5
                udp.srcport + 517 == udp.dstport        => 5
                all ip.ttl + 0 == 1                     => 1 2 7
                frame.time_relative + 1 == 2.0          => 2
                frame.time_epoch - frame.time_relative == frame.time_epoch => 1
                frame.time_epoch - 1 == "2026-01-01 00:00:01Z" => 2
                @ip.ttl == ff                           => 3
                @ip.ttl[0] & 0x10                       => 3 4
                @ip.dst == ef:00:00:07                  => 4
                @udp.dstport[0:1] == 14                 => 3
                """);
    }

    @TestFactory
    Stream<DynamicTest> regularExpressions() {
        return table("""
                frame.protocols matches "IGMP$"         => 1 2 7
                frame.protocols ~ "^eth:.*:ip:(udp|igmp:igmp)$" => 1 2 5 7
                frame.protocols matches "(?-i)IGMP"     =>
                udp matches "SSDP"                      => 3
                frame matches "\\x84\\x00$"           => 3
                eth.dst matches "^\\x01"               => 1 2 3 4 7
                eth.dst[0:1] matches r"^\\xff"          => 6
                udp.payload matches "^.{5}$"            => 4
                not frame.protocols matches ":ip:"      => 6 8
                all frame.protocols matches "eth"       => 1 2 3 4 5 6 7 8
                """);
    }

    @TestFactory
    Stream<DynamicTest> xorAndRecords() {
        return table("""
                igmp xor ip                             => 3 4 5
                udp ^^ ip.ttl == 1                      => 1 2 3 4 7
                ip xor udp xor ip.ttl == 1              => 5
                igmp or udp xor ip                      => 1 2 7
                (igmp or udp) xor ip                    =>
                not (udp xor ip)                        => 3 4 5 6 8
                igmp.maddr == 239.1.1.1 and igmp.record_type == 5 => 1
                same_record(igmp.maddr == 239.1.1.1 and igmp.record_type == 5) =>
                same_record(igmp.maddr == 239.1.1.1 and igmp.record_type == 3) => 1
                same_record(igmp.maddr == 232.0.0.0/8 && igmp.record_type == 5 && igmp.saddr == 192.0.2.2) => 1
                same_record(igmp.maddr == 239.0.0.0/8 && igmp.saddr) =>
                same_record(igmp.maddr != 239.1.1.1 and not igmp.saddr) =>
                same_record(igmp.maddr != 239.1.1.1)    => 1
                igmp.maddr != 239.1.1.1                 => 2
                not same_record(igmp.num_src > 5)       => 1 2 3 4 5 6 7 8
                same_record(count(igmp.saddr) == 2 and igmp.record_type == 5) => 1
                """);
    }

    @Test
    void blankLetsEverythingThrough() throws FilterException {
        Filter blank = Filter.compile(" \t");
        assertEquals(Frames.count(), new Frames().passing(blank).size());
        assertEquals("", blank.toString());
    }

    @Test
    void tellsWhatItReads() throws FilterException {
        Filter filter = Filter.compile("udp.port == 53 or ip.src == ip.dst or (igmp and ip.src#2)");
        assertEquals(
                List.of("udp.port", "ip.src", "ip.dst", "igmp"),
                filter.fields().stream().map(Catalogue.Entry::name).toList());
        assertTrue(filter.tree() instanceof Expr.Or or && or.terms().size() == 3);
    }
}
