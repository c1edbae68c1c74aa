package io.mcshark.cli.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Lab;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code mcshark groups} on a live network against those who must know: the bridge that snoops (host H on its port H), the hosts'
 * kernels, and a receiver with the kernel's time stamps.
 */
@Tag("live")
class GroupsLabTest {
    private static final int MONITOR = 2, LONG_SECONDS = 40;
    private static final String
            MEMBER = Lab.repository("test-pcaps/tools/member").toString(),
            ZAPPER = Lab.repository("test-pcaps/tools/zapper").toString();

    /** A line of {@code bridge -d mdb show} that stands for what a port's host wants; others stand for single sources. */
    private static final Pattern ENTRY =
            Pattern.compile("port p(\\d+) grp (\\S+) temp(?: filter_mode (\\w+))?(?: source_list (\\S+))?.*");

    /** A row of {@code --record member --csv}, as far as it is compared. */
    private static final Pattern ROW =
            Pattern.compile(",([^,]+),([^,]+),(active|suppressed),(include|exclude),([^,]*),(\\d),.*");

    private static Set<String> bridge(Lab lab) {
        Set<String> wants = new TreeSet<>();
        for (String line : lab.run(0, "bridge", "-d", "mdb", "show").out().split("\n")) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.find() && !entry.group(2).startsWith("ff02:")) {
                String mode = entry.group(3) == null ? "exclude" : entry.group(3);
                String sources = entry.group(4) == null
                        ? ""
                        : Arrays.stream(entry.group(4).split(","))
                                .map(source -> source.replaceFirst("/.*", ""))
                                .sorted()
                                .collect(Collectors.joining(" "));
                wants.add(entry.group(1) + " " + entry.group(2) + " " + mode + " " + sources);
            }
        }
        return wants;
    }

    /** The lines of the last table that is there as a whole. */
    private static List<String> rows(Lab.Running groups) {
        List<List<String>> tables = new ArrayList<>();
        for (String line : groups.out().split("\r\n")) {
            if (line.startsWith("vlan,")) {
                tables.add(new ArrayList<>());
            } else if (!tables.isEmpty()) {
                tables.getLast().add(line);
            }
        }
        return tables.size() < 2 ? List.of() : tables.get(tables.size() - 2);
    }

    private static Set<String> ours(Lab.Running groups) {
        Set<String> wants = new TreeSet<>();
        for (String line : rows(groups)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()
                    && !row.group(1).startsWith("ff02:")
                    && !row.group(1).startsWith("224.0.0.")) {
                String sources = Arrays.stream(row.group(5).split(" ")).sorted().collect(Collectors.joining(" "));
                wants.add(row.group(2).replaceFirst("^.*[:.]", "") + " " + row.group(1) + " " + row.group(4) + " "
                        + sources);
            }
        }
        return wants;
    }

    /** The groups a host's kernel is in; those of 224.0.0.0/24 aside. */
    private static Set<String> kernel(Lab lab, int host) {
        Set<String> in = new TreeSet<>();
        Matcher group = Pattern.compile("\\n\\t+([0-9A-F]{8}) ")
                .matcher(lab.run(host, "cat", "/proc/net/igmp").out());
        while (group.find()) {
            int value = Integer.reverseBytes((int) Long.parseLong(group.group(1), 16));
            if (value >>> 8 != 0xe00000) {
                in.add((value >>> 24) + "." + (value >>> 16 & 255) + "." + (value >>> 8 & 255) + "." + (value & 255));
            }
        }
        return in;
    }

    private static Set<String> groupsOf(Set<String> wants, int host) {
        return wants.stream()
                .map(want -> want.split(" "))
                .filter(want -> want[0].equals("" + host) && want[1].contains("."))
                .map(want -> want[1])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void agree(String step, Lab lab, Lab.Running groups, Set<String> wanted) {
        await(step, () -> wanted, () -> bridge(lab));
        await(step, () -> bridge(lab), () -> ours(groups));
    }

    private static void agreeAll(String step, Lab lab, Lab.Running groups, Set<String> wanted) {
        agree(step, lab, groups, wanted);
        for (int host : new int[] {1, 3}) {
            await(step + ": host " + host, () -> kernel(lab, host), () -> groupsOf(ours(groups), host));
        }
    }

    private static void await(String step, Supplier<Set<String>> wanted, Supplier<Set<String>> found) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONG_SECONDS);
        Set<String> w = wanted.get();
        Set<String> f = found.get();
        while (!w.equals(f)) {
            if (System.nanoTime() > end) {
                assertEquals(w, f, step);
            }
            pause(100);
            w = wanted.get();
            f = found.get();
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void bridge(Lab lab, String... settings) {
        List<String> line = new ArrayList<>(List.of("ip", "link", "set", "br0", "type", "bridge"));
        line.addAll(List.of(settings));
        lab.run(0, line.toArray(String[]::new));
    }

    private static Lab.Running joined(Lab lab, int host, String... joins) {
        List<String> line = new ArrayList<>(List.of("python3", MEMBER, "eth0"));
        line.addAll(List.of(joins));
        line.add("wait=600");
        return lab.start(host, line.toArray(String[]::new));
    }

    private static void kill(Lab.Running running) {
        ProcessHandle.of(running.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void agreesWithTheBridgeAndTheKernelsThroughJoinsLeavesAndOldVersions() {
        Lab.assumeProgram("python3");
        Lab.assumeProgram("bridge");
        try (Lab lab = Lab.up("members", 3)) {
            lab.monitor(MONITOR);
            lab.run(3, "sysctl", "-qw", "net.ipv4.conf.eth0.force_igmp_version=2");
            lab.awaitSnooping();
            Lab.Running groups = lab.startMcshark(
                    MONITOR, "groups", "-i", "eth0", "--csv", "--record", "member", "--every", "300ms");
            groups.await("analysing");
            lab.query();

            Lab.Running first = joined(lab, 1, "join=239.1.1.1", "join=ff15::1:1");
            Lab.Running third = joined(lab, 3, "join=239.1.1.1");
            agreeAll(
                    "joins in versions 3 and 2",
                    lab,
                    groups,
                    Set.of("1 239.1.1.1 exclude ", "1 ff15::1:1 exclude ", "3 239.1.1.1 exclude "));

            Lab.Running sources = joined(lab, 1, "join=232.1.1.1,192.0.2.101", "join=ff35::8000:1,2001:db8::7");
            Lab.Running more = joined(lab, 1, "join=232.1.1.1,192.0.2.102");
            Lab.Running but = joined(lab, 1, "join=239.1.1.2", "block=239.1.1.2,192.0.2.7");
            agreeAll(
                    "sources wanted and not",
                    lab,
                    groups,
                    Set.of(
                            "1 239.1.1.1 exclude ",
                            "1 ff15::1:1 exclude ",
                            "3 239.1.1.1 exclude ",
                            "1 232.1.1.1 include 192.0.2.101 192.0.2.102",
                            "1 ff35::8000:1 include 2001:db8::7",
                            "1 239.1.1.2 exclude 192.0.2.7"));

            kill(more);
            kill(first);
            agreeAll(
                    "a source and groups left",
                    lab,
                    groups,
                    Set.of(
                            "3 239.1.1.1 exclude ", "1 232.1.1.1 include 192.0.2.101",
                            "1 ff35::8000:1 include 2001:db8::7", "1 239.1.1.2 exclude 192.0.2.7"));

            Lab.Running any = joined(lab, 1, "join=232.1.1.1");
            agreeAll(
                    "from sources to any",
                    lab,
                    groups,
                    Set.of(
                            "3 239.1.1.1 exclude ", "1 232.1.1.1 exclude ",
                            "1 ff35::8000:1 include 2001:db8::7", "1 239.1.1.2 exclude 192.0.2.7"));
            kill(any);
            kill(third);
            agreeAll(
                    "and back; the member of version 2 left",
                    lab,
                    groups,
                    Set.of(
                            "1 232.1.1.1 include 192.0.2.101",
                            "1 ff35::8000:1 include 2001:db8::7",
                            "1 239.1.1.2 exclude 192.0.2.7"));

            kill(sources);
            agreeAll("single sources left", lab, groups, Set.of("1 239.1.1.2 exclude 192.0.2.7"));
            lab.version(2);
            lab.query();
            Lab.Running old = joined(lab, 1, "join=239.1.1.3");
            agreeAll("an old querier", lab, groups, Set.of("1 239.1.1.2 exclude ", "1 239.1.1.3 exclude "));
            kill(old);
            kill(but);
            agreeAll("leaves of version 2", lab, groups, Set.of());
            assertTrue(
                    rows(groups).stream().anyMatch(row -> row.matches(",239.1.1.2,192.0.2.1,left,,,2,.*")),
                    () -> rows(groups).toString());
            groups.interrupt();
        }
    }

    @Test
    void agreesWithTheBridgeOnMembersThatAreHeardNoMore() {
        Lab.assumeProgram("python3");
        Lab.assumeProgram("bridge");
        Lab.assumeProgram("nft");
        try (Lab lab = Lab.up("silent", 3)) {
            lab.monitor(MONITOR);
            lab.awaitSnooping();
            // A membership holds for 2 x 3 + 1 s.
            bridge(lab, "mcast_query_interval", "300", "mcast_membership_interval", "700");
            Lab.Running groups = lab.startMcshark(
                    MONITOR, "groups", "-i", "eth0", "--csv", "--record", "member", "--every", "300ms");
            groups.await("analysing");
            lab.query();
            joined(lab, 1, "join=239.1.1.1", "join=232.1.1.1,192.0.2.101", "join=ff35::8000:1,2001:db8::7");
            joined(lab, 3, "join=239.1.1.1");
            Set<String> others = Set.of("3 239.1.1.1 exclude ");
            Set<String> all = new TreeSet<>(others);
            all.addAll(Set.of(
                    "1 239.1.1.1 exclude ", "1 232.1.1.1 include 192.0.2.101", "1 ff35::8000:1 include 2001:db8::7"));
            agreeAll("joined", lab, groups, all);
            lab.query();
            pause(2500); // all have answered, by these intervals

            lab.run(1, "nft", "add table inet silent");
            lab.run(1, "nft", "add chain inet silent out { type filter hook output priority 0; }");
            lab.run(1, "nft", "add rule inet silent out meta l4proto { igmp, icmpv6 } drop");
            agree("timeouts", lab, groups, others);
            assertEquals(
                    3,
                    rows(groups).stream()
                            .filter(row -> row.contains(",expired,") && !row.contains(",ff02:"))
                            .count(),
                    () -> rows(groups).toString());
            groups.interrupt();
        }
    }

    @Test
    void measuresZapsAsAReceiverWithTheKernelsTimeStampsDoes() {
        Lab.assumeProgram("python3");
        int count = 50;
        try (Lab lab = Lab.up("zaps", 3)) {
            lab.awaitSnooping();
            Lab.Running groups = lab.startMcshark(1, "groups", "-i", "eth0", "--csv", "--record", "event");
            groups.await("analysing");
            lab.start(3, "python3", ZAPPER, "send", "eth0", "239.9.1.1", "5004", "" + count, "60");
            Lab.Running receiver = lab.start(1, "python3", ZAPPER, "receive", "eth0", "239.9.1.1", "5004", "" + count);
            Lab.Result received = receiver.finish();
            assertEquals(0, received.code(), received.err());
            pause(500);
            Map<String, Double> ours = new HashMap<>();
            for (String line : groups.interrupt().out().split("\r\n")) {
                Matcher data = Pattern.compile(".*,(239\\.9\\.1\\.\\d+),[^,]*,data,,[^,]*,([0-9.]+)")
                        .matcher(line);
                if (data.matches()) {
                    ours.put(data.group(1), Double.parseDouble(data.group(2)));
                }
            }
            List<Double> differences = new ArrayList<>();
            for (String line : received.out().split("\n")) {
                String[] zap = line.split(" ");
                double theirs = (Long.parseLong(zap[2]) - Long.parseLong(zap[1])) / 1e9;
                assertTrue(ours.containsKey(zap[0]), () -> zap[0] + " not in " + ours);
                differences.add(Math.abs(ours.get(zap[0]) - theirs));
            }
            assertEquals(count, differences.size());
            differences.sort(null);
            double median = differences.get(count / 2);
            System.out.println("zap, " + count + " joins: we and the receiver differ by " + median * 1e6
                    + " microseconds in the median, at most by " + differences.getLast() * 1e6);
            assertTrue(median < 1e-3, () -> "the median differs by " + median + " s: " + differences);
        }
    }
}
