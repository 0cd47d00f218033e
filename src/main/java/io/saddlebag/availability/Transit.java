package io.saddlebag.availability;

import io.saddlebag.availability.Rules.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When pieces on their way count: from so long before they are expected until they are a day late. */
final class Transit {

    /** Later than this nobody can say whether they come. Expected times are often a day without an hour. */
    static final Duration LATE = Duration.ofDays(1);

    private Transit() {}

    static boolean counts(Incoming incoming, Duration ahead, Instant now) {
        return !incoming.expectedAt().minus(ahead).isAfter(now)
                && !incoming.expectedAt().plus(LATE).isBefore(now);
    }

    /** When an item's incoming pieces begin or cease to count next. */
    static Optional<Instant> next(Item item, Layout layout, Instant now) {
        Instant next = Instant.MAX;
        for (Level level : item.levels()) {
            if (!level.incoming().isEmpty()) {
                Optional<Duration> ahead =
                        layout.node(level.place()).map(Node::inTransit).flatMap(Rules.Said::value);
                for (Incoming incoming : ahead.isPresent() ? level.incoming() : List.<Incoming>of()) {
                    next = sooner(next, incoming.expectedAt().minus(ahead.get()), now);
                    next = sooner(next, incoming.expectedAt().plus(LATE).plusNanos(1), now);
                }
            }
        }
        return next.equals(Instant.MAX) ? Optional.empty() : Optional.of(next);
    }

    private static Instant sooner(Instant next, Instant candidate, Instant now) {
        return candidate.isAfter(now) && candidate.isBefore(next) ? candidate : next;
    }
}
