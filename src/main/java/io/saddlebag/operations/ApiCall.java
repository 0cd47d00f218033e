package io.saddlebag.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.access.Access;
import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import io.saddlebag.ledger.Actor;
import io.saddlebag.order.OrderKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One call of the API: what it asks, checked, and its answer. */
record ApiCall(RoutingContext context) {

    private static final int MOST = 1_000;

    /** What the caller did wrong; answered with 400. */
    static final class BadRequest extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadRequest(String message) {
            super(message);
        }
    }

    String path(String name) {
        return context.pathParam(name);
    }

    Optional<String> param(String name) {
        return Optional.ofNullable(context.request().getParam(name)).filter(v -> !v.isBlank());
    }

    boolean flag(String name, boolean otherwise) {
        String word = param(name).orElse(String.valueOf(otherwise));
        if (!"true".equals(word) && !"false".equals(word)) {
            throw new BadRequest("'" + name + "' must be true or false");
        }
        return "true".equals(word);
    }

    int limit() {
        return limit(param("limit").orElse("100"));
    }

    static int limit(String text) {
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
            throw new BadRequest("'limit' must be a number from 1 to " + MOST);
        }
        return Integer.parseInt(text);
    }

    static OrderKey key(String store, String id) {
        try {
            return new OrderKey(store, id);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(e.getMessage());
        }
    }

    static Instant instant(JsonNode request, String field) {
        try {
            return Instant.parse(request.path(field).asText(""));
        } catch (DateTimeException e) {
            throw new BadRequest("'" + field + "' must be an instant such as 2026-11-23T00:00:00Z");
        }
    }

    /** The body as it is. */
    String text() {
        Buffer body = context.body().buffer();
        return body == null ? "" : body.toString(StandardCharsets.UTF_8);
    }

    /** The body as a JSON object; an empty body is an empty one. */
    JsonNode json() {
        String text = text();
        try {
            JsonNode json = Documents.parse(text.isBlank() ? "{}" : text);
            if (!json.isObject()) {
                throw new BadRequest("the body must be a JSON object");
            }
            return json;
        } catch (NotJson e) {
            throw new BadRequest(e.getMessage());
        }
    }

    /**
     * Who decides: who the request says in {@code by}. The holder of a token may speak for somebody, and is named with him; on his
     * own account he need not say anything.
     */
    Actor actor(JsonNode request) {
        return actor(request.path("by").asText(""));
    }

    Actor actor(String by) {
        Access access = Door.access(context);
        String named = by.strip();
        if (access.way().equals("token")) {
            String token = "token " + access.who();
            return new Actor(named.isEmpty() ? token : named + " by " + token, access.origin());
        }
        if (named.isEmpty()) {
            throw new BadRequest("say who you are in 'by'");
        }
        return new Actor(named, access.origin());
    }

    /** Who calls, for what needs nobody who answers for it: the token, where {@code by} names nobody. */
    Actor caller(JsonNode request) {
        Access access = Door.access(context);
        boolean nameless =
                !access.way().equals("token") && request.path("by").asText("").isBlank();
        return nameless ? new Actor(access.who(), access.origin()) : actor(request);
    }

    /** Refuses keys nobody knows. */
    static void only(JsonNode object, List<String> known) {
        object.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw new BadRequest("'" + key + "' is no key here; known are " + String.join(", ", known));
            }
        });
    }

    void answer(int status, JsonNode body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(Buffer.buffer(Documents.bytes(body)));
    }

    void error(int status, String error, String message) {
        JsonErrors.end(context, status, error, message);
    }
}
