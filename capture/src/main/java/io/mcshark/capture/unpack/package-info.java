/**
 * Decompressors for savefiles: {@link io.mcshark.capture.unpack.Compression} recognises the format and unpacks a stream; gzip is
 * the JDK's, zstd and LZ4 are ours (why: {@code docs/decisions/0010-decompressors.md}).
 *
 * <p>They promise what libraries did not: a stream that ends early or goes wrong has first given every byte of its whole
 * blocks, hostile input meets Java's own array checks, and memory stays within the window the frame asks for.
 */
package io.mcshark.capture.unpack;
