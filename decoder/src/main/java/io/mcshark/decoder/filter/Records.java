package io.mcshark.decoder.filter;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Header;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code same_record(…)}: finds the part of a protocol, repeated in a packet, that has all the fields named, and ties the
 * conditions to one occurrence of it at a time. Of nested parts that have them all it is the innermost; where several
 * kinds of parts do, any of them.
 */
final class Records {
    private final String filter;
    private final Binder binder;
    private final Checker checker;

    Records(String filter, Binder binder, Checker checker) {
        this.filter = filter;
        this.binder = binder;
        this.checker = checker;
    }

    Condition condition(Expr.SameRecord same) throws FilterException {
        if (binder.isInRecord()) {
            throw new FilterException(
                    filter, same.from(), same.end(), "same_record( ) inside another one says nothing");
        }
        List<Condition> found = new ArrayList<>();
        for (Header part : parts(same)) {
            FieldValues.Occurrence occurrence = binder.within(part);
            try {
                Condition term = checker.condition(same.term());
                found.add(new Condition.InRecord(path(part), occurrence, term));
            } finally {
                binder.within(null);
            }
        }
        return found.size() == 1 ? found.getFirst() : new Condition.Or(found.toArray(Condition[]::new));
    }

    /** The parts that have all fields of the conditions. */
    List<Header> parts(Expr.SameRecord same) throws FilterException {
        List<Operand.Name> names = new ArrayList<>();
        collect(same.term(), names);
        Set<Header> common = null;
        Operand.Name first = null;
        for (Operand.Name name : names) {
            Set<Header> own = parts(name);
            if (common == null) {
                common = own;
                first = name;
                continue;
            }
            Set<Header> both = new LinkedHashSet<>(common);
            both.retainAll(own);
            if (both.isEmpty()) {
                throw binder.wrong(
                        name,
                        name + " is in " + labels(own) + " and " + first + " in " + labels(common)
                                + ": no one record has both");
            }
            common = both;
        }
        if (common == null) {
            throw new FilterException(filter, same.from(), same.end(), "same_record( ) names no field");
        }
        List<Header> innermost = new ArrayList<>(common);
        for (Header part : common) {
            for (Header outer = part.parent(); outer != null; outer = outer.parent()) {
                innermost.remove(outer);
            }
        }
        return innermost;
    }

    private Set<Header> parts(Operand.Name name) throws FilterException {
        Set<Header> parts = new LinkedHashSet<>();
        for (Field field : name.entry().fields()) {
            for (Header header = field.header(); header != null; header = header.parent()) {
                if (header.parent() != null && !header.continues()) {
                    parts.add(header);
                }
            }
        }
        if (parts.isEmpty()) {
            throw binder.wrong(
                    name, name + " is in no part that repeats: say it outside, " + name + " … and same_record(…)");
        }
        return parts;
    }

    private static String labels(Set<Header> parts) {
        return String.join(
                " or ",
                parts.stream().map(part -> "“" + part.label() + "”").distinct().toList());
    }

    private static Header[] path(Header part) {
        List<Header> path = new ArrayList<>();
        for (Header header = part; header.parent() != null; header = header.parent()) {
            path.addFirst(header);
        }
        return path.toArray(Header[]::new);
    }

    // ---- the names in a tree

    static void collect(Expr expr, List<Operand.Name> names) {
        switch (expr) {
            case Expr.And and -> and.terms().forEach(term -> collect(term, names));
            case Expr.Or or -> or.terms().forEach(term -> collect(term, names));
            case Expr.Xor xor -> xor.terms().forEach(term -> collect(term, names));
            case Expr.Not not -> collect(not.term(), names);
            case Expr.SameRecord same -> collect(same.term(), names);
            case Expr.Has has -> collect(has.operand(), names);
            case Expr.Compare compare -> {
                collect(compare.left(), names);
                collect(compare.right(), names);
            }
            case Expr.In in -> {
                collect(in.operand(), names);
                in.members().forEach(member -> {
                    collect(member.low(), names);
                    if (member.high() != null) {
                        collect(member.high(), names);
                    }
                });
            }
        }
    }

    private static void collect(Operand operand, List<Operand.Name> names) {
        switch (operand) {
            case Operand.Name name -> names.add(name);
            case Operand.Layer layer -> names.add(layer.of());
            case Operand.Slice slice -> collect(slice.of(), names);
            case Operand.Mask mask -> {
                collect(mask.left(), names);
                collect(mask.right(), names);
            }
            case Operand.Arithmetic arithmetic -> {
                collect(arithmetic.left(), names);
                collect(arithmetic.right(), names);
            }
            case Operand.Negative negative -> collect(negative.of(), names);
            case Operand.Call call -> call.arguments().forEach(argument -> collect(argument, names));
            case Operand.Raw raw -> collect(raw.of(), names);
            case Operand.Literal literal -> {
                // no name
            }
        }
    }
}
