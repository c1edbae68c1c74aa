package io.mcshark.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Declares options without annotations: for the commands that are run for a moment, again and again, since reading
 * annotations costs more than reading a small savefile (docs/decisions/0005).
 */
public final class Options {
    private final CommandSpec spec;

    Options(CommandSpec spec) {
        this.spec = spec;
    }

    /** A switch. */
    public Options flag(Runnable on, String text, String... names) {
        spec.addOption(OptionSpec.builder(names)
                .type(boolean.class)
                .arity("0")
                .description(plain(text))
                .setter(switched(on))
                .build());
        return this;
    }

    /** An option with one value; the last one counts. */
    public <T> Options value(Class<T> type, Consumer<T> take, String label, String text, String... names) {
        spec.addOption(OptionSpec.builder(names)
                .type(type)
                .arity("1")
                .paramLabel(label)
                .description(plain(text))
                .setter(taken(type, take))
                .build());
        return this;
    }

    /** An option that may be given several times. */
    public Options values(List<String> into, String label, String text, String... names) {
        spec.addOption(OptionSpec.builder(names)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(label)
                .description(plain(text))
                .getter(copied(into)) // without it picocli keeps only what the last one brought
                .setter(collected(into))
                .build());
        return this;
    }

    /** An option with two values that may be given several times; they come one after the other. */
    public Options pairs(List<String> into, String label, String text, String... names) {
        spec.addOption(OptionSpec.builder(names)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("2")
                .paramLabel(label)
                .hideParamSyntax(true) // the label is both of them
                .description(plain(text))
                .getter(copied(into))
                .setter(collected(into))
                .build());
        return this;
    }

    /** What stands without an option. */
    public Options operands(List<String> into, String arity, String label, String text) {
        spec.addPositional(PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity(arity)
                .required(!arity.startsWith("0"))
                .paramLabel(label)
                .description(plain(text))
                .getter(copied(into)) // without it picocli keeps only what the last one brought
                .setter(collected(into))
                .build());
        return this;
    }

    /**
     * How many packets an option asks for.
     *
     * @param given null for as many as there are
     * @throws UserError below 1
     */
    public static long packets(String option, Long given) {
        if (given != null && given < 1) {
            throw new UserError(option + " " + given + ": give a number of packets, from 1 on");
        }
        return given == null ? Long.MAX_VALUE : given;
    }

    /** Picocli takes texts for formats. */
    private static String plain(String text) {
        return text.replace("%", "%%");
    }

    private static picocli.CommandLine.Model.ISetter switched(Runnable on) {
        return new picocli.CommandLine.Model.ISetter() {
            @Override
            public <T> T set(T value) {
                if (Boolean.TRUE.equals(value)) {
                    on.run();
                }
                return null;
            }
        };
    }

    private static <V> picocli.CommandLine.Model.ISetter taken(Class<V> type, Consumer<V> take) {
        return new picocli.CommandLine.Model.ISetter() {
            @Override
            public <T> T set(T value) {
                if (value != null) {
                    take.accept(type.cast(value));
                }
                return null;
            }
        };
    }

    private static picocli.CommandLine.Model.IGetter copied(List<String> from) {
        return new picocli.CommandLine.Model.IGetter() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> T get() {
                return (T) new ArrayList<>(from);
            }
        };
    }

    private static picocli.CommandLine.Model.ISetter collected(List<String> into) {
        return new picocli.CommandLine.Model.ISetter() {
            @Override
            public <T> T set(T value) {
                into.clear();
                if (value instanceof List<?> all) {
                    all.forEach(one -> into.add((String) one));
                }
                return null;
            }
        };
    }
}
