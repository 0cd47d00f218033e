package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.delivery.HttpCall.Parameter;
import io.saddlebag.delivery.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps one healthy webhook per topic in the store. A store switches a webhook off for good after its seventh failure in a
 * row, and one that is merely switched on again falls at its next failure (facts: woocommerce 26); so whatever is not as it
 * should be is replaced: created anew, then deleted. Events lost meanwhile come with the next poll.
 *
 * <p>The store never shows a webhook's secret (facts: woocommerce 23), so its name carries a fingerprint of the secret it
 * was made with. Ours are those that deliver to our address, and those of our name and secret that deliver to an address
 * we had before; nobody else's is touched.
 */
public final class WebhookWatch {

    private static final String ROUTE = "/wc/v3/webhooks";
    private static final int MOST_PAGES = 50;

    private final WooClient client;
    private final StoreSettings settings;

    WebhookWatch(WooClient client, StoreSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    /**
     * What was found, and repaired.
     *
     * @param topics subscribed topics, all healthy now
     * @param repairs what was wrong, empty if nothing
     */
    public record Report(List<String> topics, List<Repair> repairs) {
        /** Copies the collections. */
        public Report {
            topics = List.copyOf(topics);
            repairs = List.copyOf(repairs);
        }
    }

    /**
     * One thing that was wrong and is put right.
     *
     * @param topic the webhook's topic
     * @param id the store's webhook id, empty for a missing one
     */
    public record Repair(Fault fault, String topic, String id) {}

    /** What can be wrong with a webhook. */
    public enum Fault {
        /** There was none. */
        MISSING("was missing"),
        /** The store gave it up after failures. */
        DISABLED("was disabled by the store after failed deliveries"),
        /** Somebody paused it. */
        PAUSED("was paused"),
        /** It delivered to an address we had before. */
        OLD_ADDRESS("delivered to an old address"),
        /** It signed with another secret, or was made by hand. */
        OTHER_SECRET("signed with another secret"),
        /** One too many. */
        DOUBLED("was there twice"),
        /** Its topic is not wanted any more. */
        UNWANTED("has a topic that is not wanted");

        private final String words;

        Fault(String words) {
            this.words = words;
        }

        /** What was wrong, for a person. */
        public String words() {
            return words;
        }
    }

    /** Looks at the store's webhooks and repairs them; does nothing where no public address is configured. */
    public Outcome<Report> watch() {
        return diagnose().then(this::repair);
    }

    /** Looks only. The repairs of the report are those that {@link #watch()} would make. */
    public Outcome<Report> look() {
        return diagnose().map(diagnosis -> new Report(settings.webhooks().topics(), diagnosis.repairs()));
    }

    private record Diagnosis(List<Repair> repairs, List<String> toCreate, List<String> toDelete) {}

    private Outcome<Diagnosis> diagnose() {
        if (!settings.webhooks().wanted()) {
            return new Outcome.Done<>(new Diagnosis(List.of(), List.of(), List.of()));
        }
        return all().map(this::compare);
    }

    private Diagnosis compare(List<JsonNode> all) {
        WebhookName name = new WebhookName(settings.webhooks());
        Diagnosis diagnosis = new Diagnosis(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<String> healthy = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (JsonNode hook : all) {
            if (!name.isOurs(hook, address())) {
                continue;
            }
            String topic = OrderFields.text(hook, "topic");
            String id = OrderFields.id(hook).orElseThrow();
            seen.add(topic);
            fault(hook, topic, name, healthy)
                    .ifPresentOrElse(
                            fault -> {
                                diagnosis.repairs().add(new Repair(fault, topic, id));
                                diagnosis.toDelete().add(id);
                            },
                            () -> healthy.add(topic));
        }
        for (String topic : settings.webhooks().topics()) {
            if (!healthy.contains(topic)) {
                diagnosis.toCreate().add(topic);
                if (!seen.contains(topic)) {
                    diagnosis.repairs().add(new Repair(Fault.MISSING, topic, ""));
                }
            }
        }
        return diagnosis;
    }

    private Optional<Fault> fault(JsonNode hook, String topic, WebhookName name, List<String> healthy) {
        String status = OrderFields.text(hook, "status");
        if (!settings.webhooks().topics().contains(topic)) {
            return Optional.of(Fault.UNWANTED);
        }
        if (!OrderFields.text(hook, "delivery_url").equals(address())) {
            return Optional.of(Fault.OLD_ADDRESS);
        }
        if (!status.equals("active")) {
            return Optional.of(status.equals("disabled") ? Fault.DISABLED : Fault.PAUSED);
        }
        if (!name.isOf(hook, topic)) {
            return Optional.of(Fault.OTHER_SECRET);
        }
        return healthy.contains(topic) ? Optional.of(Fault.DOUBLED) : Optional.empty();
    }

    private Outcome<Report> repair(Diagnosis diagnosis) {
        WebhookName name = new WebhookName(settings.webhooks());
        for (String topic : diagnosis.toCreate()) {
            ObjectNode hook = WooBody.JSON
                    .createObjectNode()
                    .put("name", name.of(topic))
                    .put("topic", topic)
                    .put("delivery_url", address())
                    .put("secret", settings.webhooks().secret())
                    .put("status", "active");
            Outcome<JsonNode> created =
                    client.write("create-webhook", "POST", ROUTE, hook).then(WooAnswer::object);
            if (!created.succeeded()) {
                return created.map(stop());
            }
        }
        for (String id : diagnosis.toDelete()) {
            Outcome<WooAnswer> deleted = client.delete("delete-webhook", ROUTE + "/" + id);
            boolean gone = deleted instanceof Outcome.Refused<WooAnswer> refused
                    && refused.code().equals(WooOutcomes.GONE);
            if (!deleted.succeeded() && !gone) {
                return deleted.map(stop());
            }
        }
        return new Outcome.Done<>(new Report(
                settings.webhooks().wanted() ? settings.webhooks().topics() : List.of(), diagnosis.repairs()));
    }

    private static <T> Function<T, Report> stop() {
        return value -> new Report(List.of(), List.of());
    }

    private Outcome<List<JsonNode>> all() {
        List<JsonNode> all = new ArrayList<>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            Outcome<List<JsonNode>> part = client.get(
                            "list-webhooks",
                            ROUTE,
                            new Parameter("per_page", "100"),
                            new Parameter("orderby", "id"),
                            new Parameter("order", "asc"),
                            new Parameter("page", String.valueOf(page)))
                    .then(WooAnswer::rows);
            if (!(part instanceof Outcome.Done<List<JsonNode>> done)) {
                return part;
            }
            all.addAll(done.value());
            if (done.value().size() < 100) {
                return new Outcome.Done<>(all);
            }
        }
        return new Outcome.NotUnderstood<>(
                "the store has more than " + MOST_PAGES * 100 + " webhooks",
                "delete those that nobody needs (WooCommerce, Settings, Advanced, Webhooks)");
    }

    private String address() {
        return settings.webhooks().publicUrl() + settings.intakePath();
    }
}
