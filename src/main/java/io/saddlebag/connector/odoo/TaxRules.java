package io.saddlebag.connector.odoo;

import io.saddlebag.order.Order;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which Odoo taxes a line of one order gets. The taxes are always sent: without them Odoo would take the product's
 * default ones (facts: erp 15).
 */
final class TaxRules {

    private final OdooSettings settings;
    private final List<Catalogue.Tax> known;
    private final String store;
    private final Map<String, Order.TaxLine> rates;
    private final Missing missing;

    TaxRules(OdooSettings settings, List<Catalogue.Tax> known, Order order, Missing missing) {
        this.settings = settings;
        this.known = known;
        this.store = order.store();
        this.rates = order.taxLines().stream()
                .collect(Collectors.toMap(Order.TaxLine::rateId, Function.identity(), (a, b) -> a));
        this.missing = missing;
    }

    /** The taxes of a line; empty means none. */
    List<Catalogue.Tax> of(String line, BigDecimal total, List<Order.Tax> taxes) {
        List<Catalogue.Tax> found = new ArrayList<>();
        List<Order.Tax> applied = taxes.stream().filter(t -> applies(total, t)).toList();
        if (applied.isEmpty()) {
            Optional.ofNullable(settings.taxes().get("none"))
                    .flatMap(name -> odooTax(name, "none"))
                    .ifPresent(found::add);
        }
        for (Order.Tax tax : applied) {
            odooTax(tax.rateId()).filter(t -> !found.contains(t)).ifPresent(found::add);
        }
        if (found.stream().map(Catalogue.Tax::priceInclude).distinct().count() > 1) {
            missing.add(
                    "mixed-taxes",
                    line + " has taxes of which some are part of the price in Odoo and some are not",
                    "map its rates to taxes of one kind");
        }
        return found;
    }

    /**
     * WooCommerce lists a rate with nothing behind it where it does not apply to the line. A rate applies where it
     * brings tax, or where it would bring none: at 0 %, or on an amount too small for a whole cent.
     */
    private boolean applies(BigDecimal total, Order.Tax tax) {
        if (tax.total().signum() != 0) {
            return true;
        }
        Order.TaxLine rate = rates.get(tax.rateId());
        if (rate == null || rate.percent().isEmpty()) {
            return false;
        }
        BigDecimal expected = total.multiply(rate.percent().get()).movePointLeft(2);
        return expected.setScale(2, RoundingMode.HALF_UP).signum() == 0;
    }

    private Optional<Catalogue.Tax> odooTax(String rateId) {
        List<String> keys = keys(rateId);
        for (String key : keys) {
            String name = settings.taxes().get(key);
            if (name != null) {
                return odooTax(name, key);
            }
        }
        missing.add(
                "unknown-tax",
                "tax rate " + keys.get(0) + describe(rateId) + " has no Odoo tax",
                "set " + settings.property("tax." + keys.get(0)) + " to an Odoo tax");
        return Optional.empty();
    }

    /** Rate id, rate code, percent; with the store's name first, then without. */
    private List<String> keys(String rateId) {
        List<String> names = new ArrayList<>(List.of(rateId));
        Order.TaxLine rate = rates.get(rateId);
        if (rate != null) {
            if (!rate.rateCode().isEmpty()) {
                names.add(rate.rateCode());
            }
            rate.percent()
                    .ifPresent(p -> names.add(
                            p.signum() == 0 ? "0%" : p.stripTrailingZeros().toPlainString() + "%"));
        }
        List<String> keys =
                new ArrayList<>(names.stream().map(n -> store + "." + n).toList());
        keys.addAll(names);
        return keys;
    }

    private String describe(String rateId) {
        Order.TaxLine rate = rates.get(rateId);
        return rate == null
                ? ""
                : " (" + rate.label()
                        + rate.percent()
                                .map(p -> " " + p.toPlainString() + " %")
                                .orElse("") + ")";
    }

    private Optional<Catalogue.Tax> odooTax(String name, String key) {
        List<Catalogue.Tax> fit = known.stream()
                .filter(t -> t.name().equals(name) || String.valueOf(t.id()).equals(name))
                .toList();
        if (fit.size() == 1) {
            return Optional.of(fit.get(0));
        }
        missing.add(
                "unknown-tax",
                fit.size() + " sales taxes in Odoo are '" + name + "'",
                "set " + settings.property("tax." + key) + " to the id of one");
        return Optional.empty();
    }
}
