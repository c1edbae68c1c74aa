package io.mcshark.decoder.filter;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.protocol.Glimpse;

/**
 * Numbers at several fixed places in a protocol's header, or in what continues it, compared with literals, as {@link
 * Condition.Fixed} does with one. Where a home is there only under a condition, the condition is asked last, when it
 * matters: most values decide nothing.
 */
final class Near extends Condition {
    /** One place: the bytes, and the headers that must be there. */
    private static final class Home {
        final int at;
        final int bytes;
        final int shift;
        final long mask;
        final Header[] conditions;

        Home(Field field, Header[] conditions, long mask) {
            this.at = field.at();
            this.bytes = field.bytes();
            this.shift = field.shift();
            this.mask = field.mask() & mask;
            this.conditions = conditions;
        }

        /** Whether there are bytes to read; of a conditional header they may be another layer's, or none. */
        boolean isReadable(Frame f, int layer) {
            return conditions.length == 0 || f.at(layer) + at + bytes <= f.end(layer);
        }

        long value(Frame f, int layer) {
            return f.number(f.at(layer) + at, bytes) >>> shift & mask;
        }

        boolean isThere(Frame f, int layer) {
            return conditions.length == 0 || FieldValues.isThere(conditions, f, f.at(layer), f.end(layer));
        }
    }

    private final Protocol protocol;
    private final Home[] homes;
    private final FieldValues far;
    private final Header[] doors;
    private final Match match;
    private final Ranges ranges;
    private final long low;
    private final long span;
    private final boolean inside;
    private final boolean every;

    /**
     * @param mask what of each value counts
     * @param far the homes elsewhere, or null
     * @param match a {@link Match.Within} or {@link Match.OneOf}
     */
    Near(FieldValues.Homes homes, long mask, FieldValues far, Match match, boolean every) {
        this.protocol = homes.protocol();
        this.homes = new Home[homes.near().length];
        for (int i = 0; i < this.homes.length; i++) {
            this.homes[i] = new Home(homes.near()[i], homes.conditions()[i], mask);
        }
        this.far = far;
        this.doors = homes.doors();
        this.match = match;
        this.every = every;
        if (match instanceof Match.Within within) {
            ranges = null;
            low = within.low;
            span = within.span;
            inside = within.inside;
        } else {
            ranges = ((Match.OneOf) match).ranges;
            low = 0;
            span = 0;
            inside = ((Match.OneOf) match).inside;
        }
    }

    @Override
    boolean test(Frame f) {
        boolean seen = false;
        boolean open = far != null && doors == null;
        int i = f.first(protocol);
        if (i >= 0) {
            for (int depth = f.depth(); i < depth; i++) {
                if (f.protocol(i) != protocol) {
                    continue;
                }
                for (Home home : homes) {
                    if (!home.isReadable(f, i)) {
                        continue;
                    }
                    boolean decisive = fits(home.value(f, i)) != every;
                    if ((decisive || every && !seen) && home.isThere(f, i)) {
                        if (decisive) {
                            return !every;
                        }
                        seen = true;
                    }
                }
                open = open || far != null && FieldValues.isOpen(doors, f, f.at(i), f.end(i));
            }
        }
        return open ? elsewhere(f, seen) : seen;
    }

    @Override
    boolean mayHold(Glimpse glimpse) {
        int base = glimpse.at(protocol);
        if (FieldValues.mayBeElsewhere(far != null, doors, protocol, glimpse) || base == Glimpse.UNKNOWN) {
            return true;
        }
        if (base == Glimpse.ABSENT) {
            return false;
        }
        for (Home home : homes) {
            int at = base + home.at;
            if (!glimpse.knows(at + home.bytes) || fits(glimpse.number(at, home.bytes) >>> home.shift & home.mask)) {
                return true;
            }
        }
        return false;
    }

    private boolean elsewhere(Frame f, boolean seen) {
        match.begin(f, every);
        return far.each(f, match) ? !every : every && (seen || match.seen);
    }

    private boolean fits(long value) {
        return (ranges == null ? Long.compareUnsigned(value - low, span) <= 0 : ranges.contains(value)) == inside;
    }
}
