package io.saddlebag.delivery;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Sets up the HTTP client below one partner's camel-http endpoints: no repeats, no redirects, credentials last. */
final class PartnerClient implements HttpClientConfigurer {

    private static final Timeout CONNECT = Timeout.ofSeconds(10);

    private final Credentials credentials;

    PartnerClient(Credentials credentials) {
        this.credentials = credentials;
    }

    /** One pool per partner, so that one partner's hanging calls take no connection from another's. */
    static PoolingHttpClientConnectionManager pool(int connections) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .useSystemProperties()
                .setMaxConnPerRoute(connections)
                .setMaxConnTotal(connections)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout(Timeout.ofMinutes(10))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .build())
                .build();
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableAuthCaching()
                .disableCookieManagement()
                .setDefaultCookieStore(new BasicCookieStore())
                .setUserAgent("Saddlebag")
                .setConnectionManagerShared(true)
                .addRequestInterceptorLast((request, entity, context) -> credentials.apply(new Wire(request)));
    }

    /** Time-outs of one call. */
    static RequestConfig limits(Timeout answer) {
        return RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.ofSeconds(30))
                .setResponseTimeout(answer)
                .setRedirectsEnabled(false)
                .build();
    }

    private static final class Wire implements Credentials.OutgoingRequest {
        private final HttpRequest request;

        Wire(HttpRequest request) {
            this.request = request;
        }

        @Override
        public String method() {
            return request.getMethod();
        }

        @Override
        public String address() {
            URI uri = uri();
            int port = uri.getPort();
            boolean usual = port < 0
                    || ("http".equals(uri.getScheme()) && port == 80)
                    || ("https".equals(uri.getScheme()) && port == 443);
            return uri.getScheme() + "://" + uri.getHost() + (usual ? "" : ":" + port) + uri.getRawPath();
        }

        @Override
        public List<HttpCall.Parameter> query() {
            List<HttpCall.Parameter> parameters = new ArrayList<>();
            String raw = uri().getRawQuery();
            if (raw != null) {
                for (String pair : raw.split("&")) {
                    int cut = pair.indexOf('=');
                    parameters.add(new HttpCall.Parameter(
                            decode(cut < 0 ? pair : pair.substring(0, cut)),
                            cut < 0 ? "" : decode(pair.substring(cut + 1))));
                }
            }
            return parameters;
        }

        @Override
        public void header(String name, String value) {
            request.setHeader(name, value);
        }

        @Override
        public void addQuery(String name, String value) {
            String path = request.getPath();
            request.setPath(path + (path.indexOf('?') < 0 ? '?' : '&') + encode(name) + '=' + encode(value));
        }

        private URI uri() {
            try {
                return request.getUri();
            } catch (URISyntaxException e) {
                throw new IllegalStateException("a request without a valid address", e);
            }
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
