package io.mcshark.cli.doctor;

import io.mcshark.decoder.analysis.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at a host for what keeps a group from it, one check after the other. What could not be looked at is said, too. */
final class Examination {
    private static final int UP = 0x1, PROMISCUOUS = 0x100, MULTICAST = 0x1000;

    /** Linux's own limits (net/ipv4/igmp.c, net/core/sock.c): lower ones were set by somebody. */
    private static final long USUAL_MEMBERSHIPS = 20, USUAL_BUFFER = 212_992;

    private static final String CONF = "/proc/sys/net/ipv4/conf/", CONF6 = "/proc/sys/net/ipv6/conf/";
    private static final Pattern DEVICE = Pattern.compile("\\bdev (\\S+)");

    private final Host host;
    private final Wanted wanted;
    private final String device;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> unseen = new ArrayList<>();

    Examination(Host host, Wanted wanted) {
        this.host = host;
        this.wanted = wanted;
        this.device = wanted.device();
    }

    /** What was found, the worst first. */
    List<Problem> run() {
        if (link()) {
            addresses();
            route();
            if (wanted.ipv4()) {
                reversePath();
                version();
            } else {
                ipv6();
            }
            limits();
            membership();
            bridge();
            new Firewall(host, wanted).problem(unseen).ifPresent(problems::add);
            losses();
        }
        problems.sort((a, b) -> b.severity().compareTo(a.severity()));
        return problems;
    }

    /** What could not be looked at, and why. */
    List<String> unseen() {
        return unseen;
    }

    private void error(String id, String text, String why, String mend) {
        problems.add(new Problem(id, Severity.ERROR, text, why, mend));
    }

    private void warn(String id, String text, String why, String mend) {
        problems.add(new Problem(id, Severity.WARN, text, why, mend));
    }

    private void note(String id, String text, String why, String mend) {
        problems.add(new Problem(id, Severity.NOTE, text, why, mend));
    }

    private long number(String path, long otherwise) {
        String text = host.read(path);
        try {
            return text == null || text.isBlank() ? otherwise : Long.decode(text.strip());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    // ---- the interface

    /** Whether the interface can carry anything: without it the rest says nothing. */
    private boolean link() {
        String folder = "/sys/class/net/" + device + "/";
        long flags = number(folder + "flags", -1);
        if (flags < 0) {
            error(
                    "interface-missing",
                    "there is no interface " + device,
                    "nothing can be received on it",
                    "ip -br link lists those there are");
            return false;
        }
        if ((flags & UP) == 0) {
            error(
                    "interface-down",
                    device + " is down",
                    "a join on it sends nothing and receives nothing",
                    "ip link set " + device + " up");
            return false;
        }
        if (number(folder + "carrier", 1) == 0) {
            error(
                    "no-carrier",
                    device + " has no carrier",
                    "the cable, the other end or the tunnel under it is missing",
                    null);
        }
        if ((flags & MULTICAST) == 0) {
            error(
                    "no-multicast",
                    device + " is not set to multicast",
                    "the kernel joins no group on it",
                    "ip link set " + device + " multicast on");
        }
        if ((flags & PROMISCUOUS) != 0) {
            note(
                    "promiscuous",
                    device + " is promiscuous: something captures on it",
                    "frames arrive that the card would drop otherwise; what works now may not when the capture ends",
                    null);
        }
        return true;
    }

    private void addresses() {
        String all = host.run("ip", "-o", "addr", "show", "dev", device);
        if (all == null) {
            unseen.add("addresses: the program ip is missing");
        } else if (!all.contains(wanted.ipv4() ? " inet " : " inet6 ")) {
            warn(
                    "no-address",
                    device + " has no " + (wanted.ipv4() ? "IPv4" : "IPv6") + " address",
                    "reports go out from an unspecified address, which some switches ignore, and programs cannot name it by"
                            + " address",
                    "ip addr add ADDRESS/PREFIX dev " + device);
        }
    }

    // ---- routes

    private String routeTo(String address) {
        String text = host.run("ip", address.contains(":") ? "-6" : "-4", "route", "get", address);
        Matcher matcher = text == null ? null : DEVICE.matcher(text);
        return matcher != null && matcher.find() ? matcher.group(1) : null;
    }

    private void route() {
        if (host.run("ip", "-V") == null) {
            unseen.add("routes: the program ip is missing");
            return;
        }
        String by = routeTo(wanted.groupText());
        String mend = "ip route add " + (wanted.ipv4() ? "224.0.0.0/4" : "ff00::/8 table local") + " dev " + device;
        if (by == null) {
            warn(
                    "route-missing",
                    "no route leads to " + wanted.groupText(),
                    "programs that join without naming an interface fail, or join nowhere",
                    mend);
        } else if (!by.equals(device)) {
            warn(
                    "route-elsewhere",
                    "the route to " + wanted.groupText() + " leads to " + by + ", not " + device,
                    "programs that join without naming an interface join on " + by
                            + (virtual(by) ? ", which belongs to a tunnel or to containers" : ""),
                    mend);
        }
    }

    private static boolean virtual(String name) {
        return name.matches("(tun|tap|wg|ppp|docker|br-|veth|virbr|tailscale|cni|flannel).*");
    }

    /** RFC 3704, as Linux does it: what comes from where no route leads back by this interface is dropped without a word. */
    private void reversePath() {
        long mode = Math.max(number(CONF + "all/rp_filter", 0), number(CONF + device + "/rp_filter", 0));
        if (mode == 0) {
            return;
        }
        String mend = "sysctl -w net.ipv4.conf.all.rp_filter=0 net.ipv4.conf." + device + ".rp_filter=0";
        String source = wanted.sourceText();
        String back =
                routeTo(source == null ? "192.88.99.1" : source); // an address that is nobody's: the default route
        boolean loose = mode == 2;
        if (loose ? back == null && source != null : back == null || !back.equals(device)) {
            Problem problem = new Problem(
                    "rp-filter",
                    source == null ? Severity.WARN : Severity.ERROR,
                    "rp_filter is " + mode + " on " + device + ", and the way back to "
                            + (source == null ? "senders beyond its own network" : source)
                            + (back == null ? " does not exist" : " is " + back),
                    "the kernel drops " + (source == null ? "what such senders send" : "what it sends")
                            + " after a capture has seen it",
                    mend);
            problems.add(problem);
        }
    }

    // ---- IGMP and MLD

    private void version() {
        long forced =
                Math.max(number(CONF + "all/force_igmp_version", 0), number(CONF + device + "/force_igmp_version", 0));
        if (forced == 1 || forced == 2) {
            String text = "IGMP is held to version " + forced + " on " + device;
            String mend = "sysctl -w net.ipv4.conf.all.force_igmp_version=0 net.ipv4.conf." + device
                    + ".force_igmp_version=0";
            boolean ssm = wanted.source() != null || wanted.groupText().startsWith("232.");
            if (ssm) {
                error(
                        "igmp-version-forced",
                        text,
                        "reports name no sources: source-specific joins do not arrive",
                        mend);
            } else {
                warn("igmp-version-forced", text, "reports name no sources, and version 1 says no leave", mend);
            }
        }
    }

    private void ipv6() {
        if (number(CONF6 + device + "/disable_ipv6", 0) == 1) {
            error(
                    "ipv6-disabled",
                    "IPv6 is switched off on " + device,
                    "no IPv6 group can be received",
                    "sysctl -w net.ipv6.conf." + device + ".disable_ipv6=0");
        }
        long forced =
                Math.max(number(CONF6 + "all/force_mld_version", 0), number(CONF6 + device + "/force_mld_version", 0));
        if (forced == 1) {
            warn(
                    "mld-version-forced",
                    "MLD is held to version 1 on " + device,
                    "reports name no sources: source-specific joins do not arrive",
                    "sysctl -w net.ipv6.conf." + device + ".force_mld_version=0");
        }
    }

    private void limits() {
        long most = number("/proc/sys/net/ipv4/igmp_max_memberships", USUAL_MEMBERSHIPS);
        if (wanted.ipv4() && most < USUAL_MEMBERSHIPS) {
            warn(
                    "membership-limit",
                    "a socket may join " + most + " groups (igmp_max_memberships)",
                    "further joins fail with \"No buffer space available\"",
                    "sysctl -w net.ipv4.igmp_max_memberships=" + USUAL_MEMBERSHIPS);
        }
        long buffer = number("/proc/sys/net/core/rmem_max", USUAL_BUFFER);
        if (buffer < USUAL_BUFFER) {
            warn(
                    "buffer-limit",
                    "a socket's receive buffer may be " + buffer + " bytes (rmem_max)",
                    "bursts longer than that are lost in the host, although a capture shows them",
                    "sysctl -w net.core.rmem_max=" + 32 * USUAL_BUFFER);
        }
    }

    /** Where the group is joined at present, if one was named. */
    private void membership() {
        if (wanted.group() == null) {
            return;
        }
        List<String> devices = Memberships.devices(host, wanted);
        if (!devices.isEmpty() && !devices.contains(device)) {
            warn(
                    "joined-elsewhere",
                    wanted.groupText() + " is joined on " + String.join(", ", devices) + ", not on " + device,
                    "whoever joined it named another interface, or none, and the route chose",
                    "name " + device + " in the program, or: ip route add " + wanted.groupText() + " dev " + device);
        }
    }

    /** A bridge on this host that keeps groups to itself since nobody asks who wants them. */
    private void bridge() {
        String master = host.run("readlink", "/sys/class/net/" + device + "/master");
        String name = master == null ? device : master.substring(master.lastIndexOf('/') + 1);
        String folder = "/sys/class/net/" + name + "/bridge/";
        if (number(folder + "multicast_snooping", 0) == 1 && number(folder + "multicast_querier", 0) == 0) {
            warn(
                    "snooping-without-querier",
                    "the bridge " + name + " snoops and is no querier",
                    "unless a router on the link asks, memberships age out after about four minutes and the stream stops",
                    "ip link set " + name + " type bridge mcast_querier 1");
        }
    }

    // ---- what has been lost

    private void losses() {
        long drops = Memberships.drops(host, wanted);
        if (drops > 0) {
            warn(
                    "socket-drops",
                    drops + " datagrams were dropped at sockets on port " + wanted.port(),
                    "the program reads too slowly for its buffer: host loss, not network loss",
                    "a larger SO_RCVBUF, and rmem_max to allow it");
        }
        long errors = Memberships.counter(host.read("/proc/net/snmp"), "Udp", "RcvbufErrors");
        if (errors > 0 && drops <= 0) {
            note(
                    "buffer-errors",
                    errors + " datagrams were dropped at full sockets since the host started",
                    "some program read too slowly; /proc/net/udp tells which",
                    null);
        }
    }
}
