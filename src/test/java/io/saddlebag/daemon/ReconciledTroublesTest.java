package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.daemon.ReconciliationDesk.Told;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Step;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.sandbox.shipbob.Automation;
import io.saddlebag.sandbox.woocommerce.WebhookFaults;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.ConsumerTemplate;
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

    @BeforeEach
    void start() {
        running = ReconciliationTest.start(data, Automation.off(), Map.of());
        desk = new ReconciliationDesk(running);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void p7p8p23p37EveryKindIsFoundWithItsValueMendedAndClosed() throws Exception {
        long deleted = waiting("MUG-BLUE");
        long status = waiting("MUG-BLUE");
        long total = waiting("MUG-BLUE");
        long cancelledInErp = released();
        long twice = released();
        long erpTotal = released();
        long cancelledThere = released();
        long shipped = released();
        long tracking = released();
        long takenBack = released();
        long refunded = completed();
        long reverted = completed();
        long paid = completed();
        long credited = completed();
        long unknownShipment = completed();
        long parked = parked("OATS-10");
        long lostOnItsWayToErp = lost("orders-to-odoo", "order.to-erp.odoo", this::place, OrderState.CAPTURED);
        long lostOnItsWayToWarehouse = lost("release-orders", "order.posted", this::place, OrderState.POSTED);
        long unbooked = lost("shipments-to-odoo", "shipment.to-erp.odoo", this::shipped, OrderState.SHIPPED);
        long uninvoiced = lost("invoices-to-odoo", "order.to-invoice.odoo", this::shipped, OrderState.SHIPPED);
        running.partners().store().cancel(takenBack);
        await().atMost(LONG).untilAsserted(() -> assertThat(codes(takenBack)).isNotEmpty());
        assertThat(codes(parked)).containsExactly("archived-sku");
        settle();

        silent(true);
        running.partners().store().delete(deleted);
        running.partners()
                .store()
                .edit(status, JsonNodeFactory.instance.objectNode().put("status", "on-hold"));
        running.partners().store().edit(total);
        odoo("sale.order/action_cancel", "{\"ids\":[%d]}", erpId(cancelledInErp));
        copyInErp(twice);
        SandboxOdoo.SoldOrder dearer = sold(erpTotal);
        odoo(
                "sale.order.line/write",
                "{\"ids\":[%d],\"vals\":{\"price_unit\":99}}",
                dearer.lines().get(0).id());
        running.partners().shipBob().cancel("main_order_" + cancelledThere);
        running.partners().shipBob().ship("main_order_" + shipped);
        running.partners().shipBob().ship("main_order_" + tracking);
        recordOtherTracking(tracking);
        running.partners().store().refund(refunded);
        running.partners()
                .store()
                .edit(reverted, JsonNodeFactory.instance.objectNode().put("status", "processing"));
        running.partners().odoo().pay(invoice(paid));
        creditInErp(credited);
        recordUnknownShipment(unknownShipment);
        long uncaptured = running.partners().store().place(Basket.of("processing", "TEE-M", 1));
        strangers();

        JsonNode run = desk.run();

        assertThat(run.path("state").asText()).as(run.toString()).isEqualTo("complete");
        assertThat(kinds(deleted)).containsExactly("deleted-in-store");
        assertThat(kinds(status)).containsExactly("status-differs");
        assertThat(kinds(total)).containsExactly("total-differs");
        assertThat(one(total, "total-differs").value()).isEqualTo("14.87 EUR"); // a mug with 19 % tax
        assertThat(kinds(cancelledInErp)).containsExactly("cancelled-in-erp");
        assertThat(one(cancelledInErp, "cancelled-in-erp").value()).isEqualTo(value(cancelledInErp));
        assertThat(kinds(twice)).containsExactly("twice-in-erp");
        assertThat(kinds(erpTotal)).containsExactly("erp-total-differs");
        assertThat(kinds(cancelledThere)).containsExactly("cancelled-at-warehouse");
        assertThat(kinds(shipped)).containsExactly("shipment-not-recorded");
        assertThat(kinds(tracking)).containsExactly("delivery-missing", "not-shown-in-store", "tracking-differs");
        assertThat(kinds(takenBack)).containsExactly("live-at-warehouse", "live-in-erp");
        assertThat(one(takenBack, "live-in-erp").json().path("parked").asText()).isNotEmpty();
        assertThat(kinds(refunded)).containsExactly("refund-not-captured", "status-differs");
        assertThat(one(refunded, "refund-not-captured").value()).isEqualTo(value(refunded));
        assertThat(kinds(reverted)).containsExactly("not-shown-in-store");
        assertThat(kinds(paid)).containsExactly("invoice-not-recorded");
        assertThat(kinds(credited)).containsExactly("credit-without-refund");
        assertThat(one(credited, "credit-without-refund").value()).isEqualTo(value(credited));
        assertThat(kinds(unknownShipment)).containsExactly("delivery-missing", "shipment-unknown");
        assertThat(kinds(parked)).containsExactly("parked");
        assertThat(one(parked, "parked").json().path("detail").asText()).contains("archived-sku", "not in odoo");
        assertThat(kinds(lostOnItsWayToErp)).containsExactly("missing-in-erp");
        assertThat(kinds(lostOnItsWayToWarehouse)).containsExactly("missing-at-warehouse");
        assertThat(kinds(unbooked)).contains("delivery-missing");
        assertThat(kinds(uninvoiced)).contains("invoice-missing");
        assertThat(one(uninvoiced, "invoice-missing").value()).isEqualTo(value(uninvoiced));
        assertThat(kinds(uncaptured)).containsExactly("not-captured");
        assertThat(kinds(990_001)).containsExactly("unknown-in-erp");
        assertThat(kinds(990_002)).containsExactly("unknown-at-warehouse");

        silent(false);
        odoo("product.product/write", "{\"ids\":[%d],\"vals\":{\"active\":true}}", product("OATS-10", false));
        assertThat(desk.repair(one(tracking, "tracking-differs").id()).statusCode())
                .isEqualTo(202);
        reach(tracking, OrderState.COMPLETED); // booked with what the warehouse says, before all else is repaired
        assertThat(desk.call("POST", "/api/v1/reconciliation/differences/repair", "{\"by\":\"ann\",\"kind\":\"all\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(desk.repair(one(twice, "twice-in-erp").id()).statusCode()).isEqualTo(422);
        reach(lostOnItsWayToErp, OrderState.RELEASED);
        reach(lostOnItsWayToWarehouse, OrderState.RELEASED);
        reach(uncaptured, OrderState.RELEASED);
        reach(parked, OrderState.RELEASED);
        reach(deleted, OrderState.CANCELLED);
        for (long id : List.of(shipped, tracking, unbooked, uninvoiced)) {
            reach(id, OrderState.COMPLETED);
        }
        await().atMost(LONG).untilAsserted(() -> assertThat(codes(refunded)).isNotEmpty());
        settle();

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
        assertThat(one(refunded, "refund-not-credited").value()).isEqualTo(value(refunded));
        assertThat(one(refunded, "refund-not-credited").json().path("parked").asText())
                .isNotEmpty();

        byHand(cancelledInErp, twice, dearer, cancelledThere, takenBack, refunded, credited, unknownShipment);
        settle();

        desk.run();
        // What was read at the second run's turn may have to be recorded: an invoice that was credited meanwhile.
        desk.call("POST", "/api/v1/reconciliation/differences/repair", "{\"by\":\"ann\",\"kind\":\"all\"}");
        settle();
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
            await().atMost(LONG).untilAsserted(() -> assertThat(codes(id)).isNotEmpty());
        }
        odoo("sale.order/action_cancel", "{\"ids\":[%d]}", erpId(cancelledThere));
        odoo("sale.order/action_cancel", "{\"ids\":[%d]}", erpId(takenBack));
        running.partners().shipBob().cancel("main_order_" + cancelledInErp);
        running.partners().shipBob().cancel("main_order_" + takenBack);
        running.partners().shipBob().cancel("main_order_990002");
        running.partners().odoo().orders().stream()
                .filter(order -> order.state().equals("draft"))
                .forEach(order -> odoo("sale.order/action_cancel", "{\"ids\":[%d]}", order.id()));
        odoo(
                "sale.order.line/write",
                "{\"ids\":[%d],\"vals\":{\"price_unit\":%s}}",
                dearer.lines().get(0).id(),
                dearer.lines().get(0).priceUnit());
        creditInErp(refunded);
        running.partners().store().refund(credited);
        await().atMost(LONG).untilAsserted(() -> assertThat(codes(credited)).isNotEmpty());
        for (long id : List.of(cancelledInErp, cancelledThere, takenBack, refunded, credited)) {
            running.ledger()
                    .parked(Optional.of(key(id)), 10)
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

    private long place() {
        return running.partners().store().place(Basket.of("processing", "TEE-M", 2));
    }

    private long waiting(String sku) {
        long id = running.partners().store().place(Basket.of("pending", sku, 1));
        reach(id, OrderState.WAITING);
        return id;
    }

    private long released() {
        long id = place();
        reach(id, OrderState.RELEASED);
        return id;
    }

    private long shipped() {
        long id = released();
        running.partners().shipBob().ship("main_order_" + id);
        return id;
    }

    private long completed() {
        long id = shipped();
        reach(id, OrderState.COMPLETED);
        return id;
    }

    private long parked(String sku) {
        odoo("product.product/write", "{\"ids\":[%d],\"vals\":{\"active\":false}}", product(sku, true));
        long id = running.partners().store().place(Basket.of("processing", sku, 1));
        await().atMost(LONG).untilAsserted(() -> assertThat(codes(id)).isNotEmpty());
        return id;
    }

    private interface Beginning {
        long begin();
    }

    /** An order one of whose messages is lost: its consumer stands still, and somebody else takes the message. */
    private long lost(String route, String queue, Beginning beginning, OrderState state) throws Exception {
        CamelContext camel = running.daemon().camel();
        camel.getRouteController().stopRoute(route);
        long id = beginning.begin();
        reach(id, state);
        try (ConsumerTemplate thief = camel.createConsumerTemplate()) {
            assertThat(thief.receiveBody("activemq-intake:" + queue, 30_000)).isNotNull();
        }
        camel.getRouteController().startRoute(route);
        return id;
    }

    private void reach(long id, OrderState state) {
        await("main:" + id + " is " + state)
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(running.order(id).map(Ledger.OrderRow::state))
                        .contains(state));
    }

    private void settle() {
        await().atMost(LONG).until(() -> running.partners().shipBob().outstandingWebhooks() == 0 && running.idle());
    }

    /** Whether the partners tell nothing of what happens. */
    private void silent(boolean silent) {
        running.partners().store().webhookFaults(silent ? WebhookFaults.none().dropping(1) : WebhookFaults.none());
        running.partners()
                .shipBob()
                .webhookFaults(new io.saddlebag.sandbox.shipbob.WebhookFaults(silent ? 1 : 0, 0, 0, 0, 0));
    }

    private void copyInErp(long id) {
        JsonNode order = desk.odoo(
                        "sale.order/read", "{\"ids\":[" + erpId(id) + "],\"fields\":[\"partner_id\",\"origin\"]}")
                .path(0);
        desk.odoo(
                "sale.order/create",
                "{\"vals_list\":[{\"partner_id\":%d,\"origin\":\"%s\",\"order_line\":[[0,0,{\"product_id\":%d}]]}]}"
                        .formatted(
                                order.path("partner_id").path(0).asInt(),
                                order.path("origin").asText(),
                                product("TEE-M", true)));
    }

    private void strangers() {
        JsonNode partner = desk.odoo("res.partner/search_read", "{\"fields\":[\"name\"],\"limit\":1}")
                .path(0);
        desk.odoo(
                "sale.order/create",
                ("{\"vals_list\":[{\"partner_id\":%d,\"origin\":\"main_order_990001\","
                                + "\"order_line\":[[0,0,{\"product_id\":%d}]]}]}")
                        .formatted(partner.path("id").asInt(), product("TEE-M", true)));
        desk.warehouse(
                "/2026-01/order",
                """
                {"reference_id": "main_order_990002", "shipping_method": "Standard", "type": "DTC",
                 "recipient": {"name": "A", "address": {"address1": "B 5", "city": "Berlin", "country": "DE"}},
                 "products": [{"reference_id": "TEE-M", "name": "T-Shirt", "quantity": 2}]}
                """);
    }

    private void creditInErp(long id) {
        int invoice = invoice(id);
        String wizard = desk.odoo(
                        "account.move.reversal/create",
                        ("{\"vals_list\":[{\"reason\":\"returned\",\"move_ids\":[[6,0,[%d]]]}],"
                                        + "\"context\":{\"active_model\":\"account.move\",\"active_ids\":[%d]}}")
                                .formatted(invoice, invoice))
                .toString();
        JsonNode credit = desk.odoo(
                "account.move.reversal/refund_moves",
                "{\"ids\":" + wizard + ",\"context\":{\"active_model\":\"account.move\",\"active_ids\":[" + invoice
                        + "]}}");
        desk.odoo(
                "account.move/action_post", "{\"ids\":[" + credit.path("res_id").asInt() + "]}");
    }

    private void recordOtherTracking(long id) {
        long shipment = running.partners()
                .shipBob()
                .orders("main_order_" + id)
                .get(0)
                .shipments()
                .get(0)
                .id();
        record(id, String.valueOf(shipment), Instant.now().minus(Duration.ofHours(1)), false);
    }

    private void recordUnknownShipment(long id) {
        record(id, "99999", Instant.now(), true);
    }

    private void record(long id, String shipment, Instant at, boolean done) {
        running.ledger()
                .record(Step.of(key(id))
                        .shipment(new Step.ShipmentChange(
                                "main_shipment_shipbob_" + shipment,
                                "shipbob",
                                Optional.of("shipped"),
                                Optional.of(at),
                                Optional.of(
                                        """
                                        {"contract":"shipment.v1","store":"main","orderId":"%d","warehouse":"shipbob",
                                         "id":"%s","status":"shipped","changedAt":"%s",
                                         "lines":[{"sku":"TEE-M","quantity":2}],
                                         "parcels":[{"carrier":"DHL","trackingNumber":"OLD-1","trackingUrl":""}]}
                                        """
                                                .formatted(id, shipment, at)),
                                Optional.of(done),
                                Optional.of(done))));
    }

    private int product(String sku, boolean active) {
        return desk.odoo(
                        "product.product/search_read",
                        "{\"domain\":[[\"default_code\",\"=\",\"%s\"],[\"active\",\"=\",%b]],\"fields\":[\"name\"]}"
                                .formatted(sku, active))
                .path(0)
                .path("id")
                .asInt();
    }

    private int invoice(long id) {
        return Integer.parseInt(running.ledger().references(key(id)).stream()
                .filter(reference -> reference.kind().equals("invoice"))
                .findFirst()
                .orElseThrow()
                .externalId());
    }

    private void odoo(String method, String json, Object... values) {
        desk.odoo(method, json.formatted(values));
    }

    private int erpId(long id) {
        return Integer.parseInt(running.order(id).orElseThrow().erpId().orElseThrow());
    }

    private SandboxOdoo.SoldOrder sold(long id) {
        return running.partners().odoo().orders().stream()
                .filter(order -> order.id() == erpId(id))
                .findFirst()
                .orElseThrow();
    }

    private String value(long id) {
        return running.order(id).orElseThrow().total() + " EUR";
    }

    private List<String> codes(long id) {
        return running.ledger().parked(Optional.of(key(id)), 10).stream()
                .map(Ledger.Parked::code)
                .toList();
    }

    private static OrderKey key(long id) {
        return new OrderKey("main", String.valueOf(id));
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
