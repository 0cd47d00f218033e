package io.saddlebag.daemon;

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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plays a store: serves captured orders, byte for byte, in lists and single reads, and takes what the daemon writes. */
final class ReplayedStore implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What it answers for one order. */
    private record Kept(int status, byte[] body) {

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String field(String name) {
            return json().path(name).asText();
        }
    }

    private final SandboxServer server;
    private final Map<Long, Kept> listed = new TreeMap<>();
    private final Map<Long, Kept> single = new TreeMap<>();
    private final Map<Long, ArrayNode> notes = new LinkedHashMap<>();
    private long nextId = 1_000_000;
    private final Map<Long, Integer> writes = new HashMap<>();

    ReplayedStore(Vertx vertx) {
        server = SandboxServer.start(vertx, "replayed", 0, this::answer, JSON::createObjectNode);
    }

    String url() {
        return server.url();
    }

    /** Puts an order into the lists and single reads. */
    synchronized void list(long id, byte[] order) {
        listed.put(id, new Kept(200, order));
    }

    /** Answers single reads of an order so, and lists it not. */
    synchronized void answerReads(long id, int status, byte[] body) {
        single.put(id, new Kept(status, body));
    }

    synchronized Optional<JsonNode> order(long id) {
        return Optional.ofNullable(listed.get(id)).map(Kept::json);
    }

    /** How often the daemon has written something about an order. */
    synchronized int writes(long id) {
        return writes.getOrDefault(id, 0);
    }

    synchronized void remove(long id) {
        listed.remove(id);
    }

    private synchronized SandboxReply answer(SandboxRequest request) {
        return route(request)
                .with(
                        "Date",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                Instant.now().atOffset(ZoneOffset.UTC)));
    }

    private SandboxReply route(SandboxRequest request) {
        String prefix = "/wp-json/wc/v3/orders";
        if (!request.path().startsWith(prefix)) {
            return SandboxReply.json(200, JSON.createArrayNode());
        }
        String rest = request.path().substring(prefix.length());
        if (rest.isEmpty()) {
            return list(request);
        }
        String[] parts = rest.substring(1).split("/");
        long id = Long.parseLong(parts[0]);
        if (!request.method().equals("GET")) {
            writes.merge(id, 1, Integer::sum);
        }
        if (parts.length == 2) {
            return notes(request, notes.computeIfAbsent(id, key -> JSON.createArrayNode()));
        }
        Kept kept = single.getOrDefault(id, listed.get(id));
        if (kept == null) {
            ObjectNode error = JSON.createObjectNode()
                    .put("code", "woocommerce_rest_shop_order_invalid_id")
                    .put("message", "Invalid ID.");
            error.putObject("data").put("status", 404);
            return SandboxReply.json(request.method().equals("GET") ? 404 : 400, error);
        }
        if (request.method().equals("PUT")) {
            Kept changed = new Kept(200, change((ObjectNode) kept.json(), read(request)));
            (single.containsKey(id) ? single : listed).put(id, changed);
            return reply(changed);
        }
        return reply(kept);
    }

    private static SandboxReply reply(Kept kept) {
        return SandboxReply.text(
                kept.status, "application/json; charset=UTF-8", new String(kept.body, StandardCharsets.UTF_8));
    }

    private byte[] change(ObjectNode order, JsonNode wanted) {
        if (wanted.has("status")) {
            order.set("status", wanted.get("status"));
        }
        ArrayNode meta = order.withArray("meta_data");
        for (JsonNode entry : wanted.path("meta_data")) {
            for (int i = meta.size() - 1; i >= 0; i--) {
                if (entry.has("id") && meta.get(i).path("id").equals(entry.get("id"))) {
                    meta.remove(i);
                }
            }
            if (!entry.path("value").isNull()) {
                ObjectNode kept = entry.deepCopy();
                meta.add(kept.put("id", entry.path("id").asLong(nextId++)));
            }
        }
        order.put("date_modified_gmt", time(Instant.now()));
        try {
            return JSON.writeValueAsBytes(order);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SandboxReply notes(SandboxRequest request, ArrayNode all) {
        if (request.method().equals("POST")) {
            ObjectNode note = ((ObjectNode) read(request)).put("id", nextId++);
            all.insert(0, note);
            return SandboxReply.json(201, note);
        }
        return SandboxReply.json(200, all);
    }

    private SandboxReply list(SandboxRequest request) {
        String after = request.query("modified_after", "");
        String before = request.query("modified_before", "9");
        List<String> wanted = List.of(request.query("include", "").split(","));
        boolean trash = request.query("status", "any").equals("trash");
        Comparator<Kept> order = Comparator.comparing(kept -> kept.field("date_modified_gmt"));
        List<Kept> rows = listed.entrySet().stream()
                .filter(e -> wanted.contains("") || wanted.contains(String.valueOf(e.getKey())))
                .map(Map.Entry::getValue)
                .filter(kept -> trash == kept.field("status").equals("trash"))
                .filter(kept -> kept.field("date_modified_gmt").compareTo(after) > 0
                        && kept.field("date_modified_gmt").compareTo(before) < 0)
                .sorted(request.query("order", "desc").equals("asc") ? order : order.reversed())
                .toList();
        int size = Integer.parseInt(request.query("per_page", "10"));
        int from = (Integer.parseInt(request.query("page", "1")) - 1) * size;
        StringBuilder body = new StringBuilder("[");
        rows.stream().skip(from).limit(size).forEach(kept -> body.append(body.length() > 1 ? "," : "")
                .append(new String(kept.body, StandardCharsets.UTF_8)));
        return SandboxReply.text(
                        200, "application/json; charset=UTF-8", body.append(']').toString())
                .with("X-WP-Total", String.valueOf(rows.size()))
                .with("X-WP-TotalPages", String.valueOf((rows.size() + size - 1) / size));
    }

    private static JsonNode read(SandboxRequest request) {
        try {
            return JSON.readTree(request.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String time(Instant instant) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                instant.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
    }

    @Override
    public void close() {
        server.close();
    }
}
