package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Protocols that share the wire with multicast and are told by name only: whose frames they are is worth knowing, what they
 * say is not looked at. Most of them go to groups of the link.
 *
 * <pre>
 * dec_dna, lat, loop, ipx, netbios         of old: DECnet, its terminals, Configuration Testing (IEEE 802.3), Novell, LLC 0xf0
 * eapol, macc, cfm, oampdu                 IEEE 802.1X, 802.3 annex 31B (PAUSE), 802.1ag, 802.3 clause 57
 * dtp, vtp, udld, pagp                     switches among themselves: Cisco's
 * pn_rt, pn_mrp, ecatf, epl, goose, sv     of factories and substations: PROFINET, EtherCAT, POWERLINK, IEC 61850
 * ieee1722, ieee1905, hsr_prp_supervision  AVB streams, home networks, IEC 62439-3
 * dtls                                     in CAPWAP
 * </pre>
 */
public final class Named extends Protocol {
    /** Of a test: how much to skip, the function, the receipt's number. */
    private static final int LOOP_BYTES = 6;

    /** One each, whoever asks for the protocol and when. */
    private static final Map<String, Header> HEADERS = """
            dec_dna DEC DNA Routing Protocol
            lat Local Area Transport
            loop Configuration Test Protocol (loopback)
            ipx Internetwork Packet eXchange
            netbios NetBIOS
            eapol 802.1X Authentication
            macc MAC Control
            cfm CFM EOAM IEEE 802.1Q/ITU-T Y.1731 Protocol
            oampdu OAMPDU
            dtp Dynamic Trunk Protocol
            vtp VLAN Trunking Protocol
            udld Unidirectional Link Detection
            pagp Port Aggregation Protocol
            pn_rt PROFINET Real-Time Protocol
            pn_mrp PROFINET MRP
            ecatf EtherCAT frame header
            epl Ethernet POWERLINK
            goose GOOSE
            sv IEC61850 Sampled Values
            ieee1722 IEEE 1722 Audio Video Transport Protocol (AVTP)
            ieee1905 IEEE 1905.1a
            hsr_prp_supervision HSR/PRP Supervision (IEC62439 Part 3)
            dtls Datagram Transport Layer Security
            """.lines()
            .map(line -> line.split(" ", 2))
            .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> header(pair[0], pair[1])));

    private int bytes = Integer.MAX_VALUE;

    private Named(String name, Field parent, int... keys) {
        super(HEADERS.get(name));
        on(parent, keys);
    }

    private static Named type(String name, int... types) {
        return new Named(name, Ethernet.TYPE, types);
    }

    private static Named cisco(String name, int pid) {
        return new Named(name, Llc.CISCO_PID, pid);
    }

    public static Named decnet() {
        return type("dec_dna", 0x6003);
    }

    public static Named terminals() {
        return type("lat", 0x6004);
    }

    public static Named loop() {
        Named loop = type("loop", 0x9000);
        loop.bytes = LOOP_BYTES;
        return loop;
    }

    public static Named ipx() {
        Named ipx = type("ipx", 0x8137);
        ipx.on(Llc.DSAP, 0xe0);
        return ipx;
    }

    public static Named netbios() {
        return new Named("netbios", Llc.DSAP, 0xf0);
    }

    public static Named portAccess() {
        return type("eapol", 0x888e);
    }

    public static Named pause() {
        return type("macc", 0x8808);
    }

    public static Named faults() {
        return type("cfm", 0x8902);
    }

    public static Named maintenance() {
        return new Named("oampdu", Slow.SUBTYPE, 3);
    }

    public static Named trunks() {
        return cisco("dtp", 0x2004);
    }

    public static Named vlans() {
        return cisco("vtp", 0x2003);
    }

    public static Named oneWay() {
        return cisco("udld", 0x0111);
    }

    public static Named bundles() {
        return cisco("pagp", 0x0104);
    }

    public static Named profinet() {
        return type("pn_rt", 0x8892);
    }

    public static Named rings() {
        return type("pn_mrp", 0x88e3);
    }

    public static Named etherCat() {
        return type("ecatf", 0x88a4);
    }

    public static Named powerlink() {
        return type("epl", 0x88ab);
    }

    public static Named events() {
        return type("goose", 0x88b8);
    }

    public static Named samples() {
        return type("sv", 0x88ba);
    }

    public static Named streams() {
        return type("ieee1722", 0x22f0);
    }

    public static Named home() {
        return type("ieee1905", 0x893a);
    }

    public static Named redundancy() {
        return type("hsr_prp_supervision", 0x88fb);
    }

    public static Named encrypted() {
        return new Named("dtls", Capwap.PREAMBLE_TYPE, Capwap.ENCRYPTED);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int body = end - at > bytes ? at + bytes : end;
        f.push(this, at, body, end);
        f.nextData(body, f.declared());
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        out.put(label()).put(", ").dec(f.declared(layer) - f.at(layer)).put(" bytes");
    }
}
