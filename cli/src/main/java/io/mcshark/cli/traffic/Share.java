package io.mcshark.cli.traffic;

import io.mcshark.cli.UserError;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A part of all, as people type it: {@code 1%}, {@code 0.01}. */
final class Share implements ITypeConverter<Double> {
    /** @return 0 to 1 */
    static double parse(String text) {
        boolean percent = text.endsWith("%");
        String number = percent ? text.substring(0, text.length() - 1) : text;
        if (number.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            double share = Double.parseDouble(number) / (percent ? 100 : 1);
            if (share <= 1) {
                return share;
            }
        }
        throw new UserError("'" + text + "' is no share: per cent as in 1%, or a number from 0 to 1 as in 0.01");
    }

    @Override
    public Double convert(String text) {
        try {
            return parse(text);
        } catch (UserError e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
