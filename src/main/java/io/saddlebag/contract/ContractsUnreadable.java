package io.saddlebag.contract;

import java.util.List;

/** Contract files that are missing or are no JSON Schema. The daemon does not start with them. */
public final class ContractsUnreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names every problem. */
    public ContractsUnreadable(List<String> problems) {
        super(problems.size() + " problem(s) with the contracts:\n  " + String.join("\n  ", problems));
    }
}
