package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import io.saddlebag.sandbox.http.SandboxServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A small shop over real HTTP: orders with filters and pages as WooCommerce has them, notes, webhooks; its clock is set by the test. */
final class FakeShop implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    final Map<Long, ObjectNode> orders = new TreeMap<>();
    final Map<Long, List<ObjectNode>> notes = new TreeMap<>();
    final Map<Long, ObjectNode> webhooks = new TreeMap<>();
    final List<SandboxRequest> received = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    final SandboxServer server;
    Instant now = NOON;
    ZoneId zone = ZoneOffset.UTC;
    boolean ignoresGmt;
    boolean sendsTotals = true;
    /** Runs before a list of orders is answered. */
    Runnable beforeList = () -> {};
    /** Runs after the rows of a page are chosen and before they are read. */
    Consumer<List<Long>> whileListing = ids -> {};
    /** Answers instead of the shop where it is present. */
    Function<SandboxRequest, Optional<SandboxReply>> gate = request -> Optional.empty();

    private long nextId = 1;

    FakeShop() {
        server = SandboxServer.start(vertx, "shop", 0, this::answer, JSON::createObjectNode);
    }

    @Override
    public void close() {
        server.close();
        vertx.close();
    }

    long add(String status, Instant modified) {
        long id = nextId++;
        ObjectNode order =
                JSON.createObjectNode().put("id", id).put("status", status).put("total", "9.90");
        order.putArray("meta_data");
        orders.put(id, order);
        order.put("date_created_gmt", gmt(modified));
        touch(id, modified);
        return id;
    }

    void touch(long id, Instant modified) {
        ObjectNode order = orders.get(id);
        order.put("date_modified_gmt", gmt(modified));
        order.put("date_modified", gmt(modified.atZone(zone).toLocalDateTime().toInstant(ZoneOffset.UTC)));
    }

    long lists() {
        return received.stream()
                .filter(r -> r.method().equals("GET") && r.path().endsWith("/orders"))
                .count();
    }

    long writes() {
        return received.stream().filter(r -> !r.method().equals("GET")).count();
    }

    private SandboxReply answer(SandboxRequest request) {
        received.add(request);
        return gate.apply(request)
                .orElseGet(() -> route(request))
                .with("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
    }

    private SandboxReply route(SandboxRequest request) {
        String path = request.path().equals("/") ? "/wp-json" + request.query("rest_route", "") : request.path();
        if (path.equals("/wp-json/")) {
            ObjectNode index = JSON.createObjectNode().put("home", server.url()).put("timezone_string", zone.getId());
            index.putArray("namespaces").add("wp/v2").add("wc/v3");
            return SandboxReply.json(200, index);
        }
        if (!path.startsWith("/wp-json/wc/v3/")) {
            return error(404, "rest_no_route", "No route was found matching the URL and request method.");
        }
        String[] parts = path.substring("/wp-json/wc/v3/".length()).split("/");
        return switch (parts[0]) {
            case "orders" -> orders(request, parts);
            case "webhooks" -> webhooks(request, parts);
            case "products" -> SandboxReply.json(200, JSON.createArrayNode());
            default -> error(404, "rest_no_route", "No route was found matching the URL and request method.");
        };
    }

    private SandboxReply orders(SandboxRequest request, String[] parts) {
        if (parts.length == 1) {
            return list(request);
        }
        if (parts[1].equals("batch")) {
            return SandboxReply.json(200, JSON.createArrayNode());
        }
        long id = Long.parseLong(parts[1]);
        if (!orders.containsKey(id)) {
            int status = request.method().equals("GET") ? 404 : 400;
            return error(status, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.");
        }
        if (parts.length == 3) {
            return notes(request, notes.computeIfAbsent(id, key -> new ArrayList<>()));
        }
        if (request.method().equals("PUT")) {
            put(orders.get(id), read(request));
            touch(id, now);
        }
        return SandboxReply.json(200, orders.get(id));
    }

    private void put(ObjectNode order, JsonNode change) {
        if (change.has("status")) {
            order.set("status", change.get("status"));
        }
        ArrayNode meta = (ArrayNode) order.get("meta_data");
        for (JsonNode entry : change.path("meta_data")) {
            for (int i = meta.size() - 1; i >= 0; i--) {
                if (entry.has("id") && meta.get(i).get("id").equals(entry.get("id"))) {
                    meta.remove(i);
                }
            }
            if (!entry.get("value").isNull()) {
                ObjectNode kept = entry.deepCopy();
                kept.put("id", entry.path("id").asLong(nextId++));
                meta.add(kept);
            }
        }
    }

    private SandboxReply notes(SandboxRequest request, List<ObjectNode> list) {
        if (request.method().equals("POST")) {
            ObjectNode note = ((ObjectNode) read(request)).put("id", nextId++);
            list.add(0, note);
            return SandboxReply.json(201, note);
        }
        return SandboxReply.json(200, JSON.createArrayNode().addAll(list));
    }

    private SandboxReply webhooks(SandboxRequest request, String[] parts) {
        if (request.method().equals("POST")) {
            ObjectNode hook = ((ObjectNode) read(request)).put("id", nextId++);
            hook.remove("secret");
            webhooks.put(hook.get("id").asLong(), hook);
            return SandboxReply.json(201, hook);
        }
        if (request.method().equals("DELETE")) {
            ObjectNode gone = webhooks.remove(Long.parseLong(parts[1]));
            return gone == null
                    ? error(404, "woocommerce_rest_shop_webhook_invalid_id", "Invalid ID.")
                    : SandboxReply.json(200, gone);
        }
        return SandboxReply.json(200, JSON.createArrayNode().addAll(webhooks.values()));
    }

    private SandboxReply list(SandboxRequest request) {
        beforeList.run();
        List<Long> ids = matching(request).toList();
        int size = Integer.parseInt(request.query("per_page", "10"));
        int page = Integer.parseInt(request.query("page", "1"));
        List<Long> chosen =
                ids.stream().skip((long) (page - 1) * size).limit(size).toList();
        whileListing.accept(chosen);
        ArrayNode rows = JSON.createArrayNode();
        chosen.stream().filter(orders::containsKey).map(orders::get).forEach(rows::add);
        SandboxReply reply = SandboxReply.json(200, rows);
        return sendsTotals
                ? reply.with("X-WP-Total", String.valueOf(ids.size()))
                        .with("X-WP-TotalPages", String.valueOf((ids.size() + size - 1) / size))
                : reply;
    }

    private Stream<Long> matching(SandboxRequest request) {
        boolean gmt = !ignoresGmt && request.query("dates_are_gmt", "").equals("true");
        String status = request.query("status", "any");
        List<String> include = List.of(request.query("include", "").split(","));
        Comparator<ObjectNode> order = Comparator.<ObjectNode, String>comparing(
                        o -> switch (request.query("orderby", "date")) {
                            case "modified" -> o.get("date_modified_gmt").asText();
                            case "id" -> "";
                            default -> o.get("date_created_gmt").asText();
                        })
                .thenComparing(o -> o.get("id").asLong());
        return orders.values().stream()
                .filter(o -> status.equals("trash") == o.get("status").asText().equals("trash"))
                .filter(o ->
                        include.contains("") || include.contains(o.get("id").asText()))
                .filter(inside("date_modified_gmt", request, "modified_after", "modified_before", gmt))
                .filter(inside("date_created_gmt", request, "after", "before", gmt))
                .sorted(request.query("order", "desc").equals("asc") ? order : order.reversed())
                .map(o -> o.get("id").asLong());
    }

    private Predicate<ObjectNode> inside(
            String field, SandboxRequest request, String after, String before, boolean gmt) {
        Optional<String> least = limit(request, after, gmt);
        Optional<String> most = limit(request, before, gmt);
        return order -> {
            String time = order.get(field).asText();
            return least.map(t -> time.compareTo(t) > 0).orElse(true)
                    && most.map(t -> time.compareTo(t) < 0).orElse(true);
        };
    }

    private Optional<String> limit(SandboxRequest request, String name, boolean gmt) {
        return Optional.of(request.query(name, ""))
                .filter(text -> !text.isEmpty())
                .map(text -> gmt(LocalDateTime.parse(text)
                        .atZone(gmt ? ZoneOffset.UTC : zone)
                        .toInstant()));
    }

    static SandboxReply error(int status, String code, String message) {
        ObjectNode body = JSON.createObjectNode().put("code", code).put("message", message);
        body.putObject("data").put("status", status);
        return SandboxReply.json(status, body);
    }

    static String gmt(Instant time) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").format(time.atOffset(ZoneOffset.UTC));
    }

    private static JsonNode read(SandboxRequest request) {
        try {
            return JSON.readTree(request.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
