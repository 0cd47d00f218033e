package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds orders by our reference, in our channel. */
final class OrderLookup {

    private final ShipBobApi api;

    OrderLookup(ShipBobApi api) {
        this.api = api;
    }

    /** Every order of our channel with exactly this reference; there should be one at most. */
    Outcome<List<WarehouseOrder>> all(String reference) {
        return api.call(api.get("find-order", "/order").with("ReferenceIds", reference), rows -> rows(rows, reference));
    }

    private Outcome<List<WarehouseOrder>> rows(JsonNode rows, String reference) {
        if (!rows.isArray()) {
            return ShipBobApi.odd("no list of orders");
        }
        List<WarehouseOrder> found = new ArrayList<>();
        for (JsonNode row : rows) {
            if (!reference.equals(row.path("reference_id").asText(""))) {
                continue;
            }
            Optional<WarehouseOrder> order = WarehouseOrder.read(row);
            if (order.isEmpty()) {
                return ShipBobApi.odd("an order " + reference + " without id, status or shipments");
            }
            if (!order.get().foreignTo(api.settings().channel())) {
                found.add(order.get());
            }
        }
        return new Outcome.Done<>(found);
    }

    /** The order under this reference: the live one, else the one that was cancelled. */
    Outcome<Optional<WarehouseOrder>> one(String reference) {
        return all(reference).map(found -> found.stream()
                .filter(order -> !order.cancelled())
                .findFirst()
                .or(() -> found.stream().findFirst()));
    }

    Outcome<WarehouseOrder> byId(long orderId) {
        return api.call(api.get("read-order", "/order/" + orderId), row -> WarehouseOrder.read(row)
                .<Outcome<WarehouseOrder>>map(Outcome.Done::new)
                .orElseGet(() -> ShipBobApi.odd("an order without id, status or shipments")));
    }
}
