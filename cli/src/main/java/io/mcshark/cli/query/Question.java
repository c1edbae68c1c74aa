package io.mcshark.cli.query;

import io.mcshark.cli.UserError;
import io.mcshark.cli.traffic.Target;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.GroupMessage;
import io.mcshark.decoder.protocol.GroupMessageWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is asked, or reported, in one IP version.
 *
 * @param version IGMP's 1 to 3, MLD's 1 or 2
 * @param source the address it comes from
 * @param group unspecified for all groups
 * @param sources of the group, none for any
 */
record Question(boolean ipv4, int version, Address source, Address group, List<Address> sources) {
    private static final Address ALL_4 = Address.ipv4(0), ALL_6 = new Address(0, 0);
    private static final Address HOSTS_4 = Address.ipv4(0xe0000001), ROUTERS_4 = Address.ipv4(0xe0000002);
    private static final Address REPORTS_4 = Address.ipv4(0xe0000016);
    private static final long LINK = 0xff02L << 48;
    private static final Address HOSTS_6 = new Address(LINK, 1), ROUTERS_6 = new Address(LINK, 2);
    private static final Address REPORTS_6 = new Address(LINK, 0x16);

    /** What a querier says of itself: RFC 3376, 8.1 and 8.2. */
    private static final int ROBUSTNESS = 2;

    private static final long INTERVAL_NANOS = 125_000_000_000L;

    /** A question for all groups. */
    static Question general(boolean ipv4, int version, Address source) {
        return new Question(ipv4, version, source, ipv4 ? ALL_4 : ALL_6, List.of());
    }

    /** The group and sources in {@code GROUP[,SOURCE…]}, the group first. */
    static List<Address> parse(String text) {
        String[] words = text.split(",", -1);
        List<Target> group = Target.parse(words[0]);
        if (group.size() > 1) {
            throw new UserError("'" + text + "': one group at a time");
        }
        List<Address> all = new ArrayList<>();
        all.add(Envelopes.address(group.getFirst().group()));
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            Address source = Envelopes.parsed(word);
            if (source.isIpv4() != all.getFirst().isIpv4()) {
                throw new UserError("'" + text + "': source and group are not of the same IP version");
            }
            if (source.isGroup()) {
                throw new UserError("'" + text + "': the source " + source + " is itself a multicast group");
            }
            all.add(source);
        }
        return all;
    }

    Question {
        String protocol = (ipv4 ? "IGMPv" : "MLDv") + version;
        if (version < 1 || version > (ipv4 ? 3 : 2)) {
            throw new UserError("there is no " + protocol + ": " + (ipv4 ? "--igmp 1, 2 or 3" : "--mld 1 or 2"));
        }
        if (!sources.isEmpty() && !new GroupMessageWriter(ipv4, version).knowsSources()) {
            throw new UserError(protocol + " knows no sources: " + (ipv4 ? "--igmp 3" : "--mld 2"));
        }
        if (!ipv4 && source.high() >>> 54 != 0xfe80 >>> 6) {
            throw new UserError("MLD comes from a link-local address (RFC 3810, 5): not from " + source);
        }
    }

    boolean isGeneral() {
        return group.isUnspecified();
    }

    /** Whether this comes from 0.0.0.0 and so takes no part in who is the querier (RFC 4541, 2.1.1). */
    boolean isProxy() {
        return source.isUnspecified();
    }

    boolean isNewest() {
        return version == (ipv4 ? 3 : 2);
    }

    /** How long everybody may take to answer. */
    long responseNanos(long wanted) {
        return ipv4 && version == 1 ? 10_000_000_000L : wanted; // RFC 2236, 4
    }

    /** The frame that asks. */
    byte[] query(Envelopes envelopes, long responseNanos) {
        if (ipv4 && version == 1 && !isGeneral()) {
            throw new UserError("IGMPv1 asks for all groups only");
        }
        byte[] message =
                new GroupMessageWriter(ipv4, version).query(group, sources, responseNanos, ROBUSTNESS, INTERVAL_NANOS);
        return envelopes.frame(source, isGeneral() ? ipv4 ? HOSTS_4 : HOSTS_6 : group, message);
    }

    /** The frame that reports that the group was joined, or left. */
    byte[] report(Envelopes envelopes, boolean join) {
        if (ipv4 && version == 1 && !join) {
            throw new UserError("IGMPv1 knows no leaving: --igmp 2 or 3");
        }
        int type = sources.isEmpty()
                ? join ? GroupMessage.TO_EX : GroupMessage.TO_IN
                : join ? GroupMessage.ALLOW : GroupMessage.BLOCK;
        byte[] message = new GroupMessageWriter(ipv4, version).report(type, group, sources);
        Address to = isNewest() ? ipv4 ? REPORTS_4 : REPORTS_6 : join ? group : ipv4 ? ROUTERS_4 : ROUTERS_6;
        return envelopes.frame(source, to, message);
    }

    /** {@code IGMPv3 for 239.1.1.1 from 192.0.2.1}. */
    String about() {
        return (ipv4 ? "IGMPv" : "MLDv") + version + " for " + (isGeneral() ? "all groups" : group)
                + (sources.isEmpty()
                        ? ""
                        : " with "
                                + String.join(
                                        ", ",
                                        sources.stream().map(Address::toString).toList()))
                + ", from " + source;
    }
}
