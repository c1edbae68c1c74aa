package io.mcshark.decoder.groups;

/** An IP address as a value, for tables that are not touched per packet. IPv4 is kept as ::ffff:a.b.c.d (RFC 4291, 2.5.5.2). */
public record Address(long high, long low) implements Comparable<Address> {
    private static final long MAPPED = 0xffff_0000_0000L;

    public static Address ipv4(int address) {
        return new Address(0, mapped(address));
    }

    /** An address as people write it; null when it is none. */
    public static Address parse(String text) {
        long four = AddressText.parseIpv4(text);
        long[] six = new long[2];
        return four >= 0 ? ipv4((int) four) : AddressText.parseIpv6(text, six) ? new Address(six[0], six[1]) : null;
    }

    /** The low half of the IPv6 address that stands for an IPv4 address here; its high half is 0. */
    public static long mapped(int address) {
        return MAPPED | address & 0xffff_ffffL;
    }

    public boolean isIpv4() {
        return isIpv4(high, low);
    }

    public static boolean isIpv4(long high, long low) {
        return high == 0 && low >>> 32 == 0xffff;
    }

    public boolean isGroup() {
        return isGroup(high, low);
    }

    /** Whether it is a multicast group: 224.0.0.0/4 (RFC 1112, 4) or ff00::/8 (RFC 4291, 2.7). */
    public static boolean isGroup(long high, long low) {
        return isIpv4(high, low) ? (low >>> 28 & 15) == 14 : high >>> 56 == 0xff;
    }

    /** 0.0.0.0 or ::. */
    public boolean isUnspecified() {
        return high == 0 && (low == 0 || low == MAPPED);
    }

    /** IPv4 before IPv6, then by value. */
    @Override
    public int compareTo(Address other) {
        int order = Boolean.compare(other.isIpv4(), isIpv4());
        order = order != 0 ? order : Long.compareUnsigned(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return text(high, low);
    }

    public static String text(long high, long low) {
        return isIpv4(high, low) ? AddressText.ipv4((int) low) : AddressText.ipv6(high, low);
    }
}
