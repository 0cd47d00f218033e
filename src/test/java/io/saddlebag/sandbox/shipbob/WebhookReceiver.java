package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Receives webhooks over HTTP; refuses the first few if asked to. */
final class WebhookReceiver implements AutoCloseable {

    record Received(MultiMap headers, byte[] body) {
        String topic() {
            return headers.get("x-webhook-topic");
        }

        JsonNode json() {
            try {
                return ShipBobCaller.JSON.readTree(new String(body, StandardCharsets.UTF_8));
            } catch (JsonProcessingException e) {
                throw new AssertionError("a webhook must be JSON", e);
            }
        }
    }

    final List<Received> received = new CopyOnWriteArrayList<>();
    final AtomicInteger refusals = new AtomicInteger();
    private final HttpServer server;

    WebhookReceiver(Vertx vertx) {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    boolean refuse = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
                    received.add(new Received(request.headers(), body.getBytes()));
                    request.response().setStatusCode(refuse ? 503 : 200).end();
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/hooks";
    }

    List<String> topics() {
        return received.stream().map(Received::topic).toList();
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
