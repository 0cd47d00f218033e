package io.saddlebag.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The rules of one price list, and the price they make. The first rule that fits counts: the narrowest, of those the one
 * for the largest quantity, of those the one for the lowest category, of those the newest (Odoo 17 to 19, product.pricelist.item:
 * {@code _order = "applied_on, min_quantity desc, categ_id desc, id desc"}, where a category is ordered by its complete name, and
 * {@code _compute_price}; no RPC computes it, facts: erp 17). A price that stands on an unknown cost, on another list or on an
 * exchange rate is not guessed.
 *
 * @param rules all its rules
 * @param ownCurrency whether its currency is the one sales prices are in
 */
public record PriceList(List<PriceRule> rules, boolean ownCurrency) {

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    /** Copies the rules. */
    public PriceList {
        rules = List.copyOf(rules);
    }

    /** A price, or why there is none. */
    public sealed interface Price {

        /**
         * The price of one piece.
         *
         * @param amount not rounded
         * @param rule the rule's id, empty where none fits and the sales price counts
         */
        record Known(BigDecimal amount, Optional<Long> rule) implements Price {}

        /** It cannot be said here; the reason is for a person. */
        record Unknown(String reason) implements Price {}
    }

    /** The rule that makes the price; empty where none fits. */
    Optional<PriceRule> counting(Item item, BigDecimal quantity, Instant at) {
        Comparator<PriceRule> first = Comparator.comparing(PriceRule::scope)
                .thenComparing(PriceRule::minimum, Comparator.reverseOrder())
                .thenComparing(rule -> rule.distance(item))
                .thenComparing(PriceRule::id, Comparator.reverseOrder());
        return rules.stream().filter(rule -> rule.fits(item, quantity, at)).min(first);
    }

    /** The price of one piece when a quantity is bought. */
    public Price of(Item item, BigDecimal quantity, Instant at) {
        Optional<PriceRule> rule = counting(item, quantity, at);
        if (rule.isEmpty()) {
            return ownCurrency
                    ? new Price.Known(item.salesPrice(), Optional.empty())
                    : new Price.Unknown("no rule fits, and the sales price is in another currency");
        }
        Optional<Long> id = Optional.of(rule.get().id());
        PriceRule.Calculation how = rule.get().calculation();
        if (how instanceof PriceRule.Calculation.Fixed fixed) {
            return new Price.Known(fixed.price(), id);
        }
        if (how instanceof PriceRule.Calculation.Discount discount) {
            return based(discount.base(), item, id.get(), base -> less(base, discount.percent()));
        }
        if (how instanceof PriceRule.Calculation.Formula formula) {
            return based(formula.base(), item, id.get(), base -> formula(formula, base));
        }
        return new Price.Unknown("rule " + id.get() + " calculates in a way this version does not know");
    }

    private Price based(PriceRule.Base base, Item item, long rule, UnaryOperator<BigDecimal> price) {
        Optional<BigDecimal> start =
                switch (base) {
                    case SALES_PRICE -> Optional.of(item.salesPrice());
                    case COST -> item.cost();
                    case OTHER_LIST -> Optional.empty();
                };
        if (start.isEmpty()) {
            return new Price.Unknown("rule " + rule + " stands on "
                    + (base == PriceRule.Base.COST ? "what the product cost" : "another price list"));
        }
        return ownCurrency
                ? new Price.Known(price.apply(start.get()), Optional.of(rule))
                : new Price.Unknown("rule " + rule + " needs an exchange rate");
    }

    private static BigDecimal less(BigDecimal price, BigDecimal percent) {
        return price.subtract(price.multiply(percent).divide(HUNDRED));
    }

    private static BigDecimal formula(PriceRule.Calculation.Formula formula, BigDecimal base) {
        BigDecimal price = less(base, formula.percent());
        if (formula.roundTo().signum() > 0) {
            price = price.divide(formula.roundTo(), 0, RoundingMode.HALF_UP).multiply(formula.roundTo());
        }
        price = price.add(formula.surcharge());
        if (formula.minimumMargin().signum() != 0) {
            price = price.max(base.add(formula.minimumMargin()));
        }
        if (formula.maximumMargin().signum() != 0) {
            price = price.min(base.add(formula.maximumMargin()));
        }
        return price;
    }
}
