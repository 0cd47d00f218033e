package io.saddlebag.connector.odoo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What an Odoo is used for, and what its bot user needs for that. */
public enum OdooUse {
    /** Orders, their deliveries and invoices. */
    ORDERS(
            "",
            Map.of(
                    "res.partner", List.of("read", "create", "write"),
                    "product.product", List.of("read"),
                    "account.tax", List.of("read"),
                    "sale.order", List.of("read", "create", "write"),
                    "sale.order.line", List.of("read", "create", "write"),
                    "stock.picking", List.of("read", "write"),
                    "stock.move", List.of("read", "write"),
                    "account.move", List.of("read", "create", "write"),
                    "stock.warehouse", List.of("read")),
            "give it the groups Sales / User: All Documents, Inventory / User and Invoicing / Billing"),
    /** Its stock is read. */
    STOCK(
            "stock",
            Map.of(
                    "product.product", List.of("read"),
                    "stock.quant", List.of("read"),
                    "stock.move", List.of("read"),
                    "stock.warehouse", List.of("read")),
            "give it the group Inventory / User"),
    /** Its prices are read. */
    PRICES(
            "prices",
            Map.of(
                    "product.product", List.of("read"),
                    "product.pricelist", List.of("read"),
                    "product.pricelist.item", List.of("read"),
                    "product.category", List.of("read"),
                    "account.tax", List.of("read")),
            "give it the group Sales / User: All Documents, and Invoicing / Billing for the taxes"),
    /** Its items are read, with their pictures. */
    PRODUCTS(
            "products",
            Map.of(
                    "product.product", List.of("read"),
                    "product.template", List.of("read"),
                    "product.template.attribute.line", List.of("read"),
                    "product.template.attribute.value", List.of("read"),
                    "product.category", List.of("read")),
            "give it the group Sales / User: All Documents"),
    /** What a warehouse counted is counted there, too. Odoo lets nobody but a stock manager apply a count. */
    COUNTS(
            "adjustments",
            Map.of("stock.quant", List.of("read")),
            "give it the group Inventory / Administrator, or take out the warehouse's mirror-to");

    private static final String STOCK_MANAGER = "stock.group_stock_manager";

    private final String word;
    private final Map<String, List<String>> rights;
    private final String remedy;

    OdooUse(String word, Map<String, List<String>> rights, String remedy) {
        this.word = word;
        this.rights = new TreeMap<>(rights);
        this.remedy = remedy;
    }

    /** What the doctor calls it. */
    String check() {
        return word.isEmpty() ? "rights" : "rights for " + word;
    }

    /** Model → operations, as the operations of this package use them. */
    Map<String, List<String>> rights() {
        return rights;
    }

    /** External id of the group that no right stands for. */
    Optional<String> group() {
        return this == COUNTS ? Optional.of(STOCK_MANAGER) : Optional.empty();
    }

    String remedy() {
        return remedy;
    }
}
