package io.saddlebag.alert;

import io.saddlebag.ledger.AlertFacts;
import io.saddlebag.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The sources this version has of its own: from the ledger, the buffer and the daemons' counters. */
public final class AlertSources {

    private final Ledger ledger;
    private final AlertFacts facts;
    private final AlertSettings settings;
    private final Clock clock;

    /** Sources over this ledger. */
    public AlertSources(Ledger ledger, AlertSettings settings, Clock clock) {
        this.ledger = ledger;
        this.facts = ledger.alertFacts();
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * All of them.
     *
     * @param withWebhooks stores that are to send webhooks
     * @param feeds the polls that run, each with the full name of the partner it asks
     * @param lately longer than the longest pause between two tries of a step
     */
    public List<AlertSource> all(
            Set<String> stores,
            Set<String> withWebhooks,
            Supplier<Map<String, String>> feeds,
            Supplier<Map<String, Backlog>> backlogs,
            Duration lately) {
        Map<Rule, RuleSettings> rules = settings.rules();
        return List.of(
                new ParkedSource(facts),
                new LateOrdersSource(facts, rules, stores, clock),
                new PartnerWaitsSource(facts, lately, clock),
                new CountedSource(facts, clock),
                new SilenceSource(
                        facts,
                        rules,
                        settings.hours(),
                        withWebhooks,
                        feeds,
                        new StoodStill(ledger.partnerPauses(), clock),
                        clock),
                new RepairSource(facts, clock),
                new BacklogSource(backlogs, clock),
                new ChannelSource(ledger.alerts(), Set.copyOf(settings.channels())),
                new DifferencesSource(ledger.reconciliations()),
                new DriftSource(ledger.drifts()),
                new HeldPricesSource(ledger.prices()),
                new CatalogueTroublesSource(ledger.products(), ledger.prices()));
    }
}
