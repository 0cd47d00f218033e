package io.saddlebag.sandbox.shipbob;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhooks as the vendor's page says (Standard Webhooks): {@code v1,} and the Base64 HMAC-SHA256 of {@code
 * id.timestamp.body}. The key of a {@code whsec_} secret is the Base64-decoded rest; any other secret is its own bytes.
 */
final class Signature {

    private static final String PREFIX = "whsec_";

    private final SecretKeySpec key;

    Signature(String secret) {
        byte[] bytes = secret.startsWith(PREFIX)
                ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    String of(String id, long timestampSeconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update((id + "." + timestampSeconds + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot compute HMAC-SHA256", e);
        }
    }
}
