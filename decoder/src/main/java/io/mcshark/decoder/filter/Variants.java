package io.mcshark.decoder.filter;

import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Type;
import io.mcshark.decoder.filter.Operand.Layer;
import io.mcshark.decoder.filter.Operand.Mask;
import io.mcshark.decoder.filter.Operand.Name;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names whose homes are of several types: {@code mcast.group} is an IPv4 address here and an IPv6 address there. A condition
 * on one is tried with each type; where the literal is no value of a type, occurrences of that type differ from it.
 */
final class Variants {
    /** Makes the condition for one type; throws when the type cannot take it. */
    interface Attempt {
        Condition on(Operand operand) throws FilterException;
    }

    private final Binder binder;
    private final Map<String, List<Catalogue.Entry>> known = new HashMap<>();

    Variants(Binder binder) {
        this.binder = binder;
    }

    /** Per type of the name an operand reads, the operand reading only that; one when there is one type only. */
    List<Operand> of(Operand operand) {
        Name name = name(operand);
        if (name == null || !name.entry().isMixed()) {
            return List.of(operand);
        }
        return known.computeIfAbsent(name.entry().name(), n -> split(name.entry())).stream()
                .map(entry -> with(operand, entry))
                .toList();
    }

    /** The variant of {@code operand} that compares best with values of {@code type}. */
    Operand like(Operand operand, Type type) {
        List<Operand> variants = of(operand);
        for (Operand variant : variants) {
            if (name(variant) instanceof Name name && name.entry().type() == type) {
                return variant;
            }
        }
        return variants.getFirst();
    }

    private static List<Catalogue.Entry> split(Catalogue.Entry entry) {
        return entry.fields().stream()
                .map(Field::type)
                .distinct()
                .map(entry::of)
                .toList();
    }

    /** The name an operand reads; null for a slice, which is bytes whatever it was cut from. */
    private static Name name(Operand operand) {
        if (operand instanceof Name name) {
            return name;
        }
        return switch (operand) {
            case Name name -> name;
            case Layer layer -> layer.of();
            case Mask mask -> name(mask.left());
            case Operand.Arithmetic a -> name(a.left()) == null ? name(a.right()) : name(a.left());
            case Operand.Negative negative -> name(negative.of());
            case Operand.Call call
            when call.function().takesSeveral() ->
                call.arguments().stream()
                        .map(Variants::name)
                        .filter(n -> n != null)
                        .findFirst()
                        .orElse(null);
            default -> null;
        };
    }

    private static Operand with(Operand operand, Catalogue.Entry entry) {
        return switch (operand) {
            case Name name when name.entry().name().equals(entry.name()) -> new Name(entry, name.from(), name.end());
            case Layer layer -> new Layer((Name) with(layer.of(), entry), layer.ranges(), layer.end());
            case Mask mask -> new Mask(with(mask.left(), entry), mask.right());
            case Operand.Arithmetic a ->
                new Operand.Arithmetic(a.sign(), with(a.left(), entry), with(a.right(), entry));
            case Operand.Negative negative -> new Operand.Negative(with(negative.of(), entry), negative.from());
            case Operand.Call call ->
                new Operand.Call(
                        call.function(),
                        call.arguments().stream().map(a -> with(a, entry)).toList(),
                        call.from(),
                        call.end());
            default -> operand;
        };
    }

    /**
     * A condition on several variants.
     *
     * @param every whether all occurrences must fit
     * @param othersFit whether occurrences of a type that cannot take the literal fit: they differ from it
     */
    Condition test(List<Operand> variants, boolean every, boolean othersFit, Attempt attempt) throws FilterException {
        List<Condition> fitting = new ArrayList<>();
        List<Condition> there = new ArrayList<>();
        FilterException first = null;
        boolean taken = false;
        for (Operand variant : variants) {
            Condition presence = presence(variant);
            there.add(presence);
            try {
                Condition condition = attempt.on(variant);
                taken = true;
                fitting.add(every ? either(new Condition.Not(presence), condition) : condition);
            } catch (FilterException e) {
                first = first == null ? e : first;
                if (every != othersFit) {
                    fitting.add(every ? new Condition.Not(presence) : presence);
                }
            }
        }
        if (!taken) {
            throw first;
        }
        if (!every) {
            return new Condition.Or(fitting.toArray(Condition[]::new));
        }
        fitting.add(new Condition.Or(there.toArray(Condition[]::new)));
        return new Condition.And(fitting.toArray(Condition[]::new));
    }

    private static Condition either(Condition one, Condition other) {
        return new Condition.Or(new Condition[] {one, other});
    }

    private Condition presence(Operand variant) {
        List<Range> layers = variant instanceof Layer layer ? layer.ranges() : null;
        Values values = binder.presence(name(variant).entry(), layers);
        return new Condition.Quantified(values, new Match.There(0), false, binder.scratch);
    }
}
