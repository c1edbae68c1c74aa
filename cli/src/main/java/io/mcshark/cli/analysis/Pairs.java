package io.mcshark.cli.analysis;

import io.mcshark.cli.UserError;
import io.mcshark.decoder.analysis.compare.Pair;
import io.mcshark.decoder.groups.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Two feeds as typed: {@code 239.1.1.1:5004=239.2.1.1:5004}, {@code [ff3e::1]:5004=[ff3e::2]:5004}. */
final class Pairs {
    private static final int MOST_PORT = 65535;

    /** What is no literal address would be looked up by name. */
    private static final Pattern END = Pattern.compile("(?:([0-9.]+)|\\[([0-9A-Fa-f:.]+)]):(\\d{1,5})");

    private Pairs() {}

    static Pair parse(String text) {
        String[] ends = text.split("=", -1);
        Pair.End a = ends.length == 2 ? end(ends[0].strip()) : null;
        Pair.End b = ends.length == 2 ? end(ends[1].strip()) : null;
        if (a == null || b == null) {
            throw new UserError(
                    "--pair " + text
                            + ": give GROUP:PORT=GROUP:PORT, as in 239.1.1.1:5004=239.2.1.1:5004 or [ff3e::1]:5004=[ff3e::2]:5004");
        }
        return new Pair(a, b);
    }

    private static Pair.End end(String text) {
        Matcher m = END.matcher(text);
        if (!m.matches() || Integer.parseInt(m.group(3)) > MOST_PORT) {
            return null;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(InetAddress.getByName(m.group(1) == null ? m.group(2) : m.group(1))
                    .getAddress());
            Address group = bytes.remaining() == 4
                    ? Address.ipv4(bytes.getInt())
                    : new Address(bytes.getLong(), bytes.getLong());
            return new Pair.End(null, group, Integer.parseInt(m.group(3)));
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** @throws UserError when a feed is in two pairs */
    static void check(List<Pair> pairs) {
        Set<Pair.End> a = new HashSet<>();
        Set<Pair.End> b = new HashSet<>();
        for (Pair pair : pairs) {
            if (!a.add(pair.a()) || !b.add(pair.b())) {
                throw new UserError("--pair " + pair.a() + "=" + pair.b() + ": one of them is in another pair, too");
            }
        }
    }
}
