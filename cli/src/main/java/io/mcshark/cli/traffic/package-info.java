/**
 * Test traffic: {@code mcshark send} and {@code mcshark receive}, and {@link io.mcshark.cli.traffic.Membership}, which keeps
 * groups joined while something else listens.
 *
 * <p>A {@link io.mcshark.cli.traffic.Target} is a group with its port as typed. Sending goes through Java's channels ({@link
 * io.mcshark.cli.traffic.Outlet}) on an absolute schedule ({@link io.mcshark.cli.traffic.Pace}). Receiving on Linux goes
 * through the C library ({@link io.mcshark.cli.traffic.LinuxInbox}), because Java's channels cannot join on an interface
 * without an address, do not tell on which interface a datagram came in, and tell neither TTL nor arrival time nor losses;
 * elsewhere {@link io.mcshark.cli.traffic.ChannelInbox} does what Java can. The system property {@code
 * mcshark.java-sockets} chooses the latter on Linux too.
 */
package io.mcshark.cli.traffic;
