package io.saddlebag.settings;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with the settings; collected while they are read, reported all together. */
public final class Problems {

    private final List<String> found = new ArrayList<>();

    /** Adds one, saying which key, what is wrong and what to do. */
    public void add(String problem) {
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    /** All so far. */
    public List<String> list() {
        return List.copyOf(found);
    }

    /**
     * Ends reading.
     *
     * @throws SettingsException naming every problem, if there is any
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new SettingsException(list());
        }
    }
}
