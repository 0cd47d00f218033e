package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saddlebag.delivery.CamelPartnerHttp;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import io.saddlebag.sandbox.http.SandboxServer;
import io.saddlebag.settings.MapSection;
import io.saddlebag.settings.Problems;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A server that answers from a script, and a connector that talks to it over real HTTP. */
final class ScriptedShipBob implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    final List<SandboxRequest> received = new CopyOnWriteArrayList<>();
    private final Queue<SandboxReply> script = new ArrayDeque<>();
    private final Vertx vertx = Vertx.vertx();
    private final SandboxServer server;
    private final CamelContext camel = new DefaultCamelContext();
    private final Map<String, String> values = new HashMap<>();
    private CamelPartnerHttp http;

    ScriptedShipBob() {
        server = SandboxServer.start(vertx, "shipbob", 0, this::answer, JSON::createObjectNode);
        camel.start();
        set("url", server.url());
        set("token", "pat-secret");
        set("channel-id", "4711");
        set("shipping-method.default", "Standard");
    }

    private SandboxReply answer(SandboxRequest request) {
        received.add(request);
        SandboxReply next = script.poll();
        return next == null ? SandboxReply.text(500, "text/plain", "the script has ended") : next;
    }

    ScriptedShipBob set(String key, String value) {
        values.put("saddlebag.warehouse.north." + key, value);
        return this;
    }

    SandboxServer server() {
        return server;
    }

    /** The next answer. */
    ScriptedShipBob then(int status, String body) {
        return then(SandboxReply.text(status, "application/json", body));
    }

    ScriptedShipBob then(SandboxReply reply) {
        script.add(reply);
        return this;
    }

    ShipBobSettings settings() {
        Problems problems = new Problems();
        ShipBobSettings settings =
                ShipBobSettings.from(new MapSection("saddlebag.warehouse.north", Map.copyOf(values), problems));
        problems.throwIfAny();
        return settings;
    }

    ShipBob connector() {
        return connector(Clock.systemUTC());
    }

    ShipBob connector(Clock clock) {
        ShipBobSettings settings = settings();
        http = new CamelPartnerHttp(
                camel,
                "warehouse.north",
                settings.url(),
                settings.connections(),
                settings.credentials(),
                new SimpleMeterRegistry());
        return new ShipBob(http, settings, clock);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (http != null) {
            http.close();
        }
        camel.stop();
        server.close();
        vertx.close();
    }
}
