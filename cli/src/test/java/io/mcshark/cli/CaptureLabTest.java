package io.mcshark.cli;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.capture.live.CaptureFilter;
import io.mcshark.capture.live.LinkType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A capture on a host that hears everything, beside tcpdump's: what we read from our file is what tshark reads from tcpdump's.
 * And on a host that does not: groups arrive only once they are joined.
 */
@Tag("live")
class CaptureLabTest {
    private static final List<String> FIELDS = List.of(
            "frame.len",
            "eth.src",
            "eth.dst",
            "ip.src",
            "ip.dst",
            "ip.id",
            "ip.ttl",
            "ipv6.src",
            "ipv6.dst",
            "ipv6.hlim",
            "udp.srcport",
            "udp.dstport",
            "udp.length",
            "data.len",
            "udp.payload",
            "igmp.type",
            "igmp.maddr",
            "igmp.record_type",
            "igmp.num_src",
            "igmp.saddr",
            "icmpv6.type",
            "icmpv6.mldr.mar.record_type",
            "icmpv6.mldr.mar.multicast_address");

    private static final List<Integer> TTLS = List.of(1, 4, 32);

    /** A program that sends to a group, and where to. */
    private enum Sender {
        ECHO("224.3.29.71", 10000, "very important data"),
        HELLO("239.0.0.1", 12345, "Hello, multicast world!"),
        NOTICE("239.255.5.55", 5555, "This is a multicast messages to all who listen"),
        WORLD("224.0.0.123", 7777, "Hello, World!"),
        SOCAT("239.1.2.4", 5004, "typed into socat"),
        MCSHARK("239.1.2.5", 5005, "sent by mcshark");

        final String group;
        final int port;
        final String text;

        Sender(String group, int port, String text) {
            this.group = group;
            this.port = port;
            this.text = text;
        }

        Lab.Running start(Lab lab, int host, int ttl) {
            String place = group + ":" + port;
            return switch (this) {
                case SOCAT ->
                    lab.start(host, "socat", "-u", "STDIN", "UDP4-DATAGRAM:" + place + ",ip-multicast-ttl=" + ttl)
                            .type(text)
                            .endInput();
                case MCSHARK -> lab.startMcshark(host, "send", place, "--ttl", "" + ttl, "--text", text);
                default ->
                    lab.start(
                            host,
                            "python3",
                            Lab.repository("test-pcaps/seeds/" + name().toLowerCase() + "_sender.py")
                                    .toString(),
                            "--ttl",
                            "" + ttl);
            };
        }

        /** How its datagrams look in {@link #FIELDS}. */
        boolean sent(Frame frame, int ttl) {
            return frame.is("ip.dst", group)
                    && frame.is("udp.dstport", "" + port)
                    && frame.is("ip.ttl", "" + ttl)
                    && frame.is("data.len", "" + text.length())
                    && frame.is("udp.payload", hex(text));
        }
    }

    /** One frame, its fields as printed. */
    private record Frame(List<String> values) {
        static Frame of(String line) {
            return new Frame(Arrays.asList(line.split("\t", -1)));
        }

        String value(String field) {
            return values.get(FIELDS.indexOf(field));
        }

        boolean is(String field, String value) {
            return value(field).equals(value);
        }
    }

    @TempDir
    Path folder;

    @BeforeAll
    static void programs() {
        Stream.of("tshark", "tcpdump", "socat", "python3", "sysctl").forEach(Lab::assumeProgram);
    }

    @Test
    void readsFromOurFileWhatTsharkReadsFromTcpdumps() throws IOException {
        Path ours = folder.resolve("ours.pcapng");
        Path theirs = folder.resolve("theirs.pcap");
        String report;
        try (Lab lab = Lab.up("beside", 3)) {
            lab.monitor(2);
            Lab.Running capture = lab.startMcshark(2, "capture", "-i", "eth0", "-w", ours.toString());
            Lab.Running tcpdump = lab.start(
                    2,
                    "tcpdump",
                    "-Z",
                    "root",
                    "--immediate-mode",
                    "-U",
                    "-i",
                    "eth0",
                    "-w",
                    theirs.toString(),
                    CaptureFilter.of(CaptureFilter.Scope.MULTICAST).text(LinkType.ETHERNET));
            capture.await("capturing on eth0");
            tcpdump.await("listening on eth0");
            mark(lab, "begin");
            List<Lab.Running> senders = new ArrayList<>();
            for (Sender sender : Sender.values()) {
                TTLS.forEach(ttl -> senders.add(sender.start(lab, 1, ttl)));
            }
            membership(lab, 3);
            senders.forEach(sender -> assertEquals(0, sender.finish().code(), sender::err));
            mark(lab, "end");
            Lab.Result ended = capture.interrupt();
            assertEquals(0, ended.code(), ended.err());
            report = ended.err();
            assertEquals(0, tcpdump.interrupt().code());
        }
        List<Frame> read = ours(ours);
        assertTrue(
                report.endsWith("eth0: " + read.size() + " packets captured, " + read.size()
                        + " received by filter, 0 dropped by kernel, 0 dropped by interface\n"),
                report);
        assertEquals(read, tshark(ours), "our file, read by tshark");
        List<Frame> mine = marked(read);
        assertEquals(sorted(marked(tshark(theirs)).stream().toList()), sorted(mine));

        everythingIsIn(mine);
        System.out.println(mine.size() + " frames of " + read.size() + " compared, " + FIELDS.size() + " fields each");
    }

    @Test
    void hearsAGroupOnlyOnceItIsJoined() throws IOException {
        Path without = folder.resolve("without.pcapng");
        Path with = folder.resolve("with.pcapng");
        try (Lab lab = Lab.up("joined", 2)) {
            lab.awaitSnooping();
            Lab.Running capture = lab.startMcshark(2, "capture", "-i", "eth0", "-w", without.toString());
            capture.await("capturing on eth0");
            sendAll(lab);
            assertEquals(0, capture.interrupt().code());

            capture = lab.startMcshark(
                    2,
                    "capture",
                    "-i",
                    "eth0",
                    "-w",
                    with.toString(),
                    "--join",
                    Sender.SOCAT.group,
                    "--join",
                    lab.address(1) + ",232.1.2.3");
            capture.await("capturing on eth0");
            lab.awaitJoined(2, Sender.SOCAT.group);
            lab.awaitJoined(2, "232.1.2.3");
            sendAll(lab);
            assertEquals(0, capture.interrupt().code());
        }
        // What goes to 224.0.0.0/24 goes everywhere (RFC 4541, 2.1.2), so the capture itself worked.
        assertEquals(Set.of(Sender.WORLD.group), groups(ours(without)));
        assertEquals(Set.of(Sender.WORLD.group, Sender.SOCAT.group, "232.1.2.3"), groups(ours(with)));
    }

    /** Without -l, and without anything that comes behind them. */
    @Test
    void showsPacketsAsTheyCome() {
        try (Lab lab = Lab.up("shown", 2)) {
            Lab.Running capture = lab.startMcshark(2, "capture", "-i", "eth0", "udp");
            capture.await("capturing on eth0");
            Sender.WORLD.start(lab, 1, 4).finish();
            capture.await(" > 224.0.0.123.7777 udp 13  ttl 4 ");
            assertEquals(0, capture.interrupt().code());
        }
    }

    /** Joins and leaves on a host by IGMPv2, then by IGMPv3 with records of all six types. */
    private static void membership(Lab lab, int host) {
        String member = Lab.repository("test-pcaps/tools/member").toString();
        lab.run(host, "sysctl", "-qw", "net.ipv4.conf.eth0.force_igmp_version=2");
        member(lab.run(host, member, "eth0", "join=239.9.1.1", "wait=0.3", "leave=239.9.1.1"));
        // 0 is what the kernel does by itself: version 3; reports of changes within a tenth of a second, not within one
        lab.run(host, "sysctl", "-qw", "net.ipv4.conf.eth0.force_igmp_version=0");
        lab.run(host, "sysctl", "-qw", "net.ipv4.conf.eth0.igmpv3_unsolicited_report_interval=100");
        Lab.Running joined = lab.start(
                host,
                member,
                "eth0",
                "join=239.9.1.2",
                "join=232.9.1.1,192.0.2.101",
                "wait=0.4", // CHANGE_TO_EXCLUDE, ALLOW
                "join=232.9.1.1,192.0.2.102",
                "wait=0.4",
                "leave=232.9.1.1,192.0.2.102", // ALLOW, BLOCK
                "wait=4", // for the query: IS_EXCLUDE, IS_INCLUDE
                "exclude=239.9.1.2,192.0.2.7,192.0.2.8",
                "wait=0.4",
                "include=239.9.1.2,192.0.2.9",
                "wait=0.4",
                "leave=239.9.1.2",
                "wait=0.4"); // CHANGE_TO_INCLUDE
        settle();
        lab.query();
        member(joined.finish());
    }

    private static void member(Lab.Result result) {
        assertEquals(0, result.code(), result.err());
    }

    private static void everythingIsIn(List<Frame> frames) {
        for (Sender sender : Sender.values()) {
            for (int ttl : TTLS) {
                assertTrue(
                        frames.stream().anyMatch(f -> sender.sent(f, ttl)),
                        sender + " with TTL " + ttl + " is missing");
            }
        }
        assertTrue(
                frames.stream().anyMatch(f -> f.is("igmp.type", "0x16") && f.is("igmp.maddr", "239.9.1.1")),
                "no version 2 report");
        assertTrue(
                frames.stream().anyMatch(f -> f.is("igmp.type", "0x17") && f.is("igmp.maddr", "239.9.1.1")),
                "no version 2 leave");
        assertEquals(
                Set.of("1", "2", "3", "4", "5", "6"),
                frames.stream()
                        .filter(f -> f.is("igmp.type", "0x22"))
                        .flatMap(f -> Stream.of(f.value("igmp.record_type").split(",")))
                        .collect(Collectors.toSet()),
                "record types");
    }

    /** One datagram to each of three groups: one that goes everywhere, one joined from any source, one from host 1. */
    private static void sendAll(Lab lab) {
        for (String group : List.of("239.1.2.3", Sender.SOCAT.group, "232.1.2.3", Sender.WORLD.group)) {
            assertEquals(
                    0,
                    lab.start(1, "socat", "-u", "STDIN", "UDP4-DATAGRAM:" + group + ":5000")
                            .type("datagram")
                            .endInput()
                            .finish()
                            .code());
        }
    }

    private static Set<String> groups(List<Frame> frames) {
        return frames.stream()
                .filter(f -> f.is("udp.dstport", "5000"))
                .map(f -> f.value("ip.dst"))
                .collect(toCollection(TreeSet::new));
    }

    /** The two captures begin and end at different moments; what is between the marks is in both. */
    private static List<Frame> marked(List<Frame> frames) {
        int begin = -1;
        int end = -1;
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).is("udp.payload", hex("begin"))) {
                begin = i;
            } else if (frames.get(i).is("udp.payload", hex("end"))) {
                end = i;
            }
        }
        assertTrue(begin >= 0 && end > begin, "marks are missing");
        return frames.subList(begin, end + 1);
    }

    private static void mark(Lab lab, String text) {
        assertEquals(
                0,
                lab.start(1, "socat", "-u", "STDIN", "UDP4-DATAGRAM:224.0.0.200:9")
                        .type(text)
                        .endInput()
                        .finish()
                        .code());
        settle();
    }

    /** Frames that two processors handle at once reach the two sockets in either order. */
    private static List<String> sorted(List<Frame> frames) {
        return frames.stream().map(Frame::toString).sorted().toList();
    }

    private static List<Frame> ours(Path file) {
        List<String> line = new ArrayList<>(List.of("read", file.toString(), "-T", "fields"));
        FIELDS.forEach(field -> line.addAll(List.of("-e", field)));
        Ran ran = Ran.mcshark(line.toArray(String[]::new));
        assertEquals(0, ran.code(), ran.err());
        return ran.out().lines().map(Frame::of).toList();
    }

    private static List<Frame> tshark(Path file) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                "tshark",
                "-n",
                "-r",
                file.toString(),
                "-T",
                "fields",
                "-E",
                "separator=/t",
                "-E",
                "occurrence=a",
                "-E",
                "aggregator=,"));
        FIELDS.forEach(field -> line.addAll(List.of("-e", field)));
        Process tshark = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = tshark.inputReader()) {
            return out.lines().map(Frame::of).toList();
        }
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    /** A new bridge floods until it has asked for members, and a capture hands over what it has within this time. */
    private static void settle() {
        try {
            Thread.sleep(2500);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
