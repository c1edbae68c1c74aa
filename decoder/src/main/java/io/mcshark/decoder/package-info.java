/** Bytes to layers and fields. */
package io.mcshark.decoder;
