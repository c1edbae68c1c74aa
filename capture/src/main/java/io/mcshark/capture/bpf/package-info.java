/**
 * Capture filters on savefiles: libpcap compiles the text for the link type ({@link io.mcshark.capture.bpf.SavefileFilter}),
 * Java runs what comes out ({@link io.mcshark.capture.bpf.Program}), as the kernel would have while capturing.
 */
package io.mcshark.capture.bpf;
