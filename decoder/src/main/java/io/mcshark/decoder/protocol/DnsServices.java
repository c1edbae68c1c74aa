package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Type;

/**
 * The data of SVCB and HTTPS records of {@link DnsRecords}: RFC 9460.
 *
 * <pre>
 * priority 2, target name, parameters: key 2, length 2, value
 * key  parameter        value
 * 0    mandatory        keys, 2 each
 * 1    alpn             strings, each behind its length 1
 * 3    port             2
 * 4 6  address hints    addresses
 * 5    ECH              bytes
 * </pre>
 */
final class DnsServices {
    private static final int FIXED = 4, PRIORITY_BYTES = 2;

    private static final Names KEYS = Names.of(
            0,
            "mandatory",
            1,
            "alpn",
            2,
            "no-default-alpn",
            3,
            "port",
            4,
            "ipv4hint",
            5,
            "echconfig",
            6,
            "ipv6hint",
            7,
            "dohpath",
            32769,
            "odohconfig");

    static final Header SVCB = DnsRecords.data(DnsTypes.SVCB, DnsTypes.HTTPS);
    static final Field PRIORITY = SVCB.u16("svcb.svcpriority", "SvcPriority"),
            TARGET = DnsName.field(SVCB, DnsRecords.DATA + PRIORITY_BYTES, "svcb.targetname", "TargetName");
    static final Header PARAMETER =
            SVCB.parts("Parameter", DnsServices::parameter, (f, at, end) -> FIXED + f.u16(at + 2));
    static final Field
            ANY =
                    PARAMETER
                            .note("svcb.svcparam", "SvcParam", (f, at, end) -> true)
                            .hidden(),
            KEY = PARAMETER.u16("svcb.svcparam.key", "SvcParamKey").names(KEYS),
            LENGTH =
                    PARAMETER
                            .u16("svcb.svcparam.value.length", "SvcParamValue length")
                            .in("bytes");

    static {
        PARAMETER.length(FIXED);
        key(0, "Mandatory")
                .list("Key", null, (f, at, end) -> 2)
                .u16("svcb.svcparam.mandatory.key", "Mandatory key")
                .names(KEYS);
    }

    static final Header ALPN =
            key(1, "ALPN").list("ALPN", null, (f, at, end) -> 1 + f.u8(at)).untitled();
    static final Field ALPN_LENGTH = ALPN.u8("svcb.svcparam.alpn.length", "ALPN length"),
            ALPN_TEXT =
                    ALPN.span(
                            "svcb.svcparam.alpn",
                            "ALPN",
                            Type.STRING,
                            (f, at, end) -> Field.span(at + 1, Math.min(f.u8(at), end - at - 1)));
    static final Field PORT = key(3, "Port").u16("svcb.svcparam.port", "Port");
    static final Field HINT_4 =
            key(4, "IPv4 hint").list("IP", null, (f, at, end) -> 4).ipv4("svcb.svcparam.ipv4hint.ip", "IP");
    static final Field ECH = value(5, "svcb.svcparam.echconfig", "ECHConfig");
    static final Field HINT_6 =
            key(6, "IPv6 hint").list("IP", null, (f, at, end) -> 16).ipv6("svcb.svcparam.ipv6hint.ip", "IP");
    static final Field ODOH = value(32769, "svcb.svcparam.odohconfig", "ODoHConfig");
    static final Field VALUE = PARAMETER.span(
            "svcb.svcparam.value",
            "SvcParamValue",
            Type.BYTES,
            (f, at, end) -> f.u16(at) <= 6 || f.u16(at) == 32769 ? Field.ABSENT : rest(at, end));

    private DnsServices() {}

    /** Loads this class, whose fields then stand in DNS's header. */
    static void declare() {}

    private static Header key(int key, String label) {
        return PARAMETER.then(label, (f, at, end) -> f.u16(at) == key);
    }

    private static Field value(int key, String name, String label) {
        return PARAMETER.span(name, label, Type.BYTES, (f, at, end) -> f.u16(at) == key ? rest(at, end) : Field.ABSENT);
    }

    private static long rest(int at, int end) {
        return at + FIXED < end ? Field.span(at + FIXED, end - at - FIXED) : Field.ABSENT;
    }

    private static int parameter(Frame f, int at, int end, int previous, int index) {
        return previous < 0
                ? DnsName.after(f, at + DnsRecords.DATA + PRIORITY_BYTES, end)
                : previous + FIXED + f.u16(previous + 2);
    }
}
