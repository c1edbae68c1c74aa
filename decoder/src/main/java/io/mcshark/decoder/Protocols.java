package io.mcshark.decoder;

import io.mcshark.decoder.protocol.Ah;
import io.mcshark.decoder.protocol.Arp;
import io.mcshark.decoder.protocol.Data;
import io.mcshark.decoder.protocol.DestinationOptions;
import io.mcshark.decoder.protocol.DvbTable;
import io.mcshark.decoder.protocol.Ethernet;
import io.mcshark.decoder.protocol.Fddi;
import io.mcshark.decoder.protocol.FrameInfo;
import io.mcshark.decoder.protocol.HopByHop;
import io.mcshark.decoder.protocol.Icmp;
import io.mcshark.decoder.protocol.Icmpv6;
import io.mcshark.decoder.protocol.Igmp;
import io.mcshark.decoder.protocol.Ipv4;
import io.mcshark.decoder.protocol.Ipv6;
import io.mcshark.decoder.protocol.Ipv6Fragment;
import io.mcshark.decoder.protocol.Llc;
import io.mcshark.decoder.protocol.Malformed;
import io.mcshark.decoder.protocol.Mcast;
import io.mcshark.decoder.protocol.MoldUdp;
import io.mcshark.decoder.protocol.MoldUdp64;
import io.mcshark.decoder.protocol.Mp2t;
import io.mcshark.decoder.protocol.MpegPat;
import io.mcshark.decoder.protocol.MpegPes;
import io.mcshark.decoder.protocol.MpegPmt;
import io.mcshark.decoder.protocol.MpegSect;
import io.mcshark.decoder.protocol.Null;
import io.mcshark.decoder.protocol.Probe;
import io.mcshark.decoder.protocol.ProviderVlan;
import io.mcshark.decoder.protocol.Raw;
import io.mcshark.decoder.protocol.Routing;
import io.mcshark.decoder.protocol.Short;
import io.mcshark.decoder.protocol.Sll;
import io.mcshark.decoder.protocol.Tcp;
import io.mcshark.decoder.protocol.Udp;
import io.mcshark.decoder.protocol.Vlan;
import java.util.List;

/** All protocols: one line each. The order is that of {@code mcshark fields}. */
public final class Protocols {
    static final Protocol FRAME = new FrameInfo(), DATA = new Data(), SHORT = new Short(), MALFORMED = new Malformed();

    private static final List<Protocol> ALL = List.of(
            FRAME,
            new Ethernet(),
            new Vlan(),
            new ProviderVlan(),
            new Llc(),
            new Sll(),
            new Fddi(),
            new Null(),
            new Raw(),
            new Arp(),
            new Ipv4(),
            new Ipv6(),
            new HopByHop(),
            new Routing(),
            new Ipv6Fragment(),
            new DestinationOptions(),
            new Ah(),
            new Udp(),
            new Tcp(),
            new Icmp(),
            new Icmpv6(),
            new Igmp(),
            new Mp2t(),
            new MpegSect(),
            new MpegPat(),
            new MpegPmt(),
            DvbTable.conditionalAccess(),
            DvbTable.networks(),
            DvbTable.services(),
            DvbTable.bouquets(),
            DvbTable.events(),
            DvbTable.time(),
            DvbTable.timeOffset(),
            new MpegPes(),
            new MoldUdp64(),
            new MoldUdp(),
            new Probe(),
            DATA,
            SHORT,
            MALFORMED);

    static {
        for (int id = 0; id < ALL.size(); id++) {
            ALL.get(id).enter(id);
        }
        Mcast.attach(ALL);
    }

    private Protocols() {}

    public static List<Protocol> all() {
        return ALL;
    }

    static int count() {
        return ALL.size();
    }
}
