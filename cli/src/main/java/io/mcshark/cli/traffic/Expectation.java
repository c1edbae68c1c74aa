package io.mcshark.cli.traffic;

import io.mcshark.cli.Quantities;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.report.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a receiver is expected to have got: {@code packets>=10}, {@code bytes>=1M && senders==2}, {@code lost==0 && delay<20ms}.
 * Counts are those of {@link Tally}.
 */
final class Expectation {
    private static final Pattern CONDITION = Pattern.compile("\\s*(\\w+)\\s*(>=|<=|==|!=|>|<)\\s*([\\w.]+%?)\\s*");

    /** In what a value is given. */
    private enum Unit {
        COUNT,
        SHARE,
        TIME
    }

    /** @param numbered whether it says nothing unless datagrams have numbers */
    private record Measure(Unit unit, boolean numbered, ToDoubleFunction<Tally> value) {}

    private static final Map<String, Measure> MEASURES = new TreeMap<>(Map.ofEntries(
            Map.entry("packets", new Measure(Unit.COUNT, false, Tally::packets)),
            Map.entry("count", new Measure(Unit.COUNT, false, Tally::packets)),
            Map.entry("bytes", new Measure(Unit.COUNT, false, Tally::bytes)),
            Map.entry("senders", new Measure(Unit.COUNT, false, Tally::senders)),
            Map.entry("groups", new Measure(Unit.COUNT, false, Tally::groups)),
            Map.entry("lost", new Measure(Unit.COUNT, true, Tally::lost)),
            Map.entry("loss", new Measure(Unit.SHARE, true, Tally::loss)),
            Map.entry("duplicate", new Measure(Unit.COUNT, true, Tally::duplicate)),
            Map.entry("reordered", new Measure(Unit.COUNT, true, Tally::reordered)),
            Map.entry("corrupt", new Measure(Unit.COUNT, true, Tally::corrupt)),
            Map.entry("jitter", new Measure(Unit.TIME, true, Tally::jitter)),
            Map.entry("delay", new Measure(Unit.TIME, true, Tally::delay))));

    private record Condition(String text, Measure measure, String operator, double value) {
        boolean holds(Tally tally) {
            if (measure.numbered() && !tally.isNumbered()) {
                return false;
            }
            int order = Double.compare(measure.value().applyAsDouble(tally), value);
            return switch (operator) {
                case ">=" -> order >= 0;
                case "<=" -> order <= 0;
                case "==" -> order == 0;
                case "!=" -> order != 0;
                case ">" -> order > 0;
                default -> order < 0;
            };
        }

        String unmet(Tally tally) {
            if (measure.numbered() && !tally.isNumbered()) {
                return text + ", but nothing came that has numbers (probes or RTP)";
            }
            double value = measure.value().applyAsDouble(tally);
            return text + ", but it was "
                    + switch (measure.unit()) {
                        case COUNT -> String.valueOf((long) value);
                        case SHARE -> Quantity.share(value);
                        case TIME -> Quantity.duration((long) value);
                    };
        }
    }

    private final List<Condition> conditions = new ArrayList<>();

    /**
     * @param text conditions joined by {@code &&}: a name, a comparison, and a number (k, M and G are powers of 1024), for loss a
     *     share (0.01, 1%), for jitter and delay a duration
     */
    Expectation(String text) {
        int column = 1;
        for (String part : text.split("&&", -1)) {
            Matcher m = CONDITION.matcher(part);
            Measure measure = m.matches() ? MEASURES.get(m.group(1)) : null;
            if (measure == null) {
                throw new UserError("--expect '" + text + "', column " + column + ": conditions are one of "
                        + String.join(", ", MEASURES.keySet()) + ", a comparison and a number, as in packets>=10");
            }
            conditions.add(new Condition(part.strip(), measure, m.group(2), value(measure.unit(), m.group(3))));
            column += part.length() + 2;
        }
    }

    private static double value(Unit unit, String text) {
        return switch (unit) {
            case COUNT -> Quantities.size(text);
            case SHARE -> Share.parse(text);
            case TIME -> Quantities.duration(text).toNanos();
        };
    }

    /** @return the first condition that does not hold, or null when all do */
    String unmet(Tally tally) {
        for (Condition condition : conditions) {
            if (!condition.holds(tally)) {
                return condition.unmet(tally);
            }
        }
        return null;
    }
}
