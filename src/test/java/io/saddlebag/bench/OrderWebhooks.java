package io.saddlebag.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An order of three lines as WooCommerce 10.5 sent it, 4 kB, under ever new ids, signed, with a real delivery's headers. */
final class OrderWebhooks {

    private static final Path CAPTURED =
            Path.of("src/test/resources/fixtures/woocommerce/03-orders/create-full-pending.json");

    private final String secret;
    private final ObjectNode order;
    private final ObjectMapper json = new ObjectMapper();
    private long id = 1_000_000;

    OrderWebhooks(String secret) throws IOException {
        this.secret = secret;
        JsonNode body = json.readTree(CAPTURED.toFile()).path("response").path("body");
        this.order = body.deepCopy();
    }

    /** The bytes of a new order. */
    byte[] body() throws IOException {
        order.put("id", ++id);
        order.put("number", String.valueOf(id));
        return json.writeValueAsBytes(order);
    }

    /** A whole request, ready to be written to a socket. */
    ByteBuffer request(int port) throws IOException {
        byte[] body = body();
        byte[] head = ("POST /webhooks/woocommerce/main HTTP/1.1\r\n"
                        + "Host: 127.0.0.1:" + port + "\r\n"
                        + "User-Agent: WooCommerce/10.5.2 Hookshot (WordPress/6.9.1)\r\n"
                        + "Accept: */*\r\n"
                        + "Accept-Encoding: deflate, gzip, br, zstd\r\n"
                        + "Content-Type: application/json\r\n"
                        + "X-WC-Webhook-Source: http://127.0.0.1:8090/\r\n"
                        + "X-WC-Webhook-Topic: order.updated\r\n"
                        + "X-WC-Webhook-Resource: order\r\n"
                        + "X-WC-Webhook-Event: updated\r\n"
                        + "X-WC-Webhook-Signature: " + signature(body) + "\r\n"
                        + "X-WC-Webhook-ID: 8\r\n"
                        + "X-WC-Webhook-Delivery-ID: " + id + "\r\n"
                        + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(head.length + body.length)
                .put(head)
                .put(body)
                .flip();
    }

    private String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
