package io.mcshark.capture.live;

/** A source of packet times an interface offers, by libpcap's name, for example {@code adapter_unsynced}. */
public record TimestampType(String name, String description) {}
