package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.daemon.ReconciliationDesk.Told;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.sandbox.shipbob.Automation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of difference, made over real HTTP or by a lost message, found, repaired or mended by hand, and closed. */
class ReconciledTroublesTest {

    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    private Path data;

    private RunningDaemon running;
    private ReconciliationDesk desk;
    private TroubledOrders orders;

    @BeforeEach
    void start() {
        running = ReconciliationTest.start(data, Automation.off(), Map.of());
        desk = new ReconciliationDesk(running);
        orders = new TroubledOrders(running, desk);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void p7p8p23p37EveryKindIsFoundWithItsValueMendedAndClosed() throws Exception {
        long deleted = orders.waiting("MUG-BLUE");
        long status = orders.waiting("MUG-BLUE");
        long total = orders.waiting("MUG-BLUE");
        long cancelledInErp = orders.released();
        long twice = orders.released();
        long erpTotal = orders.released();
        long cancelledThere = orders.released();
        long shipped = orders.released();
        long tracking = orders.released();
        long takenBack = orders.released();
        long refunded = orders.completed();
        long reverted = orders.completed();
        long paid = orders.completed();
        long credited = orders.completed();
        long unknownShipment = orders.completed();
        long parked = orders.parked("OATS-10");
        long lostOnItsWayToErp = orders.lost("orders-to-odoo", "order.to-erp.odoo", orders::place, OrderState.CAPTURED);
        long lostOnItsWayToWarehouse = orders.lost("release-orders", "order.posted", orders::place, OrderState.POSTED);
        long unbooked = orders.lost("shipments-to-odoo", "shipment.to-erp.odoo", orders::shipped, OrderState.SHIPPED);
        long uninvoiced = orders.lost("invoices-to-odoo", "order.to-invoice.odoo", orders::shipped, OrderState.SHIPPED);
        running.partners().store().cancel(takenBack);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(orders.codes(takenBack)).isNotEmpty());
        assertThat(orders.codes(parked)).containsExactly("archived-sku");
        orders.settle();

        orders.silent(true);
        running.partners().store().delete(deleted);
        running.partners()
                .store()
                .edit(status, JsonNodeFactory.instance.objectNode().put("status", "on-hold"));
        running.partners().store().edit(total);
        orders.odoo("sale.order/action_cancel", "{\"ids\":[%d]}", orders.erpId(cancelledInErp));
        orders.copyInErp(twice);
        SandboxOdoo.SoldOrder dearer = orders.sold(erpTotal);
        orders.odoo(
                "sale.order.line/write",
                "{\"ids\":[%d],\"vals\":{\"price_unit\":99}}",
                dearer.lines().get(0).id());
        running.partners().shipBob().cancel("main_order_" + cancelledThere);
        running.partners().shipBob().ship("main_order_" + shipped);
        running.partners().shipBob().ship("main_order_" + tracking);
        orders.recordOtherTracking(tracking);
        running.partners().store().refund(refunded);
        running.partners()
                .store()
                .edit(reverted, JsonNodeFactory.instance.objectNode().put("status", "processing"));
        running.partners().odoo().pay(orders.invoice(paid));
        orders.creditInErp(credited);
        orders.recordUnknownShipment(unknownShipment);
        long uncaptured = running.partners().store().place(Basket.of("processing", "TEE-M", 1));
        orders.strangers();

        JsonNode run = desk.run();

        assertThat(run.path("state").asText()).as(run.toString()).isEqualTo("complete");
        assertThat(kinds(deleted)).containsExactly("deleted-in-store");
        assertThat(kinds(status)).containsExactly("status-differs");
        assertThat(kinds(total)).containsExactly("total-differs");
        assertThat(one(total, "total-differs").value()).isEqualTo("14.87 EUR"); // a mug with 19 % tax
        assertThat(kinds(cancelledInErp)).containsExactly("cancelled-in-erp");
        assertThat(one(cancelledInErp, "cancelled-in-erp").value()).isEqualTo(orders.value(cancelledInErp));
        assertThat(kinds(twice)).containsExactly("twice-in-erp");
        assertThat(kinds(erpTotal)).containsExactly("erp-total-differs");
        assertThat(kinds(cancelledThere)).containsExactly("cancelled-at-warehouse");
        assertThat(kinds(shipped)).containsExactly("shipment-not-recorded");
        assertThat(kinds(tracking)).containsExactly("delivery-missing", "not-shown-in-store", "tracking-differs");
        assertThat(kinds(takenBack)).containsExactly("live-at-warehouse", "live-in-erp");
        assertThat(one(takenBack, "live-in-erp").json().path("parked").asText()).isNotEmpty();
        assertThat(kinds(refunded)).containsExactly("refund-not-captured", "status-differs");
        assertThat(one(refunded, "refund-not-captured").value()).isEqualTo(orders.value(refunded));
        assertThat(kinds(reverted)).containsExactly("not-shown-in-store");
        assertThat(kinds(paid)).containsExactly("invoice-not-recorded");
        assertThat(kinds(credited)).containsExactly("credit-without-refund");
        assertThat(one(credited, "credit-without-refund").value()).isEqualTo(orders.value(credited));
        assertThat(kinds(unknownShipment)).containsExactly("delivery-missing", "shipment-unknown");
        assertThat(kinds(parked)).containsExactly("parked");
        assertThat(one(parked, "parked").json().path("detail").asText()).contains("archived-sku", "not in odoo");
        assertThat(kinds(lostOnItsWayToErp)).containsExactly("missing-in-erp");
        assertThat(kinds(lostOnItsWayToWarehouse)).containsExactly("missing-at-warehouse");
        assertThat(kinds(unbooked)).contains("delivery-missing");
        assertThat(kinds(uninvoiced)).contains("invoice-missing");
        assertThat(one(uninvoiced, "invoice-missing").value()).isEqualTo(orders.value(uninvoiced));
        assertThat(kinds(uncaptured)).containsExactly("not-captured");
        assertThat(kinds(990_001)).containsExactly("unknown-in-erp");
        assertThat(kinds(990_002)).containsExactly("unknown-at-warehouse");

        orders.silent(false);
        orders.odoo(
                "product.product/write", "{\"ids\":[%d],\"vals\":{\"active\":true}}", orders.product("OATS-10", false));
        assertThat(desk.repair(one(tracking, "tracking-differs").id()).statusCode())
                .isEqualTo(202);
        orders.reach(
                tracking, OrderState.COMPLETED); // booked with what the warehouse says, before all else is repaired
        assertThat(desk.call("POST", "/api/v1/reconciliation/differences/repair", "{\"by\":\"ann\",\"kind\":\"all\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(desk.repair(one(twice, "twice-in-erp").id()).statusCode()).isEqualTo(422);
        orders.reach(lostOnItsWayToErp, OrderState.RELEASED);
        orders.reach(lostOnItsWayToWarehouse, OrderState.RELEASED);
        orders.reach(uncaptured, OrderState.RELEASED);
        orders.reach(parked, OrderState.RELEASED);
        orders.reach(deleted, OrderState.CANCELLED);
        for (long id : List.of(shipped, tracking, unbooked, uninvoiced)) {
            orders.reach(id, OrderState.COMPLETED);
        }
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(orders.codes(refunded)).isNotEmpty());
        orders.settle();

        desk.run();

        assertThat(desk.open())
                .extracting(Told::kind)
                .containsOnly(
                        "cancelled-in-erp",
                        "twice-in-erp",
                        "erp-total-differs",
                        "cancelled-at-warehouse",
                        "live-in-erp",
                        "live-at-warehouse",
                        "refund-not-credited",
                        "credit-without-refund",
                        "unknown-in-erp",
                        "unknown-at-warehouse",
                        "shipment-unknown",
                        "delivery-missing");
        assertThat(one(refunded, "refund-not-credited").value()).isEqualTo(orders.value(refunded));
        assertThat(one(refunded, "refund-not-credited").json().path("parked").asText())
                .isNotEmpty();

        byHand(cancelledInErp, twice, dearer, cancelledThere, takenBack, refunded, credited, unknownShipment);
        orders.settle();

        desk.run();
        // What was read at the second run's turn may have to be recorded: an invoice that was credited meanwhile.
        desk.call("POST", "/api/v1/reconciliation/differences/repair", "{\"by\":\"ann\",\"kind\":\"all\"}");
        orders.settle();
        desk.run();

        assertThat(desk.open()).isEmpty();
        JsonNode history = ReconciliationDesk.json(desk.call(
                "GET",
                "/api/v1/reconciliation/differences/"
                        + desk.differences("&state=closed&kind=not-captured")
                                .get(0)
                                .id(),
                ""));
        assertThat(history.path("history").findValuesAsText("action")).containsExactly("found", "repair", "closed");
        assertThat(history.path("closedBecause").asText()).isEqualTo("gone after the repair asked for by ann");
        assertThat(desk.differences("&state=accepted")).hasSize(2);
        assertThat(running.partners().odoo().duplicateReferences()).isEmpty();
        assertThat(running.partners().shipBob().duplicates()).isEmpty();
        assertThat(running.trace(uncaptured)).extracting(Ledger.Event::step).contains("capture");
    }

    private void byHand(
            long cancelledInErp,
            long twice,
            SandboxOdoo.SoldOrder dearer,
            long cancelledThere,
            long takenBack,
            long refunded,
            long credited,
            long unknownShipment) {
        for (long id : List.of(cancelledInErp, cancelledThere)) {
            running.partners().store().cancel(id);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(orders.codes(id)).isNotEmpty());
        }
        orders.odoo("sale.order/action_cancel", "{\"ids\":[%d]}", orders.erpId(cancelledThere));
        orders.odoo("sale.order/action_cancel", "{\"ids\":[%d]}", orders.erpId(takenBack));
        running.partners().shipBob().cancel("main_order_" + cancelledInErp);
        running.partners().shipBob().cancel("main_order_" + takenBack);
        running.partners().shipBob().cancel("main_order_990002");
        running.partners().odoo().orders().stream()
                .filter(order -> order.state().equals("draft"))
                .forEach(order -> orders.odoo("sale.order/action_cancel", "{\"ids\":[%d]}", order.id()));
        orders.odoo(
                "sale.order.line/write",
                "{\"ids\":[%d],\"vals\":{\"price_unit\":%s}}",
                dearer.lines().get(0).id(),
                dearer.lines().get(0).priceUnit());
        orders.creditInErp(refunded);
        running.partners().store().refund(credited);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(orders.codes(credited)).isNotEmpty());
        for (long id : List.of(cancelledInErp, cancelledThere, takenBack, refunded, credited)) {
            running.ledger()
                    .parked(Optional.of(orders.key(id)), 10)
                    .forEach(message -> desk.call(
                            "POST",
                            "/api/v1/parked/" + message.id() + "/skip",
                            "{\"by\":\"ann\",\"reason\":\"done by hand\"}"));
        }
        desk.differences("&order=main:" + unknownShipment).forEach(difference -> assertThat(desk.call(
                                "POST",
                                "/api/v1/reconciliation/differences/" + difference.id() + "/accept",
                                "{\"by\":\"ann\",\"reason\":\"a test of the warehouse\"}")
                        .statusCode())
                .isEqualTo(200));
        assertThat(twice).isPositive();
    }

    private List<String> kinds(long id) {
        return desk.differences("&order=main:" + id).stream()
                .map(Told::kind)
                .sorted()
                .toList();
    }

    private Told one(long id, String kind) {
        return desk.differences("&order=main:" + id + "&kind=" + kind).get(0);
    }
}
