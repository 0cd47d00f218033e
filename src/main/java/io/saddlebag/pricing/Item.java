package io.saddlebag.pricing;

import java.math.BigDecimal;
import java.util.List;

/**
 * What is priced.
 *
 * @param variant the ERP's id of the variant
 * @param product the ERP's id of the product it is a variant of
 * @param categories ids of its category and all above it
 * @param salesPrice price where no rule fits, in the company's currency
 */
public record Item(long variant, long product, List<Long> categories, BigDecimal salesPrice) {

    /** Copies the list. */
    public Item {
        categories = List.copyOf(categories);
    }
}
