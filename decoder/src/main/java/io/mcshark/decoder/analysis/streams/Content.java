package io.mcshark.decoder.analysis.streams;

/** What a stream carries, as far as that can be measured. */
enum Content {
    /** The first packets have not told yet. */
    UNSETTLED(1, 1),
    /** Nothing that has numbers. What it carries may change, and it takes two packets to tell RTP. */
    OTHER(1 << 8, 2),
    RTP,
    /** An MPEG transport stream without RTP. */
    TRANSPORT_STREAM,
    MOLDUDP64,
    PROBE,
    /** Numbers where the user said they are. */
    DECLARED;

    /** Of so many packets in a row, a power of two, this many are walked. */
    private final int row, walked;

    /** Names may have been announced since, so that one is walked now and then. */
    Content() {
        this(1 << 12, 1);
    }

    Content(int row, int walked) {
        this.row = row;
        this.walked = walked;
    }

    /**
     * Whether the packet behind so many of the stream is to be walked. Reckoned, not branched: a case that comes late would have
     * the JVM compile the whole loop a second time.
     */
    boolean isToBeWalked(long packets) {
        return (packets & row - 1) < walked;
    }
}
