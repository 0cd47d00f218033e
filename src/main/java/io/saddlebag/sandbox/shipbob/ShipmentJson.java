package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Shipments as the published description shapes them: {@code Orders.ShipmentViewModel} and its logs. */
final class ShipmentJson {

    private static final BigDecimal INVOICE = new BigDecimal("7.25");

    private ShipmentJson() {}

    static ObjectNode shipment(Shipment shipment) {
        ObjectNode json = Json.object();
        JsonNode asked = shipment.order.asked;
        Json.time(json, "actual_fulfillment_date", shipment.fulfilled);
        json.put("created_date", Json.time(shipment.created));
        Json.time(json, "delivery_date", shipment.delivered);
        json.put("estimated_fulfillment_date", Json.time(shipment.created.plus(Duration.ofDays(1))));
        json.put("estimated_fulfillment_date_status", promise(shipment));
        Json.same(json, "gift_message", asked);
        json.put("id", shipment.id);
        json.putNull("insurance_value");
        if (shipment.shipped()) {
            json.put("invoice_amount", INVOICE).put("invoice_currency_code", "USD");
        } else {
            json.putNull("invoice_amount").putNull("invoice_currency_code");
        }
        json.put("is_tracking_uploaded", shipment.trackingUploaded);
        Json.time(json, "last_tracking_update_at", shipment.trackingUpdated);
        json.put("last_update_at", Json.time(shipment.updated));
        json.set("location", Json.named(shipment.centre.id(), shipment.centre.name()));
        json.set(
                "measurements",
                Json.object()
                        .put("depth_in", 4)
                        .put("length_in", 10)
                        .put("total_weight_oz", 16)
                        .put("width_in", 8));
        json.put("order_id", shipment.order.id);
        json.put("package_material_type", "Box");
        json.set("parent_cartons", Json.array());
        json.set("products", products(shipment));
        json.set("recipient", recipient(asked.path("recipient")));
        json.put("reference_id", shipment.order.reference);
        json.put("require_signature", false);
        json.put("ship_option", asked.path("shipping_method").asText());
        json.put("status", shipment.status.wire());
        json.set("status_details", details(shipment));
        json.set("tracking", tracking(shipment));
        return json;
    }

    /** {@code Orders.ShipmentLogViewModel}, all entries or the milestones only. */
    static ArrayNode log(Shipment shipment, boolean milestonesOnly) {
        ArrayNode entries = Json.array();
        for (LogEntry entry : shipment.log) {
            if (!milestonesOnly || entry.type().milestone) {
                entries.addObject()
                        .put("log_type_id", entry.type().id)
                        .put("log_type_name", entry.type().wire)
                        .put("log_type_text", entry.type().text)
                        .putNull("metadata")
                        .put("timestamp", Json.time(entry.at()));
            }
        }
        return entries;
    }

    /** {@code Orders.ShipmentLineItemDetail}. */
    static ArrayNode lineItems(Shipment shipment) {
        ArrayNode lines = Json.array();
        units(shipment).forEach((product, quantity) -> {
            ObjectNode line = lines.addObject()
                    .put("committed_quantity", shipment.committed ? quantity : 0)
                    .put("inventory_id", product.inventoryId)
                    .put("is_hazmat", false)
                    .put("is_lot", false)
                    .putNull("lot")
                    .put("quantity", quantity);
            line.putObject("product_variant")
                    .put("id", product.variantId)
                    .put("name", product.name)
                    .put("sku", product.reference);
            line.putArray("serial_numbers");
        });
        return lines;
    }

    /** A product appears once per shipment; the quantity stands at its inventory item. */
    private static ArrayNode products(Shipment shipment) {
        ArrayNode products = Json.array();
        units(shipment).forEach((product, quantity) -> {
            ObjectNode json = products.addObject().put("id", product.id);
            json.putArray("inventory_items")
                    .addObject()
                    .putNull("expiration_date")
                    .put("id", product.inventoryId)
                    .put("is_dangerous_goods", false)
                    .putNull("lot")
                    .put("name", product.name)
                    .put("quantity", quantity)
                    .put("quantity_committed", shipment.committed || shipment.shipped() ? quantity : 0)
                    .set("serial_numbers", Json.array());
            json.put("name", product.name)
                    .put("reference_id", product.reference)
                    .put("sku", product.reference);
        });
        return products;
    }

    private static Map<Product, Integer> units(Shipment shipment) {
        Map<Product, Integer> units = new LinkedHashMap<>();
        shipment.items.forEach(item -> units.merge(item.line().product(), item.quantity(), Integer::sum));
        return units;
    }

    private static ObjectNode recipient(JsonNode asked) {
        ObjectNode json = Json.object();
        json.set("address", Json.address(asked.path("address")));
        Json.same(json, "email", asked);
        String name = asked.path("name").asText();
        json.put("full_name", name).put("name", name);
        Json.same(json, "phone_number", asked);
        return json;
    }

    private static ArrayNode details(Shipment shipment) {
        ArrayNode details = Json.array();
        if (shipment.detail != ShipmentDetail.NONE) {
            ObjectNode detail = details.addObject()
                    .put("description", shipment.detail.description())
                    .putNull("exception_fulfillment_center_id");
            detail.putObject("extra_information").putArray("validation_messages");
            detail.put("id", shipment.detail.id()).putNull("inventory_id").put("name", shipment.detail.wire());
            if (shipment.status == ShipmentStatus.EXCEPTION) {
                detail.put("exception_fulfillment_center_id", shipment.centre.id());
                detail.put("inventory_id", shipment.items.get(0).line().product().inventoryId);
            }
        }
        return details;
    }

    private static JsonNode tracking(Shipment shipment) {
        Optional<String> number = shipment.trackingNumber;
        if (number.isEmpty()) {
            return Json.object().nullNode();
        }
        ObjectNode json = Json.object()
                .putNull("bol")
                .put("carrier", "USPS")
                .put("carrier_service", "USPS Ground Advantage")
                .putNull("pro_number")
                .putNull("scac");
        Json.time(json, "shipping_date", shipment.fulfilled);
        return json.put("tracking_number", number.get())
                .put("tracking_url", "https://tools.usps.com/go/TrackConfirmAction?tLabels=" + number.get());
    }

    private static String promise(Shipment shipment) {
        if (shipment.status == ShipmentStatus.EXCEPTION) {
            return "AwaitingInventoryAllocation";
        }
        if (shipment.status == ShipmentStatus.ON_HOLD) {
            return "AwaitingReset";
        }
        if (shipment.cancelled()) {
            return "Unavailable";
        }
        return shipment.shipped() ? "FulfilledOnTime" : "PendingOnTime";
    }
}
