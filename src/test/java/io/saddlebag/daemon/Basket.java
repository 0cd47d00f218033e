package io.saddlebag.daemon;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a customer in Berlin orders at the sandbox store. */
final class Basket {

    private Basket() {}

    static ObjectNode of(String status, String sku, int pieces) {
        ObjectNode order = JsonNodeFactory.instance.objectNode().put("status", status);
        for (String kind : List.of("billing", "shipping")) {
            order.putObject(kind)
                    .put("first_name", "Anna")
                    .put("last_name", "Muster")
                    .put("address_1", "Beispielstraße 5")
                    .put("city", "Berlin")
                    .put("postcode", "10115")
                    .put("country", "DE")
                    .put("email", "anna.muster@example.com");
        }
        order.putArray("line_items").addObject().put("sku", sku).put("quantity", pieces);
        order.putArray("shipping_lines")
                .addObject()
                .put("method_id", "flat_rate")
                .put("method_title", "Flat rate")
                .put("total", "4.90");
        return order;
    }
}
