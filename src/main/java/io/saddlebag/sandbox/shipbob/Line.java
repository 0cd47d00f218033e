package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;

/**
 * One line of an order.
 *
 * @param product what
 * @param quantity how many
 * @param asked the line as the caller sent it; price, GTIN, UPC and line number are given back unchanged
 */
record Line(Product product, int quantity, JsonNode asked) {

    PlacedLine placed(int units) {
        JsonNode line = asked.path("external_line_id");
        return new PlacedLine(
                product.reference,
                units,
                line.canConvertToLong() ? OptionalLong.of(line.longValue()) : OptionalLong.empty());
    }
}
