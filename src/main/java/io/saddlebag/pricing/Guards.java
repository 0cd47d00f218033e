package io.saddlebag.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is not published before a person has approved it. All percentages are of the price the store shows now.
 *
 * @param rise largest rise of the regular price in percent
 * @param drop largest drop of the regular price, or of the least a buyer pays, in percent
 * @param floor least price, in the store's currency
 * @param margin percent a price without tax must be above the cost
 * @param costRate the store's currency for one of the company's, where they differ; empty: the cost is not compared then
 * @param mass how many prices may change at once
 * @param holdFor how long a change waits for a person
 */
public record Guards(
        BigDecimal rise,
        BigDecimal drop,
        BigDecimal floor,
        BigDecimal margin,
        Optional<BigDecimal> costRate,
        Mass mass,
        Duration holdFor) {

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    /**
     * How many prices of a store may change at once.
     *
     * @param count so many
     * @param percent or this share of all its SKUs
     * @param least fewer changes than this are never too many, whatever their share
     * @param within what was published so short a time before counts with it
     */
    public record Mass(long count, BigDecimal percent, long least, Duration within) {}

    /**
     * Why a change is held.
     *
     * @param code stable short name
     * @param words for a person
     */
    public record Reason(String code, String words) {}

    /**
     * Everything that speaks against a price.
     *
     * @param before what the store shows, empty for a new item
     * @param net the lowest price without tax, empty where the rate is not known
     * @param cost in the company's currency, empty where it is not known
     * @param sameCurrency whether store and company have the same currency
     */
    public List<Reason> judge(
            Optional<StorePrice> before,
            StorePrice after,
            Optional<BigDecimal> net,
            Optional<BigDecimal> cost,
            boolean sameCurrency) {
        List<Reason> reasons = new ArrayList<>();
        if (after.lowest().signum() <= 0) {
            reasons.add(new Reason("zero-price", "the price would be " + plain(after.lowest())));
            return reasons;
        }
        after.sale()
                .filter(sale -> sale.compareTo(after.regular()) > 0)
                .ifPresent(sale -> reasons.add(new Reason(
                        "sale-above-regular",
                        "the sale price " + plain(sale) + " is above the regular " + plain(after.regular()))));
        if (after.lowest().compareTo(floor) < 0) {
            reasons.add(new Reason("below-floor", plain(after.lowest()) + " is below the floor of " + plain(floor)));
        }
        belowCost(net, cost, sameCurrency).ifPresent(reasons::add);
        before.filter(old -> old.regular().signum() > 0).ifPresent(old -> compare(old, after, reasons));
        return reasons;
    }

    /** A price that is not above its cost is a mistake, most of all one that equals it. */
    private Optional<Reason> belowCost(Optional<BigDecimal> net, Optional<BigDecimal> cost, boolean sameCurrency) {
        Optional<BigDecimal> rate = sameCurrency ? Optional.of(BigDecimal.ONE) : costRate;
        Optional<BigDecimal> known = cost.filter(amount -> amount.signum() > 0);
        if (rate.isEmpty() || known.isEmpty() || net.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal least =
                known.get().multiply(rate.get()).multiply(HUNDRED.add(margin)).divide(HUNDRED);
        return net.get().compareTo(least) > 0
                ? Optional.empty()
                : Optional.of(new Reason(
                        "below-cost",
                        "without tax it is " + plain(net.get().setScale(2, RoundingMode.HALF_UP)) + ", not above "
                                + plain(least.setScale(2, RoundingMode.HALF_UP)) + " (cost"
                                + (margin.signum() == 0 ? ")" : " and " + plain(margin) + " %)")));
    }

    private void compare(StorePrice old, StorePrice now, List<Reason> reasons) {
        if (percent(old.regular(), now.regular()).compareTo(rise) > 0) {
            reasons.add(change("large-rise", "regular price", old.regular(), now.regular(), rise));
        }
        if (percent(old.regular(), now.regular()).negate().compareTo(drop) > 0) {
            reasons.add(change("large-drop", "regular price", old.regular(), now.regular(), drop));
        } else if (percent(old.lowest(), now.lowest()).negate().compareTo(drop) > 0) {
            reasons.add(change("large-drop", "lowest price", old.lowest(), now.lowest(), drop));
        }
    }

    private static Reason change(String code, String what, BigDecimal old, BigDecimal now, BigDecimal limit) {
        BigDecimal percent = percent(old, now).setScale(1, RoundingMode.HALF_UP);
        return new Reason(
                code,
                "the " + what + " goes from " + plain(old) + " to " + plain(now) + " ("
                        + (percent.signum() > 0 ? "+" : "") + plain(percent) + " %, allowed are " + plain(limit)
                        + " %)");
    }

    private static BigDecimal percent(BigDecimal old, BigDecimal now) {
        return old.signum() <= 0
                ? BigDecimal.ZERO
                : now.subtract(old).multiply(HUNDRED).divide(old, 6, RoundingMode.HALF_UP);
    }

    /**
     * Whether too much changes at once.
     *
     * @param changed prices that would change now
     * @param lately prices that were changed within the time of {@link Mass#within}
     * @param skus SKUs with a price in the store
     */
    public Optional<Reason> mass(long changed, long lately, long skus) {
        long all = changed + lately;
        if (changed == 0 || all < mass.least()) {
            return Optional.empty();
        }
        boolean many = all > mass.count();
        boolean large = skus > 0
                && BigDecimal.valueOf(all)
                                .multiply(HUNDRED)
                                .compareTo(mass.percent().multiply(BigDecimal.valueOf(skus)))
                        > 0;
        return many || large
                ? Optional.of(new Reason(
                        "mass-change",
                        all + " of " + skus + " prices would change at once"
                                + (lately > 0 ? ", " + lately + " of them just before" : "") + "; allowed are "
                                + mass.count() + ", or " + plain(mass.percent()) + " %"))
                : Optional.empty();
    }

    private static String plain(BigDecimal number) {
        return number.toPlainString();
    }
}
