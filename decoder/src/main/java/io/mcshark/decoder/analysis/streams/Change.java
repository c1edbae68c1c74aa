package io.mcshark.decoder.analysis.streams;

/**
 * Something about a stream is not what it was.
 *
 * @param what that is: "TTL"
 */
record Change(Stream stream, long nanos, long frame, String what, String before, String after) {}
