package io.saddlebag.connector.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.delivery.Credentials.OutgoingRequest;
import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.HttpCall;
import io.saddlebag.delivery.HttpCall.Parameter;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WooCredentialsTest {

    private final FakeShop shop = new FakeShop();
    private final ShopClient client = new ShopClient(shop);
    private final Set<String> nonces = new HashSet<>();

    @AfterEach
    void stop() {
        client.close();
        shop.close();
    }

    @Test
    void signsTheExampleOfRfc5849TheWayItSays() {
        String base = OAuth1.base(
                "POST",
                "http://example.com/request",
                List.of(
                        new Parameter("b5", "=%3D"),
                        new Parameter("a3", "a"),
                        new Parameter("c@", ""),
                        new Parameter("a2", "r b"),
                        new Parameter("oauth_consumer_key", "9djdj82h48djs9d2"),
                        new Parameter("oauth_token", "kkk9d7dh3k39sjv7"),
                        new Parameter("oauth_signature_method", "HMAC-SHA1"),
                        new Parameter("oauth_timestamp", "137131201"),
                        new Parameter("oauth_nonce", "7d8f3e4a"),
                        new Parameter("c2", ""),
                        new Parameter("a3", "2 q")));

        assertThat(base)
                .isEqualTo("POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q"
                        + "%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_"
                        + "key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_m"
                        + "ethod%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk"
                        + "9d7dh3k39sjv7");
    }

    @Test
    void p13ReachesAPlainHttpStoreByOAuthWhateverTheQueryHolds() {
        shop.gate = this::checkedLikeWooCommerce;

        HttpResult plain = send("oauth1", HttpCall.get("x", "/wp-json/wc/v3/orders"));
        HttpResult odd = send(
                "auto",
                HttpCall.get("x", "/wp-json/wc/v3/orders")
                        .with("search", "Müller & Söhne + 50%*~")
                        .with("include[0]", "10")
                        .with("include[1]", "11")
                        .with("empty", ""));
        HttpResult post = send("oauth1", HttpCall.json("x", "POST", "/wp-json/wc/v3/orders/batch", "{}"));

        assertThat(List.of(plain, odd, post))
                .allSatisfy(r -> assertThat(((HttpResult.Answer) r).status()).isEqualTo(200));
        assertThat(nonces).hasSize(3);
        assertThat(shop.received)
                .allSatisfy(r -> assertThat(r.header("Authorization")).isEmpty());
    }

    @Test
    void p13SignsInTheHeaderAsWell() {
        shop.gate = this::checkedLikeWooCommerce;

        HttpResult result =
                send("oauth1-header", HttpCall.get("x", "/wp-json/wc/v3/orders").with("per_page", "1"));

        assertThat(((HttpResult.Answer) result).status()).isEqualTo(200);
        assertThat(shop.received.get(0).rawQuery()).isEqualTo("per_page=1");
    }

    @Test
    void p13TellsThatTheAuthorizationHeaderIsStripped() {
        shop.gate = request -> request.path().endsWith("/orders")
                        && request.query("oauth_signature", "").isEmpty()
                ? Optional.of(FakeShop.error(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources."))
                : Optional.empty();
        StoreSettings settings = ShopClient.settings(shop.server.url(), Map.of("auth", "oauth1-header"));

        Finding finding = new AuthProbe(settings, c -> client.http(settings, c), client.clock()).probe();

        assertThat(finding.status()).isEqualTo(Finding.Status.FAIL);
        assertThat(finding.remedy()).contains("auth=oauth1");
        assertThat(finding.detail()).contains("oauth1: works");
    }

    @Test
    void sendsBasicAndQueryKeysOverTlsOnly() {
        StoreSettings basic = ShopClient.settings("https://shop.example.com", Map.of());
        StoreSettings query = ShopClient.settings("https://shop.example.com", Map.of("auth", "query"));
        Recorded one = new Recorded();
        Recorded two = new Recorded();

        WooCredentials.of(basic, client.clock()).apply(one);
        WooCredentials.of(query, client.clock()).apply(two);

        assertThat(one.added).containsExactly("Authorization=Basic Y2tfMTpjc18x");
        assertThat(two.added).containsExactly("consumer_key=ck_1", "consumer_secret=cs_1");
        assertThat(WooCredentials.of(basic, client.clock()).toString()).doesNotContain("cs_1", "ck_1");
    }

    private HttpResult send(String auth, HttpCall call) {
        StoreSettings settings = ShopClient.settings(shop.server.url(), Map.of("auth", auth));
        try (var http = client.http(settings, WooCredentials.of(settings, client.clock()))) {
            return http.send(call);
        }
    }

    /** What WC_REST_Authentication::check_oauth_signature does, from the parameters as PHP sees them. */
    private Optional<SandboxReply> checkedLikeWooCommerce(SandboxRequest request) {
        Map<String, String> parameters = new TreeMap<>();
        request.query().forEach(p -> parameters.put(p.getKey(), p.getValue()));
        for (String part :
                request.header("Authorization").replaceFirst("^OAuth ", "").split(", ")) {
            int cut = part.indexOf('=');
            if (cut > 0) {
                parameters.put(part.substring(0, cut), unquoted(part.substring(cut + 1)));
            }
        }
        String given = parameters.remove("oauth_signature");
        String joined = parameters.entrySet().stream()
                .map(e -> twice(e.getKey()) + "%3D" + twice(e.getValue()))
                .collect(Collectors.joining("%26"));
        String toSign = request.method() + "&" + once(shop.server.url() + request.path()) + "&" + joined;
        boolean fresh = nonces.add(parameters.get("oauth_nonce"));
        boolean good = fresh
                && "ck_1".equals(parameters.get("oauth_consumer_key"))
                && String.valueOf(FakeShop.NOON.getEpochSecond()).equals(parameters.get("oauth_timestamp"))
                && hmac(toSign).equals(given);
        return good
                ? Optional.empty()
                : Optional.of(FakeShop.error(401, "woocommerce_rest_authentication_error", "Invalid signature"));
    }

    private static String unquoted(String text) {
        return URLDecoder.decode(text.replace("\"", "").replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String once(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted(b & 0xFF));
        }
        return encoded.toString();
    }

    private static String twice(String text) {
        return once(once(text));
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("cs_1&".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Recorded implements OutgoingRequest {
        private final List<String> added = new ArrayList<>();

        @Override
        public String method() {
            return "GET";
        }

        @Override
        public String address() {
            return "https://shop.example.com/wp-json/";
        }

        @Override
        public List<Parameter> query() {
            return List.of();
        }

        @Override
        public void header(String name, String value) {
            added.add(name + "=" + value);
        }

        @Override
        public void addQuery(String name, String value) {
            added.add(name + "=" + value);
        }
    }
}
