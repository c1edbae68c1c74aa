package io.mcshark.cli;

import io.mcshark.decoder.Catalogue;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that cannot be meant, in one line: picocli's own messages name a Java type, or take several lines. */
final class Misuse {
    private final List<String> words;

    /** @param words the command line, without the command */
    Misuse(String... words) {
        this.words = Arrays.asList(words);
    }

    String told(ParameterException problem) {
        if (problem.getCause() instanceof UserError e) {
            return e.getMessage();
        }
        return switch (problem) {
            case MissingParameterException e
            when !e.getMissing().isEmpty() -> missing(e.getMissing().getFirst());
            case UnmatchedArgumentException e -> unmatched(e);
            default -> value(problem);
        };
    }

    private String missing(ArgSpec what) {
        return what instanceof OptionSpec option
                ? typed(option) + " needs a value: " + what.paramLabel()
                : what.paramLabel() + " is missing";
    }

    private static String unmatched(UnmatchedArgumentException problem) {
        String word = problem.getUnmatched().getFirst();
        if (!problem.isUnknownOption()) {
            return "'" + word + "' is one word too many";
        }
        // a short option is near every other
        List<String> names = problem.getCommandLine().getCommandSpec().optionsMap().keySet().stream()
                .filter(name -> name.startsWith("--"))
                .toList();
        String near = Catalogue.nearest(word, names);
        return "no option " + word + (near == null ? "; --help lists them" : "; did you mean " + near + "?");
    }

    private String value(ParameterException problem) {
        ArgSpec what = problem.getArgSpec();
        String value = problem.getValue();
        if (value == null || what == null) {
            return firstLine(problem.getMessage());
        }
        String name = what instanceof OptionSpec option ? typed(option) : what.paramLabel();
        if (what.type() == int.class || Number.class.isAssignableFrom(what.type()) && what.converters().length == 0) {
            return name + " " + value + ": "
                    + (value.matches("[+-]?[0-9]+") ? "the number is too large" : "give a whole number");
        }
        if (what.type().isEnum()) {
            return "'" + value + "': give one of "
                    + Arrays.stream(what.type().getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        // what is left of it says what a converter of ours found wrong
        String text = firstLine(problem.getMessage());
        int quoted = text.indexOf("': ");
        return quoted < 0 ? text : name + ": " + text.substring(quoted + 3);
    }

    /** The name it was called by here. */
    private String typed(OptionSpec option) {
        return Arrays.stream(option.names())
                .filter(name -> words.stream().anyMatch(word -> word.startsWith(name)))
                .findFirst()
                .orElse(option.longestName());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("wrong usage");
    }
}
