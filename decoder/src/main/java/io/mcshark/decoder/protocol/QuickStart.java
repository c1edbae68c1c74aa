package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Type;

/** The Quick-Start option, the same in IPv4 and IPv6: RFC 4782, 3. */
final class QuickStart {
    private static final int REQUEST = 0, REPORT = 8;
    private static final Names FUNCTIONS = Names.of(REQUEST, "Rate request", REPORT, "Rate report");

    private QuickStart() {}

    /**
     * Declares what follows type and length.
     *
     * @param ttl finds the time to live of the packet that an option is in
     */
    static void declare(Header option, Field.Number ttl) {
        option.bits(4, "opt.qs_func", "Function").names(FUNCTIONS);
        option.bits(4, "opt.qs_rate", "Rate");
        Header request = option.then("Rate request", (f, at, end) -> f.u8(at + 2) >>> 4 == REQUEST);
        Field time = request.u8("opt.qs_ttl", "QS TTL");
        request.derived(
                "opt.qs_ttl_diff",
                "TTL Diff",
                Type.UINT,
                (f, at, end) -> ttl.value(f, at, end) - time.get(f, at) & 0xff);
        Header report = option.then("Rate report", (f, at, end) -> f.u8(at + 2) >>> 4 == REPORT);
        report.u8("opt.qs_unused", "Not Used");
        for (Header known : new Header[] {request, report}) {
            known.bits(30, "opt.qs_nonce", "QS Nonce").hex();
            known.bits(2, "opt.qs_reserved", "Reserved").hex(8);
            known.length(5);
        }
    }
}
