/**
 * What an address, a hardware address and a TTL mean to multicast.
 *
 * <p>Everything here is static, pure and needs no packet. Addresses are primitive: an IPv4 address is the {@code int} of its
 * four bytes, an IPv6 address two {@code long}s (high and low 64 bits), a hardware address the low 48 bits of a {@code long}.
 * Questions asked once per packet allocate nothing: they answer with primitives, enum constants or strings that live as long
 * as the class. A question about an address that is no group answers {@code null}, {@code false} or -1, as stated.
 *
 * <ul>
 *   <li>{@link Ipv4Groups}, {@link Ipv6Groups}: block, scope, assigned names, and what the bits of the address say;
 *   <li>{@link GroupMac}: the hardware address of a group, and whether one fits;
 *   <li>{@link Reach}, {@link TtlRule}, {@link TtlRange}, {@link Hops}: the meaning of a TTL by itself, for a protocol, for a
 *       group, and the hops a packet has travelled;
 *   <li>{@link PortUse}: which programs use which port and group;
 *   <li>{@link AddressText}: addresses from and to text.
 * </ul>
 *
 * <p>The registries are CSV files beside this class, described in {@code SOURCES.md} there; each is read on the first question
 * that needs it. Adding an assignment is adding a line.
 */
package io.mcshark.decoder.groups;
