package io.saddlebag.sandbox.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP face of one sandbox partner: hands requests to its {@link SandboxHandler} on one event loop, shows the
 * {@link Faults} asked for, and offers the tester's own paths:
 *
 * <ul>
 *   <li>{@code GET|POST|DELETE /__sandbox/faults}: list, add ({@link Fault} as JSON) or end faults
 *   <li>{@code GET /__sandbox/state}: the partner's counts, as JSON
 * </ul>
 *
 * Listens on 127.0.0.1 only.
 */
public final class SandboxServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxServer.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx;
    private final String name;
    private final Faults faults;
    private final int port;
    private final String deployment;

    private SandboxServer(Vertx vertx, String name, Faults faults, int port, String deployment) {
        this.vertx = vertx;
        this.name = name;
        this.faults = faults;
        this.port = port;
        this.deployment = deployment;
    }

    /**
     * Starts the server and returns when it listens.
     *
     * @param port the port, 0 for a free one
     * @param state the counts shown at {@code /__sandbox/state}; called on the event loop
     * @throws IllegalStateException if the port is taken
     */
    public static SandboxServer start(
            Vertx vertx, String name, int port, SandboxHandler handler, Supplier<ObjectNode> state) {
        Faults faults = new Faults();
        Face face = new Face(port, handler, state, faults);
        try {
            String id = vertx.deployVerticle(face)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            return new SandboxServer(vertx, name, faults, face.actualPort(), id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the sandbox " + name + " started", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the sandbox " + name + " cannot listen on port " + port, e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** Its address, e.g. {@code http://127.0.0.1:18080}. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The faults in force; may be changed at any time. */
    public Faults faults() {
        return faults;
    }

    @Override
    public void close() {
        try {
            vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the sandbox {} did not stop cleanly", name, e);
        }
    }

    private static final class Face extends AbstractVerticle {
        private final int wanted;
        private final SandboxHandler handler;
        private final Supplier<ObjectNode> state;
        private final Faults faults;
        private HttpServer server;

        Face(int wanted, SandboxHandler handler, Supplier<ObjectNode> state, Faults faults) {
            this.wanted = wanted;
            this.handler = handler;
            this.state = state;
            this.faults = faults;
        }

        int actualPort() {
            return server.actualPort();
        }

        @Override
        public void start(Promise<Void> started) {
            server = vertx.createHttpServer(new HttpServerOptions().setCompressionSupported(false))
                    .requestHandler(this::receive);
            server.listen(wanted, "127.0.0.1").<Void>mapEmpty().onComplete(started);
        }

        private void receive(HttpServerRequest http) {
            http.body().onSuccess(body -> serve(http, body)).onFailure(e -> http.connection()
                    .close());
        }

        private void serve(HttpServerRequest http, Buffer body) {
            SandboxRequest request = request(http, body);
            if (request.path().startsWith("/__sandbox/")) {
                send(http, testerPaths(request));
                return;
            }
            Faults.Hit hit = faults.hit(request.method() + " " + request.path(), request.rawQuery());
            SandboxHandler.Turn turn = handler.arrive(request);
            long delay = hit.delayMillis() + turn.delayMillis();
            if (delay > 0) {
                vertx.setTimer(delay, t -> answer(http, request, hit, turn.handler()));
            } else {
                answer(http, request, hit, turn.handler());
            }
        }

        private void answer(HttpServerRequest http, SandboxRequest request, Faults.Hit hit, SandboxHandler worker) {
            Fault fault = hit.fault().orElse(null);
            if (fault == null) {
                send(http, safely(worker, request));
                return;
            }
            switch (fault.kind()) {
                case RESET, DOWN -> http.connection().close();
                case STATUS -> send(http, statusReply(fault));
                case UNAUTHORISED ->
                    send(
                            http,
                            SandboxReply.text(
                                    401,
                                    "application/json",
                                    "{\"code\":\"unauthorised\",\"message\":\"Invalid apikey\",\"data\":{\"status\":401}}"));
                case TIMEOUT_AFTER_COMMIT -> safely(worker, request);
                case RESET_AFTER_COMMIT -> {
                    safely(worker, request);
                    http.connection().close();
                }
                case MALFORMED -> {
                    SandboxReply whole = safely(worker, request);
                    String text = new String(whole.body(), StandardCharsets.UTF_8);
                    send(
                            http,
                            SandboxReply.text(
                                    200,
                                    "text/html; charset=UTF-8",
                                    "<br />\n<b>Warning</b>: something in a plugin\n"
                                            + text.substring(0, text.length() / 2)));
                }
                case LATENCY -> send(http, safely(worker, request));
            }
        }

        private static SandboxReply safely(SandboxHandler worker, SandboxRequest request) {
            try {
                return worker.handle(request);
            } catch (RuntimeException e) {
                LOG.error("the sandbox failed at {} {}", request.method(), request.path(), e);
                return SandboxReply.text(500, "text/plain", "sandbox defect: " + e);
            }
        }

        private SandboxReply testerPaths(SandboxRequest request) {
            try {
                return switch (request.method() + " " + request.path()) {
                    case "GET /__sandbox/state" -> SandboxReply.json(200, state.get());
                    case "GET /__sandbox/faults" -> SandboxReply.json(200, JSON.valueToTree(faults.list()));
                    case "POST /__sandbox/faults" -> {
                        faults.add(Fault.read(request.text()));
                        yield SandboxReply.json(201, JSON.valueToTree(faults.list()));
                    }
                    case "DELETE /__sandbox/faults" -> {
                        faults.clear();
                        yield SandboxReply.json(200, JSON.createArrayNode());
                    }
                    default -> safely(handler, request);
                };
            } catch (IllegalArgumentException e) {
                return SandboxReply.json(400, JSON.createObjectNode().put("error", "not a fault: " + e.getMessage()));
            }
        }

        private static SandboxReply statusReply(Fault fault) {
            String body = fault.body().isEmpty()
                    ? "{\"code\":\"fault\",\"message\":\"asked for by the tester\",\"data\":{\"status\":"
                            + fault.status() + "}}"
                    : fault.body();
            SandboxReply reply =
                    SandboxReply.text(fault.status(), body.startsWith("<") ? "text/html" : "application/json", body);
            return fault.retryAfter().isEmpty() ? reply : reply.with("Retry-After", fault.retryAfter());
        }

        private static void send(HttpServerRequest http, SandboxReply reply) {
            HttpServerResponse response = http.response();
            if (response.closed()) {
                return;
            }
            response.setStatusCode(reply.status());
            reply.headers().forEach(response::putHeader);
            response.end(Buffer.buffer(reply.body()));
        }

        private static SandboxRequest request(HttpServerRequest http, Buffer body) {
            String rawQuery = http.query() == null ? "" : http.query();
            MultiMap query = MultiMap.caseInsensitiveMultiMap();
            for (String pair : rawQuery.split("&")) {
                if (!pair.isEmpty()) {
                    int cut = pair.indexOf('=');
                    query.add(
                            SandboxRequest.decode(cut < 0 ? pair : pair.substring(0, cut)),
                            cut < 0 ? "" : SandboxRequest.decode(pair.substring(cut + 1)));
                }
            }
            return new SandboxRequest(
                    http.method().name(),
                    SandboxRequest.decode(http.path().replace("+", "%2B")),
                    rawQuery,
                    query,
                    http.headers(),
                    body.getBytes(),
                    http.remoteAddress() == null ? "" : http.remoteAddress().hostAddress());
        }
    }
}
