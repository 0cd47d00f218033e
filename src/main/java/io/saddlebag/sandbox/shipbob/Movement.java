package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A change of the units on hand in a centre.
 *
 * @param category ShipBob's word for why
 * @param change units more, or fewer below zero
 * @param order the order they were picked for
 */
record Movement(long id, String category, Product product, int centre, int change, Optional<Long> order, Instant at) {

    /** {@code InventoryHistory}; shelf, packaging and unit ids are left empty. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        json.putArray("additional_reference");
        json.set("decrement", change < 0 ? details() : null);
        json.put("event_category", category).put("event_datetime", Json.time(at));
        json.set("increment", change > 0 ? details() : null);
        json.put("inventory_audit_event_id", id).put("inventory_id", product.inventoryId);
        order.ifPresentOrElse(number -> json.put("shipbob_order_id", number), () -> json.putNull("shipbob_order_id"));
        return json;
    }

    private ObjectNode details() {
        ObjectNode json = Json.object()
                .put("committed_quantity_change", 0)
                .putNull("expiration_date")
                .put("facility_id", centre)
                .put("inventory_status", "Good")
                .put("location_id", 1)
                .putNull("lot_number")
                .put("quantity_change", change)
                .put("sku", product.reference);
        json.putObject("operational_stage").put("description", "Available").put("id", 1);
        json.set("pack_description_id", ulid());
        json.set("yuki_id", ulid());
        return json;
    }

    private ObjectNode ulid() {
        return Json.object().putNull("random").put("time", Json.time(at));
    }
}
