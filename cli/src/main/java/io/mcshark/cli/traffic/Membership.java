package io.mcshark.cli.traffic;

import io.mcshark.cli.UserError;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups that this host is a member of for as long as the object is open: a switch that snoops IGMP then sends them here.
 * Nothing is received; whoever captures on the interface sees the traffic.
 *
 * <p>Joins go by interface index and work on an interface without an address. Where a socket takes no more of them
 * ({@code igmp_max_memberships}, usually 20), the next is opened.
 */
public final class Membership implements AutoCloseable {
    private final List<AutoCloseable> sockets = new ArrayList<>();
    private int size;

    private Membership() {}

    /**
     * Joins all groups.
     *
     * @param groups {@code [SOURCE,]GROUP[+N]} each; a port is allowed and means nothing
     * @param interfaceName the interface, or null for the kernel's choice by its routes
     * @throws UserError for what is no group, an unknown interface, or when a join is refused; nothing is then joined
     */
    public static Membership join(List<String> groups, String interfaceName) {
        List<Target> targets = withoutPorts(Target.parse(groups));
        Nic nic = Nic.named(interfaceName);
        Membership membership = new Membership();
        try {
            for (boolean ipv6 : new boolean[] {false, true}) {
                List<Target> some =
                        targets.stream().filter(t -> t.ipv6() == ipv6).toList();
                if (Libc.available()) {
                    membership.joinByIndex(some, nic);
                } else {
                    membership.joinByChannel(some, nic);
                }
            }
            return membership;
        } catch (IOException e) {
            membership.close();
            throw new UserError("cannot join: " + e.getMessage());
        } catch (UserError e) {
            membership.close();
            throw e;
        }
    }

    /**
     * Reads groups without joining them, so that mistakes are told before anything is begun.
     *
     * @throws UserError for what is no group, or an interface that does not exist, is missing, or is not the one told
     */
    public static void check(List<String> groups, String interfaceName) {
        Nic nic = Nic.named(interfaceName);
        Target.parse(groups).forEach(target -> target.on(nic));
    }

    /** How many groups, or sources of groups, are joined. */
    public int size() {
        return size;
    }

    /** Leaves all groups. */
    @Override
    public void close() {
        closeAll(sockets);
        sockets.clear();
    }

    private void joinByIndex(List<Target> targets, Nic nic) throws IOException {
        LinuxSocket socket = null;
        for (Target target : targets) {
            Nic on = target.on(nic);
            boolean fresh = socket == null;
            while (true) {
                if (fresh) {
                    socket = new LinuxSocket(target.ipv6());
                    sockets.add(socket);
                }
                try {
                    socket.join(on.index(), target.group(), target.source());
                    size++;
                    break;
                } catch (Libc.Failure e) {
                    // full, or holds this group for other sources: another socket can; if not, it is not the socket
                    if (fresh) {
                        throw explained(e, target, on);
                    }
                    fresh = true;
                }
            }
        }
    }

    private void joinByChannel(List<Target> targets, Nic nic) throws IOException {
        for (Target target : targets) {
            DatagramChannel channel =
                    DatagramChannel.open(target.ipv6() ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
            sockets.add(channel);
            ChannelInbox.join(channel, target, target.on(nic));
            size++;
        }
    }

    private static List<Target> withoutPorts(List<Target> targets) {
        return targets.stream()
                .map(t -> new Target(t.source(), t.group(), Target.DEFAULT_PORT, t.scope()))
                .distinct()
                .toList();
    }

    /** Says what a refused join or bind means for the person. */
    static UserError explained(Libc.Failure failure, Target target, Nic nic) {
        String on = nic.given() ? " on " + nic.name() : "";
        String why =
                switch (failure.errno()) {
                    case Libc.ENODEV ->
                        nic.given()
                                ? "the interface takes no part in " + (target.ipv6() ? "IPv6" : "IPv4")
                                : "no route says which interface: name one with -i";
                    case Libc.EADDRINUSE ->
                        "port " + target.port() + " is held by a program that does not share it (SO_REUSEADDR)";
                    case Libc.EACCES -> "ports below 1024 need privileges: run as root";
                    case Libc.EMFILE -> "too many groups for one process: raise ulimit -n";
                    case Libc.EINVAL -> failure.getMessage() + " (is the interface up and made for multicast?)";
                    default -> failure.getMessage();
                };
        return new UserError("cannot join " + target + on + ": " + why);
    }

    static void closeAll(List<? extends AutoCloseable> resources) {
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                // leaving is all that matters, and the kernel does it at the latest when the process ends
            }
        }
    }
}
