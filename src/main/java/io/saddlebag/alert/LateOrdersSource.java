package io.saddlebag.alert;

import io.saddlebag.ledger.AlertFacts;
import io.saddlebag.ledger.AlertFacts.Late;
import io.saddlebag.order.OrderKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules {@code late-posting} and {@code late-acknowledgement}: one condition for each store with late orders. */
final class LateOrdersSource implements AlertSource {

    private final AlertFacts facts;
    private final Map<Rule, RuleSettings> rules;
    private final Set<String> stores;
    private final Clock clock;

    LateOrdersSource(AlertFacts facts, Map<Rule, RuleSettings> rules, Set<String> stores, Clock clock) {
        this.facts = facts;
        this.rules = rules;
        this.stores = Set.copyOf(stores);
        this.clock = clock;
    }

    @Override
    public Set<Rule> rules() {
        return Set.of(Rule.LATE_POSTING, Rule.LATE_ACKNOWLEDGEMENT);
    }

    @Override
    public List<Condition> now() {
        List<Condition> found = new ArrayList<>();
        for (String store : stores) {
            facts.unposted(store, before(Rule.LATE_POSTING))
                    .ifPresent(late ->
                            found.add(condition(Rule.LATE_POSTING, store, late, "not in the ERP although due since")));
            facts.unreleased(store, before(Rule.LATE_ACKNOWLEDGEMENT))
                    .ifPresent(late -> found.add(condition(
                            Rule.LATE_ACKNOWLEDGEMENT,
                            store,
                            late,
                            "not acknowledged by the warehouse although in the ERP since")));
        }
        return found;
    }

    private Instant before(Rule rule) {
        return clock.instant().minus(rules.get(rule).age());
    }

    private static Condition condition(Rule rule, String store, Late late, String how) {
        List<String> keys = late.orders().stream().map(OrderKey::toString).toList();
        String many = late.many() >= AlertFacts.MOST ? late.many() + " or more" : String.valueOf(late.many());
        return Condition.of(
                        rule,
                        "store " + store,
                        late.many(),
                        late.oldest(),
                        many + (late.many() == 1 ? " order of " : " orders of ") + store
                                + (late.many() == 1 ? " is " : " are ") + how + " "
                                + Wording.time(late.oldest()) + (late.many() == 1 ? "" : " (the oldest)"),
                        "status " + keys.get(0))
                .about(keys, late.held());
    }
}
