package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Step;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.sandbox.woocommerce.WebhookFaults;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.ConsumerTemplate;

/** Orders that come to where something goes wrong with them, and what goes wrong: at the partners by real HTTP, or a lost message. */
final class TroubledOrders {

    private static final Duration LONG = Duration.ofSeconds(90);

    private final RunningDaemon running;
    private final ReconciliationDesk desk;

    TroubledOrders(RunningDaemon running, ReconciliationDesk desk) {
        this.running = running;
        this.desk = desk;
    }

    long place() {
        return running.partners().store().place(Basket.of("processing", "TEE-M", 2));
    }

    long waiting(String sku) {
        long id = running.partners().store().place(Basket.of("pending", sku, 1));
        reach(id, OrderState.WAITING);
        return id;
    }

    long released() {
        long id = place();
        reach(id, OrderState.RELEASED);
        return id;
    }

    long shipped() {
        long id = released();
        running.partners().shipBob().ship("main_order_" + id);
        return id;
    }

    long completed() {
        long id = shipped();
        reach(id, OrderState.COMPLETED);
        return id;
    }

    long parked(String sku) {
        odoo("product.product/write", "{\"ids\":[%d],\"vals\":{\"active\":false}}", product(sku, true));
        long id = running.partners().store().place(Basket.of("processing", sku, 1));
        await().atMost(LONG).untilAsserted(() -> assertThat(codes(id)).isNotEmpty());
        return id;
    }

    interface Beginning {
        long begin();
    }

    /** An order one of whose messages is lost: its consumer stands still, and somebody else takes the message. */
    long lost(String route, String queue, Beginning beginning, OrderState state) throws Exception {
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

    void reach(long id, OrderState state) {
        await("main:" + id + " is " + state)
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(running.order(id).map(Ledger.OrderRow::state))
                        .contains(state));
    }

    void settle() {
        await().atMost(LONG).until(() -> running.partners().shipBob().outstandingWebhooks() == 0 && running.idle());
    }

    /** Whether the partners tell nothing of what happens. */
    void silent(boolean silent) {
        running.partners().store().webhookFaults(silent ? WebhookFaults.none().dropping(1) : WebhookFaults.none());
        running.partners()
                .shipBob()
                .webhookFaults(new io.saddlebag.sandbox.shipbob.WebhookFaults(silent ? 1 : 0, 0, 0, 0, 0));
    }

    void copyInErp(long id) {
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

    void strangers() {
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

    void creditInErp(long id) {
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

    void recordOtherTracking(long id) {
        long shipment = running.partners()
                .shipBob()
                .orders("main_order_" + id)
                .get(0)
                .shipments()
                .get(0)
                .id();
        record(id, String.valueOf(shipment), Instant.now().minus(Duration.ofHours(1)), false);
    }

    void recordUnknownShipment(long id) {
        record(id, "99999", Instant.now(), true);
    }

    void record(long id, String shipment, Instant at, boolean done) {
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

    int product(String sku, boolean active) {
        return desk.odoo(
                        "product.product/search_read",
                        "{\"domain\":[[\"default_code\",\"=\",\"%s\"],[\"active\",\"=\",%b]],\"fields\":[\"name\"]}"
                                .formatted(sku, active))
                .path(0)
                .path("id")
                .asInt();
    }

    int invoice(long id) {
        return Integer.parseInt(running.ledger().references(key(id)).stream()
                .filter(reference -> reference.kind().equals("invoice"))
                .findFirst()
                .orElseThrow()
                .externalId());
    }

    void odoo(String method, String json, Object... values) {
        desk.odoo(method, json.formatted(values));
    }

    int erpId(long id) {
        return Integer.parseInt(running.order(id).orElseThrow().erpId().orElseThrow());
    }

    SandboxOdoo.SoldOrder sold(long id) {
        return running.partners().odoo().orders().stream()
                .filter(order -> order.id() == erpId(id))
                .findFirst()
                .orElseThrow();
    }

    String value(long id) {
        return running.order(id).orElseThrow().total() + " EUR";
    }

    List<String> codes(long id) {
        return running.ledger().parked(Optional.of(key(id)), 10).stream()
                .map(Ledger.Parked::code)
                .toList();
    }

    static OrderKey key(long id) {
        return new OrderKey("main", String.valueOf(id));
    }
}
