package io.saddlebag.intake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks {@code X-WC-Webhook-Signature}: base64 of the HMAC-SHA256 over the raw body (facts: woocommerce 24). Compares in
 * constant time and tries every secret, so neither a wrong byte nor the secret that fits shows in the time it takes. Each
 * thread keeps its own keyed Macs; they are reset by use.
 */
public final class WooSignature {

    private static final String ALGORITHM = "HmacSHA256";

    private final ThreadLocal<List<Mac>> macs;

    /**
     * Prepares the check.
     *
     * @param secrets the secrets a delivery may be signed with: the present one, and the previous one during an exchange
     * @throws IllegalArgumentException if there is none, or an empty one
     */
    public WooSignature(List<String> secrets) {
        if (secrets.isEmpty() || secrets.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("a webhook secret is needed to check signatures");
        }
        List<SecretKeySpec> keys = secrets.stream()
                .map(secret -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM))
                .toList();
        this.macs = ThreadLocal.withInitial(() -> keyed(keys));
    }

    /**
     * Whether the signature is that of the body under one of the secrets.
     *
     * @param body exactly as received
     * @param signature the header, empty if it is absent
     */
    public boolean verify(byte[] body, String signature) {
        byte[] given = signature.getBytes(StandardCharsets.UTF_8);
        boolean good = false;
        for (Mac mac : macs.get()) {
            good |= MessageDigest.isEqual(Base64.getEncoder().encode(mac.doFinal(body)), given);
        }
        return good;
    }

    private static List<Mac> keyed(List<SecretKeySpec> keys) {
        try {
            List<Mac> keyed = new ArrayList<>();
            for (SecretKeySpec key : keys) {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(key);
                keyed.add(mac);
            }
            return keyed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every Java runtime", e);
        }
    }
}
