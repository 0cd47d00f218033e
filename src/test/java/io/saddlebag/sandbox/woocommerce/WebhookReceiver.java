package io.saddlebag.sandbox.woocommerce;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes webhooks over real HTTP and keeps what came. */
final class WebhookReceiver implements AutoCloseable {

    record Received(String path, List<Map.Entry<String, String>> headers, byte[] body) {

        String header(String name) {
            return headers.stream()
                    .filter(h -> h.getKey().equalsIgnoreCase(name))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("");
        }

        String text() {
            return new String(body, java.nio.charset.StandardCharsets.UTF_8);
        }

        boolean ping() {
            return header("X-WC-Webhook-Topic").isEmpty();
        }
    }

    final List<Received> all = new CopyOnWriteArrayList<>();
    final AtomicInteger status = new AtomicInteger(200);
    private final HttpServer server;

    WebhookReceiver(Vertx vertx) {
        server = vertx.createHttpServer().requestHandler(http -> http.body().onSuccess(body -> {
            all.add(new Received(http.path(), new ArrayList<>(http.headers().entries()), body.getBytes()));
            http.response().setStatusCode(status.get()).end();
        }));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.actualPort() + path;
    }

    /** Without the pings. */
    List<Received> deliveries() {
        return all.stream().filter(r -> !r.ping()).toList();
    }

    List<String> topics() {
        return deliveries().stream().map(r -> r.header("X-WC-Webhook-Topic")).toList();
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
