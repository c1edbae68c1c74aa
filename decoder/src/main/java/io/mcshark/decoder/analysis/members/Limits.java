package io.mcshark.decoder.analysis.members;

/** How much is kept at most, and how much was not for want of room. */
final class Limits {
    /** All groups, hosts' memberships, and sources in them; VLANs and address families. */
    static final int MOST_GROUPS = 50_000, MOST_MEMBERS = 200_000, MOST_SOURCES = 200_000, MOST_NETWORKS = 10_000;

    /** Of one group, of one member, and senders told apart in one group. */
    static final int MOST_IN_GROUP = 10_000, MOST_IN_MEMBER = 1_000, MOST_SENDERS = 64;

    int members;
    int sources;
    long lostPackets;
    long lostReports;
    long lostSources;
    long evictedGroups;
    long evictedMembers;

    /** Whether one more source may be kept; counts what may not. */
    boolean source(int present) {
        if (present >= MOST_IN_MEMBER || sources >= MOST_SOURCES) {
            lostSources++;
            return false;
        }
        sources++;
        return true;
    }
}
