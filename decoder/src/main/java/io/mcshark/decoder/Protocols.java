package io.mcshark.decoder;

import io.mcshark.decoder.protocol.Acn;
import io.mcshark.decoder.protocol.Ah;
import io.mcshark.decoder.protocol.Amt;
import io.mcshark.decoder.protocol.AppleTalk;
import io.mcshark.decoder.protocol.Arcnet;
import io.mcshark.decoder.protocol.Arp;
import io.mcshark.decoder.protocol.Artnet;
import io.mcshark.decoder.protocol.AutoRp;
import io.mcshark.decoder.protocol.Babel;
import io.mcshark.decoder.protocol.Bfd;
import io.mcshark.decoder.protocol.Carp;
import io.mcshark.decoder.protocol.Cdp;
import io.mcshark.decoder.protocol.Cemi;
import io.mcshark.decoder.protocol.Cgmp;
import io.mcshark.decoder.protocol.CiscoHdlc;
import io.mcshark.decoder.protocol.CiscoMetaData;
import io.mcshark.decoder.protocol.Coap;
import io.mcshark.decoder.protocol.Data;
import io.mcshark.decoder.protocol.DestinationOptions;
import io.mcshark.decoder.protocol.Dhcp;
import io.mcshark.decoder.protocol.Dhcpv6;
import io.mcshark.decoder.protocol.Dns;
import io.mcshark.decoder.protocol.DvbTable;
import io.mcshark.decoder.protocol.Dvmrp;
import io.mcshark.decoder.protocol.Eigrp;
import io.mcshark.decoder.protocol.Erspan;
import io.mcshark.decoder.protocol.Ethernet;
import io.mcshark.decoder.protocol.Fddi;
import io.mcshark.decoder.protocol.FrameInfo;
import io.mcshark.decoder.protocol.FrameRelay;
import io.mcshark.decoder.protocol.Garp;
import io.mcshark.decoder.protocol.Geneve;
import io.mcshark.decoder.protocol.Glbp;
import io.mcshark.decoder.protocol.Gre;
import io.mcshark.decoder.protocol.Gtp;
import io.mcshark.decoder.protocol.HopByHop;
import io.mcshark.decoder.protocol.Hsrp;
import io.mcshark.decoder.protocol.Icmp;
import io.mcshark.decoder.protocol.Icmpv6;
import io.mcshark.decoder.protocol.Igmp;
import io.mcshark.decoder.protocol.Ipnet;
import io.mcshark.decoder.protocol.Ipoib;
import io.mcshark.decoder.protocol.Ipv4;
import io.mcshark.decoder.protocol.Ipv6;
import io.mcshark.decoder.protocol.Ipv6Fragment;
import io.mcshark.decoder.protocol.Isis;
import io.mcshark.decoder.protocol.Knxip;
import io.mcshark.decoder.protocol.L2tp;
import io.mcshark.decoder.protocol.Lbtrm;
import io.mcshark.decoder.protocol.Ldp;
import io.mcshark.decoder.protocol.Llc;
import io.mcshark.decoder.protocol.Lldp;
import io.mcshark.decoder.protocol.Llmnr;
import io.mcshark.decoder.protocol.Malformed;
import io.mcshark.decoder.protocol.Mcast;
import io.mcshark.decoder.protocol.Mdns;
import io.mcshark.decoder.protocol.MoldUdp;
import io.mcshark.decoder.protocol.MoldUdp64;
import io.mcshark.decoder.protocol.Mp2t;
import io.mcshark.decoder.protocol.MpegPat;
import io.mcshark.decoder.protocol.MpegPes;
import io.mcshark.decoder.protocol.MpegPmt;
import io.mcshark.decoder.protocol.MpegSect;
import io.mcshark.decoder.protocol.Mpls;
import io.mcshark.decoder.protocol.Mrdisc;
import io.mcshark.decoder.protocol.Mrp;
import io.mcshark.decoder.protocol.Msdp;
import io.mcshark.decoder.protocol.Nbdgm;
import io.mcshark.decoder.protocol.Nbns;
import io.mcshark.decoder.protocol.Nflog;
import io.mcshark.decoder.protocol.Nsh;
import io.mcshark.decoder.protocol.Ntp;
import io.mcshark.decoder.protocol.Null;
import io.mcshark.decoder.protocol.Olsr;
import io.mcshark.decoder.protocol.Ospf;
import io.mcshark.decoder.protocol.ParityFec;
import io.mcshark.decoder.protocol.Pgm;
import io.mcshark.decoder.protocol.Pim;
import io.mcshark.decoder.protocol.Ppi;
import io.mcshark.decoder.protocol.Ppp;
import io.mcshark.decoder.protocol.PppAuthentication;
import io.mcshark.decoder.protocol.PppControl;
import io.mcshark.decoder.protocol.Pppoe;
import io.mcshark.decoder.protocol.Probe;
import io.mcshark.decoder.protocol.ProviderVlan;
import io.mcshark.decoder.protocol.Pseudowire;
import io.mcshark.decoder.protocol.Ptp;
import io.mcshark.decoder.protocol.Raw;
import io.mcshark.decoder.protocol.Rgmp;
import io.mcshark.decoder.protocol.Rip;
import io.mcshark.decoder.protocol.Ripng;
import io.mcshark.decoder.protocol.Routing;
import io.mcshark.decoder.protocol.Rtcp;
import io.mcshark.decoder.protocol.Rtp;
import io.mcshark.decoder.protocol.Rtps;
import io.mcshark.decoder.protocol.Rtsp;
import io.mcshark.decoder.protocol.Sap;
import io.mcshark.decoder.protocol.Sdp;
import io.mcshark.decoder.protocol.Short;
import io.mcshark.decoder.protocol.Sip;
import io.mcshark.decoder.protocol.Sll;
import io.mcshark.decoder.protocol.Slow;
import io.mcshark.decoder.protocol.Someip;
import io.mcshark.decoder.protocol.Someipsd;
import io.mcshark.decoder.protocol.Srvloc;
import io.mcshark.decoder.protocol.Ssdp;
import io.mcshark.decoder.protocol.Stp;
import io.mcshark.decoder.protocol.Tcp;
import io.mcshark.decoder.protocol.TextLines;
import io.mcshark.decoder.protocol.Udp;
import io.mcshark.decoder.protocol.Vlan;
import io.mcshark.decoder.protocol.Vrrp;
import io.mcshark.decoder.protocol.Vxlan;
import io.mcshark.decoder.protocol.WsDiscovery;
import java.util.List;

/** All protocols: one line each. The order is that of {@code mcshark fields}. */
public final class Protocols {
    public static final Protocol FRAME = new FrameInfo(),
            DATA = new Data(),
            TEXT_LINES = new TextLines(),
            CEMI = new Cemi(),
            SHORT = new Short(),
            MALFORMED = new Malformed();

    private static final List<Protocol> ALL = List.of(
            FRAME,
            new Ethernet(),
            new Vlan(),
            new ProviderVlan(),
            new Llc(),
            new Stp(),
            Garp.groups(),
            Garp.vlans(),
            Mrp.addresses(),
            Mrp.vlans(),
            Mrp.streams(),
            new Lldp(),
            new Cdp(),
            new Slow(),
            new Slow.Lacp(),
            new Slow.Marker(),
            new Sll(),
            new Fddi(),
            new Null(),
            new Raw(),
            new Arcnet(),
            new Ipnet(),
            new Ipoib(),
            new Nflog(),
            new Ppi(),
            new Ppi.Payload(),
            new CiscoHdlc(),
            new CiscoHdlc.Slarp(),
            new FrameRelay(),
            new Ppp(),
            PppControl.lcp(),
            PppControl.ipcp(),
            PppControl.ipv6cp(),
            PppControl.ccp(),
            PppAuthentication.pap(),
            PppAuthentication.chap(),
            new Pppoe(),
            new Pppoe.Session(),
            new Mpls(),
            new Pseudowire(),
            new Pseudowire.Word(),
            new Pseudowire.Plain(),
            new Pseudowire.Channel(),
            new Nsh(),
            new CiscoMetaData(),
            new Arp(),
            new Ipv4(),
            new Ipv6(),
            new HopByHop(),
            new Routing(),
            new Ipv6Fragment(),
            new DestinationOptions(),
            new Ah(),
            new Gre(),
            new Erspan(),
            new L2tp(),
            new Udp(),
            new Vxlan(),
            new Geneve(),
            new Gtp(),
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
            new Dns(),
            new Mdns(),
            new Llmnr(),
            new Dhcp(),
            new Dhcpv6(),
            new Srvloc(),
            new WsDiscovery(),
            new Coap(),
            new Knxip(),
            CEMI,
            new Ptp(),
            new Ntp(),
            new Ssdp(),
            new Nbns(),
            new Nbdgm(),
            new Dvmrp(),
            new Mrdisc(),
            new Rgmp(),
            new Pim(),
            new Pgm(),
            new Lbtrm(),
            new Amt(),
            new AutoRp(),
            new Ospf(),
            new Eigrp(),
            new Rip(),
            new Ripng(),
            new Bfd(),
            new Babel(),
            new Olsr(),
            new Ldp(),
            new Isis(),
            new Isis.Hello(),
            new Isis.Lsp(),
            new Isis.Csnp(),
            new Isis.Psnp(),
            new AppleTalk(),
            new AppleTalk.Name(),
            new AppleTalk.Routes(),
            new AppleTalk.Resolution(),
            new Cgmp(),
            new Msdp(),
            new Vrrp(),
            new Carp(),
            new Hsrp(),
            new Glbp(),
            new Acn(),
            new Artnet(),
            new Artnet.Channels(),
            new Rtps(),
            new Someip(),
            new Someipsd(),
            new Rtcp(),
            new Rtp(),
            new ParityFec(),
            new Sap(),
            new Sip(),
            new Rtsp(),
            new Sdp(),
            TEXT_LINES,
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

    /** The protocol of an {@link Protocol#id}. */
    static Protocol of(int id) {
        return ALL.get(id);
    }

    static int count() {
        return ALL.size();
    }
}
