package io.mcshark.cli.traffic;

import io.mcshark.cli.UserError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The interface towards a group, for commands that watch it: one that is there, up, and made for multicast. */
final class Way {
    private static final int IFF_MULTICAST = 0x1000, IFF_LOOPBACK = 0x8; // net/if.h

    private Way() {}

    /**
     * The interface that was named, else the one the routes choose.
     *
     * @throws UserError when there is none, or it is down or without multicast
     */
    static Nic to(Target target, Nic option) throws IOException {
        Nic nic = target.on(option);
        if (!nic.given()) {
            nic = Nic.named(routed(target));
        }
        ready(nic);
        return nic;
    }

    /** Joins groups, each on its interface. */
    static Inbox join(List<Target> targets, List<Nic> interfaces) throws IOException {
        List<Joined> groups = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            groups.add(new Joined(targets.get(i), interfaces.get(i), List.of()));
        }
        return Inbox.open(groups, 0);
    }

    /** @throws UserError when the interface is down or takes no part in multicast */
    static void ready(Nic nic) {
        if (nic.down()) {
            throw new UserError("interface " + nic.name() + " is down: ip link set " + nic.name() + " up");
        }
        takesPart(nic, IFF_MULTICAST);
    }

    /** @throws UserError when the interface takes no part in multicast; a loopback is not said to, and does */
    static void takesPart(Nic nic) {
        takesPart(nic, IFF_MULTICAST | IFF_LOOPBACK);
    }

    private static void takesPart(Nic nic, int oneOf) {
        try {
            String flags = Files.readString(Path.of("/sys/class/net", nic.name(), "flags"));
            if ((Integer.decode(flags.strip()) & oneOf) == 0) {
                throw new UserError("interface " + nic.name() + " is not made for multicast: ip link set " + nic.name()
                        + " multicast on");
            }
        } catch (IOException | NumberFormatException e) {
            // no /sys: the join tells
        }
    }

    private static String routed(Target target) throws IOException {
        StandardProtocolFamily family = target.ipv6() ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        try (DatagramChannel probe = DatagramChannel.open(family)) {
            probe.connect(new InetSocketAddress(target.group(), target.port()));
            InetSocketAddress local = (InetSocketAddress) probe.getLocalAddress();
            NetworkInterface found = NetworkInterface.getByInetAddress(local.getAddress());
            if (found != null) {
                return found.getName();
            }
        } catch (SocketException e) {
            // said below
        }
        throw new UserError("no route to " + Addresses.text(target.group()) + ": name an interface with -i");
    }
}
