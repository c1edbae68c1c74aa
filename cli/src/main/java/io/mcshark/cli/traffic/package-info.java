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
 *
 * <p>What measures: {@code zap} joins and leaves at known times ({@link io.mcshark.cli.traffic.Seat}) while a capture sees what
 * really arrives ({@link io.mcshark.cli.traffic.Watch}); {@code ping} and {@code reflect} go there and back ({@link
 * io.mcshark.cli.traffic.Pinger}, {@link io.mcshark.cli.traffic.Reflector}); {@code replay} sends a savefile's datagrams ({@link
 * io.mcshark.cli.traffic.Recording}) by sockets or frame by frame ({@link io.mcshark.cli.traffic.Exit}).
 */
package io.mcshark.cli.traffic;
