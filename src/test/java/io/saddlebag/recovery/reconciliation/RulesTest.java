package io.saddlebag.recovery.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Reconciliations.Found;
import io.saddlebag.ledger.Reconciliations.OpenParked;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import io.saddlebag.order.Shipment;
import io.saddlebag.order.StatusPolicy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as a difference, where the running daemon is not needed to tell. */
class RulesTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    private static final OrderKey KEY = new OrderKey("main", "38");
    private static final Rules RULES = new Rules(
            "main",
            "odoo",
            Set.of("shipbob"),
            new StatusPolicy(
                    Set.of("processing", "completed"),
                    Set.of("pending", "on-hold"),
                    Set.of("checkout-draft"),
                    Set.of("cancelled", "refunded", "trash"),
                    Duration.ofSeconds(60)),
            "completed",
            true,
            false);

    @ParameterizedTest
    @CsvSource({
        // ledger,   ERP,       expected
        "CAPTURED,  ,          missing-in-erp/post-again",
        "CAPTURED,  DRAFT,     draft-in-erp/post-again",
        "CAPTURED,  CONFIRMED, posting-not-recorded/post-again",
        "CAPTURED,  CANCELLED, missing-in-erp/post-again",
        "POSTED,    ,          missing-in-erp/",
        "POSTED,    DRAFT,     draft-in-erp/",
        "POSTED,    CANCELLED, cancelled-in-erp/",
        "POSTED,    CONFIRMED, ",
        "WAITING,   ,          ",
        "WAITING,   CONFIRMED, live-in-erp/",
        "CANCELLED, CONFIRMED, live-in-erp/",
        "CANCELLED, CANCELLED, ",
    })
    void whereAnOrderStandsDecidesWhatTheErpMustHave(OrderState here, ErpOrder.State there, String expected) {
        List<Found> found = erp(known(here, "processing"), there == null ? List.of() : List.of(order(there, "100.00")));

        assertThat(found.stream().map(one -> one.kind() + "/" + one.repair()).toList())
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void anOrderCancelledOnBothSidesIsNoDifference() {
        assertThat(erp(known(OrderState.POSTED, "cancelled"), List.of(order(ErpOrder.State.CANCELLED, "100.00"))))
                .isEmpty();
        assertThat(erp(known(OrderState.POSTED, "refunded"), List.of(order(ErpOrder.State.CANCELLED, "100.00"))))
                .isEmpty();
    }

    @Test
    void aTotalWithinTheToleranceOfTheSettingsIsNoDifference() {
        ErpOrder near = order(ErpOrder.State.CONFIRMED, "100.02");
        ErpOrder accepted = new ErpOrder(
                near.id(),
                near.number(),
                near.key(),
                near.reference(),
                near.state(),
                near.currency(),
                near.total(),
                new BigDecimal("0.02"),
                near.datedAt(),
                near.bills(),
                near.transfers());

        assertThat(erp(known(OrderState.POSTED, "processing"), List.of(near)))
                .singleElement()
                .satisfies(one -> assertThat(one.amount()).isEqualByComparingTo("0.02"));
        assertThat(erp(known(OrderState.POSTED, "processing"), List.of(accepted)))
                .isEmpty();
    }

    @Test
    void anotherCustomersOrderWithTheSameNumberIsNotASecondOne() {
        ErpOrder own = order(ErpOrder.State.CONFIRMED, "100.00");
        ErpOrder sameNumber = foreign("7", Optional.empty(), "55.00");
        ErpOrder otherStore = foreign("8", Optional.of(new OrderKey("other", "38")), "100.00");
        ErpOrder enteredByHand = foreign("9", Optional.empty(), "100.00");

        assertThat(erp(known(OrderState.POSTED, "processing"), List.of(own, sameNumber, otherStore)))
                .isEmpty();
        assertThat(erp(known(OrderState.POSTED, "processing"), List.of(own, enteredByHand)))
                .extracting(Found::kind)
                .containsExactly("twice-in-erp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    100.00              | posted |            0.00 |
                    60.00,40.00         | posted |            0.00 |
                    100.00,100.00       | posted |            0.00 | invoiced-twice 100.00
                    60.00               | posted |            0.00 | invoice-differs 40.00
                    120.00              | posted |            0.00 | invoice-differs 20.00
                    100.00              | draft  |            0.00 | invoice-missing 100.00
                                        | posted |            0.00 | invoice-missing 100.00
                                        | posted |          100.00 | refund-not-credited 100.00
                    100.00              | posted |           30.00 | refund-not-credited 30.00
                    """)
    void invoicesAndCreditNotesMustSumUp(String invoices, String state, String refunded, String expected) {
        List<ErpOrder.Bill> bills = invoices == null
                ? List.of()
                : List.of(invoices.split(",")).stream()
                        .map(total ->
                                new ErpOrder.Bill(total, "INV/1", false, state, "EUR", new BigDecimal(total), false))
                        .toList();
        Known known = known(OrderState.COMPLETED, "completed", Map.of("r1", new BigDecimal(refunded)));

        List<Found> found = bills(known, bills);

        assertThat(found.stream()
                        .map(one -> one.kind() + " " + one.amount().toPlainString())
                        .toList())
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void anInvoiceOfSeveralOrdersSaysNothingAboutTheAmountOfOne() {
        ErpOrder.Bill shared = new ErpOrder.Bill("1", "INV/1", false, "posted", "EUR", new BigDecimal("500.00"), true);

        assertThat(bills(known(OrderState.COMPLETED, "completed"), List.of(shared)))
                .isEmpty();
    }

    @Test
    void aParkedMessageIsToldInsteadOfWhatItExplainsAndBesideWhatItDoesNot() {
        Known known = known(OrderState.CAPTURED, "processing");
        Differences differences = Differences.of(known);
        new ErpComparison(RULES).compare(known, List.of(), differences);
        differences.add(Kind.TOTAL_DIFFERS, "main", "", BigDecimal.ONE, Repair.CAPTURE, "totals");

        List<Found> found = differences.with(
                List.of(new OpenParked("p1", "order.to-erp.odoo", "unknown-sku", "no SKU X", T0)), known.total());

        assertThat(found).extracting(Found::kind).containsExactly("total-differs", "parked");
        assertThat(found).extracting(Found::parked).containsOnly(Optional.of("p1"));
        assertThat(found.get(1).detail()).contains("unknown-sku", "no SKU X", "not in odoo");
        assertThat(found.get(1).amount()).isEqualByComparingTo("100.00");
    }

    @Test
    void aWarehouseThatLostACancelledShipmentOrSendsAnotherOneIsTold() {
        Known known = known(OrderState.RELEASED, "processing");
        HeldOrder gone = new HeldOrder("shipbob", "700", KEY, 1, true, List.of(), T0);
        HeldOrder sent = new HeldOrder("shipbob", "700", KEY, 1, false, List.of(shipment()), T0);

        assertThat(warehouse(known, List.of())).containsExactly("missing-at-warehouse");
        assertThat(warehouse(known, List.of(gone))).containsExactly("cancelled-at-warehouse");
        assertThat(warehouse(known, List.of(sent))).containsExactly("shipment-not-recorded");
        assertThat(warehouse(known(OrderState.RELEASED, "cancelled"), List.of(gone)))
                .isEmpty();
    }

    @Test
    void everyKindHasAWordOfItsOwnAndAMeaning() {
        assertThat(Kind.all()).doesNotHaveDuplicates().allMatch(word -> Kind.of(word)
                .isPresent());
        assertThat(Kind.values()).allMatch(kind -> !kind.words().isBlank());
    }

    private static List<Found> erp(Known known, List<ErpOrder> orders) {
        Differences differences = Differences.of(known);
        new ErpComparison(RULES).compare(known, orders, differences);
        return differences.with(List.of(), known.total());
    }

    private static List<Found> bills(Known known, List<ErpOrder.Bill> bills) {
        Differences differences = Differences.of(known);
        ErpOrder order = order(ErpOrder.State.CONFIRMED, "100.00");
        new BillComparison(RULES)
                .compare(
                        known,
                        List.of(new ErpOrder(
                                order.id(),
                                order.number(),
                                order.key(),
                                order.reference(),
                                order.state(),
                                order.currency(),
                                order.total(),
                                order.tolerance(),
                                order.datedAt(),
                                bills,
                                List.of())),
                        differences);
        return differences.with(List.of(), known.total());
    }

    private static List<String> warehouse(Known known, List<HeldOrder> held) {
        Differences differences = Differences.of(known);
        new WarehouseComparison(RULES, name -> true).compare(known, held, differences);
        return differences.with(List.of(), known.total()).stream()
                .map(Found::kind)
                .toList();
    }

    private static Shipment shipment() {
        return new Shipment(
                "shipment.v1", "main", "38", "shipbob", "900", Shipment.Status.SHIPPED, T0, List.of(), List.of());
    }

    private static ErpOrder order(ErpOrder.State state, String total) {
        return new ErpOrder(
                "5",
                "S00005",
                Optional.of(KEY),
                "38",
                state,
                "EUR",
                new BigDecimal(total),
                BigDecimal.ZERO,
                T0,
                List.of(),
                List.of());
    }

    private static ErpOrder foreign(String id, Optional<OrderKey> key, String total) {
        return new ErpOrder(
                id,
                "S0000" + id,
                key,
                "38",
                ErpOrder.State.CONFIRMED,
                "EUR",
                new BigDecimal(total),
                BigDecimal.ZERO,
                T0,
                List.of(),
                List.of());
    }

    private static Known known(OrderState state, String status) {
        return known(state, status, Map.of());
    }

    private static Known known(OrderState state, String status, Map<String, BigDecimal> refunds) {
        boolean posted = !Set.of(OrderState.WAITING, OrderState.CAPTURED, OrderState.CANCELLED)
                .contains(state);
        OrderRow row = new OrderRow(
                KEY,
                "38",
                state,
                0,
                new OrderVersion(T0, "h"),
                status,
                "EUR",
                "100.00",
                "",
                posted ? Optional.of("odoo") : Optional.empty(),
                posted ? Optional.of("5") : Optional.empty(),
                posted ? Optional.of("S00005") : Optional.empty(),
                Optional.of("INV/1"),
                "posted",
                Optional.empty(),
                T0,
                T0,
                Optional.of(T0),
                T0,
                Optional.empty());
        return new Known(row, refunds, List.of(), List.of(new Known.Asked("shipbob", "700", 1)), List.of());
    }
}
