package io.saddlebag.pricing;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How a store's prices are made of the ERP's.
 *
 * @param store configured name of the store
 * @param currency ISO code of its prices
 * @param regular name or id of the price list of regular prices, empty for the sales price
 * @param sale where sale prices come from
 * @param tax whether its prices hold tax
 * @param rounding how they are rounded
 * @param guards what is held for a person
 */
public record PricePolicy(
        String store,
        String currency,
        Optional<String> regular,
        Sale sale,
        StoreTax tax,
        Rounding rounding,
        Guards guards) {

    /** Where sale prices come from. */
    public sealed interface Sale {

        /** There are none. */
        record None() implements Sale {}

        /** Rules with dates in the list of regular prices; what has no dates there is a regular price. */
        record DatedRules() implements Sale {}

        /** A list of its own: an item is on sale while a rule of it fits. */
        record OtherList(String name) implements Sale {}
    }

    /** The price lists it needs. */
    public Set<String> lists() {
        Set<String> names = new LinkedHashSet<>();
        regular.ifPresent(names::add);
        if (sale instanceof Sale.OtherList other) {
            names.add(other.name());
        }
        return names;
    }
}
