/**
 * Explanations for people, and the same as JSON: what a group, a prefix, a hardware address or a TTL means. {@link
 * io.mcshark.decoder.groups.explain.Explanation} is the door; each kind of thing has its own class; all give {@link
 * io.mcshark.decoder.groups.explain.Facts}.
 */
package io.mcshark.decoder.groups.explain;
