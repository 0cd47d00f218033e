package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.shipbob.Automation;
import io.saddlebag.sandbox.woocommerce.WebhookFaults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Store, ledger, ERP and warehouse are made to disagree over real HTTP; reconciliation finds, repairs and closes. */
class ReconciliationTest {

    private static final String NEVER = "0 0 0 1 1 ? 2099";

    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    private Path data;

    @Test
    void p23WhatIsWholeEverywhereIsNoDifference() {
        try (RunningDaemon running = start(Automation.instant().splitting(0.5), Map.of())) {
            ReconciliationDesk desk = new ReconciliationDesk(running);
            List<Long> placed = running.partners().store().place(12);
            placed.forEach(id -> completed(running, id));

            JsonNode run = desk.run();

            assertThat(desk.open()).isEmpty();
            assertThat(run.path("state").asText()).isEqualTo("complete");
            assertThat(run.path("compared").asInt()).isGreaterThanOrEqualTo(36);
        }
    }

    @Test
    void p7TheNightlyRunRepairsByItselfWhatTheSettingsName() {
        Map<String, String> more = Map.of(
                "saddlebag.reconcile.at", "* * * * * ?", "saddlebag.reconcile.repair", "not-captured, status-differs");
        try (RunningDaemon running = start(Automation.instant(), more)) {
            ReconciliationDesk desk = new ReconciliationDesk(running);
            running.partners().store().webhookFaults(WebhookFaults.none().dropping(1));
            long id = running.partners().store().place(Basket.of("processing", "TEE-M", 1));

            completed(running, id);
            await().atMost(LONG).untilAsserted(() -> assertThat(
                            desk.differences("&state=closed&kind=not-captured&order=main:" + id))
                    .singleElement()
                    .satisfies(
                            told -> assertThat(told.json().path("closedBecause").asText())
                                    .isEqualTo("gone after the repair asked for by saddlebag")));

            assertThat(running.partners().odoo().ordersByReference(String.valueOf(id)))
                    .hasSize(1);
            assertThat(running.ledger().reconciliations().runs(Optional.of("main"), 100))
                    .allSatisfy(run -> assertThat(run.askedBy()).isEqualTo("saddlebag"))
                    .extracting(run -> run.from().plus(Duration.ofDays(14)).equals(run.to()))
                    .containsOnly(true);
        }
    }

    private RunningDaemon start(Automation automation, Map<String, String> more) {
        return start(data, automation, more);
    }

    /** Partners tell by webhooks; nothing is polled. */
    static RunningDaemon start(Path data, Automation automation, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>();
        for (String poll : List.of("orders", "reread", "invoices", "shipments")) {
            settings.put("saddlebag.poll." + poll, NEVER);
        }
        settings.put("saddlebag.reconcile.at", NEVER);
        settings.put("saddlebag.reconcile.grace", "0s");
        settings.put("saddlebag.reconcile.patience", "0s");
        settings.putAll(more);
        RunningDaemon running =
                RunningDaemon.start(data, SandboxPartners.Plan.instant().warehouse(automation), settings);
        await().atMost(LONG)
                .until(() -> running.ledger().notices(100).stream()
                                .map(Ledger.Notice::source)
                                .distinct()
                                .count()
                        == 2); // both partners' webhooks are registered
        return running;
    }

    private static void completed(RunningDaemon running, long id) {
        await().atMost(LONG).untilAsserted(() -> assertThat(running.order(id).map(Ledger.OrderRow::state))
                .contains(OrderState.COMPLETED));
    }
}
