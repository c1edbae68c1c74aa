package io.mcshark.decoder.groups.explain;

import io.mcshark.decoder.groups.AddressText;
import io.mcshark.decoder.groups.Entry;
import io.mcshark.decoder.groups.Ipv4Groups;
import io.mcshark.decoder.groups.Ipv6Groups;
import io.mcshark.decoder.groups.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Explains a prefix of groups: what lies in it. */
final class ExplainPrefix {
    private static final int SHOWN = 16;

    private ExplainPrefix() {}

    static Facts of(String input, String address, String length) {
        long ipv4 = AddressText.parseIpv4(address);
        long[] ipv6 = new long[2];
        if (ipv4 < 0 && !AddressText.parseIpv6(address, ipv6)) {
            throw new IllegalArgumentException("'" + address + "' in '" + input + "' is no address");
        }
        int most = ipv4 >= 0 ? 32 : 128;
        int bits = length.matches("[0-9]{1,3}") ? Integer.parseInt(length) : -1;
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException("the prefix length in '" + input + "' must be from 0 to " + most);
        }
        return ipv4 >= 0 ? ipv4(input, (int) ipv4, bits) : ipv6(input, ipv6, bits);
    }

    private static Facts ipv4(String input, int address, int bits) {
        int mask = bits == 0 ? 0 : -1 << 32 - bits;
        int first = address & mask, last = address | ~mask;
        if (bits < 4 || !Ipv4Groups.isGroup(first)) {
            return none(input, ExplainUnicast.kind(address), "224.0.0.0/4");
        }
        Facts facts = new Facts(input, "ipv4-prefix", "IPv4 multicast prefix");
        long count = 1L << 32 - bits;
        range(
                facts,
                AddressText.ipv4(first),
                AddressText.ipv4(last),
                bits,
                count + (count == 1 ? " group" : " groups"));
        List<Entry> rows = Ipv4Groups.entries(first, last);
        Set<Scope> scopes = EnumSet.of(Ipv4Groups.scope(first), Ipv4Groups.scope(last));
        for (Entry e : rows) {
            // a scope begins or ends where some row does
            scopes.add(Ipv4Groups.scope(
                    Integer.compareUnsigned((int) e.firstLow(), first) < 0 ? first : (int) e.firstLow()));
        }
        rest(facts, scopes, rows);
        long macs = Math.min(count, 1L << 23);
        facts.add(
                "Ethernet",
                "macs",
                macs,
                macs + " hardware " + (macs == 1 ? "address" : "addresses") + " (RFC 1112 s6.4)");
        return facts;
    }

    private static Facts ipv6(String input, long[] address, int bits) {
        long maskHigh = bits == 0 ? 0 : bits >= 64 ? -1 : -1L << 64 - bits;
        long maskLow = bits <= 64 ? 0 : -1L << 128 - bits;
        long firstHigh = address[0] & maskHigh, firstLow = address[1] & maskLow;
        long lastHigh = address[0] | ~maskHigh, lastLow = address[1] | ~maskLow;
        if (bits < 8 || !Ipv6Groups.isGroup(firstHigh)) {
            return none(input, "unicast", "ff00::/8");
        }
        Facts facts = new Facts(input, "ipv6-prefix", "IPv6 multicast prefix");
        range(
                facts,
                AddressText.ipv6(firstHigh, firstLow),
                AddressText.ipv6(lastHigh, lastLow),
                bits,
                "2^" + (128 - bits) + " groups");
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (int digit = 0; digit < 16; digit++) {
            long scoped = firstHigh & ~(15L << 48) | (long) digit << 48;
            if (bits < 16 && (scoped & maskHigh) == firstHigh || scoped == firstHigh) {
                scopes.add(Ipv6Groups.scope(scoped));
            }
        }
        rest(facts, scopes, Ipv6Groups.entries(firstHigh, firstLow, lastHigh, lastLow));
        return facts;
    }

    private static Facts none(String input, String kind, String multicast) {
        Facts facts = new Facts(input, "unicast", "not a multicast prefix: not within " + multicast);
        facts.value("meaning", kind);
        return facts;
    }

    private static void range(Facts facts, String first, String last, int bits, String size) {
        facts.add("range", "first", first, first + " to " + last + ", " + size);
        facts.value("last", last);
        facts.value("length", bits);
    }

    private static void rest(Facts facts, Set<Scope> scopes, List<Entry> rows) {
        List<String> tokens = scopes.stream().map(Scope::token).toList();
        facts.add("scope", "scopes", tokens, String.join(", ", tokens));
        List<Entry> blocks = new ArrayList<>(), groups = new ArrayList<>();
        rows.sort(Comparator.comparing(Entry::firstHigh, Long::compareUnsigned)
                .thenComparing(Entry::firstLow, Long::compareUnsigned)
                .thenComparing(Entry::kind));
        for (Entry e : rows) {
            boolean whole = e.first().equals("224.0.0.0") && e.last().equals("239.255.255.255")
                    || e.first().equals("ff00::") && e.last().startsWith("ffff:");
            if (e.kind() != Entry.Kind.GROUP && !whole) {
                blocks.add(e);
            } else if (e.named()) {
                groups.add(e);
            }
        }
        list(facts, "blocks", blocks);
        list(facts, "groups", groups);
    }

    private static void list(Facts facts, String key, List<Entry> rows) {
        List<String> text = new ArrayList<>();
        for (Entry e : rows.subList(0, Math.min(SHOWN, rows.size()))) {
            text.add(Lines.lines(e)[0]);
        }
        if (rows.size() > SHOWN) {
            text.add("and " + (rows.size() - SHOWN) + " more (all of them with --json)");
        }
        facts.add(
                key,
                key,
                rows.stream().map(Lines::map).toList(),
                text.isEmpty() ? new String[] {"none assigned"} : text.toArray(new String[0]));
    }
}
