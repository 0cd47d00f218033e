package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Builds what a webhook carries, from the state at delivery time (facts 25). */
final class WebhookPayloads {

    private final StoreState state;
    private final OrderJson orders;
    private final ProductJson products;
    private final CustomerEndpoints customers;

    WebhookPayloads(StoreState state, OrderJson orders, ProductJson products, CustomerEndpoints customers) {
        this.state = state;
        this.orders = orders;
        this.products = products;
        this.customers = customers;
    }

    /** The object as REST shows it; its id alone when deleted; REST's error when it is gone (08-webhooks/delivery-*). */
    ObjectNode payload(Webhook webhook, long id) {
        if (webhook.event().equals("deleted")) {
            return JsonNodeFactory.instance.objectNode().put("id", id);
        }
        return switch (webhook.resource()) {
            case "order" ->
                Optional.ofNullable(state.orders.get(id))
                        .map(orders::order)
                        .orElseGet(() -> gone("woocommerce_rest_shop_order_invalid_id", "Invalid ID."));
            case "product" ->
                state.product(id)
                        .map(p -> products.product(p, false))
                        .orElseGet(() -> gone("woocommerce_rest_product_invalid_id", "Invalid ID."));
            case "customer" ->
                Optional.ofNullable(state.customers.get(id))
                        .map(customers::json)
                        .orElseGet(() -> gone("wc_user_invalid_id", "Invalid user ID."));
            default -> JsonNodeFactory.instance.objectNode().put("id", id);
        };
    }

    private static ObjectNode gone(String code, String message) {
        return new RestError(404, code, message).body();
    }
}
