package io.saddlebag.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.saddlebag.broker.Broker;
import io.saddlebag.message.Headers;
import io.saddlebag.order.OrderKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges what partners send to the public port, before anything of it is kept.
 *
 * <p>Delivery guarantee: 200 is answered only after the message is on the buffer's disk (the route sends before it
 * answers). Every refusal has a small JSON body and a metric, {@code saddlebag.intake{partner,answer}}; no payload is logged.
 */
public final class Intake {

    private static final int LONGEST_PING = 32;
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final String ADMITTED = "admitted";
    private static final String ANSWER = "SaddlebagAnswer";
    private static final String PARTNER = "SaddlebagPartner";

    private final Map<String, WooSignature> stores;
    private final Map<String, StandardWebhooks> warehouses;
    private final OrderPeek peek = new OrderPeek();
    private final int maxBytes;
    private final Broker broker;
    private final MeterRegistry meters;

    /**
     * Knows whom it listens to.
     *
     * @param stores signature checks by store name
     * @param warehouses signature checks by warehouse name
     * @param maxBytes largest body
     */
    public Intake(
            Map<String, WooSignature> stores,
            Map<String, StandardWebhooks> warehouses,
            int maxBytes,
            Broker broker,
            MeterRegistry meters) {
        this.stores = Map.copyOf(stores);
        this.warehouses = Map.copyOf(warehouses);
        this.maxBytes = maxBytes;
        this.broker = broker;
        this.meters = meters;
    }

    /**
     * A WooCommerce delivery (facts: woocommerce 23 to 28). Sets the variable {@code admitted}; an admitted message has
     * the raw body, and the headers of {@link Headers} only. The store's name is the path's {@code {store}}: {@link
     * WebhookHeaders} lets no header or query parameter of that name in.
     */
    public void woocommerce(Exchange exchange) {
        String store = exchange.getMessage().getHeader("store", "", String.class);
        byte[] body = body(exchange);
        boolean ping = isPing(body);
        String signature = exchange.getMessage().getHeader("X-WC-Webhook-Signature", String.class);
        String topic = exchange.getMessage().getHeader("X-WC-Webhook-Topic", "", String.class);
        exchange.getMessage().removeHeaders("*");
        WooSignature check = stores.get(store);
        if (check == null) {
            refuse(exchange, "unknown", Answer.UNKNOWN_PARTNER);
            return;
        }
        if (body.length > maxBytes) {
            refuse(exchange, store, Answer.TOO_LARGE);
            return;
        }
        if (ping) {
            settle(exchange, store, Answer.PING);
            return;
        }
        if (!check.verify(body, signature == null ? "" : signature)) {
            refuse(exchange, store, Answer.BAD_SIGNATURE);
            return;
        }
        if (!topic.startsWith("order.")) {
            settle(exchange, store, Answer.IGNORED);
            return;
        }
        OrderPeek.Peek seen = peek.of(body);
        if (seen instanceof OrderPeek.Peek.Order order) {
            admit(exchange, new OrderKey(store, order.id()), body);
        } else if (seen instanceof OrderPeek.Peek.IdOnly only) {
            admit(exchange, new OrderKey(store, only.id()), body);
        } else if (seen instanceof OrderPeek.Peek.ErrorBody) {
            // An order that was deleted before its delivery was built; it names no order (facts: woocommerce 25).
            settle(exchange, store, Answer.IGNORED);
        } else {
            refuse(exchange, store, Answer.NOT_JSON);
        }
    }

    private void admit(Exchange exchange, OrderKey key, byte[] body) {
        if (!bufferReady(exchange, key.store())) {
            return;
        }
        exchange.getMessage().setHeader(Headers.STORE, key.store());
        exchange.getMessage().setHeader(Headers.SOURCE, "webhook");
        exchange.getMessage().setHeader(Headers.DUPLICATE_ID, digest(key.toString(), body));
        Headers.address(exchange, key);
        exchange.getMessage().setBody(body);
        accept(exchange, key.store());
    }

    /** A ShipBob delivery (facts: shipbob 5). As {@link #woocommerce}, with the variable {@code warehouse} for the queue's name. */
    public void shipbob(Exchange exchange) {
        String warehouse = exchange.getMessage().getHeader("warehouse", "", String.class);
        byte[] body = body(exchange);
        String id = exchange.getMessage().getHeader("webhook-id", "", String.class);
        String timestamp = exchange.getMessage().getHeader("webhook-timestamp", "", String.class);
        String signature = exchange.getMessage().getHeader("webhook-signature", "", String.class);
        String topic = exchange.getMessage().getHeader("x-webhook-topic", "", String.class);
        exchange.getMessage().removeHeaders("*");
        StandardWebhooks check = warehouses.get(warehouse);
        if (check == null) {
            refuse(exchange, "unknown", Answer.UNKNOWN_PARTNER);
            return;
        }
        if (body.length > maxBytes) {
            refuse(exchange, warehouse, Answer.TOO_LARGE);
            return;
        }
        if (!(check.verify(id, timestamp, body, signature) instanceof StandardWebhooks.Verdict.Genuine)) {
            refuse(exchange, warehouse, Answer.BAD_SIGNATURE);
            return;
        }
        if (peek.of(body) instanceof OrderPeek.Peek.Unreadable) {
            refuse(exchange, warehouse, Answer.NOT_JSON);
            return;
        }
        if (!bufferReady(exchange, warehouse)) {
            return;
        }
        exchange.setVariable("warehouse", warehouse);
        exchange.getMessage().setHeader(Headers.WAREHOUSE, warehouse);
        exchange.getMessage().setHeader(Headers.SOURCE, "webhook");
        exchange.getMessage().setHeader(Headers.TOPIC, topic);
        exchange.getMessage().setHeader(Headers.DUPLICATE_ID, digest(warehouse + "/" + id, body));
        exchange.getMessage().setBody(body);
        accept(exchange, warehouse);
    }

    private boolean bufferReady(Exchange exchange, String partner) {
        Optional<String> trouble = broker.trouble();
        if (trouble.isPresent()) {
            LOG.error("webhooks of {} are refused with 503: {}", partner, trouble.get());
            refuse(exchange, partner, Answer.UNAVAILABLE);
            return false;
        }
        return true;
    }

    /** WooCommerce's unsigned form {@code webhook_id=N} (facts: woocommerce 23); {@link PublicPort} leaves it as it came. */
    private static boolean isPing(byte[] body) {
        return body.length <= LONGEST_PING
                && new String(body, StandardCharsets.US_ASCII).matches("webhook_id=[0-9]{1,19}");
    }

    /** As it came. A form that came before {@link PublicPort} stood at the door is a map by now. */
    private static byte[] body(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof Map<?, ?> form) {
            return form.entrySet().stream()
                    .map(field -> field.getKey() + "=" + field.getValue())
                    .collect(Collectors.joining("&"))
                    .getBytes(StandardCharsets.UTF_8);
        }
        byte[] body = exchange.getMessage().getBody(byte[].class);
        return body == null ? new byte[0] : body;
    }

    private static String digest(String key, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(body), 20));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private void accept(Exchange exchange, String partner) {
        decide(exchange, partner, Answer.ACCEPTED, true);
    }

    private void settle(Exchange exchange, String partner, Answer answer) {
        decide(exchange, partner, answer, false);
    }

    /** Only what a route asks for is a variable: Camel looks for a converter each time one is set. */
    private static void decide(Exchange exchange, String partner, Answer answer, boolean admitted) {
        exchange.setVariable(ADMITTED, admitted);
        exchange.setProperty(ANSWER, answer);
        exchange.setProperty(PARTNER, partner);
    }

    private void refuse(Exchange exchange, String partner, Answer answer) {
        settle(exchange, partner, answer);
        if (answer == Answer.BAD_SIGNATURE) {
            LOG.warn(
                    "a webhook for {} with a wrong or missing signature is refused; if it is the partner's own,"
                            + " the secrets differ: run 'doctor'",
                    partner);
        }
    }

    /** Writes the answer that was decided. The last step of an intake route. */
    public void answer(Exchange exchange) {
        write(exchange, exchange.getProperty(ANSWER, Answer.class));
    }

    /** Answers 503: the message could not be kept. Called by the intake policy. */
    public void unavailable(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (failure instanceof RejectedExecutionException) {
            LOG.info("a webhook is refused with 503: the daemon is stopping");
        } else {
            LOG.error("a webhook is refused with 503, the buffer did not take it: {}", failure.toString());
        }
        write(exchange, Answer.UNAVAILABLE);
    }

    private void write(Exchange exchange, Answer answer) {
        String partner = exchange.getProperty(PARTNER, "unknown", String.class);
        meters.counter("saddlebag.intake", "partner", partner, "answer", answer.word())
                .increment();
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        // A ByteBuffer goes out in one write with its length; a byte array would be pumped as a stream.
        exchange.getMessage().setBody(ByteBuffer.wrap(answer.json()));
    }

    /** What a caller is told. */
    enum Answer {
        ACCEPTED(200, "accepted", ""),
        PING(200, "ping", ""),
        IGNORED(200, "ignored", ""),
        NOT_JSON(400, "not-json", "the body is not one JSON object"),
        BAD_SIGNATURE(401, "bad-signature", "the signature is missing, wrong or too old"),
        UNKNOWN_PARTNER(404, "unknown-partner", "no such partner is configured here"),
        NOT_POST(405, "not-post", "send it by POST"),
        TOO_LARGE(413, "too-large", "the body is larger than this daemon takes"),
        UNAVAILABLE(503, "unavailable", "the message cannot be kept at present; send it again later");

        private final int status;
        private final String word;
        private final byte[] json;

        Answer(int status, String word, String message) {
            this.status = status;
            this.word = word;
            this.json = (message.isEmpty()
                            ? "{\"status\":\"" + word + "\"}"
                            : "{\"error\":\"" + word + "\",\"message\":\"" + message + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
        }

        int status() {
            return status;
        }

        String word() {
            return word;
        }

        byte[] json() {
            return json;
        }
    }
}
