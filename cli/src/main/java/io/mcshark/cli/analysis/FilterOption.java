package io.mcshark.cli.analysis;

import io.mcshark.cli.DisplayFilters;
import io.mcshark.cli.Options;
import io.mcshark.decoder.filter.Filter;
import io.mcshark.decoder.filter.FilterException;

/** Which packets an analysis looks at: {@code -Y}. */
final class FilterOption {
    private String text;

    void declare(Options options) {
        options.value(
                String.class,
                one -> text = one,
                "FILTER",
                "Only packets that pass this display filter.",
                "-Y",
                "--display-filter");
    }

    /** As typed; null for none. */
    String text() {
        return text;
    }

    /** The filter; null for none. */
    Filter compile() throws FilterException {
        return text == null ? null : DisplayFilters.compile(text);
    }
}
