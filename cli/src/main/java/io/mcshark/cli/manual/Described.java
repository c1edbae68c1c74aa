package io.mcshark.cli.manual;

import io.mcshark.cli.Commands;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command as completion scripts and man pages need it, out of its declaration.
 *
 * @param about what it does, one sentence
 * @param operands what stands without an option, in order
 */
record Described(String name, String about, List<Argument> options, List<Argument> operands) {
    /** What may stand as a value. */
    enum Kind {
        /** There is none: a switch. */
        NONE,
        ANY,
        FILE,
        FOLDER,
        INTERFACE,
        FIELD,
        COMMAND,
        /** One of {@link Argument#choices}. */
        CHOICE
    }

    /**
     * An option or operand.
     *
     * @param names of an option, short ones first; empty for an operand
     * @param label of its value; empty for a switch
     * @param optional whether it can be left out; every option can
     * @param repeats whether it may stand several times
     * @param text what it does
     */
    record Argument(
            List<String> names,
            String label,
            Kind kind,
            List<String> choices,
            boolean optional,
            boolean repeats,
            String text) {}

    private static final String WORD = "[a-z0-9][a-z0-9_-]*";

    /** All commands of a program, as they are listed. */
    static List<Described> all(Commands commands) {
        return commands.names().stream().map(name -> of(commands, name)).toList();
    }

    static Described of(Commands commands, String name) {
        CommandSpec spec = commands.spec(name);
        List<Argument> options = spec.options().stream()
                .filter(option -> !option.hidden())
                .map(option -> argument(
                        option,
                        Arrays.stream(option.names())
                                .sorted(Described::shortFirst)
                                .toList(),
                        option.arity().max() == 0 ? "" : option.paramLabel()))
                .toList();
        List<Argument> operands = spec.positionalParameters().stream()
                .map(operand -> argument(operand, List.of(), operand.paramLabel()))
                .toList();
        return new Described(name, first(spec.usageMessage().description()), options, operands);
    }

    private static int shortFirst(String a, String b) {
        return Integer.compare(a.length(), b.length());
    }

    private static Argument argument(ArgSpec spec, List<String> names, String label) {
        // A label of picocli's own stands in angle brackets.
        String bare = label.replaceAll("[<>]", "");
        List<String> choices = bare.matches(WORD + "(\\|" + WORD + ")+") ? List.of(bare.split("\\|")) : List.of();
        boolean many = spec.isMultiValue();
        return new Argument(
                names,
                bare,
                kind(bare, choices),
                choices,
                !names.isEmpty() || !spec.required(),
                many,
                first(spec.description()));
    }

    private static Kind kind(String label, List<String> choices) {
        if (!choices.isEmpty()) {
            return Kind.CHOICE;
        }
        return switch (label) {
            case "" -> Kind.NONE;
            case "FILE", "A", "B", "CAPTURE" -> Kind.FILE;
            case "DIR" -> Kind.FOLDER;
            case "IF" -> Kind.INTERFACE;
            case "FIELD", "FIELD…", "FIELD..." -> Kind.FIELD;
            case "COMMAND" -> Kind.COMMAND;
            default -> Kind.ANY;
        };
    }

    private static String first(String[] text) {
        return text.length == 0 ? "" : text[0];
    }
}
