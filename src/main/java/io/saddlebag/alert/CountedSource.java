package io.saddlebag.alert;

import io.saddlebag.ledger.AlertFacts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rules {@code bad-signature} and {@code repeated-throttling}: what all daemons counted in the last quarter of an hour. */
final class CountedSource implements AlertSource {

    static final Duration WINDOW = Duration.ofMinutes(15);

    private final AlertFacts facts;
    private final Clock clock;

    CountedSource(AlertFacts facts, Clock clock) {
        this.facts = facts;
        this.clock = clock;
    }

    @Override
    public Set<Rule> rules() {
        return Set.of(Rule.BAD_SIGNATURE, Rule.REPEATED_THROTTLING);
    }

    @Override
    public List<Condition> now() {
        Instant since = clock.instant().minus(WINDOW);
        List<Condition> found = new ArrayList<>();
        facts.counted(LocalCounts.BAD_SIGNATURES, since)
                .forEach((partner, n) -> found.add(Condition.of(
                        Rule.BAD_SIGNATURE,
                        partner,
                        n,
                        since,
                        (n == 1 ? "1 webhook" : n + " webhooks") + " for " + partner
                                + " with a missing or wrong signature refused in the last 15 minutes",
                        "doctor")));
        facts.counted(LocalCounts.THROTTLED, since)
                .forEach((partner, n) -> found.add(Condition.of(
                        Rule.REPEATED_THROTTLING,
                        partner,
                        n,
                        since,
                        partner + " asked for a slower pace " + (n == 1 ? "once" : n + " times")
                                + " in the last 15 minutes",
                        "")));
        return found;
    }
}
