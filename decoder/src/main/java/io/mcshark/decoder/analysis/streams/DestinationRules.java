package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.analysis.Rule;
import io.mcshark.decoder.analysis.Severity;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.groups.Ipv4Groups;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What can be found in who sends where: groups with two sources, ports with many groups, groups with many ports. */
final class DestinationRules {
    private static final int ENOUGH = 20, COMPARABLE = 4, REGISTERED = 1024, FEW_NAMED = 4;
    private static final double ACTIVE = 5;

    static final Rule TWO_SOURCES = Rule.warn(
            "duplicate-source-same-group",
            "udp",
            "Two sources send to one group and port at the same time and at comparable rates (within four times); not in"
                    + " the SSM range, to link-local groups or registered ports, or with one SSRC (ST 2022-7).",
            "Receivers that joined the group get both, mixed.",
            "Stop one, or have receivers join by source (SSM).");
    static final Rule PORT_SHARED = Rule.warn(
            "port-shared-by-groups",
            "udp",
            "Several groups carry streams on one UDP port on a VLAN; a note, as receivers are not seen.",
            "A socket bound to the port alone gets all groups that anyone on its host joined (Linux: IP_MULTICAST_ALL).",
            "Have receivers bind to the group's address, or use a port a group.");
    static final Rule GROUP_SHARED = Rule.note(
            "group-shared-by-ports",
            "udp",
            "One group carries streams of more than one port, other than RTP's neighbours (RTCP, FEC: up to 4 above).",
            "Who wants one of them gets all.",
            "Use a group a stream.");

    static final Rule[] RULES = {TWO_SOURCES, PORT_SHARED, GROUP_SHARED};

    private record Port(int port, int vlan) {}

    private record Group(Address address, int vlan) {}

    private final Raiser raiser;

    DestinationRules(Raiser raiser) {
        this.raiser = raiser;
    }

    void end(Iterable<Destination> destinations) {
        Map<Port, List<Stream>> ports = new HashMap<>();
        Map<Group, List<Stream>> groups = new HashMap<>();
        for (Destination d : destinations) {
            List<Stream> active =
                    d.streams.stream().filter(DestinationRules::isActive).toList();
            if (active.isEmpty()) {
                continue;
            }
            Stream first = active.getFirst();
            twoSources(active);
            ports.computeIfAbsent(new Port(first.port(), first.vlan), any -> new ArrayList<>())
                    .add(first);
            groups.computeIfAbsent(
                            new Group(new Address(first.groupHigh, first.groupLow), first.vlan),
                            any -> new ArrayList<>())
                    .add(first);
        }
        ports.values().forEach(this::sharedPort);
        groups.values().forEach(this::sharedGroup);
    }

    /** Whether it is data: enough packets, to a group that routers forward and to no port of a protocol. */
    private static boolean isActive(Stream s) {
        Double rate = s.packetRate();
        return s.packets >= ENOUGH && rate != null && rate >= ACTIVE && isData(s);
    }

    /** Whether it is data that is to flow, and no protocol that speaks when it has something to say. */
    static boolean isData(Stream s) {
        boolean known = s.content == Content.OTHER && s.carries != null;
        return s.port() >= REGISTERED && !known && !isOfProtocol(s.groupHigh, s.groupLow);
    }

    /** 224.0.0.0/24, link-local in IPv6; where discovery is at home: 239.255.255.0/24; SSDP, SLP in any scope. */
    private static boolean isOfProtocol(long high, long low) {
        if (Address.isIpv4(high, low)) {
            return Ipv4Groups.isLinkLocal((int) low) || (int) low >>> 8 == 0xefffff;
        }
        boolean permanent = (high & 0x00f0_ffff_ffff_ffffL) == 0;
        return (high >>> 48 & 0xff0f) == 0xff02 || permanent && (low == 0xc || low == 0x116 || low == 0x123);
    }

    /** 232.0.0.0/8 (RFC 4607, 1) and ff3x::/32. */
    private static boolean isSourceSpecific(Stream s) {
        return Address.isIpv4(s.groupHigh, s.groupLow)
                ? (s.groupLow >>> 24 & 0xff) == 232
                : (s.groupHigh >>> 52 & 0xfff) == 0xff3 && (s.groupHigh >>> 32 & 0xffff) == 0;
    }

    private void twoSources(List<Stream> active) {
        for (int i = 0; i < active.size(); i++) {
            Stream a = active.get(i);
            for (int k = 0; k < i; k++) {
                Stream b = active.get(k);
                if (isSourceSpecific(a) || !areAtOnce(a, b) || isOneFeed(a, b)) {
                    continue;
                }
                raiser.say(
                        TWO_SOURCES,
                        Severity.WARN,
                        a,
                        false,
                        a.group() + ":" + a.port(),
                        b.source() + " and " + a.source() + " send there at the same time");
                return;
            }
        }
    }

    private static boolean areAtOnce(Stream a, Stream b) {
        boolean other = a.sourceHigh != b.sourceHigh || a.sourceLow != b.sourceLow;
        double rates = a.packetRate() / b.packetRate();
        long overlap = Math.min(a.lastNanos, b.lastNanos) - Math.max(a.firstNanos, b.firstNanos);
        long shorter = Math.min(a.lastNanos - a.firstNanos, b.lastNanos - b.firstNanos);
        return other && overlap > shorter / 2 && rates < COMPARABLE && rates > 1.0 / COMPARABLE;
    }

    private static boolean isOneFeed(Stream a, Stream b) {
        return a.rtp != null
                && b.rtp != null
                && a.rtp.current() != null
                && b.rtp.current() != null
                && a.rtp.current().ssrc == b.rtp.current().ssrc;
    }

    private void sharedPort(List<Stream> streams) {
        Set<String> groups = new TreeSet<>(io.mcshark.decoder.report.Report::natural);
        streams.forEach(s -> groups.add(s.group()));
        if (groups.size() > 1) {
            Stream s = streams.getFirst();
            raiser.say(
                    PORT_SHARED,
                    Severity.NOTE,
                    s,
                    true,
                    "port " + s.port() + (s.vlan == 0 ? "" : " on VLAN " + s.vlan()),
                    groups.size() + " groups: " + some(groups));
        }
    }

    private void sharedGroup(List<Stream> streams) {
        Set<Integer> ports = new TreeSet<>();
        streams.forEach(s -> ports.add(s.port()));
        Set<Integer> apart = new HashSet<>(ports);
        ports.forEach(port -> {
            for (int next = 1; next <= FEW_NAMED; next++) {
                apart.remove(port + next);
            }
        });
        if (apart.size() > 1) {
            Stream s = streams.getFirst();
            raiser.say(
                    GROUP_SHARED,
                    Severity.NOTE,
                    s,
                    false,
                    s.group() + (s.vlan == 0 ? "" : " on VLAN " + s.vlan()),
                    ports.size() + " ports: "
                            + some(ports.stream().map(String::valueOf).toList()));
        }
    }

    private static String some(Iterable<String> all) {
        StringBuilder text = new StringBuilder();
        int count = 0;
        for (String one : all) {
            if (count++ == FEW_NAMED) {
                return text.append(", …").toString();
            }
            text.append(count == 1 ? "" : ", ").append(one);
        }
        return text.toString();
    }
}
