/**
 * The streams of a capture: what each source sends to each group and port, how fast, and what of it did not arrive.
 *
 * <p>{@link io.mcshark.decoder.analysis.streams.Streams} is the analysis. It finds the stream of a datagram in a {@code StreamTable}
 * and counts it there; a {@code Window} and a {@code Buffer} measure bursts. The first packets of a stream are walked, so that
 * the decoder says what they carry; from then on they are measured from their bytes: by {@code RtpFlow}, {@code
 * TransportStream} or {@code Numbering}, which all tell loss, repetition and order by a {@code Sequence}. What happens once in a
 * while is kept in lists ({@code Gap}, {@code Change}); {@code StreamRules} raises findings, where somebody asks for them; {@code
 * StreamSheets} are the tables. Only where it is asked for, {@code Interarrivals} keeps the times between packets, and {@code
 * NumberSearch} looks for numbers in what nobody recognises.
 *
 * <p>A packet of a known stream costs some tens of nanoseconds and allocates nothing.
 */
package io.mcshark.decoder.analysis.streams;
