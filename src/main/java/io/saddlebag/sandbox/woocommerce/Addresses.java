package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The addresses the shop writes into answers.
 *
 * @param site address of the shop without a final slash
 * @param plain whether permalinks are plain, so that links use {@code index.php?rest_route=} (09-down/plain-permalinks)
 */
record Addresses(String site, boolean plain) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    String rest(String route) {
        return plain ? site + "/index.php?rest_route=" + route : site + "/wp-json" + route;
    }

    /** The address of a page of a list, whose query is appended. */
    String page(String route, String query) {
        if (plain) {
            return site + "/index.php?rest_route=" + URLEncoder.encode(route, StandardCharsets.UTF_8) + "&" + query;
        }
        return rest(route) + "?" + query;
    }

    ObjectNode links(String self, String collection, String... allowed) {
        ObjectNode links = JSON.objectNode();
        ObjectNode one = links.putArray("self").addObject().put("href", rest(self));
        ArrayNode allow = one.putObject("targetHints").putArray("allow");
        for (String method : allowed) {
            allow.add(method);
        }
        links.putArray("collection").addObject().put("href", rest(collection));
        return links;
    }

    ObjectNode links(String collection, long id) {
        return links(collection + "/" + id, collection, "GET", "POST", "PUT", "PATCH", "DELETE");
    }

    void up(ObjectNode links, String route) {
        links.putArray("up").addObject().put("href", rest(route));
    }
}
