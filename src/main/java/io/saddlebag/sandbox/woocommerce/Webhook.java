package io.saddlebag.sandbox.woocommerce;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One webhook of the shop, with the failure count REST never shows (facts 23, 26). */
final class Webhook {

    /** The topics the shop knows, with the PHP hooks REST lists (08-webhooks/create-*, list). */
    static final Map<String, List<String>> TOPICS = Map.ofEntries(
            Map.entry("coupon.created", List.of("woocommerce_process_shop_coupon_meta", "woocommerce_new_coupon")),
            Map.entry("coupon.updated", List.of("woocommerce_process_shop_coupon_meta", "woocommerce_update_coupon")),
            Map.entry("coupon.deleted", List.of("wp_trash_post")),
            Map.entry("coupon.restored", List.of("untrashed_post")),
            Map.entry(
                    "customer.created",
                    List.of("user_register", "woocommerce_created_customer", "woocommerce_new_customer")),
            Map.entry("customer.updated", List.of("profile_update", "woocommerce_update_customer")),
            Map.entry("customer.deleted", List.of("delete_user")),
            Map.entry("order.created", List.of("woocommerce_new_order")),
            Map.entry("order.updated", List.of("woocommerce_update_order", "woocommerce_order_refunded")),
            Map.entry("order.deleted", List.of("wp_trash_post", "woocommerce_trash_order")),
            Map.entry("order.restored", List.of("untrashed_post", "woocommerce_untrash_order")),
            Map.entry(
                    "product.created",
                    List.of(
                            "woocommerce_process_product_meta",
                            "woocommerce_new_product",
                            "woocommerce_new_product_variation")),
            Map.entry(
                    "product.updated",
                    List.of(
                            "woocommerce_process_product_meta",
                            "woocommerce_update_product",
                            "woocommerce_update_product_variation")),
            Map.entry("product.deleted", List.of("wp_trash_post")),
            Map.entry("product.restored", List.of("untrashed_post")));

    /** Failures in a row after which one more disables the webhook: the 7th (08-webhooks/failures). */
    private static final int MOST_FAILURES = 6;

    final long id;
    final Instant created;
    String name = "";
    String topic;
    String deliveryUrl;
    String secret;
    String status = "active";
    Instant modified;
    int failures;

    Webhook(long id, String topic, String deliveryUrl, String secret, Instant created) {
        this.id = id;
        this.topic = topic;
        this.deliveryUrl = deliveryUrl;
        this.secret = secret;
        this.created = created;
        this.modified = created;
    }

    boolean active() {
        return status.equals("active");
    }

    String resource() {
        return topic.substring(0, topic.indexOf('.'));
    }

    String event() {
        return topic.substring(topic.indexOf('.') + 1);
    }

    /** Re-enabling does not reset the count, a success does. */
    void delivered(boolean success, Instant now) {
        if (success) {
            failures = 0;
        } else if (failures >= MOST_FAILURES) {
            status = "disabled";
            modified = now;
        } else {
            failures++;
        }
    }
}
