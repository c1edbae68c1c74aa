/**
 * Savefiles in and out: pcap in all its variants, pcapng, packed or not, from files, pipes and files that still grow.
 *
 * <pre>
 * file, pipe, stream ─ Compression ─ Spool ─┐ (the last two where needed)
 *                                        Window ─ PcapReader | PcapngReader ─ at, captured, nanos … ─ PacketWriter
 *                                                        └─ SparseIndex: where every 4096th packet lies
 * </pre>
 *
 * <p>Reading: {@link io.mcshark.capture.PacketReader#open}, then {@code while (reader.next())} with the accessors telling about
 * the packet under the cursor, then {@link io.mcshark.capture.PacketReader#damage}. A packet lies whole in off-heap memory and is
 * lent until the next step. Nothing is allocated per packet. No file is mapped: one that shrinks under a mapping takes the JVM
 * with it.
 *
 * <p>What is wrong with a file comes in two ways. What cannot be opened at all: {@link io.mcshark.capture.SavefileException},
 * one line with the file's name. What is damaged later: every whole packet before the damage, then one line with the byte offset.
 * Lengths are believed only as far as bytes really follow.
 *
 * <p>Any packet again: fill a {@link io.mcshark.capture.SparseIndex} during a scan, then {@link
 * io.mcshark.capture.PacketReader#show} on a {@link io.mcshark.capture.PacketReader#twin}; memory stays the same however large the file.
 *
 * <p>Writing: {@link io.mcshark.capture.PacketWriter}. From pcapng to pcapng, blocks are copied as they stand, so that nothing a
 * file says is lost by filtering it.
 */
package io.mcshark.capture;
