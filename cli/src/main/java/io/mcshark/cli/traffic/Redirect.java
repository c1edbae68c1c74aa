package io.mcshark.cli.traffic;

import io.mcshark.cli.UserError;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Where recorded datagrams go: to where they went, to one group, or group by group elsewhere. */
final class Redirect {
    /**
     * @param from the group it is for, null for every one
     * @param fromPort the port it is for, 0 for every one
     * @param toPort 0 to keep the port
     */
    private record Rule(InetAddress from, int fromPort, InetAddress to, int toPort) {}

    private final List<Rule> rules = new ArrayList<>();

    /**
     * @param to {@code GROUP[:PORT]} for all, or null
     * @param maps {@code GROUP[:PORT]=GROUP[:PORT]} each; the first that fits counts
     */
    Redirect(String to, List<String> maps) {
        for (String map : maps) {
            int equals = map.indexOf('=');
            if (equals < 0) {
                throw new UserError("'" + map + "' is no map: old and new group, as 239.1.1.1=239.2.2.2");
            }
            String old = map.substring(0, equals);
            String fresh = map.substring(equals + 1);
            rules.add(new Rule(group(old), port(old), group(fresh), port(fresh)));
        }
        if (to != null) {
            rules.add(new Rule(null, 0, group(to), port(to)));
        }
    }

    /** Where a datagram to a group and port goes now. */
    Target of(InetAddress group, int port) {
        for (Rule rule : rules) {
            if ((rule.from == null || rule.from.equals(group)) && (rule.fromPort == 0 || rule.fromPort == port)) {
                return new Target(null, rule.to, rule.toPort == 0 ? port : rule.toPort, null);
            }
        }
        return new Target(null, group, port, null);
    }

    private static InetAddress group(String text) {
        List<Target> targets = Target.parse(text);
        if (targets.size() > 1
                || targets.getFirst().source() != null
                || targets.getFirst().scope() != null) {
            throw new UserError("'" + text + "': one group, with or without a port, is wanted here");
        }
        return targets.getFirst().group();
    }

    /** The port that was typed, 0 for none. */
    private static int port(String text) {
        boolean ipv6 = text.indexOf(':') != text.lastIndexOf(':');
        boolean typed = ipv6 ? text.contains("]:") : text.contains(":");
        return typed ? Target.parse(text).getFirst().port() : 0;
    }
}
