package io.saddlebag.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import io.saddlebag.delivery.CamelPartnerHttp;
import io.saddlebag.delivery.Credentials;
import io.saddlebag.delivery.HttpCall;
import io.saddlebag.order.OrderKey;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import io.saddlebag.sandbox.http.SandboxServer;
import io.saddlebag.settings.Settings;
import io.saddlebag.testing.Receiver;
import io.saddlebag.testing.Traces;
import io.saddlebag.testing.Traces.Told;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracingTest {

    private static final OrderKey ORDER = new OrderKey("main", "38");

    private final Receiver collector = new Receiver(0);
    private final List<SandboxRequest> received = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Vertx vertx = Vertx.vertx();
    private SandboxServer partner;
    private CamelPartnerHttp http;

    @BeforeEach
    void start() {
        partner = SandboxServer.start(
                vertx,
                "partner",
                0,
                request -> {
                    received.add(request);
                    return SandboxReply.text(503, "text/plain", "ann@example.com has no address");
                },
                () -> new ObjectMapper().createObjectNode());
        camel.start();
        http = new CamelPartnerHttp(camel, "erp.odoo", partner.url(), 1, Credentials.NONE, meters);
    }

    @AfterEach
    void stop() {
        http.close();
        camel.stop();
        partner.close();
        vertx.close();
        collector.close();
    }

    @Test
    void tellsAPartnerOfTheTraceOnlyWhereItIsNamed() {
        call(1, Set.of());
        call(1, Set.of("erp.odoo"));

        assertThat(received).hasSize(2);
        assertThat(received.get(0).headers().contains("traceparent")).isFalse();
        Told step = told("orders-to-odoo").get(1);
        Told call = told("create-order").get(1);
        assertThat(received.get(1).header("traceparent")).isEqualTo("00-" + step.trace() + "-" + call.id() + "-01");
        assertThat(call.parent()).isEqualTo(step.id());
        assertThat(call.attributes())
                .containsOnly(
                        Map.entry("saddlebag.partner", "erp.odoo"),
                        Map.entry("http.request.method", "POST"),
                        Map.entry("http.response.status_code", "503"),
                        Map.entry("error.type", "503"));
    }

    @Test
    void makesAllStepsOfAnOrderOneTrace() {
        call(1, Set.of());
        call(1, Set.of());

        assertThat(told("orders-to-odoo")).hasSize(2);
        assertThat(told("orders-to-odoo").stream().map(Told::trace).distinct()).hasSize(1);
        assertThat(told("orders-to-odoo")).allMatch(step -> step.parent().isEmpty());
    }

    @Test
    void tellsNothingOfOrdersOutsideOfTheShare() {
        call(0, Set.of("erp.odoo"));

        assertThat(collector.got()).isEmpty();
        assertThat(received).hasSize(1);
    }

    @Test
    void tellsNothingOfCallsThatAreForNoOrder() {
        try (Tracing tracing = tracing(1, Set.of("erp.odoo"))) {
            tracing.traced("erp.odoo", http).send(HttpCall.get("poll", "/"));
        }

        assertThat(collector.got()).isEmpty();
        assertThat(received.get(0).headers().contains("traceparent")).isFalse();
    }

    @Test
    void countsWhatTheCollectorDoesNotTakeAndGoesOn() {
        collector.answers(400);

        call(1, Set.of());

        assertThat(meters.counter("saddlebag.trace.spans", "outcome", "lost").count())
                .isEqualTo(2);
    }

    @Test
    void refersToAStepOfAnotherTrace() {
        String other = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        try (Tracing tracing = tracing(1, Set.of())) {
            tracing.step("record-shipments", SpanKind.CONSUMER, ORDER, Instant.now(), other)
                    .end();
            tracing.step("record-shipments", SpanKind.CONSUMER, ORDER, Instant.now(), "nonsense")
                    .end();
        }

        assertThat(told("record-shipments"))
                .hasSize(2)
                .allMatch(step -> step.trace().equals(OrderTraceIds.of(ORDER)))
                .extracting(Told::links)
                .containsExactlyInAnyOrder(1, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint, collector:4318, must be http",
        "endpoint, http:///v1/traces, must be http",
        "ratio, 1.5, from 0 to 1",
        "ratio, often, from 0 to 1",
        "partners, odoo, names partners in full",
    })
    void reportsWhatItCannotUse(String key, String value, String said) {
        Settings settings = Settings.load(Path.of("target"), Map.of(), Map.of("saddlebag.tracing." + key, value));

        TracingSettings.from(settings.section("saddlebag.tracing"), Set.of("erp.odoo"));

        assertThat(settings.problems().list()).singleElement().asString().contains("saddlebag.tracing." + key, said);
    }

    @Test
    void isOffWithoutAnEndpoint() {
        Settings settings = Settings.load(Path.of("target"), Map.of(), Map.of());

        assertThat(TracingSettings.from(settings.section("saddlebag.tracing"), Set.of()))
                .isEmpty();
        assertThat(settings.problems().list()).isEmpty();
    }

    private void call(double ratio, Set<String> shownTo) {
        try (Tracing tracing = tracing(ratio, shownTo)) {
            Span step = tracing.step("orders-to-odoo", SpanKind.CONSUMER, ORDER, Instant.now(), "");
            try (Scope scope = step.makeCurrent()) {
                tracing.traced("erp.odoo", http).send(HttpCall.json("create-order", "POST", "/", "{}"));
            }
            step.end();
        }
    }

    private Tracing tracing(double ratio, Set<String> shownTo) {
        return new Tracing(
                new TracingSettings(URI.create(collector.url() + "/v1/traces"), Optional.empty(), ratio, shownTo),
                meters);
    }

    private List<Told> told(String name) {
        return Traces.at(collector).stream()
                .filter(span -> span.name().equals(name))
                .toList();
    }
}
