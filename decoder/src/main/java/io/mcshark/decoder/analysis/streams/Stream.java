package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.groups.Address;
import org.HdrHistogram.Histogram;

/** What one source sends from one port to one group and port on one VLAN. */
final class Stream {
    // ---- which one it is
    final long hash;
    final long sourceHigh;
    final long sourceLow;
    final long groupHigh;
    final long groupLow;
    final int ports;
    final int vlan;
    final boolean isIpv4;
    final Destination destination;

    // ---- what is counted
    long packets;
    long bytes;
    long firstNanos;
    long lastNanos;
    long firstFrame;
    long lastFrame;

    /** Of the packet before, in the order of the capture; times may go back. */
    long previousNanos;

    long longestGap;
    long longestGapNanos;
    long silences;
    final Window window;
    final Buffer buffer;
    int ttl;
    int leastTtl;
    int mostTtl;
    int trafficClass;
    long ttlChanges;
    long dscpChanges;

    /** Changes of any kind, listed or not. */
    int changes;

    // ---- what it carries
    Content content = Content.UNSETTLED;

    /** What the decoder calls that. */
    String carries;

    /** Walked packets that said the same about what it carries. */
    int agreed;

    boolean numbered;
    long lost;
    long duplicate;
    long reordered;
    long strays;
    long restarts;
    RtpFlow rtp;

    /** The present source of {@link #rtp}. */
    RtpSource source;

    TransportStream transport;
    Numbering numbering;

    /** Its first payloads, while a number is looked for in them. */
    Samples samples;

    /** Where one was found, which nobody had declared; null for nowhere. */
    DeclaredField inferred;

    /** The last few gaps: late packets fill them. */
    Gap[] gaps;

    // ---- only where findings are wanted
    StreamRules.Watch watch;

    /** The times between its packets; null unless they are asked for. */
    Histogram gapTimes;

    /** Null unless a link is told. */
    Bursts bursts;

    /** Datagrams that had come before, byte by byte; the frame of the first one. */
    long copies;

    long copyFrame;

    Stream(Datagram p, long hash, Destination destination, Limits limits, Window.Room room) {
        this.hash = hash;
        this.destination = destination;
        sourceHigh = p.sourceHigh();
        sourceLow = p.sourceLow();
        groupHigh = p.destinationHigh();
        groupLow = p.destinationLow();
        ports = p.ports();
        vlan = p.vlan();
        isIpv4 = p.isIpv4();
        window = new Window(limits.burstNanos(), limits.burstPackets(), room);
        buffer = new Buffer(limits.emptyRate(), limits.bufferBytes());
        bursts = limits.link() > 0 ? new Bursts(limits.link(), room) : null;
        firstNanos = p.nanos();
        lastNanos = p.nanos();
        previousNanos = p.nanos();
        firstFrame = p.number();
        ttl = p.ttl();
        leastTtl = ttl;
        mostTtl = ttl;
        trafficClass = p.trafficClass();
    }

    boolean hasAddressesOf(Datagram p) {
        return sourceLow == p.sourceLow()
                && groupLow == p.destinationLow()
                && sourceHigh == p.sourceHigh()
                && groupHigh == p.destinationHigh();
    }

    String source() {
        return Address.text(sourceHigh, sourceLow);
    }

    String group() {
        return Address.text(groupHigh, groupLow);
    }

    int sourcePort() {
        return ports >>> 16;
    }

    int port() {
        return ports & 0xffff;
    }

    /** The VLAN as text; null for none. */
    String vlan() {
        return vlan == 0 ? null : Datagram.vlan(vlan);
    }

    /** Bits per second from the first packet to the last; null for less than two packets. */
    Double averageRate() {
        return lastNanos > firstNanos ? bytes * 8e9 / (lastNanos - firstNanos) : null;
    }

    Double packetRate() {
        return lastNanos > firstNanos ? packets * 1e9 / (lastNanos - firstNanos) : null;
    }

    /** What is missing, of what should have come; null where nothing tells. */
    Double lossShare() {
        long expected = received() + lost;
        return numbered && expected > 0 ? (double) lost / expected : null;
    }

    /** Numbers that came, each counted once. */
    private long received() {
        return numbering == null ? packets - duplicate - strays : numbering.received();
    }

    @Override
    public String toString() {
        return (vlan == 0 ? "" : "VLAN " + vlan() + " ") + source() + ":" + sourcePort() + " > " + group() + ":"
                + port();
    }
}
