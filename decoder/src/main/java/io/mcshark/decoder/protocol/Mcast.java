package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Facts;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;
import io.mcshark.decoder.groups.GroupMac;
import io.mcshark.decoder.groups.Hops;
import io.mcshark.decoder.groups.Ipv4Groups;
import io.mcshark.decoder.groups.Ipv6Groups;
import io.mcshark.decoder.groups.Reach;
import io.mcshark.decoder.groups.TtlRule;

/**
 * What addresses and TTLs say about multicast, as generated fields behind the fields they explain: {@code mcast.group}, {@code
 * mcast.block}, {@code mcast.scope} and {@code mcast.name} behind every field that holds a group; {@code mcast.mac_ok} behind
 * the destination address; {@code mcast.ttl_scope} and {@code mcast.hops} behind the TTL of a packet to a group (no {@code
 * ttl_scope} in IPv6, whose addresses tell their scope).
 *
 * <p>Blocks and names: IANA's registries. Scopes: RFC 2365, RFC 7346. MAC addresses: RFC 1112, 6.4; RFC 2464, 7; RFC 6085. What
 * a TTL reaches is a convention of the MBone, hops are an inference: see {@link Reach} and {@link Hops}.
 */
public final class Mcast {
    private Mcast() {}

    /** Attaches the fields to what a protocol has declared; once for each. */
    public static void attach(Header header) {
        groups(header);
        switch (header.name()) {
            case "frame" -> state();
            case "ip" -> {
                text(Ipv4.TTL, "ttl_scope", "Reach of this TTL by the MBone's convention", Mcast::reach);
                number(Ipv4.TTL, "hops", "Hops travelled, assuming a usual initial TTL", Type.UINT, Mcast::hops4);
                number(Ipv4.DST, "mac_ok", "Ethernet address fits the group", Type.BOOL, Mcast::macOk4);
            }
            case "ipv6" -> {
                number(
                        Ipv6.HLIM,
                        "hops",
                        "Hops travelled, assuming a usual initial hop limit",
                        Type.UINT,
                        Mcast::hops6);
                number(Ipv6.DST, "mac_ok", "Ethernet address fits the group", Type.BOOL, Mcast::macOk6);
            }
            default -> {}
        }
    }

    private static void groups(Header header) {
        if (header.isTwin()) {
            return;
        }
        for (Object item : header.items().toArray()) {
            if (item instanceof Header part) {
                groups(part);
            } else if (item instanceof Field field && field.isGroup()) {
                if (field.type() == Type.IPV4) {
                    explain4(field);
                } else {
                    explain6(field);
                }
            }
        }
    }

    /** What only an analysis of all packets before knows; of the frame as a whole. */
    private static void state() {
        state(Facts.Name.LOST, "lost", "Packets of its stream missing before it", Type.UINT);
        state(Facts.Name.DUPLICATE, "duplicate", "Repeats a packet of its stream", Type.BOOL);
        state(Facts.Name.REORDERED, "reordered", "Comes later than it was sent", Type.BOOL);
        state(Facts.Name.MEMBERS, "members", "Known members of its group", Type.UINT);
        state(Facts.Name.ZAP, "zap", "From the first join to this, the first packet", Type.RELATIVE_TIME)
                .in("seconds");
        FrameInfo.H
                .entries(
                        "Finding",
                        (f, at, end, previous, index) -> index < f.facts().findings() ? index : -1)
                .text(
                        "finding",
                        "Finding",
                        (f, at, end, out) -> out.put(f.facts().finding(at)))
                .called("mcast.finding")
                .state();
    }

    private static Field state(Facts.Name fact, String name, String label, Type type) {
        return FrameInfo.H
                .derived(name, label, type, (f, at, end) -> f.facts().number(fact))
                .called("mcast." + name)
                .state();
    }

    private interface Name4 {
        String of(int group);
    }

    private interface Name6 {
        String of(long high, long low);
    }

    private static void explain4(Field field) {
        group(field, (f, at, end) -> {
            long value = field.value(f, at, end);
            return value != Field.ABSENT && Ipv4Groups.isGroup((int) value) ? value : Field.ABSENT;
        });
        text4(field, "block", "Block", Ipv4Groups::block);
        text4(field, "scope", "Scope", group -> Ipv4Groups.scope(group).token());
        text4(field, "name", "Assigned name", Ipv4Groups::name);
    }

    private static void text4(Field field, String name, String label, Name4 names) {
        text(field, name, label, (f, at, end, out) -> {
            long value = field.value(f, at, end);
            if (value != Field.ABSENT && Ipv4Groups.isGroup((int) value)) {
                put(names.of((int) value), out);
            }
        });
    }

    private static void explain6(Field field) {
        group(field, (f, at, end) -> {
            long place = field.place(f, at, end);
            return place != Field.ABSENT && Ipv6Groups.isGroup(high(f, place)) ? place : Field.ABSENT;
        });
        text6(field, "block", "Block", Ipv6Groups::block);
        text6(field, "scope", "Scope", (high, low) -> Ipv6Groups.scope(high).token());
        text6(field, "name", "Assigned name", Ipv6Groups::name);
    }

    private static void text6(Field field, String name, String label, Name6 names) {
        text(field, name, label, (f, at, end, out) -> {
            long place = field.place(f, at, end);
            if (place != Field.ABSENT && Ipv6Groups.isGroup(high(f, place))) {
                put(names.of(high(f, place), low(f, place)), out);
            }
        });
    }

    private static long high(Frame f, long place) {
        return f.u64((int) (place >>> 32));
    }

    private static long low(Frame f, long place) {
        return f.u64((int) (place >>> 32) + 8);
    }

    private static void put(String text, Out out) {
        if (text != null) {
            out.put(text);
        }
    }

    private static void group(Field field, Field.Number group) {
        field.header().after(field, Field.alias(field, "mcast.group", "Group", group));
    }

    private static void number(Field behind, String name, String label, Type type, Field.Number number) {
        behind.header().after(behind, Field.attached(behind, "mcast." + name, label, type, number));
    }

    private static void text(Field behind, String name, String label, Field.Text text) {
        behind.header().after(behind, Field.attached(behind, "mcast." + name, label, text));
    }

    private static void reach(Frame f, int at, int end, Out out) {
        if (Ipv4Groups.isGroup((int) Ipv4.DST.get(f, at))) {
            out.put(Reach.of((int) Ipv4.TTL.get(f, at)).token());
        }
    }

    private static long hops4(Frame f, int at, int end) {
        int group = (int) Ipv4.DST.get(f, at);
        if (!Ipv4Groups.isGroup(group)) {
            return Field.ABSENT;
        }
        int carried = carried(f, f.layer(Ipv4.H.protocol(), at));
        int ip = (int) Ipv4.PROTOCOL.get(f, at);
        int hops = Hops.travelled((int) Ipv4.TTL.get(f, at), ip, selector(f, carried), group);
        return hops < 0 ? Field.ABSENT : hops;
    }

    private static long hops6(Frame f, int at, int end) {
        long place = Ipv6.DST.place(f, at, end);
        if (!Ipv6Groups.isGroup(high(f, place))) {
            return Field.ABSENT;
        }
        int carried = carried(f, f.layer(Ipv6.H.protocol(), at));
        int ip = carried < 0 ? (int) Ipv6.NXT.get(f, at) : number(f.protocol(carried));
        int limit = (int) Ipv6.HLIM.get(f, at);
        int hops = Hops.travelled(limit, ip, selector(f, carried), high(f, place), low(f, place));
        return hops < 0 ? Field.ABSENT : hops;
    }

    /** The rule for the TTL of a packet to a group whose IP header is in a layer; null for none. */
    public static TtlRule ttlRule(Frame f, int ip) {
        int at = f.at(ip);
        int carried = carried(f, ip);
        if (Ipv4.H.isOf(f.protocol(ip))) {
            return TtlRule.find((int) Ipv4.PROTOCOL.get(f, at), selector(f, carried), (int) Ipv4.DST.get(f, at));
        }
        int number = carried < 0 ? (int) Ipv6.NXT.get(f, at) : number(f.protocol(carried));
        long place = Ipv6.DST.place(f, at, f.end(ip));
        return TtlRule.find(number, selector(f, carried), high(f, place), low(f, place));
    }

    /** The layer inside an IP layer whose message or port has a TTL of its own; -1 when there is none. */
    private static int carried(Frame f, int ip) {
        for (int i = ip + 1; i < f.depth() && f.protocol(i).level() != Protocol.Level.NETWORK; i++) {
            if (number(f.protocol(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static int number(Protocol p) {
        Header h = p.header();
        return h == Udp.H ? TtlRule.UDP : h == Igmp.H ? TtlRule.IGMP : h == Icmpv6.H ? TtlRule.ICMPV6 : -1;
    }

    private static int selector(Frame f, int carried) {
        if (carried < 0) {
            return TtlRule.ANY;
        }
        int at = f.at(carried);
        return f.protocol(carried).header() == Udp.H ? (int) Udp.DSTPORT.get(f, at) : f.u8(at);
    }

    private static long macOk4(Frame f, int at, int end) {
        int group = (int) Ipv4.DST.get(f, at);
        long mac = Ipv4Groups.isGroup(group) ? destination(f, f.layer(Ipv4.H.protocol(), at)) : Field.ABSENT;
        return mac == Field.ABSENT ? mac : GroupMac.fitIpv4(mac, group).ok() ? 1 : 0;
    }

    private static long macOk6(Frame f, int at, int end) {
        long place = Ipv6.DST.place(f, at, end);
        long mac = Ipv6Groups.isGroup(high(f, place)) ? destination(f, f.layer(Ipv6.H.protocol(), at)) : Field.ABSENT;
        return mac == Field.ABSENT ? mac : GroupMac.fitIpv6(mac, low(f, place)).ok() ? 1 : 0;
    }

    /** The Ethernet address that carries an IP layer, no tunnel between; none on a loopback, which has zeros for it. */
    private static long destination(Frame f, int ip) {
        int link = f.outside(Ethernet.H.protocol(), ip);
        for (int i = link + 1; i < ip && link >= 0; i++) {
            if (f.protocol(i).level() != Protocol.Level.LINK) {
                return Field.ABSENT;
            }
        }
        long mac = link < 0 ? 0 : Ethernet.DST.get(f, f.at(link));
        return mac == 0 ? Field.ABSENT : mac;
    }

    /** What a line says of an IPv4 packet's reach and group; nothing when it goes to none. */
    static void remark4(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int group = (int) Ipv4.DST.get(f, at);
        if (Ipv4Groups.isGroup(group)) {
            remark(Ipv4.TTL.get(f, at), Ipv4Groups.scope(group).token(), Ipv4Groups.name(group), out.put("ttl "));
            doubt(macOk4(f, at, f.end(layer)), out);
        }
    }

    /** The same of an IPv6 packet. */
    static void remark6(Frame f, int layer, Out out) {
        int at = f.at(layer);
        long place = Ipv6.DST.place(f, at, f.end(layer));
        if (Ipv6Groups.isGroup(high(f, place))) {
            String scope = Ipv6Groups.scope(high(f, place)).token();
            String name = Ipv6Groups.name(high(f, place), low(f, place));
            remark(Ipv6.HLIM.get(f, at), scope, name, out.put("hlim "));
            doubt(macOk6(f, at, f.end(layer)), out);
        }
    }

    private static void remark(long ttl, String scope, String name, Out out) {
        out.unsigned(ttl).put(' ').put(scope);
        if (name != null) {
            out.put(" (").put(name).put(')');
        }
    }

    private static void doubt(long macOk, Out out) {
        if (macOk == 0) {
            out.put(" [Ethernet address of another group]");
        }
    }
}
