package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import java.util.List;
import java.util.Optional;

/** Reading and cancelling shipments, by their own id or within an order. */
final class ShipmentApi {

    private final Warehouse warehouse;

    ShipmentApi(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Answers a path that begins with {@code shipment}; with an order, only its own shipments are found. */
    Optional<SandboxReply> answer(SandboxRequest request, List<String> path, Optional<Order> within) {
        String call = request.method() + " " + path.get(0);
        if (path.size() == 1) {
            return switch (call) {
                case "POST shipment:batchCancel" -> Optional.of(batchCancel(request));
                case "POST shipment:batchUpdateTrackingUpload" -> Optional.of(trackingUploaded(request));
                default -> Optional.empty();
            };
        }
        String[] idAndVerb = path.get(1).split(":", 2);
        String verb = path.size() > 2 ? path.get(2) : idAndVerb.length > 1 ? ":" + idAndVerb[1] : "";
        String id = idAndVerb[0];
        return switch (request.method() + " " + verb) {
            case "GET " -> Optional.of(SandboxReply.json(200, ShipmentJson.shipment(find(id, within))));
            case "GET timeline" -> Optional.of(SandboxReply.json(200, ShipmentJson.log(find(id, within), true)));
            case "GET logs" -> Optional.of(SandboxReply.json(200, ShipmentJson.log(find(id, within), false)));
            case "GET :getLineItems" -> Optional.of(SandboxReply.json(200, ShipmentJson.lineItems(find(id, within))));
            case "POST :cancel" -> Optional.of(cancel(find(id, within)));
            default -> Optional.empty();
        };
    }

    /** Cancels a shipment if that is still possible; answers in the shape of {@code Orders.CanceledShipmentViewModel}. */
    static ObjectNode cancelled(Warehouse warehouse, Shipment shipment) {
        boolean possible = shipment.cancellable();
        if (possible) {
            warehouse.cancel(shipment);
        }
        return Json.object()
                .put("action", "Cancel")
                .put("is_success", possible)
                .put("reason", possible ? "Shipment cancelled" : tooLate(shipment))
                .put("shipment_id", shipment.id);
    }

    private static String tooLate(Shipment shipment) {
        return "Shipment cannot be cancelled in status " + shipment.status.wire();
    }

    private SandboxReply cancel(Shipment shipment) {
        if (!shipment.cancellable()) {
            throw Refusal.field(422, "", tooLate(shipment));
        }
        warehouse.cancel(shipment);
        return SandboxReply.json(200, ShipmentJson.shipment(shipment));
    }

    private SandboxReply batchCancel(SandboxRequest request) {
        ArrayNode results = Json.array();
        for (JsonNode id : Api.body(request).path("shipment_ids")) {
            results.add(warehouse
                    .shipment(id.asLong())
                    .map(shipment -> cancelled(warehouse, shipment))
                    .orElseGet(() -> Json.object()
                            .put("action", "Cancel")
                            .put("is_success", false)
                            .put("reason", "Shipment not found")
                            .put("shipment_id", id.asLong())));
        }
        ObjectNode json = Json.object();
        json.set("results", results);
        return SandboxReply.json(200, json);
    }

    private SandboxReply trackingUploaded(SandboxRequest request) {
        JsonNode asked = Api.body(request);
        boolean uploaded = asked.path("is_tracking_uploaded").asBoolean();
        ArrayNode results = Json.array();
        int successful = 0;
        for (JsonNode id : asked.path("shipment_ids")) {
            Optional<Shipment> shipment = warehouse.shipment(id.asLong());
            shipment.ifPresent(found -> warehouse.trackingUploaded(found, uploaded));
            successful += shipment.isPresent() ? 1 : 0;
            ObjectNode result = results.addObject();
            if (shipment.isPresent()) {
                result.putNull("error");
            } else {
                result.putObject("error").put("code", "NOT_FOUND").put("message", "Shipment not found");
            }
            result.put("isSuccess", shipment.isPresent()).put("shipmentId", id.asLong());
        }
        ObjectNode json = Json.object();
        json.set("results", results);
        json.putObject("summary")
                .put("failed", results.size() - successful)
                .put("successful", successful)
                .put("total", results.size());
        return SandboxReply.json(200, json);
    }

    private Shipment find(String id, Optional<Order> within) {
        return warehouse
                .shipment(Api.id(id))
                .filter(shipment -> within.isEmpty() || shipment.order == within.get())
                .orElseThrow(() -> Refusal.notFound("Shipment", id));
    }
}
