package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.analysis.members.Members;
import io.mcshark.decoder.analysis.streams.Limits;
import io.mcshark.decoder.analysis.streams.Streams;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.report.Csv;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Hosts and queriers that talk IGMP and MLD to a {@link Members} analysis, with data in between. {@link #at} sets the time as in
 * {@link Traffic}.
 */
final class GroupTalk {
    static final int IS_IN = 1, IS_EX = 2, TO_IN = 3, TO_EX = 4, ALLOW = 5, BLOCK = 6;
    static final String QUERIER = "10.0.0.254";

    final Findings findings = new Findings();
    final Members members = new Members(findings);
    final Traffic traffic;

    GroupTalk() {
        this(false);
    }

    /** As it is, with the streams that go with it. */
    static GroupTalk withStreams() {
        return new GroupTalk(true);
    }

    private GroupTalk(boolean streams) {
        Streams after = new Streams(Limits.USUAL, findings, members);
        traffic = new Traffic(
                !streams
                        ? members
                        : new Analysis() {
                            @Override
                            public void accept(Frame f) {
                                members.accept(f);
                                after.accept(f);
                            }

                            @Override
                            public void advance(long nanos) {
                                members.advance(nanos);
                                after.advance(nanos);
                            }

                            @Override
                            public void end(long nanos) {
                                members.end(nanos);
                                after.end(nanos);
                            }
                        });
    }

    GroupTalk at(double seconds) {
        traffic.at(seconds);
        return this;
    }

    GroupTalk vlan(int... ids) {
        traffic.vlan(ids);
        return this;
    }

    /** IGMPv2. */
    GroupTalk report(String host, String group) {
        return igmp(host, group, "16000000" + hex(group));
    }

    GroupTalk report1(String host, String group) {
        return igmp(host, group, "12000000" + hex(group));
    }

    GroupTalk leave(String host, String group) {
        return igmp(host, "224.0.0.2", "17000000" + hex(group));
    }

    /** IGMPv3 or MLDv2, by the group: one record. */
    GroupTalk record(String host, int type, String group, String... sources) {
        StringBuilder record = new StringBuilder("%02x00%04x".formatted(type, sources.length)).append(hex(group));
        for (String source : sources) {
            record.append(hex(source));
        }
        return Address.parse(group).isIpv4()
                ? igmp(host, "224.0.0.22", "2200000000000001" + record)
                : icmp(host, "ff02::16", "8f00000000000001" + record);
    }

    /** IGMPv3: everybody, answer in 10 s; robustness 2, interval 125 s. */
    GroupTalk query() {
        return query(2, 125);
    }

    GroupTalk query(int robustness, int interval) {
        return igmp(QUERIER, "224.0.0.1", "1164000000000000%02x%02x0000".formatted(robustness, interval));
    }

    /** IGMPv2's general query. */
    GroupTalk query2() {
        return igmp(QUERIER, "224.0.0.1", "1164000000000000");
    }

    /** For a group, answer in 1 s; with robustness 2 that is 2 s in all. */
    GroupTalk ask(String group, String... sources) {
        StringBuilder query = new StringBuilder("110a0000" + hex(group) + "027d%04x".formatted(sources.length));
        for (String source : sources) {
            query.append(hex(source));
        }
        return igmp(QUERIER, group, query.toString());
    }

    GroupTalk igmp(String host, String destination, String message) {
        traffic.from(host).to(destination).ttl(1).routerAlert(true).igmp(message);
        return this;
    }

    GroupTalk icmp(String host, String destination, String message) {
        traffic.from(host).to(destination).ttl(1).routerAlert(true).icmpv6(message);
        return this;
    }

    GroupTalk data(String source, String group) {
        return data(source, group, 100);
    }

    GroupTalk data(String source, String group, int bytes) {
        traffic.from(source).to(group).ttl(16).routerAlert(false).udp(5004, 5004, new byte[bytes]);
        return this;
    }

    /** Data every so many seconds, from one time until before another. */
    GroupTalk stream(String source, String group, double from, double until, double every) {
        for (int i = 0; from + i * every < until; i++) {
            at(from + i * every).data(source, group);
        }
        return this;
    }

    GroupTalk silence(double seconds) {
        traffic.silence(seconds + 2); // it is taken for granted that packets may be late
        return this;
    }

    /** The ids of what has been found. */
    List<String> found() {
        return findings.all().stream().map(f -> f.rule().id()).toList();
    }

    Finding finding(String id) {
        return findings.all().stream()
                .filter(f -> f.rule().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not found: " + id + "; but " + found()));
    }

    /** The rows of a sheet, by key. */
    List<Map<String, String>> rows(String sheet) {
        Out out = new Out();
        new Csv().put(members.report(null).only(List.of(sheet)), out);
        List<List<String>> lines = out.toString().lines().map(GroupTalk::cells).toList();
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < line.size(); i++) {
                row.put(lines.getFirst().get(i), line.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    /** Some columns of a sheet, a row a line, with blanks between them. */
    String text(String sheet, String... keys) {
        return rows(sheet).stream()
                .map(row -> List.of(keys).stream().map(row::get).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static String hex(String address) {
        Address a = Address.parse(address);
        return a.isIpv4() ? "%08x".formatted((int) a.low()) : "%016x%016x".formatted(a.high(), a.low());
    }
}
