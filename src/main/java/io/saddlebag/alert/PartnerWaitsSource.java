package io.saddlebag.alert;

import io.saddlebag.ledger.AlertFacts;
import io.saddlebag.ledger.AlertFacts.Waiting;
import io.saddlebag.order.OrderKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rule {@code partner-paused}, from what the traces tell: steps that waited for a partner lately and have not gone on. It
 * knows a partner only while a step tries; what a partner's own pause is known to be can be a source of this rule beside it.
 */
final class PartnerWaitsSource implements AlertSource {

    private static final int NAMED = 5;

    private final AlertFacts facts;
    private final Duration lately;
    private final Clock clock;

    /** @param lately longer than the longest pause between two tries */
    PartnerWaitsSource(AlertFacts facts, Duration lately, Clock clock) {
        this.facts = facts;
        this.lately = lately;
        this.clock = clock;
    }

    @Override
    public Set<Rule> rules() {
        return Set.of(Rule.PARTNER_PAUSED);
    }

    @Override
    public List<Condition> now() {
        return facts.waiting(clock.instant().minus(lately)).stream()
                .map(this::condition)
                .toList();
    }

    private Condition condition(Waiting waiting) {
        List<String> keys = waiting.orders().stream().map(OrderKey::toString).toList();
        return Condition.of(
                        Rule.PARTNER_PAUSED,
                        waiting.partner(),
                        keys.size(),
                        waiting.since(),
                        keys.size() + (keys.size() == 1 ? " step waits for " : " steps wait for ") + waiting.partner()
                                + " and try again; what is behind them waits in the queue",
                        "status " + keys.get(0))
                .about(keys.stream().limit(NAMED).toList(), Map.of());
    }
}
