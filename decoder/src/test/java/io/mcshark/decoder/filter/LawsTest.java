package io.mcshark.decoder.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Laws that hold for all filters, tried on generated ones. */
class LawsTest {
    private static final int FILTERS = 3000;

    private static final List<String> TESTS = List.of(
            "udp",
            "ip.ttl",
            "igmp.saddr",
            "ip.ttl == 1",
            "ip.addr != 10.0.0.1",
            "ip.addr !== 10.0.0.1",
            "ip.dst === 224.0.0.0/4",
            "all udp.port > 5000",
            "any udp.port <= 5516",
            "udp.port in {53, 5000 .. 5353}",
            "udp.srcport == udp.dstport",
            "igmp.type == \"Membership Query\"",
            "eth.dst[0:3] == 01:00:5e",
            "eth.dst[0,-2:] != 01:00:16",
            "ip.dsfield & 0xe0 == 0xc0",
            "eth.dst[0] & 1",
            "ip.src#2 == 10.0.0.2",
            "frame contains \"\\x73s\"",
            "frame.protocols contains r\"udp\"",
            "frame.number >= '\\x03'",
            "frame.time_relative < 2.5",
            "len(udp.payload) + 1 > {2 + 3} * 1",
            "ip.ttl * {ip.ttl - 1} / 2 % 7 >= -3",
            "-{ip.ttl + 1} < -2",
            "{ip.ttl & 0x1f} - 1 == ip.ttl & {0x0f + 0}",
            "max(udp.srcport, udp.dstport, 5100) == 5516",
            "upper(frame.protocols)[0:3] == \"ETH\"",
            "frame.protocols matches r\"^eth.*(udp|igmp)\\b\"",
            "count(igmp.maddr) in {1 .. 3}",
            "ip_multicast(mcast.group)",
            "@ip.ttl == 01",
            "same_record(igmp.maddr == 239.1.1.1 and not igmp.record_type == 3 or igmp.num_src > 1)");

    private final Random random = new Random(4);
    private final Frames frames = new Frames();

    private String generate(int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(6);
        return switch (kind) {
            case 0, 1 -> TESTS.get(random.nextInt(TESTS.size()));
            case 2 -> (random.nextBoolean() ? "not " : "!") + "(" + generate(depth - 1) + ")";
            case 3 -> "(" + generate(depth - 1) + ")";
            default -> {
                String and = new String[] {" and ", "||", " xor "}[random.nextInt(3)];
                StringBuilder text = new StringBuilder(generate(depth - 1));
                for (int i = random.nextInt(3); i >= 0; i--) {
                    text.append(and).append(generate(depth - 1));
                }
                yield text.toString();
            }
        };
    }

    private List<Integer> passing(String text) throws FilterException {
        return frames.passing(Filter.compile(text));
    }

    private static List<Integer> others(List<Integer> numbers) {
        List<Integer> rest = new ArrayList<>();
        for (int number = 1; number <= Frames.count(); number++) {
            if (!numbers.contains(number)) {
                rest.add(number);
            }
        }
        return rest;
    }

    @Test
    void whatIsWrittenBackParsesToTheSame() throws FilterException {
        for (int i = 0; i < FILTERS; i++) {
            String text = generate(4);
            Filter filter = Filter.compile(text);
            Filter again = Filter.compile(filter.toString());
            assertEquals(filter.toString(), again.toString(), text);
            assertEquals(frames.passing(filter), frames.passing(again), text);
        }
    }

    @Test
    void deMorgan() throws FilterException {
        for (int i = 0; i < FILTERS; i++) {
            String a = "(" + generate(2) + ")";
            String b = "(" + generate(2) + ")";
            List<Integer> both = passing(a + " and " + b);
            assertEquals(others(both), passing("not " + a + " or not " + b), a + b);
            List<Integer> either = passing(a + " or " + b);
            assertEquals(others(either), passing("not " + a + " and not " + b), a + b);
        }
    }

    @Test
    void xorIsOneAndNotTheOther() throws FilterException {
        for (int i = 0; i < FILTERS; i++) {
            String a = "(" + generate(2) + ")";
            String b = "(" + generate(2) + ")";
            assertEquals(
                    passing("(" + a + " or " + b + ") and not (" + a + " and " + b + ")"), passing(a + " xor " + b));
        }
    }

    /** What a capture filter is said to take too, it takes: both are written for the same frames. */
    @Test
    void explainingNeverFails() throws FilterException {
        for (int i = 0; i < FILTERS; i++) {
            Filter filter = Filter.compile(generate(3));
            Outline.capture(filter);
            assertEquals(false, Outline.tree(filter).isEmpty());
            Outline.fields(filter);
        }
    }

    @Test
    void andBindsTighterThanOr() throws FilterException {
        for (int i = 0; i < FILTERS; i++) {
            String a = TESTS.get(random.nextInt(TESTS.size()));
            String b = TESTS.get(random.nextInt(TESTS.size()));
            String c = TESTS.get(random.nextInt(TESTS.size()));
            assertEquals(passing(a + " or (" + b + " and " + c + ")"), passing(a + " or " + b + " and " + c));
            assertEquals(passing("(" + a + " and " + b + ") or " + c), passing(a + " and " + b + " or " + c));
        }
    }

    @Test
    void relationsAndTheirContrary() throws FilterException {
        for (String field : List.of("ip.addr", "udp.port", "igmp.maddr", "ip.ttl")) {
            String value = field.equals("ip.addr") || field.equals("igmp.maddr") ? "239.1.1.1" : "5000";
            value = field.equals("ip.ttl") ? "16" : value;
            List<Integer> there = passing(field);
            for (String[] pair : new String[][] {{"==", "!="}, {"===", "!=="}}) {
                List<Integer> contrary = others(passing(field + pair[0] + value));
                contrary.retainAll(there);
                assertEquals(contrary, passing(field + pair[1] + value), field + pair[1]);
            }
            List<Integer> notAll = others(passing("all " + field + " < " + value));
            notAll.retainAll(there);
            assertEquals(notAll, passing("any " + field + " >= " + value), field);
        }
    }
}
