package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Settings;
import io.mcshark.decoder.analysis.members.Members;
import io.mcshark.decoder.analysis.streams.Limits;
import io.mcshark.decoder.analysis.streams.Streams;
import java.util.ArrayList;
import java.util.List;

/**
 * All analyses that know something of single packets, one after the other: what has to look at a frame before fields that need
 * state ({@link io.mcshark.decoder.Field#isState}) are read.
 */
public final class Situation implements Analysis {
    private final Findings findings = new Findings();
    private final Extent extent = new Extent();
    private final List<Analysis> analyses = new ArrayList<>();

    /** @param settings those of the frames it will see */
    public Situation(Settings settings) {
        this(settings, Limits.USUAL);
    }

    /** @param limits what streams are measured against */
    public Situation(Settings settings, Limits limits) {
        // The analyses, in the order in which they build on each other.
        Members members = new Members(findings);
        analyses.add(members);
        analyses.add(new Queriers(findings));
        analyses.add(new PimBoard(findings));
        analyses.add(new PtpBoard(findings));
        analyses.add(new Discovery(findings));
        analyses.add(extent);
        analyses.add(new AddressRules(findings));
        analyses.add(new OnLinkRules(findings));
        analyses.add(new GroupRules(findings));
        analyses.add(new ForwardingRules(findings));
        analyses.add(new ReachRules(findings));
        analyses.add(new GroupMessageRules(findings));
        analyses.add(new GroupMessageRates(findings));
        analyses.add(new DatagramRules(findings, extent));
        analyses.add(new Streams(limits, findings, members));
    }

    /** What has been found. */
    public Findings findings() {
        return findings;
    }

    /** How much there was to look at. */
    public Extent extent() {
        return extent;
    }

    @Override
    public void accept(Frame f) {
        for (int i = 0; i < analyses.size(); i++) {
            analyses.get(i).accept(f);
        }
        findings.tell();
    }

    @Override
    public void advance(long nanos) {
        analyses.forEach(analysis -> analysis.advance(nanos));
        findings.tell();
    }

    @Override
    public void end(long nanos) {
        analyses.forEach(analysis -> analysis.end(nanos));
        findings.tell();
    }
}
