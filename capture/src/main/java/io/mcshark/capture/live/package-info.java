/**
 * Live capture: a savefile that is still growing.
 *
 * <p>For each interface libpcap's own loop dumps into a pipe, so that no packet costs a call into Java. One recorder thread
 * reads the pipes, merges several interfaces by time, writes the person's file (or an unlinked spool) and publishes how far
 * it holds whole packets; readers follow that. Whatever happens to the analysis, the packets are on disk.
 *
 * <pre>
 * libpcap loop ── stdio ── pipe ─┐
 *                                ├─ Recorder ── file, ring of files, spool, standard output ── "whole packets up to X"
 * libpcap loop ── stdio ── pipe ─┘
 * </pre>
 *
 * <p>Entry points: {@link io.mcshark.capture.live.LiveCapture}, {@link io.mcshark.capture.live.CaptureSettings}, {@link
 * io.mcshark.capture.live.Interfaces}. libpcap and pcap4j are loaded only when one of them is used; what a person got wrong
 * comes back as a {@link io.mcshark.capture.live.CaptureException} with one line of text. Linux only.
 */
package io.mcshark.capture.live;
