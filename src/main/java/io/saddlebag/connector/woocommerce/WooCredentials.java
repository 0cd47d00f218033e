package io.saddlebag.connector.woocommerce;

import io.saddlebag.delivery.Credentials;
import io.saddlebag.delivery.HttpCall.Parameter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.stream.Collectors;

/**
 * The three ways WooCommerce knows a caller (facts: woocommerce 1). Basic and plain keys work only where the site itself
 * sees TLS; OAuth 1.0a works everywhere, and in the query it also works where a web server strips the Authorization
 * header.
 */
public final class WooCredentials implements Credentials {

    private final StoreSettings.Auth way;
    private final String key;
    private final String secret;
    private final OAuth1 oauth;

    private WooCredentials(StoreSettings.Auth way, String key, String secret, Clock clock) {
        this.way = way;
        this.key = key;
        this.secret = secret;
        this.oauth = new OAuth1(key, secret, clock);
    }

    /** The credentials a store is configured with. */
    public static WooCredentials of(StoreSettings settings, Clock clock) {
        return of(settings, settings.auth(), clock);
    }

    static WooCredentials of(StoreSettings settings, StoreSettings.Auth way, Clock clock) {
        return new WooCredentials(way.at(settings.url()), settings.consumerKey(), settings.consumerSecret(), clock);
    }

    @Override
    public void apply(OutgoingRequest request) {
        switch (way) {
            case AUTO -> throw new IllegalStateException("the way of authentication is undecided");
            case BASIC ->
                request.header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((key + ":" + secret).getBytes(StandardCharsets.UTF_8)));
            case QUERY -> {
                request.addQuery("consumer_key", key);
                request.addQuery("consumer_secret", secret);
            }
            case OAUTH1 -> oauth.sign(request).forEach(p -> request.addQuery(p.name(), p.value()));
            case OAUTH1_HEADER -> request.header("Authorization", header(request));
        }
    }

    private String header(OutgoingRequest request) {
        return "OAuth "
                + oauth.sign(request).stream().map(WooCredentials::quoted).collect(Collectors.joining(", "));
    }

    private static String quoted(Parameter p) {
        return p.name() + "=\"" + OAuth1.encode(p.value()) + "\"";
    }

    @Override
    public String toString() {
        return "WooCredentials[" + way.word() + ", key=***, secret=***]";
    }
}
