package io.saddlebag.alert;

import io.saddlebag.ledger.Prices;
import java.util.List;
import java.util.Set;

/** Rule {@code prices-held}, from the held changes, one alert for each store. */
final class HeldPricesSource implements AlertSource {

    private final Prices prices;

    HeldPricesSource(Prices prices) {
        this.prices = prices;
    }

    @Override
    public Set<Rule> rules() {
        return Set.of(Rule.PRICES_HELD);
    }

    @Override
    public List<Condition> now() {
        return prices.waiting().stream()
                .map(waiting -> Condition.of(
                        Rule.PRICES_HELD,
                        "store." + waiting.store(),
                        waiting.held(),
                        waiting.oldest(),
                        (waiting.held() == 1 ? "1 price change" : waiting.held() + " price changes") + " of store."
                                + waiting.store() + (waiting.held() == 1 ? " waits" : " wait") + " for an approval",
                        "prices held --store " + waiting.store()))
                .toList();
    }
}
