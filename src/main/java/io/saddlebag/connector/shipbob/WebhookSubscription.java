package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A webhook subscription as ShipBob lists it ({@code Webhooks.V2.WebhookViewModelV2}); the secret is never shown again.
 *
 * @param enabled false once ShipBob gave up delivering
 */
record WebhookSubscription(String id, String url, boolean enabled, Set<String> topics, String description) {

    WebhookSubscription {
        topics = Set.copyOf(topics);
    }

    static Optional<WebhookSubscription> read(JsonNode node) {
        String id = node.path("id").asText("");
        if (id.isEmpty()
                || node.path("id").isNull()
                || !id.matches("[A-Za-z0-9_.~-]{1,100}")
                || !node.path("url").isTextual()) {
            return Optional.empty();
        }
        Set<String> topics = new HashSet<>();
        node.path("topics").forEach(topic -> topics.add(topic.asText()));
        return Optional.of(new WebhookSubscription(
                id,
                node.path("url").textValue(),
                node.path("enabled").asBoolean(true),
                topics,
                node.path("description").isTextual() ? node.path("description").textValue() : ""));
    }
}
