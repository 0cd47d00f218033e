package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.woocommerce.WebhookFaults;
import io.saddlebag.testing.Said;
import io.saddlebag.testing.TestHome;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partner that is out of order stands still, in sight; everybody else's orders go their way. */
class PartnerPauseTest extends FieldProblems {

    @Override
    Map<String, String> settings() {
        return Map.of("saddlebag.policy.malformed", "wait 4 tries");
    }

    @AfterEach
    void mend() {
        for (JsonNode partner : partners()) {
            if (partner.path("state").asText().equals("forced")) {
                String name = partner.path("kind").asText() + "/"
                        + partner.path("name").asText();
                decide(name, "resume", "{\"by\":\"the test\"}");
            }
        }
        running.partners().odoo().faults().clear();
        running.partners().store().faults().clear();
        running.partners().shipBob().faults().clear();
        eventually(() -> assertThat(standing()).isEmpty());
    }

    @Test
    void anErpThatIsDownIsPausedAndItsMessagesWaitInTheirOrderWithoutATry() {
        running.partners().odoo().faults().add(Fault.latency(1_000, 0));
        List<Long> placed = running.partners().store().place(8);
        eventually(() -> assertThat(placed)
                .allSatisfy(id -> assertThat(running.order(id).map(Ledger.OrderRow::state))
                        .contains(OrderState.CAPTURED)));

        running.partners().odoo().faults().clear();
        running.partners().odoo().faults().add(Fault.of(Fault.Kind.DOWN));

        eventually(() -> assertThat(standing()).containsExactly("erp.odoo"));
        eventually(() -> assertThat(route("orders-to-odoo")).isEqualTo(ServiceStatus.Suspended));
        assertThat(route("shipments-to-odoo")).isEqualTo(ServiceStatus.Suspended);
        assertThat(route("orders-to-main")).isEqualTo(ServiceStatus.Started);
        eventually(() -> assertThat(placed).anySatisfy(id -> assertThat(running.trace(id))
                .extracting(Ledger.Event::detail)
                .anyMatch(detail -> detail.startsWith("odoo is paused since "))));
        eventually(() ->
                assertThat(running.daemon().broker().depth("order.to-erp.odoo")).isGreaterThanOrEqualTo(8));

        running.partners().odoo().faults().clear();

        eventually(() -> assertThat(standing()).isEmpty());
        eventually(() -> assertThat(placed)
                .allSatisfy(id -> assertThat(running.order(id).map(Ledger.OrderRow::state))
                        .contains(OrderState.COMPLETED)));
        assertThat(route("orders-to-odoo")).isEqualTo(ServiceStatus.Started);
        assertThat(running.daemon().broker().depth("dead-letters")).isZero();
        assertThat(placed).allSatisfy(id -> assertThat(running.ledger().parked(key("main", id), 10))
                .isEmpty());
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
        eventually(() -> assertThat(route("orders-to-odoo")).isEqualTo(ServiceStatus.Suspended));
        eventually(
                () -> assertThat(running.order(id).map(Ledger.OrderRow::state)).contains(OrderState.CAPTURED));
        eventually(() -> assertThat(running.operations("/observe/metrics").body())
                .contains("saddlebag_partner_paused{partner=\"erp.odoo\"} 1.0")
                .contains("saddlebag_partner_paused{partner=\"store.main\"} 0.0")
                .contains("saddlebag_partner_rate{partner=\"erp.odoo\"} +Inf"));
        HttpResponse<String> health = running.operations("/observe/health?exposureLevel=full&data=true");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("stock taking");

        HttpResponse<String> resumed = decide("erp/odoo", "resume", "{\"by\":\"ben\"}");

        assertThat(resumed.statusCode()).isEqualTo(200);
        assertThat(decide("erp/odoo", "resume", "{\"by\":\"ben\"}").statusCode())
                .isEqualTo(409);
        eventually(
                () -> assertThat(running.order(id).map(Ledger.OrderRow::state)).contains(OrderState.COMPLETED));
        assertThat(get("/api/v1/partners/erp/odoo").path("pauses")).anySatisfy(pause -> {
            assertThat(pause.path("by").asText()).isEqualTo("ann");
            assertThat(pause.path("reason").asText()).isEqualTo("stock taking");
            assertThat(pause.path("liftedBy").asText()).isEqualTo("ben");
        });
    }

    @Test
    void p12p40APollOfAPausedPartnerIsSkippedWithANoteAndReadsEverythingAfterwards() {
        decide("store/main", "pause", "{\"by\":\"ann\",\"reason\":\"the shop moves\"}");
        eventually(() -> assertThat(get("/api/v1/notices").toString()).contains("skipped: store.main is paused since"));
        running.partners().store().webhookFaults(WebhookFaults.none().dropping(1));
        // The note may be of another test's pause.
        eventually(() -> assertThat(get("/api/v1/feeds").path("orders-of-main").toString())
                .as("under the name it has when it is well")
                .contains("skipped: store.main is paused since"));
        assertThat(get("/api/v1/feeds").has("orders-from-main")).isFalse();

        long id = running.partners().store().place(1).get(0);
        decide("store/main", "resume", "{\"by\":\"ann\"}");

        eventually(
                () -> assertThat(running.order(id).map(Ledger.OrderRow::state)).contains(OrderState.COMPLETED));
        eventually(() -> assertThat(get("/api/v1/feeds").path("orders-of-main").toString())
                .doesNotContain("skipped"));
    }

    @Test
    void theCommandLineListsPausesAndLetsGoOn(@TempDir Path home) {
        TestHome.write(
                home,
                Map.of(
                        "saddlebag.data",
                        running.data().toString(),
                        "saddlebag.operations.port",
                        String.valueOf(running.daemon().operationsPort())));
        String at = home.toString();

        assertThat(Said.by("partners", "--home", at).text())
                .containsPattern("erp.odoo +running +since .* no limit, 4 at once")
                .contains("store.main", "warehouse.shipbob");
        assertThat(Said.by("partners", "pause", "odoo", "--reason", "upgrade", "--by", "ann", "--home", at)
                        .last())
                .startsWith("paused;");
        assertThat(Said.by("partners", "--home", at).text()).containsPattern("erp.odoo +forced .* by ann: upgrade");
        running.partners().store().place(1);
        eventually(() -> assertThat(
                        Said.by("partners", "show", "odoo", "--home", at).text())
                .containsPattern("erp.odoo: forced since .*, [1-9][0-9]* messages? waits?\n"));
        assertThat(Said.by("partners", "--home", at).text()).containsPattern("at once, [1-9][0-9]* message.* by ann");
        assertThat(Said.by("partners", "pause", "odoo", "--reason", "again", "--home", at)
                        .text())
                .contains("paused already, by ann: upgrade");
        assertThat(Said.by("partners", "pause", "nobody", "--reason", "x", "--home", at)
                        .text())
                .contains("no partner is called 'nobody'; the partners are erp.odoo, ");
        assertThat(Said.by("partners", "resume", "erp.odoo", "--by", "ben", "--home", at)
                        .last())
                .isEqualTo("it goes on");
        assertThat(Said.by("partners", "show", "odoo", "--home", at).text())
                .contains("by ann: upgrade (let go on by ben)");
    }

    @Test
    void p12ABackfillThatMeetsAPauseIsReadWhenThePartnerGoesOn() {
        Instant then = Instant.now().minus(Duration.ofDays(20)).truncatedTo(ChronoUnit.SECONDS);
        long id = quiet.place(
                order -> order.put("date_modified_gmt", then.toString().replace("Z", "")));
        decide("store/quiet", "pause", "{\"by\":\"ann\",\"reason\":\"the shop moves\"}");

        HttpResponse<String> asked = post(
                "/api/v1/backfills",
                "{\"store\":\"quiet\",\"from\":\"%s\",\"to\":\"%s\"}"
                        .formatted(then.minusSeconds(60), then.plusSeconds(60)));

        assertThat(asked.statusCode()).isEqualTo(202);
        eventually(() -> assertThat(get("/api/v1/notices").toString())
                .contains("a window of the past is read again later: store.quiet is paused"));
        assertThat(running.ledger().order(key("quiet", id).orElseThrow())).isEmpty();
        decide("store/quiet", "resume", "{\"by\":\"ann\"}");
        eventually(() -> assertThat(
                        running.ledger().order(key("quiet", id).orElseThrow()).map(Ledger.OrderRow::state))
                .contains(OrderState.COMPLETED));
        assertThat(running.daemon().broker().depth("dead-letters")).isZero();
    }

    @Test
    void eventsOfAPausedStoreDoNotHoldUpThoseOfAnother() {
        decide("store/quiet", "pause", "{\"by\":\"ann\",\"reason\":\"the shop moves\"}");
        for (int i = 0; i < 8; i++) { // twice as many as there are consumers; each needs the store
            assertThat(running.webhook(
                                    QuietStore.NAME,
                                    QuietStore.SECRET,
                                    "order.deleted",
                                    ("{\"id\":" + (7_000 + i) + "}").getBytes(StandardCharsets.UTF_8))
                            .statusCode())
                    .isEqualTo(200);
        }

        long id = running.partners().store().place(1).get(0);

        eventually(
                () -> assertThat(running.order(id).map(Ledger.OrderRow::state)).contains(OrderState.COMPLETED));
        assertThat(running.daemon().broker().depth("store.event")).isGreaterThanOrEqualTo(8);
        decide("store/quiet", "resume", "{\"by\":\"ann\"}");
        eventually(
                () -> assertThat(running.daemon().broker().depth("store.event")).isZero());
    }

    @Test
    void whatCannotBeReadIsTriedAsOftenAsThePolicySaysAndThenParked() {
        running.partners().odoo().faults().add(Fault.of(Fault.Kind.MALFORMED).on("sale.order/load"));

        long id = running.partners().store().place(1).get(0);

        eventually(() -> assertThat(running.ledger().parked(key("main", id), 10))
                .extracting(Ledger.Parked::code, Ledger.Parked::category)
                .containsExactly(tuple("malformed", "malformed")));
        assertThat(running.ledger().parked(key("main", id), 10).get(0).cause()).endsWith("; given up after 4 tries");
        assertThat(standing()).as("one order that cannot be read is no outage").isEmpty();
        running.partners().odoo().faults().clear();
        String parked = running.ledger().parked(key("main", id), 10).get(0).id();
        running.operationsPost(
                "/api/v1/parked/" + parked + "/replay",
                "{\"by\":\"ann\"}",
                "Authorization",
                "Bearer " + running.daemon().token());
        eventually(
                () -> assertThat(running.order(id).map(Ledger.OrderRow::state)).contains(OrderState.COMPLETED));
        assertThat(inOdoo("main", id)).hasSize(1);
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
        return post("/api/v1/partners/" + partner + "/" + what, body);
    }

    private HttpResponse<String> post(String path, String body) {
        return running.operationsPost(
                path, body, "Authorization", "Bearer " + running.daemon().token());
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
