package io.saddlebag.sandbox.woocommerce;

import io.saddlebag.sandbox.http.SandboxRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds the REST key a request carries: Basic or query-string keys where the site sees TLS, OAuth 1.0a everywhere
 * (facts 1). Over plain http the first two count as no credentials at all.
 */
final class StoreAuth {

    private final Map<String, ApiKey> keys;
    private final boolean tls;
    private final OAuthCheck oauth;

    StoreAuth(List<ApiKey> keys, boolean tls, SiteClock clock) {
        this.keys = keys.stream().collect(Collectors.toUnmodifiableMap(ApiKey::key, Function.identity()));
        this.tls = tls;
        this.oauth = new OAuthCheck(clock);
    }

    /**
     * The key of a request, empty for an anonymous one.
     *
     * @throws RestError 401 if credentials were sent and are wrong
     */
    Optional<ApiKey> authenticate(SandboxRequest request) {
        Optional<ApiKey> key = tls ? overTls(request) : Optional.empty();
        if (key.isEmpty()) {
            Map<String, String> signed = OAuthCheck.parameters(request);
            if (!signed.isEmpty()) {
                key = Optional.of(oauth.check(request, signed, name -> Optional.ofNullable(keys.get(name))));
            }
        }
        key.ifPresent(k -> mayUse(k, request.method()));
        return key;
    }

    private Optional<ApiKey> overTls(SandboxRequest request) {
        String name = request.query("consumer_key", "");
        String secret = request.query("consumer_secret", "");
        String header = request.header("Authorization");
        if (name.isEmpty() && header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            String pair = decoded(header.substring(6).trim());
            int cut = pair.indexOf(':');
            name = cut < 0 ? pair : pair.substring(0, cut);
            secret = cut < 0 ? "" : pair.substring(cut + 1);
        }
        ApiKey key = keys.get(name);
        if (key == null || secret.isEmpty()) {
            return Optional.empty();
        }
        if (!key.secret().equals(secret)) {
            throw refused("Consumer secret is invalid.");
        }
        return Optional.of(key);
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private static void mayUse(ApiKey key, String method) {
        boolean reads = method.equals("GET") || method.equals("HEAD");
        if (reads && key.permission() == ApiKey.Permission.WRITE) {
            throw refused("The API key provided does not have read permissions.");
        }
        if (!reads && key.permission() == ApiKey.Permission.READ) {
            throw refused("The API key provided does not have write permissions.");
        }
    }

    static RestError refused(String message) {
        return new RestError(401, "woocommerce_rest_authentication_error", message);
    }
}
