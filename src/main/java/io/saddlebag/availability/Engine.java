package io.saddlebag.availability;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/** Sellable stock, kept up to date in memory. Not thread-safe. */
public final class Engine {

    /** A SKU in a channel. */
    public record Key(String channel, String sku) {}

    /** An engine that knows nothing but its rules. */
    public Engine(Rules rules, Instant now) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Replaces levels, by place and SKU. */
    public Set<Key> levels(Collection<Level> levels) {
        return Set.of();
    }

    /** A source has been read. */
    public Set<Key> feed(Feed feed) {
        return Set.of();
    }

    /** Replaces an order's demand; empty releases it. */
    public Set<Key> demand(String order, Collection<Demand> rows) {
        return Set.of();
    }

    /** Replaces facts, by SKU. */
    public Set<Key> items(Collection<ItemFacts> items) {
        return Set.of();
    }

    /** Time goes on. */
    public Set<Key> time(Instant now) {
        return Set.of();
    }

    /** Replaces the rules. */
    public Set<Key> rules(Rules rules) {
        return Set.of();
    }

    /** What a channel may sell; 0 of what nobody knows. */
    public Sellable sellable(String channel, String sku) {
        return new Sellable(channel, sku, 0, Backorders.NO, false);
    }

    /** How that number comes about. */
    public Explanation explain(String channel, String sku) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Every SKU known. */
    public Set<String> skus() {
        return Set.of();
    }
}
