package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.http.Faults;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import io.saddlebag.sandbox.http.SandboxServer;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A WooCommerce 10.5 store to try things on: REST v3, orders placed at the checkout, webhooks, and faults of both. Keeps
 * its state in memory and behaves as captured from the real shop. Safe to use from any thread. The tester's HTTP paths
 * are in {@link TesterPaths}.
 */
public final class SandboxStore implements AutoCloseable {

    /** Who may upload files, and his application password. */
    public static final String MEDIA_USER = "sandbox-media";

    /** The application password. */
    public static final String MEDIA_PASSWORD = "sand boxm edia pass word";

    private final Object lock = new Object();
    private final SandboxServer server;
    private final Options options;
    private final Shop shop;
    private final TesterPaths testerPaths = new TesterPaths(this);

    private SandboxStore(Vertx vertx, SandboxServer server, Options options) {
        this.server = server;
        this.options = options;
        this.shop = new Shop(vertx, lock, options, server.url());
    }

    /**
     * Opens a store and returns when it answers.
     *
     * @param port the port on 127.0.0.1, 0 for a free one
     * @throws IllegalStateException if the port is taken
     */
    public static SandboxStore start(Vertx vertx, int port, Options options) {
        AtomicReference<SandboxStore> opened = new AtomicReference<>();
        SandboxServer server = SandboxServer.start(
                vertx,
                "woocommerce",
                port,
                request -> Optional.ofNullable(opened.get())
                        .map(store -> store.answer(request))
                        .orElseGet(() -> SandboxReply.text(503, "text/plain", "the store is opening")),
                () -> Optional.ofNullable(opened.get())
                        .map(store -> store.testerPaths.counts())
                        .orElseGet(JsonNodeFactory.instance::objectNode));
        SandboxStore store = new SandboxStore(vertx, server, options);
        opened.set(store);
        return store;
    }

    /** Its address, e.g. {@code http://127.0.0.1:18080}. */
    public String url() {
        return server.url();
    }

    /** The faults of its HTTP answers; those of its webhooks are {@link #webhookFaults(WebhookFaults)}. */
    public Faults faults() {
        return server.faults();
    }

    /** How it was opened. */
    public Options options() {
        return options;
    }

    /** Closes the store; what waits to be delivered is lost. */
    @Override
    public void close() {
        server.close();
        shop.sender.close();
    }

    private SandboxReply answer(SandboxRequest request) {
        synchronized (lock) {
            return request.path().startsWith("/__sandbox/") ? testerPaths.handle(request) : shop.router.handle(request);
        }
    }

    /**
     * Places random orders as shoppers do at the checkout: draft, pending, processing. The lock is released between
     * orders, so that the store keeps answering.
     *
     * @return their ids, in order
     */
    public List<Long> place(int count) {
        return place(count, "processing");
    }

    /** The same, the orders coming to this status. */
    public List<Long> place(int count, String status) {
        List<Long> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            synchronized (lock) {
                ids.add(shop.orders.checkout(shop.placer.next(), status).id);
            }
        }
        return ids;
    }

    /**
     * Places one order of the caller's making at the checkout.
     *
     * @param order as REST's create takes it: billing, shipping, line_items, coupon_lines, ...
     */
    public long place(JsonNode order) {
        synchronized (lock) {
            return shop.orders.checkout(
                            (ObjectNode) order.deepCopy(), order.path("status").asText("processing"))
                    .id;
        }
    }

    /**
     * Changes an order as a REST PUT would.
     *
     * @throws IllegalArgumentException if there is no such order
     */
    public void edit(long id, JsonNode changes) {
        synchronized (lock) {
            shop.orders.update(find(id), (ObjectNode) changes);
        }
    }

    /** A shop worker's typical edit: one more piece of the first line, and a remark. */
    public void edit(long id) {
        synchronized (lock) {
            Order order = find(id);
            ObjectNode changes = JsonNodeFactory.instance.objectNode().put("customer_note", "changed by phone");
            if (!order.lines.isEmpty()) {
                Order.Line line = order.lines.get(0);
                int pieces = line.quantity + 1;
                BigDecimal each = line.product.map(Product::amount).orElse(BigDecimal.ONE);
                String total = each.multiply(BigDecimal.valueOf(pieces)).toPlainString();
                changes.putArray("line_items")
                        .addObject()
                        .put("id", line.id)
                        .put("quantity", pieces)
                        .put("subtotal", total)
                        .put("total", total);
            }
            shop.orders.update(order, changes);
        }
    }

    /** Cancels an order; its stock returns. */
    public void cancel(long id) {
        edit(id, JsonNodeFactory.instance.objectNode().put("status", "cancelled"));
    }

    /**
     * Refunds an amount without lines, as a manual refund.
     *
     * @return the refund's id
     * @throws RuntimeException if the shop refuses, e.g. more than is left
     */
    public long refund(long id, BigDecimal amount) {
        synchronized (lock) {
            ObjectNode body = JsonNodeFactory.instance
                    .objectNode()
                    .put("amount", amount.toPlainString())
                    .put("reason", "sandbox refund")
                    .put("api_refund", false);
            return shop.orders.refunds().create(find(id), body).id();
        }
    }

    /** Refunds what is left of an order. */
    public long refund(long id) {
        synchronized (lock) {
            Order order = find(id);
            return refund(id, order.total.subtract(order.refunded()));
        }
    }

    /** Moves an order to the trash. */
    public void trash(long id) {
        synchronized (lock) {
            shop.orders.trash(find(id));
        }
    }

    /** Deletes an order for good, without a webhook. */
    public void delete(long id) {
        synchronized (lock) {
            shop.orders.delete(find(id));
        }
    }

    private Order find(long id) {
        Order order = shop.state.orders.get(id);
        if (order == null) {
            throw new IllegalArgumentException("the sandbox store has no order " + id);
        }
        return order;
    }

    /** An order as REST shows it now, trashed ones too; empty if there is none. */
    public Optional<JsonNode> order(long id) {
        synchronized (lock) {
            return Optional.ofNullable(shop.state.orders.get(id)).map(shop.orderJson::order);
        }
    }

    /** Texts of an order's notes, oldest first; empty if there is no such order. */
    public List<String> notes(long id) {
        synchronized (lock) {
            return Optional.ofNullable(shop.state.orders.get(id))
                    .map(order -> order.notes.stream().map(Order.Note::text).toList())
                    .orElse(List.of());
        }
    }

    /** Every order's id, trashed ones too. */
    public List<Long> orderIds() {
        synchronized (lock) {
            return List.copyOf(shop.state.orders.keySet());
        }
    }

    /** Pieces in stock of a product or variation; empty for an unknown SKU. */
    public Optional<Integer> stock(String sku) {
        synchronized (lock) {
            return shop.state.bySku(sku).map(p -> p.stock);
        }
    }

    /** Every stock that a product or variation was given by whomever, the oldest first; what sales took off is not among them. */
    public List<Integer> writtenStock(String sku) {
        synchronized (lock) {
            return shop.state
                    .bySku(sku)
                    .map(product -> List.copyOf(product.writtenStock))
                    .orElse(List.of());
        }
    }

    /** Sets the stock as a worker would, with its webhook. */
    public void stock(String sku, int pieces) {
        synchronized (lock) {
            Product product = shop.state
                    .bySku(sku)
                    .orElseThrow(() -> new IllegalArgumentException("the sandbox store has no SKU " + sku));
            shop.products.update(product, JsonNodeFactory.instance.objectNode().put("stock_quantity", pieces), true);
        }
    }

    /** Moves the shop to another time zone: local dates change, GMT dates stay. */
    public void move(ZoneId zone) {
        shop.state.clock().move(zone);
    }

    /** From now on, others see a new order half made for so long (facts 14); 0 ends it. */
    public void halfMade(long millis) {
        synchronized (lock) {
            shop.orders.halfMade(millis);
        }
    }

    /**
     * Creates a webhook and pings its receiver.
     *
     * @param topic e.g. {@code order.updated}
     * @return its id
     */
    public long addWebhook(String topic, String deliveryUrl, String secret) {
        synchronized (lock) {
            return shop.webhooks.add(topic, deliveryUrl, secret).id;
        }
    }

    /** Sets how badly webhooks are delivered from now on. */
    public void webhookFaults(WebhookFaults faults) {
        synchronized (lock) {
            shop.webhooks.faults(faults);
        }
    }

    /** How badly webhooks are delivered at present. */
    public WebhookFaults webhookFaults() {
        synchronized (lock) {
            return shop.webhooks.faults();
        }
    }

    /** What became of the webhooks; idle when nothing is outstanding. */
    public WebhookCounts webhooks() {
        synchronized (lock) {
            return shop.webhooks.counts();
        }
    }

    /** A product or variation as its own REST answer shows it. */
    public Optional<ObjectNode> product(String sku) {
        synchronized (lock) {
            return shop.state
                    .bySku(sku)
                    .map(p ->
                            p.variation() ? shop.productJson.variation(p, false) : shop.productJson.product(p, false));
        }
    }

    /** How many products, in the trash too, have this SKU. */
    public long countProducts(String sku) {
        synchronized (lock) {
            return shop.state.products().stream()
                    .filter(p -> p.sku.equalsIgnoreCase(sku))
                    .count();
        }
    }

    /**
     * Changes a product as somebody in the store would.
     *
     * @throws IllegalArgumentException for an unknown SKU
     */
    public void changeProduct(String sku, ObjectNode fields) {
        synchronized (lock) {
            shop.products.update(
                    shop.state.bySku(sku).orElseThrow(() -> new IllegalArgumentException("no product " + sku)),
                    fields,
                    true);
        }
    }

    /**
     * Puts a product on the shelf.
     *
     * @param body as REST's create takes it
     */
    public long addProduct(ObjectNode body) {
        synchronized (lock) {
            return shop.products.create(body, 0).id;
        }
    }

    /**
     * Moves a product to the trash.
     *
     * @throws IllegalArgumentException for an unknown SKU
     */
    public void trashProduct(String sku) {
        synchronized (lock) {
            shop.products.trash(
                    shop.state.bySku(sku).orElseThrow(() -> new IllegalArgumentException("no product " + sku)));
        }
    }

    /**
     * Puts a second product with the same SKU beside one, as imports and plugins do, and answers its id.
     *
     * @throws IllegalArgumentException for an unknown SKU
     */
    public long copyProduct(String sku) {
        synchronized (lock) {
            return shop.products.copy(
                            shop.state.bySku(sku).orElseThrow(() -> new IllegalArgumentException("no product " + sku)))
                    .id;
        }
    }

    /**
     * Deletes a category.
     *
     * @throws IllegalArgumentException where none has this name
     */
    public void deleteCategory(String name) {
        synchronized (lock) {
            shop.products.deleteCategory(shop.state.categories.values().stream()
                    .filter(one -> one.path("name").asText().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no category " + name))
                    .path("id")
                    .asLong());
        }
    }

    /** How many pictures were uploaded. */
    public int uploads() {
        synchronized (lock) {
            return shop.state.media.size();
        }
    }

    /** The parts, for tests that set up a state; guarded by {@link #lock()}. */
    Shop shop() {
        return shop;
    }

    Object lock() {
        return lock;
    }

    /**
     * How to open a store.
     *
     * @param consumerKey REST key with all rights
     * @param consumerSecret its secret
     * @param moreKeys further keys, e.g. one that may only read
     * @param name the site's name
     * @param currency ISO 4217 code
     * @param country the shop's own country, taxed where an order names none
     * @param taxRates tax rates per country and class
     * @param pricesIncludeTax whether product prices include tax
     * @param tls whether the site believes that it is reached over TLS although this is plain http; without it only OAuth
     *     1.0a works (facts 1)
     * @param plainPermalinks whether links use {@code index.php?rest_route=}
     * @param zone the site's time zone
     * @param products what it sells; empty also leaves out the customers and coupons
     * @param seed where chance starts
     * @param keepWebhookConnections spare the handshake per webhook, which the real shop does not
     * @param moreStatuses order statuses that plugins add, e.g. {@code packing}
     * @param habits how shoppers order
     * @param clock its clock
     */
    public record Options(
            String consumerKey,
            String consumerSecret,
            List<ApiKey> moreKeys,
            String name,
            String currency,
            String country,
            List<TaxRate> taxRates,
            boolean pricesIncludeTax,
            boolean tls,
            boolean plainPermalinks,
            ZoneId zone,
            List<SeedProduct> products,
            long seed,
            boolean keepWebhookConnections,
            List<String> moreStatuses,
            ShopperHabits habits,
            Clock clock) {

        /** A saddlery in Berlin: EUR, VAT of four countries, net prices, reached over TLS. */
        public static Options defaults() {
            return StoreOptionsBuilder.berlin().build();
        }

        /** The same with some things different. */
        public Options with(java.util.function.Consumer<StoreOptionsBuilder> changes) {
            StoreOptionsBuilder builder = new StoreOptionsBuilder(this);
            changes.accept(builder);
            return builder.build();
        }

        /** Leaves the secrets out. */
        @Override
        public String toString() {
            return "Options[" + name + ", " + currency + ", " + zone + "]";
        }
    }
}
