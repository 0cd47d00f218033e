package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.http.Fault;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A partner that is out of order stands still, in sight; everybody else's orders go their way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartnerPauseTest {

    private RunningDaemon running;

    @BeforeAll
    void start(@TempDir Path folder) {
        running = RunningDaemon.start(
                folder.resolve("data"),
                SandboxPartners.Plan.instant(),
                Map.of("saddlebag.poll.orders", "0/1 * * * * ?"));
    }

    @AfterEach
    void mend() {
        running.partners().odoo().faults().clear();
        running.partners().store().faults().clear();
        running.partners().shipBob().faults().clear();
        FieldProblems.eventually(() -> assertThat(standing()).isEmpty());
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void anErpThatIsDownIsPausedAndItsMessagesWaitInTheirOrderWithoutATry() {
        running.partners().odoo().faults().add(Fault.latency(1_000, 0));
        List<Long> placed = running.partners().store().place(8);
        FieldProblems.eventually(() -> assertThat(placed)
                .allSatisfy(id -> assertThat(running.order(id).map(Ledger.OrderRow::state))
                        .contains(OrderState.CAPTURED)));

        running.partners().odoo().faults().clear();
        running.partners().odoo().faults().add(Fault.of(Fault.Kind.DOWN));

        FieldProblems.eventually(() -> assertThat(standing()).containsExactly("erp.odoo"));
        FieldProblems.eventually(() -> assertThat(route("orders-to-odoo")).isEqualTo(ServiceStatus.Suspended));
        assertThat(route("shipments-to-odoo")).isEqualTo(ServiceStatus.Suspended);
        assertThat(route("orders-to-main")).isEqualTo(ServiceStatus.Started);
        FieldProblems.eventually(() -> assertThat(placed).anySatisfy(id -> assertThat(running.trace(id))
                .extracting(Ledger.Event::detail)
                .anyMatch(detail -> detail.startsWith("odoo is paused since "))));
        FieldProblems.eventually(() ->
                assertThat(running.daemon().broker().depth("order.to-erp.odoo")).isEqualTo(8));

        running.partners().odoo().faults().clear();

        FieldProblems.eventually(() -> assertThat(standing()).isEmpty());
        FieldProblems.eventually(() -> assertThat(placed)
                .allSatisfy(id ->
                        assertThat(running.order(id).orElseThrow().state()).isEqualTo(OrderState.COMPLETED)));
        assertThat(route("orders-to-odoo")).isEqualTo(ServiceStatus.Started);
        assertThat(running.daemon().broker().depth("dead-letters")).isZero();
        assertThat(running.ledger().parked(java.util.Optional.empty(), 10)).isEmpty();
    }

    @Test
    void aPersonPausesAPartnerAndLetsItGoOnAndBothStandInTheHistory() {
        HttpResponse<String> paused = decide("erp/odoo", "pause", "{\"by\":\"ann\",\"reason\":\"stock taking\"}");
        long id = running.partners().store().place(1).get(0);

        assertThat(paused.statusCode()).isEqualTo(200);
        assertThat(decide("erp/odoo", "pause", "{\"by\":\"ben\",\"reason\":\"me too\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(decide("erp/odoo", "pause", "{\"by\":\"ben\"}").statusCode()).isEqualTo(400);
        assertThat(decide("erp/nobody", "pause", "{\"by\":\"ben\",\"reason\":\"x\"}")
                        .statusCode())
                .isEqualTo(404);
        FieldProblems.eventually(() -> assertThat(route("orders-to-odoo")).isEqualTo(ServiceStatus.Suspended));
        FieldProblems.eventually(
                () -> assertThat(running.order(id).map(Ledger.OrderRow::state)).contains(OrderState.CAPTURED));
        FieldProblems.eventually(
                () -> assertThat(running.operations("/observe/metrics").body())
                        .contains("saddlebag_partner_paused{partner=\"erp.odoo\"} 1.0")
                        .contains("saddlebag_partner_paused{partner=\"store.main\"} 0.0")
                        .contains("saddlebag_partner_rate{partner=\"erp.odoo\"} +Inf"));
        HttpResponse<String> health = running.operations("/observe/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("stock taking");

        HttpResponse<String> resumed = decide("erp/odoo", "resume", "{\"by\":\"ben\"}");

        assertThat(resumed.statusCode()).isEqualTo(200);
        assertThat(decide("erp/odoo", "resume", "{\"by\":\"ben\"}").statusCode())
                .isEqualTo(409);
        FieldProblems.eventually(
                () -> assertThat(running.order(id).orElseThrow().state()).isEqualTo(OrderState.COMPLETED));
        assertThat(get("/api/v1/partners/erp/odoo").path("pauses")).anySatisfy(pause -> {
            assertThat(pause.path("by").asText()).isEqualTo("ann");
            assertThat(pause.path("reason").asText()).isEqualTo("stock taking");
            assertThat(pause.path("liftedBy").asText()).isEqualTo("ben");
        });
    }

    @Test
    void p12p40APollOfAPausedPartnerIsSkippedWithANoteAndReadsEverythingAfterwards() {
        decide("store/main", "pause", "{\"by\":\"ann\",\"reason\":\"the shop moves\"}");
        FieldProblems.eventually(
                () -> assertThat(get("/api/v1/notices").toString()).contains("skipped: store.main is paused since"));
        running.partners().store().webhookFaults(new io.saddlebag.sandbox.woocommerce.WebhookFaults(1, 0, 0));

        long id = running.partners().store().place(1).get(0);
        decide("store/main", "resume", "{\"by\":\"ann\"}");

        FieldProblems.eventually(
                () -> assertThat(running.order(id).orElseThrow().state()).isEqualTo(OrderState.COMPLETED));
    }

    @Test
    void tellsEveryCodeOfTheCatalogue() {
        assertThat(get("/api/v1/parked/codes").path("codes"))
                .anySatisfy(code -> {
                    assertThat(code.path("code").asText()).isEqualTo("unknown-sku");
                    assertThat(code.path("action").asText()).contains("product.STORE.ID");
                })
                .hasSizeGreaterThan(70);
    }

    private HttpResponse<String> decide(String partner, String what, String body) {
        return running.operationsPost(
                "/api/v1/partners/" + partner + "/" + what,
                body,
                "Authorization",
                "Bearer " + running.daemon().token());
    }

    private JsonNode get(String path) {
        return Documents.parse(running.operations(
                        path, "Authorization", "Bearer " + running.daemon().token())
                .body());
    }

    private List<String> standing() {
        return partners().stream()
                .filter(partner -> List.of("paused", "forced")
                        .contains(partner.path("state").asText()))
                .map(partner -> partner.path("kind").asText() + "."
                        + partner.path("name").asText())
                .toList();
    }

    private List<JsonNode> partners() {
        HttpResponse<String> answer = running.operations(
                "/api/v1/partners",
                "Authorization",
                "Bearer " + running.daemon().token());
        assertThat(answer.statusCode()).isEqualTo(200);
        List<JsonNode> all = new java.util.ArrayList<>();
        Documents.parse(answer.body()).path("partners").forEach(all::add);
        return all;
    }

    private ServiceStatus route(String id) {
        return running.daemon().camel().getRouteController().getRouteStatus(id);
    }
}
