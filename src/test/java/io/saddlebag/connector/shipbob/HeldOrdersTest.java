package io.saddlebag.connector.shipbob;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saddlebag.delivery.CamelPartnerHttp;
import io.saddlebag.order.FulfilmentRequest;
import io.saddlebag.order.Shipment;
import io.saddlebag.sandbox.shipbob.SandboxShipBob;
import io.saddlebag.sandbox.shipbob.ShipBobOptions;
import io.saddlebag.settings.MapSection;
import io.saddlebag.settings.Problems;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** ShipBob's orders in bulk, over real HTTP. */
class HeldOrdersTest {

    private final Vertx vertx = Vertx.vertx();
    private final CamelContext camel = new DefaultCamelContext();
    private final SandboxShipBob sandbox = SandboxShipBob.start(vertx, 0, ShipBobOptions.defaults());
    private final ShipBobSettings settings = settings();
    private final CamelPartnerHttp http;
    private final ShipBob shipBob;

    HeldOrdersTest() {
        camel.start();
        sandbox.requestsPerMinute(100_000);
        http = new CamelPartnerHttp(
                camel, "warehouse.north", sandbox.url(), 2, settings.credentials(), new SimpleMeterRegistry());
        shipBob = new ShipBob(http, settings, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        http.close();
        camel.stop();
        sandbox.close();
        vertx.close();
    }

    @Test
    void findsAllOfManyReferencesAndNothingElse() {
        List<String> references =
                IntStream.rangeClosed(1, 120).mapToObj(n -> place(n)).toList();
        sandbox.ship("main_order_7");
        sandbox.cancel("main_order_8");
        List<String> asked = new ArrayList<>(references.subList(0, 119));
        asked.add("main_order_999");

        Map<String, HeldOrder> held = new HashMap<>();
        shipBob.held(asked).orThrow("north", "held").forEach(order -> held.put(order.reference(), order));

        assertThat(held.keySet()).containsExactlyInAnyOrderElementsOf(references.subList(0, 119));
        assertThat(held.get("main_order_8").cancelled()).isTrue();
        assertThat(held.get("main_order_7").shipments())
                .anyMatch(shipment -> shipment.status() == Shipment.Status.SHIPPED);
    }

    @Test
    void p10ListsAWindowWholeWhileOrdersComeIn() {
        Instant before = Instant.now().minus(Duration.ofMinutes(1));
        IntStream.rangeClosed(1, 130).forEach(this::place);
        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        List<String> listed = new ArrayList<>();

        shipBob.heldBetween(before, end, page -> {
                    page.forEach(order -> listed.add(order.reference()));
                    if (listed.size() < 300) {
                        place(1_000 + listed.size());
                    }
                })
                .orThrow("north", "held");

        assertThat(listed).doesNotHaveDuplicates();
        assertThat(listed)
                .containsAll(IntStream.rangeClosed(1, 130)
                        .mapToObj(n -> "main_order_" + n)
                        .toList());
        List<String> none = new ArrayList<>();
        shipBob.heldBetween(
                        before.minus(Duration.ofDays(1)), before, page -> page.forEach(o -> none.add(o.reference())))
                .orThrow("north", "held");
        assertThat(none).isEmpty();
    }

    private String place(int number) {
        FulfilmentRequest request = Requests.aRequest(String.valueOf(number));
        shipBob.createOrder(request, Requests.bodyOf(request)).orThrow("north", "create");
        return request.reference();
    }

    private ShipBobSettings settings() {
        Map<String, String> values = new HashMap<>();
        Map.of(
                        "url", sandbox.url(),
                        "token", "sandbox-token",
                        "channel-id", "100001",
                        "page-size", "60",
                        "shipping-method.default", "Standard")
                .forEach((key, value) -> values.put("saddlebag.warehouse.north." + key, value));
        Problems problems = new Problems();
        ShipBobSettings read = ShipBobSettings.from(new MapSection("saddlebag.warehouse.north", values, problems));
        problems.throwIfAny();
        return read;
    }
}
