/** Savefiles in and out, and live capture. */
package io.mcshark.capture;
