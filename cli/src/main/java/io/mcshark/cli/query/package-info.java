/**
 * {@code mcshark query}: asks a network who has joined what, as a querier does, and tells who answers; or reports a membership
 * that is none, to see what a switch makes of it.
 *
 * <p>{@link io.mcshark.cli.query.Envelopes} puts a message of {@link io.mcshark.decoder.protocol.GroupMessageWriter} into a
 * frame with pcap4j's builders, {@link io.mcshark.capture.live.Injector} sends it, {@link io.mcshark.cli.query.Answers} reads
 * what comes back out of a capture. The kernel takes no part: it would not let a program send as a querier.
 */
package io.mcshark.cli.query;
