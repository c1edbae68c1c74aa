package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.decoder.Decoded;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Values checked against tshark 4.0.17. */
class TcpTest {
    private static final int TCP = 6;
    private static final String START = "03e8 0050 10000005 20000006 ";

    private static void check(Decoded p, String... fieldsAndValues) {
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            assertEquals(fieldsAndValues[i + 1], p.get(fieldsAndValues[i]), fieldsAndValues[i]);
        }
    }

    /** A segment with options, padded to whole words. */
    private static Decoded segment(int flags, String options, String payload) {
        String padded = options.replaceAll("\\s", "");
        padded += "00".repeat((8 - padded.length() % 8) % 8 / 2);
        String header = "%x%03x03e8 1234 0000".formatted(5 + padded.length() / 8, flags);
        return Decoded.ipv4(TCP, START + header + padded + payload).sayAll();
    }

    @Test
    void header() {
        Decoded p = segment(0x18, "", "68656c6c6f");
        check(p, "tcp.srcport", "1000", "tcp.dstport", "80", "tcp.port", "1000,80", "tcp.seq_raw", "268435461");
        check(p, "tcp.ack_raw", "536870918", "tcp.hdr_len", "20", "tcp.len", "5", "tcp.window_size_value", "1000");
        check(p, "tcp.flags", "0x0018", "tcp.flags.str", "\u00b7".repeat(7) + "AP" + "\u00b7".repeat(3));
        check(p, "tcp.flags.push", "1", "tcp.flags.syn", "0", "tcp.flags.res", "0", "tcp.checksum", "0x1234");
        check(p, "tcp.urgent_pointer", "0", "tcp.options", "", "tcp.payload", "68656c6c6f", "tcp.checksum.status", "2");
        assertEquals("tcp [P.], seq 268435461, ack 536870918, win 1000, length 5", p.row("tcp"));
        check(segment(0xfff, "", ""), "tcp.flags.str", "RRRACEUAPRSF", "tcp.flags.res", "1", "tcp.flags.ae", "1");
    }

    @Test
    void optionsOfASyn() {
        Decoded p = segment(2, "020405b4 0402 080a 00000001 00000002 01 030307", "");
        check(p, "tcp.hdr_len", "40", "tcp.option_kind", "2,4,8,1,3", "tcp.option_len", "4,2,10,3");
        check(
                p,
                "tcp.options.mss_val",
                "1460",
                "tcp.options.wscale.shift",
                "7",
                "tcp.options.wscale.multiplier",
                "128");
        check(
                p,
                "tcp.options.timestamp.tsval",
                "1",
                "tcp.options.timestamp.tsecr",
                "2",
                "tcp.options.sack_perm",
                "0402");
        check(p, "tcp.options", "020405b40402080a000000010000000201030307", "tcp.option.len.invalid", "");
    }

    @Test
    void otherOptions() {
        Decoded sack = segment(0x10, "0512 00000001 00000002 00000003 00000004", "");
        check(sack, "tcp.options.sack_le", "1,3", "tcp.options.sack_re", "2,4", "tcp.options.sack.count", "2");
        check(segment(0x10, "1312" + "ab".repeat(16), ""), "tcp.options.md5.digest", "ab".repeat(16));
        Decoded timeout = segment(0x10, "1c04 8010", "");
        check(timeout, "tcp.options.user_to_granularity", "1", "tcp.options.user_to_val", "16");
        check(segment(0x10, "2202", ""), "tcp.options.tfo.request", "1", "tcp.options.tfo.cookie", "");
        check(segment(0x10, "2206aabbccdd", ""), "tcp.options.tfo.request", "", "tcp.options.tfo.cookie", "aabbccdd");
        check(segment(0x10, "1d08 0102 aabbccdd", ""), "tcp.options.ao.keyid", "1", "tcp.options.ao.mac", "aabbccdd");
        check(segment(0x10, "1e0c0081 0102030405060708", ""), "tcp.options.mptcp.subtype", "0");
        check(segment(0x10, "fd06f989aabb", ""), "tcp.options.experimental.exid", "0xf989");
        check(segment(0x10, "0303ff", ""), "tcp.options.wscale.multiplier", "16384");
    }

    @Test
    void optionsThatLie() {
        for (String option : new String[] {"05060000", "05000000", "0208ffff", "01010105"}) {
            check(segment(0x10, option, "aabb"), "tcp.option.len.invalid", "1", "tcp.options.mss_val", "");
        }
        check(segment(0x10, "00ffffff", ""), "tcp.option_kind", "0", "tcp.option.len.invalid", "");
    }

    @Test
    void aHeaderLengthThatLies() {
        Decoded less = Decoded.ipv4(TCP, START + "401003e812340000").sayAll();
        check(less, "tcp.hdr_len", "16", "tcp.bogus_header_length", "1", "tcp.payload", "");
        check(less, "frame.protocols", "eth:ethertype:ip:tcp", "_ws.malformed", "Malformed Packet");
        Decoded more = Decoded.ipv4(TCP, START + "f01003e812340000").sayAll();
        check(
                more,
                "tcp.bogus_header_length",
                "1",
                "tcp.len",
                "",
                "frame.protocols",
                "eth:ethertype:ip:tcp",
                "_ws.malformed",
                "Malformed Packet");
    }

    @Test
    void checksumOverThePseudoHeader() {
        String segment = START + "501803e8%s0000 68656c6c6f";
        check(Decoded.verified4(TCP, segment.formatted("80c4")), "tcp.checksum.status", "1");
        Decoded bad = Decoded.verified4(TCP, segment.formatted("80c5")).sayAll();
        check(bad, "tcp.checksum.status", "0", "tcp.checksum_bad.expert", "1");
    }

    @Test
    void everyCutAndEveryLieIsSurvived() {
        String hex = (START + "a00203e812340000 020405b4 0402 080a 00000001 00000002 01 030307 68656c6c6f")
                .replaceAll("\\s", "");
        int length = hex.length() / 2;
        for (int captured = 0; captured <= length; captured++) {
            Decoded.ipv4(TCP, hex, captured).sayAll();
            Decoded.ipv4(TCP, hex.substring(0, captured * 2)).sayAll();
        }
        for (int i = 0; i < length; i++) {
            for (int value : new int[] {0, 1, 0x7f, 0xff}) {
                byte[] lie = Decoded.bytes(hex);
                lie[i] = (byte) value;
                Decoded.ipv4(TCP, HexFormat.of().formatHex(lie)).sayAll();
            }
        }
    }
}
