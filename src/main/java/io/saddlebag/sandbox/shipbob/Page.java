package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.http.SandboxRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The pages of answers that have {@code items} and links. The published description calls the links URLs and says nothing of
 * what is in them; here they are absolute paths with the query of the request and an opaque cursor, to be followed as they are.
 */
final class Page {

    private final SandboxRequest request;
    private final String sizeName;
    private final String cursorName;
    private final int size;
    private final int from;

    Page(SandboxRequest request, String sizeName, int normal, String cursorName) {
        this.request = request;
        this.sizeName = sizeName;
        this.cursorName = cursorName;
        this.size = new Query(request).number(sizeName, normal, 1, 250);
        this.from = position(cursorName, request.query(cursorName, ""));
    }

    <T> ObjectNode of(List<T> all, boolean firstAndLast, Function<T, ? extends JsonNode> shape) {
        ObjectNode json = Json.object();
        ArrayNode items = Json.array();
        all.stream().skip(from).limit(size).map(shape).forEach(items::add);
        int last = all.isEmpty() ? 0 : (all.size() - 1) / size * size;
        if (firstAndLast) {
            link(json, "first", 0, from > 0);
        }
        json.set("items", items);
        if (firstAndLast) {
            link(json, "last", last, from < last);
        }
        link(json, "next", from + size, from + size < all.size());
        link(json, "prev", Math.max(0, from - size), from > 0);
        return json;
    }

    private void link(ObjectNode json, String name, int position, boolean there) {
        if (!there) {
            json.putNull(name);
            return;
        }
        StringBuilder url = new StringBuilder(request.path()).append('?');
        for (Map.Entry<String, String> entry : request.query()) {
            if (!entry.getKey().equalsIgnoreCase(cursorName) && !entry.getKey().equalsIgnoreCase(sizeName)) {
                url.append(entry.getKey())
                        .append('=')
                        .append(encoded(entry.getValue()))
                        .append('&');
            }
        }
        url.append(sizeName)
                .append('=')
                .append(size)
                .append('&')
                .append(cursorName)
                .append('=');
        json.put(name, url.append(cursor(position)).toString());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String cursor(int position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("from:" + position).getBytes(StandardCharsets.UTF_8));
    }

    private static int position(String name, String cursor) {
        if (cursor.isEmpty()) {
            return 0;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            return Integer.parseInt(text.substring("from:".length()));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw Refusal.field(400, name, "The cursor is not valid.");
        }
    }
}
