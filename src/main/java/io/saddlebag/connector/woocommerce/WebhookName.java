package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The names of our webhooks: {@code Saddlebag order.updated 3f2a9c1b}, the last word a fingerprint of the secret. The
 * fingerprint is an HMAC cut to 32 bits: it tells secrets apart and gives none away.
 */
final class WebhookName {

    private static final String PREFIX = "Saddlebag ";

    private final StoreSettings.Webhooks webhooks;

    WebhookName(StoreSettings.Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    /** The name of a topic's webhook. */
    String of(String topic) {
        return name(topic, webhooks.secret());
    }

    /** Whether a webhook was made for this topic with the present secret. */
    boolean isOf(JsonNode hook, String topic) {
        return OrderFields.text(hook, "name").equals(of(topic));
    }

    /** Whether a webhook is ours: it delivers to our address, or was made by us with a secret of ours. */
    boolean isOurs(JsonNode hook, String address) {
        if (OrderFields.text(hook, "delivery_url").equals(address)) {
            return true;
        }
        String topic = OrderFields.text(hook, "topic");
        return webhooks.secrets().stream()
                .anyMatch(secret -> OrderFields.text(hook, "name").equals(name(topic, secret)));
    }

    private static String name(String topic, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] print = mac.doFinal("saddlebag webhook".getBytes(StandardCharsets.UTF_8));
            return PREFIX + topic + " " + HexFormat.of().formatHex(print, 0, 4);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every Java runtime", e);
        }
    }
}
