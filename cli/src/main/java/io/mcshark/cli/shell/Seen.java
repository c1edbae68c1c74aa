package io.mcshark.cli.shell;

import io.mcshark.capture.PacketReader;
import io.mcshark.cli.PacketLoop;
import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.Glimpse;
import io.mcshark.decoder.view.FieldsView;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Groups and senders seen in a capture, for completion: whenever it is asked it looks at some more packets, for a moment, so that
 * a person who types does not wait.
 *
 * <p>Threads: one at a time.
 */
public final class Seen implements Closeable {
    /** The most addresses kept of either kind, and the time it looks at packets when asked. */
    private static final int MOST = 2000;

    private static final long MOMENT_NANOS = 100_000_000;

    /** Packets between looks at the clock. */
    private static final int SOME = 1024;

    private final Session session;
    private final Map<Address, Long> groups = new HashMap<>();
    private final Map<Address, Long> senders = new HashMap<>();
    private final Glimpse glimpse = new Glimpse();
    private final Datagram packet = new Datagram();
    private final FieldsView named = new FieldsView(
            Stream.of("igmp.maddr", "icmpv6.mld.multicast_address", "icmpv6.mldr.mar.multicast_address")
                    .map(Catalogue::get)
                    .filter(Objects::nonNull)
                    .toList(),
            FieldsView.Format.FIELDS);
    private final Out out = new Out();
    private final Frame frame;
    private PacketReader reader;

    Seen(Session session) {
        this.session = session;
        frame = new Frame(session.settings());
    }

    /** Addresses that packets went to. */
    public List<String> groups() {
        look();
        return sorted(groups);
    }

    /** Addresses that packets to groups came from. */
    public List<String> senders() {
        look();
        return sorted(senders);
    }

    private static List<String> sorted(Map<Address, Long> counts) {
        return counts.keySet().stream().sorted().map(Address::toString).toList();
    }

    private void look() {
        if (!session.isOpen()) {
            return;
        }
        long end = System.nanoTime() + MOMENT_NANOS;
        try {
            reader = reader == null ? session.scan() : reader;
            while (System.nanoTime() < end) {
                for (int i = 0; i < SOME; i++) {
                    // In a live capture the reader would wait for more.
                    if (session.last() <= reader.number() || !reader.next()) {
                        return;
                    }
                    note();
                }
            }
        } catch (IOException e) {
            // what is damaged is told where packets are shown
        }
    }

    private void note() {
        boolean plain = glimpse.aim(reader.segment(), reader.at(), reader.captured(), reader.linkType());
        if (plain) {
            packet.aim(glimpse, reader.captured(), reader.length(), reader.nanos(), reader.number());
        } else {
            PacketLoop.aim(frame, reader);
            named();
        }
        if ((plain || packet.aim(frame)) && packet.isToGroup()) {
            count(groups, packet.destination());
            count(senders, packet.source());
        }
    }

    /** The groups that the packet is about: those that members and queriers name. */
    private void named() {
        out.clear();
        named.show(frame, out);
        for (String text : out.toString().strip().split("[,\t]+")) {
            Address address = text.isEmpty() ? null : Address.parse(text);
            if (address != null && address.isGroup()) {
                count(groups, address);
            }
        }
    }

    private static void count(Map<Address, Long> counts, Address address) {
        if (counts.size() < MOST || counts.containsKey(address)) {
            counts.merge(address, 1L, Long::sum);
        }
    }

    @Override
    public void close() {
        try {
            if (reader != null) {
                reader.close();
                reader = null;
            }
        } catch (IOException e) {
            // it was only read
        }
    }
}
