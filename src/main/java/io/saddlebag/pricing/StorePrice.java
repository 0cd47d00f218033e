package io.saddlebag.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What an item costs in a store, as stores keep it: one regular price and at most one sale price with its time.
 *
 * @param regular in the store's currency, rounded as the store wants it
 * @param sale lower price for a while, empty for none
 * @param saleFrom first instant of the sale, empty where it has begun without a date
 * @param saleTo last instant of the sale, empty for no end
 */
public record StorePrice(
        BigDecimal regular, Optional<BigDecimal> sale, Optional<Instant> saleFrom, Optional<Instant> saleTo) {

    /**
     * Checks the dates.
     *
     * @throws IllegalArgumentException for dates without a sale
     */
    public StorePrice {
        if (sale.isEmpty() && (saleFrom.isPresent() || saleTo.isPresent())) {
            throw new IllegalArgumentException("dates of a sale without a sale price");
        }
    }

    /** A price without a sale. */
    public static StorePrice regular(BigDecimal price) {
        return new StorePrice(price, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The least a buyer pays some time. */
    public BigDecimal lowest() {
        return sale.map(regular::min).orElse(regular);
    }
}
