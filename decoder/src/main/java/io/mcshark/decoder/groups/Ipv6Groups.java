package io.mcshark.decoder.groups;

import java.util.List;

/**
 * IPv6 multicast groups: the IANA registry and what the bits of the address say. An address is two {@code long}s, its high and
 * low 64 bits. Only {@link #entries} allocates.
 *
 * <pre>
 *   |   8    |  4 |  4 |  4 |  4 |  8  |       64       |    32    |     RFC 4291 s2.7, RFC 7371 s2
 *   +--------+----+----+----+----+-----+----------------+----------+
 *   |11111111|XRPT|scop|rrrr|RIID|plen | network prefix | group ID |     RFC 3306 s4 (P), RFC 3956 s4 (R)
 *   +--------+----+----+----+----+-----+----------------+----------+
 * </pre>
 *
 * Flags are treated as separate bits (RFC 7371 s3): X and rrrr change no meaning here.
 */
public final class Ipv6Groups {
    /** The flag bits, as {@link #flags} gives them. */
    public static final int X = 8, R = 4, P = 2, T = 1;

    private static final long SCOPE_DIGIT = 0x000f_0000_0000_0000L;
    private static final long X_BIT = 0x0080_0000_0000_0000L;
    private static final long RESERVED_BYTE = 0x0000_ff00_0000_0000L;
    private static final int LINK_SCOPED_PLEN = 255;

    private Ipv6Groups() {}

    /** The registries; read when first asked. */
    private static final class Data {
        /** Rows for one scope, and rows for any scope, whose scope digit is 0. */
        static final Registry FIXED, ANY_SCOPE;

        static {
            Registry[] both = Registry.read("ipv6-groups.csv");
            FIXED = both[0];
            ANY_SCOPE = both[1];
        }
    }

    /** Whether this is a multicast address: ff00::/8 (RFC 4291 s2.7). */
    public static boolean isGroup(long high) {
        return high >>> 56 == 0xff;
    }

    /** The name of the kind of address, e.g. {@code Permanent} or {@code Source-Specific Multicast}; null for no group. */
    public static String block(long high, long low) {
        Entry block = blockEntry(high, low);
        return block == null ? null : block.name();
    }

    /** The best assigned or customary name; null if there is none, or for no group. */
    public static String name(long high, long low) {
        if (!isGroup(high)) {
            return null;
        }
        long normal = normal(high);
        Entry named = Data.FIXED.named(normal, low);
        if (named == null) {
            named = Data.ANY_SCOPE.named(normal & ~SCOPE_DIGIT, low);
        }
        return named == null ? null : named.name();
    }

    /** The scope by RFC 4291 s2.7 and RFC 7346 s2; null for no group. */
    public static Scope scope(long high) {
        return isGroup(high) ? Scope.ofDigit(scopeDigit(high)) : null;
    }

    public static int scopeDigit(long high) {
        return (int) (high >>> 48) & 15;
    }

    /** The most specific row of the registry; null for no group. */
    public static Entry entry(long high, long low) {
        if (!isGroup(high)) {
            return null;
        }
        Entry fixed = Data.FIXED.best(normal(high), low);
        Entry any = Data.ANY_SCOPE.best(normal(high) & ~SCOPE_DIGIT, low);
        return any == null || fixed.kind() == Entry.Kind.GROUP && any.kind() != Entry.Kind.GROUP
                ? fixed
                : smaller(fixed, any);
    }

    /** The registry's row of the kind of address; null for no group. */
    public static Entry blockEntry(long high, long low) {
        if (!isGroup(high)) {
            return null;
        }
        long normal = normal(high);
        return smaller(Data.FIXED.block(normal, low), Data.ANY_SCOPE.block(normal & ~SCOPE_DIGIT, low));
    }

    /** The smallest structural range: the block, or the part of it that this address lies in; null for no group. */
    public static Entry partEntry(long high, long low) {
        if (!isGroup(high)) {
            return null;
        }
        long normal = normal(high);
        return smaller(Data.FIXED.part(normal, low), Data.ANY_SCOPE.part(normal & ~SCOPE_DIGIT, low));
    }

    /** All rows with this address: those for its scope, then those for any scope, each most specific first. */
    public static List<Entry> entries(long high, long low) {
        List<Entry> found = Data.FIXED.within(normal(high), low, normal(high), low);
        long any = normal(high) & ~SCOPE_DIGIT;
        found.addAll(Data.ANY_SCOPE.within(any, low, any, low));
        return found;
    }

    /**
     * All rows that share an address with this range, as {@link #entries(long, long)}; rows for any scope only if the range keeps
     * to one.
     */
    public static List<Entry> entries(long firstHigh, long firstLow, long lastHigh, long lastLow) {
        List<Entry> found = Data.FIXED.within(firstHigh, firstLow, lastHigh, lastLow);
        if (firstHigh >>> 48 == lastHigh >>> 48) {
            found.addAll(Data.ANY_SCOPE.within(
                    normal(firstHigh) & ~SCOPE_DIGIT, firstLow, normal(lastHigh) & ~SCOPE_DIGIT, lastLow));
        }
        return found;
    }

    /**
     * The named rows with an address whose low 32 bits are these: the known ones of those that share a hardware address. Ranges of
     * more than 65536 groups are left out.
     */
    public static List<Entry> entriesOfLow32(int low) {
        List<Entry> found = Data.FIXED.within(0, 0, -1, -1);
        found.addAll(Data.ANY_SCOPE.within(0, 0, -1, -1));
        long wanted = Integer.toUnsignedLong(low);
        found.removeIf(e -> !e.named()
                || e.firstHigh() != e.lastHigh()
                || e.lastLow() - e.firstLow() >>> 16 != 0
                || wanted < (e.firstLow() & 0xffff_ffffL)
                || wanted > (e.lastLow() & 0xffff_ffffL));
        return found;
    }

    /** The flag bits {@link #X}, {@link #R}, {@link #P}, {@link #T}. */
    public static int flags(long high) {
        return (int) (high >>> 52) & 15;
    }

    /** Whether the flags are a combination that has a meaning: R needs P, and P needs T (RFC 3956 s3, RFC 3306 s4). */
    public static boolean flagsValid(long high) {
        int flags = flags(high);
        return ((flags & R) == 0 || (flags & P) != 0) && ((flags & P) == 0 || (flags & T) != 0);
    }

    /** Whether IANA does not assign it: the T flag. */
    public static boolean isTransient(long high) {
        return (flags(high) & T) != 0;
    }

    /** Whether routers keep it on the link or the host: scope 1 or 2. */
    public static boolean isLinkLocal(long high) {
        return scopeDigit(high) - 1 >>> 1 == 0;
    }

    /** Whether it is for source-specific multicast: P and T set, R not, plen 0 (RFC 3306 s6, RFC 7371 s4.1.2). */
    public static boolean isSsm(long high) {
        return isGroup(high) && (flags(high) & ~X) == (P | T) && prefixLength(high) == 0;
    }

    /** Whether it is built from an interface identifier: plen 255 and a scope of at most 2 (RFC 4489 s3). */
    public static boolean isLinkScoped(long high) {
        return isGroup(high)
                && (flags(high) & ~X) == (P | T)
                && prefixLength(high) == LINK_SCOPED_PLEN
                && scopeDigit(high) <= 2;
    }

    /** Whether a unicast prefix is embedded: P and T set and plen 1 to 64 (RFC 3306 s4). */
    public static boolean hasUnicastPrefix(long high) {
        return isGroup(high) && (flags(high) & (P | T)) == (P | T) && prefixLength(high) - 1 >>> 6 == 0;
    }

    /** The byte plen, 0 to 255; it has a meaning where the P flag is set. */
    public static int prefixLength(long high) {
        return (int) (high >>> 32) & 255;
    }

    /** The high 64 bits of the embedded prefix, without bits beyond plen. Only where {@link #hasUnicastPrefix}. */
    public static long prefix(long high, long low) {
        return embedded(high, low) & -1L << 64 - prefixLength(high);
    }

    /** The 64 bits at the prefix's place, whatever plen says; of a link-scoped address they are the interface identifier. */
    public static long embedded(long high, long low) {
        return high << 32 | low >>> 32;
    }

    /** The identifier of the RP's interface, 1 to 15 (RFC 3956 s4); it has a meaning where the R flag is set. */
    public static int riid(long high) {
        return (int) (high >>> 40) & 15;
    }

    /**
     * Whether a usable RP is embedded (RFC 3956 s4, s6.3): R, P and T set, plen 1 to 64, RIID not 0, and the RP not in fe80::/10,
     * ::/16 or ff00::/8. Its address is {@link #prefix} and {@link #riid}.
     */
    public static boolean hasEmbeddedRp(long high, long low) {
        if ((flags(high) & R) == 0 || !hasUnicastPrefix(high) || riid(high) == 0) {
            return false;
        }
        long prefix = prefix(high, low);
        return prefix >>> 54 != 0xfe80 >>> 6 && prefix >>> 48 != 0 && prefix >>> 56 != 0xff;
    }

    /** Whether it is the solicited-node group of some unicast address: ff02::1:ff00:0/104 (RFC 4291 s2.7.1). */
    public static boolean isSolicitedNode(long high, long low) {
        return high == 0xff02_0000_0000_0000L && low >>> 24 == 0x1_ff;
    }

    /** The low 64 bits of the solicited-node group of a unicast address with these low 64 bits; the high ones are ff02::. */
    public static long solicitedNode(long unicastLow) {
        return 0x1_ff00_0000L | unicastLow & 0xff_ffff;
    }

    /** The registry's form of an address: without X, and without the bits that only R gives a meaning to. */
    private static long normal(long high) {
        long plain = high & ~X_BIT;
        return (flags(plain) == (P | T)) ? plain & ~RESERVED_BYTE : plain;
    }

    private static Entry smaller(Entry a, Entry b) {
        return b == null || a != null && a.compareSize(b) <= 0 ? a : b;
    }
}
