package io.saddlebag.connector.woocommerce;

import io.saddlebag.delivery.Credentials.OutgoingRequest;
import io.saddlebag.delivery.HttpCall.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One-legged OAuth 1.0a with HMAC-SHA256, RFC 5849 section 3.4. The body is not signed (facts: woocommerce 1, captured
 * {@code oauth1-post}). WooCommerce rejects a nonce it has seen and a timestamp 15 minutes off.
 *
 * <p>Lists are sent as {@code include=1,2}, never as {@code include[0]=1}: WooCommerce sorts the members of an array by
 * position, the RFC sorts them as text, so the two disagree from the eleventh member on.
 */
final class OAuth1 {

    private final String key;
    private final SecretKeySpec secret;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    OAuth1(String key, String secret, Clock clock) {
        this.key = key;
        this.secret = new SecretKeySpec((secret + "&").getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.clock = clock;
    }

    /** The parameters to add to a request, the signature last. */
    List<Parameter> sign(OutgoingRequest request) {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        List<Parameter> oauth = new ArrayList<>(List.of(
                new Parameter("oauth_consumer_key", key),
                new Parameter("oauth_nonce", HexFormat.of().formatHex(nonce)),
                new Parameter("oauth_signature_method", "HMAC-SHA256"),
                new Parameter("oauth_timestamp", String.valueOf(clock.instant().getEpochSecond())),
                new Parameter("oauth_version", "1.0")));
        List<Parameter> all = new ArrayList<>(request.query());
        all.addAll(oauth);
        oauth.add(new Parameter("oauth_signature", signature(base(request.method(), request.address(), all))));
        return oauth;
    }

    /** The signature base string, RFC 5849 section 3.4.1. */
    static String base(String method, String address, List<Parameter> parameters) {
        String normalised = parameters.stream()
                .map(p -> new Parameter(encode(p.name()), encode(p.value())))
                .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
                .map(p -> p.name() + "=" + p.value())
                .collect(Collectors.joining("&"));
        return method + "&" + encode(address) + "&" + encode(normalised);
    }

    String signature(String base) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return Base64.getEncoder().encodeToString(mac.doFinal(base.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every Java runtime", e);
        }
    }

    /** Percent-encoding of RFC 5849 section 3.6. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
