package io.saddlebag.settings;

import java.util.List;

/** The settings cannot be used; the message lists every problem. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    SettingsException(List<String> problems) {
        super("the settings have " + (problems.size() == 1 ? "a problem" : problems.size() + " problems") + ":\n  - "
                + String.join("\n  - ", problems));
        this.problems = problems;
    }

    /** Every problem. */
    public List<String> problems() {
        return problems;
    }
}
