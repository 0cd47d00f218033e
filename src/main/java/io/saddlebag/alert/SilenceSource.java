package io.saddlebag.alert;

import io.saddlebag.ledger.AlertFacts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Rules {@code webhook-silence} and {@code feed-stale}. What was never heard counts as heard when the rule first looked, so
 * that a new daemon does not begin with alerts and one whose polls never worked ends with them. The time in which the partner
 * was paused does not count, and while it is paused nothing is told: rule {@code partner-paused} tells that.
 */
final class SilenceSource implements AlertSource {

    private final AlertFacts facts;
    private final Map<Rule, RuleSettings> rules;
    private final BusinessHours hours;
    private final Set<String> withWebhooks;
    private final Supplier<Map<String, String>> feeds;
    private final StoodStill pauses;
    private final Clock clock;

    /**
     * Listens to these.
     *
     * @param withWebhooks stores that are to send webhooks
     * @param feeds the polls that run, each with the full name of the partner it asks
     */
    SilenceSource(
            AlertFacts facts,
            Map<Rule, RuleSettings> rules,
            BusinessHours hours,
            Set<String> withWebhooks,
            Supplier<Map<String, String>> feeds,
            StoodStill pauses,
            Clock clock) {
        this.facts = facts;
        this.rules = rules;
        this.hours = hours;
        this.withWebhooks = Set.copyOf(withWebhooks);
        this.feeds = feeds;
        this.pauses = pauses;
        this.clock = clock;
    }

    static String webhooks(String partner) {
        return "webhook/" + partner;
    }

    static String feed(String name) {
        return "feed/" + name;
    }

    @Override
    public Set<Rule> rules() {
        return Set.of(Rule.WEBHOOK_SILENCE, Rule.FEED_STALE);
    }

    /** Silence out of hours neither begins an alert nor ends one. */
    @Override
    public List<Condition> now() {
        Instant now = clock.instant();
        List<Condition> found = new ArrayList<>();
        for (String partner : withWebhooks) {
            Instant heard = facts.markOrBegin(webhooks(partner));
            if (pauses.now("store." + partner)) {
                continue;
            }
            Duration silent = hours.between(heard, now);
            for (StoodStill.Time paused : pauses.since("store." + partner, heard)) {
                silent = silent.minus(hours.between(paused.from(), paused.to()));
            }
            if (silent.compareTo(rules.get(Rule.WEBHOOK_SILENCE).age()) >= 0) {
                found.add(Condition.of(
                        Rule.WEBHOOK_SILENCE,
                        partner,
                        1,
                        heard,
                        "no webhook of " + partner + " since " + Wording.time(heard) + ", " + Wording.duration(silent)
                                + " of business hours",
                        "doctor"));
            }
        }
        feeds.get().forEach((feed, partner) -> {
            Instant read = facts.markOrBegin(feed(feed));
            if (pauses.now(partner)) {
                return;
            }
            Duration paused = pauses.since(partner, read).stream()
                    .map(time -> Duration.between(time.from(), time.to()))
                    .reduce(Duration.ZERO, Duration::plus);
            found.add(Condition.of(
                    Rule.FEED_STALE,
                    feed,
                    1,
                    read.plus(paused),
                    "the poll " + feed + " has not read everything since " + Wording.time(read),
                    "doctor"));
        });
        return found;
    }
}
