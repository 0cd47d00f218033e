package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.order.FulfilmentRequest;
import io.saddlebag.order.Order;
import java.math.BigDecimal;
import java.util.List;

/** Fulfilment requests and the bodies a mapping makes of them. */
final class Requests {

    private Requests() {}

    /** Two tees and a mug of order main:{@code id}. */
    static FulfilmentRequest aRequest(String id) {
        return new FulfilmentRequest(
                "fulfilment-request.v1",
                "main",
                id,
                id,
                "S" + id,
                "north",
                1,
                "flat_rate",
                "Parcel",
                new Order.Address("Ada", "L", "", "Weg 1", "", "Bonn", "", "53111", "DE", "ada@example.org", ""),
                "",
                List.of(
                        new FulfilmentRequest.Line("11", "TEE", "Tee", new BigDecimal("2"), new BigDecimal("9.00")),
                        new FulfilmentRequest.Line("12", "MUG", "Mug", new BigDecimal("1"), new BigDecimal("5.00"))));
    }

    static JsonNode bodyOf(FulfilmentRequest request) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("reference_id", request.reference()).put("order_number", request.orderNumber());
        body.put("type", "DTC").put("shipping_method", request.shippingMethod());
        Order.Address to = request.recipient();
        ObjectNode recipient =
                body.putObject("recipient").put("name", to.name()).put("email", to.email());
        recipient
                .putObject("address")
                .put("address1", to.address1())
                .put("city", to.city())
                .put("zip_code", to.postcode())
                .put("country", to.country());
        ArrayNode products = body.putArray("products");
        for (FulfilmentRequest.Line line : request.lines()) {
            products.addObject()
                    .put("reference_id", line.sku())
                    .put("name", line.name())
                    .put("quantity", line.quantity().intValueExact())
                    .put("external_line_id", Long.parseLong(line.lineId()));
        }
        return body;
    }
}
