/**
 * Test traffic: {@code mcshark send} and {@code mcshark receive}, and {@link io.mcshark.cli.traffic.Membership}, which keeps
 * groups joined while something else listens.
 *
 * <p>A {@link io.mcshark.cli.traffic.Target} is a group with its port as typed. Sending ({@link io.mcshark.cli.traffic.Sender}):
 * a {@link io.mcshark.cli.traffic.Payload} gives pieces, a {@link io.mcshark.cli.traffic.Stamp} numbers them, {@link
 * io.mcshark.cli.traffic.Faults} spoil some, and an {@link io.mcshark.cli.traffic.Outlet} takes them, on an absolute schedule
 * ({@link io.mcshark.cli.traffic.Pace}): on Linux many at a time ({@link io.mcshark.cli.traffic.Batch}), through Java's channels
 * elsewhere and where replies are heard.
 *
 * <p>What comes is put down in a {@link io.mcshark.cli.traffic.Tally}: a {@link io.mcshark.cli.traffic.Flow} for each sender and
 * group, whose {@link io.mcshark.cli.traffic.Numbers} say what is missing. Receiving on Linux goes
 * through the C library ({@link io.mcshark.cli.traffic.LinuxInbox}), because Java's channels cannot join on an interface
 * without an address, do not tell on which interface a datagram came in, and tell neither TTL nor arrival time nor losses;
 * elsewhere {@link io.mcshark.cli.traffic.ChannelInbox} does what Java can. The system property {@code
 * mcshark.java-sockets} chooses the latter on Linux too.
 *
 * <p>{@link io.mcshark.cli.traffic.Wire} captures beside a receiver and tells what the network lost from what this host did.
 *
 * <p>What measures: {@code zap} joins and leaves at known times ({@link io.mcshark.cli.traffic.Seat}) while a capture sees what
 * really arrives ({@link io.mcshark.cli.traffic.Watch}); {@code ping} and {@code reflect} go there and back ({@link
 * io.mcshark.cli.traffic.Pinger}, {@link io.mcshark.cli.traffic.Reflector}); {@code replay} sends a savefile's datagrams ({@link
 * io.mcshark.cli.traffic.Recording}) by sockets or frame by frame ({@link io.mcshark.cli.traffic.Exit}).
 */
package io.mcshark.cli.traffic;
