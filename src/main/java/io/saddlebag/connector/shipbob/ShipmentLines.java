package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The pieces in a shipment. ShipBob's shipment names products without a quantity; the quantities stand at their inventory items:
 * one item, or several lots of one item (added up), or, for a bundle, several different items. Of a bundle the number of
 * bundles cannot be told from the items alone, except where the whole order is in one shipment.
 */
final class ShipmentLines {

    private ShipmentLines() {}

    /**
     * Lines of a shipment.
     *
     * @param order the order around it, or a missing node where only the shipment is known
     */
    static ArrayNode of(JsonNode shipment, JsonNode order) {
        ArrayNode lines = JsonNodeFactory.instance.arrayNode();
        boolean whole = live(order.path("shipments")) == 1;
        for (JsonNode product : shipment.path("products")) {
            String sku = name(product);
            Optional<BigDecimal> quantity = pieces(product);
            if (whole && items(product).size() > 1) {
                quantity = ordered(order, sku).or(() -> pieces(product));
            }
            ObjectNode line = lines.addObject().put("sku", sku);
            lineId(order, sku).ifPresent(id -> line.put("lineId", id));
            line.put("quantity", quantity.orElse(BigDecimal.ZERO).toPlainString());
        }
        return lines;
    }

    private static String name(JsonNode product) {
        String reference = product.path("reference_id").asText("");
        return reference.isEmpty() || product.path("reference_id").isNull()
                ? product.path("sku").isNull() ? "" : product.path("sku").asText("")
                : reference;
    }

    /** The sum over the lots of one item; over different items the least, as a bundle holds each at least once. */
    private static Optional<BigDecimal> pieces(JsonNode product) {
        return items(product).values().stream().min(BigDecimal::compareTo);
    }

    private static Map<String, BigDecimal> items(JsonNode product) {
        Map<String, BigDecimal> items = new HashMap<>();
        for (JsonNode item : product.path("inventory_items")) {
            if (item.path("quantity").isNumber()) {
                items.merge(item.path("id").asText(""), item.path("quantity").decimalValue(), BigDecimal::add);
            }
        }
        return items;
    }

    private static int live(JsonNode shipments) {
        int live = 0;
        for (JsonNode shipment : shipments) {
            live += "Cancelled".equalsIgnoreCase(shipment.path("status").asText("")) ? 0 : 1;
        }
        return live;
    }

    private static Optional<BigDecimal> ordered(JsonNode order, String sku) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode product : order.path("products")) {
            if (sku.equals(name(product)) && product.path("quantity").isNumber()) {
                sum = sum.add(product.path("quantity").decimalValue());
            }
        }
        return sum.signum() > 0 ? Optional.of(sum) : Optional.empty();
    }

    /** Our line id came in as {@code external_line_id}; certain only where one line of the order has this SKU. */
    private static Optional<String> lineId(JsonNode order, String sku) {
        Optional<String> id = Optional.empty();
        for (JsonNode product : order.path("products")) {
            if (!sku.equals(name(product))) {
                continue;
            }
            JsonNode external = product.path("external_line_id");
            if (id.isPresent()
                    || !external.isIntegralNumber()
                    || external.bigIntegerValue().signum() <= 0) {
                return Optional.empty();
            }
            id = Optional.of(external.asText());
        }
        return id;
    }
}
