package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.GroupForm;
import io.mcshark.decoder.protocol.GroupMessage;

/** Whether messages of IGMP and MLD are made as their RFCs ask for. What rules say of versions and counts is {@link GroupForm}'s. */
public final class GroupMessageRules implements Analysis {
    static final Rule IGMP_BAD_CHECKSUM = Rule.error(
            "igmp-bad-checksum",
            "igmp",
            "The checksum over the whole IP payload is wrong; not of a message that was cut or came in pieces.",
            "Receivers must ignore it (RFC 3376, 4.1.2): a member is missing without a word.",
            "Look for a broken stack or cable; no adapter computes this checksum for the host.");
    static final Rule MLD_BAD_CHECKSUM = Rule.error(
            "mld-bad-checksum",
            "mld",
            "The checksum of a message of MLD is wrong; not of one that was cut or came in pieces.",
            "Receivers must ignore it (RFC 3810, 5.1.2, 5.2.2): a member is missing without a word.",
            "Look for a broken stack or cable.");
    static final Rule IGMP_TRUNCATED = Rule.error(
            "igmp-truncated",
            "igmp",
            "The IP payload is shorter than its type and counts ask for: 8 bytes; a query of version 3 12 + 4N; a report of"
                    + " version 3 8 and its records.",
            "Receivers ignore it.",
            "Correct the sender.");
    static final Rule MLD_TRUNCATED = Rule.error(
            "mld-truncated",
            "mld",
            "The message is shorter than its type and counts ask for: 24 bytes; a query of version 2 28 + 16N; a report of"
                    + " version 2 8 and its records.",
            "Receivers ignore it.",
            "Correct the sender.");
    static final Rule IGMP_QUERY_LENGTH_INVALID = Rule.error(
            "igmp-query-length-invalid",
            "igmp",
            "A query has 9 to 11 bytes, or fewer than 8.",
            "It is of no version and must be ignored without a word (RFC 3376, 7.1); some tools show it as version 2.",
            "Correct the sender.");
    static final Rule MLD_QUERY_LENGTH_INVALID = Rule.error(
            "mld-query-length-invalid",
            "mld",
            "A query has 25 to 27 bytes.",
            "It is of no version and must be ignored without a word (RFC 3810, 8.1).",
            "Correct the sender.");
    static final Rule IGMP_MISSING_ROUTER_ALERT = Rule.warn(
            "igmp-missing-router-alert",
            "igmp",
            "A message of version 2 or 3 has no Router Alert option.",
            "Routers and switches that look at nothing else miss it (RFC 2236, 2; RFC 3376, 4).",
            "Enable the option at the sender.");
    static final Rule MLD_MISSING_ROUTER_ALERT = Rule.error(
            "mld-missing-router-alert",
            "mld",
            "A message of MLD has no Router Alert in a hop-by-hop header.",
            "Routers discard it, no state is made (RFC 3810, 5 and 7.4).",
            "Correct the sender.");
    static final Rule MLD_SOURCE_NOT_LINK_LOCAL = Rule.error(
            "mld-source-not-link-local",
            "mld",
            "A query does not come from a link-local address; or a report comes neither from one nor from ::.",
            "It is discarded (RFC 3810, 5.1.14 and 5.2.13).",
            "Give the sender's interface a link-local address.");
    static final Rule IGMP_REPORT_WRONG_DESTINATION = Rule.warn(
            "igmp-report-wrong-destination",
            "igmp",
            "A report of version 1 or 2 does not go to its group, one of version 3 not to 224.0.0.22, a leave neither to"
                    + " 224.0.0.2 nor to its group.",
            "Routers and snooping switches may not hear it (RFC 2236, 9; RFC 3376, 4.2.14).",
            "Correct the sender.");
    static final Rule MLD_REPORT_WRONG_DESTINATION = Rule.warn(
            "mld-report-wrong-destination",
            "mld",
            "A report of version 1 does not go to its group, one of version 2 not to ff02::16, a done not to ff02::2.",
            "Routers and snooping switches may not hear it (RFC 2710, 8; RFC 3810, 5.2.14).",
            "Correct the sender.");
    static final Rule IGMP_QUERY_WRONG_DESTINATION = Rule.warn(
            "igmp-query-wrong-destination",
            "igmp",
            "A general query does not go to 224.0.0.1 (MLD: ff02::1), or a specific one not to its group; a note where that one"
                    + " goes to 224.0.0.1 or ff02::1.",
            "Hosts accept it, but it is no router's: a test, or an attack (RFC 3376, 4.1.12).",
            "Find out who sends it.");
    static final Rule REPORT_FOR_LINK_LOCAL_GROUP = Rule.chat(
            "report-for-link-local-group",
            "igmp",
            "A host reports a group of 224.0.0.0/24 other than 224.0.0.1, or of ff02::/16 other than ff02::1.",
            "Allowed, and of no use: switches forward these groups to every port in any case (RFC 4541, 2.1.2).",
            "Nothing.");
    static final Rule REPORT_FOR_ALL_HOSTS = Rule.warn(
            "report-for-all-hosts",
            "igmp",
            "A report, leave or specific query names 224.0.0.1, ff02::1 or an address that is no group.",
            "The group of all hosts is never reported, and other addresses have no members (RFC 3376, 5; RFC 3810, 6).",
            "Correct the sender.");
    static final Rule IGMP_UNKNOWN_TYPE = Rule.note(
            "igmp-unknown-type",
            "igmp",
            "A type that stands in no RFC, or DVMRP, PIM version 1 or traceroute.",
            "Hosts ignore it; old software, or somebody trying things out.",
            "Find out who sends it, and why.");
    static final Rule IGMP_UNKNOWN_RECORD_TYPE = Rule.note(
            "igmp-unknown-record-type",
            "igmp",
            "A record of a report of version 3 (MLD: 2) is of a type other than 1 to 6.",
            "Routers ignore the record (RFC 3376, 4.2.12).",
            "Find out who sends it.");
    static final Rule IGMP_SOURCE_ZERO = Rule.chat(
            "igmp-source-zero",
            "igmp",
            "A report or leave comes from 0.0.0.0.",
            "Allowed before the host has an address (RFC 3376, 4.2.13), and what proxies send: who the member is stays hidden.",
            "Nothing.");
    static final Rule QUERY_SOURCE_ZERO = Rule.note(
            "query-source-zero",
            "igmp",
            "A query comes from 0.0.0.0.",
            "A snooping switch asks for itself; it is no querier and takes part in no election (RFC 4541, 2.1.1).",
            "Nothing, unless there is no real querier either.");

    static final Rule[] RULES = {
        IGMP_BAD_CHECKSUM,
        MLD_BAD_CHECKSUM,
        IGMP_TRUNCATED,
        MLD_TRUNCATED,
        IGMP_QUERY_LENGTH_INVALID,
        MLD_QUERY_LENGTH_INVALID,
        IGMP_MISSING_ROUTER_ALERT,
        MLD_MISSING_ROUTER_ALERT,
        MLD_SOURCE_NOT_LINK_LOCAL,
        IGMP_REPORT_WRONG_DESTINATION,
        MLD_REPORT_WRONG_DESTINATION,
        IGMP_QUERY_WRONG_DESTINATION,
        REPORT_FOR_LINK_LOCAL_GROUP,
        REPORT_FOR_ALL_HOSTS,
        IGMP_UNKNOWN_TYPE,
        IGMP_UNKNOWN_RECORD_TYPE,
        IGMP_SOURCE_ZERO,
        QUERY_SOURCE_ZERO
    };

    private static final long ALL_HOSTS = Address.mapped(0xe0000001), ALL_ROUTERS = Address.mapped(0xe0000002);
    private static final long REPORTS = Address.mapped(0xe0000016);
    private static final long LINK_LOCAL_24 = Address.mapped(0xe0000000) >>> 8;

    /** ff02::, and the last words of ff02::1, ff02::2, ff02::16. */
    private static final long LINK = 0xff02_0000_0000_0000L, ALL_NODES = 1, ALL_ROUTERS_6 = 2, REPORTS_6 = 0x16;

    private final Findings findings;
    private final Datagram packet = new Datagram();
    private final GroupForm form = new GroupForm();
    private final GroupMessage message = new GroupMessage();

    GroupMessageRules(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void accept(Frame f) {
        for (boolean more = packet.aim(f); more; more = packet.inner()) {
            if (form.aim(f, packet.layer())) {
                check(f);
            }
        }
    }

    private void check(Frame f) {
        boolean four = form.isIpv4();
        if (form.isForeign()) {
            foreign(f);
            return;
        }
        if (form.isBadChecksum()) {
            raise(four ? IGMP_BAD_CHECKSUM : MLD_BAD_CHECKSUM, f, "wrong checksum, receivers ignore it");
            return; // what else it says may be as wrong
        }
        if (form.isOddQuery()) {
            raise(
                    four ? IGMP_QUERY_LENGTH_INVALID : MLD_QUERY_LENGTH_INVALID,
                    f,
                    "a query of " + form.bytes() + " bytes");
        } else if (form.isTruncated()) {
            raise(four ? IGMP_TRUNCATED : MLD_TRUNCATED, f, "ends after " + form.bytes() + " bytes");
        }
        if (form.needsRouterAlert() && !form.hasRouterAlert()) {
            ofSender(four ? IGMP_MISSING_ROUTER_ALERT : MLD_MISSING_ROUTER_ALERT, f, "without Router Alert:");
        }
        source(f, four);
        if (form.isMembership() && message.aim(f, form.layer())) {
            if (message.isQuery()) {
                query(f);
            } else {
                report(f);
            }
        }
    }

    private void foreign(Frame f) {
        Finding finding = findings.about(
                        packet.sourceHigh(), packet.sourceLow(), packet.destinationLow(), form.type(), packet.vlan())
                .raise(IGMP_UNKNOWN_TYPE, f);
        if (finding != null) {
            String name = form.typeName();
            finding.say(packet.flow(), "type 0x%02x".formatted(form.type()) + (name == null ? "" : ", " + name));
        }
    }

    private void source(Frame f, boolean four) {
        boolean none = packet.source().isUnspecified();
        if (four) {
            if (none && form.isMembership()) {
                ofSender(form.isQuery() ? QUERY_SOURCE_ZERO : IGMP_SOURCE_ZERO, f, "source of");
            }
        } else if (packet.sourceHigh() >>> 54 != 0xfe80 >>> 6 && (!none || form.isQuery())) {
            ofSender(MLD_SOURCE_NOT_LINK_LOCAL, f, "source of");
        }
    }

    private void query(Frame f) {
        boolean general = message.isGeneral();
        long high = general ? allHosts(true) : message.groupHigh();
        long low = general ? allHosts(false) : message.groupLow();
        if (packet.destinationHigh() != high || packet.destinationLow() != low) {
            // Everybody hears a query for one group there, too; bridges of Linux send it so.
            boolean heard = packet.destinationHigh() == allHosts(true) && packet.destinationLow() == allHosts(false);
            Severity severity = heard ? Severity.NOTE : Severity.WARN;
            Finding finding = findings.about(packet).as(severity).raise(IGMP_QUERY_WRONG_DESTINATION, f);
            if (finding != null) {
                String what = general ? "a general query" : "a query for " + message.groupAddress();
                finding.say(
                        packet.flow(),
                        what + " goes to " + packet.destination() + (heard ? ", where all hear it" : ""));
            }
        }
        if (!general) {
            target(f, "a query for ");
        }
    }

    private long allHosts(boolean upper) {
        if (form.isIpv4()) {
            return upper ? 0 : ALL_HOSTS;
        }
        return upper ? LINK : ALL_NODES;
    }

    private void report(Frame f) {
        if (form.isNewReport()) {
            destination(f, form.isIpv4() ? REPORTS : REPORTS_6, false);
        }
        while (message.next()) {
            if (form.isOldReport()) {
                destination(f, 0, true);
            } else if (form.isLeave()) {
                destination(f, form.isIpv4() ? ALL_ROUTERS : ALL_ROUTERS_6, form.isIpv4());
            }
            int type = message.recordType();
            if (type < GroupMessage.IS_IN || type > GroupMessage.BLOCK) {
                raise(IGMP_UNKNOWN_RECORD_TYPE, f, "record type " + type);
            }
            target(f, form.isLeave() ? "a leave of " : "a report of ");
        }
    }

    /**
     * Looks where a report goes.
     *
     * @param low where all of its kind go: the low half, behind that of ff02:: in MLD; 0 for none
     * @param orGroup whether it may go to the group that it names
     */
    private void destination(Frame f, long low, boolean orGroup) {
        long high = form.isIpv4() ? 0 : LINK;
        boolean right = packet.destinationLow() == low && packet.destinationHigh() == high;
        boolean its = orGroup
                && packet.destinationLow() == message.groupLow()
                && packet.destinationHigh() == message.groupHigh();
        if (!right && !its) {
            String what = form.isNewReport()
                    ? "a report"
                    : (form.isLeave() ? "a leave of " : "a report of ") + message.groupAddress();
            Rule rule = form.isIpv4() ? IGMP_REPORT_WRONG_DESTINATION : MLD_REPORT_WRONG_DESTINATION;
            raise(rule, f, what + " goes to " + packet.destination());
        }
    }

    private void target(Frame f, String what) {
        long high = message.groupHigh();
        long low = message.groupLow();
        boolean all = form.isIpv4() ? low == ALL_HOSTS : high == LINK && low == ALL_NODES;
        if (all || !Address.isGroup(high, low)) {
            raise(REPORT_FOR_ALL_HOSTS, f, what + message.groupAddress());
        } else if (!message.isQuery() && (form.isIpv4() ? low >>> 8 == LINK_LOCAL_24 : high == LINK)) {
            Finding finding = findings.about(packet.sourceHigh(), packet.sourceLow(), high, low, packet.vlan())
                    .raise(REPORT_FOR_LINK_LOCAL_GROUP, f);
            if (finding != null) {
                finding.say(packet.flow(), what + message.groupAddress());
            }
        }
    }

    /** Raises what a host does with all its messages. */
    private void ofSender(Rule rule, Frame f, String text) {
        Finding finding = findings.aboutSender(packet).raise(rule, f);
        if (finding != null) {
            String what = form.isQuery() ? "a query" : form.isLeave() ? "a leave" : "a report";
            finding.say(packet.sender(), text + " " + what + " to " + packet.destination());
        }
    }

    private void raise(Rule rule, Frame f, String text) {
        Finding finding = findings.about(packet).raise(rule, f);
        if (finding != null) {
            finding.say(packet.flow(), text);
        }
    }
}
