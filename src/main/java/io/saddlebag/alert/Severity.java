package io.saddlebag.alert;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How urgent an alert is. */
public enum Severity {
    /** Orders or money stand still: somebody acts now. */
    CRITICAL,
    /** Somebody looks at it today. */
    WARNING,
    /** Good to know. */
    INFO;

    /** In settings, messages and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Severity::word).toList();
    }

    static Severity of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
