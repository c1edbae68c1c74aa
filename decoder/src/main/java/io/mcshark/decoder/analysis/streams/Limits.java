package io.mcshark.decoder.analysis.streams;

/**
 * What {@link Streams} measures against. The first five are those of Wireshark's multicast streams, with its defaults.
 *
 * @param burstNanos how long a burst is
 * @param burstPackets packets in that time that raise the burst alarm
 * @param bufferBytes bytes in the buffer that raise the buffer alarm
 * @param emptyRate at which a stream's buffer empties, bits per second; {@code totalEmptyRate} that of all streams
 * @param link the speed of a link that bursts are measured against, bits per second; 0 for none
 * @param sequence where payloads that are not recognised have a number; null for nowhere
 * @param time where they have the time of sending; null for nowhere
 */
public record Limits(
        long burstNanos,
        long burstPackets,
        long bufferBytes,
        double emptyRate,
        double totalEmptyRate,
        DeclaredField sequence,
        DeclaredField time,
        double link) {
    public static final Limits USUAL = new Limits(100_000_000, 50, 10_000, 5e6, 100e6, null, null, 0);

    /** The same with the speed of a link, bits per second. */
    public Limits withLink(double speed) {
        return new Limits(burstNanos, burstPackets, bufferBytes, emptyRate, totalEmptyRate, sequence, time, speed);
    }
}
