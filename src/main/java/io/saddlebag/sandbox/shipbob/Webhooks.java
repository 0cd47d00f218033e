package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends webhooks: several connections at once (so without order), again after each of the configured waits until the receiver
 * answers 2xx, then never. An id stays the same over retries and duplicates; each attempt has its own timestamp and signature.
 * Thread-safe.
 */
final class Webhooks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Delivery(Subscription to, Signature signature, Topic topic, String id, byte[] body, int attempt) {
        Delivery again() {
            return new Delivery(to, signature, topic, id, body, attempt + 1);
        }
    }

    private final Vertx vertx;
    private final ShipBobOptions options;
    private final Context context;
    private final HttpClient client;
    private final Random chance;
    private final Map<String, Subscription> subscriptions = new ConcurrentSkipListMap<>();
    private final Map<String, Signature> signatures = new ConcurrentSkipListMap<>();
    private final AtomicLong created = new AtomicLong();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicInteger delivered = new AtomicInteger();
    private final AtomicInteger givenUp = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();

    private volatile WebhookFaults faults = WebhookFaults.none();
    private volatile boolean closed;

    Webhooks(Vertx vertx, ShipBobOptions options) {
        this.vertx = vertx;
        this.options = options;
        this.chance = new Random(options.seed());
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(16)
                .setMaxWaitQueueSize(-1)
                .setConnectTimeout(5_000));
    }

    Subscription subscribe(URI url, List<Topic> topics, Optional<String> text, String secret) {
        Subscription subscription = new Subscription(
                String.format("ep_%09d", created.incrementAndGet()),
                url,
                List.copyOf(topics),
                text,
                secret,
                options.clock().instant());
        signatures.put(subscription.id(), new Signature(secret));
        subscriptions.put(subscription.id(), subscription);
        return subscription;
    }

    void unsubscribe(String id) {
        subscriptions.remove(id);
        signatures.remove(id);
    }

    Collection<Subscription> subscriptions() {
        return subscriptions.values();
    }

    WebhookFaults faults() {
        return faults;
    }

    void faults(WebhookFaults other) {
        faults = other;
    }

    /** Deliveries that were neither acknowledged nor given up yet, late ones and retries included. */
    int outstanding() {
        return outstanding.get();
    }

    int delivered() {
        return delivered.get();
    }

    int givenUp() {
        return givenUp.get();
    }

    int dropped() {
        return dropped.get();
    }

    void publish(Topic topic, Supplier<? extends JsonNode> payload) {
        byte[] body = null;
        for (Subscription to : subscriptions.values()) {
            Signature signature = signatures.get(to.id());
            if (signature == null || !to.topics().contains(topic)) {
                continue;
            }
            if (body == null) {
                body = bytes(payload.get());
            }
            String id = "msg_" + UUID.randomUUID().toString().replace("-", "");
            send(new Delivery(to, signature, topic, id, body, 0));
        }
    }

    private void send(Delivery delivery) {
        WebhookFaults now = faults;
        if (drawn(now.dropShare())) {
            dropped.incrementAndGet();
            return;
        }
        int copies = drawn(now.duplicateShare()) ? 2 : 1;
        outstanding.addAndGet(copies);
        for (int copy = 0; copy < copies; copy++) {
            long wait = now.shuffleMillis() > 0 ? chance.nextLong(now.shuffleMillis() + 1) : 0;
            wait += drawn(now.lateShare()) ? now.lateMillis() : 0;
            later(wait, delivery);
        }
    }

    private boolean drawn(double share) {
        return share > 0 && chance.nextDouble() < share;
    }

    private void later(long millis, Delivery delivery) {
        if (millis <= 0) {
            context.runOnContext(go -> attempt(delivery));
        } else {
            vertx.setTimer(millis, timer -> context.runOnContext(go -> attempt(delivery)));
        }
    }

    private void attempt(Delivery delivery) {
        if (closed) {
            outstanding.decrementAndGet();
            return;
        }
        long timestamp = options.clock().instant().getEpochSecond();
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(delivery.to().url().toString())
                .setTimeout(options.webhookTimeout().toMillis())
                .putHeader("content-type", "application/json")
                .putHeader("user-agent", "ShipBob-Webhooks")
                .putHeader("webhook-id", delivery.id())
                .putHeader("webhook-timestamp", Long.toString(timestamp))
                .putHeader("webhook-signature", delivery.signature().of(delivery.id(), timestamp, delivery.body()))
                .putHeader("x-webhook-topic", delivery.topic().wire());
        client.request(request)
                .compose(open -> open.send(Buffer.buffer(delivery.body())))
                .compose(response -> response.body().map(rest -> response.statusCode()))
                .onSuccess(status -> answered(delivery, status))
                .onFailure(failure -> again(delivery, failure.getClass().getSimpleName()));
    }

    private void answered(Delivery delivery, int status) {
        if (status >= 200 && status < 300) {
            delivered.incrementAndGet();
            outstanding.decrementAndGet();
        } else {
            again(delivery, "status " + status);
        }
    }

    private void again(Delivery delivery, String why) {
        if (delivery.attempt() >= options.retryDelays().size()) {
            LOG.debug("webhook {} given up after {} attempts: {}", delivery.id(), delivery.attempt() + 1, why);
            givenUp.incrementAndGet();
            outstanding.decrementAndGet();
            return;
        }
        Duration wait = options.retryDelays().get(delivery.attempt());
        later(Math.max(1, wait.toMillis()), delivery.again());
    }

    private static byte[] bytes(JsonNode payload) {
        try {
            return JSON.writeValueAsBytes(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a webhook", e);
        }
    }

    /** Sends nothing more. */
    @Override
    public void close() {
        closed = true;
        client.close();
    }
}
