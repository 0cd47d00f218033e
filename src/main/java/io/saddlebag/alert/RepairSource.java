package io.saddlebag.alert;

import io.saddlebag.ledger.AlertFacts;
import io.saddlebag.ledger.Ledger.Notice;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Rule {@code webhook-repaired}: what the webhook watchdogs noted. It goes away when no repair was needed for half an hour. */
final class RepairSource implements AlertSource {

    private static final Duration WINDOW = Duration.ofMinutes(30);
    private static final String WATCHDOG = " webhooks";

    private final AlertFacts facts;
    private final Clock clock;

    RepairSource(AlertFacts facts, Clock clock) {
        this.facts = facts;
        this.clock = clock;
    }

    @Override
    public Set<Rule> rules() {
        return Set.of(Rule.WEBHOOK_REPAIRED);
    }

    @Override
    public List<Condition> now() {
        Map<String, Notice> latest = new TreeMap<>();
        for (Notice notice : facts.notices(clock.instant().minus(WINDOW))) {
            if (notice.source().endsWith(WATCHDOG)) {
                latest.putIfAbsent(notice.source(), notice);
            }
        }
        return latest.values().stream()
                .map(notice -> Condition.of(
                        Rule.WEBHOOK_REPAIRED,
                        notice.source().substring(0, notice.source().length() - WATCHDOG.length()),
                        notice.times(),
                        notice.lastAt(),
                        notice.what(),
                        "doctor"))
                .toList();
    }
}
