package io.mcshark.capture.live;

/**
 * What became of the packets of one interface, as tcpdump counts them.
 *
 * @param captured written
 * @param received by the filter, those dropped by the kernel included
 * @param dropped by the kernel, because its buffer was full
 * @param droppedByInterface before the kernel had them
 */
public record Counts(String name, long captured, long received, long dropped, long droppedByInterface) {}
