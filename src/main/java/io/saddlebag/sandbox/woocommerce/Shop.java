package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Wires the parts of one store and fills its shelves. */
final class Shop {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    final StoreState state;
    final OrderDesk orders;
    final OrderJson orderJson;
    final ProductDesk products;
    final ProductJson productJson;
    final WebhookQueue webhooks;
    final WebhookSender sender;
    final RestRouter router;
    final OrderPlacer placer;

    Shop(Vertx vertx, Object lock, SandboxStore.Options options, String site) {
        SiteClock clock = new SiteClock(options.clock(), options.zone());
        ShopSettings settings = new ShopSettings(
                options.currency(), options.country(), options.moreStatuses(), options.pricesIncludeTax());
        Addresses addresses = new Addresses(site, options.plainPermalinks());
        state = new StoreState(clock, settings);
        options.taxRates().forEach(state::addTaxRate);
        sender = new WebhookSender(vertx, lock, clock, site, options.keepWebhookConnections());
        orderJson = new OrderJson(state, addresses);
        productJson = new ProductJson(state, addresses);
        List<WebhookPayloads> payloads = new ArrayList<>(1);
        webhooks = new WebhookQueue(
                clock, sender, (webhook, id) -> PhpJson.bytes(payloads.get(0).payload(webhook, id)));
        CustomerEndpoints customers = new CustomerEndpoints(state, webhooks, addresses);
        payloads.add(new WebhookPayloads(state, orderJson, productJson, customers));
        orders = new OrderDesk(state, webhooks, new Random(options.seed()));
        products = new ProductDesk(state, webhooks);
        List<ApiKey> keys = new ArrayList<>(options.moreKeys());
        keys.add(new ApiKey(options.consumerKey(), options.consumerSecret(), ApiKey.Permission.READ_WRITE, true));
        router = new RestRouter(new StoreAuth(keys, options.tls(), clock), clock, addresses);
        new OrderEndpoints(state, orders, orderJson).register(router);
        new RefundEndpoints(state, orders.refunds(), orderJson).register(router);
        new ProductEndpoints(state, products, productJson).register(router);
        new ShelfEndpoints(state, addresses).register(router);
        customers.register(router);
        new WebhookEndpoints(webhooks, clock, addresses).register(router);
        new ConfigEndpoints(state, addresses).register(router);
        new SiteEndpoints(state, addresses, options.name()).register(router);
        fill(options, customers);
        placer = new OrderPlacer(state, new Random(options.seed() + 1), options.habits());
    }

    private void fill(SandboxStore.Options options, CustomerEndpoints customers) {
        if (options.products().isEmpty()) {
            return;
        }
        ObjectNode size = JSON.objectNode().put("name", "Size").put("slug", "pa_size");
        state.attributes.put(1L, size);
        options.products().forEach(this::shelve);
        for (String[] who : List.of(
                new String[] {"Änna", "Muster"},
                new String[] {"Jörg", "Beispiel"},
                new String[] {"Zoë", "O'Brien"},
                new String[] {"Luc", "Dupont"},
                new String[] {"Emma", "de Vries"})) {
            customers.create(JSON.objectNode()
                    .put("email", StoreState.slug(who[0] + "." + who[1]) + "@example.com")
                    .put("first_name", who[0])
                    .put("last_name", who[1]));
        }
        for (String[] coupon :
                List.of(new String[] {"save10", "percent", "10"}, new String[] {"minus2", "fixed_cart", "2.00"})) {
            state.coupons.put(
                    coupon[0],
                    new Coupon(
                            state.nextPost(),
                            coupon[0],
                            coupon[1],
                            new BigDecimal(coupon[2]),
                            state.clock().now()));
        }
    }

    private void shelve(SeedProduct seed) {
        ObjectNode body = JSON.objectNode().put("name", seed.name()).put("sku", seed.sku());
        if (seed.sizes().isEmpty()) {
            products.create(priced(body, seed), 0);
            return;
        }
        ObjectNode attribute =
                body.put("type", "variable").putArray("attributes").addObject();
        attribute.put("id", 1).put("visible", true).put("variation", true);
        ArrayNode options = attribute.putArray("options");
        seed.sizes().forEach(options::add);
        long parent = products.create(body, 0).id;
        for (String option : seed.sizes()) {
            ObjectNode one = JSON.objectNode().put("sku", seed.sku() + "-" + option);
            one.putArray("attributes").addObject().put("id", 1).put("option", option);
            products.create(priced(one, seed), parent);
        }
    }

    private static ObjectNode priced(ObjectNode body, SeedProduct seed) {
        return body.put("regular_price", seed.price())
                .put("manage_stock", true)
                .put("stock_quantity", seed.stock())
                .put("tax_class", seed.taxClass());
    }
}
