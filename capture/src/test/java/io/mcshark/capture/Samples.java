package io.mcshark.capture;

import java.util.Map;
import java.util.TreeMap;

/** Small savefiles that between them have everything the readers know. */
final class Samples {
    static final long MICROS = 1_700_000_000_123_456L;

    private Samples() {}

    static Bytes pcap(Bytes to, int magic, int packets) {
        to.pcap(magic, 1);
        for (int i = 0; i < packets; i++) {
            to.record(1_700_000_000L + i / 10, i % 10 * 1000L, Bytes.data(40 + i % 7), 40 + i % 7);
        }
        return to;
    }

    static Bytes pcapng(boolean big, int packets) {
        Bytes file = order(big);
        file.section(order(big).option(4, "tester"), order(big).option(1, "a section"));
        file.describe(1, 0, order(big).option(2, "eth0"), order(big).option(9, (byte) 9));
        file.describe(101, 64, order(big).option(14, order(big).u64(-5).array()));
        file.block(
                PcapngReader.NAME_RESOLUTION,
                order(big).u16(1).u16(6).u32(0x0a000001).u16(0x6100));
        for (int i = 0; i < packets; i++) {
            file.packet(i % 2, (i % 2 == 0 ? 1000 : 1) * (MICROS + i), Bytes.data(i % 50), i % 50);
        }
        file.packet(
                0,
                MICROS,
                Bytes.data(9),
                90,
                order(big).option(1, "odd"),
                order(big).option(2, new byte[4]));
        file.old(1, 2, MICROS, Bytes.data(30)).simple(Bytes.data(20), 20);
        file.block(PcapngReader.CUSTOM, order(big).u32(4711).raw(Bytes.data(12)));
        file.block(PcapngReader.JOURNAL, order(big).raw("__REALTIME_TIMESTAMP=12\n".getBytes()));
        file.block(0x216, order(big).raw(Bytes.data(40)));
        file.block(0x1234_5678, order(big).raw(Bytes.data(8)));
        Bytes counters = order(big)
                .u32(0)
                .u64(0)
                .add(order(big).option(4, order(big).u64(9).array()));
        file.block(PcapngReader.STATISTICS, counters.u32(0));
        return file;
    }

    private static Bytes order(boolean big) {
        return big ? Bytes.big() : Bytes.little();
    }

    /** By name; each has frames in it. */
    static Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>();
        all.put("micro", pcap(Bytes.little(), 0xa1b2c3d4, 20).array());
        all.put("nano-big", pcap(Bytes.big(), 0xa1b23c4d, 20).array());
        all.put("modified", Bytes.little().add(modified()).array());
        all.put("pcapng", pcapng(false, 12).array());
        all.put("pcapng-big", pcapng(true, 12).array());
        all.put("two-sections", pcapng(false, 3).add(pcapng(true, 3)).array());
        return all;
    }

    private static Bytes modified() {
        Bytes file = Bytes.little().pcap(0xa1b2cd34, 1);
        for (int i = 0; i < 8; i++) {
            file.u32(1_700_000_000L).u32(i).u32(30).u32(30).u64(0).raw(Bytes.data(30));
        }
        return file;
    }
}
