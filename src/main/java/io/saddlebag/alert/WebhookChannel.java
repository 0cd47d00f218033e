package io.saddlebag.alert;

import io.saddlebag.contract.Documents;
import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.HttpCall;
import io.saddlebag.delivery.HttpCall.Parameter;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.PartnerHttp;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Alerts by HTTP POST. Where a secret is set it is signed as Standard Webhooks define (standardwebhooks.com, version 1.0.0):
 * {@code webhook-id}, {@code webhook-timestamp}, and {@code webhook-signature: v1,} with Base64 of HMAC-SHA256 over
 * {@code id.timestamp.body}. Any 2xx is taken as delivered; a redirect is not followed.
 */
final class WebhookChannel implements AlertChannel {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String ENCODED = "whsec_";

    private final WebhookSettings settings;
    private final PartnerHttp http;
    private final Duration limit;
    private final Clock clock;

    /** @param limit until the receiver begins to answer */
    WebhookChannel(WebhookSettings settings, PartnerHttp http, Duration limit, Clock clock) {
        this.settings = settings;
        this.http = http;
        this.limit = limit;
        this.clock = clock;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String kind() {
        return "webhook";
    }

    @Override
    public Sent send(AlertDocument message) {
        byte[] body = settings.form().equals("text")
                ? Documents.bytes(Map.of("text", message.text()))
                : Documents.bytes(message);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("webhook-id", message.delivery());
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        headers.put("webhook-timestamp", timestamp);
        if (!settings.secret().isEmpty()) {
            headers.put("webhook-signature", "v1," + signature(message.delivery(), timestamp, body));
        }
        return judged(http.send(call("alert", "POST", headers, body)));
    }

    private static Sent judged(HttpResult result) {
        if (result instanceof HttpResult.NoAnswer none) {
            return new Sent(false, none.reason());
        }
        HttpResult.Answer answer = (HttpResult.Answer) result;
        if (answer.ok()) {
            return new Sent(true, "taken, status " + answer.status());
        }
        return new Sent(
                false,
                "the receiver answers " + answer.status()
                        + (answer.status() / 100 == 3
                                ? ", a redirect, which is not followed: set the address it leads to"
                                : ""));
    }

    @Override
    public Finding probe() {
        String what = "webhook " + settings.name();
        HttpResult result = http.send(call("probe", "HEAD", Map.of(), new byte[0]));
        if (result instanceof HttpResult.NoAnswer none) {
            return new Finding(
                    what,
                    Finding.Status.FAIL,
                    none.reason(),
                    "check saddlebag.alert.webhook." + settings.name() + ".url, and that this machine may reach it");
        }
        int status = ((HttpResult.Answer) result).status();
        boolean odd = status / 100 == 3 || status >= 500;
        return new Finding(
                what,
                odd ? Finding.Status.WARN : Finding.Status.OK,
                settings.address() + " answers a HEAD with " + status
                        + (settings.secret().isEmpty() ? ", unsigned" : ", signed"),
                odd ? "a redirect is not followed and a 5xx not taken: 'alerts test' says what a message gets" : "");
    }

    /** The address's query is taken apart, because the HTTP client encodes parameters itself. */
    private HttpCall call(String operation, String method, Map<String, String> headers, byte[] body) {
        int cut = settings.path().indexOf('?');
        String path = cut < 0 ? settings.path() : settings.path().substring(0, cut);
        List<Parameter> query = new ArrayList<>();
        if (cut >= 0) {
            for (String pair : settings.path().substring(cut + 1).split("&")) {
                int equals = pair.indexOf('=');
                query.add(new Parameter(
                        decoded(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decoded(pair.substring(equals + 1))));
            }
        }
        return new HttpCall(operation, method, path, query, headers, body, limit);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private String signature(String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(settings.secret()), ALGORITHM));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot compute " + ALGORITHM, e);
        }
    }

    private static byte[] key(String secret) {
        return secret.startsWith(ENCODED)
                ? Base64.getDecoder().decode(secret.substring(ENCODED.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
    }
}
