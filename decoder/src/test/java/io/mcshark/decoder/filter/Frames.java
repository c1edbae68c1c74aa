package io.mcshark.decoder.filter;

import io.mcshark.decoder.Frame;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Hand-made packets, numbered from 1, one second apart from 2026-01-01 00:00:00 UTC, for tables of filters. */
final class Frames {
    static final int IGMP_REPORT_3 = 1,
            IGMP_QUERY = 2,
            MDNS = 3,
            MARKET = 4,
            ICMP_ERROR = 5,
            FOREIGN = 6,
            LEAVE = 7,
            IPV6 = 8;

    private static final long START = 1_767_225_600_000_000_000L;

    /** The packets one behind another, as in a savefile's window: what reads too far reads the next one. */
    private static final List<byte[]> ALL = List.of(
            // a v3 report: leaves 239.1.1.1 for 232.1.1.1 from two sources
            ethernet(
                    "01005e000016",
                    "0800",
                    ipv4(
                            "c0",
                            1,
                            2,
                            "0a000001",
                            "e0000016",
                            "2200 0000 0000 0002 03000000 ef010101 05000002 e8010101" + "c0000201 c0000202")),
            // a v2 general query
            ethernet("01005e000001", "0800", ipv4("c0", 1, 2, "0a0000fe", "e0000001", "1164 ee9b 00000000")),
            ethernet(
                    "01005e0000fb",
                    "0800",
                    ipv4("00", 255, 17, "0a000001", "e00000fb", udp(5353, 5353, ascii("ssdp") + "00008400"))),
            ethernet("01005e000007", "0800", ipv4("b8", 16, 17, "0a000002", "ef000007", udp(5000, 5516, "00000000ff"))),
            // time exceeded, quoting a datagram of 10.0.0.2: two IP headers
            ethernet(
                    "020000000002",
                    "0800",
                    ipv4(
                            "00",
                            64,
                            1,
                            "c0000201",
                            "0a000002",
                            "0b00 0000 00000000" + ipv4("00", 1, 17, "0a000002", "ef000009", udp(5000, 5517, "")))),
            ethernet("ffffffffffff", "88b5", "0102030405"),
            ethernet("01005e000002", "0800", ipv4("c0", 1, 2, "0a000001", "e0000002", "1700 0000 ef010101")),
            // nothing behind the header
            ethernet(
                    "3333000000fb",
                    "86dd",
                    "60000000 0000 3b ff fe80000000000000 0000000000000001 ff02000000000000 00000000000000fb"));

    private final MemorySegment window;
    private final int[] starts = new int[ALL.size() + 1];
    private final Frame frame = new Frame();

    Frames() {
        int at = 0;
        for (int i = 0; i < ALL.size(); i++) {
            starts[i] = at;
            at += ALL.get(i).length;
        }
        starts[ALL.size()] = at;
        byte[] bytes = new byte[at];
        for (int i = 0; i < ALL.size(); i++) {
            System.arraycopy(ALL.get(i), 0, bytes, starts[i], ALL.get(i).length);
        }
        window = MemorySegment.ofArray(bytes);
    }

    static int count() {
        return ALL.size();
    }

    /** Packet {@code number}, walked. */
    Frame frame(int number) {
        int at = starts[number - 1];
        int length = starts[number] - at;
        frame.wrap(window, at, length, length, START + number * 1_000_000_000L, number, 1);
        return frame;
    }

    /** The numbers of the packets that pass. */
    List<Integer> passing(Filter filter) {
        List<Integer> numbers = new ArrayList<>();
        for (int number = 1; number <= count(); number++) {
            if (filter.test(frame(number))) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private static byte[] ethernet(String destination, String type, String payload) {
        return HexFormat.of().parseHex((destination + "020000000001" + type + payload).replace(" ", ""));
    }

    private static String ipv4(
            String service, int ttl, int protocol, String source, String destination, String payload) {
        int length = 20 + payload.replace(" ", "").length() / 2;
        return "45%s%04x0000400%d%02x%02x0000%s%s%s"
                .formatted(service, length, 0, ttl, protocol, source, destination, payload);
    }

    private static String udp(int source, int destination, String payload) {
        return "%04x%04x%04x0000%s".formatted(source, destination, 8 + payload.length() / 2, payload);
    }

    private static String ascii(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Numbers as a table writes them. */
    static List<Integer> numbers(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.strip().split("\\s+"))
                        .map(Integer::valueOf)
                        .toList();
    }
}
