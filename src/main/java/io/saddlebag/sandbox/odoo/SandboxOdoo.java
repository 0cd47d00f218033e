package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.http.Faults;
import io.saddlebag.sandbox.http.SandboxServer;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * A stateful stand-in of an Odoo 17 or 19 server over real HTTP: {@code /jsonrpc}, and for 19 {@code /json/2}. It
 * answers as the captured servers did (fixtures {@code erp/odoo17} and {@code erp/odoo19}); what they refused, it
 * refuses in the same words. The Java methods may be called from any thread.
 */
public final class SandboxOdoo implements AutoCloseable {

    private final OdooOptions options;
    private final Engine engine;
    private final Desk desk;
    private final SandboxServer server;

    private SandboxOdoo(Vertx vertx, int port, OdooOptions options, Clock clock) {
        this.options = options;
        this.engine = new Engine(options, invoice -> payLater(vertx, invoice));
        this.desk = new Desk(engine, clock);
        desk.seed(options);
        OdooHandler handler = new OdooHandler(engine, options, clock);
        this.server = SandboxServer.start(vertx, "odoo" + options.version(), port, handler, this::state);
    }

    /**
     * Starts the sandbox and returns when it listens on 127.0.0.1.
     *
     * @param port the port, 0 for a free one
     * @throws IllegalStateException if the port is taken
     */
    public static SandboxOdoo start(Vertx vertx, int port, OdooOptions options) {
        return start(vertx, port, options, Clock.systemUTC());
    }

    /** As {@link #start(Vertx, int, OdooOptions)}, with the clock that stamps the records. */
    public static SandboxOdoo start(Vertx vertx, int port, OdooOptions options, Clock clock) {
        return new SandboxOdoo(vertx, port, options, clock);
    }

    /** Its address, e.g. {@code http://127.0.0.1:8069}. */
    public String url() {
        return server.url();
    }

    /** The faults in force. */
    public Faults faults() {
        return server.faults();
    }

    /** How it was started. */
    public OdooOptions options() {
        return options;
    }

    /** Adds a product and answers its id; taxes are the first sales tax unless changed over the API. */
    public int addProduct(Product product) {
        return desk.addProduct(product);
    }

    /**
     * Gives a product another sales price, as somebody in Odoo would.
     *
     * @throws IllegalArgumentException for an unknown SKU
     */
    public void price(String sku, BigDecimal price) {
        desk.write(sku, "list_price", price);
    }

    /**
     * Gives a product another cost.
     *
     * @throws IllegalArgumentException for an unknown SKU
     */
    public void cost(String sku, BigDecimal cost) {
        desk.write(sku, "standard_price", cost);
    }

    /** Adds a record, as somebody in Odoo would, and answers its id. */
    public int add(String model, ObjectNode values) {
        return desk.add(model, values);
    }

    /** Ids of a product and of its template. */
    public ProductIds ids(String sku) {
        return desk.ids(sku);
    }

    /** Adds a category below "All", such as {@code Kitchen / Mugs}, and answers its id. */
    public int addCategory(String path) {
        return desk.addCategory(path);
    }

    /**
     * Changes fields of an item, as somebody in Odoo would: {@code name}, {@code categ_id}, {@code image_1920}, {@code active} …
     *
     * @throws IllegalArgumentException for an unknown SKU
     */
    public void change(String sku, ObjectNode values) {
        desk.change(sku, values);
    }

    /** The same of an item by the id it was added with: several may have one SKU. */
    public void change(int product, ObjectNode values) {
        desk.change(product, values);
    }

    /** Gives an item's text in another language, as somebody who speaks it would. */
    public void translate(String sku, String field, String language, String text) {
        desk.translate(sku, field, language, text);
    }

    /** Sets a field of any record, as somebody in Odoo's settings would. */
    public void change(String model, long id, String field, String value) {
        desk.change(model, id, field, value);
    }

    /** Deletes an item for good; Odoo lets that happen to what was never sold or moved. */
    public void delete(int product) {
        desk.delete(product);
    }

    /**
     * Adds an item with variants that one attribute tells apart, and answers the template's id.
     *
     * @param skus of the variants, by the attribute's value, in order
     */
    public int addVariants(String name, String attribute, Map<String, String> skus, BigDecimal price) {
        return desk.addVariants(name, attribute, skus, price);
    }

    /**
     * Receives stock, or takes it where the quantity is negative; waiting deliveries are reserved from it.
     *
     * @throws IllegalArgumentException for an unknown SKU or warehouse code
     */
    public void addStock(String sku, String warehouse, BigDecimal quantity) {
        desk.addStock(sku, warehouse, quantity);
    }

    /**
     * Adds a place below a warehouse's stock, e.g. for goods that are not for sale, and answers its id.
     *
     * @throws IllegalArgumentException for an unknown warehouse code
     */
    public int addLocation(String warehouse, String name) {
        return desk.addLocation(warehouse, name);
    }

    /** Deletes quantities of nothing, as Odoo's own housekeeping does every now and then. */
    public void tidyQuantities() {
        desk.tidyQuantities();
    }

    /** Stock on hand of a SKU in a warehouse. */
    public BigDecimal stock(String sku, String warehouse) {
        return desk.stock(sku, warehouse);
    }

    /** All sale orders, by id. */
    public List<SoldOrder> orders() {
        return desk.orders();
    }

    /** Number of sale orders, without copying them. */
    public int orderCount() {
        return desk.count("sale.order");
    }

    /** The sale orders with this customer reference. */
    public List<SoldOrder> ordersByReference(String clientOrderRef) {
        return desk.ordersByReference(clientOrderRef);
    }

    /** Customer references that more than one order carries: what a correct daemon never causes. */
    public List<String> duplicateReferences() {
        return desk.duplicateReferences();
    }

    /** All transfers, by id. */
    public List<Delivery> deliveries() {
        return desk.deliveries();
    }

    /** All customer invoices and credit notes, by id. */
    public List<Invoice> invoices() {
        return desk.invoices();
    }

    /** All contacts, by id. */
    public List<Partner> partners() {
        return desk.partners();
    }

    /** Pays what is open of a posted invoice, as the bank statement would. */
    public void pay(int invoice) {
        desk.pay(invoice);
    }

    private void payLater(Vertx vertx, int invoice) {
        if (!options.autoPay().isZero()) {
            vertx.setTimer(Math.max(1, options.autoPay().toMillis()), t -> pay(invoice));
        }
    }

    private ObjectNode state() {
        ObjectNode counts = JsonNodeFactory.instance.objectNode().put("version", options.version());
        for (String model : List.of(
                "res.partner",
                "product.product",
                "sale.order",
                "sale.order.line",
                "stock.picking",
                "stock.move",
                "stock.quant",
                "account.move",
                "account.payment")) {
            counts.put(model, desk.count(model));
        }
        return counts.put(
                "duplicate_client_order_refs", desk.duplicateReferences().size());
    }

    Engine engine() {
        return engine;
    }

    @Override
    public void close() {
        server.close();
    }

    /** A product's ids: of the variant that has the SKU, and of the template above it. */
    public record ProductIds(int variant, int template) {}

    /** What a product is: stock is kept of {@code STORABLE}, {@code CONSUMABLE} ships without, a service never ships. */
    public enum Kind {
        STORABLE,
        CONSUMABLE,
        SERVICE
    }

    /**
     * A product to add.
     *
     * @param sku internal reference
     * @param price sales price without tax, company currency
     * @param byDelivery invoiced by delivered instead of ordered quantity
     */
    public record Product(String sku, String name, BigDecimal price, Kind kind, boolean byDelivery) {

        /** Goods with stock, invoiced by ordered quantity. */
        public static Product storable(String sku, BigDecimal price) {
            return new Product(sku, sku, price, Kind.STORABLE, false);
        }

        /** A service, such as shipping or a fee. */
        public static Product service(String sku) {
            return new Product(sku, sku, BigDecimal.ZERO, Kind.SERVICE, false);
        }
    }

    /** A sale order as the ERP has it; {@code externalId} is empty for one that was not loaded. */
    public record SoldOrder(
            int id,
            String name,
            String clientOrderRef,
            String externalId,
            String state,
            BigDecimal total,
            String deliveryStatus,
            String invoiceStatus,
            List<SoldLine> lines) {}

    /** A line of a sale order; {@code sku} is empty for a line without product. */
    public record SoldLine(
            int id,
            String sku,
            String name,
            BigDecimal quantity,
            BigDecimal priceUnit,
            BigDecimal delivered,
            BigDecimal invoiced) {}

    /** A transfer; {@code order} is the sale order's id or 0, {@code tracking} may be empty. */
    public record Delivery(int id, String name, int order, String state, String tracking, int backorderOf) {}

    /** A customer invoice or credit note. */
    public record Invoice(
            int id, String name, String type, String state, String paymentState, String origin, BigDecimal total) {}

    /** A contact; {@code externalId} may be empty. */
    public record Partner(int id, String name, String ref, String email, String externalId) {}
}
