/**
 * The display filter: Wireshark 4.0's language over the field table.
 */
package io.mcshark.decoder.filter;
