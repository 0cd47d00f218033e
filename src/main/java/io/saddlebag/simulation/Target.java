package io.saddlebag.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whom a trouble befalls, what can befall it, and what can be said about it. */
enum Target {
    DAEMON(List.of("kill", "stop"), Set.of()),
    STORE(Partner.KINDS, Partner.DETAILS),
    ERP(Partner.KINDS, Partner.DETAILS),
    WAREHOUSE(Partner.KINDS_AND_LIMIT, Partner.DETAILS_AND_LIMIT),
    STORE_WEBHOOKS(List.of("unreliable"), Set.of("drop", "double", "shuffle")),
    WAREHOUSE_WEBHOOKS(List.of("unreliable"), Set.of("drop", "double", "shuffle")),
    DISK(List.of("full"), Set.of()),
    LEDGER(List.of("read-only"), Set.of()),
    BROKER(List.of("kill"), Set.of()),
    CLOCK(List.of("jump"), Set.of("by"));

    private final List<String> kinds;
    private final Set<String> details;

    Target(List<String> kinds, Set<String> details) {
        this.kinds = kinds;
        this.details = details;
    }

    static Optional<Target> of(String word) {
        return Arrays.stream(values()).filter(t -> t.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Target::word).toList();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<String> kinds() {
        return kinds;
    }

    Set<String> details() {
        return details;
    }

    /** What all partners have in common. */
    private static final class Partner {
        static final List<String> KINDS = List.of(
                "down",
                "latency",
                "malformed",
                "maintenance",
                "reset",
                "reset-after-commit",
                "status",
                "timeout-after-commit",
                "unauthorised");
        static final Set<String> DETAILS =
                Set.of("match", "share", "hits", "status", "retry-after", "body", "latency", "jitter");
        static final List<String> KINDS_AND_LIMIT = List.of(
                "down",
                "latency",
                "limit",
                "malformed",
                "reset",
                "reset-after-commit",
                "status",
                "timeout-after-commit",
                "unauthorised");
        static final Set<String> DETAILS_AND_LIMIT =
                Set.of("match", "share", "hits", "status", "retry-after", "body", "latency", "jitter", "a-minute");

        private Partner() {}
    }
}
