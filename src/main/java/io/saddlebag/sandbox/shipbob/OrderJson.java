package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Orders as the published description shapes them: {@code Orders.OrderViewModel}. */
final class OrderJson {

    private OrderJson() {}

    static ObjectNode order(Order order) {
        ObjectNode json = Json.object();
        json.set("channel", Json.named(order.channel.id(), order.channel.name()));
        json.put("created_date", Json.time(order.created));
        Json.same(json, "financials", order.asked);
        Json.same(json, "gift_message", order.asked);
        json.put("id", order.id);
        json.put("order_number", order.number());
        json.set("products", products(order));
        Json.same(json, "purchase_date", order.asked);
        json.set("recipient", recipient(order));
        json.put("reference_id", order.reference);
        Json.same(json, "retailer_program_data", order.asked);
        ArrayNode shipments = json.putArray("shipments");
        order.shipments.forEach(shipment -> shipments.add(ShipmentJson.shipment(shipment)));
        Json.same(json, "shipping_method", order.asked);
        Json.same(json, "shipping_terms", order.asked);
        json.put("status", order.status().wire());
        json.set("tags", order.asked.path("tags").isArray() ? order.asked.get("tags") : Json.array());
        Json.same(json, "type", order.asked);
        return json;
    }

    private static ObjectNode recipient(Order order) {
        JsonNode asked = order.asked.path("recipient");
        ObjectNode json = Json.object();
        json.set("address", Json.address(asked.path("address")));
        Json.same(json, "email", asked);
        Json.same(json, "name", asked);
        Json.same(json, "phone_number", asked);
        return json;
    }

    private static ArrayNode products(Order order) {
        ArrayNode products = Json.array();
        for (Line line : order.lines) {
            ObjectNode json = products.addObject();
            Json.same(json, "external_line_id", line.asked());
            Json.same(json, "gtin", line.asked());
            json.put("id", line.product().id);
            json.put("quantity", line.quantity());
            Json.same(json, "quantity_unit_of_measure_code", line.asked());
            json.put("reference_id", line.product().reference);
            json.put("sku", line.product().reference);
            Json.same(json, "unit_price", line.asked());
            Json.same(json, "upc", line.asked());
        }
        return products;
    }
}
