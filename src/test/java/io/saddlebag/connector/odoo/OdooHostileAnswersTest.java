package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saddlebag.delivery.CamelPartnerHttp;
import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.order.Order;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import io.saddlebag.sandbox.http.SandboxServer;
import io.saddlebag.sandbox.odoo.OdooOptions;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An Odoo whose every answer is odd: each step ends with an outcome, never with an exception. */
class OdooHostileAnswersTest {

    private static final Order ORDER =
            OdooLab.order("1", BigDecimal.ONE, BigDecimal.ZERO, OdooLab.line("11", "MUG", "1", "1.00", "0"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "false",
                "true",
                "[]",
                "{}",
                "[null]",
                "[false]",
                "[[]]",
                "[{}]",
                "[{\"id\":false}]",
                "[{\"id\":\"7\"}]",
                "[{\"id\":-1}]",
                "[{\"id\":1e300}]",
                "[{\"id\":1,\"name\":{},\"state\":7,\"default_code\":null,\"active\":\"yes\"}]",
                "[{\"id\":1,\"name\":false,\"state\":\"sale\",\"currency_id\":[],\"amount_total\":\"1\",\"write_date\":\"soon\"}]",
                "{\"ids\":[1,2,3],\"messages\":[]}",
                "{\"ids\":[null],\"messages\":7}",
                "{\"ids\":false,\"messages\":[7]}",
                "\"text\"",
                "123456789012345678901234567890"
            })
    void everyStepEndsWithAnOutcome(String result) {
        Vertx vertx = Vertx.vertx();
        SandboxServer server =
                SandboxServer.start(vertx, "odd", 0, r -> reply(r, result), new ObjectMapper()::createObjectNode);
        CamelContext camel = new DefaultCamelContext();
        camel.start();
        OdooSettings settings = OdooLab.settings(server.url(), OdooOptions.odoo(17), Map.of());
        try (CamelPartnerHttp http = new CamelPartnerHttp(
                camel, "erp.odd", server.url(), 2, settings.credentials(), new SimpleMeterRegistry())) {
            Odoo odoo = new Odoo(http, settings, Clock.systemUTC());
            OrderDraft draft = new OrderDraft(
                    ORDER,
                    new Resolved(
                            Map.of("11", new Resolved.Item(1, List.of(), false)),
                            Map.of(),
                            Map.of(),
                            java.util.OptionalLong.empty(),
                            1,
                            java.util.OptionalLong.empty(),
                            java.util.OptionalLong.empty(),
                            java.util.OptionalLong.empty(),
                            2),
                    new CustomerIds(1, 1, 1),
                    OdooLab.NO_HEADER);

            List<Outcome<?>> outcomes = List.of(
                    odoo.resolve(ORDER),
                    odoo.customer(OdooLab.customer(ORDER)),
                    odoo.createOrder(draft),
                    odoo.confirm(ORDER, OdooLab.NO_HEADER, 1),
                    odoo.cancel(ORDER.key(), 1),
                    odoo.deliver(OdooLab.shipment("1", "s", OdooLab.pieces("11", "MUG", "1")), 1),
                    odoo.invoice(ORDER.key(), 1));
            odoo.invoicesSince(Instant.EPOCH.plusSeconds(1_000_000), 10);
            odoo.orders(List.of(1L));
            List<Finding> findings = odoo.probe(Set.of());

            assertThat(outcomes).allMatch(o -> !(o instanceof Outcome.Done));
            assertThat(findings).anyMatch(f -> f.status() != Finding.Status.OK);
        } finally {
            camel.stop();
            server.close();
            vertx.close();
        }
    }

    private static SandboxReply reply(SandboxRequest request, String result) {
        String body = request.text();
        String answer = body.contains("\"version\"")
                ? "{\"server_version\":\"17.0\"}"
                : body.contains("\"authenticate\"") ? "7" : result;
        return SandboxReply.text(200, "application/json", "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + answer + "}");
    }
}
