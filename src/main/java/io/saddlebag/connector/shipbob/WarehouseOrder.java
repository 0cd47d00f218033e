package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An order as ShipBob holds it ({@code Orders.OrderViewModel} of the published description).
 *
 * @param id ShipBob's order id
 * @param reference our reference; empty where ShipBob has none
 * @param status ShipBob's word: Processing, Exception, PartiallyFulfilled, Fulfilled, Cancelled, ImportReview
 * @param shipments ids of its shipments
 * @param json the whole object
 */
public record WarehouseOrder(long id, String reference, String status, List<Long> shipments, ObjectNode json) {

    private static final String CANCELLED = "Cancelled";

    /** Copies the collection. */
    public WarehouseOrder {
        shipments = List.copyOf(shipments);
    }

    /** Whether nothing of it will ever leave. */
    public boolean cancelled() {
        return CANCELLED.equalsIgnoreCase(status);
    }

    /** Reads one; empty if a part we need is missing or of another type. */
    static Optional<WarehouseOrder> read(JsonNode node) {
        if (!(node instanceof ObjectNode order)
                || !isId(node.path("id"))
                || !node.path("status").isTextual()) {
            return Optional.empty();
        }
        List<Long> shipments = new ArrayList<>();
        JsonNode list = node.path("shipments");
        if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
            return Optional.empty();
        }
        for (JsonNode shipment : list) {
            if (!isId(shipment.path("id"))) {
                return Optional.empty();
            }
            shipments.add(shipment.path("id").longValue());
        }
        return Optional.of(new WarehouseOrder(
                node.path("id").longValue(),
                node.path("reference_id").isTextual()
                        ? node.path("reference_id").textValue()
                        : "",
                node.path("status").textValue(),
                shipments,
                order));
    }

    static boolean isId(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() > 0;
    }

    /** Whether it belongs to another channel: references are unique per channel only. */
    boolean foreignTo(String channel) {
        JsonNode own = json.path("channel").path("id");
        return isId(own) && !own.asText().equals(channel);
    }

    @Override
    public String toString() {
        return "WarehouseOrder[" + id + ", " + reference + ", " + status + ", shipments " + shipments + "]";
    }
}
