package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.decoder.Decoded;
import org.junit.jupiter.api.Test;

/** Values checked against tshark 4.0.17. */
class ArpTest {
    private static final String MAC = "020000000001", NOBODY = "000000000000", OTHER = "020000000002";
    private static final String ONE = "0a000001", TWO = "0a000002", ANY = "00000000";

    private static Decoded arp(String hex) {
        return Decoded.ethernet("ffffffffffff 020000000001 0806" + hex).sayAll();
    }

    private static Decoded usual(int operation, String... addresses) {
        return arp("0001 0800 06 04 %04x".formatted(operation) + String.join("", addresses));
    }

    @Test
    void requestAndReply() {
        Decoded request = usual(1, MAC, ONE, NOBODY, TWO)
                .has("arp.hw.type", "1", "arp.proto.type", "0x0800", "arp.hw.size", "6", "arp.proto.size", "4")
                .has("arp.opcode", "1", "arp.src.hw_mac", "02:00:00:00:00:01", "arp.src.proto_ipv4", "10.0.0.1")
                .has("arp.dst.hw_mac", "00:00:00:00:00:00", "arp.dst.proto_ipv4", "10.0.0.2")
                .has("arp.isgratuitous", "", "arp.isprobe", "", "arp.isannouncement", "");
        assertEquals("arp who has 10.0.0.2? tell 10.0.0.1", request.row("arp"));
        assertEquals(
                "arp 10.0.0.1 is at 02:00:00:00:00:01",
                usual(2, MAC, ONE, OTHER, TWO).row("arp"));
    }

    @Test
    void claimsAndProbes() {
        usual(1, MAC, ONE, NOBODY, ONE).has("arp.isgratuitous", "1", "arp.isannouncement", "1");
        usual(1, MAC, ONE, OTHER, ONE).has("arp.isgratuitous", "1", "arp.isannouncement", "");
        usual(2, MAC, ONE, MAC, ONE).has("arp.isgratuitous", "1", "arp.isannouncement", "");
        usual(1, MAC, ANY, NOBODY, TWO).has("arp.isprobe", "1", "arp.isgratuitous", "");
        usual(3, MAC, ANY, MAC, ANY).has("arp.isgratuitous", "");
    }

    @Test
    void addressesOfOtherSizes() {
        arp("0007 0800 01 04 0001 01 0a000001 00 0a000002")
                .has("arp.src.hw", "01", "arp.src.hw_mac", "", "arp.src.proto_ipv4", "10.0.0.1", "arp.dst.hw", "00");
        arp("0001 86dd 06 02 0001" + MAC + "aabb" + NOBODY + "ccdd")
                .has("arp.src.hw_mac", "02:00:00:00:00:01", "arp.src.proto", "aabb", "arp.dst.proto", "ccdd")
                .has("arp.src.proto_ipv4", "");
        arp("000f 0800 00 04 0008 0a000001 0a000002").has("arp.src.hw", "", "arp.dst.proto_ipv4", "10.0.0.2");
    }

    @Test
    void whatStandsBehindItIsPadding() {
        arp("0001 0800 06 04 0001" + MAC + ONE + NOBODY + TWO + "00".repeat(18)).has("eth.padding", "00".repeat(18));
    }

    @Test
    void sizesThatDoNotFit() {
        arp("0001 0800 ff ff 0001" + MAC).has("frame.protocols", "eth:ethertype", "_ws.malformed", "Malformed Packet");
    }
}
