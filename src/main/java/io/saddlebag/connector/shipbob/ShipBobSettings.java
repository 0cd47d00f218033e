package io.saddlebag.connector.shipbob;

import io.saddlebag.delivery.Credentials;
import io.saddlebag.settings.Section;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One warehouse at ShipBob: {@code saddlebag.warehouse.<id>.*}.
 *
 * @param warehouse configured warehouse name
 * @param url address of the API, {@code url}; {@code https://api.shipbob.com} or {@code https://sandbox-api.shipbob.com}
 * @param token personal access token or OAuth access token, {@code token}
 * @param channel channel that owns our orders, {@code channel-id}; the one for which the token has write scopes
 * @param apiVersion first segment of every path, {@code api-version}, e.g. {@code 2026-01}
 * @param webhookSecrets {@code webhook-secret}, then {@code previous-webhook-secret} while one is being replaced
 * @param replayWindow how old a webhook may be, {@code replay-window}
 * @param shippingMethods ShipBob method by store method, {@code shipping-method.<store method id>}; key {@code default} for all
 *     others
 * @param overlap how far a poll looks back behind its cursor, {@code overlap}
 * @param pageSize orders per page of a poll, {@code page-size}; ShipBob gives 250 at most
 * @param connections calls at once, {@code connections}
 * @param fulfillmentCenter centre that must send our orders, {@code fulfillment-center}; empty lets ShipBob choose
 * @param webhookUrl where ShipBob reaches our intake, {@code public-url} and our path; empty means polls only
 * @param webhookTopics what to subscribe to, {@code webhook-topics}
 * @param stock whether its stock is read, {@code stock}
 * @param mirror who follows its adjustments, {@code mirror-to} and others
 */
public record ShipBobSettings(
        String warehouse,
        String url,
        String token,
        String channel,
        String apiVersion,
        List<String> webhookSecrets,
        Duration replayWindow,
        Map<String, String> shippingMethods,
        Duration overlap,
        int pageSize,
        int connections,
        Optional<Long> fulfillmentCenter,
        Optional<String> webhookUrl,
        List<String> webhookTopics,
        boolean stock,
        MirrorSettings mirror) {

    private static final String DEFAULT_METHOD = "default";
    private static final int SHORTEST_SECRET = 16;
    /** Topics every dated version knows (published description of 2026-01). */
    private static final List<String> TOPICS = List.of(
            "order.shipped",
            "order.shipment.delivered",
            "order.shipment.exception",
            "order.shipment.on_hold",
            "order.shipment.cancelled");
    /** Carrier scans became a topic with this version; the one before answers 422 to it. */
    private static final String TRACKING_TOPIC_SINCE = "2026-07";

    /** Copies the collections. */
    public ShipBobSettings {
        webhookSecrets = List.copyOf(webhookSecrets);
        shippingMethods = Map.copyOf(shippingMethods);
        webhookTopics = List.copyOf(webhookTopics);
    }

    /** Reads the settings; every problem is reported to the section. */
    public static ShipBobSettings from(Section section) {
        String version = section.text("api-version", "2026-01");
        if (!version.matches("20[0-9]{2}-[0-9]{2}")) {
            section.problem("api-version", "must be a date such as 2026-01");
        }
        String channel = section.required("channel-id");
        if (!channel.isEmpty() && !channel.matches("[0-9]{1,12}")) {
            section.problem("channel-id", "must be the channel's number");
        }
        Optional<String> webhookUrl = webhookUrl(section);
        List<String> secrets = secrets(section);
        if (webhookUrl.isPresent() && secrets.isEmpty()) {
            section.problem(
                    "webhook-secret", "is missing: without it webhooks at public-url cannot be told from forged ones");
        }
        return new ShipBobSettings(
                section.name(),
                url(section),
                section.required("token"),
                channel,
                version,
                secrets,
                positive(section, "replay-window", Duration.ofMinutes(5)),
                section.map("shipping-method"),
                positive(section, "overlap", Duration.ofMinutes(5)),
                between(section, "page-size", 250, 1, 250),
                between(section, "connections", 4, 1, 64),
                center(section),
                webhookUrl,
                section.list("webhook-topics", topics(version)),
                section.oneOf("stock", "false", List.of("true", "false")).equals("true"),
                MirrorSettings.from(section));
    }

    private static List<String> topics(String version) {
        List<String> topics = new ArrayList<>(TOPICS);
        if (version.compareTo(TRACKING_TOPIC_SINCE) >= 0) {
            topics.add("order.shipment.tracking.updated");
        }
        return topics;
    }

    private static String url(Section section) {
        return section.find("url").isPresent() ? section.requiredUrl("url") : "https://api.shipbob.com";
    }

    private static Optional<String> webhookUrl(Section section) {
        if (section.find("public-url").isEmpty()) {
            return Optional.empty();
        }
        String url = section.requiredUrl("public-url");
        return url.isEmpty() ? Optional.empty() : Optional.of(url + "/webhooks/shipbob/" + section.name());
    }

    private static List<String> secrets(Section section) {
        List<String> secrets = new ArrayList<>();
        for (String key : List.of("webhook-secret", "previous-webhook-secret")) {
            section.find(key).ifPresent(secret -> {
                if (keyLength(secret) < SHORTEST_SECRET) {
                    section.problem(
                            key, "must be whsec_ and the Base64 of 24 random bytes or more, or 16 characters or more");
                } else {
                    secrets.add(secret);
                }
            });
        }
        return secrets;
    }

    private static int keyLength(String secret) {
        if (!secret.startsWith("whsec_")) {
            return secret.getBytes(StandardCharsets.UTF_8).length;
        }
        try {
            return Base64.getDecoder().decode(secret.substring("whsec_".length())).length;
        } catch (IllegalArgumentException notBase64) {
            return 0;
        }
    }

    private static Optional<Long> center(Section section) {
        Optional<String> text = section.find("fulfillment-center");
        if (text.isPresent() && !text.get().matches("[0-9]{1,9}")) {
            section.problem("fulfillment-center", "must be the number of a centre (see /location)");
            return Optional.empty();
        }
        return text.map(Long::valueOf);
    }

    private static int between(Section section, String key, int otherwise, int least, int most) {
        int number = section.number(key, otherwise);
        if (number < least || number > most) {
            section.problem(key, "must be from " + least + " to " + most);
            return otherwise;
        }
        return number;
    }

    private static Duration positive(Section section, String key, Duration otherwise) {
        Duration duration = section.duration(key, otherwise);
        if (duration.isNegative() || duration.isZero()) {
            section.problem(key, "must be longer than nothing");
            return otherwise;
        }
        return duration;
    }

    /** ShipBob's name for a store's shipping method: of the very method, of its kind ({@code flat_rate:3}), or the default. */
    public Optional<String> shippingMethod(String storeMethod) {
        String kind = storeMethod.indexOf(':') < 0 ? storeMethod : storeMethod.substring(0, storeMethod.indexOf(':'));
        for (String key : List.of(storeMethod, kind, DEFAULT_METHOD)) {
            if (shippingMethods.containsKey(key)) {
                return Optional.of(shippingMethods.get(key));
            }
        }
        return Optional.empty();
    }

    /** The bearer token. */
    public Credentials credentials() {
        return request -> request.header("Authorization", "Bearer " + token);
    }

    /** Whether ShipBob can reach the webhook address at all: it only accepts https. */
    boolean reachable() {
        return webhookUrl.map(u -> "https".equals(URI.create(u).getScheme())).orElse(true);
    }

    /** Full name of a setting, for remedies. */
    String property(String key) {
        return "saddlebag.warehouse." + warehouse + "." + key;
    }

    @Override
    public String toString() {
        return "ShipBobSettings[warehouse=" + warehouse + ", url=" + url + ", token=***, channel=" + channel
                + ", apiVersion=" + apiVersion + ", webhookSecrets=*** (" + webhookSecrets.size() + "), replayWindow="
                + replayWindow + ", shippingMethods=" + new TreeMap<>(shippingMethods) + ", overlap=" + overlap
                + ", pageSize=" + pageSize + ", connections=" + connections + ", fulfillmentCenter=" + fulfillmentCenter
                + ", webhookUrl=" + webhookUrl + ", webhookTopics=" + webhookTopics + ", stock=" + stock + ", mirror="
                + mirror + "]";
    }
}
