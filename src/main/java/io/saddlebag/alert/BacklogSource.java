package io.saddlebag.alert;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Rule {@code backlog-age}: the oldest message of each queue. */
final class BacklogSource implements AlertSource {

    private final Supplier<Map<String, Backlog>> queues;
    private final Clock clock;

    BacklogSource(Supplier<Map<String, Backlog>> queues, Clock clock) {
        this.queues = queues;
        this.clock = clock;
    }

    @Override
    public Set<Rule> rules() {
        return Set.of(Rule.BACKLOG_AGE);
    }

    @Override
    public List<Condition> now() {
        return queues.get().entrySet().stream()
                .map(entry -> Condition.of(
                        Rule.BACKLOG_AGE,
                        "queue " + entry.getKey(),
                        Math.max(1, entry.getValue().messages()),
                        entry.getValue().oldest(),
                        "the oldest message of " + entry.getKey() + " has waited "
                                + Wording.between(entry.getValue().oldest(), clock.instant())
                                + (entry.getValue().messages() > 1
                                        ? ", " + entry.getValue().messages() + " messages wait there"
                                        : ""),
                        ""))
                .toList();
    }
}
