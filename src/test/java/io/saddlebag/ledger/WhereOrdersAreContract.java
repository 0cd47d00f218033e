package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.T0;
import static io.saddlebag.ledger.LedgerFixtures.aCapture;
import static io.saddlebag.ledger.LedgerFixtures.aParked;
import static io.saddlebag.ledger.LedgerFixtures.aVersion;
import static io.saddlebag.ledger.LedgerFixtures.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.saddlebag.ledger.Ledger.OrderFilter;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.ShipmentRow;
import io.saddlebag.ledger.Step.Field;
import io.saddlebag.ledger.Step.ShipmentChange;
import io.saddlebag.ledger.StockLedger.DemandLine;
import io.saddlebag.ledger.StockLedger.Sold;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must keep to: whom an order is with, what it is found by, and what warehouses owe. */
abstract class WhereOrdersAreContract {

    private MovableClock clock;
    private Ledger ledger;

    /** A place of this test's own, empty. */
    abstract LedgerSettings settings();

    @BeforeEach
    void open() {
        clock = new MovableClock(T0);
        ledger = LedgerFactory.open(settings().withClock(clock));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void anOrderIsWithItsErpThenWithItsWarehouseThenWithItsErpAndThenWithNobody() {
        List<Optional<String>> partners = new ArrayList<>();
        partners.add(recorded(Step.of(key(1)).seen(aVersion(0, "h1")).goesTo("odoo")));
        partners.add(recorded(aCapture(key(1)).goesTo("odoo")));
        partners.add(recorded(Step.of(key(1)).moveTo(OrderState.POSTED).set(Field.ERP, "odoo")));
        partners.add(recorded(Step.of(key(1)).goesTo("east")));
        partners.add(recorded(Step.of(key(1)).moveTo(OrderState.RELEASED).releasedTo("west")));
        partners.add(recorded(Step.of(key(1)).moveTo(OrderState.PARTLY_SHIPPED)));
        partners.add(recorded(Step.of(key(1)).moveTo(OrderState.SHIPPED)));
        partners.add(recorded(Step.of(key(1)).moveTo(OrderState.COMPLETED)));

        assertThat(partners)
                .containsExactly(
                        Optional.empty(),
                        Optional.of("odoo"),
                        Optional.of("odoo"),
                        Optional.of("east"),
                        Optional.of("west"),
                        Optional.of("west"),
                        Optional.of("odoo"),
                        Optional.empty());
    }

    @Test
    void anOlderVersionTakesAnOrderToNobody() {
        ledger.record(Step.of(key(1))
                .seen(aVersion(5, "h2"))
                .moveTo(OrderState.CAPTURED)
                .goesTo("odoo"));

        Optional<String> partner =
                recorded(Step.of(key(1)).seen(aVersion(0, "h1")).goesTo("other"));

        assertThat(partner).contains("odoo");
    }

    @Test
    void ordersAreFoundByWholeSkusAndByTheBeginningOfTrackingNumbersAsPeopleTypeThem() {
        ledger.record(aCapture(key(1)).sold(sold("Mug-Red")));
        clock.forward(Duration.ofSeconds(1));
        ledger.record(aCapture(key(2))
                .sold(sold("MUG-RED", "BAG"))
                .tracking("1Z 999 AA1")
                .tracking(""));
        ledger.record(Step.of(key(2)).tracking("1Z999AA1"));

        assertThat(found("mug-red ")).containsExactly("shop:2", "shop:1");
        assertThat(found("mug-re")).isEmpty();
        assertThat(found("bag")).containsExactly("shop:2");
        assertThat(found("1z999")).containsExactly("shop:2");
        assertThat(found("1Z 999 AA1")).containsExactly("shop:2");
    }

    @Test
    void anOrderIsFoundByTheSkusOfEachOfItsVersions() {
        ledger.record(aCapture(key(1)).sold(sold("MUG")));

        ledger.record(Step.of(key(1)).seen(aVersion(9, "h9")).sold(sold("BAG")));

        assertThat(found("mug")).containsExactly("shop:1");
        assertThat(found("bag")).containsExactly("shop:1");
    }

    @Test
    void whatIsTooLongForAnIndexIsNotWhatAnOrderIsFoundBy() {
        ledger.record(aCapture(key(1)).sold(sold("S".repeat(5_000))).tracking("T".repeat(5_000)));

        assertThat(ledger.order(key(1))).isPresent();
    }

    @Test
    void ordersOfBeforeAreReadByKeyWithTheirShipmentsAndFoundByWhatIsNotedOfThem() {
        ledger.record(aCapture(key(1)));
        ledger.record(aCapture(key(2)).shipment(shipment("a", "shipped", Optional.empty())));
        OrderFinds finds = ledger.orderFinds();

        List<OrderFinds.Earlier> first = finds.after(Optional.empty(), 1);
        List<OrderFinds.Earlier> second = finds.after(Optional.of(key(1)), 10);
        OrderFinds.Found found = new OrderFinds.Found(key(2), T0, List.of("MUG", ""), List.of("1Z 9"));
        finds.note(List.of(found));
        finds.note(List.of(found));

        assertThat(first).extracting(OrderFinds.Earlier::order).containsExactly(key(1));
        assertThat(second).singleElement().satisfies(earlier -> {
            assertThat(earlier.order()).isEqualTo(key(2));
            assertThat(earlier.shipments()).containsExactly("{}");
        });
        assertThat(finds.after(Optional.of(key(2)), 10)).isEmpty();
        assertThat(found("mug")).containsExactly("shop:2");
        assertThat(found("1z9")).containsExactly("shop:2");
    }

    @Test
    void listsOrdersByPartnerByStoreAndByWhetherSomethingIsExpected() {
        ledger.record(aCapture(key(1)).goesTo("odoo"));
        clock.forward(Duration.ofSeconds(1));
        posted(2, "east");
        clock.forward(Duration.ofSeconds(1));
        ledger.record(Step.of(new OrderKey("other", "3")).seen(aVersion(0, "x")).moveTo(OrderState.IGNORED));
        ledger.park(aParked("p", Optional.of(key(2)), "fulfilment.to.east", 0));

        assertThat(keys(filter(null, null, null, "east", false))).containsExactly("shop:2");
        assertThat(keys(filter(null, OrderState.CAPTURED, null, "odoo", false))).containsExactly("shop:1");
        assertThat(keys(filter(null, OrderState.CAPTURED, null, "east", false))).isEmpty();
        assertThat(keys(filter(null, null, true, "east", false))).containsExactly("shop:2");
        assertThat(keys(filter(null, null, false, "east", false))).isEmpty();
        assertThat(keys(filter("shop", null, null, null, false))).containsExactly("shop:2", "shop:1");
        assertThat(keys(filter("other", OrderState.IGNORED, null, null, false))).containsExactly("other:3");
        assertThat(keys(filter(null, null, null, null, true))).containsExactly("shop:2", "shop:1");
        assertThat(keys(filter("other", null, null, null, true))).isEmpty();
    }

    @Test
    void aListGoesOnWhereAPageEndedAlsoAmongOrdersThatChangedInTheSameMoment() {
        for (int id = 1; id <= 5; id++) {
            ledger.record(aCapture(key(id)));
        }
        clock.forward(Duration.ofSeconds(1));
        ledger.record(aCapture(key(6)));

        List<String> seen = new ArrayList<>();
        OrderFilter filter = page(Optional.empty(), Optional.empty());
        for (List<OrderRow> page = ledger.orders(filter); !page.isEmpty(); page = ledger.orders(filter)) {
            page.forEach(row -> seen.add(row.key().toString()));
            OrderRow last = page.get(page.size() - 1);
            filter = page(Optional.of(last.changedAt()), Optional.of(last.key()));
        }

        assertThat(seen).containsExactly("shop:6", "shop:1", "shop:2", "shop:3", "shop:4", "shop:5");
    }

    @Test
    void saysWhatAWarehouseHasNotAcknowledgedAndSinceWhenThatIsLate() {
        posted(1, "east");
        posted(2, "west");
        clock.forward(Duration.ofMinutes(40));
        posted(3, "east");
        posted(4, "east");
        ledger.park(aParked("p", Optional.of(key(4)), "fulfilment.to.east", 0));
        Instant half = clock.instant().minus(Duration.ofMinutes(30));
        Fulfilments fulfilments = ledger.fulfilments();

        assertThat(fulfilments.waiting("east")).isEqualTo(2);
        assertThat(fulfilments.late(List.of("shop", "other"), half)).containsOnly(entry("east", 1L), entry("west", 1L));
        assertThat(fulfilments.late(List.of("shop"), half, "east", 10))
                .extracting(OrderRow::key)
                .containsExactly(key(1));
        assertThat(fulfilments.parkedAt("fulfilment.to.east")).isEqualTo(1);
        assertThat(fulfilments.parkedAt("fulfilment.to.west")).isZero();
    }

    @Test
    void saysWhatIsPartlyShippedStoppedAndNotShownInTheStore() {
        posted(1, "east");
        ledger.record(Step.of(key(1))
                .moveTo(OrderState.PARTLY_SHIPPED)
                .shipment(shipment("a", "shipped", Optional.of(false)))
                .shipment(shipment("b", "on-hold", Optional.empty()))
                .shipment(shipment("c", "delivered", Optional.of(true)))
                .shipment(shipment("d", "processing", Optional.empty())));
        Fulfilments fulfilments = ledger.fulfilments();
        Instant later = T0.plusSeconds(60);

        assertThat(fulfilments.partlyShipped("east")).isEqualTo(1);
        assertThat(fulfilments.partlyShipped("west")).isZero();
        assertThat(fulfilments.unshown("east", later)).isEqualTo(1);
        assertThat(fulfilments.unshown("east", later, 10))
                .extracting(ShipmentRow::external)
                .containsExactly("a");
        assertThat(fulfilments.unshown("east", T0)).isZero();
        assertThat(fulfilments.stopped("east")).isEqualTo(1);
        assertThat(fulfilments.stopped("east", 10))
                .extracting(ShipmentRow::external)
                .containsExactly("b");
    }

    private void posted(int id, String warehouse) {
        ledger.record(aCapture(key(id)).goesTo("odoo"));
        ledger.record(Step.of(key(id)).moveTo(OrderState.POSTED).set(Field.ERP, "odoo"));
        ledger.record(Step.of(key(id)).goesTo(warehouse));
    }

    private Optional<String> recorded(Step step) {
        Optional<String> partner = ledger.record(step).row().partner();
        assertThat(ledger.order(step.order()).orElseThrow().partner()).isEqualTo(partner);
        return partner;
    }

    private static Sold sold(String... skus) {
        List<DemandLine> lines = new ArrayList<>();
        for (String sku : skus) {
            lines.add(new DemandLine("1", "", sku, 1));
        }
        return new Sold(false, lines);
    }

    private static ShipmentChange shipment(String external, String status, Optional<Boolean> shown) {
        return new ShipmentChange(
                external, "east", Optional.of(status), Optional.of(T0), Optional.of("{}"), Optional.empty(), shown);
    }

    private List<String> found(String text) {
        return keys(new OrderFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(text), Optional.empty(), 10));
    }

    private List<String> keys(OrderFilter filter) {
        return ledger.orders(filter).stream().map(row -> row.key().toString()).toList();
    }

    private static OrderFilter page(Optional<Instant> before, Optional<OrderKey> after) {
        return new OrderFilter(
                Optional.of("shop"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                before,
                2,
                Optional.empty(),
                true,
                after);
    }

    private static OrderFilter filter(String store, OrderState state, Boolean parked, String partner, boolean open) {
        return new OrderFilter(
                Optional.ofNullable(store),
                Optional.ofNullable(state),
                Optional.ofNullable(parked),
                Optional.empty(),
                Optional.empty(),
                10,
                Optional.ofNullable(partner),
                open,
                Optional.empty());
    }
}
