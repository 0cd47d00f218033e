package io.saddlebag.mapping;

import java.util.List;

/** Mapping files that cannot be used; the daemon does not start, or does not reload, with them. */
public final class MappingsUnreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MappingsUnreadable(List<String> problems) {
        super(problems.size() + " problem(s) with the mappings:\n  " + String.join("\n  ", problems));
    }
}
