package io.mcshark.cli.traffic;

import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Sheet;
import java.io.PrintWriter;

/** What {@code receive --capture} tells: where datagrams were lost, in the network or in this host. */
final class WireReport {
    static final Sheet<Wire> SHEET = Sheet.of(
            "wire",
            "On the wire",
            "What an interface saw of the groups, and what the sockets got of it.",
            Column.of("interface", "Interface", Kind.TEXT, "The interface.", w -> w.nic()
                    .name()),
            Column.of("seen", "Seen", Kind.COUNT, "Datagrams that it saw for the sockets.", Wire::seen),
            Column.of("received", "Received", Kind.COUNT, "Datagrams that the sockets got.", Wire::received),
            Column.of(
                    "lost_here", "Lost here", Kind.COUNT, "Seen and not received: lost in this host.", Wire::lostHere),
            Column.of(
                    "buffer_full", "Buffer full", Kind.COUNT, "Of these, for want of room in a socket.", Wire::buffer),
            Column.of(
                    "before_socket",
                    "Before socket",
                    Kind.COUNT,
                    "Of these, dropped between interface and socket: firewall, rp_filter, checksum.",
                    Wire::between),
            Column.of(
                    "reverse_path",
                    "rp_filter",
                    Kind.COUNT,
                    "Packets the whole host dropped meanwhile because of rp_filter.",
                    w -> w.during().reversePath()),
            Column.of(
                    "bad_checksum",
                    "Bad checksum",
                    Kind.COUNT,
                    "Datagrams with a wrong UDP checksum the whole host got meanwhile.",
                    w -> w.during().checksum()),
            Column.of(
                    "lost_before",
                    "Lost before",
                    Kind.COUNT,
                    "Numbers of probes and RTP missing on the wire: lost before this host; null where there are none.",
                    Wire::lostBefore),
            Column.of(
                    "tagged",
                    "Tagged",
                    Kind.COUNT,
                    "Datagrams to the groups with a VLAN tag, which the interface's sockets do not hear.",
                    Wire::tagged),
            Column.of("missed", "Missed", Kind.COUNT, "Packets that the capture itself lost.", Wire::missed));

    private WireReport() {}

    /** Lines for people. */
    static void text(Wire w, int bufferBytes, PrintWriter out) {
        String on = w.nic().name();
        out.println(on + " saw " + Sender.plural(w.seen(), "datagram") + " for them, the sockets got " + w.received()
                + ": " + (w.lostHere() == 0 ? "none was lost in this host" : w.lostHere() + " lost in this host"));
        if (w.buffer() > 0) {
            out.println("  " + w.buffer() + ": a socket's buffer was full (it has " + bufferBytes
                    + " bytes; --buffer asks for more)");
        }
        if (w.between() > 0) {
            out.println("  " + w.between() + ": dropped between interface and socket; " + why(w));
        }
        if (w.received() > w.seen() && w.missed() == 0) {
            out.println("  " + (w.received() - w.seen()) + " came from this host itself and passed no wire");
        }
        if (w.lostBefore() != null) {
            out.println(
                    w.lostBefore() == 0
                            ? "  no number was missing on the wire"
                            : "  " + Sender.plural(w.lostBefore(), "number")
                                    + " missing on the wire, too: lost before this host");
        }
        if (w.tagged() > 0) {
            out.println("  " + Sender.plural(w.tagged(), "datagram") + " had a VLAN tag: " + on
                    + " itself does not hear those (ip link add link " + on + " … type vlan id …)");
        }
        if (w.missed() > 0) {
            out.println("  the capture itself missed " + w.missed() + " packets: these figures are too low");
        }
    }

    private static String why(Wire w) {
        Counters c = w.during();
        if (c.reversePath() > 0) {
            return "rp_filter dropped " + c.reversePath()
                    + " packets of this host meanwhile: no route back to the source by "
                    + w.nic().name() + " (sysctl net.ipv4.conf." + w.nic().name() + ".rp_filter)";
        }
        if (c.checksum() > 0) {
            return c.checksum() + " had a wrong UDP checksum";
        }
        return "no counter of the kernel tells where: a firewall, most likely (mcshark doctor -i "
                + w.nic().name() + " GROUP)";
    }
}
