package io.saddlebag.connector.odoo;

import io.saddlebag.connector.odoo.Catalogue.Product;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions about stock and customers that change nothing and stand for no order. */
final class Lookups {

    private final OdooSession odoo;
    private final Catalogue catalogue;

    Lookups(OdooSession odoo, Catalogue catalogue) {
        this.odoo = odoo;
        this.catalogue = catalogue;
    }

    /** One call for all warehouses: quantities of internal locations, reserved ones with them (odoo17 and 19/030). */
    List<StockLevel> stock(Collection<String> skus) {
        Map<String, Product> products = catalogue.products(skus);
        List<Long> ids = products.values().stream()
                .filter(Lookups::isClear)
                .map(product -> product.active().get(0))
                .distinct()
                .toList();
        Map<Long, Boolean> stocked = stocked(ids);
        Map<Long, Map<String, StockLevel.Place>> places = new HashMap<>();
        if (!ids.isEmpty()) {
            odoo.rows(OdooCall.searchRead(
                            "stock.quant",
                            Domain.all()
                                    .inIds("product_id", ids)
                                    .is("location_id.usage", "internal")
                                    .terms(),
                            List.of("product_id", "warehouse_id", "quantity", "reserved_quantity")))
                    .forEach(row -> add(places, row));
        }
        return products.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> level(entry.getKey(), entry.getValue(), stocked, places))
                .toList();
    }

    private static boolean isClear(Product product) {
        return product.active().size() == 1;
    }

    private Map<Long, Boolean> stocked(List<Long> ids) {
        Map<Long, Boolean> stocked = new HashMap<>();
        if (!ids.isEmpty()) {
            odoo.rows(OdooCall.read("product.product", ids, odoo.kind()))
                    .forEach(row -> stocked.put(row.id(), OdooSession.isCounted(row)));
        }
        return stocked;
    }

    private static void add(Map<Long, Map<String, StockLevel.Place>> places, Row row) {
        long product = row.ref("product_id").orElseThrow(() -> Stopped.odd("a quantity of no product"));
        StockLevel.Place here = new StockLevel.Place(
                row.refName("warehouse_id"), row.number("quantity"), row.number("reserved_quantity"));
        places.computeIfAbsent(product, p -> new LinkedHashMap<>())
                .merge(
                        here.warehouse(),
                        here,
                        (one, other) -> new StockLevel.Place(
                                one.warehouse(),
                                one.onHand().add(other.onHand()),
                                one.reserved().add(other.reserved())));
    }

    private static StockLevel level(
            String sku, Product product, Map<Long, Boolean> stocked, Map<Long, Map<String, StockLevel.Place>> places) {
        if (!isClear(product)) {
            return new StockLevel(sku, false, false, List.of());
        }
        long id = product.active().get(0);
        return new StockLevel(
                sku,
                true,
                stocked.getOrDefault(id, false),
                List.copyOf(places.getOrDefault(id, Map.of()).values()));
    }

    /**
     * Customers by VAT number or e-mail, compared as when an order is posted. Odoo's own warnings about a customer ({@code
     * sale_warn}, module sale; in 17 they may block) are told where the version has them.
     */
    KnownCustomer customer(String email, String vatNumber) {
        List<String> fields = new ArrayList<>(List.of("email", "vat"));
        fields.addAll(odoo.present("res.partner", "sale_warn", "sale_warn_msg"));
        Domain domain = vatNumber.isEmpty()
                ? Domain.all().like("email", email)
                : Domain.all().is("vat", vatNumber);
        List<Row> found =
                odoo
                        .rows(OdooCall.searchRead(
                                "res.partner", domain.empty("parent_id").terms(), fields))
                        .stream()
                        .filter(row -> !vatNumber.isEmpty()
                                || row.text("email").strip().equalsIgnoreCase(email))
                        .toList();
        return new KnownCustomer(
                found.stream().map(Row::id).sorted().toList(), message(found, true), message(found, false));
    }

    private static Optional<String> message(List<Row> found, boolean blocking) {
        return found.stream()
                .filter(row -> row.has("sale_warn_msg"))
                .filter(row -> blocking
                        == (row.has("sale_warn") && row.text("sale_warn").equals("block")))
                .filter(row -> !row.has("sale_warn") || !row.text("sale_warn").equals("no-message"))
                .map(row -> row.text("sale_warn_msg"))
                .filter(text -> blocking || !text.isBlank())
                .map(text -> text.isBlank() ? "sales to this customer are blocked in Odoo" : text)
                .findFirst();
    }

    static BigDecimal orZero(Row row, String field) {
        return row.has(field) ? row.number(field) : BigDecimal.ZERO;
    }
}
