package io.mcshark.decoder.filter;

import io.mcshark.decoder.filter.Operand.Form;
import io.mcshark.decoder.filter.Operand.Literal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Numbers worked out while a filter is read: {@code 254 + 1} is {@code 255}. */
final class Constants {
    private static final int MOST_DIGITS = 40;

    private Constants() {}

    /** What two literals come to, as a literal. */
    static Literal worked(String filter, char sign, Literal left, Literal right) throws FilterException {
        BigDecimal a = number(filter, left);
        BigDecimal b = number(filter, right);
        if ((sign == '/' || sign == '%') && b.signum() == 0) {
            throw new FilterException(filter, right.from(), right.end(), "division by zero");
        }
        boolean whole = a.scale() <= 0 && b.scale() <= 0;
        BigDecimal value =
                switch (sign) {
                    case '+' -> a.add(b);
                    case '-' -> a.subtract(b);
                    case '*' -> a.multiply(b);
                    case '/' -> whole ? a.divideToIntegralValue(b).setScale(0) : a.divide(b, 9, RoundingMode.DOWN);
                    default -> a.remainder(b);
                };
        String text = value.toPlainString();
        return new Literal(Form.BARE, text, text, left.from(), right.end());
    }

    private static BigDecimal number(String filter, Literal literal) throws FilterException {
        if (literal.form() == Form.BARE && literal.text().length() <= MOST_DIGITS) {
            BigInteger whole = Literals.integer(literal.text());
            if (whole != null) {
                return new BigDecimal(whole);
            }
            Long nanos = Times.seconds(literal.text());
            if (nanos != null) {
                return BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
            }
        }
        throw new FilterException(
                filter,
                literal.from(),
                literal.end(),
                Quote.of(literal.source()) + " is no number to work with: neither a number nor a field");
    }
}
