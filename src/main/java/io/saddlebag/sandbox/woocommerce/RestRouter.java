package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * WordPress's REST server: finds the route, then credentials, rights and body, then the endpoint; writes the headers
 * every answer has. Routes under {@code /wp-json} and as {@code ?rest_route=}.
 */
final class RestRouter {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private record Route(
            String[] parts, String allow, boolean open, Map<String, Function<RestCall, RestReply>> methods) {}

    private final List<Route> routes = new ArrayList<>();
    private final StoreAuth auth;
    private final SiteClock clock;
    private final Addresses addresses;

    RestRouter(StoreAuth auth, SiteClock clock, Addresses addresses) {
        this.auth = auth;
        this.clock = clock;
        this.addresses = addresses;
    }

    /** Adds a route; {@code {name}} takes digits, {@code {name:any}} takes anything. */
    void add(String path, String allow, Map<String, Function<RestCall, RestReply>> methods) {
        routes.add(new Route(path.substring(1).split("/"), allow, false, methods));
    }

    /** Adds a route that no key of WooCommerce opens or closes. */
    void addForeign(String path, String allow, Map<String, Function<RestCall, RestReply>> methods) {
        routes.add(new Route(path.substring(1).split("/"), allow, true, methods));
    }

    void addOpen(String path, Function<RestCall, RestReply> get) {
        String[] parts = path.equals("/") ? new String[0] : path.substring(1).split("/");
        routes.add(new Route(parts, "GET", true, Map.of("GET", get)));
    }

    List<String> paths() {
        return routes.stream()
                .map(r -> "/" + String.join("/", r.parts()))
                .distinct()
                .toList();
    }

    SandboxReply handle(SandboxRequest request) {
        Optional<String> found = route(request);
        if (found.isEmpty()) {
            return request.path().equals("/")
                    ? dated(SandboxReply.text(
                            200, "text/html; charset=UTF-8", "<!DOCTYPE html><title>Sandbox Shop</title>"))
                    : dated(SandboxReply.text(
                            404, "text/html; charset=UTF-8", "<!DOCTYPE html><title>Page not found</title>"));
        }
        String path = found.get();
        String allow = "";
        RestReply reply;
        try {
            Optional<ApiKey> key = auth.authenticate(request);
            Map<String, String> variables = new HashMap<>();
            Route route = find(path, variables);
            Function<RestCall, RestReply> endpoint = endpoint(route, request.method());
            if (!route.open()) {
                permitted(key, request.method(), path, variables);
            }
            allow = route.allow();
            reply = endpoint.apply(new RestCall(request, path, variables, body(request), addresses));
        } catch (RestError e) {
            reply = new RestReply(e.status(), e.body(), Optional.empty(), Map.of());
            allow = e.beforeTheRoute() ? "" : allow;
        }
        return written(request, reply, allow);
    }

    private SandboxReply written(SandboxRequest request, RestReply reply, String allow) {
        JsonNode body = reply.body();
        if (reply.status() < 400) {
            RestCall query = new RestCall(request, "", Map.of(), JSON.createObjectNode(), addresses);
            body = FieldFilter.of(query.list("_fields")).apply(body);
            if (reply.links().isPresent() && body instanceof ObjectNode item) {
                item.set("_links", reply.links().get());
            }
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Date", HTTP_DATE.format(clock.exactly()));
        headers.put("Content-Type", "application/json; charset=UTF-8");
        headers.put("X-Robots-Tag", "noindex");
        headers.put("Link", "<" + addresses.rest("/") + ">; rel=\"https://api.w.org/\"");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Access-Control-Expose-Headers", "X-WP-Total, X-WP-TotalPages, Link");
        headers.putAll(reply.headers());
        if (!allow.isEmpty()) {
            headers.put("Allow", allow);
        }
        if (reply.status() < 300) {
            headers.put("Cache-Control", "no-cache, must-revalidate, max-age=0, no-store, private");
        }
        return new SandboxReply(reply.status(), headers, PhpJson.bytes(body));
    }

    private SandboxReply dated(SandboxReply reply) {
        return reply.with("Date", HTTP_DATE.format(clock.exactly()));
    }

    private static Optional<String> route(SandboxRequest request) {
        String path = request.path();
        if (path.equals("/wp-json") || path.startsWith("/wp-json/")) {
            return Optional.of(path.length() <= 9 ? "/" : path.substring(8));
        }
        String named = request.query("rest_route", "");
        boolean front = path.equals("/") || path.equals("/index.php");
        return front && !named.isEmpty() ? Optional.of(named) : Optional.empty();
    }

    private Route find(String path, Map<String, String> variables) {
        String trimmed = path.replaceAll("^/+|/+$", "");
        String[] parts = trimmed.isEmpty() ? new String[0] : trimmed.split("/");
        for (Route route : routes) {
            if (matches(route.parts(), parts, variables)) {
                return route;
            }
        }
        throw RestError.noRoute();
    }

    private static boolean matches(String[] pattern, String[] parts, Map<String, String> variables) {
        if (pattern.length != parts.length) {
            return false;
        }
        variables.clear();
        for (int i = 0; i < parts.length; i++) {
            if (pattern[i].startsWith("{")) {
                boolean any = pattern[i].endsWith(":any}");
                if (!any && !parts[i].chars().allMatch(c -> c >= '0' && c <= '9')) {
                    return false;
                }
                variables.put(pattern[i].substring(1, pattern[i].length() - (any ? 5 : 1)), parts[i]);
            } else if (!pattern[i].equals(parts[i])) {
                return false;
            }
        }
        return true;
    }

    private static Function<RestCall, RestReply> endpoint(Route route, String method) {
        String wanted = method.equals("HEAD") ? "GET" : method.equals("PATCH") ? "PUT" : method;
        Function<RestCall, RestReply> endpoint = route.methods().get(wanted);
        if (endpoint == null && wanted.equals("POST") && route.allow().contains("PUT")) {
            endpoint = route.methods().get("PUT");
        }
        if (endpoint == null && wanted.equals("PUT") && route.allow().contains("PUT")) {
            endpoint = route.methods().get("POST");
        }
        if (endpoint == null) {
            throw RestError.noRoute();
        }
        return endpoint;
    }

    private static void permitted(Optional<ApiKey> key, String method, String path, Map<String, String> variables) {
        if (key.isPresent() && key.get().shopRights()) {
            return;
        }
        boolean item = variables.containsKey("id");
        String[] refusal =
                switch (path.endsWith("/batch") ? "batch" : method) {
                    case "batch" ->
                        new String[] {"batch", "Sorry, you are not allowed to batch manipulate this resource."};
                    case "POST" ->
                        item
                                ? new String[] {"edit", "Sorry, you are not allowed to edit this resource."}
                                : new String[] {"create", "Sorry, you are not allowed to create resources."};
                    case "PUT", "PATCH" -> new String[] {"edit", "Sorry, you are not allowed to edit this resource."};
                    case "DELETE" -> new String[] {"delete", "Sorry, you are not allowed to delete this resource."};
                    default ->
                        new String[] {
                            "view", item ? "Sorry, you cannot view this resource." : "Sorry, you cannot list resources."
                        };
                };
        throw new RestError(key.isPresent() ? 403 : 401, "woocommerce_rest_cannot_" + refusal[0], refusal[1]);
    }

    /** JSON counts only with its media type: anything else is ignored (02-products/json-as-text-plain). */
    private static ObjectNode body(SandboxRequest request) {
        if (request.body().length == 0 || !request.header("Content-Type").contains("json")) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            JsonNode read = JSON.readTree(request.body());
            return read instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        } catch (java.io.IOException e) {
            throw RestError.withData(
                    400,
                    "rest_invalid_json",
                    "Invalid JSON body passed.",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("json_error_code", 4)
                            .put("json_error_message", "Syntax error"));
        }
    }
}
