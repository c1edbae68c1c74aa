package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.Sdp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What sessions are called whose descriptions pass by (RFC 8866), by the address and port of their media, whatever the VLAN. */
final class SessionNames {
    /** The most addresses and ports that have a name. */
    static final int MOST = 10_000;

    private static final int LONGEST = 64;

    private record Place(long high, long low, int port) {}

    private final Map<Place, String> names = new HashMap<>();
    private final Protocol sdp = Sdp.H.protocol();
    private long dropped;

    /** Reads the description in a packet, if there is one. What was announced last counts. */
    void see(Frame f) {
        int layer = f.first(sdp);
        long place = layer < 0 ? Field.ABSENT : Sdp.sessionName(f, layer);
        if (place == Field.ABSENT) {
            return;
        }
        Out name = new Out();
        name.safe(f.segment(), f.base() + (place >>> Integer.SIZE), Math.min((int) place, LONGEST));
        Sdp.endpoints(f, layer, (high, low, port) -> {
            if (Address.isGroup(high, low)) {
                note(new Place(high, low, port), name.toString());
            }
        });
    }

    private void note(Place place, String name) {
        if (names.size() < MOST || names.containsKey(place)) {
            names.put(place, name);
        } else {
            dropped++;
        }
    }

    /** Names the destinations of streams. */
    void tell(List<Stream> streams) {
        if (!names.isEmpty()) {
            streams.forEach(s -> s.destination.name = names.get(new Place(s.groupHigh, s.groupLow, s.port())));
        }
    }

    /** Names there was no room for. */
    long dropped() {
        return dropped;
    }
}
