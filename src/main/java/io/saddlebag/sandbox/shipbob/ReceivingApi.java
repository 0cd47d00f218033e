package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import java.util.List;
import java.util.Optional;

/** Receiving orders, as {@code Receiving.V2.WarehouseReceivingOrderViewModel}; read only, without filters but the page. */
final class ReceivingApi {

    private final ShipBobOptions options;
    private final Warehouse warehouse;

    ReceivingApi(ShipBobOptions options, Warehouse warehouse) {
        this.options = options;
        this.warehouse = warehouse;
    }

    Optional<SandboxReply> answer(SandboxRequest request, List<String> path) {
        if (!request.method().equals("GET") || path.size() != 1) {
            return Optional.empty();
        }
        Query query = new Query(request);
        int limit = query.number("Limit", 50, 1, 250);
        int page = query.number("Page", 1, 1, Integer.MAX_VALUE);
        ArrayNode json = Json.array();
        warehouse.goods.receipts().stream()
                .skip((long) (page - 1) * limit)
                .limit(limit)
                .map(this::json)
                .forEach(json::add);
        return Optional.of(SandboxReply.json(200, json));
    }

    private ObjectNode json(Receipt receipt) {
        ObjectNode json = Json.object()
                .putNull("box_labels_uri")
                .put("box_packaging_type", "EverythingInOneBox")
                .put("expected_arrival_date", Json.time(receipt.expected()))
                .putNull("external_sync_timestamp")
                .put("id", receipt.id())
                .put("insert_date", Json.time(receipt.created()))
                .put("last_updated_date", Json.time(receipt.created()))
                .put("package_type", "Package")
                .putNull("purchase_order_number")
                .put("status", receipt.completed() ? "Completed" : "Awaiting");
        json.putArray("status_history");
        options.centres().stream()
                .filter(centre -> centre.id() == receipt.centre())
                .findFirst()
                .ifPresent(centre -> json.putObject("fulfillment_center")
                        .put("address1", "1 Warehouse Road")
                        .putNull("address2")
                        .put("city", centre.city())
                        .put("country", centre.country())
                        .putNull("email")
                        .put("id", centre.id())
                        .put("name", centre.name())
                        .putNull("phone_number")
                        .put("state", centre.state())
                        .put("timezone", "UTC")
                        .put("zip_code", centre.zip()));
        int in = receipt.completed() ? receipt.quantity() : 0;
        json.putArray("inventory_quantities")
                .addObject()
                .put("expected_quantity", receipt.quantity())
                .put("inventory_id", receipt.product().inventoryId)
                .put("received_quantity", in)
                .put("sku", receipt.product().reference)
                .put("stowed_quantity", in);
        return json;
    }
}
