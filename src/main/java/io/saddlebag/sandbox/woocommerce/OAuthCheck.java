package io.saddlebag.sandbox.woocommerce;

import io.saddlebag.sandbox.http.SandboxRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * OAuth 1.0a, one-legged, in the query or the Authorization header, HMAC-SHA1 or HMAC-SHA256; the body is not signed
 * (01-auth/oauth1-*). A timestamp more than 15 minutes off and a nonce used before are refused; a timestamp older than
 * the last one is not.
 */
final class OAuthCheck {

    private static final List<String> NEEDED = List.of(
            "oauth_consumer_key", "oauth_timestamp", "oauth_nonce", "oauth_signature", "oauth_signature_method");
    private static final long WINDOW_SECONDS = Duration.ofMinutes(15).toSeconds();

    private final SiteClock clock;
    private final Map<String, Long> nonces = new HashMap<>();

    OAuthCheck(SiteClock clock) {
        this.clock = clock;
    }

    /** The oauth_ parameters of a request; empty if it does not use OAuth. */
    static Map<String, String> parameters(SandboxRequest request) {
        Map<String, String> found = new LinkedHashMap<>();
        request.query().forEach(p -> {
            if (p.getKey().startsWith("oauth_")) {
                found.put(p.getKey(), p.getValue());
            }
        });
        String header = request.header("Authorization");
        if (header.toLowerCase(Locale.ROOT).startsWith("oauth ")) {
            for (String part : header.substring(6).split(",")) {
                int cut = part.indexOf('=');
                if (cut > 0) {
                    String value = part.substring(cut + 1).trim().replaceAll("^\"|\"$", "");
                    found.put(part.substring(0, cut).trim(), URLDecoder.decode(value, StandardCharsets.UTF_8));
                }
            }
        }
        return found;
    }

    ApiKey check(SandboxRequest request, Map<String, String> oauth, Function<String, Optional<ApiKey>> keys) {
        List<String> absent = NEEDED.stream().filter(n -> !oauth.containsKey(n)).toList();
        if (!absent.isEmpty()) {
            throw new RestError(
                    401,
                    "woocommerce_rest_authentication_missing_parameter",
                    "Missing OAuth parameter" + (absent.size() == 1 ? " " : "s ") + String.join(", ", absent));
        }
        ApiKey key = keys.apply(oauth.get("oauth_consumer_key"))
                .orElseThrow(() -> StoreAuth.refused("Consumer key is invalid."));
        String algorithm =
                switch (oauth.get("oauth_signature_method")) {
                    case "HMAC-SHA1" -> "HmacSHA1";
                    case "HMAC-SHA256" -> "HmacSHA256";
                    default -> throw StoreAuth.refused("Invalid signature - signature method is invalid.");
                };
        byte[] given = oauth.get("oauth_signature").replace(' ', '+').getBytes(StandardCharsets.UTF_8);
        boolean matches = baseStrings(request, oauth).stream()
                .anyMatch(base -> MessageDigest.isEqual(
                        given, signature(algorithm, key.secret() + "&", base).getBytes(StandardCharsets.UTF_8)));
        if (!matches) {
            throw StoreAuth.refused("Invalid signature - provided signature does not match.");
        }
        fresh(oauth.get("oauth_timestamp"), key.key() + " " + oauth.get("oauth_nonce"));
        return key;
    }

    private void fresh(String timestamp, String nonce) {
        long now = clock.exactly().getEpochSecond();
        long sent;
        try {
            sent = Long.parseLong(timestamp);
        } catch (NumberFormatException e) {
            throw StoreAuth.refused("Invalid timestamp.");
        }
        if (Math.abs(now - sent) > WINDOW_SECONDS) {
            throw StoreAuth.refused("Invalid timestamp.");
        }
        if (nonces.size() > 10_000) {
            nonces.values().removeIf(seen -> now - seen > 2 * WINDOW_SECONDS);
        }
        if (nonces.putIfAbsent(nonce, now) != null) {
            throw StoreAuth.refused("Invalid nonce - nonce has already been used.");
        }
    }

    /** The strings a client may have signed: either scheme, and brackets of list parameters encoded once or twice. */
    private static List<String> baseStrings(SandboxRequest request, Map<String, String> oauth) {
        List<String[]> pairs = new ArrayList<>();
        request.query().forEach(p -> {
            if (!p.getKey().equals("oauth_signature")) {
                pairs.add(new String[] {p.getKey(), p.getValue()});
            }
        });
        oauth.forEach((name, value) -> {
            if (!name.equals("oauth_signature") && !request.query().contains(name)) {
                pairs.add(new String[] {name, value});
            }
        });
        pairs.sort((a, b) -> {
            int byName = encoded(a[0]).compareTo(encoded(b[0]));
            return byName != 0 ? byName : encoded(a[1]).compareTo(encoded(b[1]));
        });
        StringBuilder standard = new StringBuilder();
        StringBuilder shop = new StringBuilder();
        for (String[] pair : pairs) {
            String and = standard.isEmpty() ? "" : "%26";
            standard.append(and).append(encoded(encoded(pair[0]) + "=" + encoded(pair[1])));
            String name = encoded(pair[0]).replace("%5B", "[").replace("%5D", "]");
            shop.append(and).append(encoded(name + "=" + encoded(pair[1])));
        }
        List<String> strings = new ArrayList<>();
        for (String scheme : List.of("http://", "https://")) {
            String address = encoded(scheme + request.header("Host") + request.path());
            strings.add(request.method() + "&" + address + "&" + standard);
            strings.add(request.method() + "&" + address + "&" + shop);
        }
        return strings;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    static String signature(String algorithm, String secret, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }
}
