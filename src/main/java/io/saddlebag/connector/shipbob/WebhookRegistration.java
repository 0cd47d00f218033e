package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.delivery.Outcome;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps exactly one healthy subscription to our address. ShipBob disables a subscription it cannot deliver to for days and has
 * no call that changes one, so a repair creates a new one first and deletes the faulty ones then: there is no gap, and a crash
 * in between leaves two, of which the next run deletes one (two deliver the same events twice, which is harmless).
 *
 * <p>Subscriptions to other addresses are never touched. A secret is not shown again by ShipBob, so a fingerprint of it stands
 * in the description of what we create; where it differs from the secret of the settings, the subscription is replaced.
 */
final class WebhookRegistration {

    private static final Pattern OURS = Pattern.compile("Saddlebag .*, key ([0-9a-f]{8})");

    private final ShipBobApi api;

    WebhookRegistration(ShipBobApi api) {
        this.api = api;
    }

    Outcome<WebhookRepair> repair() {
        ShipBobSettings settings = api.settings();
        if (settings.webhookUrl().isEmpty() || settings.webhookSecrets().isEmpty()) {
            return new Outcome.Done<>(new WebhookRepair(List.of(), List.of()));
        }
        String url = settings.webhookUrl().get();
        return list().then(all ->
                repair(url, all.stream().filter(s -> s.url().equals(url)).toList()));
    }

    /** All subscriptions of the account. */
    Outcome<List<WebhookSubscription>> list() {
        return new Listing(api)
                .all(api.get("list-webhooks", "/webhook").with("RecordsPerPage", "100"))
                .map(rows -> rows.stream()
                        .flatMap(row -> WebhookSubscription.read(row).stream())
                        .toList());
    }

    private Outcome<WebhookRepair> repair(String url, List<WebhookSubscription> ours) {
        List<String> found = new ArrayList<>();
        List<String> done = new ArrayList<>();
        Optional<WebhookSubscription> healthy =
                ours.stream().filter(s -> problem(s).isEmpty()).findFirst();
        List<WebhookSubscription> rest =
                ours.stream().filter(s -> !healthy.equals(Optional.of(s))).toList();
        if (ours.isEmpty()) {
            found.add("there is no subscription to " + url);
        }
        rest.forEach(s -> found.add("subscription " + s.id() + " " + problem(s).orElse("is one too many")));
        if (healthy.isEmpty()) {
            Outcome<String> created = create(url);
            if (!created.succeeded()) {
                return created.map(id -> new WebhookRepair(found, done));
            }
            done.add("created " + ((Outcome.Done<String>) created).value());
        }
        for (WebhookSubscription faulty : rest) {
            Outcome<Boolean> deleted = api.callWithoutAnswer(api.delete("delete-webhook", "/webhook/" + faulty.id()));
            boolean gone = deleted instanceof Outcome.Refused<Boolean> refused
                    && ShipBobOutcomes.NOT_FOUND.equals(refused.code());
            if (!deleted.succeeded() && !gone) {
                return deleted.map(ok -> new WebhookRepair(found, done));
            }
            done.add("deleted " + faulty.id());
        }
        return new Outcome.Done<>(new WebhookRepair(found, done));
    }

    /** What is wrong with a subscription to our address. */
    Optional<String> problem(WebhookSubscription subscription) {
        if (!subscription.enabled()) {
            return Optional.of("is disabled");
        }
        Set<String> missing = new HashSet<>(api.settings().webhookTopics());
        missing.removeAll(subscription.topics());
        if (!missing.isEmpty()) {
            return Optional.of("lacks topics " + missing.stream().sorted().toList());
        }
        var match = OURS.matcher(subscription.description());
        return match.matches() && !match.group(1).equals(fingerprint())
                ? Optional.of("has another secret than " + api.settings().property("webhook-secret"))
                : Optional.empty();
    }

    private Outcome<String> create(String url) {
        ShipBobSettings settings = api.settings();
        String secret = settings.webhookSecrets().get(0);
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("url", url)
                .put("description", "Saddlebag " + settings.warehouse() + ", key " + fingerprint())
                .put("secret", secret);
        ArrayNode topics = body.putArray("topics");
        settings.webhookTopics().forEach(topics::add);
        return api.call(api.post("create-webhook", "/webhook", body), answer -> created(answer, secret));
    }

    private Outcome<String> created(JsonNode answer, String secret) {
        String id = answer.path("id").asText("");
        if (id.isEmpty() || answer.path("id").isNull()) {
            return ShipBobApi.odd("a created subscription without an id");
        }
        JsonNode theirs = answer.path("secret");
        if (theirs.isTextual() && !theirs.textValue().equals(secret)) {
            return new Outcome.Refused<>(
                    "webhook-secret",
                    "ShipBob gave subscription " + id + " a secret of its own",
                    "Copy it from ShipBob's dashboard into " + api.settings().property("webhook-secret"));
        }
        return new Outcome.Done<>(id);
    }

    /** Says whether two secrets are the same without telling either: four bytes of a hash, of a key of 16 bytes or more. */
    private String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(api.settings().webhookSecrets().get(0).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot compute SHA-256", e);
        }
    }
}
