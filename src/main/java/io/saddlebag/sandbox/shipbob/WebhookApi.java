package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Webhook subscriptions. ShipBob takes HTTPS addresses only; this sandbox takes HTTP too, as receivers under test listen on
 * loopback.
 */
final class WebhookApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ShipBobOptions options;
    private final Webhooks webhooks;

    WebhookApi(ShipBobOptions options, Webhooks webhooks) {
        this.options = options;
        this.webhooks = webhooks;
    }

    Optional<SandboxReply> answer(SandboxRequest request, List<String> path) {
        String call = request.method() + " " + path.size();
        return switch (call) {
            case "POST 1" ->
                Optional.of(subscribe(Api.body(request), request.path().split("/")[1]));
            case "GET 1" ->
                Optional.of(SandboxReply.json(
                        200,
                        new Page(request, "RecordsPerPage", 50, "Cursor")
                                .of(List.copyOf(webhooks.subscriptions()), false, found -> json(found)
                                        .put("enabled", true))));
            case "DELETE 2" -> {
                webhooks.unsubscribe(path.get(1));
                yield Optional.of(SandboxReply.text(204, "application/json", ""));
            }
            default -> Optional.empty();
        };
    }

    /** The tester's path {@code /__sandbox/webhooks/faults}: GET, POST ({@link WebhookFaults} as JSON), DELETE. */
    SandboxReply faults(SandboxRequest request) {
        switch (request.method()) {
            case "POST" -> {
                try {
                    webhooks.faults(JSON.treeToValue(Api.body(request), WebhookFaults.class));
                } catch (JsonProcessingException e) {
                    throw Refusal.gateway(400, "not webhook faults: " + e.getOriginalMessage());
                }
            }
            case "DELETE" -> webhooks.faults(WebhookFaults.none());
            default -> {
                // reading changes nothing
            }
        }
        return SandboxReply.json(200, JSON.valueToTree(webhooks.faults()));
    }

    private SandboxReply subscribe(JsonNode asked, String version) {
        URI url;
        try {
            url = URI.create(asked.path("url").asText());
        } catch (IllegalArgumentException e) {
            throw unprocessable("url", "The url is not valid.");
        }
        if (url.getHost() == null || !String.valueOf(url.getScheme()).startsWith("http")) {
            throw unprocessable("url", "The url must be an absolute address.");
        }
        List<Topic> topics = new ArrayList<>();
        for (JsonNode topic : asked.path("topics")) {
            topics.add(Topic.of(topic.asText())
                    .filter(known -> known.knownTo(version))
                    .orElseThrow(() -> unprocessable("topics", "Unknown topic " + topic.asText() + ".")));
        }
        if (topics.isEmpty()) {
            throw unprocessable("topics", "At least one topic is required.");
        }
        Optional<String> description =
                Optional.of(asked.path("description").asText("")).filter(text -> !text.isEmpty());
        String secret = asked.path("secret").asText("");
        Subscription made;
        try {
            made = webhooks.subscribe(url, topics, description, secret.isEmpty() ? options.webhookSecret() : secret);
        } catch (IllegalArgumentException e) {
            throw unprocessable("secret", "The secret is not Base64.");
        }
        return SandboxReply.json(200, json(made).put("secret", made.secret()));
    }

    private static ObjectNode json(Subscription subscription) {
        ObjectNode json = Json.object()
                .put("created_at", Json.time(subscription.created()))
                .put("description", subscription.description().orElse(null))
                .put("id", subscription.id());
        ArrayNode topics = json.putArray("topics");
        subscription.topics().forEach(topic -> topics.add(topic.wire()));
        return json.put("url", subscription.url().toString());
    }

    /** The published shape of this refusal is an ASP.NET result object. */
    private static Refusal unprocessable(String field, String message) {
        ObjectNode json = Json.object().put("$type", "UnprocessableEntityObjectResult");
        json.putArray("content_types");
        json.putNull("declared_type");
        json.putArray("formatters");
        json.put("status_code", 422);
        json.putObject("value").putArray(field).add(message);
        return Refusal.of(422, json);
    }
}
