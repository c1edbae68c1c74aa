package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.decoder.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Protocols by which hosts get addresses and find services and devices: DHCP, DHCPv6, SLP, CoAP, KNX/IP, WS-Discovery. */
class DiscoveryTest {
    private static final String BOOT =
            "01010600 3903f326 0004 8000 00000000 c000024d c0000203 00000000 020000000001 00000000000000000000";

    private static Decoded udp(int port, String hex) {
        return Decoded.ipv4(17, "c350 %04x %04x 0000".formatted(port, 8 + Decoded.bytes(hex).length) + hex)
                .sayAll();
    }

    /** A DHCP message with names and options. */
    private static Decoded dhcp(String name, String file, String options) {
        return udp(
                67,
                BOOT + name + "00".repeat(64 - Decoded.bytes(name).length) + file
                        + "00".repeat(128 - Decoded.bytes(file).length) + "63825363" + options);
    }

    @Test
    void leases() {
        Decoded d = dhcp("", "", "350105 3604c0000203 330400000e10 0608c0000235c0000236 0c06686f73742d31 00 00 ff 00");
        d.has("frame.protocols", "eth:ethertype:ip:udp:dhcp", "dhcp.option.dhcp", "5", "dhcp.id", "0x3903f326");
        d.has("dhcp.option.type", "53,54,51,6,12,0,255", "dhcp.option.length", "1,4,4,8,6", "dhcp.flags.bc", "1");
        d.has("dhcp.option.domain_name_server", "192.0.2.53,192.0.2.54", "dhcp.option.hostname", "host-1");
        d.has(
                "dhcp.option.value",
                "05,c0000203,00000e10,c0000235c0000236,686f73742d31",
                "dhcp.option.padding",
                "0000,00");
        d.has("dhcp.hw.mac_addr", "02:00:00:00:00:01", "dhcp.bootp", "", "dhcp.option.end", "255", "_ws.malformed", "");
        assertEquals(
                "dhcp ack 192.0.2.77 for 02:00:00:00:00:01 \"host-1\", server 192.0.2.3, lease 3600 s", d.row("dhcp"));
        dhcp("", "", "350101 03 05 0102030405 770b 036f726700 03777777c000 ff")
                .has("dhcp.option.router", "1.2.3.4", "dhcp.option.dhcp_dns_domain_search_list_fqdn", "org,www.org");
        dhcp("0c036162 63ff", "0304c00002feff", "350105 340103 ff")
                .has("dhcp.option.hostname", "abc", "dhcp.option.router", "192.0.2.254", "dhcp.server", "")
                .has("dhcp.option.type", "53,52,255,12,255,3,255", "dhcp.server_name_overloaded_by_dhcp", "1");
        dhcp("", "", "350105 340103 ff").has("dhcp.option.hostname", "", "dhcp.file", "", "_ws.malformed", "");
        dhcp("", "", "350101 0c28616263").has("_ws.malformed", "Malformed Packet", "dhcp.option.dhcp", "1");
        udp(68, BOOT + "00".repeat(256)).has("dhcp.bootp", "1", "dhcp.vendor_specific_options", "00".repeat(64));
        udp(68, BOOT + "00".repeat(100)).has("dhcp.hops", "0", "_ws.malformed", "Malformed Packet");
    }

    @Test
    void relayedNames() {
        // A pointer to itself, and one forward, end a name.
        dhcp("", "", "350101 7702c000 77040161c004 ff")
                .has("dhcp.option.dhcp_dns_domain_search_list_fqdn", "a", "_ws.malformed", "");
        dhcp("", "", "350101 520c 0104 65746830 0506 c0000200 ff")
                .has("dhcp.option.agent_information_option.suboption", "1,5", "_ws.malformed", "")
                .has("dhcp.option.agent_information_option.agent_circuit_id", "65746830")
                .has("dhcp.option.agent_information_option.link_selection", "");
        dhcp("", "", "350101 3d07 01 020000000001 79080e c000 c00002fe 00 ff")
                .has("dhcp.hw.type", "0x01,0x01", "dhcp.hw.mac_addr", "02:00:00:00:00:01,02:00:00:00:00:01")
                .has("dhcp.option.classless_static_route", "0ec000c00002fe");
    }

    @Test
    void addressesOfVersion6() {
        String address = "0005 0020 20010db8000000000000000000000077 00000e10 00001c20 000d 0004 0000 6f6b";
        String solicit =
                "01 100874 0001 000e 0001 0001 1c39cf88 020000000001 0008 0002 0046 0003 0030 00000001 00000000 00000000"
                        + address;
        Decoded d = udp(547, solicit);
        d.has("frame.protocols", "eth:ethertype:ip:udp:dhcpv6", "dhcpv6.msgtype", "1", "dhcpv6.xid", "0x100874");
        d.has("dhcpv6.option.type", "1,8,3,5,13", "dhcpv6.option.length", "14,2,48,32,4", "dhcpv6.iaid", "00000001");
        d.has("dhcpv6.elapsed_time", "700", "dhcpv6.iaaddr.ip", "2001:db8::77", "dhcpv6.status_msg", "ok");
        d.has("dhcpv6.duidllt.time", "Jan  2, 2015 21:52:08.000000000 UTC", "_ws.malformed", "");
        assertEquals("dhcpv6 solicit of 02:00:00:00:00:01 2001:db8::77", d.row("dhcpv6"));
        String ends = "20010db8000000000000000000000001" + "fe800000000000000000000000000001";
        int bytes = Decoded.bytes(solicit).length;
        udp(547, "0c 01" + ends + "0009 %04x".formatted(bytes) + solicit + "0012 0004 65746830")
                .has("dhcpv6.msgtype", "12,1", "dhcpv6.option.type", "9,1,8,3,5,13,18", "dhcpv6.peeraddr", "fe80::1")
                .has("dhcpv6.interface_id", "65746830", "dhcpv6.hopcount", "1");
        // Larger than the one it is in: nothing from there on.
        udp(547, "01 000001 0008 0002 0001 0003 0014 00000001 00000000 00000000 0005 0063 00000000")
                .has("dhcpv6.option.type", "8,3", "_ws.malformed", "Malformed Packet");
        udp(547, "01 000001 0007 0002 0001").has("dhcpv6.malformed_option", "1", "dhcpv6.option_preference", "");
    }

    @Test
    void services() {
        String head = "0000 000000 004d 0002 656e";
        Decoded d = udp(
                427,
                "02 01 000031 2000 000000 004d 0002 656e 0000 0013 736572766963653a7072696e7465723a6c7072 0007 64656661756c74 0000 0000");
        d.has(
                "frame.protocols",
                "eth:ethertype:ip:udp:srvloc",
                "srvloc.function",
                "1",
                "srvloc.flags_v2.reqmulti",
                "1");
        d.has(
                "srvloc.srvreq.srvtypelist",
                "service:printer:lpr",
                "srvloc.srvreq.scopelist",
                "default",
                "srvloc.xid",
                "77");
        assertEquals("srvloc v2 service request service:printer:lpr", d.row("srvloc"));
        String signed = "0002 0015 65000000 0003 737069 0001020304050607".replace(" ", "");
        udp(427, "02 02 00003f" + head + "0000 0002 00 012c 0003 613a62 00 00 012c 0003 613a63 01" + signed)
                .has("srvloc.url.url", "a:b,a:c", "srvloc.authblkv2.slpspi", "spi", "srvloc.authblkv2_len", "21")
                .has("srvloc.srvreq.urlcount", "2", "_ws.malformed", "");
        udp(427, "02 07 000020" + head + "0000 0007 28613d31292c63 00")
                .has(
                        "srvloc.attrrply.attrlist",
                        "(a=1),c",
                        "srvloc.item",
                        "(a=1),c",
                        "srvloc.srvreq.attrauthcount",
                        "0");
        udp(427, "02 02 000020" + head + "0000 ffff 00 012c 0003 613a62 00")
                .has("srvloc.url.url", "a:b", "_ws.malformed", "Malformed Packet");
        udp(427, "02 02 000020" + head.replaceFirst("0000", "8000") + "0000 ffff 00 012c 0003 613a62 00")
                .has("srvloc.url.url", "a:b", "_ws.malformed", "");
        udp(427, "01 0a 0021 00 00 656e 03e8 004d 0000 0001 0004 00610062")
                .has("srvloc.srvtyperply.srvtype", "ab", "srvloc.transaction_id", "77", "srvloc.err", "0");
    }

    @Test
    void constrained() {
        Decoded d =
                udp(5683, "52 01 7d34 1234 bb 2e77656c6c2d6b6e6f776e 04 636f7265 4d 01 72743d6c696768743d3132333435");
        d.has(
                "frame.protocols",
                "eth:ethertype:ip:udp:coap",
                "coap.opt.uri_path",
                ".well-known,core",
                "coap.mid",
                "32052");
        d.has(
                "coap.opt.name",
                "#1: Uri-Path,#2: Uri-Path,#3: Uri-Query",
                "coap.opt.length_ext",
                "1",
                "coap.token",
                "1234");
        d.has("coap.opt.desc", "Type 11, Critical, Unsafe,Type 11, Critical, Unsafe,Type 15, Critical, Unsafe");
        assertEquals("coap non GET /.well-known/core?rt=light=12345", d.row("coap"));
        udp(5683, "60 84 7d34 ff 6e6f")
                .has("frame.protocols", "eth:ethertype:ip:udp:coap:data-text-lines", "coap.payload_length", "2")
                .has("coap.payload_desc", "text/plain; charset=utf-8");
        udp(5683, "60 45 7d34 c1 28 b1 1e ff 6e6f")
                .has("frame.protocols", "eth:ethertype:ip:udp:coap", "coap.opt.ctype", "application/link-format")
                .has("coap.opt.block_number", "1", "coap.opt.block_mflag", "1", "coap.opt.block_size", "6")
                .has("coap.block_payload", "6e6f", "coap.payload", "");
        udp(5683, "40 02 7d34 98 19 05 02 6162 6b6964")
                .has("coap.opt.object_security_kid_context", "6162", "coap.opt.object_security_kid", "6b6964");
        udp(5683, "40 02 7d34 60 73 010203").has("coap.opt.observe", "0", "coap.opt.uri_port", "");
        udp(5683, "40 02 7d34 f0 01").has("_ws.malformed", "Malformed Packet", "coap.opt.delta", "", "coap.code", "2");
        udp(5683, "4f 02 7d34 00").has("_ws.malformed", "Malformed Packet", "coap.token", "");
        // More options than are looked at.
        udp(5683, "40 02 7d34" + "10".repeat(600) + "ff 61").has("_ws.malformed", "", "coap.payload_length", "1");
    }

    @Test
    void telegrams() {
        Decoded d = udp(3671, "06 10 0530 0011 29 00 bc e0 1101 0a03 01 00 81");
        d.has(
                "frame.protocols",
                "eth:ethertype:ip:udp:kip:cemi",
                "cemi.sa",
                "0x1101",
                "cemi.da",
                "0x0a03",
                "cemi.ad",
                "0x01");
        d.has("knxip.service", "0x0530", "cemi.mc", "0x29", "cemi.ac", "0x0002", "cemi.prio", "3", "cemi.hc", "6");
        assertEquals("cemi L_Data.ind 1.1.1 > 1/2/3 GroupValueWrite", d.row("cemi"));
        udp(3671, "06 10 0530 0017 29 04 03 02 1234 9c d0 1101 1203 03 00 80 0c65")
                .has(
                        "cemi.ait.n",
                        "0x03",
                        "cemi.data",
                        "1234,0c65",
                        "cemi.ad",
                        "",
                        "cemi.rep",
                        "0",
                        "_ws.malformed",
                        "");
        udp(3671, "06 10 0530 0015 29 00 b0 60 1101 1203 05 47 d5 00 0b 1001")
                .has("cemi.ax", "0x03d5", "cemi.num", "1", "cemi.pid", "11", "cemi.x", "1", "cemi.data", "");
        udp(3671, "06 10 0310 0011 04 15 00 00 fc 000b 01 36 1001")
                .has("cemi.ot", "11", "cemi.pid", "54", "knxip.channel", "0x15", "knxip.seqctr", "0");
        String device = "36 01 02 01 1101 1234 000102030405 e000170c 020000000001 6120726f75746572" + "00".repeat(22);
        d = udp(3671, "06 10 0202 004e 0801 c0000201 0e57" + device + "0a02 0201 0301 0401 0501");
        d.has("knxip.mcaddr", "224.0.23.12", "knxip.device.name", "a router", "knxip.sernr", "0x0000000102030405");
        d.has(
                "knxip.service.family",
                "0x02,0x02,0x03,0x04,0x05",
                "knxip.struct.length",
                "8,54,10",
                "_ws.malformed",
                "");
        assertEquals("kip search response \"a router\"", d.row("kip"));
        udp(3671, "06 10 0206 0014 15 00 0801 c0000201 0e57 04 04 1102")
                .has("knxip.knxaddr", "0x1102", "knxip.status", "0x00");
        udp(3671, "06 10 020b 0010 0801 c0000201 0e57 00 81")
                .has("knxip.srp.type", "0x01", "knxip.struct.length", "8,0");
        udp(3671, "06 10 0530 0011 29 00 bc").has("_ws.malformed", "Malformed Packet", "cemi.mc", "0x29");
        udp(3671, "06 20 0530 0011 29 00 bc").has("frame.protocols", "eth:ethertype:ip:udp:kip");
    }

    private static Decoded soap(String text) {
        return udp(3702, HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void webServices() {
        Decoded d = soap(
                "<?xml version='1.0'?><s:Envelope><s:Header><a:Action mustUnderstand=\"1>0\">http://x/discovery/Hello</a:Action>"
                        + "</s:Header><s:Body><Hello><Types/><d:Types> a:B\n</d:Types><Address>urn:uuid:2</Address></Hello></s:Body></s:Envelope>");
        d.has("frame.protocols", "eth:ethertype:ip:udp:wsd:data", "mcast.wsd.action", "http://x/discovery/Hello");
        d.has(
                "mcast.wsd.message",
                "Hello",
                "mcast.wsd.types",
                "a:B",
                "mcast.wsd.address",
                "urn:uuid:2",
                "mcast.wsd.dtd",
                "");
        assertEquals("wsd Hello types a:B of urn:uuid:2", d.row("wsd"));
        soap("<!-- <Types>no</Types> --><a><Types>x</Types><![CDATA[<Types>no</Types>]]><n:Types>y</n:Types></a>")
                .has("mcast.wsd.types", "x,y", "mcast.wsd.message", "");
        soap("<!DOCTYPE a [<!ENTITY b 'c'>]><Action>&b;</Action>").has("mcast.wsd.action", "&b;", "mcast.wsd.dtd", "1");
        soap("<Action").has("mcast.wsd.action", "", "frame.protocols", "eth:ethertype:ip:udp:wsd:data");
        soap("<Action>x<").has("mcast.wsd.action", "x");
        soap("<!--").has("mcast.wsd.action", "");
        soap("\ufeff <Action>x").has("mcast.wsd.action", "x");
        soap("Action").has("frame.protocols", "eth:ethertype:ip:udp:data");
    }

    @Test
    void appleTalk() {
        String lookup = "21 07 0051 3e fd 00 013d 0b4c61736572577269746572 012a";
        Decoded d = Decoded.ethernet(
                "090007ffffff 020000000001 002c aaaa03 080007809b 0024 0000 0000 0051 ff 3e 02 02 02" + lookup);
        d.sayAll().has("frame.protocols", "eth:llc:ddp:nbp", "nbp.op", "2", "nbp.type", "LaserWriter", "nbp.zone", "*");
        assertEquals("nbp lookup =:LaserWriter@*", d.row("nbp"));
        Decoded.ethernet("090007ffffff 020000000001 0025 aaaa03 080007809b 001d 0000 0000 0051 ff 3e 01 01 01"
                        + "002b 08 0d 000a 80 0063 82 0fb2 81 0fb4 00")
                .sayAll()
                .has("frame.protocols", "eth:llc:ddp:rtmp", "rtmp.tuple.range_end", "99,4020", "rtmp.version", "0x82");
        Decoded.ethernet(
                        "090007ffffff 020000000001 0024 aaaa03 00000080f3 0001809b 06 04 0001 020000000001 0000513e 000000000000 00002ecb")
                .sayAll()
                .has("frame.protocols", "eth:llc:aarp", "aarp.src.proto_id", "0000513e", "aarp.opcode", "1");
    }
}
