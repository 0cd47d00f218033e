package io.saddlebag.connector.shipbob;

import static io.saddlebag.connector.shipbob.ScriptedShipBob.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.Shipment;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShipmentEventsTest {

    private final ShipmentEvents events = new ShipmentEvents("north");

    /** Every word of the published Orders.OrderStatusEnum, and the spelling of the page on statuses. */
    @ParameterizedTest
    @CsvSource({
        "None,PROCESSING",
        "Processing,PROCESSING",
        "Completed,SHIPPED",
        "Exception,EXCEPTION",
        "OnHold,ON_HOLD",
        "On Hold,ON_HOLD",
        "Cancelled,CANCELLED",
        "CleanSweeped,EXCEPTION",
        "LabeledCreated,PROCESSING",
        "ImportReview,ON_HOLD"
    })
    void knowsEveryStatusOfShipBob(String word, Shipment.Status meaning) {
        ShipmentReport report = events.ofOrder(order("main_order_7", shipment(31, word)));

        assertThat(report.problems()).isEmpty();
        assertThat(report.events()).extracting(ShipmentEvent::status).containsExactly(meaning);
    }

    @Test
    void wrapsAShipmentForTheMapping() {
        ShipmentReport report = events.ofOrder(order("main_order_7_2", shipment(31, "Completed")));

        ShipmentEvent event = report.events().get(0);
        assertThat(event.reference()).isEqualTo(new FulfilmentReference(new OrderKey("main", "7"), 2));
        assertThat(event.shipmentId()).isEqualTo(31);
        assertThat(event.changedAt()).isEqualTo(Instant.parse("2026-11-24T06:00:00Z"));
        JsonNode document = event.document();
        assertThat(document.path("store").asText()).isEqualTo("main");
        assertThat(document.path("orderId").asText()).isEqualTo("7");
        assertThat(document.path("warehouse").asText()).isEqualTo("north");
        assertThat(document.path("status").asText()).isEqualTo("shipped");
        assertThat(document.path("shipment").path("id").asLong()).isEqualTo(31);
        assertThat(document.path("lines"))
                .isEqualTo(json(
                        "[{'sku':'TEE','lineId':'11','quantity':'2'},{'sku':'MUG','lineId':'12','quantity':'1'}]"));
    }

    @Test
    void takesTheLatestOfTheDatesAndReadsThoseWithoutAnOffsetAsUtc() {
        ObjectNode shipment = shipment(31, "Completed");
        shipment.put("last_tracking_update_at", "2026-11-24T09:30:00.1234567");

        assertThat(events.ofOrder(order("main_order_7", shipment))
                        .events()
                        .get(0)
                        .changedAt())
                .isEqualTo(Instant.parse("2026-11-24T09:30:00.123456700Z"));
    }

    @Test
    void seesADeliveryInTheDetailsTheDateOrTheTopic() {
        ObjectNode byDetail = shipment(1, "Completed");
        byDetail.set("status_details", json("[{'id':203,'name':'Delivered'}]"));
        ObjectNode byDate = shipment(2, "Completed").put("delivery_date", "2026-11-24T09:00:00Z");
        ObjectNode underWay = shipment(3, "Completed");
        underWay.set("status_details", json("[{'id':204,'name':'DeliveryException'}]"));
        ObjectNode alone = shipment(4, "Completed").put("reference_id", "main_order_7");

        ShipmentReport poll = events.ofOrder(order("main_order_7", byDetail, byDate, underWay));
        WebhookReading webhook = events.ofWebhook("order.shipment.delivered", alone);

        assertThat(poll.events())
                .extracting(ShipmentEvent::status)
                .containsExactly(Shipment.Status.DELIVERED, Shipment.Status.DELIVERED, Shipment.Status.SHIPPED);
        assertThat(((WebhookReading.Reported) webhook).report().events().get(0).status())
                .isEqualTo(Shipment.Status.DELIVERED);
    }

    @Test
    void readsBothShapesOfWebhooks() {
        WebhookReading order = events.ofWebhook("order.shipped", order("main_order_7", shipment(31, "Completed")));
        WebhookReading shipment = events.ofWebhook(
                "order.shipment.on_hold", shipment(31, "OnHold").put("reference_id", "main_order_7"));

        assertThat(((WebhookReading.Reported) order).report().events()).hasSize(1);
        assertThat(((WebhookReading.Reported) shipment).report().events())
                .extracting(ShipmentEvent::status)
                .containsExactly(Shipment.Status.ON_HOLD);
    }

    @Test
    void readsTheOrderWhereAWebhookOnlyHintsAtIt() {
        JsonNode tracking = json("{'event_time':'2025-10-23T15:55:09.3614767Z','order_id':100000001,"
                + "'reference_id':'main_order_7','status':'LabelCreated','tracking':{'carrier':'USPS'}}");
        JsonNode withoutReference = json("{'id':31,'order_id':5,'status':'Completed'}");
        JsonNode oddOrder = json("{'id':9,'reference_id':'main_order_7','shipments':[{'id':31,'status':'Beamed'}]}");

        assertThat(events.ofWebhook("order.shipment.tracking_received", tracking))
                .isEqualTo(new WebhookReading.ReadOrder(100000001));
        assertThat(events.ofWebhook("order.shipment.delivered", withoutReference))
                .isEqualTo(new WebhookReading.ReadOrder(5));
        assertThat(events.ofWebhook("order.shipped", oddOrder)).isEqualTo(new WebhookReading.ReadOrder(9));
    }

    @Test
    void ignoresAndCountsWhatIsNotOurs() {
        ShipmentReport report = events.ofOrder(order("SHOPIFY-1001", shipment(31, "Completed")));
        WebhookReading webhook = events.ofWebhook(
                "order.shipment.exception", shipment(31, "Exception").put("reference_id", "SHOPIFY-1001"));

        assertThat(report).isEqualTo(new ShipmentReport(java.util.List.of(), 1, java.util.List.of()));
        assertThat(webhook).isEqualTo(new WebhookReading.Reported(report));
        assertThat(events.ofWebhook("return.created", json("{}")))
                .isEqualTo(new WebhookReading.Ignored("return.created"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "7",
                "{}",
                "{'reference_id':null,'shipments':null}",
                "{'reference_id':'main_order_7'}",
                "{'id':'x','reference_id':'main_order_7','shipments':false}",
                "{'reference_id':'main_order_7','shipments':[null,7,{'id':true}]}"
            })
    void survivesOddPayloads(String payload) {
        assertThat(events.ofWebhook("order.shipped", json(payload))).isInstanceOf(WebhookReading.Unreadable.class);
    }

    @Test
    void reportsAnOddShipmentWithoutLosingItsNeighbours() {
        ObjectNode odd = shipment(32, "Beamed");
        ObjectNode undated = shipment(33, "Completed");
        undated.putNull("last_update_at").putNull("created_date");
        ObjectNode empty = shipment(34, "Completed");
        empty.putNull("products");

        ShipmentReport report = events.ofOrder(order("main_order_7", odd, undated, empty, shipment(31, "Completed")));

        assertThat(report.events()).extracting(ShipmentEvent::shipmentId).containsExactly(31L);
        assertThat(report.problems())
                .containsExactly(
                        "shipment 32 of main:7 has an unknown status 'Beamed'",
                        "shipment 33 of main:7 has no date",
                        "shipment 34 of main:7 has no list of products");
    }

    @Test
    void addsUpLotsAndLeavesTheLineOpenWhereTwoLinesShareASku() {
        JsonNode order = json("{'id':5,'reference_id':'main_order_7','status':'Processing','products':["
                + "{'reference_id':'TEE','external_line_id':11,'quantity':2},"
                + "{'reference_id':'TEE','external_line_id':12,'quantity':1}],'shipments':[{'id':31,"
                + "'status':'Completed','created_date':'2026-11-24T06:00:00Z','products':[{'reference_id':'TEE',"
                + "'inventory_items':[{'id':9,'lot':'A','quantity':2},{'id':9,'lot':'B','quantity':1}]}]}]}");

        assertThat(events.ofOrder(order).events().get(0).document().path("lines"))
                .isEqualTo(json("[{'sku':'TEE','quantity':'3'}]"));
    }

    @Test
    void countsBundlesAsOrderedWhereTheWholeOrderIsInOneShipment() {
        JsonNode order = json("{'id':5,'reference_id':'main_order_7','status':'Processing','products':["
                + "{'reference_id':'SET','external_line_id':11,'quantity':2}],'shipments':[{'id':31,"
                + "'status':'Completed','created_date':'2026-11-24T06:00:00Z','products':[{'reference_id':'SET',"
                + "'inventory_items':[{'id':8,'quantity':4},{'id':9,'quantity':6}]}]}]}");

        assertThat(events.ofOrder(order).events().get(0).document().path("lines"))
                .isEqualTo(json("[{'sku':'SET','lineId':'11','quantity':'2'}]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "main_order_",
                "main_order_7_",
                "main_order_7_1",
                "main_order_7_0",
                "Main_order_7",
                "main_order_7 ",
                "main_order_12345678901234567890",
                "-main_order_7",
                "main_refund_7",
                "x_main_order_7",
                "main_order_7_2_3"
            })
    void takesNoOtherReferenceForOneOfOurs(String text) {
        assertThat(FulfilmentReference.parse(text)).isEmpty();
    }

    private static ObjectNode order(String reference, ObjectNode... shipments) {
        ObjectNode order = (ObjectNode) json("{'id':5,'status':'Processing','products':["
                + "{'reference_id':'TEE','external_line_id':11,'quantity':2},"
                + "{'reference_id':'MUG','external_line_id':12,'quantity':1}]}");
        order.put("reference_id", reference);
        ArrayNode list = order.putArray("shipments");
        java.util.List.of(shipments).forEach(list::add);
        return order;
    }

    private static ObjectNode shipment(long id, String status) {
        ObjectNode shipment = (ObjectNode) json("{'order_id':5,'created_date':'2026-11-24T05:00:00Z',"
                + "'last_update_at':'2026-11-24T06:00:00+00:00','products':["
                + "{'id':1,'reference_id':'TEE','inventory_items':[{'id':9,'quantity':2}]},"
                + "{'id':2,'reference_id':null,'sku':'MUG','inventory_items':[{'id':8,'quantity':1}]}]}");
        return shipment.put("id", id).put("status", status);
    }
}
