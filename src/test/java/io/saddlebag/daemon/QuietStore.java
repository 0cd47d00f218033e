package io.saddlebag.daemon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A store that sends no webhooks, whose orders a test writes itself, out of a captured one: 5.00 of BULK-030, shipping, a fee. */
final class QuietStore implements AutoCloseable {

    static final String NAME = "quiet";
    static final String SECRET = "quiet-store-secret-0123456789";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ReplayedStore store;
    private final AtomicLong ids = new AtomicLong(5_000);

    QuietStore(Vertx vertx) {
        store = new ReplayedStore(vertx);
    }

    /** Settings of the store. */
    Map<String, String> settings() {
        String prefix = "saddlebag.store." + NAME + ".";
        return Map.of(
                prefix + "url", store.url(),
                prefix + "auth", "basic",
                prefix + "consumer-key", "ck_quiet",
                prefix + "consumer-secret", "cs_quiet",
                prefix + "webhook-secret", SECRET,
                prefix + "erp", "odoo",
                prefix + "warehouse", "shipbob");
    }

    ReplayedStore shop() {
        return store;
    }

    /** An order that is processing, but for what the test changes. */
    long place(Consumer<ObjectNode> changes) {
        long id = ids.incrementAndGet();
        ObjectNode order =
                (ObjectNode) Captured.read("03-orders/create-processing.json").json();
        order.put("id", id).put("number", String.valueOf(id));
        put(id, order, changes, true);
        return id;
    }

    /** Changes an order and its date. */
    void edit(long id, Consumer<ObjectNode> changes) {
        put(id, (ObjectNode) store.order(id).orElseThrow(), changes, true);
    }

    /** Changes an order as some plugins do, and as the deletion of a refund does: the date stays. */
    void editWithoutDate(long id, Consumer<ObjectNode> changes) {
        put(id, (ObjectNode) store.order(id).orElseThrow(), changes, false);
    }

    byte[] body(long id) {
        return bytes((ObjectNode) store.order(id).orElseThrow());
    }

    private void put(long id, ObjectNode order, Consumer<ObjectNode> changes, boolean dated) {
        String before = order.path("date_modified_gmt").asText();
        if (dated) {
            String now = ReplayedStore.time(Instant.now());
            String next = ReplayedStore.time(Instant.now().plusSeconds(1));
            order.put("date_modified_gmt", now.equals(before) ? next : now);
        }
        changes.accept(order);
        store.list(id, bytes(order));
    }

    private static byte[] bytes(ObjectNode order) {
        try {
            return JSON.writeValueAsBytes(order);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
