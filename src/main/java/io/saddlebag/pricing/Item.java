package io.saddlebag.pricing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What is priced.
 *
 * @param variant the ERP's id of the variant
 * @param product the ERP's id of the product it is a variant of
 * @param categories ids of its category and all above it
 * @param salesPrice price where no rule fits, in the company's currency
 * @param cost what it cost, in the company's currency; empty where the ERP does not say
 */
public record Item(
        long variant, long product, List<Long> categories, BigDecimal salesPrice, Optional<BigDecimal> cost) {

    /** Copies the list. */
    public Item {
        categories = List.copyOf(categories);
    }

    /** An item whose cost is not known. */
    public Item(long variant, long product, List<Long> categories, BigDecimal salesPrice) {
        this(variant, product, categories, salesPrice, Optional.empty());
    }
}
