package io.mcshark.decoder.analysis.streams;

/** What a stream carries, as far as that can be measured. */
enum Content {
    /** The first packets have not told yet. */
    UNSETTLED,
    /** Nothing that has numbers. */
    OTHER,
    RTP,
    /** An MPEG transport stream without RTP. */
    TRANSPORT_STREAM,
    MOLDUDP64,
    PROBE,
    /** Numbers where the user said they are. */
    DECLARED
}
