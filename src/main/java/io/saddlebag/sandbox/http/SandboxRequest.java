package io.saddlebag.sandbox.http;

import io.vertx.core.MultiMap;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * One request as a sandbox partner sees it.
 *
 * @param method HTTP method, upper case
 * @param path decoded path without the query, e.g. {@code /wp-json/wc/v3/orders}
 * @param rawQuery query string as sent, empty if none
 * @param query decoded query parameters, in order, case-insensitive names
 * @param headers request headers, case-insensitive names
 * @param body raw bytes, empty if none
 * @param remote the caller's address
 */
public record SandboxRequest(
        String method, String path, String rawQuery, MultiMap query, MultiMap headers, byte[] body, String remote) {

    /** The body read as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** A query parameter, or the given value where it is absent. */
    public String query(String name, String otherwise) {
        String value = query.get(name);
        return value == null ? otherwise : value;
    }

    /** A header, or an empty string where it is absent. */
    public String header(String name) {
        String value = headers.get(name);
        return value == null ? "" : value;
    }

    static String decode(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
