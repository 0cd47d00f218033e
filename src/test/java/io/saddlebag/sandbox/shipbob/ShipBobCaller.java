package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls a sandbox over HTTP as a partner would. */
final class ShipBobCaller {

    static final ObjectMapper JSON = new ObjectMapper();

    record Answer(int status, HttpHeaders headers, JsonNode body) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final Map<String, String> headers = new LinkedHashMap<>();

    ShipBobCaller(SandboxShipBob shipBob) {
        this.url = shipBob.url();
        headers.put("Authorization", "Bearer sandbox-token");
        headers.put("shipbob_channel_id", "100001");
    }

    ShipBobCaller with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    ShipBobCaller without(String name) {
        headers.remove(name);
        return this;
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer post(String path, JsonNode body) {
        return send("POST", path, body.toString());
    }

    Answer send(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Places an order that is expected to be accepted. */
    JsonNode place(String reference, Object... productsAndQuantities) {
        Answer answer = post("/2026-01/order", order(reference, productsAndQuantities));
        if (answer.status() != 201) {
            throw new AssertionError("order refused with " + answer.status() + ": " + answer.body());
        }
        return answer.body();
    }

    static ObjectNode order(String reference, Object... productsAndQuantities) {
        ObjectNode order = JSON.createObjectNode()
                .put("reference_id", reference)
                .put("order_number", "N-" + reference)
                .put("shipping_method", "Standard")
                .put("type", "DTC");
        ObjectNode recipient = order.putObject("recipient").put("name", "Ada Lovelace");
        recipient.put("email", "ada@example.com");
        recipient
                .putObject("address")
                .put("address1", "12 St James's Square")
                .put("city", "London")
                .put("country", "GB");
        ArrayNode products = order.putArray("products");
        for (int i = 0; i < productsAndQuantities.length; i += 2) {
            products.addObject()
                    .put("reference_id", productsAndQuantities[i].toString())
                    .put("name", "Name of " + productsAndQuantities[i])
                    .put("quantity", (Integer) productsAndQuantities[i + 1])
                    .put("external_line_id", i / 2 + 1)
                    .put("unit_price", 12.5);
        }
        return order;
    }
}
