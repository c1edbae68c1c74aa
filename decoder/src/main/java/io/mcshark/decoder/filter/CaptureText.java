package io.mcshark.decoder.filter;

import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;
import io.mcshark.decoder.filter.Expr.Member;
import io.mcshark.decoder.filter.Operand.Literal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A display filter in the language of capture filters (pcap-filter(7)), where it can be said there. A capture filter looks at
 * fixed places of an untagged frame; a display filter finds the same fields behind tags, in tunnels and in reassembled
 * datagrams. So the two mean the same for plain packets only.
 */
final class CaptureText {
    /** What can be said of it there; by the name of the protocol here. */
    private static final Map<String, String> PROTOCOLS = Map.ofEntries(
            Map.entry("eth", "ether"),
            Map.entry("ip", "ip"),
            Map.entry("ipv6", "ip6"),
            Map.entry("udp", "udp"),
            Map.entry("tcp", "tcp"),
            Map.entry("icmp", "icmp"),
            Map.entry("icmpv6", "icmp6"),
            Map.entry("igmp", "igmp"),
            Map.entry("pim", "pim"),
            Map.entry("vrrp", "vrrp"),
            Map.entry("arp", "arp"),
            Map.entry("sctp", "sctp"));

    /** Fields that have words of their own there. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("ip.src", "ip src"),
            Map.entry("ip.dst", "ip dst"),
            Map.entry("ip.addr", "ip"),
            Map.entry("ipv6.src", "ip6 src"),
            Map.entry("ipv6.dst", "ip6 dst"),
            Map.entry("ipv6.addr", "ip6"),
            Map.entry("eth.src", "ether src"),
            Map.entry("eth.dst", "ether dst"),
            Map.entry("eth.addr", "ether"),
            Map.entry("udp.srcport", "udp src"),
            Map.entry("udp.dstport", "udp dst"),
            Map.entry("udp.port", "udp"),
            Map.entry("tcp.srcport", "tcp src"),
            Map.entry("tcp.dstport", "tcp dst"),
            Map.entry("tcp.port", "tcp"));

    /** Something that cannot be said there; the message is the part of the filter. */
    static final class Unsayable extends Exception {
        private static final long serialVersionUID = 1;

        Unsayable(Object part) {
            super(part.toString());
        }
    }

    private final Binder binder;

    CaptureText(Binder binder) {
        this.binder = binder;
    }

    String text(Expr expr) throws Unsayable {
        return switch (expr) {
            case Expr.And and -> and(and);
            case Expr.Or or -> joined(or.terms(), " or ");
            case Expr.Not not -> "not " + apart(not.term());
            case Expr.Has has -> has(has);
            case Expr.Compare compare -> compare(compare);
            case Expr.In in -> in(in);
            case Expr.Xor xor -> throw new Unsayable(xor);
            case Expr.SameRecord same -> throw new Unsayable(same);
        };
    }

    /** What can be said of the terms of a conjunction: takes more packets than the filter. Null when that is nothing. */
    String wider(Expr expr) {
        if (!(expr instanceof Expr.And and)) {
            return null;
        }
        List<Expr> sayable = new ArrayList<>();
        for (Expr term : and.terms()) {
            try {
                text(term);
                sayable.add(term);
            } catch (Unsayable e) {
                // left out
            }
        }
        try {
            return sayable.isEmpty() ? null : text(new Expr.And(sayable, and.from(), and.end()));
        } catch (Unsayable e) {
            return null;
        }
    }

    private String joined(List<Expr> terms, String between) throws Unsayable {
        List<String> parts = new ArrayList<>();
        for (Expr term : terms) {
            if (isTag(term)) {
                throw new Unsayable(term);
            }
            parts.add(apart(term));
        }
        return String.join(between, parts);
    }

    /** A tag stands first: behind it everything lies four bytes further, and so it is read. */
    private String and(Expr.And and) throws Unsayable {
        List<Expr> rest = new ArrayList<>(and.terms());
        Expr tag = rest.stream().filter(CaptureText::isTag).findFirst().orElse(null);
        if (tag == null) {
            return joined(rest, " and ");
        }
        rest.remove(tag);
        return text(tag) + (rest.isEmpty() ? "" : " and " + joined(rest, " and "));
    }

    private static boolean isTag(Expr expr) {
        Operand operand =
                switch (expr) {
                    case Expr.Has has -> has.operand();
                    case Expr.Compare compare -> compare.left();
                    default -> null;
                };
        return operand instanceof Operand.Name name
                && (name.entry().name().equals("vlan") || name.entry().name().equals("vlan.id"));
    }

    private String apart(Expr term) throws Unsayable {
        if (isTag(term)) {
            throw new Unsayable(term);
        }
        String text = text(term);
        return text.contains(" or ") || text.contains(" and ") || term instanceof Expr.Not ? "(" + text + ")" : text;
    }

    private String has(Expr.Has has) throws Unsayable {
        if (has.operand() instanceof Operand.Name name) {
            String known = name.entry().name();
            if (known.equals("frame") || known.equals("eth")) {
                return "greater 0";
            }
            if (known.equals("vlan")) {
                return "vlan";
            }
            if (name.entry().isProtocol() && PROTOCOLS.containsKey(known)) {
                return PROTOCOLS.get(known);
            }
        }
        if (has.operand() instanceof Operand.Mask mask) {
            return place(mask, has) + " != 0";
        }
        throw new Unsayable(has);
    }

    // ---- comparisons

    private String compare(Expr.Compare compare) throws Unsayable {
        if (!(compare.right() instanceof Literal literal) || compare.quantity() != Expr.Quantity.USUAL) {
            throw new Unsayable(compare);
        }
        String name = compare.left() instanceof Operand.Name n ? n.entry().name() : "";
        boolean single = !name.equals("ip.addr")
                && !name.equals("ipv6.addr")
                && !name.equals("eth.addr")
                && !name.endsWith(".port");
        switch (compare.relation()) {
            case EQUAL -> {
                return equal(compare, compare.left(), literal);
            }
            case NOT_EQUAL -> {
                String words = WORDS.get(name);
                if (words == null) {
                    return numbers(compare, compare.left(), "!=", literal);
                }
                return words.split(" ")[0].equals("ether")
                        ? "not " + equal(compare, compare.left(), literal)
                        : words.split(" ")[0] + " and not " + equal(compare, compare.left(), literal);
            }
            case ALL_EQUAL, ANY_NOT_EQUAL -> {
                if (single) {
                    Relation same = compare.relation() == Relation.ALL_EQUAL ? Relation.EQUAL : Relation.NOT_EQUAL;
                    return compare(new Expr.Compare(compare.quantity(), compare.left(), same, compare.right()));
                }
                throw new Unsayable(compare);
            }
            case LESS_THAN, AT_MOST, MORE_THAN, AT_LEAST -> {
                return numbers(compare, compare.left(), compare.relation().symbol(), literal);
            }
            default -> throw new Unsayable(compare);
        }
    }

    private String equal(Expr whole, Operand left, Literal literal) throws Unsayable {
        String name = left instanceof Operand.Name n ? n.entry().name() : "";
        if (name.equals("vlan.id")) {
            return "vlan " + number(whole, left, literal);
        }
        if (name.equals("ip.proto")) {
            return "ip proto " + number(whole, left, literal);
        }
        if (name.equals("ipv6.nxt")) {
            return "ip6 proto " + number(whole, left, literal);
        }
        String words = WORDS.get(name);
        if (words == null) {
            return left instanceof Operand.Slice slice
                    ? bytes(whole, slice, literal)
                    : numbers(whole, left, "=", literal);
        }
        if (words.startsWith("udp") || words.startsWith("tcp")) {
            return words + " port " + number(whole, left, literal);
        }
        return words + " " + host(whole, left, literal);
    }

    private String host(Expr whole, Operand left, Literal literal) throws Unsayable {
        int slash = literal.text().indexOf('/');
        try {
            Shape shape = binder.shape(left);
            switch (shape.type()) {
                case IPV4 -> {
                    long low = binder.literals.numbers(shape, literal).low();
                    String address = (low >> 24) + "." + (low >> 16 & 255) + "." + (low >> 8 & 255) + "." + (low & 255);
                    return slash < 0
                            ? "host " + address
                            : "net " + address + literal.text().substring(slash);
                }
                case IPV6 -> {
                    byte[] low = binder.literals.bytes(shape, literal).low();
                    StringBuilder address = new StringBuilder();
                    for (int i = 0; i < 16; i += 2) {
                        address.append(i == 0 ? "" : ":")
                                .append(Integer.toHexString((low[i] & 0xff) << 8 | low[i + 1] & 0xff));
                    }
                    String found = slash < 0 && literal.text().indexOf(':') >= 0 ? literal.text() : address.toString();
                    return slash < 0
                            ? "host " + found
                            : "net " + found + literal.text().substring(slash);
                }
                default -> {
                    return "host " + HexFormat.ofDelimiter(":").formatHex(mac(shape, literal));
                }
            }
        } catch (FilterException e) {
            throw new Unsayable(whole);
        }
    }

    private byte[] mac(Shape shape, Literal literal) throws FilterException {
        long number = binder.literals.numbers(shape, literal).low();
        byte[] bytes = new byte[6];
        for (int i = 5; i >= 0; i--, number >>= 8) {
            bytes[i] = (byte) number;
        }
        return bytes;
    }

    private long number(Expr whole, Operand left, Literal literal) throws Unsayable {
        try {
            Ranges ranges = binder.literals.numbers(binder.shape(left), literal);
            if (ranges.isOne() && ranges.low() == ranges.high()) {
                return ranges.low();
            }
        } catch (FilterException e) {
            // said below
        }
        throw new Unsayable(whole);
    }

    private String numbers(Expr whole, Operand left, String sign, Literal literal) throws Unsayable {
        boolean length =
                left instanceof Operand.Name name && name.entry().name().equals("frame.len");
        String relation = sign.equals("==") ? "=" : sign;
        if (length) {
            return "len " + relation + " " + number(whole, left, literal);
        }
        Field field = field(left);
        if (field == null || literal.text().indexOf('/') >= 0) {
            throw new Unsayable(whole);
        }
        long value = number(whole, left, literal);
        return place(left, whole) + " " + relation + " " + (value << shift(field));
    }

    // ---- places

    /** The field of an operand that stands at a fixed place and is just its bits; null when it is none. */
    private static Field field(Operand operand) {
        Operand bare = operand instanceof Operand.Mask mask ? mask.left() : operand;
        if (!(bare instanceof Operand.Name name) || name.entry().isProtocol()) {
            return null;
        }
        Field field = name.entry().fields().getFirst();
        if (!name.entry().fields().stream().allMatch(home -> isSamePlace(field, home))) {
            return null;
        }
        boolean fixed = field.width() > 0
                && field.header().parent() == null
                && field.code() == null
                && !field.isLittle()
                && field.type() != Type.INT;
        int bytes = field.bytes();
        return fixed && (bytes == 1 || bytes == 2 || bytes == 4) && PROTOCOLS.containsKey(protocol(name.entry()))
                ? field
                : null;
    }

    /** Whether a home is another's place: a message that a protocol hands on whole has its fields at the same places. */
    private static boolean isSamePlace(Field field, Field home) {
        Protocol outer = field.header().protocol();
        Protocol inner = home.header().protocol();
        return home.bit() == field.bit()
                && home.width() == field.width()
                && (inner == outer
                        || inner.bindings().stream().allMatch(binding -> binding.startsWith(outer.name() + ".")));
    }

    private static String protocol(Catalogue.Entry entry) {
        return entry.protocol().name();
    }

    private static int shift(Field field) {
        return field.shift();
    }

    private String place(Operand operand, Expr whole) throws Unsayable {
        Field field = field(operand);
        if (field == null) {
            throw new Unsayable(whole);
        }
        long mask = field.mask();
        if (operand instanceof Operand.Mask m) {
            if (!(m.right() instanceof Literal literal)) {
                throw new Unsayable(whole);
            }
            mask &= number(whole, m.left(), literal);
        }
        String text = index(field.header().protocol().name(), field.at(), field.bytes());
        boolean all = field.width() == field.bytes() * 8 && mask == field.mask();
        return all ? text : text + " & 0x" + Long.toHexString(mask << field.shift());
    }

    private static String index(String protocol, int at, int bytes) {
        return PROTOCOLS.get(protocol) + "[" + at + (bytes == 1 ? "" : ":" + bytes) + "]";
    }

    private String bytes(Expr whole, Operand.Slice slice, Literal literal) throws Unsayable {
        String protocol;
        int base;
        if (!(slice.of() instanceof Operand.Name name)) {
            throw new Unsayable(whole);
        }
        Catalogue.Entry entry = name.entry();
        if (entry.name().equals("frame")) {
            protocol = "eth";
            base = 0;
        } else if (!entry.isProtocol()
                && entry.fields().size() == 1
                && entry.fields().getFirst().width() > 0
                && entry.fields().getFirst().header().parent() == null) {
            protocol = protocol(entry);
            base = entry.fields().getFirst().at();
        } else {
            throw new Unsayable(whole);
        }
        Range range = slice.ranges().getFirst();
        byte[] wanted;
        try {
            wanted = binder.literals.bytes(binder.shape(slice), literal).low();
        } catch (FilterException e) {
            throw new Unsayable(whole);
        }
        if (!PROTOCOLS.containsKey(protocol)
                || slice.ranges().size() > 1
                || range.start() < 0
                || range.bytes() != wanted.length) {
            throw new Unsayable(whole);
        }
        List<String> parts = new ArrayList<>();
        for (int at = 0; at < wanted.length; ) {
            int size = wanted.length - at >= 4 ? 4 : wanted.length - at >= 2 ? 2 : 1;
            String hex = HexFormat.of().formatHex(wanted, at, at + size);
            parts.add(index(protocol, base + range.start() + at, size) + " = 0x" + hex);
            at += size;
        }
        return String.join(" and ", parts);
    }

    // ---- sets

    private String in(Expr.In in) throws Unsayable {
        if (in.quantity() != Expr.Quantity.USUAL) {
            throw new Unsayable(in);
        }
        List<String> parts = new ArrayList<>();
        for (Member member : in.members()) {
            if (!(member.low() instanceof Literal low)) {
                throw new Unsayable(in);
            }
            if (member.high() == null) {
                parts.add(equal(in, in.operand(), low));
                continue;
            }
            String words = in.operand() instanceof Operand.Name name
                    ? WORDS.get(name.entry().name())
                    : null;
            boolean ports = words != null && (words.startsWith("udp") || words.startsWith("tcp"));
            if (!ports || !(member.high() instanceof Literal high)) {
                throw new Unsayable(in);
            }
            parts.add(words + " portrange " + number(in, in.operand(), low) + "-" + number(in, in.operand(), high));
        }
        return String.join(" or ", parts);
    }
}
