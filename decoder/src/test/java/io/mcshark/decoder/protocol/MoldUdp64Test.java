package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mcshark.decoder.Decoded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoldUdp64Test {
    /** "SESSION1". */
    private static final String SESSION = "53455353494f4e312020";

    private static Decoded datagram(String hex) {
        int length = hex.replaceAll("\\s", "").length() / 2;
        return Decoded.guessed("moldudp64", "c0001389 %04x 0000".formatted(8 + length) + hex, 8 + length);
    }

    @Test
    void messagesAreNumbered() {
        Decoded d = datagram(SESSION + "0000000000000011 0002 0003 616263 0001 64")
                .has("frame.protocols", "eth:ethertype:ip:udp:moldudp64", "moldudp64.session", "SESSION1")
                .has("moldudp64.sequence", "17", "moldudp64.count", "2", "moldudp64.msgseq", "17,18")
                .has("moldudp64.msglen", "3,1", "moldudp64.msgdata", "616263,64", "moldudp64.msgblock", "1,1")
                .has("moldudp64.count.invalid", "", "moldudp64.msglen.invalid", "", "moldudp64.request", "");
        assertEquals("moldudp64 SESSION1 17-18", d.row("moldudp64"));
    }

    @Test
    void heartbeatEndAndRequest() {
        Decoded d = datagram(SESSION + "0000000000000011 0000").has("moldudp64.count", "0", "moldudp64.request", "");
        assertEquals("moldudp64 SESSION1 heartbeat, next 17", d.row("moldudp64"));
        d = datagram(SESSION + "0000000000000011 ffff").has("mcast.moldudp64_end_of_session", "1");
        d.has("moldudp64.request", "");
        assertEquals("moldudp64 SESSION1 end of session at 17", d.row("moldudp64"));
        d = datagram(SESSION + "0000000000000011 0005").has("moldudp64.request", "1");
        assertEquals("moldudp64 SESSION1 request 17-21", d.row("moldudp64"));
    }

    @Test
    void aCutMessageIsNotInvalid() {
        String hex = SESSION + "0000000000000011 0001 0003 616263";
        Decoded.guessed("moldudp64", "c0001389 0021 0000" + hex, 8 + 23)
                .has("moldudp64.sequence", "", "udp.length", "33");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SESSION + "0000000000000011 0003 0003 616263", // fewer messages than counted
                SESSION + "0000000000000011 0001 0003 616263 0001 64", // more
                SESSION + "0000000000000011 0001 ffff 616263", // a length beyond the datagram
                SESSION + "0000000000000011 ffff 0000", // something behind the end
                SESSION + "2020202020202020 0000", // text
                "00455353494f4e312020 0000000000000011 0000",
                "20202020202020202020 0000000000000011 0000",
                SESSION + "00000000000011"
            })
    void whatDoesNotAddUpIsNotTaken(String hex) {
        assertFalse(datagram(hex).sayAll().get("frame.protocols").contains("mold"));
    }
}
