package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.Finding.Status;
import io.saddlebag.delivery.HttpCall;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.Loopback;
import io.saddlebag.delivery.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Looks at everything a warehouse at ShipBob needs, without changing anything. */
final class ShipBobProbe {

    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofSeconds(60);
    private static final String WRITE_SCOPE = "orders_write";

    private final ShipBobApi api;
    private final ShipBobSettings settings;
    private final WebhookRegistration webhooks;

    ShipBobProbe(ShipBobApi api, WebhookRegistration webhooks) {
        this.api = api;
        this.settings = api.settings();
        this.webhooks = webhooks;
    }

    List<Finding> probe() {
        List<Finding> findings = new ArrayList<>();
        HttpResult first = api.send(api.get("probe-channel", "/channel"));
        Outcome<JsonNode> access = api.judge(first, Outcome.Done::new);
        if (!access.succeeded()) {
            findings.add(failed("access", access));
            return findings;
        }
        findings.add(ok("access", settings.url() + " answers to the token, version " + settings.apiVersion()));
        findings.add(clock(first));
        findings.add(channel());
        findings.add(readable("orders", api.get("probe-orders", "/order").with("Limit", "1")));
        findings.add(shippingMethods());
        findings.add(locations());
        findings.add(readable(
                "inventory", api.get("probe-inventory", "/inventory-level").with("PageSize", "1")));
        findings.add(webhooks());
        return findings;
    }

    private Finding clock(HttpResult first) {
        return ChangedOrders.date(first)
                .map(theirs -> Duration.between(theirs, api.clock().instant()))
                .map(off -> off.abs().compareTo(CLOCKS_MAY_DIFFER) > 0
                        ? new Finding(
                                "clock",
                                Status.WARN,
                                "this machine's clock is " + off.toSeconds() + " s ahead of ShipBob's",
                                "Synchronise this machine's clock (NTP): webhooks are refused if it is off by more than "
                                        + settings.property("replay-window"))
                        : ok("clock", "differs from ShipBob's by " + off.abs().toSeconds() + " s"))
                .orElseGet(() -> here()
                        ? note("clock", "the answer has no date; it comes from this machine, whose clock is ours")
                        : new Finding(
                                "clock",
                                Status.WARN,
                                "ShipBob's answer has no date",
                                "Compare the clocks by hand: webhooks are refused if they differ by more than "
                                        + settings.property("replay-window")));
    }

    private Finding channel() {
        Outcome<List<JsonNode>> channels = new Listing(api).all(api.get("probe-channel", "/channel"));
        if (!(channels instanceof Outcome.Done<List<JsonNode>> done)) {
            return failed("channel", channels);
        }
        for (JsonNode channel : done.value()) {
            if (channel.path("id").asText("").equals(settings.channel())) {
                List<String> scopes = new ArrayList<>();
                channel.path("scopes").forEach(scope -> scopes.add(scope.asText()));
                return scopes.contains(WRITE_SCOPE)
                        ? ok("channel", "channel " + settings.channel() + " may be written to")
                        : new Finding(
                                "channel",
                                Status.FAIL,
                                "the token has no scope " + WRITE_SCOPE + " for channel " + settings.channel(),
                                "Set " + settings.property("channel-id") + " to the channel the token was made for");
            }
        }
        List<String> ids =
                done.value().stream().map(c -> c.path("id").asText("")).toList();
        return new Finding(
                "channel",
                Status.FAIL,
                "the token has no channel " + settings.channel() + "; it has " + ids,
                "Correct " + settings.property("channel-id"));
    }

    private Finding shippingMethods() {
        Outcome<JsonNode> answer = list("shipping methods", "/shipping-method");
        if (!(answer instanceof Outcome.Done<JsonNode> done)) {
            return failed("shipping methods", answer);
        }
        if (settings.shippingMethods().isEmpty()) {
            return new Finding(
                    "shipping methods",
                    Status.FAIL,
                    "no shipping method is set",
                    "Set " + settings.property("shipping-method.default") + " to one of " + names(done.value()));
        }
        Map<String, Boolean> active = new HashMap<>();
        done.value()
                .forEach(m ->
                        active.merge(m.path("name").asText(""), m.path("active").asBoolean(true), Boolean::logicalOr));
        TreeSet<String> bad = new TreeSet<>();
        settings.shippingMethods().forEach((store, name) -> {
            if (!active.getOrDefault(name, false)) {
                bad.add(store + "=" + name);
            }
        });
        return bad.isEmpty()
                ? ok("shipping methods", "all " + settings.shippingMethods().size() + " are known and active")
                : new Finding(
                        "shipping methods",
                        Status.FAIL,
                        "unknown or inactive at ShipBob: " + bad,
                        "Use one of " + names(done.value()) + ", or add it on ShipBob's page Ship Option Mapping");
    }

    private static TreeSet<String> names(JsonNode methods) {
        TreeSet<String> names = new TreeSet<>();
        methods.forEach(m -> names.add(m.path("name").asText("")));
        return names;
    }

    private Finding locations() {
        Outcome<JsonNode> answer = list("locations", "/location");
        if (!(answer instanceof Outcome.Done<JsonNode> done)) {
            return failed("locations", answer);
        }
        if (settings.fulfillmentCenter().isEmpty()) {
            return ok("locations", done.value().size() + " readable; ShipBob chooses the centre");
        }
        String wanted = Long.toString(settings.fulfillmentCenter().get());
        for (JsonNode location : done.value()) {
            if (location.path("id").asText("").equals(wanted)) {
                boolean usable = location.path("is_active").asBoolean(true)
                        && location.path("access_granted").asBoolean(true)
                        && location.path("is_shipping_enabled").asBoolean(true);
                return usable
                        ? ok("locations", "centre " + wanted + " ships for us")
                        : center("centre " + wanted + " is inactive, does not ship or is not granted to us");
            }
        }
        return center("ShipBob has no centre " + wanted);
    }

    private Finding center(String detail) {
        return new Finding(
                "locations", Status.FAIL, detail, "Correct or remove " + settings.property("fulfillment-center"));
    }

    private Finding webhooks() {
        if (settings.webhookUrl().isEmpty()) {
            return new Finding(
                    "webhooks",
                    Status.WARN,
                    "there is no public address, so shipments are seen by polling only",
                    "Set " + settings.property("public-url") + " if ShipBob can reach this daemon");
        }
        String url = settings.webhookUrl().get();
        if (!settings.reachable() && here()) {
            return note(
                    "webhooks",
                    "none, polls find every shipment: as the real ShipBob, the sandbox calls https addresses only, and "
                            + url + " is not");
        }
        if (!settings.reachable()) {
            return new Finding(
                    "webhooks", Status.WARN, url + " is not https, and ShipBob calls nothing else", "Put TLS in front");
        }
        Outcome<List<WebhookSubscription>> all = webhooks.list();
        if (!(all instanceof Outcome.Done<List<WebhookSubscription>> done)) {
            return failed("webhooks", all);
        }
        List<WebhookSubscription> ours =
                done.value().stream().filter(s -> s.url().equals(url)).toList();
        return ours.stream().anyMatch(s -> webhooks.problem(s).isEmpty())
                ? ok("webhooks", "a subscription to " + url + " is enabled")
                : new Finding(
                        "webhooks",
                        Status.WARN,
                        ours.isEmpty()
                                ? "there is no subscription to " + url
                                : "the subscription to " + url + " "
                                        + webhooks.problem(ours.get(0)).orElse(""),
                        "The running daemon repairs it by itself");
    }

    private Outcome<JsonNode> list(String what, String path) {
        HttpCall call = api.get("probe-" + what.replace(' ', '-'), path);
        return api.call(call, json -> json.isArray() ? new Outcome.Done<>(json) : ShipBobApi.odd("no list of " + what));
    }

    private Finding readable(String what, HttpCall call) {
        Outcome<JsonNode> answer = api.call(call, Outcome.Done::new);
        return answer.succeeded() ? ok(what, "readable") : failed(what, answer);
    }

    private boolean here() {
        return Loopback.is(settings.url());
    }

    private static Finding note(String what, String detail) {
        return new Finding(what, Status.NOTE, detail, "");
    }

    private static Finding ok(String what, String detail) {
        return new Finding(what, Status.OK, detail, "");
    }

    private static Finding failed(String what, Outcome<?> outcome) {
        String otherwise = outcome instanceof Outcome.RetryLater
                ? "Try again; check 'url' and the network if it stays"
                : "Check 'url': it must be the API's own address";
        return new Finding(what, Status.FAIL, outcome.reasonOr("did not work"), outcome.remedyOr(otherwise));
    }
}
