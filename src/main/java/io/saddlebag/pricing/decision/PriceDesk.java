package io.saddlebag.pricing.decision;

import io.saddlebag.ledger.Actor;
import io.saddlebag.ledger.Prices;
import io.saddlebag.ledger.Prices.Decided;
import io.saddlebag.ledger.Prices.Filter;
import io.saddlebag.ledger.Prices.Hold;
import io.saddlebag.ledger.Prices.Price;
import java.util.List;
import java.util.Optional;

/** Where a person sees prices and decides about held changes. A decision is for exactly the change that was shown. */
public final class PriceDesk {

    private static final int MOST = 10_000;
    private static final int HISTORY = 20;

    private final Prices prices;

    /** Decides in this ledger. */
    public PriceDesk(Prices prices) {
        this.prices = prices;
    }

    /**
     * An item's price and what was held of it.
     *
     * @param history newest first
     */
    public record Shown(Price price, List<Hold> history) {}

    /**
     * What came of a decision about many.
     *
     * @param done changes it was done to
     * @param left changes that somebody else decided about meanwhile, or that were superseded
     */
    public record Many(int done, int left) {}

    /** Held changes, the oldest first. */
    public List<Hold> held(Filter filter) {
        return prices.held(filter);
    }

    /** Items without a price, or whose price cannot be told any more. */
    public List<Price> troubles(Optional<String> store, int limit) {
        return prices.troubles(store, limit);
    }

    /** An item of a store. */
    public Optional<Shown> show(String store, String sku) {
        return prices.find(store, sku).map(price -> new Shown(price, prices.history(store, sku, HISTORY)));
    }

    /**
     * Publishes a held change.
     */
    public Decided approve(String id, Actor actor, String why) {
        return prices.approve(id, PriceDecisions.URGENCY, actor, why);
    }

    /** Refuses a held change; the old price stays, and the refused one is not asked about again. */
    public Decided refuse(String id, Actor actor, String why) {
        return prices.refuse(id, actor, why);
    }

    /** Decides the same about every held change that matches now, at most 10,000. */
    public Many all(Filter filter, boolean approve, Actor actor, String why) {
        int done = 0;
        int left = 0;
        for (Hold hold : prices.held(new Filter(filter.store(), filter.reason(), filter.skuPrefix(), MOST))) {
            Decided decided = approve ? approve(hold.id(), actor, why) : refuse(hold.id(), actor, why);
            if (decided.done()) {
                done++;
            } else {
                left++;
            }
        }
        return new Many(done, left);
    }
}
