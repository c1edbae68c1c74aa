package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Type;

/**
 * What else is written in an IPv6 address: the MAC address it was made from (RFC 4291, appendix A), IPv4 addresses of
 * transition mechanisms.
 */
final class EmbeddedAddress {
    /** 64:ff9b::/96, RFC 6052, 2.1. */
    private static final long NAT64_HIGH = 0x0064ff9b_00000000L;

    /** 2001::/32, RFC 4380, 2.6. */
    private static final long TEREDO = 0x20010000L;

    private EmbeddedAddress() {}

    /** Finds something in the address of which {@code high} and {@code low} are the halves; {@link Field#ABSENT} for nothing. */
    private interface Reading {
        long of(long high, long low);
    }

    static void declare(Header h, Field source, Field destination) {
        both(h, source, destination, "slaac_mac", "SLAAC MAC", Type.ETHER, EmbeddedAddress::mac);
        both(h, source, destination, "isatap_ipv4", "ISATAP IPv4", Type.IPV4, EmbeddedAddress::isatap);
        both(
                h,
                source,
                destination,
                "6to4_gw_ipv4",
                "6to4 Gateway IPv4",
                Type.IPV4,
                (high, low) -> high >>> 48 == 0x2002 ? high >>> 16 & 0xffffffffL : Field.ABSENT);
        both(
                h,
                source,
                destination,
                "6to4_sla_id",
                "6to4 SLA ID",
                Type.UINT,
                (high, low) -> high >>> 48 == 0x2002 ? high & 0xffff : Field.ABSENT);
        both(
                h,
                source,
                destination,
                "ts_ipv4",
                "Teredo Server IPv4",
                Type.IPV4,
                (high, low) -> high >>> 32 == TEREDO ? high & 0xffffffffL : Field.ABSENT);
        both(
                h,
                source,
                destination,
                "tc_port",
                "Teredo Port",
                Type.UINT,
                (high, low) -> high >>> 32 == TEREDO ? ~low >>> 32 & 0xffff : Field.ABSENT);
        both(
                h,
                source,
                destination,
                "tc_ipv4",
                "Teredo Client IPv4",
                Type.IPV4,
                (high, low) -> high >>> 32 == TEREDO ? ~low & 0xffffffffL : Field.ABSENT);
        both(
                h,
                source,
                destination,
                "embed_ipv4",
                "Embedded IPv4",
                Type.IPV4,
                (high, low) -> high == NAT64_HIGH && low >>> 32 == 0 ? low : Field.ABSENT);
    }

    private static void both(
            Header h, Field source, Field destination, String name, String label, Type type, Reading reading) {
        h.either(
                name,
                label,
                one(h, source, "src_" + name, "Source " + label, type, reading),
                one(h, destination, "dst_" + name, "Destination " + label, type, reading));
    }

    private static Field one(Header h, Field address, String name, String label, Type type, Reading reading) {
        int from = address.at();
        return h.derived(name, label, type, (f, at, end) -> reading.of(f.u64(at + from), f.u64(at + from + 8)));
    }

    /** An EUI-64 made from a MAC address has ff:fe in the middle, and the universal bit inverted. */
    private static long mac(long high, long low) {
        boolean made = (low >>> 24 & 0xffff) == 0xfffe && (low >>> 57 & 1) == 1;
        return made ? (low >>> 40 ^ 0x020000) << 24 | low & 0xffffff : Field.ABSENT;
    }

    /** RFC 5214, 6.1: the universal bit may be set, the group bit not. */
    private static long isatap(long high, long low) {
        return (low >>> 32 & ~0x02000000L) == 0x5efe ? low & 0xffffffffL : Field.ABSENT;
    }
}
