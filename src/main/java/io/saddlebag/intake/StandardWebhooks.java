package io.saddlebag.intake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Judges deliveries signed by the Standard Webhooks convention (standardwebhooks.com; ShipBob follows it since its dated API
 * versions): {@code webhook-signature} holds one or more {@code v1,<Base64>} parted by spaces, each the HMAC-SHA256 of {@code
 * <webhook-id>.<webhook-timestamp>.<raw body>}. The timestamp is part of what is signed, so a delivery recorded by somebody
 * else is of no use after the window.
 *
 * <p>Signatures of other versions (e.g. {@code v1a}, asymmetric) are passed over. Signatures are compared decoded, so missing
 * padding does no harm, in constant time, and against every secret whatever the first ones say. Thread-safe.
 */
public final class StandardWebhooks {

    private static final String KEY_PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    /** Longest header we look at; real ones are below 300 characters. */
    private static final int LONGEST = 4_096;

    private static final int MOST_SIGNATURES = 16;

    private final List<SecretKeySpec> keys;
    private final Duration window;
    private final Clock clock;

    /**
     * Prepares judging.
     *
     * @param secrets one or, while a secret is being replaced, several; {@code whsec_} and Base64, or any other text, whose
     *     bytes are then the key
     * @param window how far the timestamp may be from now, to either side
     * @throws IllegalArgumentException if there is no secret, or one cannot be read; the message does not repeat it
     */
    public StandardWebhooks(List<String> secrets, Duration window, Clock clock) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("without a secret no delivery can be told from a forged one");
        }
        this.keys = secrets.stream().map(StandardWebhooks::key).toList();
        this.window = window;
        this.clock = clock;
    }

    /**
     * The key of a secret.
     *
     * @throws IllegalArgumentException if it is empty, or not Base64 behind {@code whsec_}
     */
    private static SecretKeySpec key(String secret) {
        byte[] bytes;
        if (secret.startsWith(KEY_PREFIX)) {
            try {
                bytes = Base64.getDecoder().decode(secret.substring(KEY_PREFIX.length()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("a webhook secret is not Base64 behind " + KEY_PREFIX);
            }
        } else {
            bytes = secret.getBytes(StandardCharsets.UTF_8);
        }
        if (bytes.length == 0) {
            throw new IllegalArgumentException("a webhook secret is empty");
        }
        return new SecretKeySpec(bytes, ALGORITHM);
    }

    /**
     * Judges one delivery. Missing headers are given as empty strings.
     *
     * @param id header {@code webhook-id}
     * @param timestamp header {@code webhook-timestamp}, seconds since 1970
     * @param body the raw bytes, as received
     * @param signatures header {@code webhook-signature}
     */
    public Verdict verify(String id, String timestamp, byte[] body, String signatures) {
        if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty()) {
            return new Verdict.Forged("a header of the signature is missing");
        }
        if (id.length() > LONGEST
                || signatures.length() > LONGEST
                || !SECONDS.matcher(timestamp).matches()) {
            return new Verdict.Forged("a header of the signature is not of its form");
        }
        List<byte[]> given = decoded(signatures);
        if (given.isEmpty()) {
            return new Verdict.Forged("no v1 signature");
        }
        if (!anyMatches(given, id, timestamp, body)) {
            return new Verdict.Forged("the signature does not belong to the body");
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant());
        return age.abs().compareTo(window) > 0 ? new Verdict.Stale(age) : new Verdict.Genuine(id);
    }

    private boolean anyMatches(List<byte[]> given, String id, String timestamp, byte[] body) {
        boolean match = false;
        for (SecretKeySpec key : keys) {
            byte[] ours = sign(key, id, timestamp, body);
            for (byte[] theirs : given) {
                match |= MessageDigest.isEqual(ours, theirs);
            }
        }
        return match;
    }

    private static byte[] sign(SecretKeySpec key, String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot compute " + ALGORITHM, e);
        }
    }

    private static List<byte[]> decoded(String header) {
        List<byte[]> all = new ArrayList<>();
        for (String part : header.split(" ", MOST_SIGNATURES + 1)) {
            if (part.startsWith("v1,") && all.size() < MOST_SIGNATURES) {
                base64(part.substring(3)).ifPresent(all::add);
            }
        }
        return all;
    }

    /** What is no Base64 is no signature; the delivery may carry another one that is. */
    private static Optional<byte[]> base64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return bytes.length == 0 ? Optional.empty() : Optional.of(bytes);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** What a delivery is. */
    public sealed interface Verdict {

        /**
         * Sent by the partner, unchanged, just now.
         *
         * @param id names the event; the same for every retry of it
         */
        record Genuine(String id) implements Verdict {}

        /** Not from the partner, or changed on the way. */
        record Forged(String reason) implements Verdict {}

        /**
         * Signed by the partner, but outside of the window: replayed by somebody, or one of the clocks is wrong.
         *
         * @param age how old it is; negative if its timestamp lies in the future
         */
        record Stale(Duration age) implements Verdict {}
    }
}
