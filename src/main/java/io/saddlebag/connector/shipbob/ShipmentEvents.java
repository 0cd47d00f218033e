package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.order.Shipment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns what ShipBob sends into shipments of ours. Two shapes carry shipments: the order with its shipments ({@code
 * Orders.OrderViewModel}: polls, topics {@code order.shipped} and {@code order.delivered}) and the shipment alone ({@code
 * Orders.ShipmentViewModel}: {@code GET /order/{id}/shipment}, topics {@code order.shipment.*}). ShipBob does not publish the
 * payload of every topic, so a webhook that has neither shape but names an order of ours is a hint to read that order.
 * Without I/O; thread-safe.
 */
public final class ShipmentEvents {

    private static final String ORDER_TOPICS = "order.";
    private static final List<String> DELIVERED_TOPICS = List.of("order.shipment.delivered", "order.delivered");

    private final String warehouse;

    /** For the shipments of one warehouse, by its configured name. */
    public ShipmentEvents(String warehouse) {
        this.warehouse = warehouse;
    }

    /** The shipments of an order. */
    public ShipmentReport ofOrder(JsonNode order) {
        return ofOrder(order, false);
    }

    private ShipmentReport ofOrder(JsonNode order, boolean delivered) {
        Optional<FulfilmentReference> reference = reference(order);
        if (reference.isEmpty()) {
            return new ShipmentReport(List.of(), 1, List.of());
        }
        ShipmentReport report = ShipmentReport.EMPTY;
        JsonNode shipments = order.path("shipments");
        if (!shipments.isArray() && !shipments.isMissingNode() && !shipments.isNull()) {
            return problem(reference.get() + ": an order without a list of shipments");
        }
        for (JsonNode shipment : shipments) {
            report = report.and(one(shipment, order, reference.get(), delivered));
        }
        return report;
    }

    /** The shipments of a list, each with its order's reference. */
    public ShipmentReport ofShipments(JsonNode shipments) {
        ShipmentReport report = ShipmentReport.EMPTY;
        for (JsonNode shipment : shipments) {
            report = report.and(ofShipment(shipment, false));
        }
        return report;
    }

    private ShipmentReport ofShipment(JsonNode shipment, boolean delivered) {
        return reference(shipment)
                .map(reference -> one(shipment, MissingNode.getInstance(), reference, delivered))
                .orElseGet(() -> new ShipmentReport(List.of(), 1, List.of()));
    }

    /**
     * Reads a webhook.
     *
     * @param topic header {@code x-webhook-topic}
     */
    public WebhookReading ofWebhook(String topic, JsonNode payload) {
        if (!topic.startsWith(ORDER_TOPICS)) {
            return new WebhookReading.Ignored(topic);
        }
        if (!payload.isObject()) {
            return new WebhookReading.Unreadable("the payload of " + topic + " is no object");
        }
        boolean delivered = DELIVERED_TOPICS.contains(topic);
        ShipmentReport report = payload.has("shipments") ? ofOrder(payload, delivered) : ofShipment(payload, delivered);
        if (report.problems().isEmpty()
                && (report.foreign() == 0 || payload.path("reference_id").isTextual())) {
            return new WebhookReading.Reported(report);
        }
        return hint(topic, payload);
    }

    /** The order's id; in an order that is {@code id}, in everything else {@code order_id}. */
    private static WebhookReading hint(String topic, JsonNode payload) {
        JsonNode id = payload.has("shipments") ? payload.path("id") : payload.path("order_id");
        return WarehouseOrder.isId(id)
                ? new WebhookReading.ReadOrder(id.longValue())
                : new WebhookReading.Unreadable("the payload of " + topic + " has no shipment and names no order");
    }

    private static Optional<FulfilmentReference> reference(JsonNode node) {
        return node.path("reference_id").isTextual()
                ? FulfilmentReference.parse(node.path("reference_id").textValue())
                : Optional.empty();
    }

    private ShipmentReport one(JsonNode shipment, JsonNode order, FulfilmentReference of, boolean delivered) {
        String name = "shipment " + shipment.path("id").asText("?") + " of " + of.order();
        if (!(shipment instanceof ObjectNode object) || !WarehouseOrder.isId(shipment.path("id"))) {
            return problem(name + " has no id");
        }
        if (!shipment.path("products").isArray()) {
            return problem(name + " has no list of products");
        }
        Optional<Shipment.Status> status =
                ShipBobStatuses.of(shipment.path("status").asText(""));
        if (status.isEmpty()) {
            return problem(
                    name + " has an unknown status '" + shipment.path("status").asText("") + "'");
        }
        Optional<Instant> changedAt = ShipmentTimes.changed(shipment);
        if (changedAt.isEmpty()) {
            return problem(name + " has no date");
        }
        Shipment.Status known = status.get() == Shipment.Status.SHIPPED && (delivered || arrived(shipment))
                ? Shipment.Status.DELIVERED
                : status.get();
        long id = shipment.path("id").longValue();
        ObjectNode document = document(object, order, of, known, changedAt.get());
        return new ShipmentReport(List.of(new ShipmentEvent(of, id, known, changedAt.get(), document)), 0, List.of());
    }

    private ObjectNode document(
            ObjectNode shipment, JsonNode order, FulfilmentReference of, Shipment.Status status, Instant changedAt) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("store", of.order().store())
                .put("orderId", of.order().id())
                .put("part", of.part())
                .put("warehouse", warehouse)
                .put("status", Documents.tree(status).asText())
                .put("changedAt", changedAt.toString());
        document.set("lines", ShipmentLines.of(shipment, order));
        document.set("shipment", shipment);
        return document;
    }

    private static boolean arrived(JsonNode shipment) {
        if (ShipmentTimes.read(shipment.path("delivery_date")).isPresent()) {
            return true;
        }
        List<JsonNode> details = new ArrayList<>();
        shipment.path("status_details").forEach(details::add);
        return details.stream()
                .anyMatch(
                        detail -> ShipBobStatuses.isDelivery(detail.path("name").asText("")));
    }

    private static ShipmentReport problem(String what) {
        return new ShipmentReport(List.of(), 0, List.of(what));
    }
}
