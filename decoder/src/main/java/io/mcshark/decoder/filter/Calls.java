package io.mcshark.decoder.filter;

import io.mcshark.decoder.Type;
import io.mcshark.decoder.filter.FieldValues.As;
import io.mcshark.decoder.filter.Operand.Call;
import io.mcshark.decoder.filter.Operand.Literal;
import java.util.List;

/** Functions: what they can be given, and what they make of it. */
final class Calls {
    private final Binder binder;

    Calls(Binder binder) {
        this.binder = binder;
    }

    /** What is known of a function's values; refuses arguments it cannot take. */
    Shape shape(Call call) throws FilterException {
        Function function = call.function();
        Operand first = call.arguments().getFirst();
        if (call.arguments().size() > 1 && !function.takesSeveral()) {
            throw binder.wrong(call.arguments().get(1), function.word() + " takes one argument");
        }
        if (first instanceof Literal literal) {
            throw Quote.of(literal.source()).startsWith("“") && Binder.isName(literal.text())
                    ? binder.unknownField(literal)
                    : binder.wrong(first, function.word() + " needs a field, not a value");
        }
        Shape given = binder.shape(first);
        switch (function) {
            case LEN, COUNT -> field(call, first);
            case UPPER, LOWER -> require(call, given, given.type() == Type.STRING, "text");
            case STRING -> {
                boolean fine =
                        isField(first) ? given.type() != Type.NONE && !Binder.isProtocol(first) : given.isInteger();
                require(call, given, fine && given.type() != Type.STRING, "a field that is no text and no protocol");
            }
            case VALS -> {
                field(call, first);
                require(call, given, !given.names().isEmpty(), "a field whose values have names");
            }
            case DEC, HEX -> require(call, given, given.isInteger(), "an integer");
            case ABS ->
                require(call, given, given.isInteger() && given.type() != Type.BOOL || given.isTime(), "a number");
            case MAX, MIN -> several(call, given);
            default -> {
                field(call, first);
                boolean address = ((given.entry())
                        .fields().stream().allMatch(field -> field.type() == Type.IPV4 || field.type() == Type.IPV6));
                require(call, given, address && !Binder.isProtocol(first), "an IPv4 or IPv6 address");
            }
        }
        Type type = function.gives() == null ? given.type() : function.gives();
        return new Shape(type, function.gives() == null ? given.length() : -1, 0, named(call, given), call.toString());
    }

    /** Of values that are passed on the names of values hold, too. */
    private static io.mcshark.decoder.Catalogue.Entry named(Call call, Shape given) {
        return call.function().takesSeveral() && given.isNumber() ? given.entry() : null;
    }

    private static boolean isField(Operand operand) {
        return operand instanceof Operand.Name || operand instanceof Operand.Layer;
    }

    private void field(Call call, Operand operand) throws FilterException {
        if (!isField(operand)) {
            throw binder.wrong(operand, call.function().word() + " needs a field");
        }
    }

    private void require(Call call, Shape given, boolean fine, String what) throws FilterException {
        if (!fine) {
            throw binder.wrong(
                    call.arguments().getFirst(),
                    given.text() + " is a" + Binder.article(given) + ": "
                            + call.function().word() + " needs " + what);
        }
    }

    private void several(Call call, Shape given) throws FilterException {
        require(
                call,
                given,
                given.type() != Type.NONE && !Binder.isProtocol(call.arguments().getFirst()),
                "values");
        for (Operand operand : call.arguments()) {
            if (operand instanceof Literal literal) {
                if (given.isNumber() && !binder.literals.numbers(given, literal).isOne()) {
                    throw binder.literals.wrong(literal, "several values are called so");
                }
                if (!given.isNumber()) {
                    binder.literals.bytes(given, literal);
                }
                continue;
            }
            Shape other = binder.shape(operand);
            boolean alike = other.type() == given.type() || other.isInteger() && given.isInteger();
            if (!alike || Binder.isProtocol(operand)) {
                throw binder.different(call.arguments().getFirst(), given, operand, other);
            }
        }
    }

    /** How to read a function that {@link #shape} has found good. */
    Values values(Call call) throws FilterException {
        Function function = call.function();
        Operand first = call.arguments().getFirst();
        Shape given = binder.shape(first);
        if (function.takesSeveral()) {
            return max(call, given);
        }
        Values values =
                switch (function) {
                    case LEN -> binder.read(first, As.LENGTHS);
                    case COUNT -> binder.read(first, As.PRESENCE);
                    case VALS -> binder.read(first, As.NAMES);
                    case STRING -> isField(first) ? binder.read(first, As.TEXT) : binder.values(first, false);
                    case DEC, HEX, ABS -> binder.values(first, false);
                    default -> binder.values(first, true);
                };
        int digits = given.width() == 0 ? 1 : (given.width() + 7) / 8 * 2;
        return new Called(function, new Values[] {values}, given.isSigned(), false, digits, binder.scratch);
    }

    private Values max(Call call, Shape given) throws FilterException {
        List<Operand> operands = call.arguments();
        Values[] values = new Values[operands.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = !(operands.get(i) instanceof Literal literal)
                    ? binder.values(operands.get(i), !given.isNumber())
                    : given.isNumber()
                            ? new Values.Constant(
                                    binder.literals.numbers(given, literal).low())
                            : new Values.Constant(
                                    binder.literals.bytes(given, literal).low());
        }
        return new Called(call.function(), values, given.isSigned(), given.type() == Type.STRING, 0, binder.scratch);
    }
}
