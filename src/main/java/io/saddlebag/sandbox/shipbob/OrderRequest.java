package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A checked request to create an order ({@code Orders.CreateOrderModel}). What is missing or of the wrong type is refused with
 * 400 and the field's name, as the vendor's page on errors says of missing parameters; the wording is this sandbox's own.
 *
 * @param reference the caller's reference id
 * @param lines what is ordered; products named for the first time were created
 * @param centre the wished centre
 * @param asked the whole request
 */
record OrderRequest(String reference, List<Line> lines, Optional<Centre> centre, JsonNode asked) {

    private static final Set<String> TYPES = Set.of("DTC", "DropShip", "B2B");

    /** What can be checked without creating products; their creation must wait until the reference is known to be new. */
    static String reference(JsonNode asked) {
        String reference = text(asked, "reference_id", "reference_id");
        text(asked, "shipping_method", "shipping_method");
        if (!TYPES.contains(asked.path("type").asText())) {
            throw Refusal.field(400, "type", "The type must be one of DTC, DropShip, B2B.");
        }
        JsonNode recipient = asked.path("recipient");
        text(recipient, "name", "recipient.name");
        text(recipient.path("address"), "address1", "recipient.address.address1");
        text(recipient.path("address"), "city", "recipient.address.city");
        text(recipient.path("address"), "country", "recipient.address.country");
        if (!asked.path("products").isArray() || asked.path("products").isEmpty()) {
            throw Refusal.field(400, "products", "The products field is required.");
        }
        for (JsonNode product : asked.path("products")) {
            JsonNode quantity = product.path("quantity");
            if (!quantity.isIntegralNumber() || quantity.intValue() < 1) {
                throw Refusal.field(400, "products", "The quantity must be a whole number of at least 1.");
            }
            if (!product.path("id").isIntegralNumber()) {
                text(product, "reference_id", "products.reference_id");
            }
        }
        return reference;
    }

    static OrderRequest of(JsonNode asked, Warehouse warehouse) {
        String reference = reference(asked);
        Optional<Centre> centre = Optional.empty();
        if (asked.path("location_id").isIntegralNumber()) {
            int id = asked.path("location_id").intValue();
            centre = Optional.of(warehouse
                    .centre(id)
                    .orElseThrow(() -> Refusal.field(422, "location_id", "No fulfillment center " + id + ".")));
        }
        List<Line> lines = new ArrayList<>();
        for (JsonNode product : asked.path("products")) {
            lines.add(new Line(
                    product(product, warehouse.catalogue),
                    product.path("quantity").intValue(),
                    product));
        }
        return new OrderRequest(reference, lines, centre, asked);
    }

    private static Product product(JsonNode asked, Catalogue catalogue) {
        if (asked.path("id").isIntegralNumber()) {
            long id = asked.path("id").longValue();
            return catalogue
                    .byId(id)
                    .orElseThrow(() -> Refusal.field(422, "products", "No product with id " + id + "."));
        }
        String reference = asked.path("reference_id").asText();
        return catalogue.byReference(reference).orElseGet(() -> {
            String name = asked.path("name").asText("");
            if (name.isEmpty()) {
                throw Refusal.field(
                        422, "products", "No product with reference " + reference + ", and no name to create it with.");
            }
            return catalogue.adopt(reference, name);
        });
    }

    private static String text(JsonNode from, String name, String path) {
        JsonNode value = from.path(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw Refusal.field(400, path, "The " + path + " field is required.");
        }
        return value.textValue();
    }
}
