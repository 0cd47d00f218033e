package io.saddlebag.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** What came of pricing an item for a store. */
public sealed interface Priced {

    /** When it has to be asked again although nothing changes in the ERP: a rule begins or ends. */
    Optional<Instant> nextChange();

    /**
     * A price.
     *
     * @param net its lowest price without tax, for the comparison with the cost
     * @param because what made it, for a person
     */
    record Known(StorePrice price, Optional<BigDecimal> net, String because, Optional<Instant> nextChange)
            implements Priced {}

    /**
     * There is none, and none is guessed.
     *
     * @param code stable short name
     * @param words what is missing
     * @param remedy what to do
     */
    record Unknown(String code, String words, String remedy, Optional<Instant> nextChange) implements Priced {}
}
