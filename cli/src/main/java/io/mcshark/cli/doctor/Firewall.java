package io.mcshark.cli.doctor;

import io.mcshark.decoder.analysis.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether nftables or iptables drop IGMP or MLD, or the group's datagrams, before a program sees them. Rules are understood as far as
 * they name addresses, protocols, ports and interfaces; one that names anything else is taken not to match, since most such are
 * narrower than a group.
 */
final class Firewall {
    private static final Pattern CHAIN = Pattern.compile("type filter hook (\\w+) .*?(?:policy (\\w+);|$)");
    private static final Pattern VERDICT = Pattern.compile("\\b(accept|drop|reject)\\b");

    private final Host host;
    private final Wanted wanted;

    Firewall(Host host, Wanted wanted) {
        this.host = host;
        this.wanted = wanted;
    }

    /** A packet that must get through. */
    private record Packet(String what, String hook, String protocol, String destination, int port) {}

    /** A rule or policy that drops something that is needed; what could not be looked at is added to {@code unseen}. */
    Optional<Problem> problem(List<String> unseen) {
        String nft = host.run("nft", "-n", "list", "ruleset");
        String iptables = nft == null ? host.run(wanted.ipv4() ? "iptables-save" : "ip6tables-save") : null;
        if (nft == null && iptables == null) {
            unseen.add("firewall: neither nft nor iptables-save could be run");
            return Optional.empty();
        }
        List<Chain> chains = nft == null ? ofIptables(iptables) : ofNftables(nft);
        for (Packet packet : packets()) {
            for (Chain chain : chains) {
                String culprit = chain.hook.equals(packet.hook) ? chain.dropper(this, packet) : null;
                if (culprit != null) {
                    return Optional.of(new Problem(
                            "firewall-drop",
                            Severity.ERROR,
                            "the firewall drops " + packet.what + ": " + culprit,
                            "a capture sees it before the firewall does, programs never",
                            nft == null
                                    ? "iptables -I " + packet.hook.toUpperCase(Locale.ROOT) + accept(packet)
                                    : "nft insert rule " + chain.name + " " + nftAccept(packet)));
                }
            }
        }
        return Optional.empty();
    }

    private List<Packet> packets() {
        List<Packet> all = new ArrayList<>();
        if (wanted.ipv4()) {
            all.add(new Packet("IGMP queries", "input", "igmp", "224.0.0.1", 0));
            all.add(new Packet("IGMP reports", "output", "igmp", "224.0.0.22", 0));
        }
        if (wanted.group() != null) {
            all.add(new Packet(
                    "datagrams to " + wanted.groupText(), "input", "udp", wanted.groupText(), wanted.port()));
        }
        return all;
    }

    private static String accept(Packet packet) {
        return " -p " + packet.protocol + " -d " + packet.destination + " -j ACCEPT";
    }

    private static String nftAccept(Packet packet) {
        return packet.protocol.equals("igmp")
                ? "ip protocol igmp accept"
                : "ip daddr " + packet.destination + " accept";
    }

    /** A chain at one of the kernel's hooks. */
    private static final class Chain {
        final String name;
        final String hook;
        final String policy;
        final List<String> rules = new ArrayList<>();

        Chain(String name, String hook, String policy) {
            this.name = name;
            this.hook = hook;
            this.policy = policy;
        }

        /** The rule, or the policy, that drops a packet; null when it gets through. */
        String dropper(Firewall firewall, Packet packet) {
            for (String rule : rules) {
                Matcher verdict = VERDICT.matcher(rule);
                if (verdict.find() && firewall.matches(rule.substring(0, verdict.start()), packet)) {
                    return verdict.group(1).equals("accept") ? null : rule;
                }
            }
            return policy.equals("drop") ? "the policy of " + name + ", and no rule accepts it" : null;
        }
    }

    private static List<Chain> ofNftables(String text) {
        List<Chain> chains = new ArrayList<>();
        String table = "";
        String name = "";
        Chain chain = null;
        for (String raw : text.lines().toList()) {
            String line = raw.strip();
            if (line.startsWith("table ")) {
                table = line.substring(6).replace(" {", "");
            } else if (line.startsWith("chain ")) {
                name = line.substring(6).replace(" {", "");
                chain = null;
            } else if (line.startsWith("type ")) {
                Matcher matcher = CHAIN.matcher(line);
                if (matcher.find()) {
                    String policy = matcher.group(2) == null ? "accept" : matcher.group(2);
                    chain = new Chain(table + " " + name, matcher.group(1), policy);
                    chains.add(chain);
                }
            } else if (chain != null && !line.equals("}") && !line.isEmpty()) {
                chain.rules.add(line);
            }
        }
        return chains;
    }

    /** The same of iptables-save's lines, its words put into those of nftables. */
    private static List<Chain> ofIptables(String text) {
        List<Chain> chains = new ArrayList<>();
        boolean filter = false;
        for (String line : text.lines().toList()) {
            if (line.startsWith("*")) {
                filter = line.equals("*filter");
            } else if (filter && line.matches(":(INPUT|OUTPUT) (ACCEPT|DROP).*")) {
                String[] words = line.substring(1).split(" ");
                chains.add(new Chain(words[0], words[0].toLowerCase(Locale.ROOT), words[1].toLowerCase(Locale.ROOT)));
            } else if (filter && line.startsWith("-A ")) {
                String[] words = line.split(" ", 3);
                for (Chain chain : chains) {
                    if (chain.name.equals(words[1]) && words.length == 3) {
                        chain.rules.add(words[2].replaceAll("-p (\\S+)", "meta l4proto $1")
                                .replaceAll("-d (\\S+)", "daddr $1")
                                .replaceAll("-s (\\S+)", "saddr $1")
                                .replaceAll("-i (\\S+)", "iifname $1")
                                .replaceAll("-m (udp|pkttype)", "")
                                .replaceAll("--dport (\\S+)", "dport $1")
                                .replaceAll("--pkt-type (\\S+)", "pkttype $1")
                                .replaceAll("-j (ACCEPT|DROP|REJECT).*", "$1")
                                .replace("ACCEPT", "accept")
                                .replace("DROP", "drop")
                                .replace("REJECT", "reject"));
                    }
                }
            }
        }
        return chains;
    }

    /** Whether a packet meets all that a rule asks for. */
    private boolean matches(String conditions, Packet packet) {
        String[] words = conditions.strip().split("\\s+");
        for (int i = 0; i < words.length; i++) {
            String next = i + 1 < words.length ? words[i + 1].replace("\"", "") : "";
            boolean negated = next.equals("!=");
            if (negated) {
                next = i + 2 < words.length ? words[i + 2].replace("\"", "") : "";
            }
            Boolean holds =
                    switch (words[i]) {
                        case "", "ip", "ip6", "meta", "udp", "counter", "packets", "bytes", "log", "comment" -> null;
                        case "daddr" -> Prefix.covers(next, packet.destination);
                        case "saddr" -> wanted.source() != null && Prefix.covers(next, wanted.sourceText());
                        case "protocol", "l4proto" ->
                            next.equals(packet.protocol) || next.equals(packet.protocol.equals("igmp") ? "2" : "17");
                        case "dport" -> packet.port != 0 && next.equals(String.valueOf(packet.port));
                        case "iifname", "iif" -> packet.hook.equals("input") && next.equals(wanted.device());
                        case "oifname", "oif" -> packet.hook.equals("output") && next.equals(wanted.device());
                        case "pkttype" -> next.equals("multicast") && packet.hook.equals("input");
                        default -> false;
                    };
            if (holds == null) {
                if (words[i].equals("packets") || words[i].equals("bytes")) {
                    i++;
                }
                continue;
            }
            if (holds == negated) {
                return false;
            }
            i += negated ? 2 : 1;
        }
        return true;
    }
}
