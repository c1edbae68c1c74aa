package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * PPP's control protocols, which share one format: RFC 1661, 5 and 6 (LCP), RFC 1332 and 1877 (IPCP), RFC 5072 (IPV6CP), RFC
 * 1962 (CCP).
 *
 * <pre>
 * code 1, identifier 1, length 2 (of all), then
 *   1 … 4   configure: options: type 1, length 1 (of all), value
 *   9 … 11  LCP's echo and discard: magic number 4, data
 * </pre>
 */
public final class PppControl extends Protocol {
    private static final int FIXED = 4, OPTION = 2;

    private static final Names CODES = Names.lines("""
            0 Vendor Specific
            1 Configuration Request
            2 Configuration Ack
            3 Configuration Nak
            4 Configuration Reject
            5 Termination Request
            6 Termination Ack
            7 Code Reject
            8 Protocol Reject
            9 Echo Request
            10 Echo Reply
            11 Discard Request
            12 Identification
            13 Time Remaining
            14 Reset Request
            15 Reset Ack
            """);

    private PppControl(Header header, int protocol) {
        super(header);
        on(Ppp.PROTOCOL, protocol);
    }

    /** The Link Control Protocol. */
    public static PppControl lcp() {
        Header h = declare("lcp", "PPP Link Control Protocol");
        h.then("Magic", (f, at, end) -> f.u8(at) >= 9 && f.u8(at) <= 13)
                .u32("magic_number", "Magic Number")
                .hex();
        Header option = option(h, Names.lines("""
                1 Maximum Receive Unit
                2 Async Control Character Map
                3 Authentication Protocol
                4 Quality Protocol
                5 Magic Number
                7 Protocol Field Compression
                8 Address and Control Field Compression
                9 FCS Alternatives
                13 Callback
                17 Multilink MRRU
                18 Multilink Short Sequence Number Header
                19 Multilink Endpoint Discriminator
                """));
        number(option, 1, 2, "opt.mru", "Maximum Receive Unit");
        number(option, 2, 4, "opt.asyncmap", "Async Control Character Map").hex(8);
        number(option, 3, 2, "opt.auth_protocol", "Authentication Protocol").hex(4);
        number(option, 5, 4, "opt.magic_number", "Magic Number").hex(8).called("lcp.opt.magic_number");
        number(option, 17, 2, "opt.mrru", "MRRU");
        return new PppControl(h, 0xc021);
    }

    /** The Internet Protocol Control Protocol. */
    public static PppControl ipcp() {
        Header h = declare("ipcp", "PPP IP Control Protocol");
        Header option = option(h, Names.lines("""
                1 IP Addresses
                2 IP Compression Protocol
                3 IP Address
                4 Mobile IPv4
                129 Primary DNS Server
                130 Primary NBNS Server
                131 Secondary DNS Server
                132 Secondary NBNS Server
                """));
        number(option, 2, 2, "opt.compress_proto", "IP Compression Protocol").hex(4);
        address(option, 3, "opt.ip_address", "IP Address");
        address(option, 4, "opt.mobilenodehomeaddress", "Mobile Node's Home Address");
        address(option, 129, "opt.pri_dns_address", "Primary DNS Address");
        address(option, 130, "opt.pri_nbns_address", "Primary NBNS Address");
        address(option, 131, "opt.sec_dns_address", "Secondary DNS Address");
        address(option, 132, "opt.sec_nbns_address", "Secondary NBNS Address");
        return new PppControl(h, 0x8021);
    }

    /** The IPv6 Control Protocol. */
    public static PppControl ipv6cp() {
        Header h = declare("ipv6cp", "PPP IPv6 Control Protocol");
        Header option = option(h, Names.of(1, "Interface Identifier", 2, "IPv6 Compression Protocol"));
        option.span(
                        "interface_identifier",
                        "Interface Identifier",
                        Type.BYTES,
                        (f, at, end) -> Field.span(at + OPTION, f.u8(at) == 1 && end - at >= OPTION + 8 ? 8 : -1))
                .colons();
        return new PppControl(h, 0x8057);
    }

    /** The Compression Control Protocol. */
    public static PppControl ccp() {
        Header h = declare("ccp", "PPP Compression Control Protocol");
        option(h, Names.of(0, "OUI", 1, "Predictor type 1", 17, "Stac", 18, "Microsoft", 21, "BSD", 26, "Deflate"));
        return new PppControl(h, 0x80fd);
    }

    private static Header declare(String name, String label) {
        Header h = header(name, label);
        h.u8("code", "Code").names(CODES).called("ppp.code");
        h.u8("identifier", "Identifier").called("ppp.identifier");
        h.u16("length", "Length").called("ppp.length");
        return h.length(FIXED);
    }

    private static Header option(Header h, Names names) {
        Header option = h.parts("Option", PppControl::next, (f, at, end) -> Math.max(f.u8(at + 1), OPTION));
        option.u8("opt.type", "Type").names(names);
        option.u8("opt.length", "Length");
        return option.length(OPTION);
    }

    private static Field number(Header option, int type, int bytes, String name, String label) {
        return option.derived(
                        name,
                        label,
                        Type.UINT,
                        (f, at, end) -> f.u8(at) == type && at + OPTION + bytes <= end
                                ? f.number(at + OPTION, bytes)
                                : Field.ABSENT)
                .plain();
    }

    private static void address(Header option, int type, String name, String label) {
        number(option, type, 4, name, label).as(Type.IPV4);
    }

    private static int next(Frame f, int at, int end, int previous, int index) {
        if (f.u8(at) < 1 || f.u8(at) > 4) {
            return -1;
        }
        int length = previous < 0 ? 0 : f.u8(previous + 1);
        return previous < 0 ? at + FIXED : length < OPTION ? -1 : previous + length;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + FIXED > end) {
            f.broken(at, end);
            return;
        }
        int length = Math.max(f.u16(at + 2), FIXED);
        int stop = Math.min(end, at + length);
        f.push(this, at, stop, stop);
        if (at + length > f.declared()) {
            f.malformed(stop, stop);
        } else if (at + length > end) {
            f.broken(stop, stop);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int code = f.u8(f.at(layer));
        String name = CODES.get(code);
        out.put(name()).put(' ').put(name == null ? "?" : name).put(", id ").dec(f.u8(f.at(layer) + 1));
    }
}
