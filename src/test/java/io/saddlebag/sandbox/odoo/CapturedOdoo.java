package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A sandbox made to look like one captured server, and the replay of that server's exchanges against it. */
final class CapturedOdoo implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int version;
    private final Ticking clock = new Ticking(Instant.parse("2026-11-23T17:57:55.300Z"));
    private final SandboxOdoo sandbox;
    private final HttpClient http = HttpClient.newHttpClient();
    /** Captured moment to the moment the sandbox gave instead, latest first. */
    private final Map<String, String> moments = new HashMap<>();

    CapturedOdoo(Vertx vertx, int version) {
        this.version = version;
        OdooOptions options = OdooOptions.odoo(version).with(o -> o.apiKey("<API_KEY_woobot>")
                .limitedApiKey("<API_KEY_limited>")
                .taxes(taxes()));
        this.sandbox = SandboxOdoo.start(vertx, 0, options, clock);
        continueAt("res.partner", 13);
        continueAt("product.product", 6);
        continueAt("product.template", 6);
        continueAt("sale.order", version == 17 ? 21 : 1);
        store().continueAt("sale.order", version == 17 ? 16 : 1);
        continueAt("sale.order.line", version == 17 ? 41 : 1);
        continueAt("stock.quant", version == 17 ? 8 : 3);
        continueAt("purchase.order", version == 17 ? 2 : 1);
    }

    private List<OdooOptions.Tax> taxes() {
        List<OdooOptions.Tax> taxes = new ArrayList<>();
        taxes.add(new OdooOptions.Tax(1, "15%", new BigDecimal("15"), "sale", false));
        taxes.add(new OdooOptions.Tax(2, "15%", new BigDecimal("15"), "purchase", false));
        if (version == 19) {
            taxes.add(new OdooOptions.Tax(3, "0% Exports", BigDecimal.ZERO, "sale", false));
        }
        return taxes;
    }

    private Store store() {
        return sandbox.engine().store;
    }

    private void continueAt(String model, int id) {
        store().table(model).continueAt(id);
    }

    /** Sends one captured request and answers in what the reply differs. */
    List<String> replay(String file, JsonNode exchange) {
        clock.tick();
        try {
            before(file.substring(0, 3), exchange);
        } catch (IllegalStateException e) {
            return List.of(e.getMessage());
        }
        JsonNode request = exchange.get("request");
        JsonNode expected = exchange.get("response");
        HttpResponse<String> answer = send(request);
        List<String> differences = new ArrayList<>();
        if (answer.statusCode() != expected.get("status").asInt()) {
            differences.add(
                    "status " + answer.statusCode() + " instead of " + expected.get("status") + ": " + answer.body());
            return differences;
        }
        JsonNode body = expected.get("body");
        if (body.isTextual()) {
            String start = body.asText().startsWith("<!DOCTYPE html>") ? "<!DOCTYPE html>" : body.asText();
            if (!answer.body().startsWith(start)) {
                differences.add("text " + answer.body());
            }
            return differences;
        }
        try {
            compare("", body, JSON.readTree(answer.body()), differences);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " was not answered with JSON", e);
        }
        return differences;
    }

    /** What the captured scenario did between two captured calls, and gaps it left in the series. */
    private void before(String number, JsonNode exchange) {
        switch (number) {
            case "012" -> clock.set("2026-11-23T17:59:09.400Z");
            case "049" -> unseen("L" + ref() + "c", 1);
            case "050" -> unseen("tc" + ref(), 1);
            case "051" -> {
                continueAt("sale.order", version == 17 ? 39 : 17);
                unseen("lost" + ref(), 1);
            }
            case "052" -> {
                continueAt("stock.picking", version == 17 ? 5 : 2);
                continueAt("stock.move", version == 17 ? 15 : 7);
                store().continueAt("WH/OUT/", version == 17 ? 3 : 1);
            }
            case "059" -> {
                continueAt("sale.order.line", version == 17 ? 79 - 2 : 33);
                store().continueAt("sale.order", version == 17 ? 30 : 14);
            }
            case "070" -> {
                continueAt("stock.backorder.confirmation", version == 17 ? 2 : 1);
                continueAt("stock.move", version == 17 ? 19 : 11);
            }
            case "082" -> continueAt("sale.advance.payment.inv", version == 17 ? 3 : 1);
            case "083" -> {
                continueAt("account.move", version == 17 ? 4 : 1);
                store().continueAt("INV/2026/", version == 17 ? 2 : 1);
                store().continueAt("RINV/2026/", version == 17 ? 2 : 1);
            }
            case "091" -> {
                continueAt("account.payment.register", version == 17 ? 3 : 1);
                continueAt("account.payment", version == 17 ? 2 : 1);
            }
            case "097" -> {
                continueAt("account.move.reversal", version == 17 ? 2 : 1);
                continueAt("account.move.line", version == 17 ? 17 : 7);
            }
            case "112" -> continueAt("sale.order.line", version == 17 ? 81 : 37);
            case "901" -> continueAt("sale.order.line", 1500);
            case "902" -> confirm(exchange);
            case "911" -> shippingProduct();
            case "951" -> continueAt("sale.order.line", 1829);
            case "956" -> continueAt("sale.order.line", 1831);
            case "959" -> continueAt("res.partner", 18);
            case "960" -> continueAt("account.move", 7);
            default -> {}
        }
        created(exchange);
    }

    private String ref() {
        return version == 17 ? "456748" : "456616";
    }

    /** A created record gets the captured id. */
    private void created(JsonNode exchange) {
        JsonNode args = exchange.at("/request/body/params/args");
        String url = exchange.at("/request/url").asText();
        String model = url.contains("/json/2/")
                ? url.replaceAll(".*/json/2/([^/]+)/.*", "$1")
                : args.path(3).asText();
        String method = url.contains("/json/2/")
                ? url.replaceAll(".*/", "")
                : args.path(4).asText();
        JsonNode body = exchange.at("/response/body");
        JsonNode result = body.has("jsonrpc") ? body.path("result") : body;
        JsonNode id = method.equals("create")
                ? (result.isArray() ? result.get(0) : result)
                : result.path("ids").path(0);
        if (id.isInt() && store().has(model)) {
            continueAt(model, id.asInt());
        }
    }

    private void unseen(String reference, int lines) {
        ObjectNode values =
                JsonNodeFactory.instance.objectNode().put("partner_id", 13).put("client_order_ref", reference);
        ArrayNode commands = values.putArray("order_line");
        for (int i = 0; i < lines; i++) {
            commands.addArray().add(0).add(0).addObject().put("product_id", 6);
        }
        rpc("sale.order", "create", JsonNodeFactory.instance.arrayNode().add(values));
    }

    private void confirm(JsonNode exchange) {
        ArrayNode ids = JsonNodeFactory.instance.arrayNode();
        ids.addArray().add(exchange.at("/response/body/result/ids/0").asInt());
        rpc("sale.order", "action_confirm", ids);
    }

    private void shippingProduct() {
        continueAt("product.product", 1012);
        sandbox.addProduct(SandboxOdoo.Product.service("SHIP"));
    }

    private void rpc(String model, String method, ArrayNode args) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("id", 1);
        ObjectNode params = body.putObject("params").put("service", "object").put("method", "execute_kw");
        params.putArray("args")
                .add("erp" + version)
                .add(version == 17 ? 6 : 7)
                .add("<API_KEY_woobot>")
                .add(model)
                .add(method)
                .add(args);
        HttpResponse<String> answer = post("/jsonrpc", Map.of(), body.toString());
        if (!answer.body().contains("\"result\"")) {
            throw new IllegalStateException("preparing " + model + "." + method + " failed: " + answer.body());
        }
    }

    private HttpResponse<String> send(JsonNode request) {
        String path = request.get("url").asText().replaceFirst("https?://[^/]+", "");
        Map<String, String> headers = new HashMap<>();
        request.path("headers")
                .fields()
                .forEachRemaining(
                        e -> headers.put(e.getKey(), e.getValue().asText().replace("<key>", "<API_KEY_woobot>")));
        JsonNode body = request.get("body");
        String text = body.isTextual() ? body.asText() : body.toString();
        for (Map.Entry<String, String> moment : moments.entrySet()) {
            text = text.replace("\">\",\"" + moment.getKey() + "\"", "\">\",\"" + moment.getValue() + "\"");
        }
        return post(path, headers, text);
    }

    private HttpResponse<String> post(String path, Map<String, String> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void compare(String path, JsonNode expected, JsonNode actual, List<String> differences) {
        if (path.endsWith("/debug")) {
            return;
        }
        if (expected.isNumber() && actual.isNumber()) {
            boolean sameKind = expected.isInt() == actual.isInt();
            if (!sameKind || Math.abs(expected.asDouble() - actual.asDouble()) > 1e-6) {
                differences.add(path + ": " + actual + " instead of " + expected);
            }
        } else if (expected.getNodeType() != actual.getNodeType()) {
            differences.add(path + ": " + actual + " instead of " + expected);
        } else if (expected.isObject()) {
            List<String> names = new ArrayList<>();
            List<String> has = new ArrayList<>();
            expected.fieldNames().forEachRemaining(names::add);
            actual.fieldNames().forEachRemaining(has::add);
            names.stream()
                    .filter(n -> !has.contains(n) && !n.equals("debug"))
                    .forEach(n -> differences.add(path + ": no " + n));
            has.stream()
                    .filter(n -> !names.contains(n) && !n.equals("debug"))
                    .forEach(n -> differences.add(path + ": additional " + n));
            names.stream()
                    .filter(has::contains)
                    .forEach(n -> compare(path + "/" + n, expected.get(n), actual.get(n), differences));
        } else if (expected.isArray()) {
            if (expected.size() != actual.size()) {
                differences.add(path + ": " + actual + " instead of " + expected);
                return;
            }
            for (int i = 0; i < expected.size(); i++) {
                compare(path + "/" + i, expected.get(i), actual.get(i), differences);
            }
        } else if (expected.isTextual() && expected.asText().matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d")) {
            moments.put(expected.asText(), actual.asText());
            if (!actual.asText().matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d")) {
                differences.add(path + ": " + actual + " instead of " + expected);
            }
        } else if (!expected.equals(actual)) {
            differences.add(path + ": " + actual + " instead of " + expected);
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }

    /** A clock that moves on by more than a second at each request. */
    private static final class Ticking extends Clock {
        private volatile Instant now;

        Ticking(Instant start) {
            this.now = start;
        }

        void tick() {
            now = now.plusMillis(1_100);
        }

        void set(String instant) {
            now = Instant.parse(instant);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
