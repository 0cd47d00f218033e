package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.T0;
import static io.saddlebag.ledger.LedgerFixtures.aCapture;
import static io.saddlebag.ledger.LedgerFixtures.aFlag;
import static io.saddlebag.ledger.LedgerFixtures.aShipment;
import static io.saddlebag.ledger.LedgerFixtures.aVersion;
import static io.saddlebag.ledger.LedgerFixtures.anEvent;
import static io.saddlebag.ledger.LedgerFixtures.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.saddlebag.ledger.Ledger.Event;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.ShipmentRow;
import io.saddlebag.ledger.Ledger.StepResult;
import io.saddlebag.ledger.Step.Field;
import io.saddlebag.order.Lifecycle.Move;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.testing.MovableClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must keep to: the meaning of a step. */
abstract class StepContract {

    static final OrderKey ORDER = key(1);

    MovableClock clock;
    Ledger ledger;
    LedgerSettings place;

    /** A place of this test's own, empty. */
    abstract LedgerSettings settings();

    @BeforeEach
    void open() {
        clock = new MovableClock(T0);
        place = settings();
        ledger = LedgerFactory.open(place.withClock(clock));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void createsTheRowAtTheFirstVersionInTheWishedState() {
        StepResult result = ledger.record(aCapture(ORDER));

        assertThat(result.move()).isEqualTo(Move.ALLOWED);
        assertThat(ledger.order(ORDER)).contains(result.row());
        OrderRow row = result.row();
        assertThat(row.state()).isEqualTo(OrderState.CAPTURED);
        assertThat(row.dueAt()).contains(T0);
        assertThat(row.number()).isEqualTo("Nh1");
        assertThat(row.invoiceState()).isEqualTo("none");
        assertThat(row.erp()).isEmpty();
        assertThat(ledger.document(ORDER)).contains("{\"hash\":\"h1\"}");
    }

    @Test
    void createsTheRowWaitingWhereNoMoveIsWished() {
        OrderRow row = ledger.record(Step.of(ORDER).seen(aVersion(0, "h1"))).row();

        assertThat(row.state()).isEqualTo(OrderState.WAITING);
        assertThat(row.dueAt()).isEmpty();
    }

    @Test
    void refusesAStepOfAnOrderItHasNeverSeen() {
        assertThatThrownBy(() -> ledger.record(Step.of(ORDER).moveTo(OrderState.POSTED)))
                .isInstanceOf(UnknownOrder.class)
                .hasMessageContaining("shop:1");
        assertThat(ledger.trace(ORDER)).isEmpty();
    }

    @Test
    void keepsWhenAnOrderWasFirstDue() {
        ledger.record(aCapture(ORDER));
        clock.forward(Duration.ofMinutes(1));
        ledger.record(Step.of(ORDER).moveTo(OrderState.WAITING));
        clock.forward(Duration.ofMinutes(1));

        OrderRow row = ledger.record(Step.of(ORDER).moveTo(OrderState.CAPTURED)).row();

        assertThat(row.dueAt()).contains(T0);
        assertThat(row.changedAt()).isEqualTo(T0.plusSeconds(120));
        assertThat(row.seenAt()).isEqualTo(T0);
    }

    @Test
    void takesANewerVersionAndDropsAnOlderOneWithItsMove() {
        ledger.record(aCapture(ORDER));
        ledger.record(Step.of(ORDER).seen(aVersion(20, "h3")).moveTo(OrderState.CANCELLED));

        StepResult late = ledger.record(Step.of(ORDER).seen(aVersion(10, "h2")).moveTo(OrderState.CAPTURED));

        assertThat(late.move()).isEqualTo(Move.ALREADY_THERE);
        assertThat(late.row().version()).isEqualTo(aVersion(20, "h3").version());
        assertThat(late.row().state()).isEqualTo(OrderState.CANCELLED);
        assertThat(ledger.document(ORDER)).contains("{\"hash\":\"h3\"}");
        assertThat(ledger.trace(ORDER)).singleElement().satisfies(event -> {
            assertThat(event.outcome()).isEqualTo("dropped");
            assertThat(event.detail()).contains("2026-03-01T10:00:10Z", "2026-03-01T10:00:20Z");
        });
    }

    @Test
    void measuresAgeAgainstTheLatestDateOfTheSameContent() {
        ledger.record(aCapture(ORDER));
        ledger.record(Step.of(ORDER).seen(aVersion(20, "h1")));

        OrderRow row = ledger.record(Step.of(ORDER).seen(aVersion(10, "h2"))).row();

        assertThat(row.version()).isEqualTo(aVersion(20, "h1").version());
    }

    @Test
    void aRepeatedStepChangesNothingOfTheRow() {
        Step step = aCapture(ORDER).set(Field.STORE_SHOWS, "processing").reference("store", "order", "1");
        OrderRow first = ledger.record(step).row();
        clock.forward(Duration.ofMinutes(5));

        StepResult second = ledger.record(step);

        assertThat(second.move()).isEqualTo(Move.ALREADY_THERE);
        assertThat(second.row()).isEqualTo(first);
        assertThat(ledger.order(ORDER)).contains(first);
        assertThat(ledger.counts()).contains(entry("CAPTURED", 1L));
    }

    @Test
    void leavesTheStateAndTracesAMoveAgainstTheTable() {
        ledger.record(Step.of(ORDER).seen(aVersion(0, "h1")));

        StepResult result =
                ledger.record(Step.of(ORDER).moveTo(OrderState.SHIPPED).set(Field.ERP, "odoo"));

        assertThat(result.move()).isEqualTo(Move.REFUSED);
        assertThat(result.row().state()).isEqualTo(OrderState.WAITING);
        assertThat(result.row().erp()).contains("odoo");
        assertThat(ledger.trace(ORDER)).singleElement().satisfies(event -> {
            assertThat(event.outcome()).isEqualTo("refused");
            assertThat(event.detail()).contains("WAITING→SHIPPED");
        });
    }

    @Test
    void keepsTheFirstTimeOfARepeatedEventAndCountsItsAttempts() {
        ledger.record(aCapture(ORDER));
        ledger.record(anEvent(ORDER, "waiting", 1, ""));
        ledger.record(anEvent(ORDER, "done", 2, "S00042"));

        ledger.record(anEvent(ORDER, "already-there", 3, ""));

        Event event = ledger.trace(ORDER).get(0);
        assertThat(event.at()).isEqualTo(T0.plusSeconds(1));
        assertThat(event.lastAt()).isEqualTo(T0.plusSeconds(3));
        assertThat(event.outcome()).isEqualTo("done");
        assertThat(event.detail()).isEqualTo("done at 2");
        assertThat(event.externalId()).isEqualTo("S00042");
        assertThat(event.attempts()).isEqualTo(3);
        assertThat(event.latency()).isEqualTo(Duration.ofMillis(3));
        assertThat(ledger.trace(ORDER)).hasSize(1);
    }

    @Test
    void showsEventsOfOneMomentInTheOrderTheyWereWritten() {
        ledger.record(aCapture(ORDER)
                .event(T0, "zebra", "1", "saddlebag", "done", Duration.ZERO, "", "")
                .event(T0, "ape", "1", "saddlebag", "done", Duration.ZERO, "", ""));
        ledger.record(Step.of(ORDER).event(T0, "middle", "1", "saddlebag", "done", Duration.ZERO, "", ""));

        assertThat(ledger.trace(ORDER)).extracting(Event::step).containsExactly("zebra", "ape", "middle");
    }

    @Test
    void setsAndClearsFields() {
        ledger.record(aCapture(ORDER)
                .set(Field.ERP, "odoo")
                .set(Field.ERP_ID, "42")
                .set(Field.ERP_NUMBER, "S00042")
                .set(Field.INVOICE_NUMBER, "INV/1")
                .set(Field.INVOICE_STATE, "posted")
                .set(Field.STORE_SHOWS, "completed"));

        ledger.record(Step.of(ORDER).set(Field.INVOICE_NUMBER, ""));

        OrderRow row = ledger.order(ORDER).orElseThrow();
        assertThat(row.erpId()).contains("42");
        assertThat(row.erpNumber()).contains("S00042");
        assertThat(row.invoiceNumber()).isEmpty();
        assertThat(row.invoiceState()).isEqualTo("posted");
        assertThat(row.storeShows()).contains("completed");
    }

    @Test
    void givesAPartnersIdToTheFirstOrderAndTracesTheClash() {
        ledger.record(aCapture(ORDER).reference("odoo", "order", "S1").reference("odoo", "order", "S2"));

        ledger.record(aCapture(key(2)).reference("odoo", "order", "S1"));

        assertThat(ledger.find("odoo", "order", "S1")).contains(ORDER);
        assertThat(ledger.find("odoo", "invoice", "S1")).isEmpty();
        assertThat(ledger.references(ORDER)).hasSize(2);
        assertThat(ledger.references(key(2))).isEmpty();
        assertThat(ledger.trace(key(2))).singleElement().satisfies(event -> assertThat(event.detail())
                .contains("S1", "belongs to shop:1"));
    }

    @Test
    void anOlderShipmentVersionChangesNothingAndFlagsOnlyEverBecomeTrue() {
        ledger.record(aCapture(ORDER).shipment(aShipment("SHIPPED", 20)));
        ledger.record(Step.of(ORDER).shipment(aFlag(Optional.of(true), Optional.empty())));

        ledger.record(Step.of(ORDER).shipment(aShipment("PROCESSING", 10)));
        ledger.record(Step.of(ORDER).shipment(aFlag(Optional.of(false), Optional.of(true))));

        assertThat(ledger.shipments(ORDER))
                .containsExactly(new ShipmentRow(
                        ORDER,
                        "shop_shipment_east_1",
                        "east",
                        "SHIPPED",
                        T0.plusSeconds(20),
                        true,
                        true,
                        "{\"status\":\"SHIPPED\"}"));
    }
}
