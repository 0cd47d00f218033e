package io.saddlebag.connector.woocommerce;

import static io.saddlebag.connector.woocommerce.OutcomeWords.remedy;
import static io.saddlebag.connector.woocommerce.OutcomeWords.words;
import static io.saddlebag.delivery.Finding.Status.FAIL;
import static io.saddlebag.delivery.Finding.Status.NOTE;
import static io.saddlebag.delivery.Finding.Status.OK;
import static io.saddlebag.delivery.Finding.Status.WARN;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.HttpCall.Parameter;
import io.saddlebag.delivery.Loopback;
import io.saddlebag.delivery.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at a store for {@code doctor}. Changes nothing. */
final class StoreProbe {

    private final WooClient client;
    private final WebhookWatch webhooks;
    private final StoreSettings settings;
    private final Clock clock;

    StoreProbe(WooClient client, WebhookWatch webhooks, StoreSettings settings, Clock clock) {
        this.client = client;
        this.webhooks = webhooks;
        this.settings = settings;
        this.clock = clock;
    }

    /** All findings, in the order in which one should put things right; what cannot be looked at is left out. */
    List<Finding> probe() {
        List<Finding> findings = new ArrayList<>();
        Outcome<WooAnswer> index = client.get("probe-index", "/");
        if (!(index instanceof Outcome.Done<WooAnswer> done)) {
            findings.add(new Finding("address", FAIL, settings.url() + ": " + words(index), remedy(index)));
            return findings;
        }
        address(done.value(), findings);
        clock(done.value(), findings);
        findings.add(reading());
        findings.add(writing());
        if (findings.stream().noneMatch(f -> f.what().equals("rights to read") && f.status() == FAIL)) {
            findings.addAll(new ShopProbe(client).probe());
            findings.add(gmtFilter());
            findings.add(webhooks());
        }
        return findings;
    }

    private void address(WooAnswer index, List<Finding> findings) {
        JsonNode body = index.body();
        boolean hasApi = false;
        for (JsonNode namespace : body.path("namespaces")) {
            hasApi |= namespace.asText().equals("wc/v3");
        }
        findings.add(
                hasApi
                        ? new Finding("address", OK, settings.url() + " answers, WooCommerce REST API v3 is there", "")
                        : new Finding(
                                "address",
                                FAIL,
                                settings.url() + " is WordPress without the WooCommerce REST API v3",
                                "switch the WooCommerce plugin on"));
        String home = OrderFields.text(body, "home").replaceAll("/+$", "");
        boolean oauth = settings.auth().at(settings.url()).name().startsWith("OAUTH1");
        if (!home.isEmpty() && !home.equals(settings.url())) {
            findings.add(new Finding(
                    "site address",
                    oauth ? FAIL : WARN,
                    "WordPress calls itself " + home,
                    "set saddlebag.store." + settings.name() + ".url=" + home
                            + (oauth ? "; OAuth signatures are made over it" : "")));
        }
        findings.add(
                settings.url().startsWith("https:")
                        ? new Finding("transport", OK, "TLS, certificate verified", "")
                        : here()
                                ? new Finding(
                                        "transport",
                                        NOTE,
                                        "plain http, no danger on this machine; a shop elsewhere needs a certificate and https",
                                        "")
                                : new Finding(
                                        "transport",
                                        WARN,
                                        "plain http: orders and personal data are readable on the way",
                                        "give the shop a certificate and set url to https://"));
        findings.add(
                client.plainPermalinks()
                        ? new Finding(
                                "permalinks",
                                WARN,
                                "plain, the API is reached by ?rest_route=; WooCommerce does not look at keys there",
                                "choose any other structure in WordPress, Settings, Permalinks")
                        : new Finding("permalinks", OK, "/wp-json/ answers", ""));
        String zone = OrderFields.text(body, "timezone_string");
        findings.add(new Finding(
                "time zone",
                OK,
                (zone.isEmpty() ? "GMT offset " + body.path("gmt_offset").asText() : zone)
                        + "; all times are read as GMT",
                ""));
    }

    private void clock(WooAnswer index, List<Finding> findings) {
        if (index.date().isEmpty()) {
            findings.add(new Finding(
                    "clock", WARN, "the store's answers carry no Date", "look at the proxy in front of it"));
            return;
        }
        Duration off = Duration.between(clock.instant(), index.date().get()).abs();
        findings.add(
                off.compareTo(settings.clockTolerance()) <= 0
                        ? new Finding(
                                "clock",
                                OK,
                                "within " + settings.clockTolerance().toSeconds() + " s of ours",
                                "")
                        : new Finding(
                                "clock",
                                WARN,
                                "the store's clock is " + off.toSeconds() + " s away from ours",
                                "set the clock (NTP) here or there; OAuth fails from 15 minutes on"));
    }

    private Finding reading() {
        Outcome<WooAnswer> orders = client.get(
                "probe-read", "/wc/v3/orders", new Parameter("per_page", "1"), new Parameter("_fields", "id"));
        return orders.succeeded()
                ? new Finding("rights to read", OK, "orders can be read", "")
                : new Finding("rights to read", FAIL, words(orders), remedy(orders));
    }

    /** An empty batch changes nothing, and is refused to a key that may not write (captured batch-empty, read-only-key-posts). */
    private Finding writing() {
        Outcome<WooAnswer> batch =
                client.write("probe-write", "POST", "/wc/v3/orders/batch", WooBody.JSON.createObjectNode());
        return batch.succeeded()
                ? new Finding("rights to write", OK, "orders can be written", "")
                : new Finding("rights to write", FAIL, words(batch), remedy(batch));
    }

    /** The store is asked for changes after, and up to, its newest change: a store that reads GMT as local time fails one. */
    private Finding gmtFilter() {
        String what = "changes by GMT time";
        TimedList list = new TimedList(client, settings, clock);
        TimedList.Window all = new TimedList.Window(
                Axis.MODIFIED, "any", Instant.EPOCH.plusSeconds(1), Optional.empty(), "id,date_modified_gmt");
        Outcome<Boolean> honoured = list.newest(all)
                .then(newest -> newest.isEmpty()
                        ? new Outcome.Done<>(true)
                        : list.page(all.startingAt(newest.get()), 1).then(from -> list.page(
                                        all.startingAt(newest.get().plusSeconds(1)), 1)
                                .map(after -> !from.rows().isEmpty()
                                        && after.rows().stream()
                                                .flatMap(row -> OrderFields.gmt(row, "date_modified_gmt").stream())
                                                .noneMatch(time -> !time.isAfter(newest.get())))));
        if (!(honoured instanceof Outcome.Done<Boolean> done)) {
            return new Finding(what, FAIL, words(honoured), remedy(honoured));
        }
        return done.value()
                ? new Finding(what, OK, "the store lists orders by the GMT time of their last change", "")
                : new Finding(
                        what,
                        FAIL,
                        "the store does not list orders by the GMT time of their last change",
                        "switch off the plugin that changes order lists, or update WooCommerce");
    }

    private boolean here() {
        return Loopback.is(settings.url());
    }

    private Finding webhooks() {
        if (!settings.webhooks().wanted()) {
            return new Finding(
                    "webhooks",
                    WARN,
                    "none: changes are found by polling only",
                    "set saddlebag.store." + settings.name() + ".public-url and webhook-secret");
        }
        Outcome<WebhookWatch.Report> look = webhooks.look();
        if (!(look instanceof Outcome.Done<WebhookWatch.Report> done)) {
            return new Finding("webhooks", FAIL, words(look), remedy(look));
        }
        boolean noneYet = done.value().repairs().stream().allMatch(r -> r.fault() == WebhookWatch.Fault.MISSING);
        String wrong = done.value().repairs().stream()
                .map(r -> r.topic() + " " + r.fault().words())
                .collect(Collectors.joining(", "));
        if (here() && noneYet && !wrong.isEmpty()) {
            return new Finding("webhooks", NOTE, "not registered yet: the daemon does that by itself when it runs", "");
        }
        return wrong.isEmpty()
                ? new Finding("webhooks", OK, String.join(", ", done.value().topics()), "")
                : new Finding("webhooks", WARN, wrong, "nothing: the daemon repairs them while it runs");
    }
}
