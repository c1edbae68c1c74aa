package io.mcshark.decoder.filter;

import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Type;
import io.mcshark.decoder.analysis.Rule;
import io.mcshark.decoder.analysis.Rules;
import java.util.List;

/** Text whose values are all known beforehand: the rules that a frame meets, as an analysis notes them. */
final class Known {
    private Known() {}

    /** Whether values of that shape are names of rules. */
    static boolean isIn(Shape shape) {
        return shape.type() == Type.STRING
                && shape.entry() != null
                && shape.entry().fields().stream().anyMatch(Field::isState);
    }

    /** Refuses the name of a rule that there is none of; nothing would ever be equal to it. */
    static void check(Shape shape, Operand.Literal literal, Literals literals) throws FilterException {
        if (!isIn(shape) || Rules.of(literal.text()) != null) {
            return;
        }
        List<String> ids = Rules.all().stream().map(Rule::id).toList();
        String near = Catalogue.nearest(literal.text(), ids);
        throw literals.wrong(
                literal,
                "no rule is called so; "
                        + (near == null ? "mcshark expert --explain all lists them" : "did you mean " + near + "?"));
    }
}
