package io.mcshark.cli.traffic;

import io.mcshark.cli.Quantities;
import io.mcshark.cli.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a receiver is expected to have got: {@code packets>=10}, {@code bytes>=1M && senders==2}. Counts are those of {@link
 * Tally}.
 */
final class Expectation {
    private static final Pattern CONDITION = Pattern.compile("\\s*(\\w+)\\s*(>=|<=|==|!=|>|<)\\s*([\\w.]+)\\s*");
    private static final Map<String, ToLongFunction<Tally>> COUNTS = Map.of(
            "packets", Tally::packets, "bytes", Tally::bytes, "senders", Tally::senders, "groups", Tally::groups);

    private record Condition(String text, ToLongFunction<Tally> count, String operator, long value) {
        boolean holds(Tally tally) {
            int order = Long.compare(count.applyAsLong(tally), value);
            return switch (operator) {
                case ">=" -> order >= 0;
                case "<=" -> order <= 0;
                case "==" -> order == 0;
                case "!=" -> order != 0;
                case ">" -> order > 0;
                default -> order < 0;
            };
        }
    }

    private final List<Condition> conditions = new ArrayList<>();

    /** @param text conditions joined by {@code &&}: a count, a comparison, a number (k, M and G are powers of 1024) */
    Expectation(String text) {
        int column = 1;
        for (String part : text.split("&&", -1)) {
            Matcher m = CONDITION.matcher(part);
            if (!m.matches() || !COUNTS.containsKey(m.group(1))) {
                throw new UserError("--expect '" + text + "', column " + column
                        + ": conditions are packets, bytes, senders or groups, a comparison and a number, as in"
                        + " packets>=10");
            }
            conditions.add(
                    new Condition(part.strip(), COUNTS.get(m.group(1)), m.group(2), Quantities.size(m.group(3))));
            column += part.length() + 2;
        }
    }

    /** @return the first condition that does not hold, or null when all do */
    String unmet(Tally tally) {
        for (Condition condition : conditions) {
            if (!condition.holds(tally)) {
                return condition.text() + ", but it was " + condition.count().applyAsLong(tally);
            }
        }
        return null;
    }
}
