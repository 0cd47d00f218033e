package io.saddlebag.connector.shipbob;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saddlebag.delivery.CamelPartnerHttp;
import io.saddlebag.delivery.HttpCall;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.delivery.PartnerHttp;
import io.saddlebag.order.FulfilmentRequest;
import io.saddlebag.sandbox.shipbob.SandboxShipBob;
import io.saddlebag.sandbox.shipbob.ShipBobOptions;
import io.saddlebag.settings.MapSection;
import io.saddlebag.settings.Problems;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** The stateful stand-in of ShipBob, and connectors that speak with it over real HTTP. */
final class ShipBobLab implements AutoCloseable {

    final Vertx vertx = Vertx.vertx();
    final CamelContext camel = new DefaultCamelContext();
    final SandboxShipBob sandbox = SandboxShipBob.start(vertx, 0, ShipBobOptions.defaults());
    final Map<String, String> values = new HashMap<>(Map.of(
            "url", sandbox.url(),
            "token", "sandbox-token",
            "channel-id", "100001",
            "page-size", "10",
            "shipping-method.default", "Standard"));
    private final List<CamelPartnerHttp> open = new ArrayList<>();

    ShipBobLab() {
        camel.start();
    }

    static Outcome<Acknowledged> create(ShipBob shipBob, String id) {
        FulfilmentRequest request = Requests.aRequest(id);
        return shipBob.createOrder(request, Requests.bodyOf(request));
    }

    ShipBob connector() {
        return connector(Duration.ofSeconds(30));
    }

    ShipBob connector(Duration patience) {
        Problems problems = new Problems();
        Map<String, String> full = new HashMap<>();
        values.forEach((key, value) -> full.put("saddlebag.warehouse.north." + key, value));
        ShipBobSettings settings = ShipBobSettings.from(new MapSection("saddlebag.warehouse.north", full, problems));
        problems.throwIfAny();
        CamelPartnerHttp http = new CamelPartnerHttp(
                camel,
                "warehouse.north",
                settings.url(),
                settings.connections(),
                settings.credentials(),
                new SimpleMeterRegistry());
        open.add(http);
        PartnerHttp impatient = new PartnerHttp() {
            @Override
            public HttpResult send(HttpCall call) {
                return http.send(call.within(patience));
            }
        };
        return new ShipBob(impatient, settings, Clock.systemUTC());
    }

    @Override
    public void close() {
        open.forEach(CamelPartnerHttp::close);
        camel.stop();
        sandbox.close();
        vertx.close();
    }
}
