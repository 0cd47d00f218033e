package io.saddlebag.sandbox.woocommerce;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends webhooks over HTTP with the headers of the real shop, in its order (08-webhooks/delivery-*). Waits 60 seconds
 * for an answer, follows no redirect, never repeats. All answers come back on one event loop, under the store's lock.
 */
final class WebhookSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final String AGENT = "WooCommerce/10.5.2 Hookshot (WordPress/6.9.1)";
    private static final long TIMEOUT_MILLIS = TimeUnit.SECONDS.toMillis(60);

    private final Vertx vertx;
    private final Context loop;
    private final HttpClient client;
    private final Object lock;
    private final SiteClock clock;
    private final String source;

    /** @param keepAlive spare the handshake per delivery; the real shop closes every connection */
    WebhookSender(Vertx vertx, Object lock, SiteClock clock, String site, boolean keepAlive) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.lock = lock;
        this.clock = clock;
        this.source = site + "/";
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(keepAlive)
                .setConnectTimeout(10_000)
                .setMaxPoolSize(64));
    }

    void soon(Runnable work) {
        loop.runOnContext(v -> locked(work));
    }

    void after(long millis, Runnable work) {
        vertx.setTimer(millis, t -> loop.runOnContext(v -> locked(work)));
    }

    private void locked(Runnable work) {
        synchronized (lock) {
            work.run();
        }
    }

    /** A form with the webhook's id, unsigned and without the shop's headers (08-webhooks/delivery-ping). */
    void ping(Webhook webhook, Consumer<Boolean> done) {
        byte[] form = ("webhook_id=" + webhook.id).getBytes(StandardCharsets.UTF_8);
        send(
                webhook.deliveryUrl,
                form,
                done,
                request -> request.putHeader("Content-Type", "application/x-www-form-urlencoded"));
    }

    void deliver(Webhook webhook, byte[] body, Consumer<Boolean> done) {
        String topic = webhook.topic;
        String resource = webhook.resource();
        String event = webhook.event();
        String signature = signature(webhook.secret, body);
        String deliveryId = deliveryId(webhook.id);
        long id = webhook.id;
        send(webhook.deliveryUrl, body, done, request -> request.putHeader("Content-Type", "application/json")
                .putHeader("X-WC-Webhook-Source", source)
                .putHeader("X-WC-Webhook-Topic", topic)
                .putHeader("X-WC-Webhook-Resource", resource)
                .putHeader("X-WC-Webhook-Event", event)
                .putHeader("X-WC-Webhook-Signature", signature)
                .putHeader("X-WC-Webhook-ID", Long.toString(id))
                .putHeader("X-WC-Webhook-Delivery-ID", deliveryId));
    }

    private void send(String url, byte[] body, Consumer<Boolean> done, Consumer<HttpClientRequest> headers) {
        loop.runOnContext(v -> attempt(url, body, headers).onComplete(status -> {
            if (status.failed()) {
                LOG.debug("webhook to {} failed", url, status.cause());
            }
            boolean success = status.succeeded() && status.result() >= 200 && status.result() <= 302;
            locked(() -> done.accept(success));
        }));
    }

    private Future<Integer> attempt(String url, byte[] body, Consumer<HttpClientRequest> headers) {
        RequestOptions options;
        try {
            options = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setAbsoluteURI(url)
                    .setTimeout(TIMEOUT_MILLIS);
        } catch (RuntimeException notAnAddress) {
            return Future.failedFuture(notAnAddress);
        }
        return client.request(options).compose(request -> {
            request.putHeader("Host", options.getHost() + ":" + options.getPort())
                    .putHeader("User-Agent", AGENT)
                    .putHeader("Accept", "*/*")
                    .putHeader("Accept-Encoding", "deflate, gzip, br, zstd");
            headers.accept(request);
            request.putHeader("Content-Length", Integer.toString(body.length));
            return request.send(Buffer.buffer(body))
                    .compose(response -> response.body().map(response.statusCode()));
        });
    }

    /** The id of a delivery changes once a second per webhook, so many deliveries share one (facts 24). */
    private String deliveryId(long webhook) {
        String text = webhook + "-" + clock.now().getEpochSecond();
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no MD5", e);
        }
    }

    static String signature(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
