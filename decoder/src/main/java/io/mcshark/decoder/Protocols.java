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
import io.mcshark.decoder.protocol.Capwap;
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
import io.mcshark.decoder.protocol.Named;
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
import io.mcshark.decoder.protocol.Wlan;
import io.mcshark.decoder.protocol.WsDiscovery;
import java.lang.invoke.VarHandle;
import java.util.Collections;
import java.util.List;

/**
 * All protocols: one line each, and one in {@code protocols.csv}, whose order is that of {@code mcshark fields}. A protocol is
 * made, and its fields declared, when it is first asked for: by a packet, by the name of a field, or by name.
 */
public final class Protocols {
    /** Read without a lock, several times a packet: an entry is written behind a fence, whole, and never again. */
    private static final Protocol[] MADE = new Protocol[ProtocolIndex.count()];

    public static final Protocol FRAME = named("frame"),
            DATA = named("data"),
            SHORT = named("_ws.short"),
            MALFORMED = named("_ws.malformed");

    private Protocols() {}

    private static Protocol make(String name) {
        return switch (name) {
            case "frame" -> new FrameInfo();
            case "eth" -> new Ethernet();
            case "vlan" -> new Vlan();
            case "ieee8021ad" -> new ProviderVlan();
            case "llc" -> new Llc();
            case "stp" -> new Stp();
            case "gmrp" -> Garp.groups();
            case "gvrp" -> Garp.vlans();
            case "mrp-mmrp" -> Mrp.addresses();
            case "mrp-mvrp" -> Mrp.vlans();
            case "mrp-msrp" -> Mrp.streams();
            case "lldp" -> new Lldp();
            case "cdp" -> new Cdp();
            case "slow" -> new Slow();
            case "lacp" -> new Slow.Lacp();
            case "marker" -> new Slow.Marker();
            case "sll" -> new Sll();
            case "fddi" -> new Fddi();
            case "null" -> new Null();
            case "raw" -> new Raw();
            case "arcnet" -> new Arcnet();
            case "ipnet" -> new Ipnet();
            case "ipoib" -> new Ipoib();
            case "nflog" -> new Nflog();
            case "ppi" -> new Ppi();
            case "pcap_pktdata" -> new Ppi.Payload();
            case "chdlc" -> new CiscoHdlc();
            case "slarp" -> new CiscoHdlc.Slarp();
            case "fr" -> new FrameRelay();
            case "ppp" -> new Ppp();
            case "lcp" -> PppControl.lcp();
            case "ipcp" -> PppControl.ipcp();
            case "ipv6cp" -> PppControl.ipv6cp();
            case "ccp" -> PppControl.ccp();
            case "pap" -> PppAuthentication.pap();
            case "chap" -> PppAuthentication.chap();
            case "pppoed" -> new Pppoe();
            case "pppoes" -> new Pppoe.Session();
            case "mpls" -> new Mpls();
            case "pwethheuristic" -> new Pseudowire();
            case "pwethcw" -> new Pseudowire.Word();
            case "pwethnocw" -> new Pseudowire.Plain();
            case "pwach" -> new Pseudowire.Channel();
            case "nsh" -> new Nsh();
            case "cmd" -> new CiscoMetaData();
            case "arp" -> new Arp();
            case "ip" -> new Ipv4();
            case "ipv6" -> new Ipv6();
            case "ipv6.hopopts" -> new HopByHop();
            case "ipv6.routing" -> new Routing();
            case "ipv6.fraghdr" -> new Ipv6Fragment();
            case "ipv6.dstopts" -> new DestinationOptions();
            case "ah" -> new Ah();
            case "gre" -> new Gre();
            case "erspan" -> new Erspan();
            case "l2tp" -> new L2tp();
            case "udp" -> new Udp();
            case "vxlan" -> new Vxlan();
            case "geneve" -> new Geneve();
            case "gtp" -> new Gtp();
            case "tcp" -> new Tcp();
            case "icmp" -> new Icmp();
            case "icmpv6" -> new Icmpv6();
            case "igmp" -> new Igmp();
            case "mp2t" -> new Mp2t();
            case "mpeg_sect" -> new MpegSect();
            case "mpeg_pat" -> new MpegPat();
            case "mpeg_pmt" -> new MpegPmt();
            case "mpeg_ca" -> DvbTable.conditionalAccess();
            case "dvb_nit" -> DvbTable.networks();
            case "dvb_sdt" -> DvbTable.services();
            case "dvb_bat" -> DvbTable.bouquets();
            case "dvb_eit" -> DvbTable.events();
            case "dvb_tdt" -> DvbTable.time();
            case "dvb_tot" -> DvbTable.timeOffset();
            case "mpeg-pes" -> new MpegPes();
            case "moldudp64" -> new MoldUdp64();
            case "moldudp" -> new MoldUdp();
            case "probe" -> new Probe();
            case "dns" -> new Dns();
            case "mdns" -> new Mdns();
            case "llmnr" -> new Llmnr();
            case "dhcp" -> new Dhcp();
            case "dhcpv6" -> new Dhcpv6();
            case "srvloc" -> new Srvloc();
            case "wsd" -> new WsDiscovery();
            case "coap" -> new Coap();
            case "kip" -> new Knxip();
            case "cemi" -> new Cemi();
            case "ptp" -> new Ptp();
            case "ntp" -> new Ntp();
            case "ssdp" -> new Ssdp();
            case "nbns" -> new Nbns();
            case "nbdgm" -> new Nbdgm();
            case "dvmrp" -> new Dvmrp();
            case "mrdisc" -> new Mrdisc();
            case "rgmp" -> new Rgmp();
            case "pim" -> new Pim();
            case "pgm" -> new Pgm();
            case "lbtrm" -> new Lbtrm();
            case "amt" -> new Amt();
            case "auto_rp" -> new AutoRp();
            case "ospf" -> new Ospf();
            case "eigrp" -> new Eigrp();
            case "rip" -> new Rip();
            case "ripng" -> new Ripng();
            case "bfd" -> new Bfd();
            case "babel" -> new Babel();
            case "olsr" -> new Olsr();
            case "ldp" -> new Ldp();
            case "isis" -> new Isis();
            case "isis.hello" -> new Isis.Hello();
            case "isis.lsp" -> new Isis.Lsp();
            case "isis.csnp" -> new Isis.Csnp();
            case "isis.psnp" -> new Isis.Psnp();
            case "ddp" -> new AppleTalk();
            case "nbp" -> new AppleTalk.Name();
            case "rtmp" -> new AppleTalk.Routes();
            case "aarp" -> new AppleTalk.Resolution();
            case "cgmp" -> new Cgmp();
            case "msdp" -> new Msdp();
            case "vrrp" -> new Vrrp();
            case "carp" -> new Carp();
            case "hsrp" -> new Hsrp();
            case "glbp" -> new Glbp();
            case "acn" -> new Acn();
            case "artnet" -> new Artnet();
            case "dmx_chan" -> new Artnet.Channels();
            case "rtps" -> new Rtps();
            case "someip" -> new Someip();
            case "someipsd" -> new Someipsd();
            case "rtcp" -> new Rtcp();
            case "rtp" -> new Rtp();
            case "capwap" -> new Capwap();
            case "capwap.data" -> new Capwap.Tunnel();
            case "wlan" -> new Wlan();
            case "dec_dna" -> Named.decnet();
            case "lat" -> Named.terminals();
            case "loop" -> Named.loop();
            case "ipx" -> Named.ipx();
            case "netbios" -> Named.netbios();
            case "eapol" -> Named.portAccess();
            case "macc" -> Named.pause();
            case "cfm" -> Named.faults();
            case "oampdu" -> Named.maintenance();
            case "dtp" -> Named.trunks();
            case "vtp" -> Named.vlans();
            case "udld" -> Named.oneWay();
            case "pagp" -> Named.bundles();
            case "pn_rt" -> Named.profinet();
            case "pn_mrp" -> Named.rings();
            case "ecatf" -> Named.etherCat();
            case "epl" -> Named.powerlink();
            case "goose" -> Named.events();
            case "sv" -> Named.samples();
            case "ieee1722" -> Named.streams();
            case "ieee1905" -> Named.home();
            case "hsr_prp_supervision" -> Named.redundancy();
            case "dtls" -> Named.encrypted();
            case "2dparityfec" -> new ParityFec();
            case "sap" -> new Sap();
            case "sip" -> new Sip();
            case "rtsp" -> new Rtsp();
            case "sdp" -> new Sdp();
            case "data-text-lines" -> new TextLines();
            case "data" -> new Data();
            case "_ws.short" -> new Short();
            case "_ws.malformed" -> new Malformed();
            default -> throw new AssertionError("no protocol " + name);
        };
    }

    /** All of them, which declares those that are not yet: for documents and for what is asked of all. */
    public static List<Protocol> all() {
        return names().stream().map(Protocols::named).toList();
    }

    /** The names of all, in order. */
    public static List<String> names() {
        return Collections.unmodifiableList(ProtocolIndex.names());
    }

    /** The protocol of a name, or null. */
    public static Protocol named(String name) {
        int id = ProtocolIndex.id(name);
        return id < 0 ? null : of(id);
    }

    /** The protocol of an {@link Protocol#id}. */
    static Protocol of(int id) {
        Protocol made = MADE[id];
        return made == null ? first(id) : made;
    }

    /** Makes a protocol, once: some declare fields as they are made. */
    private static Protocol first(int id) {
        synchronized (MADE) {
            if (MADE[id] == null) {
                Protocol p = make(ProtocolIndex.names().get(id));
                p.header().claim(p);
                Mcast.attach(p.header());
                VarHandle.releaseFence();
                MADE[id] = p;
            }
            return MADE[id];
        }
    }

    /** One more than the largest {@link Protocol#id}. */
    public static int count() {
        return ProtocolIndex.count();
    }
}
