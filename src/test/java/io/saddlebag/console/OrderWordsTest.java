package io.saddlebag.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.console.OrderWords.Said;
import io.saddlebag.console.OrderWords.Standing;
import io.saddlebag.console.OrderWords.Story;
import io.saddlebag.ledger.Ledger.Event;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.Parked;
import io.saddlebag.ledger.Ledger.ShipmentRow;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderWordsTest {

    private static final OrderKey KEY = new OrderKey("main", "38");
    private static final Instant T0 = Instant.parse("2026-11-23T10:00:00Z");
    private static final String PAID = "{\"paidAt\":\"2026-11-23T10:05:00Z\"}";
    private static final List<String> CODES =
            List.of("CAPTURED", "POSTED", "order.to-erp", "no-item", "S00042", "odoo", "null", "Optional");

    private final OrderWords words = new OrderWords();

    @Test
    void anUnpaidOrderWaitsInItsStore() {
        Story story = story(OrderState.WAITING, "", List.of(), List.of(), List.of());

        assertThat(words.standing(story))
                .isEqualTo(new Standing(
                        "In the store main, where it is pending",
                        "the store: for the payment, or for somebody there to release it",
                        Optional.of(T0)));
        assertThat(told(story))
                .containsExactly(
                        "Ordered on 2026-11-23T10:00:00Z",
                        "Not paid yet, as far as the shop knows",
                        "It is prepared as soon as the shop releases it");
    }

    @Test
    void anOrderAtTheWarehouseIsBeingPackedThereSinceTheWarehouseAcknowledgedIt() {
        Story story = story(
                OrderState.RELEASED,
                PAID,
                List.of(event("post-order", "odoo", 10, "done"), event("release", "east", 12, "done")),
                List.of(),
                List.of());

        assertThat(words.standing(story))
                .isEqualTo(new Standing("At east", "east, to pack and send it", Optional.of(minute(12))));
        assertThat(told(story))
                .containsExactly(
                        "Ordered on 2026-11-23T10:00:00Z",
                        "Paid on 2026-11-23T10:05:00Z",
                        "Being packed in our warehouse east since 2026-11-23T10:12:00Z");
    }

    @Test
    void aPartOfAnOrderHasLeftWithItsTrackingNumberAndTheRestIsBeingPacked() {
        Story story = story(
                OrderState.PARTLY_SHIPPED,
                PAID,
                List.of(),
                List.of(shipment("a", "shipped", 30), shipment("b", "processing", 31)),
                List.of());

        assertThat(words.standing(story).where()).isEqualTo("Partly sent by east");
        assertThat(words.standing(story).since()).contains(minute(30));
        assertThat(told(story))
                .containsSubsequence(
                        "Left our warehouse with UPS 1Z999 on 2026-11-23T10:30:00Z",
                        "The rest is being packed in our warehouse east");
        assertThat(words.forBuyer(story)).extracting(Said::link).contains("https://ups.example/1Z999");
    }

    @Test
    void aSentOrderWaitsForItsInvoiceAndThenForTheStore() {
        Story story = story(OrderState.SHIPPED, PAID, List.of(), List.of(shipment("a", "delivered", 30)), List.of());

        assertThat(words.standing(story).where()).isEqualTo("All has left east");
        assertThat(words.standing(story).waitsFor()).isEqualTo("the store, to show the invoice INV/7");
        assertThat(told(story)).contains("Delivered with UPS 1Z999 on 2026-11-23T10:30:00Z", "Invoice INV/7");
    }

    @Test
    void anAddressOfNoWebPageIsNoLink() {
        ShipmentRow row = new ShipmentRow(
                KEY,
                "a",
                "east",
                "shipped",
                T0,
                false,
                false,
                "{\"parcels\":[{\"carrier\":\"UPS\",\"trackingNumber\":\"1\",\"trackingUrl\":\"javascript:alert(1)\"}]}");

        assertThat(OrderWords.parcels(row).link()).isEmpty();
    }

    @Test
    void aParkedOrderWaitsForAPersonAndItsBuyerIsToldThatSomebodyLooks() {
        Story story = story(OrderState.CAPTURED, PAID, List.of(), List.of(), List.of(parked(20)));

        assertThat(words.standing(story))
                .isEqualTo(new Standing(
                        "On its way to odoo",
                        "a person, because the ERP knows no item X. Create it",
                        Optional.of(minute(20))));
        assertThat(told(story)).contains("One of us is looking into it since 2026-11-23T10:20:00Z");
    }

    @Test
    void anOrderWaitsForThePartnerThatIsDownUntilItGoesOn() {
        Event waits = event("wait", "odoo", 15, "waiting");
        Story down = story(OrderState.CAPTURED, PAID, List.of(waits), List.of(), List.of());
        Story over = story(
                OrderState.CAPTURED, PAID, List.of(waits, event("goes-on", "odoo", 16, "done")), List.of(), List.of());

        assertThat(words.standing(down).waitsFor()).isEqualTo("odoo, which does not take it now: detail");
        assertThat(words.standing(down).since()).contains(minute(15));
        assertThat(words.standing(over).waitsFor()).isEqualTo("odoo, to take it");
    }

    @ParameterizedTest
    @EnumSource(OrderState.class)
    void everyStateHasWordsAndNoCodeIsToldToABuyer(OrderState state) {
        for (String document : List.of("", PAID, "no JSON", "{\"paidAt\":\"soon\"}")) {
            for (List<Parked> parked : List.of(List.<Parked>of(), List.of(parked(20)))) {
                Story story = story(state, document, List.of(), List.of(), parked);

                assertThat(words.standing(story).where()).isNotBlank();
                assertThat(words.standing(story).waitsFor().isEmpty()).isEqualTo(state.isFinal() && parked.isEmpty());
                assertThat(told(story)).hasSizeGreaterThan(1).allSatisfy(line -> assertThat(line)
                        .doesNotContain(CODES.toArray(String[]::new)));
            }
        }
    }

    private List<String> told(Story story) {
        return words.forBuyer(story).stream()
                .map(said -> said.words() + said.at().map(when -> " " + when).orElse(""))
                .toList();
    }

    private static Instant minute(int minute) {
        return T0.plus(Duration.ofMinutes(minute));
    }

    private static Story story(
            OrderState state, String document, List<Event> trace, List<ShipmentRow> shipments, List<Parked> parked) {
        boolean posted = !state.isFinal() && state != OrderState.WAITING && state != OrderState.CAPTURED;
        Optional<String> partner =
                switch (state) {
                    case WAITING, IGNORED, COMPLETED, CANCELLED -> Optional.empty();
                    case CAPTURED, SHIPPED -> Optional.of("odoo");
                    case POSTED, RELEASED, PARTLY_SHIPPED -> Optional.of("east");
                };
        OrderRow row = new OrderRow(
                KEY,
                "1038",
                state,
                parked.size(),
                new OrderVersion(T0, "h"),
                "pending",
                "EUR",
                "10.00",
                "ann@example.org",
                posted ? Optional.of("odoo") : Optional.empty(),
                Optional.empty(),
                posted ? Optional.of("S00042") : Optional.empty(),
                state == OrderState.SHIPPED ? Optional.of("INV/7") : Optional.empty(),
                "none",
                Optional.empty(),
                T0,
                T0,
                Optional.of(T0),
                minute(40),
                partner);
        return new Story(row, document, trace, shipments, parked);
    }

    private static Event event(String step, String system, int minute, String outcome) {
        return new Event(
                step, KEY, minute(minute), minute(minute), step, system, outcome, 1, Duration.ZERO, "", "detail");
    }

    private static ShipmentRow shipment(String external, String status, int minute) {
        return new ShipmentRow(
                KEY,
                external,
                "east",
                status,
                minute(minute),
                true,
                false,
                "{\"parcels\":[{\"carrier\":\"UPS\",\"trackingNumber\":\"1Z999\","
                        + "\"trackingUrl\":\"https://ups.example/1Z999\"}]}");
    }

    private static Parked parked(int minute) {
        return new Parked(
                "p",
                Optional.of(KEY),
                "order.to-erp.odoo",
                "orders-to-odoo",
                "order.to-erp.odoo",
                "business",
                "no-item",
                "the ERP knows no item X",
                "Create it",
                "{}",
                1,
                minute(minute),
                true,
                Optional.empty(),
                Map.of());
    }
}
