package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.mcshark.decoder.Decoded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Levels of lamps: sACN (ANSI E1.31) and Art-Net. */
class LightsTest {
    private static final String ROOT = "0010 0000 4153432d45312e31 37000000", CID = "000102030405060708090a0b0c0d0e0f";
    private static final String DESK = "4465736b" + "00".repeat(60), ART = "4172742d4e657400";

    private static Decoded udp(int port, String hex) {
        return Decoded.ipv4(17, "%04x%04x%04x0000".formatted(port, port, 8 + Decoded.bytes(hex).length) + hex)
                .sayAll();
    }

    private static Decoded stream(String options, String count, String levels) {
        int bytes = 11 + Decoded.bytes(levels).length;
        String set = "7%03x 02 a1 0000 0001 %s 00".formatted(bytes, count) + levels;
        String frame = "7%03x 00000002".formatted(77 + bytes) + DESK + "64 1f3f 2a" + options + "0102" + set;
        return udp(5568, ROOT + "7%03x 00000004".formatted(99 + bytes) + CID + frame);
    }

    @Test
    void levels() {
        Decoded levels = stream("00", "0003", "ff80");
        levels.has("frame.protocols", "eth:ethertype:ip:udp:acn", "acn.cid", "00010203-0405-0607-0809-0a0b0c0d0e0f");
        levels.has("acn.dmx.source_name", "Desk", "acn.dmx.priority", "100", "acn.dmx.reserved", "7999");
        levels.has(
                "acn.dmx.universe",
                "258",
                "acn.dmx.data",
                "ff80",
                "acn.pdu.flags",
                "0x70,0x70,0x70",
                "_ws.malformed",
                "");
        assertEquals("sacn universe 258 priority 100, sequence 42, 2 slots  Desk", levels.row("acn"));
        stream("40", "0001", "").has("acn.dmx.option_s", "1", "acn.dmx.data", "", "_ws.malformed", "");
        stream("00", "0200", "ff80").has("_ws.malformed", "Malformed Packet", "acn.dmx.data", "ff80");
    }

    @Test
    void extended() {
        Decoded sync = udp(5568, ROOT + "7021 00000008" + CID + "700b 00000001 09 1f3f 0000");
        assertEquals("sacn synchronization 7999, sequence 9", sync.row("acn"));
        String list = "700e 00000001 00 02 0001 0002 012c";
        Decoded discovery = udp(5568, ROOT + "706e 00000008" + CID + "7058 00000002" + DESK + "00000000" + list);
        discovery.has("acn.dmx.universe", "1,2,300", "mcast.sacn_last_page", "2", "acn.dmx.source_name", "Desk");
        udp(5568, "aabb").has("frame.protocols", "eth:ethertype:ip:udp:data");
        udp(5568, ROOT).has("acn.preamble_size", "16", "_ws.malformed", "Malformed Packet");
        udp(5568, ROOT + "7fff 00000004" + CID).has("_ws.malformed", "Malformed Packet");
        assertTimeout(
                Duration.ofSeconds(5),
                () -> udp(5568, ROOT + "7fff 00000008" + CID + "7fff 00000002" + DESK + "00".repeat(60000)));
    }

    @Test
    void artnet() {
        Decoded levels = udp(6454, ART + "0050 000e 07 00 1203 0002 ff80");
        levels.has("frame.protocols", "eth:ethertype:ip:udp:artnet:dmx_chan", "artnet.header.opcode", "0x5000");
        levels.has("artnet.output.universe", "786", "dmx_chan.data_filter", "ff80", "artnet.header.id", "Art-Net");
        assertEquals("artnet dmx universe 786, sequence 7, 2 slots", levels.row("artnet"));
        udp(6454, ART + "0050 000e 07 00 1203 0200 ff80")
                .has("mcast.artnet_length", "1", "dmx_chan.data_filter", "ff80");
        Decoded poll = udp(6454, ART + "0020 000e 2e 40 0102 0100");
        poll.has(
                "artnet.poll.talktome_targeted",
                "1",
                "artnet.poll.target_port_bottom",
                "256",
                "artnet.poll.diag_priority",
                "64");
        poll.has("artnet.poll.talktome_diag_unicast", "0x01", "artnet.poll", "1", "artnet.poll_reply", "");
        udp(6454, ART + "0060 000e 81").has("_ws.malformed", "Malformed Packet");
        udp(6454, ART + "4242 000e 81").has("artnet.data", "81", "_ws.malformed", "");
        udp(6454, "4172742d4e657401 0050 000e").has("artnet.header.id", "");
        udp(6454, "4172742d").has("artnet.header.id", "");
    }
}
