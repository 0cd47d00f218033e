package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** Pieces per product of an order, to tell whether ShipBob holds what we ordered. */
final class OrderedPieces {

    private final Map<String, BigDecimal> pieces;

    private OrderedPieces(Map<String, BigDecimal> pieces) {
        this.pieces = pieces;
    }

    /** Of a request, whose products are named by reference or by ShipBob's id. */
    static OrderedPieces asked(JsonNode products) {
        Map<String, BigDecimal> pieces = new TreeMap<>();
        for (JsonNode product : products) {
            String reference = product.path("reference_id").asText("");
            add(pieces, reference.isEmpty() ? "#" + product.path("id").asText("") : reference, product);
        }
        return new OrderedPieces(pieces);
    }

    /** Of an order as ShipBob holds it; its products have both names, and count under the one we used. */
    OrderedPieces held(JsonNode products) {
        Map<String, BigDecimal> held = new TreeMap<>();
        for (JsonNode product : products) {
            String id = "#" + product.path("id").asText("");
            String reference = product.path("reference_id").asText("");
            String sku = product.path("sku").asText("");
            String name = pieces.containsKey(reference) || (!pieces.containsKey(id) && !pieces.containsKey(sku))
                    ? reference
                    : pieces.containsKey(id) ? id : sku;
            add(held, name, product);
        }
        return new OrderedPieces(held);
    }

    private static void add(Map<String, BigDecimal> pieces, String name, JsonNode product) {
        BigDecimal quantity = product.path("quantity").isNumber()
                ? product.path("quantity").decimalValue().stripTrailingZeros()
                : BigDecimal.ZERO;
        pieces.merge(name, quantity, (a, b) -> a.add(b).stripTrailingZeros());
    }

    boolean same(OrderedPieces other) {
        return pieces.equals(other.pieces);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        pieces.forEach((name, quantity) -> text.append(text.isEmpty() ? "" : ", ")
                .append(quantity.toPlainString())
                .append(" × ")
                .append(name));
        return text.isEmpty() ? "nothing" : text.toString();
    }
}
