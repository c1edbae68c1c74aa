/**
 * One file per protocol, to be read top to bottom beside its RFC: what it is, its fields in wire order, where it hangs, how
 * its boundaries are found, its one-line summary.
 */
package io.mcshark.decoder.protocol;
