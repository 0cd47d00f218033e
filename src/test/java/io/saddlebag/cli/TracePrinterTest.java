package io.saddlebag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.Step;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracePrinterTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    private static final OrderKey KEY = new OrderKey("main", "7");

    @TempDir
    private Path folder;

    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = LedgerFactory.open(LedgerSettings.sqlite(folder.resolve("ledger.db")));
        ledger.record(Step.of(KEY)
                .seen(new Step.Seen(new OrderVersion(T0, "h"), "7", "processing", "EUR", "10.00", "", T0, "{}"))
                .moveTo(OrderState.CAPTURED));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void saysTheStateOfAnOrderThatWaitsForNobody() {
        assertThat(headline()).isEqualTo("order main:7, number 7: on its way to the ERP");
    }

    @Test
    void leadsWithWhatAParkedOrderWaitsFor() {
        park("order.to-erp.odoo", "unknown-sku", 0);

        List<String> lines = print();

        assertThat(lines.get(0))
                .isEqualTo("order main:7, number 7: waits for a person: unknown-sku at order.to-erp.odoo"
                        + " (state: on its way to the ERP)");
        assertThat(lines)
                .contains(
                        "PARKED order.to-e at order.to-erp.odoo since 2026-03-01 10:00:00.000  [business, unknown-sku]");
    }

    @Test
    void namesTheOldestThreeOfManyAndCountsTheRest() {
        for (int i = 1; i <= 5; i++) {
            park("queue-" + i, "code-" + i, i);
        }

        assertThat(headline())
                .endsWith("waits for a person: code-1 at queue-1, code-2 at queue-2, code-3 at queue-3, and 2 more"
                        + " (state: on its way to the ERP)");
    }

    @Test
    void leadsWithThePartnerAnOrderWaitsFor() {
        event(1, "wait", "orders-to-odoo", "odoo", "waiting", "odoo, resolve-order: the connection is refused");
        event(9, "wait", "orders-to-odoo", "odoo", "waiting", "odoo, resolve-order: the connection is refused");

        List<String> lines = print();

        assertThat(lines.get(0))
                .isEqualTo("order main:7, number 7: waits for odoo, last tried 2026-03-01 10:00:09 UTC"
                        + " (state: on its way to the ERP)");
        assertThat(lines.get(1))
                .isEqualTo("  waits     odoo, resolve-order: the connection is refused; it is tried again by itself");
        assertThat(lines)
                .contains("  10:00:01.000  waiting  odoo  waiting     odoo, resolve-order: the connection is refused"
                        + " (tried 2 times, last 10:00:09.000)");
    }

    @Test
    void doesNotPromiseThatAnOrderIsTriedAgainWhileAPersonPausesItsPartner() {
        event(1, "wait", "orders-to-odoo", "odoo", "waiting", "odoo is paused by ann: 'partners resume erp.odoo' …");
        ledger.partnerPauses().pause("erp.odoo", true, Instant.now(), "", "stock taking", "ann");

        assertThat(print().get(1)).isEqualTo("  waits     odoo is paused by ann: 'partners resume erp.odoo' …");
    }

    @Test
    void saysNoLongerThatAnOrderWaitsWhenItWentOn() {
        event(1, "wait", "orders-to-odoo", "odoo", "waiting", "odoo, resolve-order: the connection is refused");
        event(5, "goes-on", "orders-to-odoo", "odoo", "done", "after 4 tries, 4 s");

        assertThat(headline()).endsWith(": on its way to the ERP");
        assertThat(print())
                .anyMatch(line -> line.contains("waiting  odoo  waited"))
                .anyMatch(line -> line.contains("goes on  odoo  done") && line.endsWith("after 4 tries, 4 s"));
    }

    @Test
    void seesTheEndOfAWaitThatARestartCutOffInWhatThePartnerDidLater() {
        event(1, "wait", "fulfilment-to-shipbob", "shipbob", "waiting", "shipbob, create-order: 503");
        event(2, "capture", "x", "main", "noted", "status in the store: processing");
        event(3, "show-in-store", "x", "main", "done", "ERP number S1");
        assertThat(headline()).contains("waits for shipbob");

        event(9, "release", "x", "shipbob", "done", "asked shipbob to send 1 line(s)");

        assertThat(headline()).doesNotContain("waits");
    }

    @Test
    void namesStepsInWordsAndSaysThatARepeatIsHarmless() {
        event(1, "source", "RELEASE", "saddlebag", "done", "shipbob sends everything");
        event(4, "source", "RELEASE", "saddlebag", "done", "shipbob sends everything");

        assertThat(print())
                .contains("  10:00:01.000  choose warehouse  saddlebag  done     shipbob sends everything"
                        + " (done 2 times, last 10:00:04.000; a repeat changes nothing)");
    }

    private void event(int second, String step, String discriminator, String system, String outcome, String detail) {
        ledger.record(Step.of(KEY)
                .event(T0.plusSeconds(second), step, discriminator, system, outcome, Duration.ZERO, "", detail));
    }

    private String headline() {
        return print().get(0);
    }

    private List<String> print() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        new TracePrinter(out, new Terminal(false, 80, 24))
                .print(ledger.order(KEY).orElseThrow(), ledger);
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private void park(String queue, String code, int second) {
        ledger.park(new Ledger.Parked(
                queue + "/" + code,
                Optional.of(KEY),
                queue,
                "post-orders",
                queue,
                "business",
                code,
                "Odoo knows no product with the SKU 'NOPE'",
                "Give a product this SKU",
                "{}",
                1,
                T0.plusSeconds(second),
                true,
                Optional.empty(),
                Map.of()));
    }
}
