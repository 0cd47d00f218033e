package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code /wc/v3/webhooks}; never shows a secret or a failure count (facts 23). */
final class WebhookEndpoints {

    private static final String BASE = "/wc/v3/webhooks";
    private static final DateTimeFormatter NAMED = DateTimeFormatter.ofPattern(
                    "MMM dd, uuuu '@' hh:mm a", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final List<String> STATUSES = List.of("active", "paused", "disabled");

    private final WebhookQueue queue;
    private final SiteClock clock;
    private final Addresses addresses;

    WebhookEndpoints(WebhookQueue queue, SiteClock clock, Addresses addresses) {
        this.queue = queue;
        this.clock = clock;
        this.addresses = addresses;
    }

    void register(RestRouter router) {
        router.add(BASE, "GET, POST", Map.of("GET", this::list, "POST", this::create));
        router.add(
                BASE + "/{id}",
                "GET, POST, PUT, PATCH, DELETE",
                Map.of("GET", this::get, "PUT", this::put, "DELETE", this::delete));
    }

    private Webhook find(RestCall call, int missing) {
        Webhook webhook = queue.webhooks().get(call.id());
        if (webhook == null) {
            throw new RestError(missing, "woocommerce_rest_shop_webhook_invalid_id", "Invalid ID.");
        }
        return webhook;
    }

    private RestReply list(RestCall call) {
        String status = call.oneOf("status", "all", List.of("all", "active", "paused", "disabled"));
        List<Webhook> found = new ArrayList<>(queue.webhooks().descendingMap().values());
        found.removeIf(w -> !status.equals("all") && !w.status.equals(status));
        return new Pages(Map.of()).cut(call, found, w -> json(w, true));
    }

    private RestReply get(RestCall call) {
        return RestReply.item(200, json(find(call, 404), true));
    }

    private RestReply create(RestCall call) {
        if (!call.body().has("topic")) {
            throw RestError.missing("topic");
        }
        if (!call.body().has("delivery_url")) {
            throw RestError.missing("delivery_url");
        }
        check(call);
        Webhook made = queue.add(call.text("topic"), call.text("delivery_url"), call.text("secret"));
        made.name =
                call.text("name").isEmpty() ? "Webhook created on " + NAMED.format(made.created) : call.text("name");
        if (STATUSES.contains(call.text("status"))) {
            made.status = call.text("status");
        }
        // in the answer to its creation the webhook was never modified (08-webhooks/create-order.updated)
        return RestReply.created(json(made, false), addresses.rest(BASE + "/" + made.id));
    }

    private RestReply put(RestCall call) {
        Webhook webhook = find(call, 400);
        check(call);
        if (call.body().hasNonNull("status") && !STATUSES.contains(call.text("status"))) {
            throw RestError.invalid("status", RestCall.notOneOf("status", STATUSES), "rest_not_in_enum");
        }
        webhook.topic = call.body().path("topic").asText(webhook.topic);
        webhook.deliveryUrl = call.body().path("delivery_url").asText(webhook.deliveryUrl);
        webhook.name = call.body().path("name").asText(webhook.name);
        webhook.status = call.body().path("status").asText(webhook.status);
        if (!call.text("secret").isEmpty()) {
            webhook.secret = call.text("secret");
        }
        webhook.modified = clock.now();
        return RestReply.item(200, json(webhook, true));
    }

    private RestReply delete(RestCall call) {
        Webhook webhook = find(call, 404);
        if (!call.flag("force")) {
            throw new RestError(501, "woocommerce_rest_trash_not_supported", "Webhooks do not support trashing.");
        }
        queue.webhooks().remove(webhook.id);
        return RestReply.item(200, json(webhook, true));
    }

    private static void check(RestCall call) {
        String topic = call.text("topic");
        if (call.body().has("topic") && !Webhook.TOPICS.containsKey(topic) && !topic.matches("action\\.\\w+")) {
            throw new RestError(
                    400, "woocommerce_rest_shop_webhook_invalid_topic", "Webhook topic is required and must be valid.");
        }
        if (call.body().has("delivery_url") && !call.text("delivery_url").matches("https?://.+")) {
            throw new RestError(
                    400,
                    "woocommerce_rest_shop_webhook_invalid_delivery_url",
                    "Webhook delivery URL must be a valid URL starting with http:// or https://.");
        }
    }

    private ObjectNode json(Webhook w, boolean modified) {
        ObjectNode o = JsonNodeFactory.instance.objectNode();
        o.put("id", w.id).put("name", w.name).put("status", w.status).put("topic", w.topic);
        o.put("resource", w.resource()).put("event", w.event());
        ArrayNode hooks = o.putArray("hooks");
        Webhook.TOPICS.getOrDefault(w.topic, List.of()).forEach(hooks::add);
        o.put("delivery_url", w.deliveryUrl);
        o.put("date_created", clock.local(w.created)).put("date_created_gmt", clock.gmt(w.created));
        if (modified) {
            o.put("date_modified", clock.local(w.modified)).put("date_modified_gmt", clock.gmt(w.modified));
        } else {
            o.putNull("date_modified").putNull("date_modified_gmt");
        }
        o.set("_links", addresses.links(BASE, w.id));
        return o;
    }
}
