package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.Decoded;
import org.junit.jupiter.api.Test;

/** Values checked against tshark 4.0.17. */
class Ipv4Test {
    private static final int IPV4 = 228;
    private static final String UDP = "0fa01388000d0000 68656c6c6f";

    /** A packet with options, padded with zeros to a multiple of four. */
    private static Decoded options(String hex) {
        int bytes = Decoded.bytes(hex).length;
        int padded = (bytes + 3) / 4 * 4;
        String header = "4%x0000%02x 00010000 05110000 c0000201 ef010203".formatted(5 + padded / 4, 33 + padded);
        return Decoded.link(IPV4, header + hex + "00".repeat(padded - bytes) + UDP)
                .sayAll()
                .has("udp.dstport", "5000");
    }

    @Test
    void header() {
        Decoded.link(IPV4, "45b80021 abcd4000 0511abcd c0000201 ef010203" + UDP)
                .sayAll()
                .has("ip.version", "4", "ip.hdr_len", "20", "ip.dsfield", "0xb8", "ip.dsfield.dscp", "46")
                .has("ip.dsfield.ecn", "0", "ip.len", "33", "ip.id", "0xabcd", "ip.flags", "0x02", "ip.flags.rb", "0")
                .has("ip.flags.df", "1", "ip.flags.mf", "0", "ip.frag_offset", "0", "ip.ttl", "5", "ip.proto", "17")
                .has("ip.checksum", "0xabcd", "ip.checksum.status", "2", "ip.checksum_calculated", "")
                .has("ip.src", "192.0.2.1", "ip.dst", "239.1.2.3", "ip.addr", "192.0.2.1,239.1.2.3");
    }

    @Test
    void checksumWhenAsked() {
        String ethernet = "01005e010203 020000000001 0800";
        Decoded.verified(ethernet + "45000021 00010000 051102c6 c0000201 ef010203" + UDP)
                .has("ip.checksum.status", "1", "ip.checksum_calculated", "0x02c6");
        Decoded.verified(ethernet + "45000021 00010000 051102c7 c0000201 ef010203" + UDP)
                .has("ip.checksum.status", "0", "ip.checksum_calculated", "0x02c6");
    }

    @Test
    void routerAlert() {
        Decoded p = options("94040000")
                .has(
                        "ip.opt.type",
                        "148",
                        "ip.opt.type.copy",
                        "1",
                        "ip.opt.type.class",
                        "0",
                        "ip.opt.type.number",
                        "20")
                .has("ip.opt.len", "4", "ip.opt.ra", "0", "ip.opt.len.invalid", "");
        assertTrue(p.tree().contains("Type: Router Alert (148)"), p.tree());
        assertTrue(p.tree().contains("Router Alert: Router shall examine packet (0)"), p.tree());
    }

    @Test
    void routesRecordedAndAhead() {
        options("070b08 0a000001 00000000")
                .has("ip.opt.type", "7,0", "ip.opt.ptr", "8", "ip.rec_rt", "10.0.0.1", "ip.empty_rt", "0.0.0.0");
        options("830b04 0a000001 0a000002")
                .has("ip.cur_rt", "239.1.2.3", "ip.src_rt", "10.0.0.1", "ip.dst", "10.0.0.2", "ip.rec_rt", "")
                .has("ip.addr", "192.0.2.1,10.0.0.2");
        options("890b08 0a000001 0a000002")
                .has("ip.rec_rt", "10.0.0.1", "ip.dst", "10.0.0.2", "ip.src_rt", "", "ip.cur_rt", "239.1.2.3");
        options("830b0c 0a000001 0a000002")
                .has("ip.rec_rt", "10.0.0.1,10.0.0.2", "ip.dst", "239.1.2.3", "ip.cur_rt", "");
        options("830b05 0a000001 0a000002")
                .has("ip.opt.ptr.middle_address", "1", "ip.dst", "239.1.2.3", "ip.rec_rt", "");
        options("830b03 0a000001 0a000002")
                .has("ip.opt.ptr.before_address", "1", "ip.dst", "239.1.2.3", "ip.src_rt", "");
    }

    @Test
    void timeStamps() {
        options("440c0d10 00000001 80000002")
                .has("ip.opt.ptr", "13", "ip.opt.overflow", "1", "ip.opt.flag", "0x00")
                .has("ip.opt.time_stamp", "1,2147483650", "ip.opt.time_stamp_addr", "");
        options("44140df3 0a000001 00000010 0a000002 00000000")
                .has("ip.opt.flag", "0x03", "ip.opt.time_stamp_addr", "10.0.0.1,10.0.0.2", "ip.opt.time_stamp", "16,0");
    }

    @Test
    void security() {
        options("820b 0000 abcd 4142 434445")
                .has("ip.opt.sec_rfc791_sec", "0x0000", "ip.opt.sec_rfc791_comp", "43981")
                .has("ip.opt.sec_rfc791_hr", "AB", "ip.opt.sec_rfc791_tcc", "CDE", "ip.opt.sec_cl", "");
        options("8206 ab 81 82 83")
                .has(
                        "ip.opt.sec_cl",
                        "0xab",
                        "ip.opt.sec_prot_auth_flags",
                        "0x81,0x82",
                        "ip.opt.sec_prot_auth_genser",
                        "1")
                .has("ip.opt.sec_prot_auth_fti", "1,0", "ip.opt.sec_prot_auth_unassigned", "0x00,0x41");
        options("8505 01 ffff")
                .has("ip.opt.ext_sec_add_sec_info_format_code", "0x01", "ip.opt.ext_sec_add_sec_info", "ffff");
        options("8613 00000001 01 0d 00 05 f0ff00000000000000")
                .has("ip.cipso.doi", "1", "ip.cipso.tag_type", "1", "ip.cipso.sensitivity_level", "5")
                .has("ip.cipso.categories", "0,1,2,3,8,9,10,11,12,13,14,15");
        options("8610 00000003 05 0a 00 07 0000 0001 0003").has("ip.cipso.categories", "0-1,3-0");
        options("8610 00000003 07 0a aabbccddeeff0011").has("ip.cipso.tag_data", "aabbccddeeff0011");
    }

    @Test
    void theRest() {
        options("88041234").has("ip.opt.sid", "4660");
        options("0b0405dc 0c0405dd").has("ip.opt.mtu", "1500,1501");
        options("520c 0001 0002 ffff 0a000001")
                .has(
                        "ip.opt.id_number",
                        "1",
                        "ip.opt.ohc",
                        "2",
                        "ip.opt.rhc",
                        "65535",
                        "ip.opt.originator",
                        "10.0.0.1");
        options("1908 0f 40 12345678")
                .has("ip.opt.qs_func", "0", "ip.opt.qs_rate", "15", "ip.opt.qs_ttl", "64", "ip.opt.qs_ttl_diff", "197")
                .has("ip.opt.qs_nonce", "0x048d159e", "ip.opt.qs_reserved", "0x00000000");
        options("950b e0000001 e0000002 00").has("ip.opt.addr", "224.0.0.1,224.0.0.2", "ip.opt.padding", "00");
        options("de04abcd").has("ip.opt.type", "222", "ip.opt.len", "4");
        options("01010101").has("ip.opt.type", "1,1,1,1", "ip.opt.len", "");
    }

    @Test
    void optionsThatDoNotFit() {
        options("94050000").has("ip.opt.type", "", "ip.opt.len.invalid", "1");
        options("94020000").has("ip.opt.type", "148,0", "ip.opt.ra", "", "ip.opt.len.invalid", "1");
        options("01 de00").has("ip.opt.type", "1", "ip.opt.len.invalid", "1");
        options("010101 94").has("ip.opt.type", "1,1,1", "ip.opt.len.invalid", "1");
        options("00ffffff").has("ip.opt.type", "0", "ip.opt.len.invalid", "");
    }

    @Test
    void lengthsThatLie() {
        // Left to the network adapter to fill in.
        Decoded.link(IPV4, "45000000 00010000 05110000 c0000201 ef010203" + UDP)
                .has("ip.len", "0", "udp.payload", "68656c6c6f", "ip.bogus_ip_length", "");
        Decoded.link(IPV4, "450000ff 00010000 05110000 c0000201 ef010203" + UDP)
                .has("udp.payload", "68656c6c6f", "ip.bogus_ip_length", "1");
        Decoded.link(IPV4, "45000010 00010000 05110000 c0000201 ef010203" + UDP)
                .has("udp.payload", "68656c6c6f", "ip.bogus_ip_length", "1");
        Decoded.link(IPV4, "44000021 00010000 05110000 c0000201 ef010203" + UDP)
                .has("frame.protocols", "", "_ws.malformed", "Malformed Packet");
        Decoded.link(IPV4, "4f000021 00010000 05110000 c0000201 ef010203" + UDP)
                .has("frame.protocols", "", "_ws.malformed", "Malformed Packet");
    }

    @Test
    void unknownProtocolsAreData() {
        Decoded.link(IPV4, "45000016 00010000 05fd0000 c0000201 ef010203 abcd")
                .has("frame.protocols", "ip:data", "data.data", "abcd", "data.len", "2");
    }

    @Test
    void fragmentsSayWhatTheyAre() {
        Decoded p = Decoded.link(IPV4, "4500001c abcd2002 05110000 c0000201 ef010203 0102030405060708");
        assertEquals("fragment 16-24, more to come, of 0xabcd", p.row("ip"));
    }
}
