package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.Decoded;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeTest {
    private static final long SENT = 1_700_000_000_123_456_789L;

    private static Decoded datagram(String hex) {
        int length = hex.replaceAll("\\s", "").length() / 2;
        return Decoded.guessed("probe", "c0001389 %04x 0000".formatted(8 + length) + hex, 8 + length);
    }

    /** A probe in a segment full of something else, as the writer makes it. */
    private static byte[] written(String payload) {
        byte[] text = payload.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[3 + ProbeWriter.HEADER + text.length + 2];
        Arrays.fill(bytes, (byte) 0xa5);
        System.arraycopy(text, 0, bytes, 3 + ProbeWriter.HEADER, text.length);
        int length = new ProbeWriter(0x1a2b3c4d, 7)
                .sentWith(8, 0xb8)
                .flags(ProbeWriter.LAST | ProbeWriter.SYNCHRONIZED)
                .write(MemorySegment.ofArray(bytes), 3, 0x123456789aL, SENT, text.length);
        assertEquals(ProbeWriter.HEADER + text.length, length);
        assertEquals((byte) 0xa5, bytes[2]);
        assertEquals((byte) 0xa5, bytes[3 + length]);
        return Arrays.copyOfRange(bytes, 3, 3 + length);
    }

    @Test
    void whatIsWrittenIsRead() {
        Decoded d = datagram(HexFormat.of().formatHex(written("hello")))
                .has("frame.protocols", "eth:ethertype:ip:udp:probe", "mcast.probe.magic", "0xca6d6370")
                .has("mcast.probe.version", "1", "mcast.probe.header_length", "44", "mcast.probe.flags", "0x0009")
                .has("mcast.probe.flags.last", "1", "mcast.probe.flags.reply", "0", "mcast.probe.flags.answer", "0")
                .has("mcast.probe.flags.synchronized", "1", "mcast.probe.run", "0x1a2b3c4d")
                .has("mcast.probe.sender", "0x00000007", "mcast.probe.sequence", "78187493530")
                .has("mcast.probe.time", "1700000000.123456789", "mcast.probe.length", "49")
                .has("mcast.probe.ttl", "8", "mcast.probe.traffic_class", "0xb8", "mcast.probe.hops", "7")
                .has("mcast.probe.crc.status", "1", "mcast.probe.payload", "68656c6c6f");
        assertTrue(d.row("probe").startsWith("probe 1a2b3c4d/7 #78187493530 last, "), d.row("probe"));
    }

    @Test
    void aReceiverReadsWhatIsWritten() {
        ProbeReader reader = new ProbeReader();
        assertTrue(reader.read(written("hello")) && reader.isIntact());
        assertEquals(0x1a2b3c4d_00000007L, reader.stream());
        assertEquals(0x123456789aL, reader.sequence());
        assertEquals(SENT, reader.nanos());
        assertEquals(8, reader.ttl());
        assertEquals(0xb8, reader.trafficClass());
        assertTrue(reader.isLast() && reader.isSynchronized());
    }

    /** Cut, longer than it is, of another version: nothing is read beyond the bytes that came. */
    @Test
    void aReceiverTrustsNoLength() {
        ProbeReader reader = new ProbeReader();
        byte[] whole = written("hello");
        for (int length = 0; length < whole.length; length++) {
            assertFalse(reader.read(Arrays.copyOf(whole, length)) && reader.isIntact(), "cut to " + length);
        }
        for (int at = 0; at < whole.length; at++) {
            byte[] spoiled = whole.clone();
            spoiled[at] ^= (byte) 0xff;
            assertFalse(reader.read(spoiled) && reader.isIntact(), "spoiled at " + at);
        }
        assertTrue(
                reader.read(Arrays.copyOf(whole, whole.length + 9)) && reader.isIntact(), "what is behind is not its");
    }

    /** Java's own CRC-32C over the same bytes, those of the CRC as zeros. */
    @Test
    void theCrcIsCastagnolis() {
        byte[] probe = written("check");
        CRC32C crc = new CRC32C();
        crc.update(probe, 0, 40);
        crc.update(new byte[4]);
        crc.update(probe, 44, probe.length - 44);
        assertEquals("%08x".formatted(crc.getValue()), HexFormat.of().formatHex(probe, 40, 44));
    }

    @Test
    void everyChangedBitIsSeen() {
        byte[] probe = written("bits");
        for (int bit = 6 * 8; bit < probe.length * 8; bit++) {
            byte[] changed = probe.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            String status = datagram(HexFormat.of().formatHex(changed)).get("mcast.probe.crc.status");
            assertTrue(status.equals("0") || status.equals("2"), "bit " + bit + ": " + status);
        }
    }

    /** The worked example in the document is a probe, with the values that stand there. */
    @Test
    void theDocumentedExampleIsTrue() throws IOException {
        String document = Files.readString(Path.of("../docs/probe.md"));
        Matcher bytes = Pattern.compile("```hex\n([0-9a-f\\s]+)```").matcher(document);
        assertTrue(bytes.find());
        Decoded d = datagram(bytes.group(1));
        Matcher values = Pattern.compile("^\\| `(mcast\\.probe\\.[a-z._]+)` \\| `([^`]*)` \\|", Pattern.MULTILINE)
                .matcher(document);
        int count = 0;
        while (values.find()) {
            d.has(values.group(1), values.group(2));
            count++;
        }
        assertTrue(count > 12, "only " + count);
    }

    @Test
    void aLongerHeaderOfTheSameVersionIsReadAsFarAsItIsKnown() {
        byte[] probe = written("longer");
        probe[5] = 46;
        datagram(HexFormat.of().formatHex(probe))
                .has(
                        "mcast.probe.header_length",
                        "46",
                        "mcast.probe.payload",
                        HexFormat.of().formatHex("nger".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void anotherVersionIsNamedAndNotRead() {
        byte[] probe = written("");
        probe[4] = 2;
        Decoded d =
                datagram(HexFormat.of().formatHex(probe)).has("mcast.probe.version", "2", "mcast.probe.sequence", "");
        assertEquals("probe version 2", d.row("probe"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 47", // transport stream
        "0, 80", // RTP
        "3, 71",
        "4, 00", // version 0
        "5, 2b", // a header shorter than the first there was
        "5, ff" // longer than the datagram
    })
    void whatIsNoProbeIsNotTaken(int at, String octet) {
        byte[] probe = written("x");
        probe[at] = (byte) Integer.parseInt(octet, 16);
        assertFalse(
                datagram(HexFormat.of().formatHex(probe)).get("frame.protocols").contains("probe"));
    }

    @Test
    void alengthBeyondTheDatagramIsRemarked() {
        byte[] probe = written("");
        probe[33] = 1;
        Decoded d = datagram(HexFormat.of().formatHex(probe)).sayAll();
        d.has(
                "mcast.probe.crc.status",
                "2",
                "frame.protocols",
                "eth:ethertype:ip:udp:probe",
                "_ws.malformed",
                "Malformed Packet");
    }
}
