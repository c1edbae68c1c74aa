package io.mcshark.cli.doctor;

import io.mcshark.capture.PacketReader;
import io.mcshark.capture.live.CaptureFilter;
import io.mcshark.capture.live.CaptureSettings;
import io.mcshark.capture.live.Limits;
import io.mcshark.capture.live.LiveCapture;
import io.mcshark.cli.PacketLoop;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.analysis.Severity;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.GroupMessage;
import io.mcshark.decoder.report.Quantity;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is heard on the interface for a while: whether anybody queries, whether the group comes in a VLAN that the host is not in. */
final class Listening {
    /** Queries come every 125 s (RFC 3376, 8.2); one may get lost. */
    private static final Duration QUERIES = Duration.ofSeconds(260);

    private final Wanted wanted;
    private final Duration time;
    private long queries;
    private long tagged;
    private long untagged;
    private int vlan;

    Listening(Wanted wanted, Duration time) {
        this.wanted = wanted;
        this.time = time;
    }

    /** Listens, and adds what it means to what was found. */
    void run(List<Problem> problems) throws IOException {
        CaptureSettings settings = new CaptureSettings()
                .interfaces(List.of(wanted.device()))
                .filter(CaptureFilter.of(CaptureFilter.Scope.MULTICAST))
                .limits(new Limits(0, 0, time, 0))
                .spool(Path.of(System.getProperty("java.io.tmpdir")), CaptureSettings.DEFAULT_SPOOL_BYTES);
        try (LiveCapture capture = LiveCapture.start(settings);
                PacketReader reader = capture.reader()) {
            Frame frame = new Frame();
            while (reader.next()) {
                PacketLoop.aim(frame, reader);
                look(frame);
            }
        }
        problems.addAll(meaning());
    }

    private final Datagram packet = new Datagram();
    private final GroupMessage message = new GroupMessage();

    /** One packet. */
    void look(Frame frame) {
        if (!packet.aim(frame)) {
            return;
        }
        if (message.aim(frame)
                && message.isQuery()
                && message.isIpv4() == wanted.ipv4()
                && !packet.source().isUnspecified()) {
            queries++;
        }
        boolean ours = wanted.group() == null
                ? packet.isToGroup() && packet.isUdp()
                : packet.destination().equals(address(wanted.group()));
        if (ours && packet.vlan() != 0) {
            tagged++;
            vlan = packet.vlan();
        } else if (ours) {
            untagged++;
        }
    }

    /** What was heard amounts to. */
    List<Problem> meaning() {
        List<Problem> found = new ArrayList<>();
        String heard = "in " + Quantity.duration(time.toNanos());
        if (tagged > 0 && untagged == 0) {
            found.add(new Problem(
                    "tagged",
                    Severity.ERROR,
                    tagged + " packets came tagged, of VLAN " + Datagram.vlan(vlan) + ", and none untagged",
                    "a program on " + wanted.device() + " receives only untagged ones",
                    "ip link add link " + wanted.device() + " name " + wanted.device() + "." + (vlan & 0xfff)
                            + " type vlan id " + (vlan & 0xfff) + ", or an access port on the switch"));
        }
        if (queries == 0) {
            boolean certain = time.compareTo(QUERIES) >= 0;
            found.add(new Problem(
                    "no-querier",
                    certain ? Severity.WARN : Severity.NOTE,
                    "no query was heard " + heard,
                    certain
                            ? "switches that snoop forget this host after about four minutes: the stream stops"
                            : "queries come every 125 s as a rule: listen for 260s to be sure",
                    "switch a querier on in this VLAN: at the router, or at one switch"));
        }
        return found;
    }

    private static Address address(InetAddress of) {
        ByteBuffer bytes = ByteBuffer.wrap(of.getAddress());
        return bytes.capacity() == 4 ? Address.ipv4(bytes.getInt()) : new Address(bytes.getLong(), bytes.getLong());
    }
}
