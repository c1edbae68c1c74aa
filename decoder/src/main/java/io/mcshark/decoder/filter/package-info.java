/**
 * The display filter: the language of Wireshark 4.0 over the catalogue of fields.
 *
 * <pre>
 * igmp and not ip.ttl == 1                        a field or protocol is there; and binds tighter than xor, that than or
 * == != === !== &lt; &lt;= &gt; &gt;=                       eq ne lt le gt ge, any_eq all_eq any_ne all_ne
 * any udp.port &gt; 5000, all udp.port &gt; 5000        some occurrence, every occurrence
 * udp.port in {5353, 1024 .. 2047}, not in        sets and ranges; members may be fields
 * ip.dst == 239.0.0.0/8, ipv6.dst == ff02::/16    prefixes, with every comparison
 * igmp.type == "Membership Query"                 names of values, upper and lower case alike
 * eth.dst[0:3] == 01:00:5e, frame[-4:], [0,2-3]   parts of bytes, text, addresses, protocols
 * ip.dsfield &amp; 0xe0 == 0xc0, {…}                  bits; braces group values
 * ip.src#2, ip.src#[-1]                           in the second, the last header of that protocol
 * udp contains "ssdp", frame contains 00:00:84    text and bytes held
 * dns.qry.name matches r"\.local$", ~             a regular expression, in linear time
 * {ip.len - 20} * 2, -ip.ttl, @ip.ttl             arithmetic, signed with 64 bits; a field's bytes as sent
 * len count upper lower string vals dec hex       functions; max min abs; ip_multicast and its kin
 * same_record(igmp.maddr == G and …)              all of it in one occurrence of a part that repeats
 * frame.time_epoch &gt; "2026-01-31 18:30:00"        dates, local unless they name a zone
 * </pre>
 *
 * <p>Of repeated fields {@code ==}, the orders, {@code contains} and {@code in} want one occurrence that fits, {@code ===}
 * and {@code !=} want that all do; a field that is not there fits nothing.
 *
 * <p>Refused here and taken by Wireshark, because it cannot mean what was meant: bytes compared with more or fewer of them
 * ({@code ip.dst[0] == 239}: bytes are hexadecimal), slices beyond the end of an address, numbers that the field's bits
 * cannot hold, empty ranges. Taken here although Wireshark 4.0 refuses it: slices in sets, bytes compared with a
 * protocol, {@code true} and {@code false} in any case, dates without quotes. {@code ipv6.dst & ff00:: == ff00::} compares all
 * 128 bits; Wireshark 4.0 compares none and lets every address pass.
 *
 * <p>How it is made: {@link io.mcshark.decoder.filter.Lexer}, {@link io.mcshark.decoder.filter.Parser} and {@link
 * io.mcshark.decoder.filter.Expr} know the text; {@link io.mcshark.decoder.filter.Checker} compares it with the catalogue,
 * before the first packet, with {@link io.mcshark.decoder.filter.Binder} for operands and {@link
 * io.mcshark.decoder.filter.Literals} for values; {@link io.mcshark.decoder.filter.Condition} is what runs. There, {@link
 * io.mcshark.decoder.filter.Values} hand one value after the other to a {@link io.mcshark.decoder.filter.Match}, which ends it
 * as soon as the answer is known. {@link io.mcshark.decoder.filter.Calls} checks functions, {@link
 * io.mcshark.decoder.filter.Called} runs them; {@link io.mcshark.decoder.filter.Records} ties conditions to one record; {@link
 * io.mcshark.decoder.filter.Regex} and {@link io.mcshark.decoder.filter.Automaton} are {@code matches}. A function or an operator between values is one more kind of {@code Values}, a relation one
 * more kind of {@code Match}, a combination of conditions one more kind of {@code Condition}. Numbers compared with
 * literals are tested by {@link io.mcshark.decoder.filter.Condition.Fixed} and {@link io.mcshark.decoder.filter.Near}, which
 * read the bytes themselves; {@code FilterBenchmark} measures what that is worth.
 */
package io.mcshark.decoder.filter;
