package io.saddlebag.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The keys a partner, an alert's rule or a receiver of alerts may have, {@code saddlebag.<kind>.<name>.<key>}. Whoever reads
 * them explains them; they are listed here so that a misspelt key can be told from a known one, and an environment name
 * taken apart. Tests compare this list with what the code reads and with the README.
 */
final class PartnerKeys {

    private static final Map<String, PartnerKeys> KINDS = Map.of(
            "store",
            new PartnerKeys(
                    List.of(
                            "url",
                            "auth",
                            "consumer-key",
                            "consumer-secret",
                            "permalinks",
                            "public-url",
                            "webhook-secret",
                            "previous-webhook-secret",
                            "topics",
                            "erp",
                            "warehouse",
                            "statuses.due",
                            "statuses.wait",
                            "statuses.ignore",
                            "statuses.cancel",
                            "settling",
                            "kit-lines",
                            "no-shipping-skus",
                            "write-back.notes",
                            "write-back.status",
                            "write-back.tracking-plugin",
                            "completed-status",
                            "partly-status",
                            "page-size",
                            "overlap",
                            "clock-tolerance",
                            "connections",
                            "rate",
                            "daily-quota",
                            "daily-quota-resets",
                            "throttle-signals",
                            "timeout",
                            "media-user",
                            "media-password",
                            "publish",
                            "publish.unmanaged",
                            "publish.sample",
                            "publish.read-back",
                            "publish.look-back",
                            "publish.timeout"),
                    List.of("tolerance", "policy")),
            "erp",
            new PartnerKeys(
                    List.of(
                            "kind",
                            "url",
                            "database",
                            "login",
                            "api-key",
                            "protocol",
                            "company",
                            "warehouse",
                            "fee-product",
                            "rounding-product",
                            "rounding",
                            "unknown-sku",
                            "invoice",
                            "invoice-on",
                            "team",
                            "user",
                            "payment-term",
                            "namespace",
                            "price-decimals",
                            "language",
                            "prices",
                            "products",
                            "connections",
                            "batch.size",
                            "batch.linger",
                            "rate",
                            "daily-quota",
                            "daily-quota-resets",
                            "throttle-signals",
                            "timeout",
                            "cache",
                            "poll-overlap",
                            "stock",
                            "stock.held-locations",
                            "stock.consignment",
                            "stock.overlap"),
                    List.of(
                            "tax",
                            "shipping-product",
                            "product",
                            "warehouse",
                            "pricelist",
                            "total-tolerance",
                            "policy")),
            "warehouse",
            new PartnerKeys(
                    List.of(
                            "kind",
                            "url",
                            "token",
                            "channel-id",
                            "api-version",
                            "public-url",
                            "webhook-secret",
                            "previous-webhook-secret",
                            "webhook-topics",
                            "replay-window",
                            "fulfillment-center",
                            "page-size",
                            "overlap",
                            "stock",
                            "mirror-to",
                            "mirror-since",
                            "mirror-hold-units",
                            "mirror-hold-percent",
                            "connections",
                            "rate",
                            "daily-quota",
                            "daily-quota-resets",
                            "throttle-signals"),
                    List.of("shipping-method", "mirror", "policy")),
            "alert",
            new PartnerKeys(List.of("enabled", "threshold", "for", "severity", "channels", "remind"), List.of()),
            "alert.webhook",
            new PartnerKeys(List.of("url", "secret", "form"), List.of()));

    private final List<String> keys;
    private final List<String> maps;

    private PartnerKeys(List<String> keys, List<String> maps) {
        this.keys = keys;
        this.maps = maps;
    }

    /** Every kind of partner by the word in its keys. */
    static Map<String, PartnerKeys> kinds() {
        return new TreeMap<>(KINDS);
    }

    /** The keys of one kind; empty if there is no such kind. */
    static Optional<PartnerKeys> of(String kind) {
        return Optional.ofNullable(KINDS.get(kind));
    }

    /** Keys with one value, longest first: {@code previous-webhook-secret} must be tried before {@code webhook-secret}. */
    List<String> keys() {
        return longestFirst(keys);
    }

    /** Keys with one value for each of several things: {@code tax} of {@code tax.19%}; longest first. */
    List<String> maps() {
        return longestFirst(maps);
    }

    boolean knows(String key) {
        return keys.contains(key) || maps.stream().anyMatch(map -> key.startsWith(map + "."));
    }

    private static List<String> longestFirst(List<String> words) {
        return words.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }
}
