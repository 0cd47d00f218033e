package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Cuts a list into pages with {@code X-WP-Total}, {@code X-WP-TotalPages} and {@code Link}. A page past the end is
 * empty and links back to the last one (02-products/page-beyond-end).
 */
final class Pages {

    private final Map<String, String> defaults;

    /** @param defaults parameters the endpoint adds to its links although nobody sent them (04-lists/orders-default) */
    Pages(Map<String, String> defaults) {
        this.defaults = defaults;
    }

    <T> RestReply cut(RestCall call, List<T> all, Function<T, ObjectNode> row) {
        int perPage = call.integer("per_page", 10, 1, 100);
        int page = call.integer("page", 1, 1, Integer.MAX_VALUE);
        int pages = (all.size() + perPage - 1) / perPage;
        long from = (page - 1L) * perPage;
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        if (from < all.size()) {
            all.subList((int) from, Math.min(all.size(), (int) from + perPage))
                    .forEach(one -> rows.add(row.apply(one)));
        }
        RestReply reply = RestReply.ok(rows)
                .with("X-WP-Total", Integer.toString(all.size()))
                .with("X-WP-TotalPages", Integer.toString(pages));
        StringBuilder link = new StringBuilder();
        if (page > 1 && pages > 0) {
            link.append('<').append(address(call, Math.min(page - 1, pages))).append(">; rel=\"prev\"");
        }
        if (page < pages) {
            link.append(link.isEmpty() ? "" : ", ")
                    .append('<')
                    .append(address(call, page + 1))
                    .append(">; rel=\"next\"");
        }
        return link.isEmpty() ? reply : reply.with("Link", link.toString());
    }

    private String address(RestCall call, int page) {
        Map<String, String> parameters = new LinkedHashMap<>();
        call.http().query().forEach(p -> {
            if (!p.getKey().equals("rest_route")) {
                parameters.put(p.getKey(), p.getValue());
            }
        });
        if (!defaults.isEmpty()) {
            parameters.computeIfPresent("dates_are_gmt", (k, v) -> v.equalsIgnoreCase("true") ? "1" : v);
            String status = parameters.remove("status");
            if (status != null) {
                int at = 0;
                for (String one : status.split(",")) {
                    parameters.put("status[" + at++ + "]", one);
                }
            }
        }
        defaults.forEach((name, value) -> {
            if (!(name.startsWith("status") && parameters.containsKey("status[0]"))) {
                parameters.putIfAbsent(name, value);
            }
        });
        parameters.put("page", Integer.toString(page));
        StringBuilder query = new StringBuilder();
        parameters.forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return call.addresses().page(call.route(), query.toString());
    }
}
