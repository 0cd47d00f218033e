package io.saddlebag.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * One rule of a price list.
 *
 * @param id the ERP's id; of two rules that fit equally well the higher one wins
 * @param scope how narrow it is
 * @param target id of the variant, product or category it is about; 0 for a global one
 * @param minimum smallest quantity it is good for
 * @param from first instant it is good for, empty for always
 * @param until last instant it is good for, empty for ever
 * @param calculation how the price is made
 */
public record PriceRule(
        long id,
        Scope scope,
        long target,
        BigDecimal minimum,
        Optional<Instant> from,
        Optional<Instant> until,
        Calculation calculation) {

    /** What a rule is about; the narrower one goes before the wider one. */
    public enum Scope {
        /** Something this version does not know: it may be about any item, and makes no price. */
        UNKNOWN,
        /** One variant. */
        VARIANT,
        /** All variants of a product. */
        PRODUCT,
        /** A category and those below it. */
        CATEGORY,
        /** Everything. */
        GLOBAL
    }

    /** What a calculated price starts from. */
    public enum Base {
        /** The sales price. */
        SALES_PRICE,
        /** What it cost. */
        COST,
        /** A price of another list. */
        OTHER_LIST
    }

    /** How a price is made. */
    public sealed interface Calculation {

        /** The price itself, in the list's currency. */
        record Fixed(BigDecimal price) implements Calculation {}

        /** Percent off the base. */
        record Discount(Base base, BigDecimal percent) implements Calculation {}

        /**
         * Percent off the base, rounded to a multiple, plus a surcharge, within margins over the base.
         *
         * @param roundTo 0 for no rounding
         * @param minimumMargin 0 for none
         * @param maximumMargin 0 for none
         */
        record Formula(
                Base base,
                BigDecimal percent,
                BigDecimal roundTo,
                BigDecimal surcharge,
                BigDecimal minimumMargin,
                BigDecimal maximumMargin)
                implements Calculation {}

        /** A way this version does not know. */
        record Other(String name) implements Calculation {}
    }

    /** Whether it is about an item, in whatever quantity and whenever. */
    public boolean concerns(Item item) {
        return switch (scope) {
            case VARIANT -> target == item.variant();
            case PRODUCT -> target == item.product();
            case CATEGORY -> item.categories().contains(target);
            case GLOBAL, UNKNOWN -> true;
        };
    }

    /** How far above an item's own category its category is. */
    int distance(Item item) {
        return scope == Scope.CATEGORY ? item.categories().indexOf(target) : 0;
    }

    /** Whether it is good for a while only. */
    public boolean isDated() {
        return from.isPresent() || until.isPresent();
    }

    boolean fits(Item item, BigDecimal quantity, Instant at) {
        return quantity.compareTo(minimum) >= 0
                && from.map(start -> !at.isBefore(start)).orElse(true)
                && until.map(end -> !at.isAfter(end)).orElse(true)
                && concerns(item);
    }
}
