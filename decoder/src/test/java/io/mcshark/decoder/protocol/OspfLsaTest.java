package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Decoded;
import org.junit.jupiter.api.Test;

/** What link state advertisements say in updates. */
class OspfLsaTest {
    private static final String LINK = "c0000202 c0000201 01 00 000a", STUB = "c0000200 ffffff00 03 01 0001 02 00 0007";
    private static final String PREFIX = "40 02 000a 20010db800000001";

    private static Decoded update2(int type, String body) {
        String lsa = "0001 02 %02x c0000201 c0000201 80000001 1234 %04x".formatted(type, length(body)) + body;
        return Decoded.ipv4(89, packet("02", "0000 0000000000000000", lsa));
    }

    private static Decoded update3(int type, String body) {
        String lsa = "0001 %04x 00000001 c0000201 80000001 1234 %04x".formatted(type, length(body)) + body;
        return Decoded.ipv6(89, "fe80::1", "ff02::5", packet("03", "0000", lsa));
    }

    private static int length(String body) {
        return 20 + body.replace(" ", "").length() / 2;
    }

    private static String packet(String version, String authentication, String lsa) {
        String rest = " c0000201 00000000 0000" + authentication + "00000001" + lsa;
        return version + "04 %04x".formatted(4 + rest.replace(" ", "").length() / 2) + rest;
    }

    @Test
    void routersAndNetworks() {
        update2(1, "03 00 0002" + LINK + STUB)
                .has("ospf.lsa.router", "1", "ospf.v2.router.lsa.flags.b", "1", "ospf.v2.router.lsa.flags.v", "0")
                .has("ospf.lsa.number_of_links", "2", "ospf.lsa.router.linktype", "1,3", "ospf.ls.metric", "7")
                .has("ospf.lsa.router.linkid", "192.0.2.2,192.0.2.0", "ospf.lsa.router.metric0", "10,1");
        update2(2, "ffffff00 c0000201 c0000202")
                .has("ospf.lsa.network.netmask", "255.255.255.0")
                .has("ospf.lsa.network.attchrtr", "192.0.2.1,192.0.2.2", "ospf.lsa.router", "");
        update2(5, "ffffff00 80 000014 00000000 00000007")
                .has("ospf.lsa.asext.type", "1", "ospf.lsa.tos", "0", "ospf.metric", "20")
                .has("ospf.lsa.asext.extrttag", "7", "ospf.v2.options.n", "0");
        update2(7, "ffffff00 00 000014 c0000209 00000007")
                .has("ospf.lsa.asext.fwdaddr", "192.0.2.9", "ospf.v2.options.p", "0", "ospf.v2.options.n", "");
    }

    @Test
    void version3() {
        update3(0x2001, "03 000033 01 00 000a 00000005 00000006 c0000202")
                .has("ospf.v3.lsa.router", "1", "ospf.v3.lsa.neighbor_router_id", "192.0.2.2", "ospf.metric", "10");
        update3(0x2009, "0002 2001 00000000 c0000201" + PREFIX + "00 00 0005")
                .has("ospf.v3.lsa.num_prefixes", "2", "ospf.prefix_length", "64,0", "ospf.metric", "10,5")
                .has("ospf.v3.address_prefix.ipv6", "2001:db8:0:1::,::", "ospf.v3.prefix.options.la", "1,0");
        String forwards = "20010db8000000000000000000000009", external = "40 00 2001 20010db800000001";
        update3(0x4005, "07 000014" + external + forwards + "00000007 00000001")
                .has("ospf.v3.lsa.forwarding_address.ipv6", "2001:db8::9", "ospf.v3.lsa.external_route_tag", "7")
                .has("ospf.v3.lsa.referenced_link_state_id", "0.0.0.1");
        update3(0x4005, "04 000014" + external + "00000001")
                .has("ospf.v3.lsa.external_route_tag", "", "ospf.v3.lsa.referenced_link_state_id", "0.0.0.1");
    }

    @Test
    void whatLies() {
        update2(1, "03 00 ffff" + LINK).has("ospf.lsa.router.linktype", "1", "ospf.lsa.number_of_links", "65535");
        update3(0x2009, "ffff 2001 00000000 c0000201 ff 00 0000 20010db8")
                .has("ospf.prefix_length", "255", "ospf.v3.address_prefix.ipv6", "");
        update3(0x4005, "07 000014 80 00 0000").has("ospf.v3.lsa.external_route_tag", "");
        update2(2, "ffff").has("ospf.lsa.network.netmask", "");
    }
}
