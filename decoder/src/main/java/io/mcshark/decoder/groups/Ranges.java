package io.mcshark.decoder.groups;

import java.util.Arrays;
import java.util.StringTokenizer;

/**
 * A set of groups as the CSV files write it: addresses, ranges {@code a-b}, prefixes {@code a/len}, IPv6 with {@code x} for any
 * scope, {@code *} for every group; other words are prose and skipped.
 */
final class Ranges {
    private static final long SCOPE_DIGIT = 0x000f_0000_0000_0000L;

    private final boolean every;
    /** First and last of each IPv4 range, as unsigned numbers. */
    private final long[] ipv4;
    /** Per IPv6 range: high and low of the first, high and low of the last, and the mask for the high half. */
    private final long[] ipv6;

    Ranges(String text) {
        boolean all = false;
        long[] four = {}, six = {};
        StringTokenizer words = new StringTokenizer(text, " ,;()");
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            all |= word.equals("*");
            long[] found = range(word);
            if (found != null && found.length == 2) {
                four = joined(four, found);
            } else if (found != null) {
                six = joined(six, found);
            }
        }
        every = all;
        ipv4 = four;
        ipv6 = six;
    }

    /** Whether the group is in the set. */
    boolean contains(int group) {
        return every || names(group);
    }

    boolean contains(long high, long low) {
        return every || names(high, low);
    }

    /** Whether the group is in the set other than by {@code *}. */
    boolean names(int group) {
        long key = Integer.toUnsignedLong(group);
        for (int i = 0; i < ipv4.length; i += 2) {
            if (key >= ipv4[i] && key <= ipv4[i + 1]) {
                return true;
            }
        }
        return false;
    }

    boolean names(long high, long low) {
        for (int i = 0; i < ipv6.length; i += 5) {
            long masked = high & ipv6[i + 4];
            if (Entry.compare(masked, low, ipv6[i], ipv6[i + 1]) >= 0
                    && Entry.compare(masked, low, ipv6[i + 2], ipv6[i + 3]) <= 0) {
                return true;
            }
        }
        return false;
    }

    /** Two numbers for an IPv4 range, five for an IPv6 range, null for prose. */
    private static long[] range(String word) {
        int slash = word.indexOf('/'), dash = word.indexOf('-');
        String first = slash > 0 ? word.substring(0, slash) : dash > 0 ? word.substring(0, dash) : word;
        String last = slash < 0 && dash > 0 ? word.substring(dash + 1) : first;
        long from = AddressText.parseIpv4(first), to = AddressText.parseIpv4(last);
        int length =
                slash > 0 && (from >= 0 || word.indexOf(':') > 0) ? Integer.parseInt(word.substring(slash + 1)) : -1;
        if (from >= 0 && to >= 0) {
            return new long[] {from, length < 0 ? to : from | (1L << 32 - length) - 1};
        }
        boolean anyScope = first.startsWith("ff0x");
        long[] low = new long[2], high = new long[2];
        if (!AddressText.parseIpv6(anyScope ? "ff00" + first.substring(4) : first, low)
                || !AddressText.parseIpv6(anyScope ? "ff00" + last.substring(4) : last, high)) {
            return null;
        }
        if (length >= 0) {
            high[0] |= length >= 64 ? 0 : -1L >>> length;
            high[1] |= length <= 64 ? -1L : length == 128 ? 0 : -1L >>> length - 64;
        }
        return new long[] {low[0], low[1], high[0], high[1], anyScope ? ~SCOPE_DIGIT : -1L};
    }

    private static long[] joined(long[] a, long[] b) {
        long[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
