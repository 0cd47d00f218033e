package io.saddlebag.alert;

import static io.saddlebag.alert.AlertLab.T0;
import static io.saddlebag.alert.AlertLab.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.saddlebag.ledger.AlertLedger.Alert;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Prices;
import io.saddlebag.ledger.Products;
import io.saddlebag.ledger.Products.Listing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sources make of ledger, counters and queues. */
class SourcesTest {

    private final Map<String, Instant> feeds = new HashMap<>();
    private final Map<String, Backlog> queues = new HashMap<>();
    private AlertLab lab;

    @BeforeEach
    void open(@TempDir Path folder) {
        lab = new AlertLab(folder);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void p40SilenceOfWebhooksIsToldInBusinessHoursOnly() {
        AlertSettings office = settings("business-hours.hours=08:00-18:00");
        lab.ledger.alertFacts().mark("webhook/main", at("17:30")); // Tuesday
        lab.clock.set(at("21:00"));
        look(office);
        assertThat(open()).isEmpty();

        lab.clock.set(at("09:29").plus(Duration.ofDays(1)));
        look(office);
        assertThat(open()).as("30 minutes of the evening, 89 of the morning").isEmpty();
        lab.clock.forward(Duration.ofMinutes(1));
        look(office);

        assertThat(open()).singleElement().satisfies(alert -> {
            assertThat(alert.rule()).isEqualTo("webhook-silence");
            assertThat(alert.what())
                    .isEqualTo("no webhook of main since 2026-11-24 17:30:00 UTC, 2 h of business hours");
        });

        lab.meters
                .counter("saddlebag.intake", "partner", "main", "answer", "accepted")
                .increment();
        counts().note();
        look(office);
        lab.clock.forward(Duration.ofMinutes(1));
        look(office);
        assertThat(open()).isEmpty();
    }

    @Test
    void p40APollThatDoesNotSucceedIsTold() {
        feeds.put("orders-of-main", lab.clock.instant());
        look(settings());

        lab.clock.forward(Duration.ofMinutes(9));
        counts().note();
        look(settings());
        assertThat(open()).isEmpty();
        lab.clock.forward(Duration.ofMinutes(1));
        look(settings());

        assertThat(open()).extracting(Alert::subject).containsExactlyInAnyOrder("orders-of-main", "invoices-of-odoo");
        assertThat(open().get(0).what()).contains("has not read everything since 2026-11-24 10:00:00 UTC");
    }

    @Test
    void p40WhatAPausedPartnerDoesNotTellIsNoSilence() {
        AlertSettings allDay = settings("business-hours.hours=00:00-24:00");
        feeds.put("invoices-of-odoo", lab.clock.instant());
        feeds.put("orders-of-main", lab.clock.instant());
        lab.ledger.alertFacts().mark("webhook/main", lab.clock.instant());
        counts().note();
        lab.clock.forward(Duration.ofMinutes(4));
        lab.ledger.partnerPauses().pause("erp.odoo", true, lab.clock.instant(), "", "stock taking", "ann");
        lab.ledger.partnerPauses().pause("store.main", false, lab.clock.instant(), "transient", "down", "saddlebag");

        lab.clock.forward(Duration.ofHours(3));
        look(allDay);
        assertThat(open()).as("both stand").isEmpty();
        lab.ledger.partnerPauses().lift("erp.odoo", true, "ann", "resumed");
        lab.ledger.partnerPauses().lift("store.main", false, "saddlebag", "it answers again");
        lab.clock.forward(Duration.ofMinutes(5));
        look(allDay);
        assertThat(open()).as("9 minutes in which they could be read").isEmpty();
        lab.clock.forward(Duration.ofMinutes(1));
        look(allDay);

        assertThat(open()).extracting(Alert::subject).containsExactlyInAnyOrder("orders-of-main", "invoices-of-odoo");
    }

    @Test
    void p5EveryBadSignatureIsCountedOnceAndToldAsOneAlert() {
        LocalCounts counts = counts();
        lab.meters
                .counter("saddlebag.intake", "partner", "main", "answer", "bad-signature")
                .increment(3);
        counts.note();
        counts.note();
        look(settings());

        assertThat(open()).singleElement().satisfies(alert -> {
            assertThat(alert.rule()).isEqualTo("bad-signature");
            assertThat(alert.size()).isEqualTo(3);
            assertThat(alert.what()).startsWith("3 webhooks for main with a missing or wrong signature");
        });
        lab.clock.forward(Duration.ofMinutes(17));
        look(settings());
        lab.clock.forward(Duration.ofMinutes(1));
        look(settings());
        assertThat(open()).isEmpty();
    }

    @Test
    void repeatedThrottlingIsToldFromItsThreshold() {
        LocalCounts counts = counts();
        var calls = lab.meters.timer(
                "saddlebag.partner.call", "partner", "erp.odoo", "operation", "create", "outcome", "429");
        for (int i = 0; i < 29; i++) {
            calls.record(Duration.ofMillis(1));
        }
        counts.note();
        look(settings());
        assertThat(open()).isEmpty();

        calls.record(Duration.ofMillis(1));
        counts.note();
        look(settings());

        assertThat(open())
                .extracting(Alert::what)
                .containsExactly("erp.odoo asked for a slower pace 30 times in the last 15 minutes");
    }

    @Test
    void p1ARepairOfWebhooksIsTold() {
        lab.ledger.note(Ledger.Notice.now(
                "store.main webhooks", "warn", "order.updated was disabled by the store, replaced", T0));
        lab.ledger.note(Ledger.Notice.now("orders-of-main", "warn", "the poll failed", T0));
        look(settings());

        assertThat(open()).singleElement().satisfies(alert -> {
            assertThat(alert.rule()).isEqualTo("webhook-repaired");
            assertThat(alert.subject()).isEqualTo("store.main");
            assertThat(alert.what()).contains("was disabled by the store");
        });
    }

    @Test
    void whatIsParkedIsToldByCodeWithItsRemedyAndWithoutItsCause() {
        lab.ledger.park(parked("p1", "unknown-sku"));
        lab.ledger.park(parked("p2", "unknown-sku"));
        lab.ledger.park(parked("p3", "totals-differ"));
        look(settings());

        assertThat(open())
                .extracting(Alert::subject)
                .containsExactlyInAnyOrder("business unknown-sku", "business totals-differ");
        assertThat(open())
                .filteredOn(alert -> alert.size() == 2)
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.command()).isEqualTo("parked --code unknown-sku");
                    assertThat(alert.action())
                            .isEqualTo("Make the product in Odoo. Then 'replay --code unknown-sku'; or, done by hand,"
                                    + " 'parked skip ID --reason …'");
                    assertThat(alert.toString()).doesNotContain("ann@example.org");
                });
        assertThat(open())
                .filteredOn(alert -> alert.size() == 1)
                .extracting(Alert::action)
                .singleElement()
                .asString()
                .contains("Then 'replay p3'");
    }

    @Test
    void theOldestMessageOfAQueueIsTold() {
        queues.put("order.to-erp.odoo", new Backlog(1_200, T0.minus(Duration.ofMinutes(31))));
        queues.put("store.event", new Backlog(5, T0.minusSeconds(5)));
        look(settings("backlog-age.for=0s"));

        assertThat(open())
                .extracting(Alert::what)
                .containsExactly("the oldest message of order.to-erp.odoo has waited 31 min, 1200 messages wait there");
    }

    @Test
    void productsAndPricesInTroubleAreToldOncePerStoreWhenTheyLast() {
        lab.ledger.products().list(troubled("7", "in-trash"));
        lab.ledger.products().list(troubled("8", "no-sku"));
        lab.ledger
                .prices()
                .propose(
                        "main",
                        "odoo",
                        "run",
                        new Prices.Found(
                                List.of(),
                                List.of(),
                                List.of(new Prices.Trouble("MUG", "wrong-currency", "USD", "name another list"))));
        look(settings());
        assertThat(open()).as("most end by themselves").isEmpty();

        lab.clock.forward(Duration.ofMinutes(30));
        look(settings());

        assertThat(open())
                .extracting(Alert::rule, Alert::subject, Alert::size)
                .containsExactlyInAnyOrder(
                        tuple("products-troubled", "store.main", 2L), tuple("prices-troubled", "store.main", 1L));
        lab.ledger.products().list(troubled("7", ""));
        lab.ledger.products().list(troubled("8", ""));
        look(settings());
        lab.clock.forward(Duration.ofMinutes(1));
        look(settings());
        assertThat(open()).extracting(Alert::rule).containsExactly("prices-troubled");
    }

    private Listing troubled(String product, String code) {
        return new Listing(
                "main",
                "odoo",
                product,
                "MUG-" + product,
                code.isEmpty() ? Products.State.SHOWN : Products.State.TROUBLED,
                code,
                "words",
                "remedy",
                0,
                Optional.empty(),
                lab.clock.instant());
    }

    private void look(AlertSettings settings) {
        List<AlertSource> sources = new AlertSources(lab.ledger, settings, lab.clock)
                .all(
                        Set.of("main"),
                        Set.of("main"),
                        () -> feeds.isEmpty()
                                ? Map.of()
                                : Map.of("orders-of-main", "store.main", "invoices-of-odoo", "erp.odoo"),
                        () -> queues,
                        Duration.ofMinutes(2));
        new AlertCheck(lab.ledger.alerts(), settings, sources, lab.clock).look();
    }

    private LocalCounts counts() {
        return new LocalCounts(lab.meters, () -> feeds, lab.ledger.alertFacts(), lab.clock);
    }

    private List<Alert> open() {
        return lab.ledger.alerts().open(100);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-24T" + time + ":00Z");
    }

    private static Ledger.Parked parked(String id, String code) {
        return new Ledger.Parked(
                id,
                Optional.empty(),
                "order.to-erp.odoo",
                "orders-to-odoo",
                "order.to-erp.odoo",
                "business",
                code,
                "Odoo refuses ann@example.org",
                "Make the product in Odoo. Then 'replay " + id + "'; or, done by hand, 'parked skip " + id
                        + " --reason …'",
                "{}",
                1,
                T0,
                true,
                Optional.empty(),
                Map.of());
    }
}
