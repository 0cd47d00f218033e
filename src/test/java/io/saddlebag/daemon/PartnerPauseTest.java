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
                Map.of("saddlebag.pause.probe-first", "300ms", "saddlebag.pause.probe-longest", "1s"));
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
