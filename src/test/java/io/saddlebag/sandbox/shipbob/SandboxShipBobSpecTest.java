package io.saddlebag.sandbox.shipbob;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The answers have the field names and types of ShipBob's published description, version 2026-01. */
class SandboxShipBobSpecTest {

    private static final Shape ORDER = Shape.of(
            """
            channel:object created_date:date-time financials:object? gift_message:string? id:integer order_number:string?
            products:array purchase_date:date-time? recipient:object reference_id:string? retailer_program_data:object?
            shipments:array shipping_method:string? shipping_terms:object?
            status:(Processing|Exception|PartiallyFulfilled|Fulfilled|Cancelled|ImportReview) tags:array
            type:(DTC|DropShip|B2B)
            """);
    private static final Shape ORDER_PRODUCT = Shape.of(
            """
            external_line_id:integer? gtin:string? id:integer? quantity:integer quantity_unit_of_measure_code:string?
            reference_id:string? sku:string? unit_price:number? upc:string?
            """);
    private static final Shape ADDRESS = Shape.of(
            """
            address1:string address2:string? city:string company_name:string? country:string state:string?
            zip_code:string?
            """);
    private static final Shape SHIPMENT = Shape.of(
            """
            actual_fulfillment_date:date-time? created_date:date-time delivery_date:date-time?
            estimated_fulfillment_date:date-time?
            estimated_fulfillment_date_status:(AwaitingInventoryAllocation|AwaitingReset|Unavailable|PendingOnTime|FulfilledOnTime|PendingLate|FulfilledLate)
            gift_message:string? id:integer insurance_value:number? invoice_amount:number? invoice_currency_code:string?
            is_tracking_uploaded:boolean last_tracking_update_at:date-time? last_update_at:date-time? location:object
            measurements:object order_id:integer
            package_material_type:(Unknown|Box|BubbleMailer|PolyMailer|FragileBox|PosterTube|Custom|Bookfold|OwnContainer|Undefined)
            parent_cartons:array products:array recipient:object reference_id:string? require_signature:boolean
            ship_option:string?
            status:(None|Processing|Completed|Exception|OnHold|Cancelled|CleanSweeped|LabeledCreated|ImportReview)
            status_details:array tracking:object?
            """);
    private static final Shape TRACKING = Shape.of(
            """
            bol:string? carrier:string? carrier_service:string? pro_number:string? scac:string? shipping_date:date-time?
            tracking_number:string? tracking_url:string?
            """);
    private static final Shape DETAIL = Shape.of(
            """
            description:string? exception_fulfillment_center_id:integer? extra_information:object id:integer
            inventory_id:integer? name:string?
            """);
    private static final Shape SHIPMENT_PRODUCT =
            Shape.of("id:integer inventory_items:array name:string? reference_id:string? sku:string?");
    private static final Shape INVENTORY_ITEM = Shape.of(
            """
            expiration_date:date-time? id:integer is_dangerous_goods:boolean lot:string? name:string? quantity:integer
            quantity_committed:integer serial_numbers:array
            """);
    private static final Shape LOG = Shape.of(
            "log_type_id:integer log_type_name:string? log_type_text:string? metadata:object? timestamp:date-time");
    private static final Shape LINKS = Shape.of("first:string? items:array last:string? next:string? prev:string?");

    private static Vertx vertx;
    private static SandboxShipBob shipBob;
    private static ShipBobCaller caller;
    private static JsonNode shipped;

    @BeforeAll
    static void placeAndShipAnOrder() {
        vertx = Vertx.vertx();
        shipBob = SandboxShipBob.start(
                vertx, 0, ShipBobOptions.defaults().with(o -> o.product("MUG", "Mug", Map.of(8, 10))
                        .product("TEE", "Tee", Map.of(8, 10))));
        caller = new ShipBobCaller(shipBob);
        caller.place("spec-1", "MUG", 2, "TEE", 1);
        caller.place("spec-2", "NOWHERE", 1);
        shipBob.ship("spec-1");
        shipBob.deliver("spec-1");
        shipped = caller.get("/2026-01/order?ReferenceIds=spec-1").body().get(0);
    }

    @AfterAll
    static void stop() {
        shipBob.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void ordersHaveTheFieldsOfTheDescription() {
        JsonNode created = caller.place("spec-3", "MUG", 1);

        ORDER.check(created);
        ORDER.check(shipped);
        Shape.of("id:integer name:string?").check(shipped.get("channel"));
        ORDER_PRODUCT.check(shipped.get("products").get(0));
        Shape.of("address:object email:string? name:string phone_number:string?")
                .check(shipped.get("recipient"));
        ADDRESS.check(shipped.get("recipient").get("address"));
    }

    @Test
    void shipmentsHaveTheFieldsOfTheDescription() {
        JsonNode open = caller.place("spec-4", "MUG", 1).get("shipments").get(0);
        JsonNode done = shipped.get("shipments").get(0);
        JsonNode excepted = caller.get("/2026-01/order?ReferenceIds=spec-2")
                .body()
                .get(0)
                .get("shipments")
                .get(0);

        SHIPMENT.check(open);
        SHIPMENT.check(done);
        SHIPMENT.check(excepted);
        TRACKING.check(done.get("tracking"));
        DETAIL.check(done.get("status_details").get(0));
        DETAIL.check(excepted.get("status_details").get(0));
        Shape.of("id:integer name:string?").check(done.get("location"));
        Shape.of("depth_in:integer length_in:integer total_weight_oz:integer width_in:integer")
                .check(done.get("measurements"));
        SHIPMENT_PRODUCT.check(done.get("products").get(0));
        INVENTORY_ITEM.check(done.get("products").get(0).get("inventory_items").get(0));
        Shape.of("address:object? email:string? full_name:string? name:string? phone_number:string?")
                .check(done.get("recipient"));
        ADDRESS.check(done.get("recipient").get("address"));
    }

    @Test
    void timelinesAndLogsHaveTheFieldsOfTheDescription() {
        long order = shipped.get("id").asLong();
        long shipment = shipped.get("shipments").get(0).get("id").asLong();

        JsonNode timeline =
                caller.get("/2026-01/shipment/" + shipment + "/timeline").body();
        JsonNode logs = caller.get("/2026-01/order/" + order + "/shipment/" + shipment + "/logs")
                .body();

        assertThat(timeline.findValuesAsText("log_type_id")).containsExactly("601", "602", "603", "604", "605", "609");
        timeline.forEach(LOG::check);
        logs.forEach(LOG::check);
    }

    @Test
    void lineItemsHaveTheFieldsOfTheDescription() {
        long shipment = shipped.get("shipments").get(0).get("id").asLong();

        JsonNode items =
                caller.get("/2026-01/shipment/" + shipment + ":getLineItems").body();

        assertThat(items).hasSize(2);
        Shape.of(
                        """
                committed_quantity:integer inventory_id:integer is_hazmat:boolean? is_lot:boolean? lot:object?
                product_variant:object quantity:integer serial_numbers:array
                """)
                .check(items.get(0));
    }

    @Test
    void cancellationsHaveTheFieldsOfTheDescription() {
        JsonNode order = caller.place("spec-5", "MUG", 1);

        JsonNode answer = caller.send(
                        "POST", "/2026-01/order/" + order.get("id").asLong() + ":cancel", "")
                .body();

        Shape.of(
                        """
                canceled_shipment_results:array order:object order_id:integer status:(Success|Failure|PartialSuccess)
                """)
                .check(answer);
        Shape.of("action:(Cancel) is_success:boolean reason:string? shipment_id:integer")
                .check(answer.get("canceled_shipment_results").get(0));
        ORDER.check(answer.get("order"));
    }

    @Test
    void channelsMethodsAndLocationsHaveTheFieldsOfTheDescription() {
        JsonNode channels = caller.get("/2026-01/channel").body();
        JsonNode methods = caller.get("/2026-01/shipping-method").body();
        JsonNode locations = caller.get("/2026-01/location").body();
        JsonNode centres = caller.get("/2026-01/fulfillment-center").body();

        Shape.of("items:array next:string? prev:string?").check(channels);
        Shape.of("application_name:string? id:integer name:string? scopes:array")
                .check(channels.get("items").get(0));
        Shape.of("active:boolean default:boolean id:integer name:string? service_level:object")
                .check(methods.get(0));
        Shape.of(
                        """
                abbreviation:string? access_granted:boolean attributes:array id:integer is_active:boolean
                is_receiving_enabled:boolean is_shipping_enabled:boolean name:string? region:object services:array
                timezone:string?
                """)
                .check(locations.get(0));
        Shape.of("address:object enabled:boolean service_type:(Receiving|Returns)")
                .check(locations.get(0).get("services").get(0));
        Shape.of(
                        """
                address1:string? address2:string? city:string? country:string? email:string? name:string?
                phone_number:string? state:string? zip_code:string?
                """)
                .check(locations.get(0).get("services").get(0).get("address"));
        Shape.of(
                        """
                address1:string? address2:string? city:string? country:string? email:string? id:integer name:string?
                phone_number:string? state:string? timezone:string? zip_code:string?
                """)
                .check(centres.get(0));
    }

    @Test
    void inventoryHasTheFieldsOfTheDescription() {
        JsonNode levels = caller.get("/2026-01/inventory-level?SearchBy=mug").body();
        JsonNode locations = caller.get("/2026-01/inventory-level/locations").body();
        long id = levels.get("items").get(0).get("inventory_id").asLong();
        JsonNode one =
                caller.get("/2026-01/inventory-level/" + id + "/locations").body();
        JsonNode item = caller.get("/2026-01/inventory/" + id).body();

        LINKS.check(levels);
        Shape.of(
                        """
                inventory_id:integer name:string? sku:string? total_awaiting_quantity:integer
                total_backordered_quantity:integer total_committed_quantity:integer total_exception_quantity:integer
                total_fulfillable_quantity:integer total_internal_transfer_quantity:integer
                total_on_hand_quantity:integer total_sellable_quantity:integer
                """)
                .check(levels.get("items").get(0));
        LINKS.check(locations);
        Shape.of("inventory_id:integer locations:array name:string? sku:string?")
                .check(one);
        Shape.of(
                        """
                awaiting_quantity:integer committed_quantity:integer fulfillable_quantity:integer
                internal_transfer_quantity:integer location_id:integer name:string? on_hand_quantity:integer
                """)
                .check(one.get("locations").get(0));
        Shape.of(
                        """
                barcode:string? dimensions:object inventory_id:integer is_case:boolean is_lot:boolean name:string?
                sku:string? user_id:integer variant:object weight:object
                """)
                .check(item);
    }

    @Test
    void historyHasTheFieldsOfTheDescription() {
        int centre = ShipBobOptions.defaults().centres().get(0).id();
        shipBob.adjust("COUNTED", centre, -2);

        JsonNode answer = caller.post(
                        "/2026-01/inventory/history:query",
                        ShipBobCaller.JSON
                                .createObjectNode()
                                .put("facility_id", centre)
                                .put("event_category", "InventoryAdjusted"))
                .body();

        Shape.of("data:array first:string? last:string? next:string? prev:string?")
                .check(answer);
        JsonNode event = answer.path("data").get(0);
        Shape.of("additional_reference:array decrement:object? event_category:(InventoryAdjusted) event_datetime:string"
                        + " increment:object? inventory_audit_event_id:integer inventory_id:integer"
                        + " shipbob_order_id:integer?")
                .check(event);
        Shape.of("committed_quantity_change:integer expiration_date:string? facility_id:integer"
                        + " inventory_status:string? location_id:integer lot_number:string? operational_stage:object"
                        + " pack_description_id:object quantity_change:integer sku:string? yuki_id:object")
                .check(event.get("decrement"));
        assertThat(event.at("/decrement/quantity_change").asInt()).isEqualTo(-2);
        assertThat(caller.post("/2026-01/inventory/history:query", ShipBobCaller.JSON.createObjectNode())
                        .status())
                .as("without a centre")
                .isEqualTo(400);
    }

    @Test
    void webhookSubscriptionsHaveTheFieldsOfTheDescription() {
        JsonNode made = caller.post(
                        "/2026-01/webhook",
                        ShipBobCaller.JSON
                                .createObjectNode()
                                .put("url", "http://127.0.0.1:1/hooks")
                                .set(
                                        "topics",
                                        ShipBobCaller.JSON.createArrayNode().add("return.created")))
                .body();
        JsonNode listed = caller.get("/2026-01/webhook").body();

        Shape.of("created_at:date-time description:string? id:string secret:string topics:array url:string")
                .check(made);
        Shape.of("items:array next:string? prev:string?").check(listed);
        Shape.of("created_at:date-time description:string? enabled:boolean id:string topics:array url:string")
                .check(listed.get("items").get(0));
    }

    @Test
    void simulationsHaveTheFieldsOfTheDescription() {
        long shipment = caller.place("spec-6", "MUG", 1)
                .get("shipments")
                .get(0)
                .get("id")
                .asLong();
        var request = ShipBobCaller.JSON.createObjectNode().put("shipment_id", Long.toString(shipment));
        request.putObject("simulation").put("action", "ShipOrder").put("delay", 5);

        JsonNode started = caller.post("/2026-01/simulate/shipment", request).body();
        JsonNode status = caller.get("/2026-01/simulate/status/"
                        + started.get("simulation_id").asText())
                .body();

        Shape.of("message:string? simulation_id:string?").check(started);
        Shape.of("entity_id:string? entity_type:string? simulation:object simulation_id:string?")
                .check(status);
        Shape.of("action:(ShipOrder|DeliverOrder) message:string? next:object? schedule_time:date-time? status:string?")
                .check(status.get("simulation"));
    }
}
