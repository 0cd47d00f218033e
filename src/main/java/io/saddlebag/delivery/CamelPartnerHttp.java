package io.saddlebag.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.support.DefaultExchange;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.util.Timeout;

/** {@link PartnerHttp} over camel-http: one connection pool per partner, one endpoint per time limit. */
public final class CamelPartnerHttp implements PartnerHttp, AutoCloseable {

    private final CamelContext camel;
    private final String partner;
    private final String base;
    private final HttpComponent component;
    private final PoolingHttpClientConnectionManager pool;
    private final MeterRegistry meters;
    private final Map<Duration, Producer> producers = new ConcurrentHashMap<>();

    /**
     * Prepares HTTP to one partner.
     *
     * @param partner configured name, e.g. {@code store.main}; a tag of every metric
     * @param base address without a trailing slash; may have a path
     * @param connections how many calls may be under way at once
     * @throws IllegalArgumentException if the base is no http(s) address
     */
    public CamelPartnerHttp(
            CamelContext camel,
            String partner,
            String base,
            int connections,
            Credentials credentials,
            MeterRegistry meters) {
        URI uri = URI.create(base);
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("the address of " + partner + " must be http:// or https://");
        }
        this.camel = camel;
        this.partner = partner;
        this.base = base;
        this.meters = meters;
        this.pool = PartnerClient.pool(connections);
        this.component = new HttpComponent();
        component.setCamelContext(camel);
        component.setClientConnectionManager(pool);
        component.setHttpClientConfigurer(new PartnerClient(credentials));
        component.setCopyHeaders(false);
        component.setFollowRedirects(false);
        component.setSkipRequestHeaders(false);
        component.start();
    }

    @Override
    public HttpResult send(HttpCall call) {
        long start = System.nanoTime();
        Exchange exchange = new DefaultExchange(camel);
        HttpResult result;
        try {
            fill(exchange, call);
            producer(call.timeout()).process(exchange);
            result = exchange.getException() == null
                    ? answer(exchange, since(start))
                    : none(exchange.getException(), call, since(start));
        } catch (Exception e) { // a producer may throw anything; every case becomes a visible result
            result = none(e, call, since(start));
        }
        meter(call, result);
        return result;
    }

    private void fill(Exchange exchange, HttpCall call) {
        var message = exchange.getMessage();
        call.headers().forEach(message::setHeader);
        message.setHeader("Accept", "application/json");
        // As the component's own type: from a text Camel looks for a converter at every call, 8 % of the daemon's time.
        message.setHeader(Exchange.HTTP_METHOD, HttpMethods.valueOf(call.method()));
        message.setHeader(Exchange.HTTP_URI, base + call.path());
        if (!call.query().isEmpty()) {
            message.setHeader(
                    Exchange.HTTP_QUERY,
                    call.query().stream()
                            .map(p -> PartnerClient.encode(p.name()) + "=" + PartnerClient.encode(p.value()))
                            .collect(Collectors.joining("&")));
        }
        if (call.body().length > 0) {
            message.setBody(call.body());
        }
    }

    private Producer producer(Duration timeout) {
        return producers.computeIfAbsent(timeout, limit -> {
            try {
                HttpEndpoint endpoint = (HttpEndpoint) component.createEndpoint(
                        base + "?throwExceptionOnFailure=false&responseTimeout=" + limit.toMillis());
                endpoint.setHttpClientConfigurer(component.getHttpClientConfigurer());
                endpoint.setCopyHeaders(false);
                endpoint.getClientBuilder()
                        .setDefaultRequestConfig(PartnerClient.limits(Timeout.ofMilliseconds(limit.toMillis())));
                endpoint.start();
                Producer producer = endpoint.createProducer();
                producer.start();
                return producer;
            } catch (Exception e) { // Camel's factory methods declare Exception
                throw new IllegalStateException("cannot prepare HTTP to " + partner, e);
            }
        });
    }

    private static HttpResult answer(Exchange exchange, Duration latency) {
        var message = exchange.getMessage();
        Map<String, String> headers = new HashMap<>();
        message.getHeaders().forEach((name, value) -> {
            if (value != null && !name.startsWith("Camel")) {
                headers.put(name.toLowerCase(Locale.ROOT), String.valueOf(value));
            }
        });
        byte[] body = message.getBody(byte[].class);
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        return new HttpResult.Answer(status, Map.copyOf(headers), body == null ? new byte[0] : body, latency);
    }

    private HttpResult none(Throwable failure, HttpCall call, Duration latency) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof UnknownHostException) {
                return none(HttpResult.Kind.UNKNOWN_HOST, "the host name is unknown", latency);
            }
            if (t instanceof ConnectionRequestTimeoutException) {
                return none(HttpResult.Kind.ALL_IN_USE, "all connections are in use", latency);
            }
            if (t instanceof ConnectTimeoutException) {
                return none(HttpResult.Kind.NOT_CONNECTED, "no connection in time", latency);
            }
            if (t instanceof ConnectException || t instanceof NoRouteToHostException) {
                return none(HttpResult.Kind.NOT_CONNECTED, "the connection is refused", latency);
            }
            if (t instanceof SSLException) {
                return none(HttpResult.Kind.TLS, "TLS failed: " + t.getMessage(), latency);
            }
            if (t instanceof SocketTimeoutException) {
                return none(
                        HttpResult.Kind.TIMED_OUT,
                        "no answer in " + call.timeout().toSeconds() + " s",
                        latency);
            }
        }
        return none(
                HttpResult.Kind.BROKEN,
                "the connection broke (" + failure.getClass().getSimpleName() + ")",
                latency);
    }

    private static HttpResult none(HttpResult.Kind kind, String reason, Duration latency) {
        return new HttpResult.NoAnswer(kind, reason, latency);
    }

    private void meter(HttpCall call, HttpResult result) {
        String outcome = result instanceof HttpResult.Answer a
                ? String.valueOf(a.status())
                : ((HttpResult.NoAnswer) result).kind().name().toLowerCase(Locale.ROOT);
        meters.timer("saddlebag.partner.call", "partner", partner, "operation", call.operation(), "outcome", outcome)
                .record(result.latency());
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        producers.values().forEach(Producer::stop);
        component.stop();
        pool.close();
    }
}
