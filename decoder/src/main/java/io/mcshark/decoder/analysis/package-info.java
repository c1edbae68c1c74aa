/**
 * What packets mean together: streams, members, queriers, clocks, findings.
 *
 * <p>An {@link io.mcshark.decoder.analysis.Analysis} looks at the packets of a capture one after the other and can tell at any
 * time what they amount to ({@link io.mcshark.decoder.report.Report}). What it knows of a single packet it notes in the frame's
 * {@link io.mcshark.decoder.Facts}, where filters read it. Its memory is bounded: every table has a stated limit, and what had no
 * room is counted and said.
 *
 * <p>A {@link io.mcshark.decoder.analysis.Rule} is declared where its condition is noticed, as a constant of the analysis;
 * {@link io.mcshark.decoder.analysis.Rules} lists the analyses that have some; {@link io.mcshark.decoder.analysis.Findings}
 * collects what they raise.
 *
 * <p>Time is capture time. An analysis holds no wall clock; whoever runs it on a live capture tells it that time passes ({@link
 * io.mcshark.decoder.analysis.Analysis#advance}).
 */
package io.mcshark.decoder.analysis;
