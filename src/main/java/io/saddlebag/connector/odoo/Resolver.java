package io.saddlebag.connector.odoo;

import io.saddlebag.order.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds what the names in an order mean in Odoo. Everything that is missing is reported at once. No product needs to
 * have been synchronised: the SKU is enough, and nothing else of the product matters.
 */
final class Resolver {

    private final Catalogue catalogue;
    private final OdooSettings settings;

    Resolver(Catalogue catalogue, OdooSettings settings) {
        this.catalogue = catalogue;
        this.settings = settings;
    }

    Resolved resolve(Order order) {
        Missing missing = new Missing();
        List<Order.Charge> shipping = charged(order.shippingLines());
        List<Order.Charge> fees = charged(order.fees());
        Skus skus = new Skus(catalogue.products(wanted(order, shipping, fees)), missing);
        TaxRules taxes = new TaxRules(settings, catalogue.taxes(), order, missing);

        Map<String, Resolved.Item> items = new HashMap<>();
        for (Order.Line line : order.lines()) {
            String where = "line " + line.id() + " '" + line.name() + "'";
            item(
                    items,
                    line.id(),
                    skus.ofLine(order.store(), line, where),
                    taxes.of(where, line.total(), line.taxes()));
        }
        Map<String, Resolved.Item> shippingItems = new HashMap<>();
        for (Order.Charge charge : shipping) {
            String where = "shipping '" + charge.title() + "'";
            item(
                    shippingItems,
                    charge.id(),
                    skus.ofCharge(shippingSku(charge.code()), where, "shipping-product." + shippingKey(charge.code())),
                    taxes.of(where, charge.total(), charge.taxes()));
        }
        Map<String, Resolved.Item> feeItems = new HashMap<>();
        for (Order.Charge charge : fees) {
            String where = "fee '" + charge.title() + "'";
            item(
                    feeItems,
                    charge.id(),
                    skus.ofCharge(settings.feeProduct(), where, "fee-product"),
                    taxes.of(where, charge.total(), charge.taxes()));
        }
        OptionalLong rounding = settings.roundingProduct().isEmpty()
                ? OptionalLong.empty()
                : skus.ofCharge(settings.roundingProduct(), "the rounding line", "rounding-product");

        Row company = catalogue.company();
        OptionalLong currency = catalogue.currency(order.currency());
        if (currency.isEmpty()) {
            missing.add(
                    "unknown-currency",
                    "currency " + order.currency() + " is not in use in Odoo",
                    "activate " + order.currency() + " in Odoo and make a pricelist in it");
        }
        OptionalLong pricelist = currency.isEmpty()
                ? OptionalLong.empty()
                : catalogue.pricelist(
                        order.currency(),
                        currency.getAsLong(),
                        company.ref("currency_id").orElseThrow(() -> Stopped.odd("the company has no currency")),
                        missing);
        OptionalLong warehouse = warehouse(missing);
        countries(order, missing);
        missing.stopIfAny();
        return new Resolved(
                items,
                shippingItems,
                feeItems,
                rounding,
                currency.orElseThrow(),
                pricelist,
                settings.company().isPresent() ? OptionalLong.of(company.id()) : OptionalLong.empty(),
                warehouse,
                catalogue.priceDecimals());
    }

    /** Charges of nothing are not posted. */
    static List<Order.Charge> charged(List<Order.Charge> charges) {
        return charges.stream()
                .filter(c -> c.total().signum() != 0 || c.totalTax().signum() != 0)
                .toList();
    }

    private static void item(
            Map<String, Resolved.Item> items, String id, OptionalLong product, List<Catalogue.Tax> taxes) {
        product.ifPresent(p -> items.put(
                id,
                new Resolved.Item(
                        p,
                        taxes.stream().map(Catalogue.Tax::id).toList(),
                        taxes.stream().anyMatch(Catalogue.Tax::priceInclude))));
    }

    private Set<String> wanted(Order order, List<Order.Charge> shipping, List<Order.Charge> fees) {
        Set<String> skus = new LinkedHashSet<>();
        order.lines().forEach(l -> sku(order.store(), l).ifPresent(skus::add));
        shipping.forEach(c -> shippingSku(c.code()).ifPresent(skus::add));
        if (!fees.isEmpty()) {
            settings.feeProduct().ifPresent(skus::add);
        }
        settings.roundingProduct().ifPresent(skus::add);
        settings.placeholder().ifPresent(skus::add);
        return skus;
    }

    /** A line is known by product id and variation id first, by the SKU the store shows second. */
    private Optional<String> sku(String store, Order.Line line) {
        String set = settings.products().get(productKey(store, line));
        return Optional.ofNullable(set).or(() -> Optional.of(line.sku()).filter(s -> !s.isBlank()));
    }

    private static String productKey(String store, Order.Line line) {
        return store + "." + line.productId()
                + line.variationId().map(v -> "." + v).orElse("");
    }

    private static String shippingKey(String code) {
        return code.isEmpty() ? "default" : code;
    }

    /** {@code flat_rate:3} is looked up whole, then as {@code flat_rate}, then as {@code default}. */
    private Optional<String> shippingSku(String code) {
        Map<String, String> set = settings.shippingProducts();
        return Optional.ofNullable(set.get(code))
                .or(() -> Optional.ofNullable(set.get(code.replaceFirst(":.*", ""))))
                .or(() -> Optional.ofNullable(set.get("default")));
    }

    private OptionalLong warehouse(Missing missing) {
        if (settings.warehouse().isEmpty()) {
            return OptionalLong.empty();
        }
        String code = settings.warehouse().get();
        Optional<Catalogue.Warehouse> found = catalogue.warehouse(code);
        if (found.isEmpty()) {
            missing.add(
                    "unknown-warehouse",
                    "Odoo has no warehouse with the code '" + code + "'",
                    "correct " + settings.property("warehouse"));
            return OptionalLong.empty();
        }
        return OptionalLong.of(found.get().id());
    }

    private void countries(Order order, Missing missing) {
        for (String code : new LinkedHashSet<>(
                List.of(order.billing().country(), order.shipping().country()))) {
            if (!code.isEmpty() && catalogue.country(code).isEmpty()) {
                missing.add(
                        "unknown-country",
                        "Odoo has no country with the code '" + code + "'",
                        "correct the address in the store, or add the country in Odoo");
            }
        }
    }

    /** Products by SKU, and what to say where there is none, or two. */
    private final class Skus {
        private final Map<String, Catalogue.Product> found;
        private final Missing missing;

        Skus(Map<String, Catalogue.Product> found, Missing missing) {
            this.found = found;
            this.missing = missing;
        }

        OptionalLong ofLine(String store, Order.Line line, String where) {
            String property = settings.property("product." + productKey(store, line));
            if (line.quantity().signum() <= 0) {
                missing.add(
                        "bad-quantity",
                        where + " has a quantity of " + line.quantity().toPlainString(),
                        "correct it in the store");
                return OptionalLong.empty();
            }
            Optional<String> sku = sku(store, line);
            if (sku.isPresent() && !found.get(sku.get()).active().isEmpty()) {
                return single(sku.get(), where, property);
            }
            if (settings.placeholder().isPresent()) {
                return ofCharge(settings.placeholder(), where, "unknown-sku");
            }
            if (sku.isEmpty()) {
                missing.add(
                        "unknown-sku",
                        where + " has no SKU",
                        "give the product one in the store, or set " + property + " to the Odoo SKU");
            } else if (!found.get(sku.get()).archived().isEmpty()) {
                missing.add(
                        "archived-sku",
                        where + ": SKU '" + sku.get() + "' is archived in Odoo",
                        "restore the product in Odoo, or set " + property + " to another SKU");
            } else {
                missing.add(
                        "unknown-sku",
                        where + ": Odoo has no product with the SKU '" + sku.get() + "'",
                        "make it in Odoo, or set " + property + " to another SKU");
            }
            return OptionalLong.empty();
        }

        OptionalLong ofCharge(Optional<String> sku, String where, String key) {
            String property = settings.property(key);
            if (sku.isEmpty()) {
                missing.add(
                        "unknown-product",
                        where + " has no product",
                        "set " + property + " to the SKU of a service product");
                return OptionalLong.empty();
            }
            if (found.get(sku.get()).active().isEmpty()) {
                missing.add(
                        "unknown-product",
                        where + ": Odoo has no product with the SKU '" + sku.get() + "'",
                        "make it in Odoo, or correct " + property);
                return OptionalLong.empty();
            }
            return single(sku.get(), where, property);
        }

        private OptionalLong single(String sku, String where, String property) {
            List<Long> ids = found.get(sku).active();
            if (ids.size() > 1) {
                missing.add(
                        "duplicate-sku",
                        where + ": the SKU '" + sku + "' is on several products in Odoo, ids " + join(ids),
                        "leave it on one of them, or set " + property + " to another SKU");
                return OptionalLong.empty();
            }
            return OptionalLong.of(ids.get(0));
        }

        private String join(List<Long> ids) {
            List<String> texts = new ArrayList<>();
            ids.forEach(id -> texts.add(String.valueOf(id)));
            return String.join(" and ", texts);
        }
    }
}
