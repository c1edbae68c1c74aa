package io.mcshark.decoder.analysis.members;

import io.mcshark.decoder.analysis.Audience;
import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.GroupMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A VLAN and an address family: what its querier announces, and the hosts that report on it. */
final class Network {
    /** The defaults: RFC 3376, 8.1 to 8.3, 8.8; RFC 3810, 9.1 to 9.3, 9.8. */
    private static final int ROBUSTNESS = 2;

    private static final long SECOND = 1_000_000_000L;
    private static final long INTERVAL = 125 * SECOND, RESPONSE = 10 * SECOND, LAST_MEMBER = SECOND;
    private static final long NEVER = Long.MIN_VALUE / 2;

    /** Members that answer later than this after their time are taken to have missed a query. */
    private static final long GRACE = SECOND;

    /** How long an old querier must have been heard to take the longest gap between its queries for the interval. */
    private static final long ENOUGH_NANOS = 2 * INTERVAL;

    final int vlan;
    final boolean four;
    final List<Group> groups = new ArrayList<>();
    private final Map<Address, Host> hosts = new HashMap<>();

    private Address querier;
    private int version;
    private int robustness;
    private long interval;
    private long response = RESPONSE;
    private long lastMember = LAST_MEMBER;
    private long heard = NEVER;
    private long general = NEVER;
    private long longest;
    private long heardFirst;
    private boolean asking;
    private long answerDue = Long.MAX_VALUE;
    long messages;

    /** Reports for groups that are not kept on the link anyway. */
    long reports;

    /** Whether the answers to a general query were heard, or there was as much time as if. */
    private boolean asked;

    Network(int vlan, boolean four) {
        this.vlan = vlan;
        this.four = four;
    }

    /** The host of that address. */
    Host host(Address address) {
        return hosts.computeIfAbsent(address, Host::new);
    }

    /** Forgets hosts nothing is kept of, and the groups, to be told them anew. */
    void forget() {
        groups.clear();
        hosts.values().removeIf(host -> host.kept == 0);
    }

    // ---- the querier

    /** A general query was heard; its values count when it comes from the querier, as far as that can be told. */
    void general(GroupMessage query, Address source, long now) {
        boolean named = !source.isUnspecified(); // from 0.0.0.0: a snooping switch's, RFC 4541, 2.1.1
        boolean first = querier == null || now - heard > otherQuerier();
        if (named && (first || source.compareTo(querier) <= 0) || !named && first) {
            if (named) {
                if (source.equals(querier)) {
                    longest = Math.max(longest, now - heard);
                } else {
                    heardFirst = now;
                    longest = 0;
                }
                querier = source;
                heard = now;
            }
            version = query.version();
            robustness = query.robustness();
            interval = query.intervalNanos();
            response = query.responseNanos();
        }
        if (!asking) {
            asking = true;
            general = now;
            answerDue = now + query.responseNanos() + GRACE;
        }
    }

    /** A query for a group was heard. */
    void specific(GroupMessage query) {
        lastMember = query.responseNanos() > 0 ? query.responseNanos() : LAST_MEMBER;
    }

    boolean hasQuerier(long now) {
        return querier != null && now - heard <= otherQuerier();
    }

    /** The querier heard last; null when none ever was. */
    Address querier() {
        return querier;
    }

    /** The version the querier asks in; 0 when none was heard. */
    int version() {
        return version;
    }

    int robustness() {
        return robustness > 0 ? robustness : ROBUSTNESS;
    }

    /** Announced; else the longest gap there was between queries for a long time, or a longer one; else the default. */
    private long interval() {
        return interval > 0 ? interval : heard - heardFirst >= ENOUGH_NANOS ? longest : Math.max(INTERVAL, longest);
    }

    /** For how long a report holds: RFC 3376, 8.4; RFC 3810, 9.4. */
    long membership() {
        return robustness() * interval() + response;
    }

    /** How long a querier may be silent: RFC 3376, 8.5; RFC 3810, 9.5. */
    private long otherQuerier() {
        return robustness() * interval() + response / 2;
    }

    /** How long is waited for answers to queries for a group: RFC 3376, 8.10; RFC 3810, 9.10. */
    long lastMemberTime() {
        return robustness() * lastMember;
    }

    /** Whether a report now may be an answer to a general query. */
    boolean isAnswering(long now) {
        return asking && now <= answerDue;
    }

    /** When those who had to answer the general query have. */
    long answerDue() {
        return asking ? answerDue : Long.MAX_VALUE;
    }

    /** The answers are in: the time of the query, or {@link Long#MIN_VALUE} when they are not yet. */
    long answered(long now) {
        if (!asking || now < answerDue) {
            return Long.MIN_VALUE;
        }
        asking = false;
        asked = true;
        return general;
    }

    /** There has been time for everybody to report. */
    void captured(long nanos) {
        asked |= nanos > Conclusions.FLOOD_AFTER_NANOS;
    }

    /** What it means that no member of a group was heard. */
    Audience absence() {
        if (reports == 0) {
            return Audience.UNKNOWN; // snooping may keep them from here
        }
        return new Audience(asked ? Audience.Kind.NONE : Audience.Kind.UNSEEN, 0, null, 0);
    }

    /** The timers in use, for people. */
    String values() {
        return "robustness " + robustness() + ", interval " + interval() / SECOND + " s, response " + response / SECOND
                + " s";
    }

    @Override
    public String toString() {
        return (four ? "IGMP" : "MLD") + (vlan == 0 ? "" : " on VLAN " + Datagram.vlan(vlan));
    }
}
