package io.saddlebag.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One request to a partner.
 *
 * @param operation name for metrics and traces, of few values, e.g. {@code create-order}
 * @param method HTTP method
 * @param path path below the partner's base address, starting with {@code /}, already percent-encoded where needed
 * @param query parameters in order, not yet encoded
 * @param headers further headers; never credentials
 * @param body bytes, empty for none
 * @param timeout until the answer's first byte
 */
public record HttpCall(
        String operation,
        String method,
        String path,
        List<Parameter> query,
        Map<String, String> headers,
        byte[] body,
        Duration timeout) {

    private static final Duration USUAL = Duration.ofSeconds(30);

    /** Copies the collections. */
    public HttpCall {
        query = List.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** One query parameter. */
    public record Parameter(String name, String value) {}

    /** A GET. */
    public static HttpCall get(String operation, String path) {
        return new HttpCall(operation, "GET", path, List.of(), Map.of(), new byte[0], USUAL);
    }

    /** A request with a JSON body. */
    public static HttpCall json(String operation, String method, String path, String json) {
        return new HttpCall(
                operation,
                method,
                path,
                List.of(),
                Map.of("Content-Type", "application/json"),
                json.getBytes(StandardCharsets.UTF_8),
                USUAL);
    }

    /** The same call with one more query parameter. */
    public HttpCall with(String name, String value) {
        List<Parameter> more = new ArrayList<>(query);
        more.add(new Parameter(name, value));
        return new HttpCall(operation, method, path, more, headers, body, timeout);
    }

    /** The same call with one more header. */
    public HttpCall header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpCall(operation, method, path, query, more, body, timeout);
    }

    /** The same call with another time limit. */
    public HttpCall within(Duration limit) {
        return new HttpCall(operation, method, path, query, headers, body, limit);
    }
}
