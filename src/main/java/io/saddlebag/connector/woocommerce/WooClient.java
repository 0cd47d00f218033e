package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.HttpCall;
import io.saddlebag.delivery.HttpCall.Parameter;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.delivery.PartnerHttp;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Speaks the REST API of one store, in the form of addresses the site understands. Safe with several threads. */
final class WooClient {

    private final PartnerHttp http;
    private final StoreSettings settings;
    private final WooOutcomes outcomes;
    /** Learnt once from a site whose {@code /wp-json/} does not exist. */
    private volatile boolean plain;

    WooClient(PartnerHttp http, StoreSettings settings, Clock clock) {
        this.http = http;
        this.settings = settings;
        this.outcomes = new WooOutcomes(clock);
        this.plain = settings.permalinks() == StoreSettings.Permalinks.PLAIN;
    }

    /** Reads. */
    Outcome<WooAnswer> get(String operation, String route, Parameter... query) {
        return send(operation, "GET", route, List.of(query), new byte[0], settings.timeout());
    }

    /** Writes JSON. */
    Outcome<WooAnswer> write(String operation, String method, String route, JsonNode body) {
        return write(operation, method, route, body, settings.timeout());
    }

    /** Writes JSON that takes its time. */
    Outcome<WooAnswer> write(String operation, String method, String route, JsonNode body, Duration timeout) {
        return send(operation, method, route, List.of(), body.toString().getBytes(StandardCharsets.UTF_8), timeout);
    }

    /** Uploads a file. */
    Outcome<WooAnswer> upload(String operation, String route, Map<String, String> headers, byte[] content) {
        return told(outcomes.judge(http.send(new HttpCall(
                operation,
                "POST",
                plain ? "/" : "/wp-json" + route,
                plain ? List.of(new Parameter("rest_route", route)) : List.of(),
                headers,
                content,
                settings.timeout()))));
    }

    /** Deletes for good. */
    Outcome<WooAnswer> delete(String operation, String route) {
        return send(
                operation, "DELETE", route, List.of(new Parameter("force", "true")), new byte[0], settings.timeout());
    }

    /** Whether addresses are of the form {@code ?rest_route=}. */
    boolean plainPermalinks() {
        return plain;
    }

    private Outcome<WooAnswer> send(
            String operation, String method, String route, List<Parameter> query, byte[] body, Duration timeout) {
        HttpResult result = http.send(call(plain, operation, method, route, query, body, timeout));
        if (!plain && settings.permalinks() == StoreSettings.Permalinks.AUTO && noSuchPath(result)) {
            HttpResult other = http.send(call(true, operation, method, route, query, body, timeout));
            if (other instanceof HttpResult.Answer answer
                    && WooBody.read(answer)
                            .json()
                            .filter(JsonNode::isContainerNode)
                            .isPresent()) {
                plain = true;
                return told(outcomes.judge(other));
            }
        }
        return told(outcomes.judge(result));
    }

    private Outcome<WooAnswer> told(Outcome<WooAnswer> outcome) {
        http.judged(outcome);
        return outcome;
    }

    /** A 404 of the web server: the request reached no WordPress, so it may be sent again in the other form. */
    private static boolean noSuchPath(HttpResult result) {
        return result instanceof HttpResult.Answer answer
                && answer.status() == 404
                && WooBody.read(answer).json().isEmpty();
    }

    private HttpCall call(
            boolean plainForm,
            String operation,
            String method,
            String route,
            List<Parameter> query,
            byte[] body,
            Duration timeout) {
        List<Parameter> parameters = new ArrayList<>();
        if (plainForm) {
            parameters.add(new Parameter("rest_route", route));
        }
        parameters.addAll(query);
        return new HttpCall(
                operation,
                method,
                plainForm ? "/" : "/wp-json" + route,
                parameters,
                body.length == 0 ? Map.of() : Map.of("Content-Type", "application/json"),
                body,
                timeout);
    }
}
