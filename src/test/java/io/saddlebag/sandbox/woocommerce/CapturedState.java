package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The shop in the state a capture met: same ids for what its request names. */
final class CapturedState {

    private static final String BERLIN =
            "'billing':{'country':'DE','email':'anna.muster@example.com'},'shipping':{'country':'DE'}";
    private static final String TWO_LINES = "{'status':'processing'," + BERLIN
            + ",'line_items':[{'product_id':157,'quantity':4},{'product_id':12,'variation_id':14,'quantity':2}],"
            + "'shipping_lines':[{'method_id':'flat_rate','method_title':'F','total':'4.90'}],"
            + "'meta_data':[{'key':'_idem','value':'k1'}]}";

    private final Shop shop;
    private final Map<String, Runnable> extra;

    CapturedState(Shop shop) {
        this.shop = shop;
        this.extra = extra();
    }

    /** What each capture needs beyond the filled shop. */
    private Map<String, Runnable> extra() {
        return Map.ofEntries(
                Map.entry(
                        "02-products/get-force-deleted.json",
                        () -> product(315, shopped -> shopped.products.delete(p(315)))),
                Map.entry(
                        "02-products/get-trashed.json", () -> product(316, shopped -> shopped.products.trash(p(316)))),
                Map.entry(
                        "02-products/sku-of-trashed.json",
                        () -> product(316, shopped -> shopped.products.trash(p(316)))),
                Map.entry("02-products/outofstock.json", () -> p(120).stock = 0),
                Map.entry("03-orders/create-100-lines.json", () -> p(127).regularPrice = "4.2"),
                Map.entry("02-products/modified-after-a-sale.json", () -> p(202).stock = 5001),
                Map.entry("02-products/batch-mixed-errors.json", this::nineThousand),
                Map.entry("02-products/batch-skips-validation.json", this::nineThousand),
                Map.entry("03-orders/update-line-quantity.json", this::orderWithFee),
                Map.entry("03-orders/add-line.json", () -> {
                    order(359, 97, TWO_LINES);
                    o(359).lines.remove(0);
                }),
                Map.entry("03-orders/remove-line-qty0.json", () -> order(359, 97, TWO_LINES)),
                Map.entry("03-orders/delete-force.json", () -> order(358, 1, TWO_LINES.replace("'_idem'", "''"))),
                Map.entry("03-orders/delete-trash.json", () -> order(357, 1, TWO_LINES.replace("'_idem'", "''"))),
                Map.entry("03-orders/get-trashed.json", this::trashed),
                Map.entry("04-lists/orders-status-trash.json", this::trashed),
                Map.entry("03-orders/untrash-by-put.json", this::trashed),
                Map.entry("03-orders/batch-update.json", this::forBatch),
                Map.entry("03-orders/notes-list.json", this::noted),
                Map.entry("03-orders/note-create.json", () -> order(355, 1, TWO_LINES)),
                Map.entry("03-orders/get-dp6.json", () -> {
                    shop.state.settings().pricesIncludeTax = true;
                    order(1285, 1, "{'line_items':[{'product_id':11,'quantity':3},{'product_id':147,'quantity':7}]}");
                }),
                Map.entry(
                        "03-orders/create-prices-include-tax.json",
                        () -> shop.state.settings().pricesIncludeTax = true),
                Map.entry("03-refunds/full-with-lines.json", () -> order(353, 77, TWO_LINES)),
                Map.entry(
                        "03-refunds/status-set-refunded.json",
                        () -> order(355, 85, TWO_LINES.replace("'_idem'", "''"))),
                Map.entry("03-refunds/status-set-refunded-refund.json", () -> {
                    order(355, 85, TWO_LINES);
                    shop.orders.update(o(355), json("{'status':'refunded'}"));
                }),
                Map.entry("03-refunds/after-full.json", () -> refunded("rest")),
                Map.entry(
                        "03-refunds/order-after-full.json",
                        () -> refunded(
                                "partial-line-restock-default",
                                "partial-amount-only",
                                "partial-no-amount",
                                "zero",
                                "quantity-too-much",
                                "partial-amount-only",
                                "last")),
                Map.entry(
                        "03-refunds/order-after-partials.json",
                        () -> refunded(
                                "partial-line-restock-default",
                                "partial-line-no-restock",
                                "partial-amount-only",
                                "partial-no-amount",
                                "zero",
                                "quantity-too-much")),
                Map.entry(
                        "03-refunds/list-of-order.json",
                        () -> refunded(
                                "partial-line-restock-default",
                                "partial-line-no-restock",
                                "partial-amount-only",
                                "partial-no-amount",
                                "zero",
                                "quantity-too-much")),
                Map.entry("03-refunds/global-refunds-list.json", this::twoRefunds),
                Map.entry("03-refunds/global-refunds-after.json", this::twoRefunds),
                Map.entry("04-lists/orders-modified-window.json", this::modifiedInWindow),
                Map.entry("04-lists/orders-search-email.json", this::manyOrders),
                Map.entry("06-config/create-coupon-percent.json", () -> shop.state.coupons.clear()),
                Map.entry("06-config/create-coupon-fixed.json", () -> shop.state.coupons.clear()),
                Map.entry("08-webhooks/disabled-by-failures.json", () -> webhooks("order.updated", 8)),
                Map.entry("08-webhooks/re-enable.json", () -> webhooks("order.updated", 8)),
                Map.entry("08-webhooks/get-one.json", () -> webhooks("coupon.updated", 17)),
                Map.entry("08-webhooks/list.json", () -> webhooks("order.updated", 11)));
    }

    void prepare(String file) {
        boolean creates = file.matches("02-products/(create-|batch-create).*");
        boolean createsVariation = file.contains("create-variation");
        if (!creates || createsVariation) {
            fill(!createsVariation);
        }
        if (!file.startsWith("05-customers/create") && !file.startsWith("02-")) {
            customer();
        }
        if (file.contains("attribute")) {
            shop.state.attributes.clear();
        } else if (creates) {
            attribute();
        }
        if (file.startsWith("04-lists/") && !extra.containsKey(file)) {
            manyOrders();
        }
        if (file.startsWith("03-orders/transition-")) {
            order(
                    320,
                    1,
                    CapturedExchange.read("03-orders/create-full-pending.json")
                            .requestBody()
                            .orElseThrow());
            int step = Integer.parseInt(file.replaceAll(".*-(\\d+)\\.json", "$1"));
            for (String earlier : step > 4 ? List.of("processing", "completed") : List.of("processing")) {
                if (step > 2) {
                    shop.orders.update(o(320), json("{'status':'" + earlier + "'}"));
                }
            }
        }
        if (file.startsWith("03-refunds/") && !extra.containsKey(file)) {
            order(344, 66, TWO_LINES);
        }
        extra.getOrDefault(file, () -> {}).run();
    }

    private void attribute() {
        shop.state.attributes.put(1L, json("{'name':'Size','slug':'pa_size'}"));
    }

    private void fill(boolean variations) {
        attribute();
        shop.state.skipTo(11);
        create(
                "{'name':'Café','sku':'MUG-BLUE','regular_price':'12.50','sale_price':'9.99','manage_stock':true,"
                        + "'stock_quantity':20,'global_unique_id':'4006381333931','meta_data':[{'key':'erp_id','value':'1'},{'key':'_hidden','value':'x'}]}",
                0);
        create(
                "{'name':'T-Shirt','type':'variable','sku':'TEE','attributes':"
                        + "[{'id':1,'visible':true,'variation':true,'options':['S','M','L']}]}",
                0);
        if (variations) {
            for (String size : List.of("S", "M", "L")) {
                int stock = size.equals("S") ? 5 : size.equals("M") ? 7 : 0;
                create(
                        "{'sku':'TEE-" + size + "','regular_price':'19.00','manage_stock':true,'stock_quantity':"
                                + stock + "," + "'attributes':[{'id':1,'option':'" + size + "'}]}",
                        12);
            }
        }
        shop.state.skipTo(16);
        create("{'name':'No stock mgmt','sku':'NSM','regular_price':'3.456'}", 0);
        shop.state.skipTo(117);
        for (int i = 0; i < 200; i++) {
            String number = String.format("%03d", i);
            create(
                    "{'name':'Bulk " + number + "','sku':'BULK-" + number
                            + "','regular_price':'5.00','manage_stock':true,'stock_quantity':10000}",
                    0);
        }
        Instant now = shop.state.clock().now();
        shop.state.coupons.put("save10", new Coupon(318, "save10", "percent", new java.math.BigDecimal("10"), now));
        shop.state.coupons.put("minus2", new Coupon(319, "minus2", "fixed_cart", new java.math.BigDecimal("2"), now));
        shop.state.skipTo(320);
    }

    private void customer() {
        Customer anna = new Customer(2, shop.state.clock().now());
        anna.email = "anna.muster@example.com";
        shop.state.customers.put(2L, anna);
    }

    private void create(String body, long parent) {
        shop.products.create(json(body), parent);
    }

    private void product(long id, Consumer<Shop> then) {
        if (shop.state.product(id).isPresent()) {
            then.accept(shop);
        }
    }

    private void nineThousand() {
        for (long id = 117; id < 317; id++) {
            p(id).stock = 9000;
        }
    }

    private Product p(long id) {
        return shop.state.product(id).orElseThrow();
    }

    private Order o(long id) {
        return shop.state.orders.get(id);
    }

    private void order(long id, long firstItem, String body) {
        shop.state.skipTo(id);
        shop.state.skipItemsTo(firstItem);
        shop.orders.create(json(body));
    }

    private void orderWithFee() {
        order(
                323,
                12,
                "{'status':'processing','customer_id':2," + BERLIN
                        + ",'line_items':[{'product_id':147,'quantity':1}],'shipping_lines':[{'method_id':'flat_rate','total':'4.90'}],"
                        + "'fee_lines':[{'name':'Gift wrap','total':'1.50'}],'meta_data':[{'key':'erp_order','value':'E1'}]}");
    }

    private void trashed() {
        order(357, 1, TWO_LINES.replace("'_idem'", "''"));
        shop.orders.trash(o(357));
    }

    private void forBatch() {
        refunded("partial-line-restock-default");
        order(353, 77, TWO_LINES.replace("'_idem'", "''"));
        String body = CapturedExchange.read("03-refunds/full-with-lines.json")
                .requestBody()
                .orElseThrow();
        shop.orders.refunds().create(o(353), json(body));
    }

    private void noted() {
        order(355, 1, TWO_LINES);
        o(355).notes
                .add(new Order.Note(
                        52, "WooCommerce", "Shipped", true, shop.state.clock().now()));
    }

    private void refunded(String... captures) {
        order(344, 66, TWO_LINES.replace("'_idem'", "''"));
        for (String capture : captures) {
            Order order = o(344);
            if (capture.equals("last") || capture.equals("rest")) {
                String rest = order.total.subtract(order.refunded()).toPlainString();
                shop.orders.refunds().create(order, json("{'amount':'" + rest + "','api_refund':false}"));
            } else {
                String body = CapturedExchange.read("03-refunds/" + capture + ".json")
                        .requestBody()
                        .orElseThrow();
                shop.orders.refunds().create(order, json(body));
            }
        }
    }

    private void twoRefunds() {
        refunded(
                "partial-line-restock-default",
                "partial-line-no-restock",
                "partial-amount-only",
                "partial-no-amount",
                "zero",
                "quantity-too-much",
                "last");
        order(353, 77, TWO_LINES);
        String body = CapturedExchange.read("03-refunds/full-with-lines.json")
                .requestBody()
                .orElseThrow();
        shop.orders.refunds().create(o(353), json(body));
    }

    private void manyOrders() {
        for (int i = 0; i < 18; i++) {
            String status = i % 5 > 0 ? "pending" : i % 2 == 0 ? "completed" : "processing";
            order(
                    320,
                    1,
                    "{'status':'" + status + "'," + BERLIN + ",'customer_id':2,"
                            + "'line_items':[{'product_id':11,'quantity':1}],'meta_data':[{'key':'po_number','value':'PO-77'}]}");
        }
        for (int i = 0; i < 3; i++) {
            order(340, 1, "{'line_items':[{'product_id':11,'quantity':-1}]}");
        }
    }

    private void modifiedInWindow() {
        manyOrders();
        for (long id = 322; id <= 324; id++) {
            o(id).modified = Instant.parse("2026-11-23T17:52:48Z");
        }
    }

    private void webhooks(String topic, int count) {
        for (int i = 0; i < count; i++) {
            shop.webhooks.add(topic, "http://127.0.0.1:9/none", "secret");
        }
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) StoreClient.JSON.readTree(text.contains("\"") ? text : text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
