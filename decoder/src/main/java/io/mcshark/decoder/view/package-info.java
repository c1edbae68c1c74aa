/**
 * Packets as text: one line each, a tree of all fields, hexadecimal, chosen fields. Views read the layer table and the
 * catalogue; they know no protocol. They append to an {@link io.mcshark.decoder.Out} and allocate nothing per packet, except
 * where a person reads one packet at a time.
 */
package io.mcshark.decoder.view;
