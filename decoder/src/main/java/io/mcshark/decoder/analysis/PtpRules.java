package io.mcshark.decoder.analysis;

import static io.mcshark.decoder.analysis.Rule.note;
import static io.mcshark.decoder.analysis.Rule.warn;

/** What can be wrong with PTP clocks; {@link PtpBoard} raises it. */
final class PtpRules {
    private static final String PTP = "ptp";

    static final Rule MASTER_CHANGED = note(
            "ptp-master-changed",
            PTP,
            "The best announced clock of a domain names another grandmaster than before",
            "The time of all slaves may step, and media streams with it",
            "See why the former one went: priorities, GNSS reception, the network");
    static final Rule SYNC_MISSING = warn(
            "ptp-sync-missing",
            PTP,
            "No sync message in a domain for four times the announced interval",
            "Slaves run free and drift",
            "See whether the master is up; whether switches that snoop still forward its group");
    static final Rule TWO_MASTERS = warn(
            "ptp-two-masters",
            PTP,
            "Two clocks send sync to the group at the same time, in one domain and VLAN, for longer than three announce intervals",
            "The better clock wins and the other falls silent (IEEE 1588-2019, 9.3): they do not hear each other, and slaves jump"
                    + " between them; a mirror port that joins several links shows the same",
            "Look for a filter between the two, and for masters that are configured to be one regardless");

    static final Rule[] RULES = {MASTER_CHANGED, SYNC_MISSING, TWO_MASTERS};

    private PtpRules() {}
}
