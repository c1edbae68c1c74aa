/**
 * Two captures, or two feeds, compared packet by packet.
 *
 * <p>First {@link io.mcshark.decoder.analysis.compare.Alignment} looks at the beginnings: how the clocks stand to each other, and
 * which streams carry the same packets. Then {@link io.mcshark.decoder.analysis.compare.Comparison} is given the frames of both,
 * A's ahead of B's as it wants them. It keeps A's for a while ({@code Recent}) and looks each of B's up there, by what its
 * protocol numbers it with or by a hash of its payload ({@code Identity}). What it counts of a stream is in {@code Twin}, of which
 * the columns are declared; what neither point has, known by the gap in the numbers, is in {@code Holes}.
 */
package io.mcshark.decoder.analysis.compare;
