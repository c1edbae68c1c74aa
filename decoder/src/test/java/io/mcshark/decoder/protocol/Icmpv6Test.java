package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.decoder.Decoded;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Values checked against tshark 4.0.17. */
class Icmpv6Test {
    /** The beginning of a packet from 2001:db8::1 port 1000 to 2001:db8::2 port 2000. */
    private static final String QUOTE = "60000000 00d0 11ff 20010db8000000000000000000000001"
            + "20010db8000000000000000000000002 03e8 07d0 00d0 dd67";

    private static final String ADVERTISEMENT = "86005692 40c80708 00000001 00000002"
            + "0101 020000000001"
            + "0501 0000 00000500"
            + "0304 40c0 00278d00 00093a80 00000000 20010db8000000000000000000000000"
            + "1903 0000 000004b0 20010db8000000000000000000000053"
            + "1f04 0000 000004b0 076578616d706c6503636f6d00 036c616200 000000000000"
            + "1802 4018 00000708 20010db800000000";
    private static final String REDIRECT = "89008bd7 00000000 fe800000000000000000000000000009"
            + "20010db8000000000000000000000077 0201 020000000009 0407 000000000000" + QUOTE;
    private static final String EXTENDED =
            "010487c2 10000000" + QUOTE + "68656c6c6f".repeat(16) + "20009cf100080101000641ff";

    private static Decoded icmpv6(String hex) {
        return Decoded.ipv6(58, "fe80::1", "ff02::1", hex).sayAll();
    }

    private static void check(Decoded p, String... fieldsAndValues) {
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            assertEquals(fieldsAndValues[i + 1], p.get(fieldsAndValues[i]), fieldsAndValues[i]);
        }
    }

    @Test
    void echo() {
        Decoded p = icmpv6("8000f081 0017 0001 6162636465666768");
        check(p, "icmpv6.type", "128", "icmpv6.code", "0", "icmpv6.checksum", "0xf081", "icmpv6.checksum.status", "1");
        check(p, "icmpv6.echo.identifier", "0x0017", "icmpv6.echo.sequence_number", "1", "data.len", "8");
        assertEquals("icmp6 echo request, id 23, seq 1, 8 bytes", p.row("icmpv6"));
        check(
                icmpv6("8000f082 0017 0001 6162636465666768"),
                "icmpv6.checksum.status",
                "0",
                "icmpv6.checksum_bad.expert",
                "1");
    }

    @Test
    void errorsQuoteAPacket() {
        Decoded p = icmpv6("0104ca47 00000000" + QUOTE + "68656c6c6f6865");
        check(
                p,
                "icmpv6.code",
                "4",
                "icmpv6.reserved",
                "00000000",
                "udp.srcport",
                "1000",
                "ipv6.dst",
                "ff02::1,2001:db8::2");
        check(p, "udp.checksum.status", "2", "icmpv6.checksum.status", "0");
        assertEquals(
                "icmp6 port unreachable [bad checksum], quoting 2001:db8::1.1000 > 2001:db8::2.2000", p.row("icmpv6"));
        check(icmpv6("02000000 00000500" + QUOTE), "icmpv6.mtu", "1280");
        check(icmpv6("04010000 00000006" + QUOTE), "icmpv6.pointer", "6");
        Decoded inner = icmpv6("0104663a 00000000 60000000000c3afffe800000000000000000000000000001"
                + "ff020000000000000000000000000001 8000bd54 00170001 61626364");
        check(inner, "icmpv6.type", "1,128", "icmpv6.checksum.status", "1,2");
    }

    @Test
    void extensions() {
        Decoded p = icmpv6(EXTENDED);
        check(p, "icmpv6.length", "16", "icmpv6.reserved", "000000", "icmp.mpls.label", "100", "icmp.mpls.ttl", "255");
        check(p, "icmp.ext.checksum.status", "1", "icmpv6.checksum.status", "1");
    }

    @Test
    void routerAdvertisement() {
        Decoded p = icmpv6(ADVERTISEMENT);
        check(p, "icmpv6.checksum.status", "1", "icmpv6.nd.ra.cur_hop_limit", "64", "icmpv6.nd.ra.flag", "0xc8");
        check(p, "icmpv6.nd.ra.flag.m", "1", "icmpv6.nd.ra.flag.prf", "1", "icmpv6.nd.ra.router_lifetime", "1800");
        check(p, "icmpv6.nd.ra.reachable_time", "1", "icmpv6.nd.ra.retrans_timer", "2");
        check(p, "icmpv6.opt.type", "1,5,3,25,31,24", "icmpv6.opt.length", "1,1,4,3,4,2");
        check(p, "icmpv6.opt.linkaddr", "02:00:00:00:00:01", "icmpv6.opt.src_linkaddr", "02:00:00:00:00:01");
        check(p, "icmpv6.opt.target_linkaddr", "", "icmpv6.opt.mtu", "1280", "icmpv6.opt.prefix.length", "64,64");
        check(p, "icmpv6.opt.prefix.flag", "0xc0", "icmpv6.opt.prefix.flag.a", "1");
        check(p, "icmpv6.opt.prefix.valid_lifetime", "2592000", "icmpv6.opt.prefix", "2001:db8::,2001:db8::");
        check(p, "icmpv6.opt.rdnss.lifetime", "1200", "icmpv6.opt.rdnss", "2001:db8::53");
        check(p, "icmpv6.opt.dnssl", "example.com,lab", "icmpv6.opt.route_info.flag.route_preference", "3");
        assertEquals("icmp6 router advertisement, for 1800 s, prefix 2001:db8::/64", p.row("icmpv6"));

        Decoded other = icmpv6("8600bdbd 40c80708 00000001 00000002 07010000000003e8 0801000000010708"
                + "1a01800000000000 2502 68747470733a2f2f612e622f0000 2602070820010db80000000000000000");
        check(other, "icmpv6.opt.advertisement_interval", "1000", "icmpv6.opt.home_agent_lifetime", "1800");
        check(other, "icmpv6.opt.efo", "0x8000", "icmpv6.opt.captive_portal", "https://a.b/");
        check(other, "icmpv6.opt.pref64.scaled_lifetime", "225", "icmpv6.opt.pref64.plc", "0x0000");
        check(other, "icmpv6.opt.pref64.prefix", "2001:db8::", "icmpv6.data", "");
    }

    @Test
    void neighbors() {
        Decoded who = icmpv6("87004a5f 00000000 20010db8000000000000000000000005 0101 020000000001");
        check(who, "icmpv6.nd.ns.target_address", "2001:db8::5", "icmpv6.checksum.status", "1");
        assertEquals("icmp6 neighbor solicitation, who has 2001:db8::5", who.row("icmpv6"));
        Decoded it = icmpv6("8800e85e 60000000 20010db8000000000000000000000005 0201 020000000001");
        check(it, "icmpv6.nd.na.target_address", "2001:db8::5", "icmpv6.nd.na.flag", "0x60000000");
        check(it, "icmpv6.nd.na.flag.r", "0", "icmpv6.nd.na.flag.s", "1", "icmpv6.nd.na.flag.o", "1");
        check(it, "icmpv6.opt.target_linkaddr", "02:00:00:00:00:01");
        assertEquals("icmp6 neighbor advertisement, it is 2001:db8::5 at 02:00:00:00:00:01", it.row("icmpv6"));
        Decoded redirect = icmpv6(REDIRECT);
        check(redirect, "icmpv6.nd.rd.target_address", "fe80::9", "udp.dstport", "2000");
        check(redirect, "icmpv6.rd.na.destination_address", "2001:db8::77", "icmpv6.opt.type", "2,4");
        assertEquals(
                "icmp6 redirect, to 2001:db8::77 by fe80::9 at 02:00:00:00:00:09,"
                        + " quoting 2001:db8::1.1000 > 2001:db8::2.2000",
                redirect.row("icmpv6"));
    }

    @Test
    void optionsThatLie() {
        String solicitation = "87000000 00000000 20010db8000000000000000000000005";
        Decoded none = icmpv6(solicitation + "0100 020000000001");
        check(none, "icmpv6.invalid_option_length", "1", "icmpv6.opt.linkaddr", "");
        assertEquals("Malformed Packet", none.get("_ws.malformed"));
        Decoded more = icmpv6(solicitation + "0102 020000000001");
        check(more, "icmpv6.opt.length", "2", "icmpv6.opt.linkaddr", "");
        assertEquals("Malformed Packet", more.get("_ws.malformed"));
        check(icmpv6(solicitation + "0102" + "01".repeat(14)), "icmpv6.opt.linkaddr", "01".repeat(14));
        check(icmpv6(solicitation + "c801" + "01".repeat(6)), "icmpv6.data", "01".repeat(6));
    }

    @Test
    void otherMessages() {
        Decoded node = icmpv6("8b00392a 0003 0020 0102030405060708 20010db8000000000000000000000005");
        check(node, "icmpv6.ni.qtype", "3", "icmpv6.ni.flag", "0x0020", "icmpv6.ni.flag.g", "1");
        check(node, "icmpv6.ni.nonce", "0x0102030405060708");
        Decoded router = icmpv6("97146aa4 007d 0002");
        check(router, "icmpv6.mcast_ra.query_interval", "125", "icmpv6.mcast_ra.robustness_variable", "2");
        check(icmpv6("c8003130 0102030405"), "icmpv6.data", "0102030405");
    }

    @Test
    void everyCutAndEveryLieIsSurvived() {
        for (String message : new String[] {ADVERTISEMENT, REDIRECT, EXTENDED}) {
            String hex = message.replaceAll("\\s", "");
            int length = hex.length() / 2;
            for (int captured = 0; captured <= length; captured++) {
                Decoded.ipv6(58, "fe80::1", "ff02::1", hex, captured, false).sayAll();
                icmpv6(hex.substring(0, captured * 2));
            }
            for (int i = 0; i < length; i++) {
                byte[] lie = Decoded.bytes(hex);
                lie[i] = (byte) 0xff;
                icmpv6(HexFormat.of().formatHex(lie));
            }
        }
    }
}
