package io.saddlebag.pricing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a store's prices hold tax, and at which rate.
 *
 * @param included whether they do
 * @param rates name of the ERP's tax → percent in the store, where that differs from the ERP's own
 * @param usual percent for an item without any tax in the ERP, empty to refuse a price for it
 */
public record StoreTax(boolean included, Map<String, BigDecimal> rates, Optional<BigDecimal> usual) {

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    /** Copies the map. */
    public StoreTax {
        rates = Map.copyOf(rates);
    }

    /**
     * A sales tax of an item in the ERP.
     *
     * @param percent empty where the tax is not a percentage of the price
     * @param included whether the ERP's price of the item holds it
     */
    public record ErpTax(String name, Optional<BigDecimal> percent, boolean included) {}

    /**
     * The ERP's price as the store's, not rounded; empty where the rate would have to be guessed.
     *
     * @param price as the ERP keeps it: with those taxes that it includes
     */
    public Optional<BigDecimal> convert(BigDecimal price, List<ErpTax> taxes) {
        boolean holds = taxes.stream().anyMatch(ErpTax::included);
        Optional<BigDecimal> erp = sum(taxes, false, true);
        Optional<BigDecimal> store = included ? sum(taxes, true, false) : Optional.of(BigDecimal.ZERO);
        if (erp.isEmpty() || store.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal held = holds ? erp.get() : BigDecimal.ZERO;
        if (held.compareTo(store.get()) == 0) {
            return Optional.of(price);
        }
        return Optional.of(times(price.divide(factor(held), MathContext.DECIMAL128), store.get()));
    }

    /** A price of the store without its tax; empty where the rate is not known. */
    public Optional<BigDecimal> net(BigDecimal price, List<ErpTax> taxes) {
        if (!included) {
            return Optional.of(price);
        }
        return sum(taxes, true, false).map(rate -> price.divide(factor(rate), MathContext.DECIMAL128));
    }

    /** Percent of all taxes together: those of the store, or those the ERP's own price includes. */
    private Optional<BigDecimal> sum(List<ErpTax> taxes, boolean ofStore, boolean includedOnly) {
        if (taxes.isEmpty()) {
            return ofStore ? usual : Optional.of(BigDecimal.ZERO);
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (ErpTax tax : taxes) {
            if (includedOnly && !tax.included()) {
                continue;
            }
            Optional<BigDecimal> percent =
                    ofStore && rates.containsKey(tax.name()) ? Optional.of(rates.get(tax.name())) : tax.percent();
            if (percent.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.add(percent.get());
        }
        return Optional.of(sum);
    }

    private static BigDecimal factor(BigDecimal percent) {
        return BigDecimal.ONE.add(percent.divide(HUNDRED));
    }

    private static BigDecimal times(BigDecimal net, BigDecimal percent) {
        return net.multiply(factor(percent), MathContext.DECIMAL128);
    }
}
