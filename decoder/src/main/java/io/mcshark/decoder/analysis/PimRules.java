package io.mcshark.decoder.analysis;

import static io.mcshark.decoder.analysis.Rule.chat;
import static io.mcshark.decoder.analysis.Rule.error;
import static io.mcshark.decoder.analysis.Rule.note;
import static io.mcshark.decoder.analysis.Rule.warn;

/** What can be wrong between PIM routers; {@link PimBoard} raises it. */
final class PimRules {
    private static final String PIM = "pim";

    static final Rule NO_HELLO = warn(
            "pim-no-hello",
            PIM,
            "A join/prune, graft or assert from an address that has not said hello in this capture, which has lasted 105 s",
            "Routers drop these messages of whoever is no neighbor (RFC 7761, 4.3.1)",
            "Look for filters on 224.0.0.13 (ff02::d), and for a hello sent from another address");
    static final Rule EXPIRED = warn(
            "pim-holdtime-expired",
            PIM,
            "No hello of a neighbor within the holdtime it announced (105 s where it announced none)",
            "The others drop the neighbor and all state that came from it (RFC 7761, 4.3.2)",
            "See whether the router or the way to it is down");
    static final Rule GOODBYE = chat(
            "pim-hello-goodbye",
            PIM,
            "A hello with holdtime 0",
            "The interface goes down, or PIM is switched off on it (RFC 7761, 4.3.1)",
            "See whether it was planned");
    static final Rule GENERATION = note(
            "pim-genid-changed",
            PIM,
            "The generation ID in a neighbor's hellos is another than before",
            "It restarted and has lost its state; the others send theirs anew (RFC 7761, 4.3.1)",
            "See why it restarted");
    static final Rule DR_CHANGED = note(
            "pim-dr-changed",
            PIM,
            "Another router is the designated router by priority and address (RFC 7761, 4.3.2); in the first 35 s of a capture only"
                    + " when one that was heard goes or changes its priority",
            "The designated router registers sources and joins for the hosts of this link: both move",
            "See whether it was planned");
    static final Rule ASSERT = warn(
            "pim-assert-seen",
            PIM,
            "An assert message",
            "Two routers forward the same stream to this link; receivers get it twice until one stops (RFC 7761, 4.6)",
            "Compare the two routers' unicast routes to the source or RP");
    static final Rule STUCK = warn(
            "pim-register-stuck",
            PIM,
            "Registers with data of one source and group go on for more than 10 s, and no register-stop was seen in this capture",
            "The RP does not join towards the source, or its answer is lost: the stream goes through both routers' processors"
                    + " (RFC 7761, 4.4)",
            "See at the RP why it has no (S,G) tree; look for filters on the way back");
    static final Rule BAD_CHECKSUM = error(
            "pim-bad-checksum",
            PIM,
            "The checksum of a message is wrong; of registers one over the header and one over the whole message are right",
            "Receivers drop it (RFC 7761, 4.9)",
            "Find the sender, or what changes packets on the way");
    static final Rule BSR_MISSING = note(
            "bsr-missing",
            PIM,
            "No bootstrap message for 130 s after one was seen",
            "The bootstrap timer ends (RFC 5059, 5): candidates compete anew, and RPs expire with their holdtimes",
            "See whether the bootstrap router is up and its messages are let through");
    static final Rule BSR_CHANGED = note(
            "bsr-changed",
            PIM,
            "Bootstrap messages name another bootstrap router than before",
            "A failover, or two that do not hear each other (RFC 5059, 3.1)",
            "See whether it was planned");

    static final Rule[] RULES = {
        NO_HELLO, EXPIRED, GOODBYE, GENERATION, DR_CHANGED, ASSERT, STUCK, BAD_CHECKSUM, BSR_MISSING, BSR_CHANGED
    };

    private PimRules() {}
}
